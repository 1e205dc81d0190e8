package lsp

import (
	"context"

	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/kqlparse/format"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Formatting gives each query of a document its canonical form. A query with syntax errors stays as it is.
func (s *server) Formatting(ctx context.Context, p *lsp.DocumentFormattingParams) ([]lsp.TextEdit, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	edits := []lsp.TextEdit{}
	for _, q := range a.Doc.Embedded() {
		if tree := syntax.Parse(q.Text); !q.Inline && !q.Folded {
			if text := format.Format(tree, format.Options{}); text != q.Text {
				edits = append(edits, lsp.TextEdit{Range: a.Doc.SpanRange(syntax.Span{Start: q.Start, End: q.End}), NewText: q.Write(text)})
			}
		}
	}
	if a.Doc.Host() {
		return edits, nil
	}
	for i := range a.Blocks {
		b := &a.Blocks[i]
		if text := format.Format(b.Tree, format.Options{}); text != b.Tree.Text {
			edits = append(edits, lsp.TextEdit{Range: a.Doc.SpanRange(syntax.Span{Start: b.Span.Start, End: b.Span.End}), NewText: text})
		}
	}
	return edits, nil
}
