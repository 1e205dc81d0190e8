package bind

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// expr binds an expression in the current surroundings and records what it is.
func (b *binder) expr(e syntax.Expr) value {
	if e == nil {
		return broken
	}
	b.depth++
	if b.depth > maxDepth {
		b.depth--
		return broken
	}
	v := b.exprKind(e)
	b.depth--
	b.record(e, v)
	return v
}

// record notes the type or the columns of an expression.
func (b *binder) record(e syntax.Expr, v value) {
	switch v.kind {
	case scalarValue, tupleValue:
		b.info.Types[e] = v.typ
	case brokenValue:
		b.info.Types[e] = symbol.Unknown
	case tableValue:
		b.info.Rows[e] = v.rows
	}
}

func (b *binder) exprKind(e syntax.Expr) value {
	switch e := e.(type) {
	case *syntax.NameExpr:
		return b.name(e, false)
	case *syntax.Literal:
		return b.literal(e)
	case *syntax.StringLiteral:
		b.info.Consts[e] = &symbol.Value{Type: symbol.String, Str: e.Value}
		return scalar(symbol.String)
	case *syntax.DynamicLiteral:
		b.foldDynamic(e)
		return scalar(symbol.Dynamic)
	case *syntax.NullLiteral, *syntax.JSONArray, *syntax.JSONObject:
		return scalar(symbol.Dynamic)
	case *syntax.ParenExpr:
		v := b.expr(e.X)
		b.copyConst(e, e.X)
		return v
	case *syntax.UnaryExpr:
		return b.unary(e)
	case *syntax.BinaryExpr:
		return b.binary(e)
	case *syntax.InExpr:
		return b.in(e)
	case *syntax.BetweenExpr:
		return b.between(e)
	case *syntax.CallExpr:
		return b.call(e)
	case *syntax.PathExpr:
		return b.path(e)
	case *syntax.IndexExpr:
		return b.index(e)
	case *syntax.BracketedExpr:
		return b.bracketed(e)
	case *syntax.StarExpr:
		return scalar(symbol.Dynamic)
	case *syntax.NamedExpr:
		v := b.expr(e.X)
		b.copyConst(e, e.X)
		v.sym = nil
		return v
	case *syntax.OrderedExpr:
		return b.expr(e.X)
	case *syntax.TypeofExpr:
		return b.typeof(e)
	case *syntax.PipeExpr:
		return b.pipe(e)
	case *syntax.OpExpr:
		return b.sourceOperator(e)
	case *syntax.DataTableExpr:
		return b.datatable(e)
	case *syntax.ExternalDataExpr:
		return b.externaldata(e)
	case *syntax.InlineExternalTableExpr:
		if e.Schema == nil {
			return tabular(openRows())
		}
		return tabular(b.schemaRows(e.Schema))
	case *syntax.FuncExpr:
		b.lambda(e)
		return value{kind: functionValue}
	case *syntax.WildcardExpr:
		if strings.TrimSpace(e.Pattern) != "" {
			b.report(codeNoWildcard, e.Span())
		}
		return broken
	case *syntax.AtExpr:
		return tabular(openRows())
	case *syntax.ContextualTableExpr:
		return tabular(openRows())
	}
	return broken
}

// scalarExpr binds an expression that must be a single value.
func (b *binder) scalarExpr(e syntax.Expr) value {
	v := b.expr(e)
	return b.needScalar(v, e)
}

func (b *binder) needScalar(v value, e syntax.Expr) value {
	switch v.kind {
	case scalarValue, brokenValue, tupleValue:
		return v
	}
	b.report(codeScalarExpected, e.Span())
	return broken
}

// condition binds a predicate: bool, or dynamic that is read as bool.
func (b *binder) condition(e syntax.Expr) {
	if e == nil {
		return
	}
	b.needType(b.expr(e), e, symbol.Bool)
}

// needType reports an expression that is not of the type.
func (b *binder) needType(v value, e syntax.Expr, t symbol.Type) bool {
	if v.isBroken() || v.kind == scalarValue && (v.typ == t || v.typ == symbol.Unknown) || v.kind == tupleValue {
		return true
	}
	b.report(codeMustHaveType, e.Span(), t, kindWord(v))
	return false
}

// kindWord names what a value is, for messages.
func kindWord(v value) string {
	switch v.kind {
	case tableValue, tablesValue:
		return "a table"
	case placeValue:
		return "a database"
	case graphValue:
		return "a graph"
	case functionValue:
		return "a function"
	}
	return v.typ.String()
}

// count binds an expression that must be a whole number.
func (b *binder) integer(e syntax.Expr) {
	if e == nil {
		return
	}
	v := b.expr(e)
	if v.isBroken() || v.kind == scalarValue && (symbol.Integers|symbol.Dynamics).Has(v.typ) && v.typ != symbol.Dynamic {
		return
	}
	b.report(codeIntegerNeeded, e.Span())
}

// typeof binds typeof(...): its value is the type, or the columns, that it names.
func (b *binder) typeof(e *syntax.TypeofExpr) value {
	v := value{}
	var cols []*symbol.Column
	for _, it := range e.Items {
		switch x := it.X.(type) {
		case *syntax.TypeRef:
			if x.Type != nil {
				v.typ = b.typeName(x.Type)
			}
		case *syntax.TypedNameExpr:
			c := &symbol.Column{}
			if x.Name != nil {
				c.Name = x.Name.Value
				b.info.Defs[x.Name] = c
			}
			if x.Type != nil {
				c.Type = b.typeName(x.Type)
			}
			cols = append(cols, c)
		case *syntax.StarExpr:
			if b.rows != nil {
				cols = append(cols, b.rows.Columns...)
			}
		}
	}
	v.cols = cols
	return v
}

func (b *binder) datatable(e *syntax.DataTableExpr) value {
	rows := &symbol.Rows{}
	if e.Schema != nil {
		rows = b.schemaRows(e.Schema)
	}
	for _, it := range e.Values {
		if it.X != nil {
			b.scalarExpr(it.X)
		}
	}
	if n := len(rows.Columns); n > 0 && len(e.Values)%n != 0 && len(e.Values) > 0 {
		at := syntax.Span{Start: e.Values[0].Span().Start, End: e.Values[len(e.Values)-1].Span().End}
		b.report(codeDataCount, at, n)
	}
	return tabular(rows)
}

func (b *binder) externaldata(e *syntax.ExternalDataExpr) value {
	rows := &symbol.Rows{}
	if e.Schema != nil {
		rows = b.schemaRows(e.Schema)
	}
	for _, it := range e.URIs {
		if it.X != nil {
			b.expr(it.X)
		}
	}
	return tabular(rows)
}

// sign notes which row an operator is.
func (b *binder) sign(e syntax.Expr, name string) {
	if row := builtin.Named(builtin.Sign, name); row != nil {
		b.info.Signs[e] = row
	}
}
