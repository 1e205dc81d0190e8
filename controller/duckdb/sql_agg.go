package duckdb

import (
	"slices"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// aggregate groups. Columns that come from the row of an extreme (arg_max) travel as one struct per extreme.
func (w *writer) aggregate(r *plan.Aggregate) *frame {
	f := w.rel(r.In)
	if ex := onlyExtreme(r); ex != nil && len(r.Keys)+len(w.part) > 0 {
		return w.extremeRows(f, r, ex)
	}
	s := w.on(f)
	s.inAgg, s.order = true, f.inside()
	g := &frame{cols: map[plan.ColID]col{}}
	list := slices.Clone(w.part)
	group := slices.Clone(w.part)
	for _, k := range r.Keys {
		x := w.on(f).scalar(k.X)
		list = append(list, x.sql+" AS "+colName(k.ID))
		group = append(group, itoa(len(list)))
		g.cols[k.ID] = col{sql: colName(k.ID), t: x.t, stamp: x.stamp, null: x.null}
	}
	for i := range w.part {
		group[i] = itoa(i + 1)
	}
	type field struct {
		helper string
		n      int
	}
	fields := map[plan.ColID]field{}
	helpers := map[*plan.Extreme]string{}
	cells := map[*plan.Extreme][]string{}
	var extremes []*plan.Extreme
	for _, a := range r.Aggs {
		if a.Star == nil {
			x := s.scalar(a.X)
			if x.t != a.Type && a.Type != symbol.Unknown {
				x = s.convert(x, a.X, a.Type)
			}
			list = append(list, x.sql+" AS "+colName(a.ID))
			g.cols[a.ID] = col{sql: colName(a.ID), t: x.t, stamp: x.stamp, null: x.null}
			continue
		}
		if helpers[a.Star] == "" {
			helpers[a.Star] = w.helper()
			extremes = append(extremes, a.Star)
		}
		x := w.on(f).scalar(a.X)
		cells[a.Star] = append(cells[a.Star], x.sql)
		fields[a.ID] = field{helpers[a.Star], len(cells[a.Star])}
		// Without rows there is no struct to take a value from.
		null := x.null || len(r.Keys)+len(w.part) == 0
		g.cols[a.ID] = col{sql: colName(a.ID), t: x.t, stamp: x.stamp, null: null && x.t != symbol.String}
	}
	for _, ex := range extremes {
		named := make([]string, len(cells[ex]))
		for i, c := range cells[ex] {
			named[i] = "f" + itoa(i+1) + " := " + c
		}
		order := ""
		if ex.By != nil {
			dir := " DESC"
			if ex.Min {
				dir = " ASC"
			}
			order = " ORDER BY " + w.on(f).ordered(ex.By) + dir + " NULLS LAST"
		}
		list = append(list, "first(struct_pack("+strings.Join(named, ", ")+")"+order+") AS "+helpers[ex])
	}
	if len(list) == 0 {
		list = []string{"1 AS h0"}
	}
	sql := "SELECT " + strings.Join(list, ", ") + " FROM " + f.name
	if len(group) > 0 {
		sql += " GROUP BY " + strings.Join(group, ", ")
	}
	g.name = w.cte(sql)
	if len(extremes) > 0 {
		var more []string
		for _, a := range r.Aggs {
			if a.Star != nil {
				fd := fields[a.ID]
				sql := fd.helper + ".f" + itoa(fd.n)
				if a.Type == symbol.String {
					sql = "coalesce(" + sql + ", '')"
				}
				more = append(more, sql+" AS "+colName(a.ID))
			}
		}
		g = w.next(g, "SELECT *, "+strings.Join(more, ", ")+" FROM "+g.name)
	}
	return g
}

// ordered writes an expression to order by.
func (s *scope) ordered(x plan.Scalar) string {
	f := s.scalar(x)
	if f.t == symbol.Dynamic {
		return "kql_sort_key(" + f.sql + ")"
	}
	return f.sql
}

// onlyExtreme returns the extreme that all aggregates share, if they do.
func onlyExtreme(r *plan.Aggregate) *plan.Extreme {
	if len(r.Aggs) == 0 || r.Aggs[0].Star == nil {
		return nil
	}
	for _, a := range r.Aggs {
		if a.Star != r.Aggs[0].Star {
			return nil
		}
	}
	return r.Aggs[0].Star
}

// extremeRows picks the extreme row of each group, which is several times faster than aggregating structs.
func (w *writer) extremeRows(f *frame, r *plan.Aggregate, ex *plan.Extreme) *frame {
	s := w.on(f)
	var keys []plan.Computed
	keys = append(keys, r.Keys...)
	for _, a := range r.Aggs {
		keys = append(keys, plan.Computed{Column: a.Column, X: a.X})
	}
	by := slices.Clone(w.part)
	for _, k := range r.Keys {
		by = append(by, s.scalar(k.X).sql)
	}
	order := ""
	if ex.By != nil {
		dir := " DESC"
		if ex.Min {
			dir = " ASC"
		}
		order = " ORDER BY " + s.ordered(ex.By) + dir + " NULLS LAST"
	}
	g := w.next(f, "SELECT * FROM "+f.name+" QUALIFY row_number() OVER (PARTITION BY "+strings.Join(by, ", ")+order+") = 1")
	g.order = nil
	return w.compute(g, keys)
}
