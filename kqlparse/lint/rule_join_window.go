package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// joinWindow is HB153.
//
// What it does:
// Finds a join whose left side has a filter on a time while its right side reads a table with a time column without
// one.
//
// Why:
// The right side is read through the whole retention, and matches events of any age with the recent ones of the left
// side. A filter before the join does not reach into its parentheses.
//
// Example:
//
//	Logs | where TimeGenerated > ago(1d) | join kind=inner (Alerts) on User
//
// Use instead:
//
//	Logs | where TimeGenerated > ago(1d) | join kind=inner (Alerts | where TimeGenerated > ago(1d)) on User
var joinWindow = Rule{
	Code:     "HB153",
	Severity: bind.Warning,
	Doc:      "Finds a join whose left side has a filter on a time while its right side reads a table with a time column without one. The right side is read through the whole retention, and matches events of any age with the recent ones of the left side. A filter before the join does not reach into its parentheses.",
	Example:  `Logs | where TimeGenerated > ago(1d) | join kind=inner (Alerts) on User`,
	Fine:     `Logs | where TimeGenerated > ago(1d) | join kind=inner (Alerts | where TimeGenerated > ago(1d)) on User`,
	Changes:  true,
	on:       names,
	check:    checkJoinWindow,
}

func checkJoinWindow(p *pass, n syntax.Node) {
	e := n.(*syntax.NameExpr)
	t := p.table(e)
	clock := TimeColumn(t)
	if clock == nil || p.options.Bounded || p.isSmall(t) {
		return
	}
	b := p.bounds()
	if b.timed || b.joined == nil {
		return
	}
	p.say(e.Span(), "the left side of the join is limited in time, '"+t.Name+"' is not", p.timeFix(e, p.sameWindow(b.window, clock)))
}

// sameWindow returns the left side's filter as one on the right table's time, when it is about nothing else; else the last
// day.
func (p *pass) sameWindow(filter syntax.Expr, clock *symbol.Column) string {
	same := filter != nil && !p.mentions(filter, func(s symbol.Symbol) bool {
		c, ok := s.(*symbol.Column)
		return ok && c.Name != clock.Name
	})
	if same {
		return p.source(filter)
	}
	return clock.Name + " > ago(1d)"
}
