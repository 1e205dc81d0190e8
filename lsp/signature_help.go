package lsp

import (
	"context"
	"strings"

	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/protocol"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// SignatureHelp shows the parameters of the call around the cursor, and which one is being typed.
func (s *server) SignatureHelp(ctx context.Context, p *lsp.SignatureHelpParams) (*lsp.SignatureHelp, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	b, at := a.At(a.Doc.PositionOffset(p.Position))
	if b == nil {
		return nil, nil
	}
	call := callAround(b.Tree, at)
	if call == nil {
		return nil, nil
	}
	arg := 0
	for _, x := range call.Args {
		if x.Comma.Present() && int(x.Comma.End) <= at {
			arg++
		}
	}
	switch f := b.Info.Uses[call.Name].(type) {
	case *builtin.Function:
		return builtinHelp(f, b.Info.Calls[call], arg, len(call.Args)), nil
	case *symbol.Function:
		var params []string
		for _, p := range f.Params {
			params = append(params, parameterText(p))
		}
		return ownHelp(f.Name, f.Doc, params, arg), nil
	case *symbol.Variable:
		if home := s.homeOf(ctx, a, b, f); home != nil {
			return ownHelp(f.Name, "", lambdaParameters(home, f), arg), nil
		}
	}
	return nil, nil
}

// callAround returns the innermost call whose parentheses an offset stands in, or nil. Where the closing one is missing,
// only space may lie between what was read of the call and the offset.
func callAround(t *syntax.Tree, at int) (found *syntax.CallExpr) {
	syntax.Walk(t.Root, func(n syntax.Node) bool {
		c, ok := n.(*syntax.CallExpr)
		if !ok || !c.Open.Present() || int(c.Open.End) > at || c.Name == nil {
			return true
		}
		if c.Close.Present() && at > int(c.Close.Start) {
			return true
		}
		if end := c.Span().End; !c.Close.Present() && end < at && strings.TrimSpace(t.Text[end:at]) != "" {
			return true
		}
		found = c
		return true
	})
	return found
}

// builtinHelp shows the ways to call a built-in function; the binder says which one is meant.
func builtinHelp(f *builtin.Function, call *bind.Call, arg, args int) *lsp.SignatureHelp {
	out := &lsp.SignatureHelp{}
	active := -1
	for i := range f.Sigs {
		sig := &f.Sigs[i]
		info := lsp.SignatureInformation{Label: f.Form(*sig), Documentation: markdown(f.Doc)}
		from := strings.IndexByte(info.Label, '(') + 1
		for _, p := range sig.Params {
			l := labelOf(info.Label, p.Name, &from)
			info.Parameters = append(info.Parameters, lsp.ParameterInformation{Label: l, Documentation: markdown(parameterDoc(p))})
		}
		if n := activeParameter(sig.Params, arg); n >= 0 {
			info.ActiveParameter = lsp.NewNullable(uint32(n))
			if active < 0 && args <= len(sig.Params) {
				active = i
			}
		}
		if call != nil && call.Signature == sig {
			active = i
		}
		out.Signatures = append(out.Signatures, info)
	}
	out.ActiveSignature = new(uint32(max(active, 0)))
	if len(out.Signatures) == 0 {
		return nil
	}
	out.ActiveParameter = out.Signatures[*out.ActiveSignature].ActiveParameter
	return out
}

// activeParameter returns the parameter that an argument is for, -1 when there is none. Repeated ones take turns.
func activeParameter(params []symbol.Parameter, arg int) int {
	if arg < len(params) {
		return arg
	}
	first := len(params)
	for first > 0 && params[first-1].Repeat {
		first--
	}
	if n := len(params) - first; n > 0 {
		return first + (arg-first)%n
	}
	return -1
}

func parameterDoc(p symbol.Parameter) string {
	text := p.Doc
	if p.Type != 0 && p.Type != symbol.AnyScalar {
		text = "*" + p.Type.String() + "* " + text
	}
	if p.Default != "" {
		text += " Default: `" + p.Default + "`."
	}
	return text
}

// labelOf finds a parameter's name in a label, from an offset on, which it moves behind it.
func labelOf(label, name string, from *int) lsp.ParameterInformationLabel {
	for i := *from; i+len(name) <= len(label); i++ {
		if label[i:i+len(name)] == name && (i == 0 || !letter(label[i-1])) && (i+len(name) == len(label) || !letter(label[i+len(name)])) {
			*from = i + len(name)
			start := protocol.Units(label[:i])
			return lsp.ParameterInformationLabelTuple{uint32(start), uint32(start + protocol.Units(name))}
		}
	}
	return lsp.String(name)
}

func letter(c byte) bool {
	return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= 0x80
}

func markdown(text string) lsp.InlayHintTooltip {
	if text == "" {
		return nil
	}
	return &lsp.MarkupContent{Kind: lsp.MarkupKindMarkdown, Value: text}
}

// ownHelp shows the parameters of a function that is written in KQL.
func ownHelp(name, doc string, params []string, arg int) *lsp.SignatureHelp {
	info := lsp.SignatureInformation{Label: name + "(" + strings.Join(params, ", ") + ")", Documentation: markdown(doc)}
	at := protocol.Units(name) + 1
	for _, p := range params {
		end := at + protocol.Units(p)
		info.Parameters = append(info.Parameters, lsp.ParameterInformation{Label: lsp.ParameterInformationLabelTuple{uint32(at), uint32(end)}})
		at = end + 2
	}
	out := &lsp.SignatureHelp{Signatures: []lsp.SignatureInformation{info}, ActiveSignature: new(uint32(0))}
	if arg < len(params) {
		out.ActiveParameter = lsp.NewNullable(uint32(arg))
	}
	return out
}

func parameterText(p symbol.Param) string {
	text := p.Name + ": "
	if p.Rows != nil {
		return text + columnsOf(p.Rows, 8)
	}
	if text += p.Type.String(); p.Default != "" {
		text += " = " + p.Default
	}
	return text
}

// homeOf returns the tree that declares a variable of a let, or nil.
func (s *server) homeOf(ctx context.Context, a *workspace.Analysis, b *workspace.Block, v *symbol.Variable) *syntax.Tree {
	if v.Cell == "" || v.Cell == a.Doc.URI {
		return b.Tree
	}
	if home := s.analysis(ctx, uri.URI(v.Cell)); home != nil && len(home.Blocks) > 0 {
		return home.Blocks[0].Tree
	}
	return nil
}

// lambdaParameters returns the parameters of a let's function as they are written.
func lambdaParameters(t *syntax.Tree, v *symbol.Variable) (params []string) {
	let, _ := v.Decl.(*syntax.LetStmt)
	if let == nil {
		return nil
	}
	f, _ := let.Value.(*syntax.FuncExpr)
	if f == nil || f.Params == nil {
		return nil
	}
	for _, p := range f.Params.Params {
		span := p.Span()
		if span.End <= len(t.Text) {
			params = append(params, strings.TrimRight(t.Text[span.Start:span.End], ", \t\r\n"))
		}
	}
	return params
}
