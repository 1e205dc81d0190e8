package duckdb

import (
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
)

// session is row_window_session: the time at which a row's session began. A session's start depends on the one before,
// which no window clause can say: a Go function walks over all times in the order of the rows, once.
func (s *scope) session(c *plan.Call) frag {
	if len(s.win.part) > 0 {
		s.w.unsupported(c.Span, "row_window_session() here", "the rows are in parts")
	}
	x := s.toTicks(s.operand(c.Args[0]))
	times := s.settle(x.sql)
	longest, gap := s.operand(c.Args[1]).sql, s.operand(c.Args[2]).sql
	restart := "false"
	if len(c.Args) > 3 {
		restart = s.operand(c.Args[3]).sql
	}
	mark := s.settle("CASE WHEN " + restart + " THEN 1 ELSE 0 END")
	row := s.settle("row_number()" + s.over("", false))
	order := " ORDER BY " + row
	starts := "SELECT kql_sessions(list(" + times + order + "), list(" + mark + order + ")::BIGINT[], any_value(" + longest + "), any_value(" + gap + "))::BIGINT[] FROM " + s.f.name
	return frag{sql: "(" + starts + ")[" + row + "]", t: c.T, null: true}
}

// sessions returns, for times in order, the time at which the session of each began, as the text of a list. A time
// belongs to the session before it unless it lies too far from its first or its last time, or is marked as a restart.
func sessions(times []opt[int64], restart []int64, longest, gap int64) string {
	var b strings.Builder
	b.WriteByte('[')
	var first, last int64
	open := false
	for i, t := range times {
		if i > 0 {
			b.WriteByte(',')
		}
		if t.null {
			b.WriteString("NULL")
			continue
		}
		if !open || restart[i] != 0 || t.v-first > longest || t.v-last > gap {
			first, open = t.v, true
		}
		last = t.v
		b.WriteString(strconv.FormatInt(first, 10))
	}
	b.WriteByte(']')
	return b.String()
}
