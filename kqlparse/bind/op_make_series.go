package bind

import (
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// makeSeries: the group keys, then an array for each aggregate, then the array of the axis.
func (b *binder) makeSeries(op *syntax.MakeSeriesOp) value {
	p := b.newProjection(len(op.Groups) + len(op.Aggs) + 1)
	vals := make([]value, len(op.Groups))
	for i, it := range op.Groups {
		if it.X != nil && present(it.X) {
			vals[i] = b.scalarExpr(it.X)
		}
	}
	for i, it := range op.Groups {
		if it.X != nil && present(it.X) {
			p.item(it.X, vals[i], plainStyle, nil, "")
		}
	}
	groups := len(p.cols)
	array := func(symbol.Type) symbol.Type { return symbol.Dynamic }
	for _, it := range op.Aggs {
		if it.X == nil || !present(it.X) {
			continue
		}
		old := b.calls
		b.calls = aggregateCalls
		v := b.scalarExpr(it.X)
		b.calls = old
		if it.DefaultX != nil {
			b.expr(it.DefaultX)
			if !isLiteral(it.DefaultX) && b.info.Consts[it.DefaultX] == nil && present(it.DefaultX) {
				b.report(codeLiteralNeeded, it.DefaultX.Span())
			}
		}
		p.item(it.X, v, summarizeStyle, array, "")
	}
	for _, e := range []syntax.Expr{op.FromX, op.ToX, op.StepX} {
		if e != nil {
			b.scalarExpr(e)
		}
	}
	if op.Range != nil {
		b.args(op.Range, scalarCalls)
	}
	if op.Axis != nil {
		p.item(op.Axis, b.scalarExpr(op.Axis), plainStyle, array, "")
	}
	return p.done(op, false, groups)
}
