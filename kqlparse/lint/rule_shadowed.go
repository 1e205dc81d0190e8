package lint

import (
	"slices"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// shadowed is KS510.
//
// What it does:
// Finds a name that is a column and a scalar variable or parameter too.
//
// Why:
// The column wins and the variable is ignored: `where User == User` keeps every row. Give the variable another name.
//
// Example:
//
//	let User = "bob"; Logs | where User == User
//
// Use instead:
//
//	let wanted = "bob"; Logs | where User == wanted
var shadowed = Rule{
	Code:     "KS510",
	Severity: bind.Warning,
	Doc:      "Finds a name that is a column and a scalar variable or parameter too. The column wins and the variable is ignored: `where User == User` keeps every row. Give the variable another name.",
	Example:  `let User = "bob"; Logs | where User == User`,
	Fine:     `let wanted = "bob"; Logs | where User == wanted`,
	on:       names,
	check:    checkShadowed,
}

func checkShadowed(p *pass, n syntax.Node) {
	e := n.(*syntax.NameExpr)
	if len(p.scalars) == 0 || e.Name == nil || !slices.Contains(p.scalars, e.Name.Value) {
		return
	}
	if _, ok := p.info.Uses[e.Name].(*symbol.Column); !ok {
		return
	}
	if path, ok := p.parent(1).(*syntax.PathExpr); ok && path.Selector == syntax.Expr(e) {
		return
	}
	if other, ok := p.parent(1).(*syntax.BinaryExpr); ok && other.R == syntax.Expr(e) {
		if left, ok := other.L.(*syntax.NameExpr); ok && left.Name != nil && left.Name.Value == e.Name.Value {
			return // the left one says it
		}
	}
	p.say(e.Span(), "this is the column '"+e.Name.Value+"': the variable of that name is ignored", bind.Fix{})
}
