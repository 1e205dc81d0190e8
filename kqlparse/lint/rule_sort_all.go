package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// sortAll is HB156.
//
// What it does:
// Finds a sort at the end of a query that reads a table and neither groups its rows nor limits their number.
//
// Why:
// All rows are brought to one place and sorted, though only the first of them are looked at.
//
// Example:
//
//	Logs | where TimeGenerated > ago(1d) | sort by Size
//
// Use instead:
//
//	Logs | where TimeGenerated > ago(1d) | top 100 by Size
var sortAll = Rule{
	Code:     "HB156",
	Severity: bind.Hint,
	Doc:      "Finds a sort at the end of a query that reads a table and neither groups its rows nor limits their number. All rows are brought to one place and sorted, though only the first of them are looked at.",
	Example:  `Logs | where TimeGenerated > ago(1d) | sort by Size`,
	Fine:     `Logs | where TimeGenerated > ago(1d) | top 100 by Size`,
	on:       operators,
	check:    checkSortAll,
}

func checkSortAll(p *pass, n syntax.Node) {
	op, ok := n.(*syntax.SortOp)
	if !ok {
		return
	}
	pipe, at := p.pipe()
	if pipe == nil || at < 0 || p.isSmall(p.table(pipe.Source)) || p.table(pipe.Source) == nil {
		return
	}
	if _, ok := p.parent(3).(*syntax.ExprStmt); !ok {
		return
	}
	for i, o := range pipe.Ops {
		switch o.Op.(type) {
		case *syntax.WhereOp, *syntax.ExtendOp, *syntax.ProjectOp, *syntax.ProjectAwayOp, *syntax.ProjectKeepOp, *syntax.ProjectRenameOp, *syntax.ProjectReorderOp, *syntax.ParseOp:
		case *syntax.JoinOp, *syntax.LookupOp, *syntax.MvExpandOp, *syntax.UnionOp:
			if i > at {
				return
			}
		default:
			if o.Op != syntax.Op(op) {
				return
			}
		}
		if i > at && usesOrder(p, o.Op) {
			return
		}
	}
	p.say(op.Keyword.Span(), "all rows are sorted: use top, or take behind it", bind.Fix{})
}

// usesOrder reports whether an operator asks for rows before or after its own.
func usesOrder(p *pass, op syntax.Op) bool {
	return p.mentions(op, func(s symbol.Symbol) bool {
		f, ok := s.(*builtin.Function)
		return ok && f.Kind == builtin.Window
	})
}
