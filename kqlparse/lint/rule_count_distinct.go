package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// exactCount is KS515.
//
// What it does:
// Finds `count_distinct` and `count_distinctif`.
//
// Why:
// They count exactly and keep every value in memory. `dcount` estimates within a percent or two and is much cheaper
// on many values.
//
// Example:
//
//	Logs | summarize count_distinct(User)
//
// Use instead:
//
//	Logs | summarize dcount(User)
var exactCount = Rule{
	Code:     "KS515",
	Severity: bind.Hint,
	Doc:      "Finds `count_distinct` and `count_distinctif`. They count exactly and keep every value in memory. `dcount` estimates within a percent or two and is much cheaper on many values.",
	Example:  `Logs | summarize count_distinct(User)`,
	Fine:     `Logs | summarize dcount(User)`,
	Changes:  true,
	on:       calls,
	check:    checkExactCount,
}

func checkExactCount(p *pass, n syntax.Node) {
	e := n.(*syntax.CallExpr)
	better := ""
	switch {
	case p.callOf(e, len(e.Args), "count_distinct") != nil:
		better = "dcount"
	case p.callOf(e, len(e.Args), "count_distinctif") != nil:
		better = "dcountif"
	default:
		return
	}
	p.say(e.Name.Span(), "'"+better+"' is much cheaper where an estimate will do", p.rename(e, better))
}
