package duckdb

import (
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// rel writes a relation.
func (w *writer) rel(r plan.Rel) *frame {
	switch r := r.(type) {
	case *plan.Scan:
		return w.scan(r)
	case *plan.Values:
		return w.values(r)
	case *plan.Range:
		return w.rangeRows(r)
	case *plan.Given:
		return w.givenRows(r)
	case *plan.Ref:
		return w.ref(r)
	case *plan.Elements:
		f := w.elems[r]
		if f == nil {
			w.unsupported(syntax.Span{}, "this operator within mv-apply or partition", "it sees only whole tables")
		}
		return f
	case *plan.Stage:
		return w.staged(r)
	case *plan.Filter:
		f := w.rel(r.In)
		return w.next(f, "SELECT * FROM "+f.name+" WHERE "+w.on(f).truth(r.Pred))
	case *plan.Compute:
		return w.compute(w.rel(r.In), r.Cols)
	case *plan.Aggregate:
		return w.aggregate(r)
	case *plan.Distinct:
		return w.distinct(r)
	case *plan.Join:
		return w.join(r)
	case *plan.Union:
		return w.union(r)
	case *plan.Sort:
		f, keys := w.sortKeys(w.rel(r.In), r.By)
		f.order = keys
		return f
	case *plan.Limit:
		return w.limit(r)
	case *plan.Sample:
		f := w.rel(r.In)
		g := w.next(f, "SELECT * FROM "+f.name+" ORDER BY random() LIMIT "+w.on(f).count(r.N))
		g.order = nil
		return g
	case *plan.Serialize:
		return w.serialize(w.rel(r.In))
	case *plan.Window:
		return w.windows(r)
	case *plan.Unnest:
		return w.unnest(w.rel(r.In), r.Items, r.Index, r.Limit, r.PairArrays)
	case *plan.Apply:
		return w.apply(r)
	case *plan.PerKey:
		return w.perKey(r)
	case *plan.MakeSeries:
		return w.makeSeries(r)
	case *plan.Parse:
		return w.parse(r)
	case *plan.ParseKv:
		return w.parseKv(r)
	}
	panic("a relation that the writer does not know")
}

// scan reads a table. Strings become not null and datetimes keep the form in which they are stored.
func (w *writer) scan(r *plan.Scan) *frame {
	src, ok := w.tables(r.Table)
	if !ok {
		w.unsupported(r.Span, "table "+r.Table.Name, "it has no data here")
	}
	f := &frame{cols: map[plan.ColID]col{}}
	list := []string{}
	where := ""
	for _, c := range r.Columns {
		sc, ok := src.column(r.Table, c.Source)
		if !ok {
			w.unsupported(r.Span, "column "+c.Name, "its data is not there")
		}
		sql := sc.SQL
		out := col{sql: colName(c.ID), t: c.Type, stamp: sc.Stamp, null: !sc.NotNull}
		if c.Type == symbol.String && out.null {
			sql, out.null = "coalesce("+sql+", '')", false
		}
		list = append(list, sql+" AS "+out.sql)
		f.cols[c.ID] = out
	}
	if len(list) == 0 {
		list = []string{"1 AS h0"}
	}
	f.name = w.cte("SELECT " + strings.Join(list, ", ") + " FROM " + src.SQL + where)
	if w.from != 0 || w.to != 0 {
		f = w.bound(f, r)
	}
	return f
}

// timeColumns are the columns that a time scope applies to, the first that a table has.
var timeColumns = []string{"TimeGenerated", "Timestamp"}

// bound keeps the rows inside of the query's time scope.
func (w *writer) bound(f *frame, r *plan.Scan) *frame {
	for _, name := range append(timeColumns[:len(timeColumns):len(timeColumns)], w.timeColumn) {
		for _, c := range r.Columns {
			if c.Name != name || c.Type != symbol.Datetime {
				continue
			}
			ref := &plan.Col{ID: c.ID, T: symbol.Datetime}
			tick := func(n int64) plan.Scalar {
				return &plan.Const{Value: symbol.Value{Type: symbol.Datetime, Int: n}}
			}
			s := w.on(f)
			low := compare(">=")(s, &plan.Call{Fn: plan.Sign(">="), Args: []plan.Scalar{ref, tick(w.from)}, T: symbol.Bool})
			high := compare("<")(s, &plan.Call{Fn: plan.Sign("<"), Args: []plan.Scalar{ref, tick(w.to)}, T: symbol.Bool})
			tests := []string{}
			if w.from != 0 {
				tests = append(tests, low.sql)
			}
			if w.to != 0 {
				tests = append(tests, high.sql)
			}
			return w.next(f, "SELECT * FROM "+f.name+" WHERE "+strings.Join(tests, " AND "))
		}
	}
	return f
}

// values writes rows of constants. Without rows, one row that is filtered out gives the columns their types.
func (w *writer) values(r *plan.Values) *frame {
	f := &frame{cols: map[plan.ColID]col{}}
	empty := &frame{cols: map[plan.ColID]col{}}
	s := w.on(empty)
	nulls := make([]bool, len(r.Columns))
	var rows []string
	for _, row := range r.Rows {
		cells := make([]string, len(row))
		for i, x := range row {
			c := s.convert(s.ticks(x), x, r.Columns[i].Type)
			cells[i] = c.sql
			nulls[i] = nulls[i] || c.null
		}
		if len(cells) == 0 {
			cells = []string{"1"}
		}
		rows = append(rows, "("+strings.Join(cells, ", ")+")")
	}
	var names, list []string
	for i, c := range r.Columns {
		names = append(names, colName(c.ID))
		list = append(list, "NULL::"+sqlTypeName(c.Type)+" AS "+colName(c.ID))
		f.cols[c.ID] = col{sql: colName(c.ID), t: c.Type, null: nulls[i] && c.Type != symbol.String}
	}
	if len(names) == 0 {
		names, list = []string{"h0"}, []string{"1 AS h0"}
	}
	if len(rows) == 0 {
		f.name = w.cte("SELECT " + strings.Join(list, ", ") + " WHERE false")
		return f
	}
	f.name = w.cte("SELECT * FROM (VALUES " + strings.Join(rows, ", ") + ") AS v(" + strings.Join(names, ", ") + ")")
	return f
}

// rangeRows counts in whole numbers, ticks or reals. The last row does not exceed the bound.
func (w *writer) rangeRows(r *plan.Range) *frame {
	s := w.on(&frame{cols: map[plan.ColID]col{}})
	t := r.Column.Type
	from, to, step := s.convert(s.ticks(r.From), r.From, t), s.convert(s.ticks(r.To), r.To, t), s.ticks(r.Step)
	name := colName(r.Column.ID)
	var sql string
	switch t {
	case symbol.Real, symbol.Decimal:
		st := s.convert(step, r.Step, symbol.Real).sql
		a, b := from.sql+"::DOUBLE", to.sql+"::DOUBLE"
		sql = "SELECT (" + a + " + i * " + st + ")::" + sqlTypeName(t) + " AS " + name +
			" FROM range(0, kql_range_count(" + a + ", " + b + ", " + st + ")) t(i)"
	default:
		// Counting from zero keeps the generator's bounds small; a step of zero yields nothing.
		a, b, st := from.sql+"::BIGINT", to.sql+"::BIGINT", step.sql+"::BIGINT"
		sql = "SELECT (" + a + " + i * " + st + ")::" + sqlTypeName(t) + " AS " + name +
			" FROM range(0, coalesce(CASE WHEN " + st + " = 0 THEN 0 ELSE greatest((" + b + " - " + a + ") // " + st + " + CASE WHEN (" + b + " - " + a + ") * sign(" + st + ") < 0 THEN 0 ELSE 1 END, 0) END, 0)) t(i)"
	}
	return &frame{name: w.cte(sql), cols: map[plan.ColID]col{r.Column.ID: {sql: name, t: t}}}
}

func (w *writer) givenRows(r *plan.Given) *frame {
	f := &frame{cols: map[plan.ColID]col{}}
	var list []string
	for i, c := range r.Columns {
		list = append(list, "r"+itoa(i+1)+" AS "+colName(c.ID))
		f.cols[c.ID] = col{sql: colName(c.ID), t: c.Type, null: c.Type != symbol.String}
	}
	f.name = w.cte("SELECT " + strings.Join(list, ", ") + " FROM " + w.given[r.Name])
	return f
}

// ref reads a shared relation under new column names.
func (w *writer) ref(r *plan.Ref) *frame {
	src := w.shared[r.Shared]
	if src == nil {
		parts := w.part
		w.part = nil
		src = w.rel(w.plan.Shared[r.Shared].Rel)
		w.part = parts
		if w.plan.Shared[r.Shared].Materialize {
			src = w.next(src, "SELECT * FROM "+src.name)
			last := len(w.ctes) - 1
			w.ctes[last] = strings.Replace(w.ctes[last], " AS (", " AS MATERIALIZED (", 1)
		}
		w.shared[r.Shared] = src
	}
	f := &frame{cols: map[plan.ColID]col{}}
	var list []string
	for i, c := range r.Columns {
		sc := src.cols[r.Source[i]]
		list = append(list, sc.sql+" AS "+colName(c.ID))
		sc.sql = colName(c.ID)
		f.cols[c.ID] = sc
	}
	for _, k := range src.order {
		h := w.helper()
		list = append(list, k.sql+" AS "+h)
		f.order = append(f.order, orderKey{h, k.desc, k.nullsFirst})
	}
	if len(list) == 0 {
		list = []string{"1 AS h0"}
	}
	f.name = w.cte("SELECT " + strings.Join(list, ", ") + " FROM " + src.name)
	return f
}

// compute adds columns. One that only passes another on costs no column.
func (w *writer) compute(f *frame, cols []plan.Computed) *frame {
	s := w.on(f)
	var list []string
	added := map[plan.ColID]col{}
	for _, c := range cols {
		x := s.scalar(c.X)
		if x.t != c.Type && c.Type != symbol.Unknown {
			x = s.convert(x, c.X, c.Type)
		}
		if _, plain := c.X.(*plan.Col); plain && x.t == c.Type {
			added[c.ID] = col{sql: x.sql, t: x.t, stamp: x.stamp, null: x.null}
			continue
		}
		list = append(list, x.sql+" AS "+colName(c.ID))
		added[c.ID] = col{sql: colName(c.ID), t: x.t, stamp: x.stamp, null: x.null}
	}
	g := f
	if len(list) > 0 {
		g = w.next(f, "SELECT *, "+strings.Join(list, ", ")+" FROM "+f.name)
	} else {
		g = &frame{name: f.name, cols: make(map[plan.ColID]col, len(f.cols)), order: f.order}
		for id, c := range f.cols {
			g.cols[id] = c
		}
	}
	for id, c := range added {
		g.cols[id] = c
	}
	return g
}

func (w *writer) distinct(r *plan.Distinct) *frame {
	f := w.rel(r.In)
	g := &frame{cols: map[plan.ColID]col{}}
	list := append([]string{}, w.part...)
	for _, c := range r.Cols {
		fc := f.cols[c.ID]
		list = append(list, fc.sql+" AS "+colName(c.ID))
		fc.sql = colName(c.ID)
		g.cols[c.ID] = fc
	}
	g.name = w.cte("SELECT DISTINCT " + strings.Join(list, ", ") + " FROM " + f.name)
	return g
}

// sortKeys makes the keys columns of a frame.
func (w *writer) sortKeys(f *frame, by []plan.SortKey) (*frame, []orderKey) {
	s := w.on(f)
	var list []string
	var keys []orderKey
	for _, k := range by {
		x := s.scalar(k.X)
		name := x.sql
		if _, plain := k.X.(*plan.Col); !plain {
			name = w.helper()
			list = append(list, x.sql+" AS "+name)
		}
		if x.t == symbol.Dynamic {
			h := w.helper()
			list = append(list, "kql_sort_key("+x.sql+") AS "+h)
			name = h
		}
		keys = append(keys, orderKey{name, k.Desc, k.NullsFirst})
	}
	if len(list) == 0 {
		g := *f
		return &g, keys
	}
	return w.next(f, "SELECT *, "+strings.Join(list, ", ")+" FROM "+f.name), keys
}

// count writes a number of rows: negative counts as none.
func (s *scope) count(n plan.Scalar) string {
	f := s.convert(s.scalar(n), n, symbol.Long)
	if k, ok := n.(*plan.Const); ok && k.Value.Int >= 0 && !k.Value.Null {
		return itoa(int(k.Value.Int))
	}
	return "greatest(coalesce(" + f.sql + ", 0), 0)"
}

func (w *writer) limit(r *plan.Limit) *frame {
	f := w.rel(r.In)
	order := f.order
	if len(r.By) > 0 {
		f, order = w.sortKeys(f, r.By)
	}
	by := ""
	if len(order) > 0 {
		by = " ORDER BY " + orderList(order)
	}
	n := w.on(f).count(r.N)
	var g *frame
	if len(w.part) > 0 {
		g = w.next(f, "SELECT * FROM "+f.name+" QUALIFY row_number() OVER (PARTITION BY "+strings.Join(w.part, ", ")+by+") <= "+n)
	} else {
		g = w.next(f, "SELECT * FROM "+f.name+by+" LIMIT "+n)
	}
	g.order = order
	return g
}

// serialize gives the rows an order to refer to; the one they have when none was asked for.
func (w *writer) serialize(f *frame) *frame {
	if len(f.order) > 0 {
		return f
	}
	h := w.helper()
	g := w.next(f, "SELECT *, row_number() OVER () AS "+h+" FROM "+f.name)
	g.order = []orderKey{{sql: h}}
	return g
}
