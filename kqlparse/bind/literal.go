package bind

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// LiteralValue is the value of a literal. ok is false when its text is not one of its type (datetime(yesterday)): then
// only the type is known. Without a text it is null.
func LiteralValue(tree *syntax.Tree, e *syntax.Literal) (v symbol.Value, ok bool) {
	v, ok = syntax.LiteralValue(tree, e)
	if !ok && v.Type != symbol.String {
		if _, inner, typed := strings.Cut(tree.TokenText(e.Tok), "("); typed && strings.TrimSpace(strings.TrimSuffix(inner, ")")) == "" {
			return symbol.Value{Type: v.Type, Null: true}, true
		}
	}
	return v, ok
}
