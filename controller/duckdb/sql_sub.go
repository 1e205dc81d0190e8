package duckdb

import (
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// sub writes a relation that does not depend on the row, and returns one of its columns.
func (s *scope) sub(r plan.Rel, id plan.ColID) (*frame, col) {
	parts := s.w.part
	s.w.part = nil
	defer func() { s.w.part = parts }()
	f := s.w.rel(r)
	return f, f.cols[id]
}

// lookup is toscalar(...): the first value of the first row; null for no rows.
func (s *scope) lookup(x *plan.Lookup) frag {
	f, c := s.sub(x.Rel, x.Col)
	return notNullText(frag{sql: "(SELECT " + c.sql + " FROM " + f.name + f.orderBy() + " LIMIT 1)", t: c.t, stamp: c.stamp, null: true, free: true})
}

// inRel is `x in (T)`. Null is in no table.
func (s *scope) inRel(x *plan.InRel) frag {
	sql := "coalesce(" + s.inRelTruth(x) + ", false)"
	if x.Not {
		sql = "(NOT " + sql + ")"
	}
	return frag{sql: sql, t: symbol.Bool}
}

// inRelTruth is NULL or false where x is not in the table.
func (s *scope) inRelTruth(x *plan.InRel) string {
	f, c := s.sub(x.Rel, x.Col)
	left := s.scalar(x.X)
	right := frag{sql: c.sql, t: c.t, stamp: c.stamp, null: c.null}
	inner := &scope{w: s.w, f: f}
	if right.t == symbol.Dynamic && left.t != symbol.Dynamic {
		right = inner.convert(right, x.X, left.t)
	}
	if left.t == symbol.Dynamic && right.t != symbol.Dynamic {
		left = s.fromDynamic(x.X, right.t)
	}
	if left.stamp != right.stamp {
		left, right = s.toTicks(left), inner.toTicks(right)
	}
	if left.t != right.t && (left.t == symbol.String || right.t == symbol.String) {
		left, right = s.convert(left, x.X, symbol.String), inner.convert(right, x.X, symbol.String)
	}
	a, b := left.sql, right.sql
	if x.Fold {
		a, b = "lower("+a+")", "lower("+b+")"
	}
	return "(" + a + " IN (SELECT " + b + " FROM " + f.name + " WHERE " + right.sql + " IS NOT NULL))"
}

// hasRel is `x has_any (T)` and has_all: the terms are gathered into an array first.
func (s *scope) hasRel(x *plan.HasRel) frag {
	f, c := s.sub(x.Rel, x.Col)
	inner := &scope{w: s.w, f: f}
	text := inner.convert(frag{sql: c.sql, t: c.t, stamp: c.stamp, null: c.null}, x.X, symbol.String)
	list := "(SELECT to_json(coalesce(list(DISTINCT " + text.sql + "), []))::VARCHAR FROM " + f.name + ")"
	arg := &given{sql: list}
	return s.byRow(&plan.Call{Fn: x.Fn, Args: []plan.Scalar{x.X, arg.scalar(s)}, T: symbol.Bool, Span: x.Span})
}

// given is SQL that is put where an expression stands.
type given struct{ sql string }

func (g *given) scalar(s *scope) plan.Scalar {
	id := plan.ColID(-1 - len(s.f.cols))
	s.f.cols[id] = col{sql: g.sql, t: symbol.Dynamic}
	return &plan.Col{ID: id, T: symbol.Dynamic}
}

// pathText is a path into a dynamic value as text: null is the empty string.
func (s *scope) pathText(p *plan.Path) frag {
	f := s.path(p)
	// nullif(json_extract(d, '$.a')::VARCHAR, 'null') of a plain path is one call as text.
	const head, tail = "nullif(json_extract(", ")::VARCHAR, 'null')"
	if strings.HasPrefix(f.sql, head) && strings.HasSuffix(f.sql, tail) && strings.Count(f.sql, "json_extract(") == 1 {
		f.sql = "json_extract_string(" + strings.TrimSuffix(strings.TrimPrefix(f.sql, head), tail) + ")"
		f.t = symbol.String
		return notNullText(f)
	}
	return s.convert(f, p, symbol.String)
}
