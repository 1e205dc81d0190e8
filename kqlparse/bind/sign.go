package bind

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// signClass groups the scalar operators by their rules of types.
type signClass uint8

const (
	noSign signClass = iota
	addSign
	subtractSign
	multiplySign
	divideSign
	moduloSign
	orderSign  // < <= > >=
	equalSign  // == !=
	logicSign  // and or
	stringSign // contains, startswith, =~: either side may be dynamic
	termSign   // has and its relatives: the right side is a string
)

// classOf tells the class of a binary operator from its text.
func classOf(op string) signClass {
	switch op {
	case "+":
		return addSign
	case "-":
		return subtractSign
	case "*":
		return multiplySign
	case "/":
		return divideSign
	case "%":
		return moduloSign
	case "<", "<=", ">", ">=":
		return orderSign
	case "==", "!=", "<>", "=":
		return equalSign
	case "and", "or":
		return logicSign
	case ":":
		return stringSign
	case "=~", "!~":
		return stringSign
	}
	word := strings.TrimPrefix(op, "!")
	word = strings.TrimPrefix(word, "not")
	switch word {
	case "has", "has_cs", "hasprefix", "hasprefix_cs", "hassuffix", "hassuffix_cs":
		return termSign
	case "contains", "contains_cs", "containscs", "startswith", "startswith_cs", "endswith", "endswith_cs", "like", "likecs", "matches regex":
		return stringSign
	}
	return noSign
}

// signType is the type of `l op r`, and whether the operator is defined for them. The rules are the official service's
// overloads: dynamic takes the other side's type, a timespan scales and shifts, numbers widen and int becomes long.
func signType(class signClass, l, r symbol.Type) (symbol.Type, bool) {
	if l == symbol.Unknown || r == symbol.Unknown {
		switch class {
		case orderSign, equalSign, logicSign, stringSign, termSign:
			return symbol.Bool, true
		}
		return symbol.Unknown, true
	}
	number := func(t symbol.Type) bool { return symbol.Numbers.Has(t) }
	switch class {
	case equalSign:
		return symbol.Bool, true
	case logicSign:
		ok := symbol.SetOf(symbol.Bool, symbol.Dynamic)
		return symbol.Bool, ok.Has(l) && ok.Has(r)
	case orderSign:
		orderable := symbol.Numbers | symbol.Bools
		switch {
		case orderable.Has(l) && orderable.Has(r), symbol.Times.Has(l) && l == r, l == symbol.Dynamic && r == symbol.Dynamic,
			l == symbol.Dynamic && number(r), number(l) && r == symbol.Dynamic:
			return symbol.Bool, true
		}
		return symbol.Bool, false
	case stringSign:
		text := symbol.Strings | symbol.Dynamics
		return symbol.Bool, text.Has(l) && text.Has(r)
	case termSign:
		return symbol.Bool, (symbol.Strings | symbol.Dynamics).Has(l) && r == symbol.String
	}
	return arithmeticType(class, l, r)
}

func arithmeticType(class signClass, l, r symbol.Type) (symbol.Type, bool) {
	const dt, ts, dyn = symbol.Datetime, symbol.Timespan, symbol.Dynamic
	number := func(t symbol.Type) bool { return symbol.Numbers.Has(t) }
	if number(l) && number(r) {
		return widen(symbol.Promote(l, r)), true
	}
	if l == dyn || r == dyn {
		other := l
		if l == dyn {
			other = r
		}
		switch {
		case other == dyn:
			return dyn, true
		case number(other):
			return widen(other), true
		case class == subtractSign && other == dt:
			return ts, true
		case class <= subtractSign && symbol.Times.Has(other):
			return other, true
		}
		return symbol.Unknown, false
	}
	switch class {
	case addSign:
		switch {
		case l == ts && r == ts:
			return ts, true
		case symbol.Times.Has(l) && symbol.Times.Has(r):
			return dt, true
		}
	case subtractSign:
		switch {
		case l == r && symbol.Times.Has(l):
			return ts, true
		case symbol.Times.Has(l) && symbol.Times.Has(r):
			return dt, true
		}
	case multiplySign:
		switch {
		case l == ts && r == ts, l == ts && number(r), number(l) && r == ts:
			return ts, true
		case l == dt && number(r), number(l) && r == dt:
			return dt, true
		}
	case divideSign:
		switch {
		case l == ts && r == ts, l == dt && symbol.Times.Has(r):
			return symbol.Real, true
		case symbol.Times.Has(l) && number(r):
			return l, true
		}
	case moduloSign:
		switch {
		case l == ts && r == ts, l == dt && symbol.Times.Has(r):
			return ts, true
		case symbol.Times.Has(l) && number(r):
			return l, true
		}
	}
	return symbol.Unknown, false
}

