package lint

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// foldedCompare is HB154.
//
// What it does:
// Finds `tolower(x) == "y"`, with toupper, !=, in, and two folded operands too; and tolower before operators that
// ignore case anyway.
//
// Why:
// `=~` compares without case and makes no new text for each row; an index can not serve tolower.
//
// Example:
//
//	Logs | where tolower(User) == "bob"
//
// Use instead:
//
//	Logs | where User =~ "bob"
var foldedCompare = Rule{
	Code:     "HB154",
	Severity: bind.Hint,
	Doc:      "Finds `tolower(x) == \"y\"`, with toupper, !=, in, and two folded operands too; and tolower before operators that ignore case anyway. `=~` compares without case and makes no new text for each row; an index can not serve tolower.",
	Example:  `Logs | where tolower(User) == "bob"`,
	Fine:     `Logs | where User =~ "bob"`,
	on:       signs | lists,
	check:    checkFoldedCompare,
}

func checkFoldedCompare(p *pass, n syntax.Node) {
	switch e := n.(type) {
	case *syntax.BinaryExpr:
		l := p.folded(e.L)
		if l == nil {
			return
		}
		word := p.word(e.Op)
		better := caseless[word]
		if better == "" && foldless[word] {
			better = word
		}
		right := e.R
		switch r := p.folded(e.R); {
		case better == "":
			return
		case r != nil && better != word && p.word(r.Name.Tok) == p.word(l.Name.Tok):
			right = r.Args[0].X
		case r != nil:
			return
		default:
			if s, ok := p.text(e.R); !ok || better != word && s != foldAs(p.function(l).Name, s) {
				return
			}
		}
		p.say(e.Span(), "'"+better+"' compares without case", replace(e.Span(), p.source(l.Args[0].X)+" "+better+" "+p.source(right)))
	case *syntax.InExpr:
		l := p.folded(e.X)
		word := p.word(e.Op)
		if l == nil || word != "in" && word != "!in" {
			return
		}
		for _, it := range e.Items {
			if s, ok := p.text(it.X); !ok || s != foldAs(p.function(l).Name, s) {
				return
			}
		}
		p.say(e.X.Span(), "'"+word+"~' compares without case", edits("Change to "+word+"~", bind.Edit{Span: e.X.Span(), New: p.source(l.Args[0].X)}, bind.Edit{Span: e.Op.Span(), New: word + "~"}))
	}
}

// caseless are the operators that compare without case, by those that don't. foldless ignore it anyway.
var (
	caseless = map[string]string{"==": "=~", "!=": "!~", "<>": "!~"}
	foldless = map[string]bool{"=~": true, "!~": true, "has": true, "!has": true, "contains": true, "!contains": true, "startswith": true, "!startswith": true, "endswith": true, "!endswith": true, "hasprefix": true, "hassuffix": true}
)

// folded returns the call of tolower or toupper that an expression is, or nil.
func (p *pass) folded(e syntax.Expr) *syntax.CallExpr { return p.callOf(e, 1, "tolower", "toupper") }

func foldAs(function, s string) string {
	if function == "toupper" {
		return strings.ToUpper(s)
	}
	return strings.ToLower(s)
}
