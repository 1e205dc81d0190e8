package duckdb

import (
	"encoding/json"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// signs writes the scalar operators whose meaning needs more than a template: null, NaN, the two forms of datetime, and
// the types of the operands. The others are as their rows say.
var signs map[string]func(*scope, *plan.Call) frag

func init() {
	signs = map[string]func(*scope, *plan.Call) frag{
		"==": func(s *scope, c *plan.Call) frag { return s.equal(c, false) },
		"!=": (*scope).notEqual, "<>": (*scope).notEqual,
		"<": compare("<"), ">": compare(">"), "<=": compare("<="), ">=": compare(">="),
		"=~": (*scope).equalFold, "!~": (*scope).notEqualFold,
		"and": logic("and"), "or": logic("or"),
		"+": (*scope).add, "-": (*scope).subtract, "*": (*scope).multiply, "/": (*scope).divide, "%": (*scope).modulo,
		"in": (*scope).in, "in~": (*scope).in, "!in": (*scope).notIn, "!in~": (*scope).notIn,
		"between": (*scope).between, "!between": (*scope).notBetween,
	}
}

func logic(name string) func(*scope, *plan.Call) frag {
	return func(s *scope, c *plan.Call) frag {
		out := frag{t: symbol.Bool, free: true}
		var parts []string
		for _, a := range flatten(c, name) {
			f := s.convert(s.scalar(a), a, symbol.Bool)
			out.null, out.free = out.null || f.null, out.free && f.free
			parts = append(parts, f.sql)
		}
		out.sql = "(" + strings.Join(parts, " "+strings.ToUpper(name)+" ") + ")"
		return out
	}
}

func constant(x plan.Scalar) bool { _, ok := x.(*plan.Const); return ok }

// pair writes the operands of a comparison in one form, and the comparison op between them.
func (s *scope) pair(c *plan.Call, op string) (a, b frag, test string) {
	a, b = s.scalar(c.Args[0]), s.scalar(c.Args[1])
	switch {
	case a.t == symbol.Dynamic && b.t == symbol.Dynamic:
		if !constant(c.Args[0]) && !constant(c.Args[1]) {
			s.w.unsupported(c.Span, "comparing two dynamic values", "Kusto refuses it; convert them first, as with tostring()")
		}
	case a.t == symbol.String && b.t == symbol.String:
	case a.t == symbol.Dynamic:
		a = s.fromDynamic(c.Args[0], b.t)
	case b.t == symbol.Dynamic:
		b = s.fromDynamic(c.Args[1], a.t)
	case a.t == symbol.Datetime && b.t == symbol.Datetime && a.stamp != b.stamp:
		return s.stampPair(a, b, op)
	case a.t == symbol.Real && b.t == symbol.Decimal:
		b = s.convert(b, c.Args[1], symbol.Real)
	case b.t == symbol.Real && a.t == symbol.Decimal:
		a = s.convert(a, c.Args[0], symbol.Real)
	case a.t != b.t && (a.t == symbol.String || b.t == symbol.String):
		a, b = s.convert(a, c.Args[0], symbol.String), s.convert(b, c.Args[1], symbol.String)
	case a.t == symbol.Bool && symbol.Numbers.Has(b.t):
		a = s.convert(a, c.Args[0], symbol.Long)
	case b.t == symbol.Bool && symbol.Numbers.Has(a.t):
		b = s.convert(b, c.Args[1], symbol.Long)
	}
	return a, b, a.sql + " " + op + " " + b.sql
}

// fromDynamic writes a dynamic operand as the type of the other one: whole numbers compare as reals, because the dynamic
// one may have a fraction.
func (s *scope) fromDynamic(x plan.Scalar, t symbol.Type) frag {
	if symbol.Integers.Has(t) {
		t = symbol.Real
	}
	if t == symbol.String {
		if p, ok := x.(*plan.Path); ok {
			return s.pathText(p)
		}
	}
	return s.convert(s.scalar(x), x, t)
}

// stampPair compares a TIMESTAMP with ticks. When the ticks are the same for all rows, they become a TIMESTAMP, so that
// the bare column is compared and DuckDB can skip what lies outside. A TIMESTAMP counts tens of ticks: the bound is
// rounded so that the answer stays the same.
func (s *scope) stampPair(a, b frag, op string) (frag, frag, string) {
	flip := map[string]string{"<": ">", ">": "<", "<=": ">=", ">=": "<="}
	if b.stamp && !a.stamp && a.free {
		if f, ok := flip[op]; ok {
			op = f
		}
		x, y, test := s.stampPair(b, a, op)
		return y, x, test
	}
	if !a.stamp || !b.free {
		a, b = s.toTicks(a), s.toTicks(b)
		return a, b, a.sql + " " + op + " " + b.sql
	}
	// An even number of microseconds compares as it is. Else floor serves > and <=, and the next one >= and <.
	switch op {
	case ">", "<=":
		return a, b, a.sql + " " + op + " kql_timestamp(" + b.sql + ")"
	case ">=", "<":
		return a, b, a.sql + " " + op + " kql_timestamp(" + b.sql + " + 9)"
	case "=":
		return a, b, "(" + a.sql + " = kql_timestamp(" + b.sql + ") AND " + b.sql + " % 10 = 0)"
	}
	return a, b, "(" + a.sql + " <> kql_timestamp(" + b.sql + ") OR " + b.sql + " % 10 <> 0)"
}

// equal is == : false when just one operand is null, null when both are. With where, NULL may stand for false.
func (s *scope) equal(c *plan.Call, where bool) frag {
	a, b, test := s.pair(c, "=")
	if a.t == symbol.Real && !sure(c.Args[0]) {
		test += " AND NOT isnan(" + a.sql + ")"
	} else if b.t == symbol.Real && !sure(c.Args[1]) {
		test += " AND NOT isnan(" + b.sql + ")"
	}
	return total(a, b, "("+test+")", "false", where)
}

func (s *scope) notEqual(c *plan.Call) frag {
	a, b, test := s.pair(c, "<>")
	if a.t == symbol.Real && !sure(c.Args[0]) {
		test += " OR isnan(" + a.sql + ")"
	} else if b.t == symbol.Real && !sure(c.Args[1]) {
		test += " OR isnan(" + b.sql + ")"
	}
	return total(a, b, "("+test+")", "true", false)
}

// sure reports whether x is a constant that is not NaN.
func sure(x plan.Scalar) bool {
	k, ok := x.(*plan.Const)
	return ok && k.Value.Real == k.Value.Real
}

// total makes a test that is NULL with a NULL operand what KQL says it is: otherwise with one, null with two.
func total(a, b frag, test, otherwise string, where bool) frag {
	out := frag{sql: test, t: symbol.Bool, free: a.free && b.free}
	switch {
	case where || !a.null && !b.null:
		out.null = a.null || b.null
	case a.null && b.null:
		out.sql = "CASE WHEN " + a.sql + " IS NULL AND " + b.sql + " IS NULL THEN NULL ELSE coalesce(" + test + ", " + otherwise + ") END"
		out.null = true
	default:
		out.sql = "coalesce(" + test + ", " + otherwise + ")"
	}
	out.sql = "(" + out.sql + ")"
	return out
}

// compare is < > <= >= : null with a null operand, false with NaN.
func compare(op string) func(*scope, *plan.Call) frag {
	return func(s *scope, c *plan.Call) frag {
		a, b, test := s.pair(c, op)
		// DuckDB holds NaN for the largest value.
		for i, f := range []frag{a, b} {
			if f.t == symbol.Real && !sure(c.Args[i]) && (strings.HasSuffix(op, "=") || (op == ">") == (i == 0)) {
				test += " AND NOT isnan(" + f.sql + ")"
			}
		}
		return frag{sql: "(" + test + ")", t: symbol.Bool, null: a.null || b.null, free: a.free && b.free}
	}
}

func (s *scope) folded(x plan.Scalar) frag {
	f := s.scalar(x)
	if f.t == symbol.Dynamic {
		f = s.fromDynamic(x, symbol.String)
	}
	f = s.convert(f, x, symbol.String)
	if k, ok := x.(*plan.Const); ok && k.Value.Type == symbol.String && isASCII(k.Value.Str) {
		f.sql = quote(strings.ToLower(k.Value.Str))
		return f
	}
	f.sql = "lower(" + f.sql + ")"
	return f
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func (s *scope) equalFold(c *plan.Call) frag {
	a, b := s.folded(c.Args[0]), s.folded(c.Args[1])
	return frag{sql: "(" + a.sql + " = " + b.sql + ")", t: symbol.Bool, free: a.free && b.free}
}

func (s *scope) notEqualFold(c *plan.Call) frag {
	a, b := s.folded(c.Args[0]), s.folded(c.Args[1])
	return frag{sql: "(" + a.sql + " <> " + b.sql + ")", t: symbol.Bool, free: a.free && b.free}
}

func (s *scope) in(c *plan.Call) frag { return s.inList(c, false) }

func (s *scope) notIn(c *plan.Call) frag {
	f := s.inList(c, false)
	f.sql = "(NOT " + f.sql + ")"
	return f
}

// inList is `x in (a, b, ...)`, where a dynamic array stands for its elements; null is in no list.
func (s *scope) inList(c *plan.Call, where bool) frag {
	fold := strings.HasSuffix(c.Fn.Name, "~")
	x := s.scalar(c.Args[0])
	items := c.Args[1:]
	if x.t == symbol.Dynamic {
		t := symbol.String
		for _, i := range items {
			if it := i.Type(); it != symbol.Dynamic && it != symbol.String {
				t = it
			}
		}
		x = s.fromDynamic(c.Args[0], t)
	}
	if fold {
		x = s.folded(c.Args[0])
	}
	out := frag{t: symbol.Bool, free: x.free}
	var consts, tests []string
	one := func(item plan.Scalar) {
		if k, ok := item.(*plan.Const); ok && k.Value.Null {
			return
		}
		var f frag
		if fold {
			f = s.folded(item)
		} else {
			f = s.scalar(item)
			if f.t == symbol.Datetime && f.stamp != x.stamp {
				x = s.toTicks(x)
				f = s.toTicks(f)
			} else if f.t != x.t && !(symbol.Numbers.Has(f.t) && symbol.Numbers.Has(x.t)) {
				f = s.convert(f, item, x.t)
			}
		}
		out.free = out.free && f.free
		consts = append(consts, f.sql)
	}
	for _, item := range items {
		if item.Type() != symbol.Dynamic || x.t == symbol.Dynamic {
			one(item)
			continue
		}
		if k, ok := item.(*plan.Const); ok {
			for _, e := range elements(k.Value) {
				if e.Type == symbol.String || symbol.Numbers.Has(e.Type) == symbol.Numbers.Has(x.t) || x.t == symbol.String {
					one(&plan.Const{Value: e})
				}
			}
			continue
		}
		list := s.scalar(item)
		text := s.convert(s.toTicks(x), c.Args[0], symbol.String)
		elems := "kql_texts(" + list.sql + ")"
		if fold {
			elems = "list_transform(" + elems + ", lambda e: lower(e))"
		}
		tests = append(tests, "coalesce(list_contains("+elems+", "+text.sql+"), false)")
		out.free = out.free && list.free
	}
	if len(consts) > 0 {
		test := x.sql + " IN (" + strings.Join(consts, ", ") + ")"
		if !where {
			test = "coalesce(" + test + ", false)"
		}
		tests = append(tests, test)
	}
	switch len(tests) {
	case 0:
		out.sql = "false"
	default:
		out.sql = "(" + strings.Join(tests, " OR ") + ")"
	}
	return out
}

// elements returns what a constant dynamic value stands for in a list: its elements, or itself.
func elements(v symbol.Value) (out []symbol.Value) {
	if v.Null {
		return nil
	}
	var raw []json.RawMessage
	if json.Unmarshal([]byte(v.Str), &raw) != nil {
		raw = []json.RawMessage{json.RawMessage(v.Str)}
	}
	for _, r := range raw {
		out = append(out, jsonScalar(r))
	}
	return out
}

// jsonScalar is a JSON text as a constant: strings and numbers as such, the rest as text.
func jsonScalar(r json.RawMessage) symbol.Value {
	var s string
	if json.Unmarshal(r, &s) == nil {
		return symbol.Value{Type: symbol.String, Str: s}
	}
	var n int64
	if json.Unmarshal(r, &n) == nil {
		return symbol.Value{Type: symbol.Long, Int: n}
	}
	var x float64
	if json.Unmarshal(r, &x) == nil && string(r) != "null" {
		return symbol.Value{Type: symbol.Real, Real: x}
	}
	return symbol.Value{Type: symbol.String, Str: string(r)}
}

func (s *scope) between(c *plan.Call) frag {
	low := &plan.Call{Fn: c.Fn, Args: []plan.Scalar{c.Args[0], c.Args[1]}, T: symbol.Bool}
	high := &plan.Call{Fn: c.Fn, Args: []plan.Scalar{c.Args[0], s.upper(c)}, T: symbol.Bool}
	a, b := compare(">=")(s, low), compare("<=")(s, high)
	return frag{sql: "(" + a.sql + " AND " + b.sql + ")", t: symbol.Bool, null: a.null || b.null, free: a.free && b.free}
}

// upper is the upper bound of between: `x between (datetime .. timespan)` counts from the lower one.
func (s *scope) upper(c *plan.Call) plan.Scalar {
	lo, hi := c.Args[1], c.Args[2]
	if lo.Type() == symbol.Datetime && hi.Type() == symbol.Timespan {
		return &plan.Call{Fn: plan.Sign("+"), Args: []plan.Scalar{lo, hi}, T: symbol.Datetime, Span: c.Span}
	}
	return hi
}

func (s *scope) notBetween(c *plan.Call) frag {
	f := s.between(c)
	f.sql = "(NOT " + f.sql + ")"
	return f
}
