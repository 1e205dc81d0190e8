package lsp

import (
	"context"

	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// SelectionRange grows a selection by what stands around it: the name, its expression, the operator, the query, the text.
func (s *server) SelectionRange(ctx context.Context, p *lsp.SelectionRangeParams) ([]lsp.SelectionRange, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	out := make([]lsp.SelectionRange, len(p.Positions))
	for i, at := range p.Positions {
		out[i] = selectionAt(a, a.Doc.PositionOffset(at))
	}
	return out, nil
}

// selectionAt returns the spans around an offset, from the inside. Each is larger than the one before.
func selectionAt(a *workspace.Analysis, offset int) lsp.SelectionRange {
	spans := []syntax.Span{{Start: 0, End: len(a.Doc.Text())}}
	around := func(s syntax.Span) {
		if outer := spans[len(spans)-1]; s != outer && s.Start >= outer.Start && s.End <= outer.End && s.Start <= offset && offset <= s.End {
			spans = append(spans, s)
		}
	}
	if b, at := a.At(offset); b != nil {
		around(b.Span)
		path := syntax.Path(b.Tree, at)
		if at > 0 && len(path) > 0 {
			if before := syntax.Path(b.Tree, at-1); len(before) > len(path) {
				path = before // a cursor right behind a name is at it
			}
		}
		for _, n := range path {
			around(shifted(b, n.Span()))
		}
	}
	var r *lsp.SelectionRange
	for _, s := range spans {
		r = &lsp.SelectionRange{Range: a.Doc.SpanRange(s), Parent: r}
	}
	return *r
}
