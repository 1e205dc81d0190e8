package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// unusedLet is HB100.
//
// What it does:
// Finds definitions that nothing uses. In a notebook's cell, where the cells below may use it, only those inside of
// functions.
//
// Why:
// What is not used misleads readers, and may stand for a filter that was forgotten.
//
// Example:
//
//	let least = 3; print 1
//
// Use instead:
//
//	let least = 3; print least
var unusedLet = Rule{
	Code:     "HB100",
	Severity: bind.Hint,
	Doc:      "Finds definitions that nothing uses. What is not used misleads readers, and may stand for a filter that was forgotten.",
	Example:  `let least = 3; print 1`,
	Fine:     `let least = 3; print least`,
	Changes:  true,
	on:       statements,
	check:    checkUnusedLet,
}

func checkUnusedLet(p *pass, n syntax.Node) {
	switch x := n.(type) {
	case *syntax.QueryBlock:
		if p.options.Alone && hasQuery(x) {
			unused(p, x.Statements)
		}
	case *syntax.FuncBody:
		unused(p, x.Statements)
	}
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
		text := p.info.Tree.Text
		from, to := item.Span().Start, item.Span().End
		for to < len(text) && (text[to] == ' ' || text[to] == '\t' || text[to] == '\r' || text[to] == '\n') {
			to++
		}
		fix := bind.Fix{}
		if item.Semi.Present() {
			fix = edits("Remove '"+v.Name+"'", bind.Edit{Span: syntax.Span{Start: from, End: to}})
		}
		d := p.say(let.Name.Span(), "nothing uses '"+v.Name+"'", fix)
		d.Tags = []bind.Tag{bind.Unnecessary}
	}
}
