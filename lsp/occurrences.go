package lsp

import (
	"cmp"
	"context"
	"slices"

	"go.lsp.dev/uri"

	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// occurrence is a place where a name means a certain symbol.
type occurrence struct {
	doc      *workspace.Document
	span     syntax.Span // in the document
	declares bool
}

func (o occurrence) location() lsp.Location {
	return lsp.Location{URI: uri.URI(o.doc.URI), Range: o.doc.SpanRange(o.span)}
}

// snapshot returns the state as of the request's arrival.
func (s *server) snapshot(ctx context.Context) *workspace.Snapshot {
	if snapshot, ok := ctx.Value(snapshotKey{}).(*workspace.Snapshot); ok {
		return snapshot
	}
	return s.state.Snapshot()
}

// symbolAt returns what the name at an offset of a document means, or nil. A cursor right behind a name is at it.
func symbolAt(a *workspace.Analysis, offset int) (symbol.Symbol, syntax.Span) {
	b, at := a.At(offset)
	if b == nil {
		return nil, syntax.Span{}
	}
	for _, at := range []int{at, at - 1} {
		for _, n := range syntax.Path(b.Tree, max(at, 0)) {
			name, ok := n.(*syntax.Name)
			if !ok {
				continue
			}
			if sym := cmp.Or(b.Info.Uses[name], b.Info.Defs[name]); sym != nil {
				return sym, shifted(b, name.Span())
			}
		}
	}
	if span, ok := a.Named(); ok && span.Start <= offset && offset <= span.End {
		for _, v := range a.Below.Variables() {
			if v.Kind == symbol.AsTable && v.Cell == a.Doc.URI && v.Name == a.Doc.Text()[span.Start:span.End] {
				return v, span
			}
		}
	}
	return nil, syntax.Span{}
}

// shifted is a span of a block as one of its document.
func shifted(b *workspace.Block, s syntax.Span) syntax.Span {
	return syntax.Span{Start: b.Span.Start + s.Start, End: b.Span.Start + s.End}
}

// occurrences returns where the names of some documents mean a symbol, in the order of the documents and their texts.
func occurrences(as []*workspace.Analysis, sym symbol.Symbol) (out []occurrence) {
	for _, a := range as {
		from := len(out)
		for i := range a.Blocks {
			b := &a.Blocks[i]
			for name, s := range b.Info.Uses {
				if s == sym {
					out = append(out, occurrence{a.Doc, shifted(b, name.Span()), false})
				}
			}
			for name, s := range b.Info.Defs {
				if s == sym {
					out = append(out, occurrence{a.Doc, shifted(b, name.Span()), true})
				}
			}
		}
		if v, ok := sym.(*symbol.Variable); ok && v.Kind == symbol.AsTable && v.Cell == a.Doc.URI {
			if span, ok := a.Named(); ok && a.Doc.Text()[span.Start:span.End] == v.Name {
				out = append(out, occurrence{a.Doc, span, true})
			}
		}
		slices.SortFunc(out[from:], func(x, y occurrence) int { return cmp.Compare(x.span.Start, y.span.Start) })
		out = append(out[:from], slices.CompactFunc(out[from:], func(x, y occurrence) bool { return x.span == y.span })...)
	}
	return out
}

// DocumentHighlight marks the other places of a document where the name under the cursor means the same.
func (s *server) DocumentHighlight(ctx context.Context, p *lsp.DocumentHighlightParams) ([]lsp.DocumentHighlight, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	sym, _ := symbolAt(a, a.Doc.PositionOffset(p.Position))
	if sym == nil {
		return nil, nil
	}
	out := []lsp.DocumentHighlight{}
	for _, o := range occurrences([]*workspace.Analysis{a}, sym) {
		h := lsp.DocumentHighlight{Range: a.Doc.SpanRange(o.span), Kind: lsp.DocumentHighlightKindRead}
		if o.declares {
			h.Kind = lsp.DocumentHighlightKindWrite
		}
		out = append(out, h)
	}
	return out, nil
}

// References finds the places where a name means the same: of what a text defines, in it and in the cells of its
// notebook; of tables, in all open documents.
func (s *server) References(ctx context.Context, p *lsp.ReferenceParams) ([]lsp.Location, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	sym, _ := symbolAt(a, a.Doc.PositionOffset(p.Position))
	if sym == nil {
		return nil, nil
	}
	out := []lsp.Location{}
	for _, o := range occurrences(s.reach(ctx, a, sym), sym) {
		if !o.declares || p.Context.IncludeDeclaration {
			out = append(out, o.location())
		}
	}
	return out, nil
}

// reach returns the documents in which a symbol of a document can be meant.
func (s *server) reach(ctx context.Context, a *workspace.Analysis, sym symbol.Symbol) (out []*workspace.Analysis) {
	snapshot := s.snapshot(ctx)
	switch sym.(type) {
	case *symbol.Variable:
		return snapshot.Together(a.Doc.URI)
	case *symbol.Table, *symbol.Function:
		for _, u := range snapshot.Documents() {
			if other := snapshot.Analysis(u); other != nil {
				out = append(out, other)
			}
		}
		return out
	}
	return []*workspace.Analysis{a}
}
