package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// unusedLet: a definition that nothing uses. In a notebook's cell the cells below may use what stands outside of
// functions.
var unusedLet = Rule{
	Code:     "HB100",
	Severity: bind.Hint,
	Doc:      "Nothing uses the name: remove the definition, or use it.",
	Example:  `let least = 3; print 1`,
	Fine:     `let least = 3; print least`,
	check: func(p *pass, n syntax.Node) {
		switch x := n.(type) {
		case *syntax.QueryBlock:
			if p.options.Alone && hasQuery(x) {
				unused(p, x.Statements)
			}
		case *syntax.FuncBody:
			unused(p, x.Statements)
		}
	},
}

// hasQuery reports whether a text asks for something: one that only defines is a library.
func hasQuery(b *syntax.QueryBlock) bool {
	for _, item := range b.Statements {
		if _, ok := item.Stmt.(*syntax.ExprStmt); ok {
			return true
		}
	}
	return false
}

func unused(p *pass, items []*syntax.StatementItem) {
	for _, item := range items {
		let, ok := item.Stmt.(*syntax.LetStmt)
		if !ok || let.Name == nil {
			continue
		}
		v, ok := p.info.Defs[let.Name].(*symbol.Variable)
		if !ok || p.uses(v) || v.Kind == symbol.LetView {
			continue
		}
		d := p.say(let.Name.Span(), "nothing uses '"+v.Name+"'", bind.Fix{})
		d.Tags = []bind.Tag{bind.Unnecessary}
	}
}
