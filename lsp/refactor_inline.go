package lsp

import (
	"strings"

	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// inline offers to put the value of the let under the cursor in the place of its name, and to remove the let. Functions
// are left alone, and what the cells below a notebook's cell may use.
func (m *actions) inline(cell bool) {
	v := variableAt(m.block, m.at.Start)
	if v == nil || v.Kind != symbol.LetScalar && v.Kind != symbol.LetTable {
		return
	}
	item, let, nested := m.letOf(v)
	if let == nil || cell && !nested || m.isVolatile(let.Value) {
		return
	}
	text := m.block.Tree.Source(let.Value)
	if strings.Contains(text, "//") {
		return // a comment would hide what follows it
	}
	var fix bind.Fix
	uses := 0
	syntax.Walk(m.block.Tree.Root, func(n syntax.Node) bool {
		if e, ok := n.(*syntax.NameExpr); ok && e.Name != nil && m.block.Info.Uses[e.Name] == symbol.Symbol(v) {
			uses++
			fix.Edits = append(fix.Edits, bind.Edit{Span: e.Span(), New: enclosed(let.Value, text)})
		}
		return true
	})
	total := 0
	for _, s := range m.block.Info.Uses {
		if s == symbol.Symbol(v) {
			total++
		}
	}
	if uses == 0 || uses < total || !item.Semi.Present() {
		return // a use that is no expression can't be replaced
	}
	all := m.block.Tree.Text
	end := item.Span().End
	for end < len(all) && strings.IndexByte(" \t\r\n", all[end]) >= 0 {
		end++
	}
	fix.Title = "Inline '" + v.Name + "'"
	fix.Edits = append(fix.Edits, bind.Edit{Span: syntax.Span{Start: item.Span().Start, End: end}})
	m.refactor(lsp.CodeActionKindRefactorInline, fix)
}

// letOf returns the statement that declares a variable, and whether it stands in a function.
func (m *actions) letOf(v *symbol.Variable) (item *syntax.StatementItem, let *syntax.LetStmt, nested bool) {
	depth := 0
	var look func(n syntax.Node)
	look = func(n syntax.Node) {
		_, body := n.(*syntax.FuncBody)
		if body {
			depth++
		}
		if it, ok := n.(*syntax.StatementItem); ok {
			if l, ok := it.Stmt.(*syntax.LetStmt); ok && l.Name != nil && l.Value != nil && m.block.Info.Defs[l.Name] == symbol.Symbol(v) {
				item, let, nested = it, l, depth > 0
			}
		}
		n.Visit(func(p syntax.Part) {
			if p.Node != nil && let == nil {
				look(p.Node)
			}
		})
		if body {
			depth--
		}
	}
	look(m.block.Tree.Root)
	return item, let, nested
}

// isVolatile reports whether an expression has another value each time it is computed.
func (m *actions) isVolatile(e syntax.Expr) (found bool) {
	syntax.Walk(e, func(n syntax.Node) bool {
		switch x := n.(type) {
		case *syntax.CallExpr:
			if x.Name == nil {
				return true
			}
			if f, ok := m.block.Info.Uses[x.Name].(*builtin.Function); ok && f.Local.Volatile {
				found = true
			}
		case *syntax.FuncExpr:
			found = true
		}
		return !found
	})
	return found
}

// enclosed is the text of an expression as it may stand for a name anywhere.
func enclosed(e syntax.Expr, text string) string {
	switch e.(type) {
	case *syntax.Literal, *syntax.DynamicLiteral, *syntax.NameExpr, *syntax.ParenExpr, *syntax.CallExpr, *syntax.PathExpr:
		return text
	case *syntax.StringLiteral:
		if len(e.(*syntax.StringLiteral).Toks) == 1 {
			return text
		}
	}
	return "(" + text + ")"
}