// widen is the type that arithmetic on whole numbers has.
func widen(t symbol.Type) symbol.Type {
	if t == symbol.Int {
		return symbol.Long
	}
	return t
}

func (b *binder) unary(e *syntax.UnaryExpr) value {
	v := b.scalarExpr(e.X)
	b.sign(e, b.text(e.Op))
	if v.isBroken() {
		return broken
	}
	t := v.typ
	if !(symbol.Numbers | symbol.Times | symbol.Dynamics).Has(t) {
		b.report(codeOperatorTypes, e.Op.Span(), b.text(e.Op), "the type "+t.String())
		return unknown
	}
	c := b.info.Consts[e.X]
	if c != nil {
		b.setConst(e, foldUnary(b.text(e.Op), c))
	}
	if t == symbol.Int && c == nil {
		t = symbol.Long
	}
	return scalar(t)
}

// binary binds `L op R`. Chains of and, or and + are walked along their left side without recursion: a long list of
// conditions is no deep nesting.
func (b *binder) binary(e *syntax.BinaryExpr) value {
	var spine []*syntax.BinaryExpr
	var left syntax.Expr = e
	for {
		x, ok := left.(*syntax.BinaryExpr)
		if !ok {
			break
		}
		spine = append(spine, x)
		left = x.L
	}
	l := b.leftOperand(left, spine[len(spine)-1])
	var v value
	for i := len(spine) - 1; i >= 0; i-- {
		x := spine[i]
		r := broken
		if x.R != nil {
			r = b.expr(x.R)
		}
		v = b.binaryOf(x, l, r)
		if i > 0 {
			b.record(x, v)
		}
		l = v
	}
	return v
}

// leftOperand binds the left operand of an operator. `name = value` in a condition only gives the value a name, which
// may be a new one.
func (b *binder) leftOperand(e syntax.Expr, of *syntax.BinaryExpr) value {
	if e == nil {
		return broken
	}
	silent := b.silent
	b.silent = silent || isPlainName(e) && b.text(of.Op) == "="
	v := b.expr(e)
	b.silent = silent
	return v
}

// noTable reports a table as an operand of an operator, and says whether there is none.
func (b *binder) noTable(e *syntax.BinaryExpr, op string, class signClass, l, r value) bool {
	switch {
	case l.kind == scalarValue && r.kind == scalarValue:
		return true
	case l.isTable() && class != equalSign && r.kind == scalarValue, r.isTable() && l.kind == scalarValue:
		b.report(codeOperatorTypes, e.Op.Span(), op, "the types "+kindWord(l)+" and "+kindWord(r))
		return false
	}
	l, r = b.operandOf(l, e.L), b.operandOf(r, e.R)
	return !l.isBroken() && !r.isBroken()
}

// operandOf reports an operand that is no single value.
func (b *binder) operandOf(v value, e syntax.Expr) value {
	if e == nil {
		return broken
	}
	return b.needScalar(v, e)
}

// operand binds an operand, which must be a single value, and reports it when it is a table.
func (b *binder) operand(e syntax.Expr) value {
	if e == nil {
		return broken
	}
	return b.needScalar(b.expr(e), e)
}

