package duckdb

import (
	"slices"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// makeSeries numbers the steps of the axis, groups by number, and lays the values of each group out as an array. Values
// travel as JSON texts in a map from number to text. Steps are whole numbers or ticks, so that no bound drifts; an axis
// of reals is the exception.
func (w *writer) makeSeries(r *plan.MakeSeries) *frame {
	f := w.rel(r.In)
	s := w.on(f)
	t := r.Axis.Type()
	if symbol.Integers.Has(t) {
		t = symbol.Long
	}
	form := sqlTypeName(t)
	axis, step := w.helper(), w.on(&frame{}).ticks(r.Step).sql+"::"+form
	g := w.next(f, "SELECT *, "+s.ticks(r.Axis).sql+"::"+form+" AS "+axis+" FROM "+f.name)
	lo, hi := w.helper(), w.helper()
	floor := "kql_floor_step(" + "min(" + axis + "), " + step + ")"
	if t == symbol.Real || t == symbol.Decimal {
		floor = "(floor(min(" + axis + ") / " + step + ") * " + step + ")"
	}
	from, to := floor, "max("+axis+") + "+step
	var where []string
	if r.From != nil {
		from = w.on(&frame{}).ticks(r.From).sql + "::" + form
		where = append(where, axis+" >= "+from)
	}
	if r.To != nil {
		to = w.on(&frame{}).ticks(r.To).sql + "::" + form
		where = append(where, axis+" < "+to)
	}
	if len(where) == 0 {
		where = []string{axis + " IS NOT NULL"}
	}
	g = w.next(g, "SELECT * FROM "+g.name+" WHERE "+strings.Join(where, " AND "))
	n := w.helper()
	count := "ceil((" + hi + " - " + lo + ") / " + step + "::DOUBLE)"
	if r.To == nil {
		// The last step is the one that holds the largest value.
		count = "floor((" + hi + " - " + step + " - " + lo + ") / " + step + "::DOUBLE) + 1"
	}
	span := "SELECT " + from + " AS " + lo + ", " + to + " AS " + hi
	if r.From == nil || r.To == nil {
		span += " FROM " + g.name
	}
	bounds := w.cte("SELECT " + lo + ", " + hi + ", least(greatest(coalesce(" + count + ", 0), 0), 1048576)::BIGINT AS " + n + " FROM (" + span + ")")
	at := w.helper()
	g = w.next(g, "SELECT g.*, floor(("+axis+" - b."+lo+")::DOUBLE / "+step+")::BIGINT AS "+at+" FROM "+g.name+" g CROSS JOIN "+bounds+" b")
	if t != symbol.Real && t != symbol.Decimal {
		last := len(w.ctes) - 1
		w.ctes[last] = strings.Replace(w.ctes[last], "floor(("+axis+" - b."+lo+")::DOUBLE / "+step+")::BIGINT", "(("+axis+" - b."+lo+") // "+step+")", 1)
	}

	out := &frame{cols: map[plan.ColID]col{}}
	list := slices.Clone(w.part)
	keep := slices.Clone(w.part)
	ks := w.on(g)
	for _, k := range r.Keys {
		x := ks.scalar(k.X)
		list = append(list, x.sql+" AS "+colName(k.ID))
		keep = append(keep, colName(k.ID))
		out.cols[k.ID] = col{sql: colName(k.ID), t: x.t, stamp: x.stamp, null: x.null}
	}
	list = append(list, at)
	groups := make([]string, len(list))
	for i := range groups {
		groups[i] = itoa(i + 1)
	}
	as := w.on(g)
	as.inAgg, as.order = true, ""
	var maps []string
	var cells []string
	for _, a := range r.Aggs {
		x := as.scalar(a.X)
		v := w.helper()
		list = append(list, as.toDynamic(as.toTicks(x)).sql+" AS "+v)
		m := w.helper()
		maps = append(maps, "map(list("+at+"), list("+v+")) AS "+m)
		fallback := w.on(&frame{})
		d := fallback.toDynamic(fallback.convert(fallback.ticks(a.Default), a.Default, numberLike(x.t, a.Default)))
		cells = append(cells, "'[' || array_to_string(list_transform(range(0, b."+n+"), lambda i: coalesce(g."+m+"[i], "+d.sql+", 'null')), ',') || ']' AS "+colName(a.ID))
		out.cols[a.ID] = col{sql: colName(a.ID), t: symbol.Dynamic}
	}
	grouped := w.cte("SELECT " + strings.Join(list, ", ") + " FROM " + g.name + " GROUP BY " + strings.Join(groups, ", "))
	sel := slices.Clone(keep)
	sel = append(sel, maps...)
	if len(sel) == 0 {
		sel = []string{"1 AS h0"}
	}
	sql := "SELECT " + strings.Join(sel, ", ") + " FROM " + grouped
	if len(keep) > 0 {
		sql += " GROUP BY " + strings.Join(keep, ", ")
	}
	laid := w.cte(sql)
	tick := w.on(&frame{}).toDynamic(frag{sql: "(b." + lo + " + i * " + step + ")::" + form, t: t})
	cells = append(cells, "'[' || array_to_string(list_transform(range(0, b."+n+"), lambda i: "+tick.sql+"), ',') || ']' AS "+colName(r.AxisColumn.ID))
	out.cols[r.AxisColumn.ID] = col{sql: colName(r.AxisColumn.ID), t: symbol.Dynamic}
	out.name = w.cte("SELECT g.*, " + strings.Join(cells, ", ") + " FROM " + laid + " g CROSS JOIN " + bounds + " b")
	return out
}

// numberLike is the type in which a default stands among values of type t.
func numberLike(t symbol.Type, d plan.Scalar) symbol.Type {
	if symbol.Numbers.Has(t) && symbol.Numbers.Has(d.Type()) && d.Type() != symbol.Unknown {
		if k, ok := d.(*plan.Const); ok && k.Value.Null {
			return d.Type()
		}
		return symbol.Promote(t, d.Type())
	}
	return d.Type()
}
