package duckdb

import (
	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// operands writes the operands of an arithmetic operator as numbers; dynamic ones as the result's type.
func (s *scope) operands(c *plan.Call) (fs []frag, out frag) {
	out = frag{t: c.T, free: true}
	for _, a := range c.Args {
		f := s.ticks(a)
		if f.t == symbol.Dynamic || f.t == symbol.String {
			t := symbol.Real
			if c.T == symbol.Long || c.T == symbol.Int {
				t = symbol.Long
			}
			if symbol.Times.Has(c.T) {
				t = symbol.Timespan
			}
			f = s.convert(f, a, t)
		}
		if f.t == symbol.Bool {
			f = s.convert(f, a, symbol.Long)
		}
		out.null, out.free = out.null || f.null, out.free && f.free
		fs = append(fs, f)
	}
	if out.t == symbol.Unknown || out.t == symbol.Dynamic {
		out.t = symbol.Real
	}
	return fs, out
}

// as writes f for arithmetic that yields t.
func (s *scope) as(f frag, t symbol.Type) string {
	switch t {
	case symbol.Real, symbol.Decimal:
		if f.t != t {
			return f.sql + "::" + sqlTypeName(t)
		}
	case symbol.Long, symbol.Datetime, symbol.Timespan, symbol.Int:
		if f.t == symbol.Int {
			return f.sql + "::BIGINT"
		}
	}
	return f.sql
}

// integer writes a op b of 64 bit integers. Overflow makes DuckDB fail; then the query is written again with wrap.
func (s *scope) integer(a, op, b string) string {
	if s.w.wrap {
		return "kql_wrap(" + a + "::HUGEINT " + op + " " + b + "::HUGEINT)"
	}
	return "(" + a + " " + op + " " + b + ")"
}

func (s *scope) simple(c *plan.Call, op string) frag {
	fs, out := s.operands(c)
	a, b := s.as(fs[0], out.t), s.as(fs[1], out.t)
	if out.t == symbol.Real || out.t == symbol.Decimal {
		out.sql = "(" + a + " " + op + " " + b + ")"
		if out.t == symbol.Decimal && op == "*" {
			out.sql = "kql_decimal_times(" + a + ", " + b + ")"
		}
		return out
	}
	out.sql = s.integer(a, op, b)
	if out.t == symbol.Datetime {
		out.sql, out.null = "kql_calendar("+out.sql+")", true
	}
	if out.t == symbol.Int {
		out.sql += "::INTEGER"
	}
	return out
}

func (s *scope) add(c *plan.Call) frag {
	if len(c.Args) == 1 {
		return s.scalar(c.Args[0])
	}
	return s.simple(c, "+")
}

func (s *scope) subtract(c *plan.Call) frag {
	if len(c.Args) == 1 {
		fs, out := s.operands(c)
		if out.t == symbol.Real || out.t == symbol.Decimal {
			out.sql = "(-" + s.as(fs[0], out.t) + ")"
		} else {
			out.sql = s.integer("0", "-", s.as(fs[0], out.t))
			if out.t == symbol.Int {
				out.sql += "::INTEGER"
			}
		}
		return out
	}
	return s.simple(c, "-")
}

func (s *scope) multiply(c *plan.Call) frag {
	if c.T == symbol.Timespan {
		return s.scaled(c, "*")
	}
	return s.simple(c, "*")
}

// scaled is timespan * number and timespan / number.
func (s *scope) scaled(c *plan.Call, op string) frag {
	fs, out := s.operands(c)
	out.t = symbol.Timespan
	if symbol.Reals.Has(fs[0].t) || symbol.Reals.Has(fs[1].t) {
		out.sql = "kql_real_long(" + fs[0].sql + "::DOUBLE " + op + " " + fs[1].sql + "::DOUBLE)"
		out.null = true
		return out
	}
	if op == "/" {
		out.sql, out.null = "("+fs[0].sql+"::BIGINT // "+fs[1].sql+"::BIGINT)", true
		return out
	}
	out.sql = s.integer(s.as(fs[0], symbol.Long), "*", s.as(fs[1], symbol.Long))
	return out
}

// divide truncates whole numbers; by zero they give null, reals an infinity or NaN. timespan / timespan is a real.
func (s *scope) divide(c *plan.Call) frag {
	if c.T == symbol.Timespan {
		return s.scaled(c, "/")
	}
	fs, out := s.operands(c)
	switch out.t {
	case symbol.Real:
		out.sql = "(" + s.as(fs[0], symbol.Real) + " / " + s.as(fs[1], symbol.Real) + ")"
	case symbol.Decimal:
		out.sql, out.null = "kql_decimal_over("+s.as(fs[0], symbol.Decimal)+", "+s.as(fs[1], symbol.Decimal)+")", true
	default:
		out.sql, out.null = "("+s.as(fs[0], symbol.Long)+" // "+s.as(fs[1], symbol.Long)+")", true
		if out.t == symbol.Int {
			out.sql += "::INTEGER"
		}
	}
	return out
}

// modulo is never negative.
func (s *scope) modulo(c *plan.Call) frag {
	fs, out := s.operands(c)
	a, b := s.as(fs[0], out.t), s.as(fs[1], out.t)
	out.null = true
	switch out.t {
	case symbol.Real, symbol.Decimal:
		out.sql = "kql_mod_real(" + a + ", " + b + ")"
	default:
		out.sql = "kql_mod(" + a + ", " + b + ")"
		if out.t == symbol.Int {
			out.sql += "::INTEGER"
		}
	}
	return out
}
