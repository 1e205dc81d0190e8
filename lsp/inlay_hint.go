package lsp

import (
	"context"

	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// hintSettings say which hints are shown: "inlayHints" of the initialization options. What is left out is shown.
type hintSettings struct {
	Types   *bool `json:"types"`   // of lets of scalars that are no literals
	Names   *bool `json:"names"`   // of columns that have none in the text: count_, Column1
	Columns *bool `json:"columns"` // that leave a join, lookup, union or plugin, where they are few
}

func shown(setting *bool) bool { return setting == nil || *setting }

// hintColumns is how many columns are few.
const hintColumns = 5

// InlayHint shows what the text does not say: types and default names.
func (s *server) InlayHint(ctx context.Context, p *lsp.InlayHintParams) ([]lsp.InlayHint, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	visible := a.Doc.RangeSpan(p.Range)
	out := []lsp.InlayHint{}
	for i := range a.Blocks {
		b := &a.Blocks[i]
		if b.Span.End < visible.Start || b.Span.Start > visible.End {
			continue
		}
		for _, h := range hints(b, s.settings().InlayHints) {
			at := b.Span.Start + h.at
			if at < visible.Start || at > visible.End {
				continue
			}
			hint := lsp.InlayHint{Position: a.Doc.OffsetPosition(at), Label: lsp.String(h.text)}
			if h.insert {
				hint.TextEdits = []lsp.TextEdit{{Range: lsp.Range{Start: hint.Position, End: hint.Position}, NewText: h.text}}
			} else {
				hint.Kind = lsp.InlayHintKindType
				hint.PaddingLeft = new(h.text[0] != ':')
			}
			out = append(out, hint)
		}
	}
	return out, nil
}

// hint is a text to be shown at an offset of a block; one with insert set can be made a part of the query.
type hint struct {
	at     int
	text   string
	insert bool
}

// hints returns the hints of a block in the order of the text.
func hints(b *workspace.Block, show hintSettings) (out []hint) {
	syntax.Walk(b.Tree.Root, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.LetStmt:
			if v, ok := b.Info.Defs[n.Name].(*symbol.Variable); ok && shown(show.Types) && v.Kind == symbol.LetScalar && v.Type != symbol.Unknown && !isLiteral(n.Value) {
				out = append(out, hint{n.Name.Span().End, ": " + v.Type.String(), false})
			}
		case syntax.Op:
			if p, ok := b.Info.Ops[n].(*bind.Projection); ok && shown(show.Names) {
				out = append(out, nameHints(n, p)...)
			}
			if r := b.Info.Out[n]; r != nil && shown(show.Columns) && !r.Open && len(r.Columns) > 0 && len(r.Columns) <= hintColumns {
				switch n.(type) {
				case *syntax.JoinOp, *syntax.LookupOp, *syntax.UnionOp, *syntax.EvaluateOp:
					out = append(out, hint{n.Span().End, columnsOf(r, hintColumns), false})
				}
			}
		}
		return true
	})
	return out
}

func isLiteral(x syntax.Expr) bool {
	switch x.(type) {
	case *syntax.Literal, *syntax.StringLiteral, *syntax.DynamicLiteral:
		return true
	}
	return false
}

// nameHints gives the names of an operator's computed columns that the text does not name.
func nameHints(op syntax.Op, p *bind.Projection) (out []hint) {
	named := map[syntax.Expr]bool{}
	syntax.Walk(op, func(n syntax.Node) bool {
		if n, ok := n.(*syntax.NamedExpr); ok {
			named[n], named[n.X] = true, true
		}
		return true
	})
	count := map[syntax.Expr]int{}
	for _, c := range p.Columns {
		count[c.Expr]++
	}
	for _, c := range p.Columns {
		if c.Expr == nil || c.From != nil || named[c.Expr] || count[c.Expr] > 1 || c.Column == nil {
			continue
		}
		if _, ok := c.Expr.(*syntax.NameExpr); ok {
			continue
		}
		out = append(out, hint{c.Expr.Span().Start, c.Column.Name + " = ", syntax.IsPlainName(c.Column.Name)})
	}
	return out
}
