package lsp

import (
	"context"

	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// DocumentSymbol lists the lets, functions, parameters and queries of a document.
func (s *server) DocumentSymbol(ctx context.Context, p *lsp.DocumentSymbolParams) (lsp.DocumentSymbolResult, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil || a.Doc.Host() { // the outline of a host is its own
		return nil, nil
	}
	out := lsp.DocumentSymbolSlice{}
	for i := range a.Blocks {
		out = append(out, blockSymbols(a, &a.Blocks[i])...)
	}
	return out, nil
}

func blockSymbols(a *workspace.Analysis, b *workspace.Block) (out []lsp.DocumentSymbol) {
	place := func(n syntax.Node) lsp.Range {
		s := n.Span()
		return a.Doc.SpanRange(syntax.Span{Start: b.Span.Start + s.Start, End: b.Span.Start + s.End})
	}
	for _, item := range b.Tree.Root.Statements {
		switch s := item.Stmt.(type) {
		case *syntax.LetStmt:
			if s.Name == nil || s.Name.Value == "" {
				continue
			}
			sym := lsp.DocumentSymbol{Name: s.Name.Value, Kind: lsp.SymbolKindVariable, Range: place(s), SelectionRange: place(s.Name)}
			if v, ok := b.Info.Defs[s.Name].(*symbol.Variable); ok {
				switch v.Kind {
				case symbol.LetFunction, symbol.LetView:
					sym.Kind = lsp.SymbolKindFunction
				case symbol.LetTable:
					sym.Kind = lsp.SymbolKindClass
				default:
					sym.Detail = new(v.Type.String())
				}
			}
			out = append(out, sym)
		case *syntax.DeclareParamsStmt:
			if s.Params == nil {
				continue
			}
			for _, d := range s.Params.Params {
				if d.Name == nil || d.Name.Value == "" {
					continue
				}
				sym := lsp.DocumentSymbol{Name: d.Name.Value, Kind: lsp.SymbolKindConstant, Range: place(d), SelectionRange: place(d.Name)}
				if d.Type != nil {
					sym.Detail = new(b.Tree.TokenText(d.Type.Word))
				}
				out = append(out, sym)
			}
		case *syntax.ExprStmt:
			if source := firstSource(s.X); source != nil {
				text := b.Tree.Source(source)
				if len(text) > 60 {
					text = text[:57] + "..."
				}
				if text != "" {
					out = append(out, lsp.DocumentSymbol{Name: text, Kind: lsp.SymbolKindObject, Detail: new("query"), Range: place(s), SelectionRange: place(source)})
				}
			}
		}
	}
	return out
}

// firstSource is what a query begins with: its table, or its first operator.
func firstSource(x syntax.Expr) syntax.Node {
	for {
		switch n := x.(type) {
		case *syntax.PipeExpr:
			x = n.Source
		case *syntax.ParenExpr:
			x = n.X
		case nil:
			return nil
		default:
			return n
		}
	}
}
