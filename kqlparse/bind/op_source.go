package bind

import (
	"strconv"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// print makes one row; values without a name are print_0, print_1 ... by their position.
func (b *binder) print(op *syntax.PrintOp, piped bool) value {
	if piped {
		b.report(codeMustBeFirst, op.Keyword.Span())
	}
	b.rows = nil
	p := b.newProjection(len(op.Items))
	for i, it := range op.Items {
		if it.X != nil && present(it.X) {
			p.item(it.X, b.scalarExpr(it.X), printStyle, nil, "print_"+strconv.Itoa(i))
		}
	}
	return p.done(op, false, 0)
}

// rangeOf makes one column of values from a to b.
func (b *binder) rangeOf(op *syntax.RangeOp, piped bool) value {
	if piped {
		b.report(codeMustBeFirst, op.Keyword.Span())
	}
	b.rows = nil
	var types []symbol.Type
	for _, e := range []syntax.Expr{op.FromX, op.ToX, op.StepX} {
		if e == nil {
			types = append(types, symbol.Unknown)
			continue
		}
		v := b.scalarExpr(e)
		types = append(types, v.typ)
		if v.kind == scalarValue && v.typ != symbol.Unknown && !(symbol.Numbers | symbol.Times).Has(v.typ) {
			b.report(codeSummableNeeded, e.Span())
		}
	}
	t := types[0]
	if types[1] != t {
		if t = symbol.Promote(types[0], types[1]); t == symbol.Unknown {
			t = types[0]
		}
	}
	switch {
	case t == symbol.Int && types[2] == symbol.Int:
	case symbol.Numbers.Has(t) && t != symbol.Unknown:
		t = widen(symbol.Promote(t, types[2]))
	}
	c := &symbol.Column{Type: t}
	if op.Name != nil {
		c.Name = op.Name.Value
		b.info.Defs[op.Name] = c
	}
	b.info.Ops[op] = &Projection{Columns: []Projected{{Column: c}}}
	return tabular(&symbol.Rows{Columns: []*symbol.Column{c}})
}
