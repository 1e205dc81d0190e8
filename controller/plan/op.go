package plan

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// operator plans one operator over a stream; in is nil for one that begins a query. Each has its rule in the file of its
// name.
func (e *env) operator(op syntax.Op, in *stream) *stream {
	switch op := op.(type) {
	case *syntax.WhereOp:
		return e.where(in, op.Pred)
	case *syntax.ExtendOp:
		return e.project(op, in)
	case *syntax.ProjectOp:
		return e.project(op, in)
	case *syntax.ProjectAwayOp, *syntax.ProjectKeepOp, *syntax.ProjectRenameOp, *syntax.ProjectReorderOp, *syntax.ProjectByNamesOp:
		return e.project(op, in)
	case *syntax.SerializeOp:
		out := in.with(&Serialize{In: in.rel})
		if len(op.Items) == 0 {
			return out
		}
		return e.project(op, out)
	case *syntax.SummarizeOp:
		return e.summarize(op, in)
	case *syntax.DistinctOp:
		return e.distinct(op, in)
	case *syntax.CountOp:
		return e.count(op, in)
	case *syntax.SortOp:
		return in.with(&Sort{In: in.rel, By: e.sortKeys(op.Items, in)})
	case *syntax.TopOp:
		by := e.sortKeys(op.Items, in)
		return in.with(&Limit{In: in.rel, N: e.scalar(op.N, &scope{}), By: by})
	case *syntax.TakeOp:
		return in.with(&Limit{In: in.rel, N: e.scalar(op.N, &scope{})})
	case *syntax.SampleOp:
		return in.with(&Sample{In: in.rel, N: e.scalar(op.N, &scope{})})
	case *syntax.SampleDistinctOp:
		s := e.distinct(op, in)
		return s.with(&Limit{In: s.rel, N: e.scalar(op.N, &scope{})})
	case *syntax.JoinOp:
		return e.join(op, in, op.Right)
	case *syntax.LookupOp:
		return e.join(op, in, op.Right)
	case *syntax.UnionOp:
		return e.union(op, in)
	case *syntax.SearchOp:
		return e.search(op, in)
	case *syntax.FindOp:
		return e.find(op)
	case *syntax.PrintOp:
		return e.print(op)
	case *syntax.RangeOp:
		return e.rangeRows(op)
	case *syntax.MvExpandOp:
		return e.mvExpand(op, in)
	case *syntax.MvApplyOp:
		return e.mvApply(op, in)
	case *syntax.ParseOp:
		return e.parse(op, in)
	case *syntax.ParseKvOp:
		return e.parseKv(op, in)
	case *syntax.PartitionOp:
		return e.partition(op, in)
	case *syntax.InvokeOp:
		return e.invoke(op, in)
	case *syntax.AsOp:
		return e.as(op, in)
	case *syntax.RenderOp:
		return e.render(op, in)
	case *syntax.GetSchemaOp:
		return e.getSchema(op, in)
	case *syntax.ForkOp:
		return e.fork(op, in)
	case *syntax.FacetOp:
		return e.facet(op, in)
	case *syntax.TopHittersOp:
		return e.topHitters(op, in)
	case *syntax.TopNestedOp:
		return e.topNested(op, in)
	case *syntax.EvaluateOp:
		return e.evaluate(op, in)
	case *syntax.ScanOp:
		return e.scanRows(op, in)
	case *syntax.MakeSeriesOp:
		return e.makeSeries(op, in)
	case *syntax.ConsumeOp:
		return &stream{rel: &Values{}}
	case *syntax.AssertSchemaOp, *syntax.ExecuteAndCacheOp:
		return in
	}
	word := strings.ToLower(e.text(op.OpKeyword()))
	e.unsupported(op, word, "")
	return nil
}

// where filters. Conditions on the left side of an innerunique join, written after it, hold before rows are dropped.
func (e *env) where(in *stream, pred syntax.Expr) *stream {
	return in.with(filter(in.rel, e.scalar(pred, &scope{s: in})))
}

func filter(r Rel, pred Scalar) Rel {
	j, ok := r.(*Join)
	if !ok || !j.DedupLeft {
		return &Filter{In: r, Pred: pred}
	}
	left := map[ColID]bool{}
	outputs(j.Left, left)
	var rest Scalar
	for _, p := range conjuncts(pred) {
		below := true
		Walk(p, func(x Scalar) {
			if c, ok := x.(*Col); ok && !left[c.ID] {
				below = false
			}
		})
		if below {
			c := *j
			c.Left = &Filter{In: c.Left, Pred: p}
			j = &c
			continue
		}
		if rest == nil {
			rest = p
		} else {
			rest = &Call{Fn: Sign("and"), Args: []Scalar{rest, p}, T: symbol.Bool, Span: p.Place()}
		}
	}
	if rest == nil {
		return j
	}
	return &Filter{In: j, Pred: rest}
}

// conjuncts splits a condition at its ands.
func conjuncts(x Scalar) []Scalar {
	if c, ok := x.(*Call); ok && c.Fn.Kind == builtin.Sign && c.Fn.Name == "and" {
		var out []Scalar
		for _, a := range c.Args {
			out = append(out, conjuncts(a)...)
		}
		return out
	}
	return []Scalar{x}
}

// project computes and chooses columns as binding decided.
func (e *env) project(op syntax.Op, in *stream) *stream {
	p, ok := e.info.Ops[op].(*bind.Projection)
	if !ok {
		e.unsupported(op, "this operator", "")
	}
	return e.projection(p.Columns, in, e.rowsOut(op))
}

