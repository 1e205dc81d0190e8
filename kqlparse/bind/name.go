package bind

import (
	"sync"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// name binds a name. Where a table is wanted, a name that is not known means a table of unknown columns, so that what
// follows is not reported too.
//
// The order of the search is the official service's: columns, then what the text declares, then functions of the
// database that need no arguments, then its tables.
func (b *binder) name(e *syntax.NameExpr, wantTable bool) value {
	n := e.Name
	if n == nil || n.Value == "" {
		return broken
	}
	name := n.Value
	if b.right != nil {
		switch name {
		case "$left":
			return value{kind: tupleValue, cols: b.rows.Columns}
		case "$right":
			return value{kind: tupleValue, cols: b.right.Columns}
		}
	}
	if b.rows != nil && b.calls != aggregateCalls {
		if c := b.rows.Column(name); c != nil {
			b.info.Uses[n] = c
			return columnRef(c)
		}
		if c := b.right.Column(name); c != nil {
			b.info.Uses[n] = c
			return columnRef(c)
		}
	}
	if v := b.find(name); v != nil {
		return b.variable(e, v, wantTable)
	}
	if b.rows != nil && b.rows.Open && !wantTable && b.calls != aggregateCalls {
		c := b.inferredColumn(b.rows, name)
		b.info.Uses[n] = c
		return columnRef(c)
	}
	if f := b.functionOf(b.db, name); f != nil && needsNoArguments(f) {
		b.info.Uses[n] = f
		return b.expand(e, b.storedCall(f, nil, nil))
	}
	if t := b.tableOf(b.db, name); t != nil {
		b.info.Uses[n] = t
		return b.tableValue(t)
	}
	if row := builtin.Named(builtin.Scalar, name); row != nil || wantTable && namesPlace(name) {
		b.report(codeNeedsArguments, n.Span(), name)
		return broken
	}
	if f := b.functionOf(b.db, name); f != nil {
		b.info.Uses[n] = f
		b.report(codeNeedsArguments, n.Span(), name)
		return broken
	}
	if b.calls == aggregateCalls && b.rows != nil {
		if c := b.rows.Column(name); c != nil {
			b.info.Uses[n] = c
			b.report(codeNotAggregate, n.Span(), name)
			return broken
		}
		if b.rows.Open {
			return unknown
		}
	}
	if b.rows != nil && (b.rows.Open || b.right != nil && b.right.Open) && b.calls != aggregateCalls {
		rows := b.rows
		if !rows.Open {
			rows = b.right
		}
		c := b.inferredColumn(rows, name)
		b.info.Uses[n] = c
		return columnRef(c)
	}
	return b.unknownName(n, wantTable)
}

// unknownName reports a name that means nothing here, unless the schema may still bring it.
func (b *binder) unknownName(n *syntax.Name, wantTable bool) value {
	switch {
	case b.db.Loading:
		if wantTable {
			return tabular(openRows())
		}
		return unknown
	case b.fuzzy:
		b.report(codeFuzzyUnknown, n.Span(), n.Value)
		return tabular(openRows())
	case wantTable:
		b.report(codeUnknownTable, n.Span(), n.Value).suggest(n.Value, b.tableNames)
		return tabular(openRows())
	}
	d := b.report(codeUnknownName, n.Span(), n.Value)
	d.suggest(n.Value, b.names)
	b.blame(d, b.rows)
	return broken
}

// tableNames yields the names that may stand for a table.
func (b *binder) tableNames(yield func(string) bool) {
	for s := b.locals; s != nil; s = s.up {
		if !yield(s.v.Name) {
			return
		}
	}
	for name := range b.db.Tables {
		if !yield(name) {
			return
		}
	}
	for name := range b.db.Functions {
		if !yield(name) {
			return
		}
	}
}

// names yields the names that may stand for a value: columns, or tables where there are no columns.
func (b *binder) names(yield func(string) bool) {
	if b.rows == nil {
		b.tableNames(yield)
		return
	}
	for _, rows := range []*symbol.Rows{b.rows, b.right} {
		if rows == nil {
			continue
		}
		for _, c := range rows.Columns {
			if !yield(c.Name) {
				return
			}
		}
	}
	for s := b.locals; s != nil; s = s.up {
		if !yield(s.v.Name) {
			return
		}
	}
}

// variable is what a reference to a definition means.
func (b *binder) variable(e *syntax.NameExpr, v *symbol.Variable, wantTable bool) value {
	b.info.Uses[e.Name] = v
	switch h := v.Home.(type) {
	case *closure:
		if h.fn == nil {
			return value{kind: functionValue, sym: v} // a pattern
		}
		for _, p := range paramsOf(h.fn) {
			if p.Default == nil {
				b.report(codeNeedsArguments, e.Name.Span(), v.Name)
				return broken
			}
		}
		return b.expand(e, b.lambdaCall(v, h, nil, nil))
	case *place:
		return value{kind: placeValue, at: h, sym: v}
	case *graph:
		return value{kind: graphValue, net: h, sym: v}
	case *step:
		return value{kind: tupleValue, cols: h.rows.Columns, rows: h.rows, sym: v}
	case *mistake:
		if wantTable {
			return tabular(b.lostRows(h.at))
		}
	}
	if v.Rows != nil {
		val := tabular(v.Rows)
		val.sym = v
		return val
	}
	if v.Const != nil {
		b.info.Consts[e] = v.Const
	}
	return value{typ: v.Type, sym: v}
}

// expand notes that a name means the call of a function, and is its value.
func (b *binder) expand(e syntax.Expr, c *Call) value {
	b.info.Expand[e] = c
	return callValue(c)
}

func callValue(c *Call) value {
	if c.Rows != nil {
		return tabular(c.Rows)
	}
	return scalar(c.Type)
}

// tableOf finds a table for an unqualified name. External tables are reached by external_table() only.
func (b *binder) tableOf(db *symbol.Database, name string) *symbol.Table {
	t := db.Tables[name]
	if t == nil || t.Kind == symbol.ExternalTable {
		return nil
	}
	return t
}

// functionOf finds a function of a database. Inside of the body of a function that has a table's name, the name means
// the table.
func (b *binder) functionOf(db *symbol.Database, name string) *symbol.Function {
	f := db.Functions[name]
	if f != nil && b.stored == f && db.Tables[name] != nil {
		return nil
	}
	return f
}

// growing are the tables of Log Analytics to which the service adds a column for every new property that a resource
// sends, so that no schema lists all of them.
var growing = map[string]bool{"AzureDiagnostics": true, "AzureMetrics": true, "Operation": true}

// grown keeps the open rows of such tables: the same each time that a text is bound.
//
// Invariant: at most grownLimit entries, so that replaced catalogs don't pile up.
var grown struct {
	sync.Mutex
	rows map[*symbol.Table]*symbol.Rows
}

const grownLimit = 100

// tableRows are the columns of a table.
func (b *binder) tableRows(t *symbol.Table) *symbol.Rows {
	if !growing[t.Name] || t.Kind != symbol.PlainTable || t.Rows.Column("TenantId") == nil {
		return &t.Rows
	}
	grown.Lock()
	defer grown.Unlock()
	rows := grown.rows[t]
	if rows == nil {
		rows = &symbol.Rows{Columns: t.Rows.Columns, Open: true}
		if grown.rows == nil || len(grown.rows) >= grownLimit {
			grown.rows = map[*symbol.Table]*symbol.Rows{}
		}
		grown.rows[t] = rows
	}
	return rows
}

func (b *binder) tableValue(t *symbol.Table) value {
	return value{kind: tableValue, rows: b.tableRows(t), sym: t}
}

func needsNoArguments(f *symbol.Function) bool {
	for _, p := range f.Params {
		if p.Default == "" {
			return false
		}
	}
	return true
}

// table binds an expression that must be a table, and is its rows.
func (b *binder) table(e syntax.Expr) *symbol.Rows {
	v := b.tables(e)
	switch {
	case v.isTable():
		return rowsOf(v)
	case v.isBroken(), v.kind == scalarValue && v.typ == symbol.Unknown:
	case v.kind == graphValue:
	default:
		b.report(codeTableExpected, e.Span())
	}
	return openRows()
}

// tables binds an expression where a table, or several, are wanted.
func (b *binder) tables(e syntax.Expr) value {
	if e == nil {
		return broken
	}
	var v value
	switch x := e.(type) {
	case *syntax.ParenExpr:
		v = b.tables(x.X)
	case *syntax.NameExpr:
		v = b.name(x, true)
	case *syntax.WildcardExpr:
		v = b.tablesLike(b.db, x)
	case *syntax.StarExpr:
		v = b.allTables(b.db, "*")
	default:
		return b.expr(e)
	}
	b.record(e, v)
	return v
}
