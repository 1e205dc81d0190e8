package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// neverEqual is HB155.
//
// What it does:
// Finds tolower(x) compared with a text that has capitals, and toupper(x) with one that has small letters.
//
// Why:
// They are never equal, whatever x is.
//
// Example:
//
//	Logs | where tolower(User) == "Bob"
//
// Use instead:
//
//	Logs | where User =~ "Bob"
var neverEqual = Rule{
	Code:     "HB155",
	Severity: bind.Warning,
	Doc:      "Finds tolower(x) compared with a text that has capitals, and toupper(x) with one that has small letters. They are never equal, whatever x is.",
	Example:  `Logs | where tolower(User) == "Bob"`,
	Fine:     `Logs | where User =~ "Bob"`,
	Changes:  true,
	on:       signs,
	check:    checkNeverEqual,
}

func checkNeverEqual(p *pass, n syntax.Node) {
	e := n.(*syntax.BinaryExpr)
	l := p.folded(e.L)
	if l == nil || caseless[p.word(e.Op)] == "" {
		return
	}
	f := p.function(l).Name
	if s, ok := p.text(e.R); ok && s != foldAs(f, s) {
		p.say(e.Span(), "never equal: the text is not as "+f+"() writes it", replace(e.Span(), p.source(l.Args[0].X)+" "+caseless[p.word(e.Op)]+" "+p.source(e.R)))
	}
}
