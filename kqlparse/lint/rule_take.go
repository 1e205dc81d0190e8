package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// anyRows is HB160.
//
// What it does:
// Finds take on rows in no order, with a filter, a group, a join or a sort behind it.
//
// Why:
// take yields any rows, and others each time: what is computed from them is a sample that can not be repeated.
// Filter first and take last, or take the top.
//
// Example:
//
//	Logs | take 100 | summarize count() by User
//
// Use instead:
//
//	Logs | summarize count() by User | take 100
var anyRows = Rule{
	Code:     "HB160",
	Severity: bind.Warning,
	Doc:      "Finds take on rows in no order, with a filter, a group, a join or a sort behind it. take yields any rows, and others each time: what is computed from them is a sample that can not be repeated. Filter first and take last, or take the top.",
	Example:  `Logs | take 100 | summarize count() by User`,
	Fine:     `Logs | summarize count() by User | take 100`,
	on:       operators,
	check:    checkAnyRows,
}

func checkAnyRows(p *pass, n syntax.Node) {
	op, ok := n.(*syntax.TakeOp)
	if !ok {
		return
	}
	pipe, at := p.pipe()
	if pipe == nil || at < 0 || p.table(pipe.Source) == nil {
		return
	}
	for _, o := range pipe.Ops[:at] {
		switch o.Op.(type) {
		case *syntax.WhereOp, *syntax.ExtendOp, *syntax.ProjectOp, *syntax.ProjectAwayOp, *syntax.ProjectKeepOp, *syntax.ProjectRenameOp, *syntax.ParseOp, *syntax.MvExpandOp:
		default:
			return
		}
	}
	for _, o := range pipe.Ops[at+1:] {
		switch o.Op.(type) {
		case *syntax.WhereOp, *syntax.SummarizeOp, *syntax.JoinOp, *syntax.LookupOp, *syntax.SortOp, *syntax.TopOp, *syntax.DistinctOp, *syntax.MakeSeriesOp:
			p.say(op.Keyword.Span(), "these are any rows, others each time: '"+p.word(o.Op.OpKeyword())+"' works on a sample", bind.Fix{})
			return
		case *syntax.ExtendOp, *syntax.ProjectOp, *syntax.ProjectAwayOp, *syntax.ProjectKeepOp, *syntax.ProjectRenameOp, *syntax.ParseOp, *syntax.MvExpandOp:
		default:
			return
		}
	}
}
