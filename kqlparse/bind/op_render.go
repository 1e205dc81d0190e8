package bind

import (
	"slices"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// RenderInfo is the decision about render: the columns that its properties name.
type RenderInfo struct {
	Kind    string
	X       *symbol.Column
	Y       []*symbol.Column
	Series  []*symbol.Column
	Options map[string]string // the other properties, by lower-case name
}

// render changes no rows.
func (b *binder) render(op *syntax.RenderOp) value {
	info := &RenderInfo{Options: map[string]string{}}
	if op.Kind != nil {
		info.Kind = strings.ToLower(op.Kind.Value)
		if info.Kind != "" && !slices.ContainsFunc(builtin.ChartKinds, func(k builtin.Word) bool { return k.Name == op.Kind.Value }) {
			b.report(codeWordExpected, op.Kind.Span(), "the kinds of charts, such as timechart and table")
		}
	}
	props := append(append([]*syntax.Property{}, op.Props...), op.Options...)
	for _, p := range props {
		if p == nil || p.Name == nil {
			continue
		}
		name := strings.ToLower(p.Name.Value)
		switch name {
		case "xcolumn", "ycolumns", "series", "anomalycolumns":
			for _, n := range b.columnNames(p.Value) {
				c := b.rows.Column(n.Value)
				if c == nil {
					if !b.rows.Open {
						b.unknownName(n, false)
					}
					continue
				}
				b.info.Uses[n] = c
				switch name {
				case "xcolumn":
					info.X = c
				case "ycolumns":
					info.Y = append(info.Y, c)
				case "series":
					info.Series = append(info.Series, c)
				}
			}
			if name == "anomalycolumns" {
				info.Options[name] = b.propText(p)
			}
		default:
			b.chartWord(name, p)
			info.Options[name] = b.propText(p)
		}
	}
	b.info.Ops[op] = info
	return tabular(b.rows)
}

// chartWord reports a word that a property of charts does not know.
func (b *binder) chartWord(name string, p *syntax.Property) {
	n, ok := p.Value.(*syntax.NameExpr)
	if !ok || n.Name == nil || n.Name.Value == "" {
		return
	}
	for _, k := range builtin.ChartProperties {
		if k.Name == name && len(k.Values) > 0 && !slices.ContainsFunc(k.Values, func(v string) bool { return strings.EqualFold(v, n.Name.Value) }) {
			b.report(codeWordExpected, n.Span(), strings.Join(k.Values, ", "))
		}
	}
}

// columnNames are the names in a property's value.
func (b *binder) columnNames(e syntax.Expr) (names []*syntax.Name) {
	if e == nil {
		return nil
	}
	var walk func(n syntax.Node)
	walk = func(n syntax.Node) {
		if x, ok := n.(*syntax.NameExpr); ok && x.Name != nil {
			names = append(names, x.Name)
			return
		}
		n.Visit(func(p syntax.Part) {
			if p.Node != nil {
				walk(p.Node)
			}
		})
	}
	walk(e)
	return names
}
