package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// stdevTimespan is KS509.
//
// What it does:
// Finds `stdev` of a timespan that is not converted back.
//
// Why:
// The result is a number of ticks, not a timespan.
//
// Example:
//
//	Logs | summarize stdev(Took)
//
// Use instead:
//
//	Logs | summarize totimespan(stdev(Took))
var stdevTimespan = Rule{
	Code:     "KS509",
	Severity: bind.Hint,
	Doc:      "Finds `stdev` of a timespan that is not converted back. The result is a number of ticks, not a timespan.",
	Example:  `Logs | summarize stdev(Took)`,
	Fine:     `Logs | summarize totimespan(stdev(Took))`,
	on:       calls,
	check:    checkStdevTimespan,
}

func checkStdevTimespan(p *pass, n syntax.Node) {
	e := n.(*syntax.CallExpr)
	if p.callOf(e, 1, "stdev") == nil || p.info.Types[e.Args[0].X] != symbol.Timespan {
		return
	}
	if outer, ok := p.parent(2).(*syntax.CallExpr); ok && p.callOf(outer, 1, "totimespan") != nil {
		return
	}
	at := e.Span()
	p.say(e.Name.Span(), "this is a number of ticks: convert it with totimespan()", edits("Convert with totimespan()", insert(at.Start, "totimespan("), insert(at.End, ")")))
}
