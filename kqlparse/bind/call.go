package bind

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// call binds f(args).
func (b *binder) call(e *syntax.CallExpr) value {
	if e.Name == nil || e.Name.Value == "" {
		b.args(e, b.calls)
		return broken
	}
	name := e.Name.Value
	switch name {
	case "toscalar", "__toscalar":
		return b.toscalar(e)
	case "materialize", "totable", "__materialize":
		return b.materialize(e)
	}
	row := b.builtinNamed(name)
	if v, ok := b.placeCall(nil, e); ok {
		if row != nil {
			b.info.Uses[e.Name] = row
		}
		b.info.Calls[e] = &Call{Builtin: row, Args: plainArgs(e), Rows: v.rows}
		return v
	}
	if row != nil {
		b.info.Uses[e.Name] = row
		return b.callBuiltin(row, e)
	}
	if v := b.find(name); v != nil {
		if h, ok := v.Home.(*closure); ok {
			b.info.Uses[e.Name] = v
			if h.pattern != nil {
				return b.callPattern(h, e)
			}
			return b.callLambda(v, h, e)
		}
	}
	if f := b.functionOf(b.db, name); f != nil {
		b.info.Uses[e.Name] = f
		return b.callStored(b.db, f, e)
	}
	context := scalarCalls
	if b.opts.Strict {
		context = b.calls
	}
	b.args(e, context)
	return b.unknownFunction(e)
}

// builtinNamed finds the row that a call means in the current context.
func (b *binder) builtinNamed(name string) *builtin.Function {
	switch b.calls {
	case aggregateCalls:
		if row := builtin.Named(builtin.Aggregate, name); row != nil {
			return row
		}
	case pluginCalls:
		return builtin.Named(builtin.Plugin, name)
	}
	for _, kind := range []builtin.Kind{builtin.Scalar, builtin.Window, builtin.Tabular} {
		if row := builtin.Named(kind, name); row != nil {
			return row
		}
	}
	return nil
}

// unknownFunction reports a call of what is no function here.
func (b *binder) unknownFunction(e *syntax.CallExpr) value {
	name := e.Name.Value
	switch {
	case b.calls != pluginCalls && builtin.Named(builtin.Aggregate, name) != nil:
		b.report(codeAggregateHere, e.Name.Span(), name)
		return broken
	case b.calls == pluginCalls:
		b.report(codePluginUnknown, e.Name.Span(), name).suggest(name, rowNames(builtin.Plugin))
		return tabular(b.lostRows(e.Name.Span()))
	case builtin.Named(builtin.Plugin, name) != nil:
		b.report(codePluginHere, e.Name.Span(), name)
		return broken
	case b.db.Loading, strings.HasPrefix(name, "__"):
		return unknown
	case strings.HasPrefix(name, "_Get") && strings.Contains(name, "Watchlist"):
		return tabular(openRows()) // provided by the service in every workspace
	case b.fuzzy:
		b.report(codeFuzzyUnknown, e.Name.Span(), name)
		return tabular(openRows())
	}
	d := b.report(codeUnknownFunction, e.Name.Span(), name)
	d.suggest(name, func(yield func(string) bool) {
		for s := b.locals; s != nil; s = s.up {
			if _, ok := s.v.Home.(*closure); ok && !yield(s.v.Name) {
				return
			}
		}
		more := true
		kinds := []builtin.Kind{builtin.Scalar, builtin.Window}
		if b.calls == aggregateCalls {
			kinds = append(kinds, builtin.Aggregate)
		}
		for _, k := range kinds {
			rowNames(k)(func(n string) bool { more = more && yield(n); return more })
		}
		for n := range b.db.Functions {
			if !more || !yield(n) {
				return
			}
		}
	})
	return broken
}

func rowNames(kind builtin.Kind) func(func(string) bool) {
	return func(yield func(string) bool) {
		builtin.All(func(f *builtin.Function) bool { return f.Kind != kind || yield(f.Name) })
	}
}

// plainArgs are the arguments as they stand.
func plainArgs(e *syntax.CallExpr) []syntax.Expr {
	out := make([]syntax.Expr, 0, len(e.Args))
	for _, it := range e.Args {
		if it.X != nil {
			out = append(out, it.X)
		}
	}
	return out
}

// args binds the arguments where a call of the given context may stand.
func (b *binder) args(e *syntax.CallExpr, context callContext) []value {
	old := b.calls
	b.calls = context
	vals := make([]value, 0, len(e.Args))
	for _, it := range e.Args {
		if it.X == nil {
			continue
		}
		vals = append(vals, b.arg(it.X))
	}
	b.calls = old
	return vals
}

// arg binds one argument; `*` means the columns in scope.
func (b *binder) arg(e syntax.Expr) value {
	if _, ok := e.(*syntax.StarExpr); ok {
		v := value{kind: tupleValue, typ: symbol.Dynamic}
		if b.rows != nil {
			v.cols = b.rows.Columns
		}
		b.record(e, v)
		return v
	}
	return b.expr(e)
}

