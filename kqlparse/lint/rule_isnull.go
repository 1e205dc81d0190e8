package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// isnullText is KS501.
//
// What it does:
// Finds `isnull` with a string as its argument.
//
// Why:
// A string is never null, so the answer is always the same. What is missing in a string is empty: `isempty`.
//
// Example:
//
//	Logs | where isnull(User)
//
// Use instead:
//
//	Logs | where isempty(User)
var isnullText = Rule{
	Code:     "KS501",
	Severity: bind.Warning,
	Doc:      "Finds `isnull` with a string as its argument. A string is never null, so the answer is always the same. What is missing in a string is empty: `isempty`.",
	Example:  `Logs | where isnull(User)`,
	Fine:     `Logs | where isempty(User)`,
	Changes:  true,
	on:       calls,
	check:    checkIsnullText,
}

func checkIsnullText(p *pass, n syntax.Node) { nullOfText(p, n, "isnull", "isempty") }

// nullOfText says that a test for null makes no sense for a string.
func nullOfText(p *pass, n syntax.Node, name, better string) {
	e := n.(*syntax.CallExpr)
	if len(e.Args) == 0 || p.info.Types[e.Args[0].X] != symbol.String || p.callOf(e, len(e.Args), name) == nil {
		return
	}
	p.say(e.Span(), "a string is never null: use '"+better+"'", replace(e.Name.Span(), better))
}
