package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// expandAll is HB158.
//
// What it does:
// Finds mv-expand without a limit on a table that no filter has made smaller.
//
// Why:
// Each element becomes a row with a copy of all other columns: a table of millions of rows becomes many times that.
//
// Example:
//
//	Logs | mv-expand Tags
//
// Use instead:
//
//	Logs | where User == "bob" | mv-expand Tags
var expandAll = Rule{
	Code:     "HB158",
	Severity: bind.Hint,
	Doc:      "Finds mv-expand without a limit on a table that no filter has made smaller. Each element becomes a row with a copy of all other columns: a table of millions of rows becomes many times that.",
	Example:  `Logs | mv-expand Tags`,
	Fine:     `Logs | where User == "bob" | mv-expand Tags`,
	on:       operators,
	check:    checkExpandAll,
}

func checkExpandAll(p *pass, n syntax.Node) {
	op, ok := n.(*syntax.MvExpandOp)
	if !ok {
		return
	}
	pipe, at := p.pipe()
	if pipe == nil || at < 0 || op.Limit.Present() {
		return
	}
	if t := p.table(pipe.Source); t == nil || t.Kind != symbol.PlainTable && t.Kind != symbol.MaterializedView || p.isSmall(t) {
		return
	}
	for _, o := range pipe.Ops[:at] {
		switch o.Op.(type) {
		case *syntax.ExtendOp, *syntax.ProjectOp, *syntax.ProjectAwayOp, *syntax.ProjectKeepOp, *syntax.ProjectRenameOp, *syntax.ProjectReorderOp, *syntax.ParseOp, *syntax.MvExpandOp:
		default:
			return
		}
	}
	p.say(op.Keyword.Span(), "every row of the table is expanded: filter before", bind.Fix{})
}
