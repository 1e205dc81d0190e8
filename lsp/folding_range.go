package lsp

import (
	"cmp"
	"context"
	"slices"
	"strings"

	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// FoldingRanges folds statements, what stands in brackets, right sides of joins, and runs of comment lines.
func (s *server) FoldingRanges(ctx context.Context, p *lsp.FoldingRangeParams) ([]lsp.FoldingRange, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil || a.Doc.Host() {
		return nil, nil
	}
	out := commentFolds(a.Doc.Text())
	for i := range a.Blocks {
		b := &a.Blocks[i]
		syntax.Walk(b.Tree.Root, func(n syntax.Node) bool {
			if foldable(n) {
				r := a.Doc.SpanRange(shifted(b, n.Span()))
				if r.End.Line > r.Start.Line {
					out = append(out, lsp.FoldingRange{StartLine: r.Start.Line, EndLine: r.End.Line})
				}
			}
			return true
		})
	}
	// Of several that begin on a line, an editor shows one: the longest.
	slices.SortStableFunc(out, func(x, y lsp.FoldingRange) int {
		return cmp.Or(cmp.Compare(x.StartLine, y.StartLine), cmp.Compare(y.EndLine, x.EndLine))
	})
	return slices.CompactFunc(out, func(x, y lsp.FoldingRange) bool { return x.StartLine == y.StartLine }), nil
}

func foldable(n syntax.Node) bool {
	switch n.(type) {
	case *syntax.LetStmt, *syntax.ExprStmt, *syntax.DeclareParamsStmt, *syntax.FuncBody, *syntax.ParenExpr, *syntax.CallExpr, *syntax.DataTableExpr, *syntax.DynamicLiteral,
		*syntax.InExpr, *syntax.PipedOp:
		return true
	}
	return false
}

// commentFolds folds two or more lines in a row that are comments only.
func commentFolds(text string) []lsp.FoldingRange {
	out := []lsp.FoldingRange{}
	begin, line := -1, 0
	end := func() {
		if begin >= 0 && line-begin > 1 {
			out = append(out, lsp.FoldingRange{StartLine: uint32(begin), EndLine: uint32(line - 1), Kind: lsp.FoldingRangeKindComment})
		}
		begin = -1
	}
	for l := range strings.Lines(strings.ReplaceAll(text, "\r\n", "\n")) {
		if !strings.HasPrefix(strings.TrimLeft(l, " \t"), "//") {
			end()
		} else if begin < 0 {
			begin = line
		}
		line++
	}
	end()
	return out
}
