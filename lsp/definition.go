package lsp

import (
	"context"

	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// Definition finds where a name is declared: in this text, or in a cell above it.
func (s *server) Definition(ctx context.Context, p *lsp.DefinitionParams) (lsp.DefinitionResult, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	b, at := a.At(a.Doc.PositionOffset(p.Position))
	if b == nil {
		return nil, nil
	}
	v := variableAt(b, at)
	if v == nil {
		if t, ok := tableAt(a, p.Position); ok && s.showsSchemas() {
			return lsp.LocationSlice{tableLocation(a, t)}, nil
		}
		return nil, nil
	}
	home := a
	if v.Cell != "" && v.Cell != a.Doc.URI {
		if home = s.analysis(ctx, uri.URI(v.Cell)); home == nil {
			return nil, nil
		}
	}
	if place, ok := declaration(home, v); ok {
		return lsp.LocationSlice{{URI: uri.URI(home.Doc.URI), Range: place}}, nil
	}
	return nil, nil
}

// tableAt returns the table that a name means.
func tableAt(a *workspace.Analysis, at lsp.Position) (*symbol.Table, bool) {
	sym, _ := symbolAt(a, a.Doc.PositionOffset(at))
	t, ok := sym.(*symbol.Table)
	return t, ok
}

// variableAt returns the variable that the name at an offset refers to or declares, or nil.
func variableAt(b *workspace.Block, at int) *symbol.Variable {
	for _, n := range syntax.Path(b.Tree, at) {
		if name, ok := n.(*syntax.Name); ok {
			if v, ok := b.Info.Uses[name].(*symbol.Variable); ok {
				return v
			}
			if v, ok := b.Info.Defs[name].(*symbol.Variable); ok {
				return v
			}
		}
	}
	return nil
}

// declaration returns the range of the name where a variable is declared in a document.
func declaration(a *workspace.Analysis, v *symbol.Variable) (lsp.Range, bool) {
	for i := range a.Blocks {
		b := &a.Blocks[i]
		for name, sym := range b.Info.Defs {
			if sym == symbol.Symbol(v) {
				span := name.Span()
				return a.Doc.SpanRange(syntax.Span{Start: b.Span.Start + span.Start, End: b.Span.Start + span.End}), true
			}
		}
	}
	// A named result is declared by the cell's `//% as`.
	if span, ok := a.Named(); ok && v.Kind == symbol.AsTable {
		return a.Doc.SpanRange(span), true
	}
	return lsp.Range{}, false
}