func (e *env) rowsOut(op syntax.Op) *symbol.Rows {
	rows := e.info.Out[op]
	if rows == nil {
		e.unsupported(op, "this operator", "its columns are not known")
	}
	return rows
}

// hasWindow reports whether an expression holds a window function.
func hasWindow(x Scalar) bool {
	found := false
	Walk(x, func(x Scalar) {
		if c, ok := x.(*Call); ok && c.Fn.Kind == builtin.Window {
			found = true
		}
	})
	return found
}

// projection computes columns over a stream. rows is what comes out.
func (e *env) projection(cols []bind.Projected, in *stream, rows *symbol.Rows) *stream {
	out := &stream{rel: in.rel, cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	var plain, windows []Computed
	at := &scope{s: in}
	for _, c := range cols {
		if c.From != nil {
			out.cols[c.Column] = e.columnOf(in, c.From, nil)
			continue
		}
		if c.Expr == nil {
			continue
		}
		x := e.scalar(c.Expr, at)
		if call, ok := x.(*Call); ok && c.Part > 0 {
			part := *call
			part.Part, part.T = c.Part, c.Column.Type
			x = &part
		}
		t := c.Column.Type
		if t == symbol.Unknown {
			t = x.Type()
		}
		col := e.b.column(&symbol.Column{Name: c.Column.Name, Type: t})
		out.cols[c.Column] = col.ID
		if hasWindow(x) {
			windows = append(windows, Computed{col, x})
		} else {
			plain = append(plain, Computed{col, x})
		}
	}
	if len(plain) > 0 {
		out.rel = &Compute{In: out.rel, Cols: plain}
	}
	if len(windows) > 0 {
		out.rel = &Window{In: out.rel, Cols: windows}
	}
	return out
}

// sortKeys plans what rows are ordered by: descending unless said otherwise, nulls lowest.
func (e *env) sortKeys(items []*syntax.ExprItem, in *stream) []SortKey {
	var keys []SortKey
	for _, it := range items {
		if it.X == nil {
			continue
		}
		k := SortKey{Desc: true}
		x := it.X
		if o, ok := x.(*syntax.OrderedExpr); ok {
			k.Desc = !strings.EqualFold(e.text(o.Dir), "asc")
			if !o.Dir.Present() {
				k.Desc = true
			}
			k.NullsFirst = !k.Desc
			if o.Where.Present() {
				k.NullsFirst = strings.EqualFold(e.text(o.Where), "first")
			}
			x = o.X
		}
		k.X = e.scalar(x, &scope{s: in})
		keys = append(keys, k)
	}
	return keys
}

// print is one row of values.
func (e *env) print(op *syntax.PrintOp) *stream {
	one := &stream{rel: &Values{Rows: [][]Scalar{{}}}}
	return e.project(op, one)
}

func (e *env) rangeRows(op *syntax.RangeOp) *stream {
	rows := e.rowsOut(op)
	c := rows.Columns[0]
	col := e.b.column(c)
	r := &Range{Column: col, From: e.scalar(op.FromX, &scope{}), To: e.scalar(op.ToX, &scope{}), Step: e.scalar(op.StepX, &scope{}), Span: op.Span()}
	return &stream{rel: r, cols: map[*symbol.Column]ColID{c: col.ID}, rows: rows.Columns}
}

// outputs collects the columns that a relation computes or passes on.
func outputs(r Rel, out map[ColID]bool) {
	add := func(cols []Column) {
		for _, c := range cols {
			out[c.ID] = true
		}
	}
	computed := func(cols []Computed) {
		for _, c := range cols {
			out[c.ID] = true
		}
	}
	switch r := r.(type) {
	case *Scan:
		for _, c := range r.Columns {
			out[c.ID] = true
		}
	case *Values:
		add(r.Columns)
	case *Range:
		out[r.Column.ID] = true
	case *Filter:
		outputs(r.In, out)
	case *Compute:
		outputs(r.In, out)
		computed(r.Cols)
	case *Window:
		outputs(r.In, out)
		computed(r.Cols)
	case *Aggregate:
		computed(r.Keys)
		for _, a := range r.Aggs {
			out[a.ID] = true
		}
	case *Distinct:
		add(r.Cols)
	case *Join:
		outputs(r.Left, out)
		outputs(r.Right, out)
	case *Union:
		add(r.Columns)
	case *Sort:
		outputs(r.In, out)
	case *Limit:
		outputs(r.In, out)
	case *Sample:
		outputs(r.In, out)
	case *Serialize:
		outputs(r.In, out)
	case *Unnest:
		outputs(r.In, out)
		for _, it := range r.Items {
			out[it.ID] = true
		}
		if r.Index != nil {
			out[r.Index.ID] = true
		}
	case *Apply:
		outputs(r.In, out)
		outputs(r.Body, out)
	case *Elements:
		add(r.Columns)
	case *Parse:
		outputs(r.In, out)
		add(r.Columns)
	case *ParseKv:
		outputs(r.In, out)
		add(r.Columns)
	case *Ref:
		add(r.Columns)
	case *Given:
		add(r.Columns)
	case *MakeSeries:
		computed(r.Keys)
		for _, a := range r.Aggs {
			out[a.ID] = true
		}
		out[r.AxisColumn.ID] = true
	case *PerKey:
		outputs(r.Body, out)
	case *Stage:
		add(r.Columns)
	}
}
