package plan

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// grouping collects the keys and aggregates of one summarize.
type grouping struct {
	e        *env
	in       *stream
	agg      *Aggregate
	groups   *stream // the key columns
	calls    map[*syntax.CallExpr]map[int]Scalar
	extremes map[*syntax.CallExpr]*Extreme
}

func (e *env) summarize(op *syntax.SummarizeOp, in *stream) *stream {
	p, ok := e.info.Ops[op].(*bind.Projection)
	if !ok {
		e.unsupported(op, "summarize", "")
	}
	if op.BinX != nil {
		e.unsupported(op.BinX, "summarize ... by ... bin=", "write bin()")
	}
	return e.group(p, in, e.rowsOut(op))
}

// group plans keys and aggregates. What an aggregate's item does around its calls is computed after grouping.
func (e *env) group(p *bind.Projection, in *stream, rows *symbol.Rows) *stream {
	g := &grouping{e: e, in: in, agg: &Aggregate{In: in.rel}, groups: &stream{cols: map[*symbol.Column]ColID{}}, calls: map[*syntax.CallExpr]map[int]Scalar{}, extremes: map[*syntax.CallExpr]*Extreme{}}
	out := &stream{rel: g.agg, cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	for _, c := range p.Columns[:p.Groups] {
		var x Scalar
		if c.From != nil {
			x = &Col{ID: e.columnOf(in, c.From, nil), T: c.From.Type}
		} else {
			x = e.scalar(c.Expr, &scope{s: in})
		}
		t := c.Column.Type
		if t == symbol.Unknown {
			t = x.Type()
		}
		col := e.b.column(&symbol.Column{Name: c.Column.Name, Type: t})
		g.agg.Keys = append(g.agg.Keys, Computed{col, x})
		out.cols[c.Column] = col.ID
		g.groups.cols[c.Column] = col.ID
		if c.From != nil {
			g.groups.cols[c.From] = col.ID
		}
	}
	var after []Computed
	for _, c := range p.Columns[p.Groups:] {
		if c.From != nil {
			out.cols[c.Column] = e.columnOf(g.groups, c.From, nil)
			continue
		}
		x := g.item(c)
		if ref, ok := x.(*Col); ok && (ref.T == c.Column.Type || c.Column.Type == symbol.Unknown) {
			out.cols[c.Column] = ref.ID
			continue
		}
		t := c.Column.Type
		if t == symbol.Unknown {
			t = x.Type()
		}
		col := e.b.column(&symbol.Column{Name: c.Column.Name, Type: t})
		after = append(after, Computed{col, x})
		out.cols[c.Column] = col.ID
	}
	if len(after) > 0 {
		out.rel = &Compute{In: out.rel, Cols: after}
	}
	return out
}

// item plans one aggregate item, or one part of its several results.
func (g *grouping) item(c bind.Projected) Scalar {
	return g.e.scalar(c.Expr, &scope{s: g.in, groups: g.groups, agg: func(x *syntax.CallExpr, call *bind.Call) Scalar {
		return g.call(x, call, c)
	}})
}

// call plans a call of an aggregate as a column of the grouping, and is a reference to it.
func (g *grouping) call(x *syntax.CallExpr, c *bind.Call, item bind.Projected) Scalar {
	if s := g.calls[x][item.Part]; s != nil {
		return s
	}
	a := Agg{}
	switch c.Builtin.Name {
	case "arg_max", "arg_min", "argmax", "argmin", "take_any", "any":
		a = g.extreme(x, c, item)
	default:
		g.e.runsHere(x, c.Builtin)
		call := g.e.args(x, c, &scope{s: g.in})
		call.T, call.Part = c.Type, item.Part
		if call.T == symbol.Unknown || item.Part > 0 {
			call.T = g.e.info.Types[x]
			if item.Part > 0 {
				call.T = item.Column.Type
			}
		}
		a.X = call
	}
	a.Column = g.e.b.column(&symbol.Column{Name: item.Column.Name, Type: a.X.Type()})
	g.agg.Aggs = append(g.agg.Aggs, a)
	if g.calls[x] == nil {
		g.calls[x] = map[int]Scalar{}
	}
	ref := &Col{ID: a.ID, T: a.Type, Span: x.Span()}
	g.calls[x][item.Part] = ref
	return ref
}

// extreme plans one result of arg_max, arg_min or take_any: a value of the row that all results of the call come from.
func (g *grouping) extreme(x *syntax.CallExpr, c *bind.Call, item bind.Projected) Agg {
	ex := g.extremes[x]
	if ex == nil {
		ex = &Extreme{}
		switch c.Builtin.Name {
		case "arg_max", "argmax", "arg_min", "argmin":
			ex.By = g.e.scalar(c.Args[0], &scope{s: g.in})
			ex.Min = c.Builtin.Name == "arg_min" || c.Builtin.Name == "argmin"
		}
		g.extremes[x] = ex
	}
	if item.Part < len(c.Args) {
		star := false
		for _, a := range c.Args[:item.Part+1] {
			if _, ok := a.(*syntax.StarExpr); ok {
				star = true
			}
		}
		if !star {
			return Agg{Star: ex, X: g.e.scalar(c.Args[item.Part], &scope{s: g.in})}
		}
	}
	for col := item.Column; col != nil; col = col.Source {
		if id, ok := g.in.cols[col]; ok {
			return Agg{Star: ex, X: &Col{ID: id, T: col.Type, Span: x.Span()}}
		}
	}
	g.e.unsupported(x, c.Builtin.Name+"() with these arguments", "")
	return Agg{}
}

func (e *env) distinct(op syntax.Op, in *stream) *stream {
	p, ok := e.info.Ops[op].(*bind.Projection)
	if !ok {
		e.unsupported(op, "this operator", "")
	}
	s := e.projection(p.Columns, in, e.rowsOut(op))
	out := &stream{cols: map[*symbol.Column]ColID{}, rows: s.rows}
	d := &Distinct{}
	var renames []Computed
	for _, c := range s.rows {
		col := e.b.column(c)
		renames = append(renames, Computed{col, &Col{ID: s.cols[c], T: c.Type}})
		d.Cols = append(d.Cols, col)
		out.cols[c] = col.ID
	}
	d.In = &Compute{In: s.rel, Cols: renames}
	out.rel = d
	return out
}

func (e *env) count(op *syntax.CountOp, in *stream) *stream {
	rows := e.rowsOut(op)
	c := rows.Columns[0]
	col := e.b.column(c)
	call := &Call{Fn: builtin.Named(builtin.Aggregate, "count"), T: symbol.Long, Span: op.Span()}
	return &stream{
		rel:  &Aggregate{In: in.rel, Aggs: []Agg{{Column: col, X: call}}},
		cols: map[*symbol.Column]ColID{c: col.ID},
		rows: rows.Columns,
	}
}

// topHitters counts the values, or sums an expression for them, and keeps the largest.
func (e *env) topHitters(op *syntax.TopHittersOp, in *stream) *stream {
	rows := e.rowsOut(op)
	if len(rows.Columns) < 2 {
		e.unsupported(op, "top-hitters", "")
	}
	at := &scope{s: in}
	key := e.b.column(rows.Columns[0])
	sum := e.b.column(rows.Columns[1])
	call := &Call{Fn: builtin.Named(builtin.Aggregate, "count"), T: symbol.Long, Span: op.Span()}
	if op.ByX != nil {
		call = &Call{Fn: builtin.Named(builtin.Aggregate, "sum"), Args: []Scalar{e.scalar(op.ByX, at)}, T: rows.Columns[1].Type, Span: op.Span()}
	}
	agg := &Aggregate{In: in.rel, Keys: []Computed{{key, e.scalar(op.X, at)}}, Aggs: []Agg{{Column: sum, X: call}}}
	lim := &Limit{In: agg, N: e.scalar(op.N, &scope{}), By: []SortKey{{X: &Col{ID: sum.ID, T: sum.Type}, Desc: true}}}
	return &stream{rel: lim, cols: map[*symbol.Column]ColID{rows.Columns[0]: key.ID, rows.Columns[1]: sum.ID}, rows: rows.Columns}
}
