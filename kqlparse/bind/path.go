package bind

import (
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// path binds `x.selector`: an entry of a dynamic value, a column of $left or of a scan step, or an entity of a place.
func (b *binder) path(e *syntax.PathExpr) value {
	left := b.expr(e.X)
	if n, ok := e.Selector.(*syntax.NameExpr); !present(e.Selector) || ok && (n.Name == nil || n.Name.Value == "") {
		return broken // the name is still to be written
	}
	switch left.kind {
	case placeValue:
		v := b.member(left.at, e.Selector)
		b.record(e.Selector, v)
		return v
	case tupleValue:
		v := b.tupleMember(left, e.Selector)
		b.record(e.Selector, v)
		return v
	case graphValue, functionValue, noValue:
		b.looseSelector(e.Selector)
		return unknown
	case brokenValue:
		b.looseSelector(e.Selector)
		return broken
	case tableValue, tablesValue:
		b.looseSelector(e.Selector)
		if left.kind == tableValue && left.rows.Open {
			return tabular(openRows())
		}
		b.report(codeUnknownName, e.Selector.Span(), b.tree.Source(e.Selector))
		return broken
	}
	if left.typ == symbol.Unknown {
		b.looseSelector(e.Selector)
		return unknown
	}
	if left.typ != symbol.Dynamic {
		if br, ok := e.Selector.(*syntax.BracketedExpr); ok {
			b.expr(br.X)
			b.report(codeNoIndex, br.Span())
			return broken
		}
		b.report(codeUnknownName, e.Selector.Span(), b.tree.Source(e.Selector))
		return broken
	}
	b.looseSelector(e.Selector)
	return scalar(symbol.Dynamic)
}

// looseSelector binds what a selector contains when its name itself needs no look-up.
func (b *binder) looseSelector(e syntax.Expr) {
	switch s := e.(type) {
	case *syntax.BracketedExpr:
		b.expr(s.X)
	case *syntax.CallExpr:
		for _, it := range s.Args {
			if it.X != nil {
				b.expr(it.X)
			}
		}
	}
	if e != nil {
		b.info.Types[e] = symbol.Dynamic
	}
}

// tupleMember binds the name behind $left., a step or a graph's variable.
func (b *binder) tupleMember(left value, sel syntax.Expr) value {
	var n *syntax.Name
	name := ""
	switch s := sel.(type) {
	case *syntax.NameExpr:
		n, name = s.Name, s.Name.Value
	case *syntax.BracketedExpr:
		if lit, ok := s.X.(*syntax.StringLiteral); ok {
			name = lit.Value
		}
	}
	if name == "" {
		b.looseSelector(sel)
		return unknown
	}
	for _, c := range left.cols {
		if c.Name == name {
			if n != nil {
				b.info.Uses[n] = c
			}
			return columnRef(c)
		}
	}
	if left.rows != nil && left.rows.Open {
		c := b.inferredColumn(left.rows, name)
		if n != nil {
			b.info.Uses[n] = c
		}
		return columnRef(c)
	}
	at := sel.Span()
	if n != nil {
		at = n.Span()
	}
	d := b.report(codeUnknownName, at, name)
	d.suggest(name, func(yield func(string) bool) {
		for _, c := range left.cols {
			if !yield(c.Name) {
				return
			}
		}
	})
	b.blame(d, left.rows)
	return broken
}

// index binds `x[i]`.
func (b *binder) index(e *syntax.IndexExpr) value {
	left := b.expr(e.X)
	if e.Index != nil {
		b.expr(e.Index)
	}
	switch {
	case left.isBroken(), !present(e.Index):
		return broken
	case left.kind == tupleValue:
		if c := b.info.Consts[e.Index]; c != nil && symbol.Integers.Has(c.Type) && c.Int >= 0 && int(c.Int) < len(left.cols) {
			return columnRef(left.cols[c.Int])
		}
		return unknown
	case left.kind != scalarValue || left.typ != symbol.Dynamic && left.typ != symbol.Unknown:
		at := e.Span()
		at.Start = int(e.Open.Start)
		b.report(codeNoIndex, at)
		return broken
	}
	if call, ok := unparen(e.X).(*syntax.CallExpr); ok && b.info.Types[e.Index] == symbol.String && b.isArray(call) {
		b.report(codeMustHaveType, e.Index.Span(), symbol.Integers, symbol.String)
	}
	return scalar(left.typ)
}

// isArray reports whether a call yields an array whatever its arguments are.
func (b *binder) isArray(e *syntax.CallExpr) bool {
	c := b.info.Calls[e]
	if c == nil || c.Builtin == nil {
		return false
	}
	switch c.Builtin.Name {
	case "split", "pack_array", "extract_all", "array_concat", "array_slice", "bag_keys", "repeat", "parse_csv":
		return true
	}
	return false
}

// bracketed binds a bracketed expression that stands alone: a name in brackets that the grammar did not take as one.
func (b *binder) bracketed(e *syntax.BracketedExpr) value {
	v := b.expr(e.X)
	if v.kind == scalarValue && v.typ != symbol.String && v.typ != symbol.Unknown {
		b.report(codeLiteralNeeded, e.X.Span())
	}
	return unknown
}

// member binds an entity of a cluster or database: its name, or a call such as database("d") or table("t").
func (b *binder) member(at *place, sel syntax.Expr) value {
	switch s := sel.(type) {
	case *syntax.CallExpr:
		return b.memberCall(at, s)
	case *syntax.WildcardExpr:
		if at.db == nil {
			if at.lost != (syntax.Span{}) && s.Pattern != "*" {
				b.strictly(codeUnknownName, s.Span(), s.Pattern)
			}
			return tabular(openRows())
		}
		return b.tablesLike(at.db, s)
	case *syntax.BracketedExpr:
		if lit, ok := s.X.(*syntax.StringLiteral); ok {
			return b.memberNamed(at, nil, lit.Value, s.Span())
		}
		b.expr(s.X)
		return unknown
	case *syntax.NameExpr:
		if s.Name == nil || s.Name.Value == "" {
			return broken
		}
		return b.memberNamed(at, s, s.Name.Value, s.Name.Span())
	}
	return unknown
}

func (b *binder) memberNamed(at *place, e *syntax.NameExpr, name string, span syntax.Span) value {
	if rows := at.rows[name]; rows != nil {
		return tabular(rows)
	}
	if !at.isDB {
		return unknown
	}
	if at.db == nil && at.group != nil {
		return tabular(b.lostRows(*at.group))
	}
	if at.db == nil {
		return tabular(openRows())
	}
	if f := b.functionOf(at.db, name); f != nil && needsNoArguments(f) && e != nil {
		b.info.Uses[e.Name] = f
		return b.expand(e, b.storedCallIn(at.db, f, nil, nil))
	}
	if t := at.db.Tables[name]; t != nil && t.Kind != symbol.ExternalTable {
		if e != nil {
			b.info.Uses[e.Name] = t
		}
		return b.tableValue(t)
	}
	if !at.db.Loading {
		if b.fuzzy {
			b.report(codeFuzzyUnknown, span, name)
		} else {
			b.report(codeUnknownTable, span, name).suggest(name, func(yield func(string) bool) {
				for n := range at.db.Tables {
					if !yield(n) {
						return
					}
				}
			})
		}
	}
	return tabular(openRows())
}

// memberCall binds a call behind the dot of a place.
func (b *binder) memberCall(at *place, e *syntax.CallExpr) value {
	if e.Name == nil {
		return broken
	}
	name := e.Name.Value
	if v, ok := b.placeCall(at, e); ok {
		return v
	}
	if !at.isDB || at.db == nil {
		b.args(e, scalarCalls)
		return tabular(openRows())
	}
	if f := b.functionOf(at.db, name); f != nil {
		b.info.Uses[e.Name] = f
		return b.callStored(at.db, f, e)
	}
	b.args(e, scalarCalls)
	if !at.db.Loading {
		b.report(codeUnknownFunction, e.Name.Span(), name)
	}
	return tabular(openRows())
}
