package duckdb

import (
	"context"
	"math"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// evaluator computes expressions of a stage, row by row: the plain ones here, all others by the engine, so that both
// have one meaning. Parts that depend on the input row alone never come here: the engine has computed them for all rows.
type evaluator struct {
	ctx  context.Context
	set  *resultSet
	plan *plan.Plan
	cols map[plan.ColID]symbol.Value
	// asked are the engine's answers, by statement.
	asked map[string]symbol.Value
	err   error // the first; then all values are null
}

// valueAt is a value of a vector.
func valueAt(v *result.Vector, i int) symbol.Value {
	out := symbol.Value{Type: v.Type}
	if v.IsNull(i) {
		out.Null = v.Type != symbol.String
		return out
	}
	switch {
	case v.Ints != nil:
		out.Int = v.Ints[i]
	case v.Reals != nil:
		out.Real = v.Reals[i]
	default:
		out.Str = v.Strings[i]
	}
	return out
}

// appendValue adds a value to a vector that has n values.
func appendValue(v *result.Vector, x symbol.Value, n int) {
	null := x.Null && v.Type != symbol.String
	if null && v.Null == nil {
		v.Null = make([]bool, n, n+1)
	}
	if v.Null != nil {
		v.Null = append(v.Null, null)
	}
	switch v.Type {
	case symbol.Bool, symbol.Int, symbol.Long, symbol.Datetime, symbol.Timespan:
		v.Ints = append(v.Ints, x.Int)
	case symbol.Real:
		v.Reals = append(v.Reals, x.Real)
	default:
		v.Strings = append(v.Strings, x.Str)
	}
}

func (e *evaluator) eval(x plan.Scalar) symbol.Value {
	null := symbol.Value{Type: x.Type(), Null: true}
	if e.err != nil {
		return null
	}
	switch x := x.(type) {
	case *plan.Const:
		return x.Value
	case *plan.Col:
		return e.cols[x.ID]
	case *plan.Cast:
		v := e.eval(x.X)
		switch {
		case v.Type == x.T:
			return v
		case v.Null && x.T != symbol.String:
			return null
		case symbol.Integers.Has(v.Type) && x.T == symbol.Long:
			return symbol.Value{Type: symbol.Long, Int: v.Int}
		case symbol.Integers.Has(v.Type) && x.T == symbol.Real:
			return symbol.Value{Type: symbol.Real, Real: float64(v.Int)}
		}
	case *plan.Call:
		if v, ok := e.call(x); ok {
			return v
		}
	}
	return e.ask(x)
}

// truth is whether a condition holds; null does not.
func (e *evaluator) truth(x plan.Scalar) bool {
	v := e.eval(x)
	return !v.Null && v.Int != 0
}

func boolean(b bool) symbol.Value {
	v := symbol.Value{Type: symbol.Bool}
	if b {
		v.Int = 1
	}
	return v
}

// call computes the calls that need no engine; ok is false for others.
func (e *evaluator) call(c *plan.Call) (v symbol.Value, ok bool) {
	if c.Fn.Kind == builtin.Sign {
		return e.sign(c)
	}
	if c.Fn.Kind != builtin.Scalar {
		return v, false
	}
	switch c.Fn.Name {
	case "iff", "iif", "case":
		for i := 0; i+1 < len(c.Args); i += 2 {
			if e.truth(c.Args[i]) {
				return e.as(c.Args[i+1], c.T)
			}
		}
		return e.as(c.Args[len(c.Args)-1], c.T)
	case "isnull", "isnotnull":
		if len(c.Args) == 1 && c.Args[0].Type() != symbol.Dynamic {
			return boolean(e.eval(c.Args[0]).Null == (c.Fn.Name == "isnull")), true
		}
	case "isempty", "isnotempty":
		if len(c.Args) == 1 && c.Args[0].Type() != symbol.Dynamic {
			a := e.eval(c.Args[0])
			return boolean((a.Null || a.Type == symbol.String && a.Str == "") == (c.Fn.Name == "isempty")), true
		}
	case "coalesce":
		for _, a := range c.Args {
			if a.Type() != c.T {
				return v, false
			}
			if v = e.eval(a); !v.Null && (v.Type != symbol.String || v.Str != "") {
				break
			}
		}
		return v, true
	case "strcat":
		var b strings.Builder
		for _, a := range c.Args {
			if a.Type() != symbol.String {
				return v, false
			}
			b.WriteString(e.eval(a).Str)
		}
		return symbol.Value{Type: symbol.String, Str: b.String()}, true
	}
	return v, false
}

// as is a value in a type that it has or promotes to.
func (e *evaluator) as(x plan.Scalar, t symbol.Type) (symbol.Value, bool) {
	if x.Type() != t {
		return e.eval(&plan.Cast{X: x, T: t}), true
	}
	return e.eval(x), true
}

// sign computes logic, comparison and arithmetic of values of one plain type.
func (e *evaluator) sign(c *plan.Call) (v symbol.Value, ok bool) {
	switch c.Fn.Name {
	case "and", "or":
		// Null counts as false here, as everywhere where a condition is asked for.
		a := e.truth(c.Args[0])
		if a == (c.Fn.Name == "or") {
			return boolean(a), true
		}
		return boolean(e.truth(c.Args[1])), true
	}
	if len(c.Args) != 2 {
		return v, false
	}
	a, b := e.eval(c.Args[0]), e.eval(c.Args[1])
	if a.Null || b.Null {
		return v, false
	}
	if a.Type == symbol.String && b.Type == symbol.String {
		switch c.Fn.Name {
		case "==":
			return boolean(a.Str == b.Str), true
		case "!=", "<>":
			return boolean(a.Str != b.Str), true
		}
		return v, false
	}
	if a.Type == symbol.Int || a.Type == symbol.Long {
		a.Type = symbol.Long
	}
	if b.Type == symbol.Int || b.Type == symbol.Long {
		b.Type = symbol.Long
	}
	switch {
	case a.Type == symbol.Real && b.Type == symbol.Long:
		b = symbol.Value{Type: symbol.Real, Real: float64(b.Int)}
	case b.Type == symbol.Real && a.Type == symbol.Long:
		a = symbol.Value{Type: symbol.Real, Real: float64(a.Int)}
	}
	const whole = symbol.Integers | symbol.Datetimes | symbol.Timespans
	switch {
	case a.Type == symbol.Real && b.Type == symbol.Real:
		if math.IsNaN(a.Real) || math.IsNaN(b.Real) {
			return v, false
		}
		return realSign(c.Fn.Name, a.Real, b.Real)
	case a.Type == b.Type && whole.Has(a.Type):
		if v, ok := compared(c.Fn.Name, a.Int < b.Int, a.Int == b.Int); ok {
			return v, ok
		}
		if a.Type != symbol.Long || c.T != symbol.Long && c.T != symbol.Int {
			return v, false
		}
		switch c.Fn.Name {
		case "+":
			return symbol.Value{Type: c.T, Int: a.Int + b.Int}, true
		case "-":
			return symbol.Value{Type: c.T, Int: a.Int - b.Int}, true
		case "*":
			return symbol.Value{Type: c.T, Int: a.Int * b.Int}, true
		}
	case c.Fn.Name == "-" && a.Type == symbol.Datetime && b.Type == symbol.Datetime, a.Type == symbol.Datetime && b.Type == symbol.Timespan && c.Fn.Name == "-":
		return symbol.Value{Type: c.T, Int: a.Int - b.Int}, true
	}
	return v, false
}

func compared(sign string, less, equal bool) (symbol.Value, bool) {
	switch sign {
	case "==":
		return boolean(equal), true
	case "!=", "<>":
		return boolean(!equal), true
	case "<":
		return boolean(less), true
	case "<=":
		return boolean(less || equal), true
	case ">":
		return boolean(!less && !equal), true
	case ">=":
		return boolean(!less), true
	}
	return symbol.Value{}, false
}

func realSign(sign string, a, b float64) (v symbol.Value, ok bool) {
	v.Type = symbol.Real
	switch sign {
	case "+":
		v.Real = a + b
	case "-":
		v.Real = a - b
	case "*":
		v.Real = a * b
	default:
		return compared(sign, a < b, a == b)
	}
	return v, true
}

// constant returns x with its columns replaced by the values that they have now.
func (e *evaluator) constant(x plan.Scalar) plan.Scalar {
	switch x := x.(type) {
	case *plan.Col:
		v := e.cols[x.ID]
		v.Type = x.T
		return &plan.Const{Value: v, Span: x.Span}
	case *plan.Cast:
		return &plan.Cast{X: e.constant(x.X), T: x.T}
	case *plan.Call:
		c := *x
		c.Args = make([]plan.Scalar, len(x.Args))
		for i, a := range x.Args {
			c.Args[i] = e.constant(a)
		}
		return &c
	case *plan.Path:
		p := *x
		p.X = e.constant(x.X)
		p.Steps = append([]plan.Step{}, x.Steps...)
		for i, s := range p.Steps {
			if s.Index != nil {
				p.Steps[i].Index = e.constant(s.Index)
			}
		}
		return &p
	}
	return x
}

// ask lets the engine compute an expression of the present values.
func (e *evaluator) ask(x plan.Scalar) symbol.Value {
	null := symbol.Value{Type: x.Type(), Null: x.Type() != symbol.String}
	c := plan.Column{ID: 1 << 40, Type: x.Type()}
	one := &plan.Values{Columns: []plan.Column{c}, Rows: [][]plan.Scalar{{e.constant(x)}}}
	key := ""
	if err := catch(func() {
		w := e.set.writer(e.ctx, e.plan, true)
		f := w.rel(one)
		key = w.with() + "SELECT * FROM " + f.name
	}); err != nil {
		e.err = err
		return null
	}
	if v, ok := e.asked[key]; ok {
		return v
	}
	rows, err := e.set.collect(e.ctx, e.plan, plan.StageInput{Rel: one, Read: []plan.Scalar{&plan.Col{ID: c.ID, T: c.Type}}}, true)
	if err != nil {
		e.err = err
		return null
	}
	v := valueAt(&rows.cols[0], 0)
	if e.asked == nil || len(e.asked) > 100_000 {
		e.asked = map[string]symbol.Value{}
	}
	e.asked[key] = v
	return v
}
