package bind

import (
	"math/bits"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// arity is the least and the greatest number of arguments; the greatest is -1 when there is no limit.
func arity(sig *symbol.Signature) (least, most int) {
	for _, p := range sig.Params {
		if !p.Optional {
			least++
		}
		if p.Repeat {
			most = -1
		} else if most >= 0 {
			most++
		}
	}
	return least, most
}

// paramAt is the parameter that argument i of n belongs to, or nil. Repeated parameters take what those before and
// behind them leave.
func paramAt(sig *symbol.Signature, i, n int) *symbol.Parameter {
	first, last := -1, -1
	for k, p := range sig.Params {
		if p.Repeat {
			if first < 0 {
				first = k
			}
			last = k
		}
	}
	if first < 0 || i < first {
		if i < len(sig.Params) {
			return &sig.Params[i]
		}
		return nil
	}
	behind := len(sig.Params) - last - 1
	for _, p := range sig.Params[last+1:] {
		if p.Optional && n < len(sig.Params) {
			behind--
		}
	}
	if i >= n-behind {
		return &sig.Params[len(sig.Params)-(n-i)]
	}
	return &sig.Params[first+(i-first)%(last-first+1)]
}

// paramFor is the parameter of argument i, by its name where it has one. An optional parameter behind repeated ones is
// meant only by a value of its type.
func paramFor(sig *symbol.Signature, args []syntax.Expr, vals []value, i int) *symbol.Parameter {
	if n, ok := args[i].(*syntax.NamedExpr); ok && n.Name != nil {
		for k := range sig.Params {
			if sig.Params[k].Name == n.Name.Value {
				return &sig.Params[k]
			}
		}
	}
	p := paramAt(sig, i, len(args))
	if p != nil && p.Optional && !p.Repeat && vals[i].kind == scalarValue && !p.Type.Has(vals[i].typ) {
		for k := range sig.Params {
			if r := &sig.Params[k]; r.Repeat && r.Type.Has(vals[i].typ) && k < i {
				return r
			}
		}
	}
	return p
}

// overload chooses the signature that the arguments fit best, and reports why none does. nil: the arguments fit several
// equally badly.
func (b *binder) overload(row *builtin.Function, e *syntax.CallExpr, args []syntax.Expr, vals []value) *symbol.Signature {
	if len(row.Sigs) == 0 {
		return nil
	}
	if len(row.Sigs) == 1 {
		sig := &row.Sigs[0]
		if b.checkCount(row, sig, e, len(args)) {
			b.checkArgs(sig, e, args, vals)
		}
		return sig
	}
	best, bestScore, tie := -1, -1, false
	counted := false
	for i := range row.Sigs {
		sig := &row.Sigs[i]
		least, most := arity(sig)
		if len(args) < least || most >= 0 && len(args) > most {
			continue
		}
		counted = true
		score := b.score(sig, args, vals)
		if score > bestScore {
			best, bestScore, tie = i, score, false
		} else if score == bestScore && score >= 0 {
			tie = true
		}
	}
	if !counted {
		switch {
		case !e.Close.Present():
		case len(args) > 0 && row.Kind == builtin.Scalar && (differInCount(row.Sigs) || row.Name == "bin"):
			b.noOverload(e, vals)
		default:
			b.checkCount(row, &row.Sigs[0], e, len(args))
		}
		return &row.Sigs[0]
	}
	if best >= 0 {
		sig := &row.Sigs[best]
		if tie && anyUnknown(vals) && !sameResult(row.Sigs) {
			return nil
		}
		b.checkArgs(sig, e, args, vals)
		return sig
	}
	if anyUnknown(vals) {
		return nil
	}
	// No form takes all arguments. When the form that takes the most is plain, its complaint is the clearer one.
	var fit *symbol.Signature
	most, several := -1, false
	for i := range row.Sigs {
		if least, top := arity(&row.Sigs[i]); len(args) < least || top >= 0 && len(args) > top {
			continue
		}
		n := b.fitting(&row.Sigs[i], args, vals)
		if n > most {
			fit, most, several = &row.Sigs[i], n, false
		} else if n == most {
			several = true
		}
	}
	if (row.Name == "bin" || row.Name == "floor") && symbol.Times.Has(vals[0].typ) {
		several = true
	}
	if !several && fit != nil {
		b.checkArgs(fit, e, args, vals)
		return fit
	}
	b.noOverload(e, vals)
	return nil
}

// differInCount reports whether the forms of a function take different numbers of arguments.
func differInCount(sigs []symbol.Signature) bool {
	least, most := arity(&sigs[0])
	for i := range sigs {
		if l, m := arity(&sigs[i]); l != least || m != most {
			return true
		}
	}
	return false
}

// noOverload reports arguments that no form of a function takes.
func (b *binder) noOverload(e *syntax.CallExpr, vals []value) {
	var types []string
	for _, v := range vals {
		types = append(types, kindWord(v))
	}
	b.report(codeNoOverload, e.Name.Span(), e.Name.Value, strings.Join(types, ", "))
}

func anyUnknown(vals []value) bool {
	for _, v := range vals {
		if v.isBroken() || v.kind == scalarValue && v.typ == symbol.Unknown {
			return true
		}
	}
	return false
}

func sameResult(sigs []symbol.Signature) bool {
	for _, s := range sigs {
		if s.Result.Kind != symbol.ResultFixed || s.Result.Type != sigs[0].Result.Type {
			return false
		}
	}
	return true
}

// score says how well the arguments fit a signature: by the worst fit first; -1 when one does not fit at all.
func (b *binder) score(sig *symbol.Signature, args []syntax.Expr, vals []value) int {
	worst, sum := 99, 0
	for i := range args {
		f := b.fit(paramFor(sig, args, vals, i), args[i], vals[i])
		if f == 0 {
			return -1
		}
		worst, sum = min(worst, f), sum+f
	}
	return worst*10000 + min(sum, 9999)
}

func (b *binder) fitting(sig *symbol.Signature, args []syntax.Expr, vals []value) int {
	n := 0
	for i := range args {
		if b.fit(paramFor(sig, args, vals, i), args[i], vals[i]) > 0 {
			n++
		}
	}
	return n
}

// fit says how well an argument fits a parameter: 0 not at all, 1 perhaps, up to 20 for the one type that it takes.
func (b *binder) fit(p *symbol.Parameter, e syntax.Expr, v value) int {
	if p == nil {
		return 0
	}
	if _, star := e.(*syntax.StarExpr); star {
		if p.Need == symbol.NeedStar {
			return 20
		}
		return 0
	}
	if p.Need == symbol.NeedTabular {
		if v.isTable() {
			return 20
		}
		return 0
	}
	if p.Need == symbol.NeedTypeName {
		if _, ok := e.(*syntax.TypeofExpr); ok {
			return 20
		}
		return 0
	}
	switch v.kind {
	case brokenValue, tupleValue:
		return 1
	case scalarValue:
	default:
		return 0
	}
	switch {
	case v.typ == symbol.Unknown:
		return 1
	case p.Type == 0:
		return 5
	case p.Type.Has(v.typ):
		return 20 - bits.OnesCount16(uint16(p.Type))
	case widens(v.typ, p.Type):
		return 4
	}
	return 0
}

// widens reports whether a number becomes one of the types without loss of range.
func widens(t symbol.Type, to symbol.Set) bool {
	switch t {
	case symbol.Int:
		return to&(symbol.SetOf(symbol.Long)|symbol.Reals) != 0
	case symbol.Long:
		return to&symbol.Reals != 0
	case symbol.Real:
		return to&symbol.SetOf(symbol.Decimal) != 0
	case symbol.Decimal:
		return to&symbol.SetOf(symbol.Real) != 0
	}
	return false
}

// checkCount reports a wrong number of arguments.
func (b *binder) checkCount(row *builtin.Function, sig *symbol.Signature, e *syntax.CallExpr, n int) bool {
	if !e.Close.Present() {
		return false // it is still being written, and that is said already
	}
	least, most := arity(sig)
	for i := range row.Sigs {
		l, m := arity(&row.Sigs[i])
		least = min(least, l)
		if m < 0 || most < 0 {
			most = -1
		} else {
			most = max(most, m)
		}
	}
	group := 0
	for _, p := range sig.Params {
		if p.Repeat {
			group++
			if p.Optional {
				group = -64
			}
		}
	}
	switch {
	case n >= least && most >= 0 && n <= most:
		return true
	case n >= least && most < 0:
		if group > 1 && len(row.Sigs) == 1 && (n-(len(sig.Params)-group))%group != 0 {
			b.report(codeArgumentCount, e.Name.Span(), e.Name.Value, "another number of arguments")
			return false
		}
		return true
	case most < 0:
		b.report(codeArgumentRange, e.Name.Span(), e.Name.Value, least, 64)
	case least == most:
		b.report(codeArgumentCount, e.Name.Span(), e.Name.Value, argumentsWord(least))
	default:
		b.report(codeArgumentCount, e.Name.Span(), e.Name.Value, strconv.Itoa(least)+" to "+argumentsWord(most))
	}
	return false
}

func argumentsWord(n int) string {
	switch n {
	case 0:
		return "no arguments"
	case 1:
		return "one argument"
	}
	return strconv.Itoa(n) + " arguments"
}

// mixes are the functions whose branches may differ in type: then the result is dynamic.
var mixes = map[string]bool{"iff": true, "iif": true, "case": true}

// commonOf is the common type of the arguments marked Common: numbers widen, and dynamic becomes what the others are.
func commonOf(sig *symbol.Signature, vals []value) (symbol.Type, bool) {
	common, seen := symbol.Unknown, false
	anyDynamic := false
	for i, v := range vals {
		p := paramAt(sig, i, len(vals))
		if p == nil || !p.Common || v.kind != scalarValue || v.typ == symbol.Unknown {
			continue
		}
		if v.typ == symbol.Dynamic {
			anyDynamic = true
			continue
		}
		switch {
		case !seen:
			common, seen = v.typ, true
		case common == v.typ:
		default:
			common = symbol.Promote(common, v.typ)
			if common == symbol.Unknown {
				return symbol.Unknown, false
			}
		}
	}
	if anyDynamic && !seen {
		return symbol.Dynamic, true
	}
	return common, true
}
