package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// unionAll is HB152.
//
// What it does:
// Finds the pattern * as a table of union, search or find.
//
// Why:
// Every table of the database is read, and the result has the columns of all of them.
//
// Example:
//
//	union * | where User == "bob"
//
// Use instead:
//
//	union Logs, Users | where User == "bob"
var unionAll = Rule{
	Code:     "HB152",
	Severity: bind.Warning,
	Doc:      "Finds the pattern * as a table of union, search or find. Every table of the database is read, and the result has the columns of all of them.",
	Example:  `union * | where User == "bob"`,
	Fine:     `union Logs, Users | where User == "bob"`,
	on:       operators,
	check:    checkUnionAll,
}

func checkUnionAll(p *pass, n syntax.Node) {
	var tables []*syntax.ExprItem
	switch op := n.(type) {
	case *syntax.UnionOp:
		tables = op.Tables
	case *syntax.SearchOp:
		tables = op.Tables
	case *syntax.FindOp:
		tables = op.Tables
	}
	for _, it := range tables {
		if isAll(it.X) && (!p.options.Scheduled || p.options.Off[scheduled.Code]) {
			p.say(it.X.Span(), "this reads every table: name them, or a pattern as Sign*", bind.Fix{})
		}
	}
}

// isAll reports whether a table is written as *.
func isAll(e syntax.Expr) bool {
	switch x := e.(type) {
	case *syntax.WildcardExpr:
		return x.Pattern == "*"
	case *syntax.StarExpr:
		return true
	}
	return false
}
