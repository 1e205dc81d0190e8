package duckdb

import (
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// windowScope is the surroundings of window functions.
type windowScope struct{ part []string }

// windows adds columns that look at other rows. A window function inside of an operand of another one is computed in a
// table of its own before: SQL does not nest them.
func (w *writer) windows(r *plan.Window) *frame {
	f := w.serialize(w.rel(r.In))
	s := w.on(f)
	s.win = &windowScope{part: w.part}
	var list []string
	added := map[plan.ColID]col{}
	for _, c := range r.Cols {
		x := s.scalar(c.X)
		if x.t != c.Type && c.Type != symbol.Unknown {
			x = s.convert(x, c.X, c.Type)
		}
		list = append(list, x.sql+" AS "+colName(c.ID))
		added[c.ID] = col{sql: colName(c.ID), t: x.t, stamp: x.stamp, null: x.null}
	}
	g := w.next(s.f, "SELECT *, "+strings.Join(list, ", ")+" FROM "+s.f.name)
	for id, c := range added {
		g.cols[id] = c
	}
	return g
}

// hasWindow reports whether an expression holds a window function.
func hasWindow(x plan.Scalar) bool {
	found := false
	plan.Walk(x, func(x plan.Scalar) {
		if c, ok := x.(*plan.Call); ok && c.Fn.Kind == builtin.Window {
			found = true
		}
	})
	return found
}

// settle makes sql a column of the frame, for use by a window function.
func (s *scope) settle(sql string) string {
	h := s.w.helper()
	s.f = s.w.next(s.f, "SELECT *, "+sql+" AS "+h+" FROM "+s.f.name)
	return h
}

// operand writes an operand of a window function.
func (s *scope) operand(x plan.Scalar) frag {
	f := s.scalar(x)
	if hasWindow(x) {
		f.sql = s.settle(f.sql)
	}
	return f
}

// over writes the OVER clause; group further divides the rows, and running sums up to the row itself.
func (s *scope) over(group string, running bool) string {
	part := s.win.part
	if group != "" {
		part = append(append([]string{}, part...), group)
	}
	sql := " OVER ("
	if len(part) > 0 {
		sql += "PARTITION BY " + strings.Join(part, ", ") + " "
	}
	sql += strings.TrimPrefix(s.f.orderBy(), " ")
	if running {
		sql += " ROWS UNBOUNDED PRECEDING"
	}
	return sql + ")"
}

// restart turns the condition under which a count begins anew into a column that numbers the stretches between.
func (s *scope) restart(c *plan.Call, i int) string {
	if i >= len(c.Args) {
		return ""
	}
	if k, ok := c.Args[i].(*plan.Const); ok && (k.Value.Null || k.Value.Int == 0) {
		return ""
	}
	mark := s.settle("CASE WHEN " + s.scalar(c.Args[i]).sql + " THEN 1 ELSE 0 END")
	return s.settle("sum(" + mark + ")" + s.over("", true))
}

func (s *scope) windowCall(c *plan.Call) frag {
	if s.win == nil {
		s.w.unsupported(c.Span, c.Fn.Name+"() here", "it needs rows in a fixed order")
	}
	switch c.Fn.Name {
	case "prev", "next":
		return s.neighbour(c)
	case "row_number":
		group := s.restart(c, 1)
		start := "1"
		if len(c.Args) > 0 {
			start = s.scalar(c.Args[0]).sql
		}
		return frag{sql: "(row_number()" + s.over(group, false) + " - 1 + " + start + ")::BIGINT", t: symbol.Long}
	case "row_cumsum":
		x := s.operand(c.Args[0])
		group := s.restart(c, 1)
		t := c.T
		if t == symbol.Unknown {
			t = x.t
		}
		return frag{sql: "coalesce(sum(" + x.sql + ")" + s.over(group, true) + ", 0)::" + sqlTypeName(t), t: t}
	case "row_rank_dense", "row_rank_min", "row_rank":
		x := s.operand(c.Args[0])
		group := s.restart(c, 1)
		row := s.settle("row_number()" + s.over(group, false))
		mark := s.settle("CASE WHEN " + row + " = 1 OR " + x.sql + " IS DISTINCT FROM lag(" + x.sql + ")" + s.over(group, false) + " THEN 1 ELSE 0 END")
		if c.Fn.Name == "row_rank_min" {
			return frag{sql: "max(CASE WHEN " + mark + " = 1 THEN " + row + " END)" + s.over(group, true) + "::BIGINT", t: symbol.Long}
		}
		return frag{sql: "sum(" + mark + ")" + s.over(group, true) + "::BIGINT", t: symbol.Long}
	}
	if c.Fn.Name == "row_window_session" {
		return s.session(c)
	}
	s.w.unsupported(c.Span, c.Fn.Name+"()", "")
	return frag{}
}

// neighbour is prev and next: the value some rows away; beyond the ends the default, else null.
func (s *scope) neighbour(c *plan.Call) frag {
	x := s.operand(c.Args[0])
	word, n := "lag", "1"
	if c.Fn.Name == "next" {
		word = "lead"
	}
	if len(c.Args) > 1 {
		n = s.scalar(c.Args[1]).sql
	}
	sql := word + "(" + x.sql + ", " + n
	if len(c.Args) > 2 {
		d := s.scalar(c.Args[2])
		if !d.free {
			s.w.unsupported(c.Span, "a default of "+c.Fn.Name+"() that differs from row to row", "Kusto refuses it; use coalesce()")
		}
		if d.t != x.t {
			d = s.convert(d, c.Args[2], x.t)
		}
		if x.stamp && !d.stamp {
			d.sql = "kql_timestamp(" + d.sql + ")"
		}
		sql += ", " + d.sql
	}
	return notNullText(frag{sql: "(" + sql + ")" + s.over("", false) + ")", t: x.t, stamp: x.stamp, null: true})
}
