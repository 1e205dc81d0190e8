package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// isnotnullText is KS502.
//
// What it does:
// Finds `isnotnull` with a string as its argument.
//
// Why:
// A string is never null, so the answer is always the same. What is missing in a string is empty: `isnotempty`.
//
// Example:
//
//	Logs | where isnotnull(User)
//
// Use instead:
//
//	Logs | where isnotempty(User)
var isnotnullText = Rule{
	Code:     "KS502",
	Severity: bind.Warning,
	Doc:      "Finds `isnotnull` with a string as its argument. A string is never null, so the answer is always the same. What is missing in a string is empty: `isnotempty`.",
	Example:  `Logs | where isnotnull(User)`,
	Fine:     `Logs | where isnotempty(User)`,
	Changes:  true,
	on:       calls,
	check:    checkIsnotnullText,
}

func checkIsnotnullText(p *pass, n syntax.Node) { nullOfText(p, n, "isnotnull", "isnotempty") }
