package plan

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

func (e *env) makeSeries(op *syntax.MakeSeriesOp, in *stream) *stream {
	p, ok := e.info.Ops[op].(*bind.Projection)
	if !ok || op.Axis == nil {
		e.unsupported(op, "make-series", "")
	}
	rows := e.rowsOut(op)
	m := &MakeSeries{In: in.rel, Span: op.Span()}
	out := &stream{rel: m, cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	at := &scope{s: in}
	column := func(c *symbol.Column) Column {
		col := e.b.column(c)
		out.cols[c] = col.ID
		return col
	}
	for _, c := range p.Columns[:p.Groups] {
		var x Scalar
		if c.From != nil {
			x = &Col{ID: e.columnOf(in, c.From, op), T: c.From.Type}
		} else {
			x = e.scalar(c.Expr, at)
		}
		m.Keys = append(m.Keys, Computed{column(c.Column), x})
	}
	rest := p.Columns[p.Groups:]
	if len(rest) != len(op.Aggs)+1 {
		e.unsupported(op, "make-series with these aggregates", "")
	}
	for i, it := range op.Aggs {
		a := SeriesAgg{Column: column(rest[i].Column), Default: Long(0)}
		x := it.X
		if rest[i].Expr != nil {
			x = rest[i].Expr
		}
		a.X = e.scalar(x, &scope{s: in, agg: func(x *syntax.CallExpr, c *bind.Call) Scalar {
			e.runsHere(x, c.Builtin)
			call := e.args(x, c, at)
			call.T = c.Type
			return call
		}})
		if it.DefaultX != nil {
			a.Default = e.scalar(it.DefaultX, &scope{})
		}
		m.Aggs = append(m.Aggs, a)
	}
	m.Axis = e.scalar(op.Axis, at)
	m.AxisColumn = column(rest[len(rest)-1].Column)
	bound := func(x syntax.Expr) Scalar {
		if x == nil {
			return nil
		}
		return e.scalar(x, &scope{})
	}
	m.From, m.To, m.Step = bound(op.FromX), bound(op.ToX), bound(op.StepX)
	if op.Range != nil {
		if len(op.Range.Args) != 3 {
			e.invalid(op.Range, "range() here takes a start, a stop and a step")
		}
		// The old form's stop is the last step's beginning.
		m.From, m.Step = bound(op.Range.Args[0].X), bound(op.Range.Args[2].X)
		stop := bound(op.Range.Args[1].X)
		m.To = &Call{Fn: Sign("+"), Args: []Scalar{stop, m.Step}, T: stop.Type(), Span: op.Range.Span()}
	}
	if m.Step == nil {
		e.invalid(op, "make-series needs a step")
	}
	return out
}
