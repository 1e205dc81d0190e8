package lsp

import (
	"context"
	"fmt"
	"strings"

	lsp "go.lsp.dev/protocol"

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
					return k.Span(), describeOperator(row) + flow(b, n)
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
		return describeFunction(s)
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

// describeFunction is the row of a function as people read it; `huntbook docs` says the same.
func describeFunction(f *builtin.Function) string {
	var b strings.Builder
	for i, sig := range f.Sigs {
		if i == 3 {
			fmt.Fprintf(&b, "// and %d more forms\n", len(f.Sigs)-i)
			break
		}
		b.WriteString(signature(f.Name, sig) + "\n")
	}
	text := code(strings.TrimSpace(b.String())) + f.Doc
	if f.Returns != "" {
		text += " " + f.Returns
	}
	if f.Replaced != "" {
		text += "\n\nObsolete: use `" + f.Replaced + "`."
	}
	if len(f.Sigs) > 0 {
		for _, p := range f.Sigs[0].Params {
			if p.Doc != "" {
				text += "\n- `" + p.Name + "`: " + p.Doc
			}
		}
	}
	if len(f.Examples) > 0 {
		text += "\n\n" + code(f.Examples[0].Query)
	}
	if f.Local.Remote != "" {
		text += "\n\nThe embedded engine does not run it: " + f.Local.Remote
	}
	return text
}

// signature writes one form of a call: name(a: type, [b: type], ...) -> type.
func signature(name string, sig symbol.Signature) string {
	var b strings.Builder
	b.WriteString(name + "(")
	for i, p := range sig.Params {
		if i > 0 {
			b.WriteString(", ")
		}
		text := p.Name
		if p.Type != 0 && p.Type != symbol.AnyScalar {
			text += ": " + p.Type.String()
		}
		if p.Optional {
			text = "[" + text + "]"
		}
		if p.Repeat {
			text += ", ..."
		}
		b.WriteString(text)
	}
	b.WriteString(")")
	switch sig.Result.Kind {
	case symbol.ResultFixed:
		b.WriteString(" -> " + sig.Result.Type.String())
	case symbol.ResultArg, symbol.ResultPromote:
		if sig.Result.Arg < len(sig.Params) {
			b.WriteString(" -> type of " + sig.Params[sig.Result.Arg].Name)
		}
	case symbol.ResultTable:
		b.WriteString(" -> table")
	}
	return b.String()
}

func describeOperator(o *builtin.Operator) string {
	text := code(o.Form) + o.Doc
	if len(o.Examples) > 0 {
		text += "\n\n" + code(o.Examples[0].Query)
	}
	return text
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
