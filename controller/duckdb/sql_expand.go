package duckdb

import (
	"slices"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// unnest makes a row of each element. DuckDB's unnest zips lists side by side and pads the shorter ones with NULL.
func (w *writer) unnest(f *frame, items []plan.UnnestItem, index *plan.Column, limit plan.Scalar, pairs bool) *frame {
	s := w.on(f)
	expand := "kql_elements("
	if pairs {
		expand = "kql_element_pairs("
	}
	var lists, rows, lens []string
	var elems []string
	for _, it := range items {
		x := s.scalar(it.X)
		sql := expand + s.toDynamic(s.toTicks(x)).sql + ")"
		if limit != nil {
			sql = "list_slice(" + sql + ", 1, " + s.count(limit) + ")"
		}
		h, e := w.helper(), w.helper()
		lists = append(lists, sql+" AS "+h)
		rows = append(rows, "unnest("+h+") AS "+e)
		lens = append(lens, "len("+h+")")
		elems = append(elems, e)
	}
	g := w.next(f, "SELECT *, "+strings.Join(lists, ", ")+" FROM "+f.name)
	at := ""
	if index != nil || len(f.order) > 0 || len(w.part) > 0 {
		at = w.helper()
		n := lens[0]
		if len(lens) > 1 {
			n = "greatest(" + strings.Join(lens, ", ") + ")"
		}
		rows = append(rows, "unnest(range(0, "+n+")) AS "+at)
	}
	g = w.next(g, "SELECT *, "+strings.Join(rows, ", ")+" FROM "+g.name)
	if len(f.order) > 0 {
		g.order = append(slices.Clone(f.order), orderKey{sql: at})
	}
	var list []string
	added := map[plan.ColID]col{}
	for i, it := range items {
		x := w.on(g).convert(frag{sql: elems[i], t: symbol.Dynamic, null: true}, it.X, it.Type)
		list = append(list, x.sql+" AS "+colName(it.ID))
		added[it.ID] = col{sql: colName(it.ID), t: x.t, null: x.null}
	}
	if index != nil {
		list = append(list, at+"::BIGINT AS "+colName(index.ID))
		added[index.ID] = col{sql: colName(index.ID), t: symbol.Long}
	}
	g = w.next(g, "SELECT *, "+strings.Join(list, ", ")+" FROM "+g.name)
	for id, c := range added {
		g.cols[id] = c
	}
	if len(w.part) > 0 && len(f.order) == 0 {
		g.order = []orderKey{{sql: at}}
	}
	return g
}

// apply numbers the rows, expands them, and writes the body so that each number is a table of its own. A body that
// groups loses the columns of the row; they are joined back.
func (w *writer) apply(r *plan.Apply) *frame {
	f := w.rel(r.In)
	row := w.helper()
	in := w.next(f, "SELECT *, row_number() OVER ("+strings.TrimPrefix(f.orderBy(), " ")+") AS "+row+" FROM "+f.name)
	saved := w.part
	w.part = append(slices.Clone(saved), row)
	expandIn := *in
	expandIn.order = nil
	w.elems[r.Elements] = w.unnest(&expandIn, r.Items, r.Index, r.Limit, false)
	body := w.rel(r.Body)
	w.part = saved
	ordered := len(f.order) > 0 || plan.IsOrdered(r.Body)
	whole := true
	for _, id := range in.ids() {
		if _, ok := body.cols[id]; !ok {
			whole = false
		}
	}
	if whole {
		if ordered {
			body.order = append([]orderKey{{sql: row}}, body.order...)
		} else {
			body.order = nil
		}
		return body
	}
	g := &frame{cols: map[plan.ColID]col{}}
	var list []string
	for _, p := range saved {
		list = append(list, "l."+p)
	}
	for _, id := range in.ids() {
		c := in.cols[id]
		list = append(list, "l."+c.sql+" AS "+colName(id))
		c.sql = colName(id)
		g.cols[id] = c
	}
	for _, id := range body.ids() {
		if _, ok := g.cols[id]; ok {
			continue
		}
		c := body.cols[id]
		list = append(list, "r."+c.sql+" AS "+colName(id))
		c.sql = colName(id)
		g.cols[id] = c
	}
	list = append(list, "l."+row+" AS "+row)
	if ordered {
		g.order = []orderKey{{sql: row}}
	}
	for _, k := range body.order {
		h := w.helper()
		list = append(list, "r."+k.sql+" AS "+h)
		if ordered {
			g.order = append(g.order, orderKey{h, k.desc, k.nullsFirst})
		}
	}
	g.name = w.cte("SELECT " + strings.Join(list, ", ") + " FROM " + in.name + " l INNER JOIN " + body.name + " r ON l." + row + " = r." + row)
	return g
}

// perKey writes a body so that the rows of each key are a table of its own.
func (w *writer) perKey(r *plan.PerKey) *frame {
	f := w.rel(r.In)
	saved := w.part
	w.part = slices.Clone(saved)
	var list []string
	for _, k := range r.Keys {
		key := w.helper()
		list = append(list, w.on(f).scalar(k).sql+" AS "+key)
		w.part = append(w.part, key)
	}
	in := w.next(f, "SELECT *, "+strings.Join(list, ", ")+" FROM "+f.name)
	w.elems[r.Elements] = in
	body := w.rel(r.Body)
	w.part = saved
	body.order = nil
	return body
}

// parse finds the columns of a pattern by a Go function that yields them as a list of texts; NULL without a match.
func (w *writer) parse(r *plan.Parse) *frame {
	f := w.rel(r.In)
	s := w.on(f)
	text := s.convert(s.scalar(r.X), r.X, symbol.String)
	spec := parseSpecOf(r)
	return w.textColumns(f, "kql_parse("+text.sql+", "+quote(spec)+")", r.Columns, r.OnlyMatches)
}

func (w *writer) parseKv(r *plan.ParseKv) *frame {
	f := w.rel(r.In)
	s := w.on(f)
	text := s.convert(s.scalar(r.X), r.X, symbol.String)
	return w.textColumns(f, "kql_parse_kv("+text.sql+", "+quote(kvSpecOf(r))+")", r.Columns, false)
}

// textColumns adds the columns that a list of texts gives, converted to their types.
func (w *writer) textColumns(f *frame, list string, cols []plan.Column, onlyMatches bool) *frame {
	h := w.helper()
	g := w.next(f, "SELECT *, "+list+" AS "+h+" FROM "+f.name)
	where := ""
	if onlyMatches {
		where = " WHERE " + h + " IS NOT NULL"
	}
	s := w.on(g)
	sels := []string{"*"}
	added := map[plan.ColID]col{}
	for i, c := range cols {
		cell := h + "[" + itoa(i+1) + "]"
		x := notNullText(frag{sql: cell, t: symbol.String, null: true})
		if c.Type == symbol.Dynamic {
			x = frag{sql: "kql_dynamic_of_text(" + cell + ")", t: symbol.Dynamic, null: true}
		} else if c.Type != symbol.String {
			x = s.convert(x, plan.Text(""), c.Type)
		}
		sels = append(sels, x.sql+" AS "+colName(c.ID))
		added[c.ID] = col{sql: colName(c.ID), t: x.t, null: x.null}
	}
	g = w.next(g, "SELECT "+strings.Join(sels, ", ")+" FROM "+g.name+where)
	for id, c := range added {
		g.cols[id] = c
	}
	return g
}
