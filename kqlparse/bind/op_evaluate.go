package bind

import (
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// evaluate binds the call of a plugin. A schema behind the call says what comes out: all columns, or with * those that
// the plugin yields and the ones declared.
func (b *binder) evaluate(op *syntax.EvaluateOp, piped bool) value {
	if !piped {
		b.rows = &symbol.Rows{}
	}
	v := tabular(openRows())
	if op.Call != nil {
		b.calls = pluginCalls
		v = b.call(op.Call)
		b.calls = scalarCalls
		b.record(op.Call, v)
	}
	if !v.isTable() {
		v = tabular(openRows())
	}
	if op.Schema == nil {
		if rows := b.opts.Discovered[op]; rows != nil && rowsOf(v).Open {
			return tabular(rows)
		}
		return v
	}
	declared := b.schemaRows(op.Schema)
	if !op.Schema.Star.Present() {
		return tabular(declared)
	}
	rows := &symbol.Rows{}
	for _, c := range rowsOf(v).Columns {
		if declared.Column(c.Name) == nil {
			rows.Columns = append(rows.Columns, c)
		}
	}
	rows.Columns = append(rows.Columns, declared.Columns...)
	return tabular(rows)
}

// pluginArgs binds the arguments of a plugin: scalars and aggregates over the rows in scope, and tables.
func (b *binder) pluginArgs(row *builtin.Function, e *syntax.CallExpr) []value {
	var vals []value
	n := len(plainArgs(e))
	old := b.calls
	for _, it := range e.Args {
		if it.X == nil {
			continue
		}
		b.calls = scalarCalls
		var p *symbol.Parameter
		if len(row.Sigs) > 0 {
			p = paramAt(&row.Sigs[0], len(vals), n)
		}
		switch {
		case p != nil && p.Need == symbol.NeedTabular:
			vals = append(vals, b.detached(func() value { return b.tables(it.X) }))
			continue
		case p != nil && p.Need == symbol.NeedAggregate, row.Name == "pivot" && len(vals) == 1:
			b.calls = aggregateCalls
		case lookupKeys[row.Name] > 0 && len(vals) >= lookupKeys[row.Name] && vals[0].kind == tableValue && isPlainName(it.X):
			// A key of the table that the first argument names, where the name is none of the input's columns.
			rows := b.rows
			if len(vals) == lookupKeys[row.Name] || rows.Column(it.X.(*syntax.NameExpr).Name.Value) == nil {
				b.rows = vals[0].rows
			}
			vals = append(vals, b.arg(it.X))
			b.rows = rows
			continue
		case takesTable(row) && isPlainName(it.X):
			// A table may follow optional arguments that are left out.
			if name := it.X.(*syntax.NameExpr).Name.Value; b.rows.Column(name) == nil && b.namesTable(name) {
				vals = append(vals, b.detached(func() value { return b.tables(it.X) }))
				continue
			}
		}
		vals = append(vals, b.arg(it.X))
	}
	b.calls = old
	return vals
}

// lookupKeys says of the plugins that look a value up in the table of their first argument, from which argument on
// columns of that table are named.
var lookupKeys = map[string]int{"ipv4_lookup": 2, "ipv6_lookup": 2, "geo_polygon_lookup": 1, "geo_line_lookup": 1}

func isPlainName(e syntax.Expr) bool {
	n, ok := e.(*syntax.NameExpr)
	return ok && n.Name != nil
}

// invoke calls a function with the rows before it as its first argument.
func (b *binder) invoke(op *syntax.InvokeOp) value {
	b.piped = b.rows
	b.rows = nil
	var v value
	if call, ok := op.Call.(*syntax.CallExpr); ok {
		v = b.invokeCall(call)
		b.record(call, v)
	} else if op.Call != nil {
		v = b.expr(op.Call)
	}
	b.piped = nil
	switch {
	case v.isTable():
		return v
	case v.isBroken() && op.Call != nil && present(op.Call):
		return tabular(b.lostRows(op.Call.Span()))
	}
	return tabular(openRows())
}

// invokeCall: a function that the platform provides and no schema lists yields columns that are not known.
func (b *binder) invokeCall(e *syntax.CallExpr) value {
	if e.Name != nil && e.Name.Value == "FileProfile" && b.find("FileProfile") == nil {
		piped := b.piped
		b.piped = nil
		b.rows = piped
		for _, it := range e.Args {
			if it.X != nil {
				b.expr(it.X)
			}
		}
		if f := b.functionOf(b.db, e.Name.Value); f != nil {
			b.info.Uses[e.Name] = f
			if len(f.Params) > 0 && f.Params[0].Rows != nil {
				c := b.storedCall(f, make([]syntax.Expr, 1), []value{tabular(piped)})
				b.info.Calls[e] = c
				if c.Rows != nil {
					return tabular(c.Rows)
				}
			}
		}
		return tabular(&symbol.Rows{Columns: piped.Columns, Open: true})
	}
	return b.call(e)
}

// takesTable reports whether a plugin has a parameter for a table.
func takesTable(row *builtin.Function) bool {
	for _, sig := range row.Sigs {
		for _, p := range sig.Params {
			if p.Need == symbol.NeedTabular {
				return true
			}
		}
	}
	return false
}

// namesTable reports whether a name alone means a table.
func (b *binder) namesTable(name string) bool {
	if v := b.find(name); v != nil {
		return v.Rows != nil
	}
	f := b.functionOf(b.db, name)
	return b.db.Tables[name] != nil || f != nil && needsNoArguments(f)
}
