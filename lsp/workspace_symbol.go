package lsp

import (
	"context"
	"strings"

	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// maxSymbols bounds an answer; the person types on.
const maxSymbols = 500

// Symbols finds lets, functions, parameters and named results of the open documents by letters of their names, in order.
func (s *server) Symbols(ctx context.Context, p *lsp.WorkspaceSymbolParams) (lsp.WorkspaceSymbolResult, error) {
	out := lsp.SymbolInformationSlice{}
	snapshot := s.snapshot(ctx)
	for _, u := range snapshot.Documents() {
		a := snapshot.Analysis(u)
		if a == nil {
			continue
		}
		add := func(name string, kind lsp.SymbolKind, where lsp.Range) {
			if len(out) < maxSymbols && hasLetters(name, p.Query) {
				out = append(out, lsp.SymbolInformation{BaseSymbolInformation: lsp.BaseSymbolInformation{Name: name, Kind: kind}, Location: lsp.Location{URI: uri.URI(u), Range: where}})
			}
		}
		if span, ok := a.Named(); ok {
			add(a.Doc.Text()[span.Start:span.End], lsp.SymbolKindClass, a.Doc.SpanRange(span))
		}
		for i := range a.Blocks {
			for _, sym := range blockSymbols(a, &a.Blocks[i]) {
				if sym.Kind != lsp.SymbolKindObject {
					add(sym.Name, sym.Kind, sym.SelectionRange)
				}
			}
		}
	}
	return out, nil
}

// hasLetters reports whether a name holds the letters of a query, in their order, in either case.
func hasLetters(name, query string) bool {
	rest := []rune(strings.ToLower(query))
	for _, r := range strings.ToLower(name) {
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}
