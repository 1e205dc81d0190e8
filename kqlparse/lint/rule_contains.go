package lint

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// contains: an index of terms serves `has`; `contains` reads every text.
var contains = Rule{
	Code:     "KS500",
	Severity: bind.Hint,
	Doc:      "`contains` looks at every character of every text; `has` finds whole terms with the index and is much faster. Keep `contains` for parts of words.",
	Example:  `print x = "a b" | where x contains "admin"`,
	Fine:     `print x = "a b" | where x has "admin" or x contains "a-b"`,
	check: func(p *pass, n syntax.Node) {
		e, ok := n.(*syntax.BinaryExpr)
		if !ok {
			return
		}
		op := p.info.Tree.TokenText(e.Op)
		word := strings.TrimPrefix(op, "!")
		if word != "contains" && word != "contains_cs" {
			return
		}
		lit, ok := e.R.(*syntax.StringLiteral)
		if !ok || !isTerm(lit.Value) {
			return
		}
		better := strings.Replace(op, "contains", "has", 1)
		p.say(e.Op.Span(), "'"+better+"' is faster than '"+op+"' where a whole word is meant", replace(e.Op.Span(), better))
	},
}

// isTerm reports whether a text is one term of the index: letters and digits, at least four of them.
func isTerm(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' || r > 'z' && r < 0x80 {
			return false
		}
	}
	return len(s) >= 4
}
