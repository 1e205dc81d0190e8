package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// sortTake is HB157.
//
// What it does:
// Finds sort by one key with take right behind it.
//
// Why:
// top does both at once, and keeps only so many rows in memory.
//
// Example:
//
//	Logs | where TimeGenerated > ago(1d) | sort by Size | take 10
//
// Use instead:
//
//	Logs | where TimeGenerated > ago(1d) | top 10 by Size
var sortTake = Rule{
	Code:     "HB157",
	Severity: bind.Hint,
	Doc:      "Finds sort by one key with take right behind it. top does both at once, and keeps only so many rows in memory.",
	Example:  `Logs | where TimeGenerated > ago(1d) | sort by Size | take 10`,
	Fine:     `Logs | where TimeGenerated > ago(1d) | top 10 by Size`,
	on:       operators,
	check:    checkSortTake,
}

func checkSortTake(p *pass, n syntax.Node) {
	op, ok := n.(*syntax.SortOp)
	if !ok {
		return
	}
	pipe, at := p.pipe()
	if pipe == nil || at < 0 || at+1 >= len(pipe.Ops) || len(op.Items) != 1 || len(op.Props) > 0 {
		return
	}
	take, ok := pipe.Ops[at+1].Op.(*syntax.TakeOp)
	if !ok || take.N == nil {
		return
	}
	span := syntax.Span{Start: op.Span().Start, End: take.Span().End}
	if k := pipe.Ops[at+1].Pipe; k.Lead != k.Start && len(p.info.Tree.Comments(k)) > 0 {
		p.say(op.Keyword.Span(), "top does both at once", bind.Fix{})
		return
	}
	text := "top " + p.source(take.N) + " by " + p.source(op.Items[0].X)
	p.say(op.Keyword.Span(), "top does both at once", edits("Change to top", bind.Edit{Span: span, New: text}))
}
