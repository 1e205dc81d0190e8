package lint

import (
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// plainRegex is HB159.
//
// What it does:
// Finds `matches regex` with a pattern that has no more to it than a beginning, an end, or a case flag.
//
// Why:
// A string operator says the same, is read at a glance, and is faster.
//
// Example:
//
//	Logs | where Message matches regex "(?i)^error"
//
// Use instead:
//
//	Logs | where Message startswith "error"
var plainRegex = Rule{
	Code:     "HB159",
	Severity: bind.Hint,
	Doc:      "Finds `matches regex` with a pattern that has no more to it than a beginning, an end, or a case flag. A string operator says the same, is read at a glance, and is faster.",
	Example:  `Logs | where Message matches regex "(?i)^error"`,
	Fine:     `Logs | where Message startswith "error"`,
	on:       signs,
	check:    checkPlainRegex,
}

func checkPlainRegex(p *pass, n syntax.Node) {
	e := n.(*syntax.BinaryExpr)
	if !e.Op2.Present() || p.word(e.Op) != "matches" {
		return
	}
	pattern, ok := p.text(e.R)
	if _, literal := e.R.(*syntax.StringLiteral); !ok || !literal {
		return
	}
	rest, folds := strings.CutPrefix(pattern, "(?i)")
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, ".*"), ".*")
	rest, first := strings.CutPrefix(rest, "^")
	rest, last := strings.CutSuffix(rest, "$")
	text, ok := plain(rest)
	if !ok || text == "" || (first || last) && strings.Contains(pattern, ".*") {
		return
	}
	better := plainOperators[[3]bool{folds, first, last}]
	at := syntax.Span{Start: e.Op.Span().Start, End: e.R.Span().End}
	p.say(syntax.Span{Start: at.Start, End: int(e.Op2.End)}, "'"+better+"' does the same", edits("Change to "+better, bind.Edit{Span: at, New: better + " " + strconv.Quote(text)}))
}

// plainOperators by: without case, at the beginning, at the end.
var plainOperators = map[[3]bool]string{
	{false, false, false}: "contains_cs", {false, true, false}: "startswith_cs", {false, false, true}: "endswith_cs", {false, true, true}: "==",
	{true, false, false}: "contains", {true, true, false}: "startswith", {true, false, true}: "endswith", {true, true, true}: "=~",
}

// plain returns the text that a pattern means when it is nothing but that text.
func plain(pattern string) (string, bool) {
	var s strings.Builder
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		if c == '\\' {
			i++
			if i == len(pattern) || strings.IndexByte(`\.+*?()|[]{}^$-/`, pattern[i]) < 0 {
				return "", false
			}
			c = pattern[i]
		} else if strings.IndexByte(".+*?()|[]{}^$", c) >= 0 || c < ' ' || c >= 0x7F {
			return "", false
		}
		s.WriteByte(c)
	}
	return s.String(), true
}
