package builtin

import (
	"fmt"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Page is the function's reference page as Markdown: its forms, what it answers, its parameters, examples. Hover and
// `huntbook docs` show it.
func (f *Function) Page() string {
	var b strings.Builder
	b.WriteString("```kusto\n")
	for i, sig := range f.Sigs {
		if i == 3 {
			fmt.Fprintf(&b, "// and %d more forms\n", len(f.Sigs)-i)
			break
		}
		b.WriteString(f.Form(sig) + "\n")
	}
	if len(f.Sigs) == 0 {
		b.WriteString(f.Name + "\n")
	}
	b.WriteString("```\n" + f.Doc)
	if f.Returns != "" {
		b.WriteString(" " + f.Returns)
	}
	b.WriteString("\n")
	if f.Replaced != "" {
		fmt.Fprintf(&b, "\nObsolete: use `%s`.\n", f.Replaced)
	}
	if len(f.Sigs) > 0 && len(f.Sigs[0].Params) > 0 {
		b.WriteString("\n")
		for _, p := range f.Sigs[0].Params {
			if p.Doc != "" {
				fmt.Fprintf(&b, "- `%s`: %s%s\n", p.Name, p.Doc, oneOf(p.Values))
			}
		}
	}
	writeExamples(&b, f.Examples)
	if f.Local.Remote != "" {
		fmt.Fprintf(&b, "\nOn clusters only: %s\n", f.Local.Remote)
	}
	return b.String()
}

// Form writes one way to call the function: name(a: type, [b: type], ...) -> type. A scalar operator is written between
// its operands.
func (f *Function) Form(sig symbol.Signature) string {
	if f.Kind == Sign && len(sig.Params) == 2 {
		return sig.Params[0].Name + " " + f.Name + " " + sig.Params[1].Name + resultForm(sig)
	}
	var b strings.Builder
	b.WriteString(f.Name + "(")
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
	return b.String() + ")" + resultForm(sig)
}

func resultForm(sig symbol.Signature) string {
	switch sig.Result.Kind {
	case symbol.ResultFixed:
		return " -> " + sig.Result.Type.String()
	case symbol.ResultArg, symbol.ResultPromote:
		if sig.Result.Arg < len(sig.Params) {
			return " -> type of " + sig.Params[sig.Result.Arg].Name
		}
	case symbol.ResultTable:
		return " -> table"
	}
	return ""
}

// Page is the operator's reference page as Markdown.
func (o *Operator) Page() string {
	var b strings.Builder
	b.WriteString("```kusto\n" + o.Form + "\n```\n" + o.Doc + "\n")
	if len(o.Aliases) > 0 {
		fmt.Fprintf(&b, "\nAlso written `%s`.\n", strings.Join(o.Aliases, "`, `"))
	}
	if len(o.Params) > 0 {
		b.WriteString("\n")
		for _, p := range o.Params {
			fmt.Fprintf(&b, "- `%s=`: %s%s\n", p.Name, p.Doc, oneOf(p.Values))
		}
	}
	writeExamples(&b, o.Examples)
	if o.Remote != "" {
		fmt.Fprintf(&b, "\nOn clusters only: %s\n", o.Remote)
	}
	return b.String()
}

func oneOf(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return " (`" + strings.Join(values, "`, `") + "`)"
}

func writeExamples(b *strings.Builder, examples []Example) {
	for _, e := range examples {
		b.WriteString("\n```kusto\n" + e.Query + "\n```\n")
		if e.Shows != "" {
			b.WriteString(e.Shows + "\n")
		}
	}
}
