package bind

import (
	"math/bits"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// checkArgs reports arguments that a signature does not take.
func (b *binder) checkArgs(sig *symbol.Signature, e *syntax.CallExpr, args []syntax.Expr, vals []value) {
	common := false
	for _, p := range sig.Params {
		common = common || p.Common
	}
	if common {
		if t, ok := commonOf(sig, vals); !ok && t == symbol.Unknown && !mixes[e.Name.Value] {
			b.report(codeNoCommonType, e.Name.Span())
			return
		}
	}
	for i := range args {
		if p := paramFor(sig, args, vals, i); p != nil {
			b.checkArg(e.Name.Value, p, args[i], vals[i])
		}
	}
}

func (b *binder) checkArg(function string, p *symbol.Parameter, e syntax.Expr, v value) {
	if p.Need != symbol.NeedTabular && v.column() != nil && b.inPlugin {
		return // which columns a plugin takes follows from its options
	}
	if _, star := e.(*syntax.StarExpr); star {
		if p.Need != symbol.NeedStar {
			b.report(codeNoStar, e.Span())
		}
		return
	}
	if v.isTable() && b.inPlugin {
		return
	}
	switch p.Need {
	case symbol.NeedTabular:
		if !v.isTable() && !v.isBroken() && v.typ != symbol.Unknown {
			b.report(codeTableExpected, e.Span())
		}
		return
	case symbol.NeedTypeName, symbol.NeedAggregate:
		return
	}
	if v.kind == tupleValue {
		return
	}
	if v.isBroken() && p.Type == symbol.Integers && wantsLong[function] && present(e) {
		b.strictly(codeTypeExpected, e.Span(), symbol.Long, "unknown")
	}
	if v.isBroken() && bits.OnesCount16(uint16(p.Type)) == 1 && p.Type != symbol.Dynamics && present(e) && !b.inPlugin {
		b.strictly(codeTypeExpected, e.Span(), p.Type, "unknown")
	}
	if v.kind != scalarValue {
		if !v.isBroken() && v.kind != graphValue && v.kind != placeValue {
			b.report(codeScalarExpected, e.Span())
		}
		return
	}
	if v.typ != symbol.Unknown && p.Type != 0 && !p.Type.Has(v.typ) && !widens(v.typ, p.Type) && !b.defaultMark(p, e) && !b.textOf(p, e, v.typ) {
		b.wrongType(function, p, e, v.typ)
		return
	}
	switch p.Need {
	case symbol.NeedColumn:
		if v.column() == nil && v.typ != symbol.Unknown && !b.defaultMark(p, e) && !isNamed(e) {
			b.report(codeColumnExpected, e.Span())
		}
	case symbol.NeedLiteral:
		if !isLiteral(e) && b.info.Consts[e] == nil && v.typ != symbol.Unknown {
			b.report(codeLiteralNeeded, e.Span())
		}
	}
}

// textOf reports whether the argument is a dynamic value that may be a text, where a text is wanted: it is read as one.
func (b *binder) textOf(p *symbol.Parameter, e syntax.Expr, t symbol.Type) bool {
	if t != symbol.Dynamic || p.Type != symbol.Strings {
		return false
	}
	_, literal := unparen(e).(*syntax.DynamicLiteral)
	return !literal && !b.isBag(e)
}

// wantsLong are the functions whose numbers the official service declares as long.
var wantsLong = map[string]bool{
	"strrep": true, "extract": true, "repeat": true, "ipv4_is_match": true, "ipv4_compare": true, "parse_ipv4_mask": true, "format_ipv4": true,
	"format_ipv4_mask": true, "parse_ipv6_mask": true, "ipv6_is_match": true, "ipv6_compare": true,
}

// takesBag reports whether the dynamic arguments of a function are property bags: shapes of GeoJSON are.
func takesBag(function string) bool {
	switch function {
	case "make_bag", "make_bag_if", "buildschema", "treepath":
		return true
	}
	return strings.HasPrefix(function, "bag_") || strings.HasPrefix(function, "geo_") && !strings.HasSuffix(function, "_array")
}

// defaultMark reports whether the argument is "~", which asks a plugin for the parameter's default.
func (b *binder) defaultMark(p *symbol.Parameter, e syntax.Expr) bool {
	s, ok := e.(*syntax.StringLiteral)
	return ok && p.Optional && s.Value == "~"
}

func isNamed(e syntax.Expr) bool { _, ok := e.(*syntax.NamedExpr); return ok }

func isLiteral(e syntax.Expr) bool {
	switch x := unparen(e).(type) {
	case *syntax.Literal, *syntax.StringLiteral, *syntax.DynamicLiteral, *syntax.TypeofExpr:
		return true
	case *syntax.UnaryExpr:
		return isLiteral(x.X)
	case *syntax.NamedExpr:
		return isLiteral(x.X)
	}
	return false
}

// wrongType reports an argument of another type, with the code that the official service has for the set expected.
func (b *binder) wrongType(function string, p *symbol.Parameter, e syntax.Expr, t symbol.Type) {
	at := e.Span()
	switch {
	case p.Type == symbol.Dynamics && takesBag(function):
		b.report(codeBagNeeded, at)
	case p.Type == symbol.Dynamics:
		b.report(codeArrayNeeded, at)
	case p.Type == symbol.Dynamics|symbol.Strings && function != "todynamic" && function != "extract_json":
		b.report(codeMustHaveType, at, p.Type, t)
	case p.Type == symbol.Integers && wantsLong[function]:
		b.report(codeTypeExpected, at, symbol.Long, t)
	case p.Type == symbol.Integers:
		b.report(codeIntegerNeeded, at)
	case p.Type == symbol.Numbers:
		b.report(codeNumberNeeded, at)
	case p.Type == symbol.Summable || p.Type == symbol.Summable|symbol.Datetimes || p.Type == symbol.Numbers|symbol.Times:
		b.report(codeSummableNeeded, at)
	case p.Type&symbol.Orderable == symbol.Orderable&^symbol.Guids || p.Type == symbol.Orderable:
		b.report(codeOrderableNeeded, at)
	case t == symbol.Dynamic && p.Type == symbol.NotDynamic:
		b.report(codeTypeNotAllowed, at, t)
	default:
		b.report(codeTypeExpected, at, p.Type, t)
	}
}
