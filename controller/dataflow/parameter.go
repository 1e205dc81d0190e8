package dataflow

import (
	"regexp"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Param is a query parameter that a cell uses.
type Param struct {
	Name    string
	As      string // what the composed text calls it
	Type    string // the word of its declaration, in lower case
	Default string // the default's text; empty without one
	Value   string // as given; Given says whether it was
	Given   bool
	Decl    Place
}

// Place is a span in the text of a cell.
type Place struct {
	Cell string
	Span syntax.Span
}

func (g *Graph) param(r Ref, values map[string]string) Param {
	d := g.Def(r)
	n := &g.Cells[r.Cell]
	decl := d.Node.(*syntax.ParamDecl)
	p := Param{Name: d.Name, Type: "string", Decl: Place{n.ID, d.Span}}
	if decl.Type != nil {
		p.Type = strings.ToLower(n.Tree.TokenText(decl.Type.Word))
	}
	if decl.Default != nil {
		p.Default = n.Tree.Source(decl.Default)
	}
	p.Value, p.Given = values[d.Name]
	return p
}

// Params returns all query parameters that a notebook declares; of a name declared twice, the last one.
func (g *Graph) Params() (params []Param) {
	at := map[string]int{}
	for c := range g.Cells {
		for d := range g.Cells[c].Defs {
			if g.Cells[c].Defs[d].Kind != Parameter {
				continue
			}
			p := g.param(Ref{c, d}, nil)
			if i, ok := at[p.Name]; ok {
				params[i] = p
				continue
			}
			at[p.Name] = len(params)
			params = append(params, p)
		}
	}
	return params
}

// number forms, and the characters that the other literals hold.
var (
	integerForm  = regexp.MustCompile(`^[+-]?[0-9]+$`)
	realForm     = regexp.MustCompile(`^([+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?inf|nan)$`)
	datetimeForm = regexp.MustCompile(`^[0-9A-Za-z:.+ ,/-]+$`)
	timespanForm = regexp.MustCompile(`^-?[0-9A-Za-z:. ]+$`)
	guidForm     = regexp.MustCompile(`^[0-9a-fA-F-]{32,38}$`)
)

// Literal writes a value as a KQL literal of a type. The value is someone's words: whatever it holds, the text is one
// literal. bad says what is wrong with it.
func Literal(kind, value string) (text, bad string) {
	in := func(word string, form *regexp.Regexp) (string, string) {
		if v := strings.TrimSpace(value); form.MatchString(v) {
			return word + "(" + v + ")", ""
		}
		return "", "the value is no " + word
	}
	switch kind {
	case "string":
		return Quote(value), ""
	case "bool", "boolean":
		switch v := strings.ToLower(strings.TrimSpace(value)); v {
		case "true", "false":
			return v, ""
		case "1":
			return "true", ""
		case "0":
			return "false", ""
		}
		return "", "the value is neither true nor false"
	case "int":
		return in("int", integerForm)
	case "long":
		return in("long", integerForm)
	case "real", "double":
		return in("real", realForm)
	case "decimal":
		return in("decimal", realForm)
	case "datetime", "date":
		return in("datetime", datetimeForm)
	case "timespan", "time":
		return in("timespan", timespanForm)
	case "guid", "uuid", "uniqueid":
		return in("guid", guidForm)
	case "dynamic":
		return "todynamic(" + Quote(value) + ")", ""
	}
	return "", "the type " + kind + " takes no value from outside"
}

// Quote writes a string literal of KQL.
func Quote(s string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029:
			b.WriteString(`\u`)
			for shift := 12; shift >= 0; shift -= 4 {
				b.WriteByte(digits[r>>shift&15])
			}
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
