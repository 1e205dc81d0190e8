package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// toboolNumber is KS504.
//
// What it does:
// Finds `tobool` with a number, time or guid as its argument.
//
// Why:
// What is meant is a comparison: written out, it says what counts as true.
//
// Example:
//
//	Logs | where tobool(Size)
//
// Use instead:
//
//	Logs | where Size != 0
var toboolNumber = Rule{
	Code:     "KS504",
	Severity: bind.Warning,
	Doc:      "Finds `tobool` with a number, time or guid as its argument. What is meant is a comparison: written out, it says what counts as true.",
	Example:  `Logs | where tobool(Size)`,
	Fine:     `Logs | where Size != 0`,
	Changes:  true,
	on:       calls,
	check:    checkToboolNumber,
}

func checkToboolNumber(p *pass, n syntax.Node) {
	e := n.(*syntax.CallExpr)
	if len(e.Args) == 0 || p.callOf(e, len(e.Args), "tobool", "toboolean") == nil {
		return
	}
	x := e.Args[0].X
	t := p.info.Types[x]
	if t == symbol.Unknown || !(symbol.Numbers | symbol.Times | symbol.Guids).Has(t) {
		return
	}
	fix := bind.Fix{}
	if symbol.Numbers.Has(t) {
		fix = replace(e.Span(), p.operand(x)+" != 0")
	}
	p.say(e.Span(), "compare the value instead of converting it to a bool", fix)
}
