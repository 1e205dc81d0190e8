package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// shortTerm is KS503.
//
// What it does:
// Finds `has`, `hasprefix` and their like on a column of a table with a text of one or two characters.
//
// Why:
// The index of terms holds terms of three characters and more: a shorter one has every text read. The official
// service has a number for this and is silent.
//
// Example:
//
//	Logs | where Message has "ps"
//
// Use instead:
//
//	Logs | where Message has "ps1"
var shortTerm = Rule{
	Code:     "KS503",
	Severity: bind.Hint,
	Doc:      "Finds `has`, `hasprefix` and their like on a column of a table with a text of one or two characters. The index of terms holds terms of three characters and more: a shorter one has every text read. The official service has a number for this and is silent.",
	Example:  `Logs | where Message has "ps"`,
	Fine:     `Logs | where Message has "ps1"`,
	on:       signs,
	check:    checkShortTerm,
}

func checkShortTerm(p *pass, n syntax.Node) {
	e := n.(*syntax.BinaryExpr)
	switch p.word(e.Op) {
	case "has", "has_cs", "hasprefix", "hasprefix_cs", "hassuffix", "hassuffix_cs":
	default:
		return
	}
	if s, ok := p.text(e.R); ok && s != "" && len([]rune(s)) < 3 && p.isStored(e.L) {
		p.say(e.R.Span(), "the index knows terms of three characters and more: this reads every text", bind.Fix{})
	}
}
