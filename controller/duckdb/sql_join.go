package duckdb

import (
	"slices"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

func itoa(n int) string { return strconv.Itoa(n) }

var joinWords = map[plan.JoinKind]string{
	plan.Inner: "INNER JOIN", plan.LeftOuter: "LEFT JOIN", plan.RightOuter: "RIGHT JOIN", plan.FullOuter: "FULL JOIN",
	plan.LeftSemi: "SEMI JOIN", plan.LeftAnti: "ANTI JOIN", plan.RightSemi: "SEMI JOIN", plan.RightAnti: "ANTI JOIN",
}

func (w *writer) join(r *plan.Join) *frame {
	left, right := w.rel(r.Left), w.rel(r.Right)
	if r.DedupLeft && len(r.Keys) > 0 {
		s := w.on(left)
		keys := slices.Clone(w.part)
		for _, k := range r.Keys {
			keys = append(keys, s.scalar(k.Left).sql)
		}
		left = w.next(left, "SELECT DISTINCT ON ("+strings.Join(keys, ", ")+") * FROM "+left.name)
	}
	a, b := &scope{w: w, f: left, alias: "l."}, &scope{w: w, f: right, alias: "r."}
	var on []string
	for _, p := range w.part {
		on = append(on, "l."+p+" IS NOT DISTINCT FROM r."+p)
	}
	for _, k := range r.Keys {
		on = append(on, a.same(b, k))
	}
	if r.On != nil {
		both := &frame{cols: map[plan.ColID]col{}}
		for id, c := range left.cols {
			c.sql = "l." + c.sql
			both.cols[id] = c
		}
		for id, c := range right.cols {
			c.sql = "r." + c.sql
			both.cols[id] = c
		}
		on = append(on, w.on(both).truth(r.On))
	}
	if r.Kind == plan.RightSemi || r.Kind == plan.RightAnti {
		return w.next(right, "SELECT * FROM "+right.name+" r "+joinWords[r.Kind]+" "+left.name+" l ON "+joinOn(on))
	}
	if r.Kind == plan.LeftSemi || r.Kind == plan.LeftAnti {
		return w.next(left, "SELECT * FROM "+left.name+" l "+joinWords[r.Kind]+" "+right.name+" r ON "+joinOn(on))
	}
	g := &frame{cols: map[plan.ColID]col{}}
	var list []string
	add := func(f *frame, alias string, padded bool) {
		for _, id := range f.ids() {
			c := f.cols[id]
			sql := alias + c.sql
			if padded && c.t == symbol.String {
				sql = "coalesce(" + sql + ", '')"
			} else if padded {
				c.null = true
			}
			c.sql = colName(id)
			list = append(list, sql+" AS "+c.sql)
			g.cols[id] = c
		}
	}
	for _, p := range w.part {
		list = append(list, "coalesce(l."+p+", r."+p+") AS "+p)
	}
	add(left, "l.", r.Kind == plan.RightOuter || r.Kind == plan.FullOuter)
	add(right, "r.", r.Kind == plan.LeftOuter || r.Kind == plan.FullOuter)
	if len(list) == 0 {
		list = []string{"1 AS h0"}
	}
	word := joinWords[r.Kind]
	if r.Kind == plan.Cross || len(on) == 0 {
		g.name = w.cte("SELECT " + strings.Join(list, ", ") + " FROM " + left.name + " l CROSS JOIN " + right.name + " r")
		return g
	}
	g.name = w.cte("SELECT " + strings.Join(list, ", ") + " FROM " + left.name + " l " + word + " " + right.name + " r ON " + joinOn(on))
	return g
}

func joinOn(on []string) string {
	if len(on) == 0 {
		return "true"
	}
	return strings.Join(on, " AND ")
}

// ids returns the columns of a frame in a stable order.
func (f *frame) ids() []plan.ColID {
	ids := make([]plan.ColID, 0, len(f.cols))
	for id := range f.cols {
		if id >= 0 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// same writes the equality of a join's keys: null meets null, NaN meets NaN.
func (a *scope) same(b *scope, k plan.JoinKey) string {
	l, r := a.scalar(k.Left), b.scalar(k.Right)
	if l.t != r.t {
		switch {
		case symbol.Numbers.Has(l.t) && symbol.Numbers.Has(r.t):
		case l.t == symbol.Dynamic:
			l = a.convert(l, k.Left, r.t)
		case r.t == symbol.Dynamic:
			r = b.convert(r, k.Right, l.t)
		default:
			l, r = a.convert(l, k.Left, symbol.String), b.convert(r, k.Right, symbol.String)
		}
	}
	if l.stamp != r.stamp {
		l, r = a.toTicks(l), b.toTicks(r)
	}
	if !l.null && !r.null {
		return l.sql + " = " + r.sql
	}
	return l.sql + " IS NOT DISTINCT FROM " + r.sql
}

// union puts the legs one below the other. A datetime column stays a TIMESTAMP when it is one in every leg.
func (w *writer) union(r *plan.Union) *frame {
	type leg struct {
		f     *frame
		cells []frag
	}
	legs := make([]leg, len(r.Legs))
	stamps := make([]bool, len(r.Columns))
	nulls := make([]bool, len(r.Columns))
	for i := range stamps {
		stamps[i] = true
	}
	for li, l := range r.Legs {
		f := w.rel(l.Rel)
		s := w.on(f)
		legs[li].f = f
		for i, x := range l.From {
			c := s.scalar(x)
			if c.t != r.Columns[i].Type {
				c = s.convert(c, x, r.Columns[i].Type)
			}
			stamps[i] = stamps[i] && c.stamp
			nulls[i] = nulls[i] || c.null
			legs[li].cells = append(legs[li].cells, c)
		}
	}
	g := &frame{cols: map[plan.ColID]col{}}
	var parts []string
	for _, l := range legs {
		s := w.on(l.f)
		list := slices.Clone(w.part)
		for i, c := range l.cells {
			if !stamps[i] {
				c = s.toTicks(c)
			}
			list = append(list, c.sql+" AS "+colName(r.Columns[i].ID))
		}
		if len(list) == 0 {
			list = []string{"1 AS h0"}
		}
		parts = append(parts, "SELECT "+strings.Join(list, ", ")+" FROM "+l.f.name)
	}
	for i, c := range r.Columns {
		g.cols[c.ID] = col{sql: colName(c.ID), t: c.Type, stamp: stamps[i], null: nulls[i]}
	}
	g.name = w.cte(unionAll(parts))
	return g
}

// unionAll joins selects pairwise, because DuckDB bounds how deep a statement nests, and a chain nests at each step.
func unionAll(parts []string) string {
	if len(parts) <= 8 {
		return strings.Join(parts, " UNION ALL ")
	}
	half := len(parts) / 2
	return "(" + unionAll(parts[:half]) + ") UNION ALL (" + unionAll(parts[half:]) + ")"
}