// callBuiltin binds the call of a row: its arguments, the overload that fits, and the type that follows.
func (b *binder) callBuiltin(row *builtin.Function, e *syntax.CallExpr) value {
	context := scalarCalls
	if b.calls == aggregateCalls && row.Kind != builtin.Aggregate {
		context = aggregateCalls
	}
	var vals []value
	if row.Kind == builtin.Scalar && row.Family == "graph" && len(e.Args) > 0 {
		vals = b.pathArgs(e)
	} else if row.Kind == builtin.Plugin {
		vals = b.pluginArgs(row, e)
	} else {
		vals = b.args(e, context)
	}
	args := plainArgs(e)
	c := &Call{Builtin: row, Args: args}
	b.info.Calls[e] = c
	b.inPlugin = row.Kind == builtin.Plugin
	b.strictArgs(row, args, vals)
	sig := b.overload(row, e, args, vals)
	b.checkConstants(row, sig, args, vals)
	b.inPlugin = false
	c.Signature = sig
	v := b.resultOf(row, sig, e, args, vals)
	c.Type, c.Rows = v.typ, v.rows
	if row.Constant && v.kind == scalarValue {
		b.foldCall(row, e, args)
	}
	return v
}

// resultOf is the value of a call by its signature's rule.
func (b *binder) resultOf(row *builtin.Function, sig *symbol.Signature, e *syntax.CallExpr, args []syntax.Expr, vals []value) value {
	if sig == nil {
		if row.Kind == builtin.Plugin {
			return tabular(openRows())
		}
		return unknown
	}
	r := sig.Result
	typeOf := func(i int) symbol.Type {
		if i < len(vals) && vals[i].kind == scalarValue {
			return vals[i].typ
		}
		return symbol.Unknown
	}
	if row.Name == "inner_nodes" {
		v, _ := b.custom(resultCall{row: row, sig: sig, e: e, args: args, vals: vals})
		return v
	}
	switch r.Kind {
	case symbol.ResultFixed:
		return scalar(r.Type)
	case symbol.ResultArg:
		return scalar(typeOf(r.Arg))
	case symbol.ResultPromote:
		return scalar(widen(typeOf(r.Arg)))
	case symbol.ResultCommon:
		t, ok := commonOf(sig, vals)
		if !ok && mixes[row.Name] {
			t = symbol.Dynamic
		}
		return scalar(t)
	case symbol.ResultTypeof:
		if r.Arg < len(vals) {
			if _, ok := args[r.Arg].(*syntax.TypeofExpr); ok {
				return scalar(vals[r.Arg].typ)
			}
		}
		return scalar(r.Type)
	}
	if v, ok := b.custom(resultCall{row: row, sig: sig, e: e, args: args, vals: vals}); ok {
		return v
	}
	if row.Kind == builtin.Plugin || r.Kind == symbol.ResultTable || row.Kind == builtin.Tabular {
		if r.Rows != nil {
			return tabular(r.Rows)
		}
		return tabular(openRows())
	}
	if r.Rows != nil && len(r.Rows.Columns) > 0 {
		return value{kind: tupleValue, typ: r.Rows.Columns[0].Type, cols: r.Rows.Columns}
	}
	return scalar(r.Type)
}

// toscalar binds toscalar(table): the value of the first column's first row.
func (b *binder) toscalar(e *syntax.CallExpr) value {
	row := builtin.Named(builtin.Tabular, "toscalar")
	if row == nil {
		row = builtin.Named(builtin.Scalar, "toscalar")
	}
	if row != nil {
		b.info.Uses[e.Name] = row
	}
	c := &Call{Builtin: row, Args: plainArgs(e)}
	b.info.Calls[e] = c
	v := unknown
	for i, a := range c.Args {
		val := b.detached(func() value { return b.tables(a) })
		if i > 0 {
			continue
		}
		switch {
		case val.isTable():
			if rows := rowsOf(val); len(rows.Columns) > 0 {
				v = scalar(rows.Columns[0].Type)
			}
		case val.kind == scalarValue:
			v = scalar(val.typ)
			b.copyConst(e, a)
		}
	}
	c.Type = v.typ
	return v
}

// materialize binds materialize(table), which is the table.
func (b *binder) materialize(e *syntax.CallExpr) value {
	row := builtin.Named(builtin.Tabular, e.Name.Value)
	if row != nil {
		b.info.Uses[e.Name] = row
	}
	c := &Call{Builtin: row, Args: plainArgs(e)}
	b.info.Calls[e] = c
	v := tabular(openRows())
	for i, a := range c.Args {
		val := b.detached(func() value { return b.tables(a) })
		if i > 0 {
			continue
		}
		switch {
		case val.isTable():
			v = tabular(rowsOf(val))
		case val.kind == graphValue:
			return val
		case val.kind == scalarValue && val.typ != symbol.Unknown:
			b.report(codeTableExpected, a.Span())
		}
	}
	c.Rows = v.rows
	return v
}

// detached binds something that does not see the columns around.
func (b *binder) detached(f func() value) value {
	rows, right, calls, groups := b.rows, b.right, b.calls, b.groups
	b.rows, b.right, b.calls, b.groups = nil, nil, scalarCalls, nil
	v := f()
	b.rows, b.right, b.calls, b.groups = rows, right, calls, groups
	return v
}
