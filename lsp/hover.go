package lsp

import (
	"context"
	"fmt"
	"strings"

	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// Hover explains the name, operator or function under the cursor.
func (s *server) Hover(ctx context.Context, p *lsp.HoverParams) (*lsp.Hover, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	b, at := a.At(a.Doc.PositionOffset(p.Position))
	if b == nil {
		return nil, nil
	}
	span, text := hover(b, at)
	if text == "" {
		return nil, nil
	}
	where := a.Doc.SpanRange(syntax.Span{Start: b.Span.Start + span.Start, End: b.Span.Start + span.End})
	return &lsp.Hover{Contents: &lsp.MarkupContent{Kind: lsp.MarkupKindMarkdown, Value: text}, Range: &where}, nil
}

// hover returns what is to be said at an offset of a block, as Markdown, and the span that it is about.
func hover(b *workspace.Block, at int) (syntax.Span, string) {
	path := syntax.Path(b.Tree, at)
	for i := len(path) - 1; i >= 0; i-- {
		switch n := path[i].(type) {
		case *syntax.Name:
			if sym := b.Info.Uses[n]; sym != nil {
				return n.Span(), describe(sym)
			}
			if sym := b.Info.Defs[n]; sym != nil {
				return n.Span(), describe(sym)
			}
		case syntax.Op:
			if k := n.OpKeyword(); k.Present() && k.Span().Contains(at) {
				if row := builtin.OperatorNamed(b.Tree.TokenText(k)); row != nil {
					return k.Span(), row.Page() + flow(b, n)
				}
			}
		case *syntax.CommandStmt:
			if row := bind.CommandOf(b.Tree, n); row != nil && len(n.Words) > 0 {
				if words := (syntax.Span{Start: int(n.Dot.Start), End: int(n.Words[len(n.Words)-1].End)}); words.Contains(at) {
					return words, row.Page()
				}
			}
		case *syntax.BinaryExpr:
			if f := b.Info.Signs[n]; f != nil && n.Op.Span().Contains(at) {
				return n.Op.Span(), describe(f)
			}
		case *syntax.InExpr:
			if f := b.Info.Signs[n]; f != nil && n.Op.Span().Contains(at) {
				return n.Op.Span(), describe(f)
			}
		}
	}
	return syntax.Span{}, ""
}

// describe says what a symbol is.
func describe(sym symbol.Symbol) string {
	switch s := sym.(type) {
	case *symbol.Column:
		text := code(s.Name + ": " + s.Type.String())
		if s.Table != nil {
			text += "Column of `" + s.Table.Name + "`\n\n"
		}
		return text + s.Doc
	case *symbol.Table:
		text := code(s.Name + " " + columnsOf(&s.Rows, 30))
		if s.Origin != "" {
			text += "Schema from " + s.Origin + ".\n\n"
		}
		return text + s.Doc
	case *symbol.Variable:
		return describeVariable(s)
	case *symbol.Function:
		return code(s.Name+userSignature(s)) + s.Doc
	case *builtin.Function:
		return s.Page()
	}
	return ""
}

func describeVariable(v *symbol.Variable) string {
	text := v.Name
	switch {
	case v.Rows != nil:
		text += " " + columnsOf(v.Rows, 30)
	case v.Kind == symbol.LetFunction || v.Kind == symbol.LetView:
		text += "(...)"
	default:
		text += ": " + v.Type.String()
	}
	kinds := map[symbol.VariableKind]string{symbol.LetScalar: "let", symbol.LetTable: "let, a table", symbol.LetFunction: "let, a function", symbol.LetView: "let, a view",
		symbol.AsTable: "named result", symbol.FunctionParam: "parameter", symbol.QueryParam: "query parameter", symbol.ScanStep: "step of scan", symbol.GraphVariable: "part of a graph pattern"}
	out := code(text) + kinds[v.Kind]
	if v.Cell != "" {
		out += " of a cell above"
	}
	return out
}

// flow says which columns leave an operator.
func flow(b *workspace.Block, op syntax.Op) string {
	out := b.Info.Out[op]
	if out == nil {
		return ""
	}
	return "\n\nColumns behind it: `" + columnsOf(out, 20) + "`"
}

// columnsOf lists columns and their types, at most n of them.
func columnsOf(r *symbol.Rows, n int) string {
	var parts []string
	for i, c := range r.Columns {
		if i == n {
			parts = append(parts, fmt.Sprintf("... %d more", len(r.Columns)-n))
			break
		}
		parts = append(parts, c.Name+": "+c.Type.String())
	}
	if r.Open {
		parts = append(parts, "...")
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

func userSignature(f *symbol.Function) string {
	var parts []string
	for _, p := range f.Params {
		t := p.Type.String()
		if p.Rows != nil {
			t = columnsOf(p.Rows, 8)
		}
		if p.Default != "" {
			t += " = " + p.Default
		}
		parts = append(parts, p.Name+": "+t)
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

func code(text string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + "kusto\n" + text + "\n" + fence + "\n"
}
