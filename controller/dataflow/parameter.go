package dataflow

import (
	"encoding/json"
	"regexp"
	"strconv"
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

var (
	realForm = regexp.MustCompile(`^([+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?inf|nan)$`)
	guidForm = regexp.MustCompile(`^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$`)
)

// literalForm says which texts are values of a type that a query parameter may have.
type literalForm struct {
	word    string // in KQL
	example string
	ok      func(text string) bool
}

func integer(bits int) func(string) bool {
	return func(v string) bool { _, err := strconv.ParseInt(v, 10, bits); return err == nil }
}

var literalForms = map[string]literalForm{
	"int":      {"int", "42", integer(32)},
	"long":     {"long", "42", integer(64)},
	"real":     {"real", "1.5", realForm.MatchString},
	"decimal":  {"decimal", "1.5", realForm.MatchString},
	"datetime": {"datetime", "2024-05-01T10:00:00Z", func(v string) bool { _, ok := syntax.ParseDatetime(v); return ok && !strings.ContainsAny(v, "()\"'") }},
	"timespan": {"timespan", "7d or 1.12:00:00", func(v string) bool { _, ok := syntax.ParseTimespan(v); return ok && !strings.ContainsAny(v, "()\"'") }},
	"guid":     {"guid", "74be27de-1e4e-49d9-b579-fe0b331d3642", guidForm.MatchString},
}

// otherTypeWords are the second words that KQL has for some types.
var otherTypeWords = map[string]string{"boolean": "bool", "double": "real", "date": "datetime", "time": "timespan", "uuid": "guid", "uniqueid": "guid"}

// Literal writes a value as a KQL literal of a type. The value is someone's words: whatever it holds, the text is one
// literal. bad says what is wrong with it.
func Literal(kind, value string) (text, bad string) {
	if other, ok := otherTypeWords[kind]; ok {
		kind = other
	}
	trimmed := strings.TrimSpace(value)
	switch kind {
	case "string":
		return Quote(value), ""
	case "bool":
		switch v := strings.ToLower(trimmed); v {
		case "true", "false":
			return v, ""
		case "1":
			return "true", ""
		case "0":
			return "false", ""
		}
		return "", "the value is neither true nor false"
	case "dynamic":
		if !json.Valid([]byte(value)) {
			return "", `the value is not JSON, such as ["a", 1]`
		}
		return "todynamic(" + Quote(value) + ")", ""
	}
	f, ok := literalForms[kind]
	switch {
	case !ok:
		return "", "the type " + kind + " takes no value from outside"
	case !f.ok(trimmed):
		return "", "the value is no " + f.word + ", such as " + f.example
	}
	return f.word + "(" + trimmed + ")", ""
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