func (b *binder) binaryOf(e *syntax.BinaryExpr, l, r value) value {
	op := b.operatorText(e.Op, e.Op2)
	b.sign(e, op)
	class := classOf(op)
	if op == "=" {
		if r.kind == scalarValue && r.typ != symbol.Bool && r.typ != symbol.Unknown {
			b.report(codeMustHaveType, e.Span(), symbol.Bool, r.typ)
		}
		return scalar(symbol.Bool)
	}
	if l.isBroken() || r.isBroken() || !b.noTable(e, op, class, l, r) {
		t, _ := signType(class, symbol.Unknown, symbol.Unknown)
		return scalar(t)
	}
	t, ok := signType(class, l.typ, r.typ)
	if !ok {
		at := e.Op.Span()
		if e.Op2.Present() {
			at.End = int(e.Op2.End)
		}
		b.report(codeOperatorTypes, at, op, "the types "+l.typ.String()+" and "+r.typ.String())
		return scalar(t)
	}
	if op == "matches regex" && !b.silent {
		b.checkRegex([]syntax.Expr{e.R}, 0)
	}
	if lc, rc := b.info.Consts[e.L], b.info.Consts[e.R]; lc != nil && rc != nil {
		b.setConst(e, foldBinary(op, t, lc, rc))
	}
	return scalar(t)
}

func (b *binder) operatorText(op, op2 syntax.Token) string {
	if op2.Present() {
		return b.text(op) + " " + b.text(op2)
	}
	return b.text(op)
}

// in binds `x in (...)` and its relatives; the list may be one table, whose first column is meant.
func (b *binder) in(e *syntax.InExpr) value {
	v := b.operand(e.X)
	op := b.text(e.Op)
	b.sign(e, op)
	for i, it := range e.Items {
		if it.X == nil {
			continue
		}
		var item value
		if n, ok := unparen(it.X).(*syntax.NameExpr); ok && len(e.Items) == 1 && n.Name != nil && b.rows.Column(n.Name.Value) == nil && b.namesTable(n.Name.Value) {
			item = b.tables(it.X)
		} else {
			item = b.expr(it.X)
		}
		switch {
		case item.isTable() && len(e.Items) == 1 && i == 0:
		case item.kind == scalarValue || item.isBroken():
		default:
			b.needScalar(item, it.X)
		}
	}
	if strings.TrimPrefix(op, "!") != "in" && v.kind == scalarValue && !(symbol.Strings | symbol.Dynamics).Has(v.typ) {
		b.report(codeTypeExpected, e.X.Span(), "string or dynamic", v.typ)
	}
	return scalar(symbol.Bool)
}

// between binds `x between (lo .. hi)`.
func (b *binder) between(e *syntax.BetweenExpr) value {
	x, lo, hi := b.operand(e.X), b.operand(e.Lo), b.operand(e.Hi)
	b.sign(e, b.text(e.Op))
	for _, v := range []value{x, lo, hi} {
		if v.kind != scalarValue || v.typ == symbol.Unknown {
			return scalar(symbol.Bool)
		}
	}
	number := func(v value) bool { return symbol.Numbers.Has(v.typ) }
	timely := symbol.Times.Has(x.typ)
	switch {
	case number(x) && (number(lo) || lo.typ == symbol.Dynamic) && (number(hi) || hi.typ == symbol.Dynamic):
	case x.typ == symbol.Dynamic && number(lo) && number(hi):
	case timely && lo.typ == x.typ && (hi.typ == x.typ || x.typ == symbol.Datetime && hi.typ == symbol.Timespan):
	case timely || number(x):
		bad, at := lo, e.Lo
		if lo.typ == x.typ || number(x) && number(lo) {
			bad, at = hi, e.Hi
		}
		if number(x) && !symbol.Times.Has(bad.typ) {
			b.report(codeNumberNeeded, at.Span())
		} else {
			b.report(codeMustHaveType, at.Span(), x.typ, bad.typ)
		}
	case x.typ == symbol.Dynamic:
		b.report(codeOperatorTypes, e.Op.Span(), b.text(e.Op), "the type "+x.typ.String())
	default:
		b.report(codeSummableNeeded, e.X.Span())
	}
	return scalar(symbol.Bool)
}
