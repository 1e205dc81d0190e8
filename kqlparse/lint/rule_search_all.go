package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// searchAll is HB151.
//
// What it does:
// Finds search and find that begin a query and name no tables.
//
// Why:
// They read every table of the database.
//
// Example:
//
//	search "bob"
//
// Use instead:
//
//	search in (Logs, Users) "bob"
var searchAll = Rule{
	Code:     "HB151",
	Severity: bind.Warning,
	Doc:      "Finds search and find that begin a query and name no tables. They read every table of the database.",
	Example:  `search "bob"`,
	Fine:     `search in (Logs, Users) "bob"`,
	on:       operators,
	check:    checkSearchAll,
}

func checkSearchAll(p *pass, n syntax.Node) {
	var head *syntax.Head
	switch op := n.(type) {
	case *syntax.SearchOp:
		if head = &op.Head; op.In.Present() {
			return
		}
	case *syntax.FindOp:
		if head = &op.Head; op.In.Present() {
			return
		}
	default:
		return
	}
	if _, ok := p.parent(1).(*syntax.OpExpr); !ok || p.options.Scheduled && !p.options.Off[scheduled.Code] {
		return
	}
	word := p.word(head.Keyword)
	p.say(head.Keyword.Span(), "this reads every table: name them with "+word+" in (...)", bind.Fix{})
}
