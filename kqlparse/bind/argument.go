package bind

import (
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
			b.checkArg(p, args[i], vals[i])
		}
	}
}

func (b *binder) checkArg(p *symbol.Parameter, e syntax.Expr, v value) {
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
	if v.kind != scalarValue {
		if !v.isBroken() && v.kind != graphValue && v.kind != placeValue {
			b.report(codeScalarExpected, e.Span())
		}
		return
	}
	if v.typ != symbol.Unknown && p.Type != 0 && !p.Type.Has(v.typ) && !widens(v.typ, p.Type) && !b.defaultMark(p, e) {
		b.wrongType(p, e, v.typ)
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
func (b *binder) wrongType(p *symbol.Parameter, e syntax.Expr, t symbol.Type) {
	at := e.Span()
	switch {
	case p.Type == symbol.Dynamics:
		b.report(codeArrayNeeded, at)
	case p.Type == symbol.Dynamics|symbol.Strings:
		b.report(codeTypeExpected, at, p.Type, t)
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
