package bind

import (
	"fmt"
	"math"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// setConst notes an expression's value; nil means that it is not known.
func (b *binder) setConst(e syntax.Expr, v *symbol.Value) {
	if v != nil {
		b.info.Consts[e] = v
	}
}

// copyConst gives an expression the value of its only part.
func (b *binder) copyConst(e, from syntax.Expr) {
	if from != nil {
		b.setConst(e, b.info.Consts[from])
	}
}

// constText tells constants apart.
func constText(v *symbol.Value) string {
	if v.Null {
		return v.Type.String() + " null"
	}
	switch v.Type {
	case symbol.Real:
		return fmt.Sprint(v.Real)
	case symbol.String, symbol.Guid, symbol.Decimal, symbol.Dynamic:
		return v.Str
	}
	return fmt.Sprint(v.Type, v.Int)
}

// foldUnary is the value of -x or +x, or nil.
func foldUnary(op string, v *symbol.Value) *symbol.Value {
	if v.Null || op == "+" {
		return v
	}
	r := *v
	switch v.Type {
	case symbol.Int:
		r.Int = int64(int32(-v.Int))
	case symbol.Long, symbol.Timespan:
		r.Int = -v.Int
	case symbol.Real:
		r.Real = -v.Real
	default:
		return nil
	}
	return &r
}

// foldBinary is the value of arithmetic on constants, or nil where it is left to the engine: division by zero, decimals,
// overflow of timespans, comparisons.
func foldBinary(op string, t symbol.Type, l, r *symbol.Value) *symbol.Value {
	if l.Null || r.Null {
		return nil
	}
	whole := symbol.SetOf(symbol.Int, symbol.Long)
	switch {
	case t == symbol.Long && whole.Has(l.Type) && whole.Has(r.Type) && l.Type != 0 && r.Type != 0:
		switch op {
		case "+":
			return &symbol.Value{Type: t, Int: l.Int + r.Int}
		case "-":
			return &symbol.Value{Type: t, Int: l.Int - r.Int}
		case "*":
			return &symbol.Value{Type: t, Int: l.Int * r.Int}
		case "/":
			if r.Int > 0 && l.Int >= 0 {
				return &symbol.Value{Type: t, Int: l.Int / r.Int}
			}
		case "%":
			if r.Int > 0 && l.Int >= 0 {
				return &symbol.Value{Type: t, Int: l.Int % r.Int}
			}
		}
	case t == symbol.Real && number(l) && number(r):
		a, c := realOf(l), realOf(r)
		switch op {
		case "+":
			return &symbol.Value{Type: t, Real: a + c}
		case "-":
			return &symbol.Value{Type: t, Real: a - c}
		case "*":
			return &symbol.Value{Type: t, Real: a * c}
		case "/":
			if c != 0 {
				return &symbol.Value{Type: t, Real: a / c}
			}
		}
	case t == symbol.Timespan && l.Type == t && r.Type == t && (op == "+" || op == "-"):
		sum := l.Int + r.Int
		if op == "-" {
			sum = l.Int - r.Int
		}
		if math.Abs(float64(sum)) < 1<<62 {
			return &symbol.Value{Type: t, Int: sum}
		}
	case t == symbol.Timespan && op == "*":
		if l.Type != t {
			l, r = r, l
		}
		if l.Type == t && whole.Has(r.Type) && math.Abs(float64(l.Int)*float64(r.Int)) < 1<<62 {
			return &symbol.Value{Type: t, Int: l.Int * r.Int}
		}
	}
	return nil
}

func number(v *symbol.Value) bool {
	return v.Type == symbol.Int || v.Type == symbol.Long || v.Type == symbol.Real
}

func realOf(v *symbol.Value) float64 {
	if v.Type == symbol.Real {
		return v.Real
	}
	return float64(v.Int)
}

// foldCall computes the few constant functions that decide about names and columns: text put together from constants.
func (b *binder) foldCall(row *builtin.Function, e *syntax.CallExpr, args []syntax.Expr) {
	consts := make([]*symbol.Value, len(args))
	for i, a := range args {
		if consts[i] = b.info.Consts[a]; consts[i] == nil || consts[i].Null {
			return
		}
	}
	switch row.Name {
	case "strcat":
		s := ""
		for _, c := range consts {
			if c.Type != symbol.String {
				return
			}
			s += c.Str
		}
		if len(s) < 1<<16 {
			b.info.Consts[e] = &symbol.Value{Type: symbol.String, Str: s}
		}
	case "tostring":
		if len(consts) == 1 && consts[0].Type == symbol.String {
			b.info.Consts[e] = consts[0]
		}
	}
}

// literal is the type and value of a literal.
func (b *binder) literal(e *syntax.Literal) value {
	v, ok := LiteralValue(b.tree, e)
	if ok {
		b.info.Consts[e] = &v
	}
	b.checkLiteral(e)
	return scalar(v.Type)
}

// foldDynamic binds the parts of dynamic(...) and notes its value.
func (b *binder) foldDynamic(e *syntax.DynamicLiteral) {
	b.dynamicParts(e.Value, 0)
	if text, ok := b.dynamicText(nil, e, 0); ok {
		b.info.Consts[e] = &symbol.Value{Type: symbol.Dynamic, Str: string(text), Null: string(text) == "null"}
	}
}

func (b *binder) dynamicParts(e syntax.Expr, depth int) {
	if e == nil || depth > maxDepth {
		return
	}
	switch x := e.(type) {
	case *syntax.JSONArray:
		for _, it := range x.Items {
			b.dynamicParts(it.X, depth+1)
		}
		b.info.Types[e] = symbol.Dynamic
	case *syntax.JSONObject:
		for _, p := range x.Pairs {
			b.dynamicParts(p.Value, depth+1)
		}
		b.info.Types[e] = symbol.Dynamic
	default:
		b.expr(e)
	}
}
