package lint

import (
	"strconv"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// scheduled is HB163.
//
// What it does:
// In the query of a scheduled analytics rule, finds search and union over all tables, and a text of more than 10,000
// characters.
//
// Why:
// Microsoft Sentinel refuses such rules when they are saved. Name the tables; put long lists into a watchlist and
// parts of the query into a function.
//
// Example:
//
//	search "bob"
//
// Use instead:
//
//	search in (Logs) "bob"
var scheduled = Rule{
	Code:     "HB163",
	Severity: bind.Warning,
	Doc:      "In the query of a scheduled analytics rule, finds search and union over all tables, and a text of more than 10,000 characters. Microsoft Sentinel refuses such rules when they are saved. Name the tables; put long lists into a watchlist and parts of the query into a function.",
	Example:  `search "bob"`,
	Fine:     `search in (Logs) "bob"`,
	on:       operators | statements,
	check:    checkScheduled,
}

func checkScheduled(p *pass, n syntax.Node) {
	if !p.options.Scheduled {
		return
	}
	switch x := n.(type) {
	case *syntax.QueryBlock:
		if units := len([]rune(p.info.Tree.Text)); units > 10000 {
			p.say(syntax.Span{Start: x.Span().Start, End: x.Span().Start}, "a scheduled rule's query has 10,000 characters at most, this one has "+strconv.Itoa(units), bind.Fix{})
		}
	case *syntax.SearchOp:
		if _, first := p.parent(1).(*syntax.OpExpr); first && !x.In.Present() {
			p.say(x.Keyword.Span(), "a scheduled rule can't search all tables: name them with search in (...)", bind.Fix{})
		}
	case *syntax.UnionOp:
		for _, it := range x.Tables {
			if isAll(it.X) {
				p.say(it.X.Span(), "a scheduled rule can't read all tables: name them", bind.Fix{})
			}
		}
	}
}
