package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// contains is KS500.
//
// What it does:
// Finds `contains` (and !contains, contains_cs) on a column of a table, when what is looked for is not shorter than
// three characters.
//
// Why:
// An index of terms serves `has`; `contains` reads every text. Keep `contains` where parts of words are meant.
//
// Example:
//
//	Logs | where Message contains "admin"
//
// Use instead:
//
//	Logs | where Message has "admin"
var contains = Rule{
	Code:     "KS500",
	Severity: bind.Hint,
	Doc:      "Finds `contains` (and !contains, contains_cs) on a column of a table, when what is looked for is not shorter than three characters. An index of terms serves `has`; `contains` reads every text. Keep `contains` where parts of words are meant.",
	Example:  `Logs | where Message contains "admin"`,
	Fine:     `Logs | where Message has "admin"`,
	Changes:  true,
	on:       signs,
	check:    checkContains,
}

func checkContains(p *pass, n syntax.Node) {
	e := n.(*syntax.BinaryExpr)
	better := termOperators[p.word(e.Op)]
	if better == "" || !p.isStored(e.L) {
		return
	}
	if s, ok := p.text(e.R); ok && len([]rune(s)) < 3 {
		return
	}
	p.say(e.Op.Span(), "'"+better+"' is faster than '"+p.word(e.Op)+"' where whole words are meant", replace(e.Op.Span(), better))
}

// termOperators are the operators that find terms, by those that find any part of a text.
var termOperators = map[string]string{
	"contains": "has", "!contains": "!has", "contains_cs": "has_cs", "!contains_cs": "!has_cs", "containscs": "has_cs", "notcontains": "!has", "notcontainscs": "!has_cs",
}
