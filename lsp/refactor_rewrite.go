package lsp

import (
	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/lint"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// rewrite offers to write what stands under the cursor in another way: a join with its kind, a table with a filter on the
// time, a comparison without case.
func (m *actions) rewrite() {
	path := syntax.Path(m.block.Tree, m.at.Start)
	for i := len(path) - 1; i >= 0; i-- {
		switch x := path[i].(type) {
		case *syntax.JoinOp:
			m.kinds(x)
		case *syntax.NameExpr:
			for _, age := range []string{"1h", "1d", "7d"} {
				if fix, ok := lint.TimeFilter(m.block.Info, m.at.Start, age); ok && i == len(path)-2 {
					m.refactor(lsp.CodeActionKindRefactorRewrite, fix)
				}
			}
		case *syntax.BinaryExpr:
			m.ignoreCase(x.Op, x.L)
			return
		case *syntax.InExpr:
			m.ignoreCase(x.Op, x.X)
			return
		case *syntax.PipeExpr, *syntax.StatementItem:
			return
		}
	}
}

// joinKinds are the kinds that a join without one may mean, the one that it means first.
var joinKinds = []string{"innerunique", "inner", "leftouter", "leftanti", "leftsemi"}

func (m *actions) kinds(op *syntax.JoinOp) {
	at := op.Keyword.Span()
	if op.Prop("kind") != nil || !at.Contains(m.at.Start) {
		return
	}
	for i, kind := range joinKinds {
		title := "Make the join kind=" + kind
		if i == 0 {
			title = "Write the join's kind, " + kind
		}
		m.refactor(lsp.CodeActionKindRefactorRewrite, bind.Fix{Title: title, Edits: []bind.Edit{{Span: syntax.Span{Start: at.End, End: at.End}, New: " kind=" + kind}}})
	}
}

func (m *actions) ignoreCase(op syntax.Token, left syntax.Expr) {
	better := lint.CaseBlind(m.block.Tree.TokenText(op))
	if better == "" || m.block.Info.Types[left] != symbol.String {
		return
	}
	m.refactor(lsp.CodeActionKindRefactorRewrite, bind.Fix{Title: "Compare without case: " + better, Edits: []bind.Edit{{Span: op.Span(), New: better}}})
}
