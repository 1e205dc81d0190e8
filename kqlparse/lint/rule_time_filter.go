package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// noTimeFilter is HB150.
//
// What it does:
// Finds tables with a column TimeGenerated or Timestamp that are read without any filter on a time. It is silent
// where something outside of the text limits the time (a cell's timespan, a rule's period), for small tables, and
// where take ends the reading.
//
// Why:
// Logs are stored by time: without a filter on it the whole retention is read, which is slow and, on some tiers,
// paid for.
//
// Example:
//
//	Logs | where User == "bob"
//
// Use instead:
//
//	Logs | where TimeGenerated > ago(1d) | where User == "bob"
var noTimeFilter = Rule{
	Code:     "HB150",
	Severity: bind.Hint,
	Doc:      "Finds tables with a column TimeGenerated or Timestamp that are read without any filter on a time. Logs are stored by time: without a filter on it the whole retention is read, which is slow and, on some tiers, paid for.",
	Example:  `Logs | where User == "bob"`,
	Fine:     `Logs | where TimeGenerated > ago(1d) | where User == "bob"`,
	Changes:  true,
	on:       names,
	check:    checkNoTimeFilter,
}

func checkNoTimeFilter(p *pass, n syntax.Node) {
	t := p.table(n.(*syntax.NameExpr))
	clock := TimeColumn(t)
	if clock == nil || p.options.Bounded || p.isSmall(t) {
		return
	}
	if b := p.bounds(); b.timed || b.joined != nil {
		return
	}
	p.say(n.Span(), "nothing limits the time: the whole of '"+t.Name+"' is read", p.timeFix(n.(*syntax.NameExpr), clock.Name+" > ago(1d)"))
}
