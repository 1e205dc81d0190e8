package bind

import (
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// valueKind is the sort of thing an expression means.
type valueKind uint8

const (
	scalarValue   valueKind = iota
	tableValue              // rows
	tablesValue             // several tables, named by one pattern
	tupleValue              // several columns: the result of arg_max, $left, a scan step
	placeValue              // a cluster or a database
	graphValue              // the result of make-graph
	functionValue           // a lambda
	noValue                 // consume, a pattern without a case
	brokenValue             // an error was reported, or the text is incomplete: nothing more is said about it
)

// value is what an expression means.
type value struct {
	kind valueKind
	typ  symbol.Type      // of a scalar
	rows *symbol.Rows     // of a table
	cols []*symbol.Column // of a tuple
	sym  symbol.Symbol    // what a name or path refers to; nil for computed values
	legs []UnionLeg       // of several tables
	at   *place
	net  *graph
}

// place is a cluster, when its database is nil and open says nothing of it, or a database.
type place struct {
	cluster string
	isDB    bool
	db      *symbol.Database // nil when nothing is known of it: any name may be in it
	lost    syntax.Span      // the mistake because of which nothing is known of it; empty otherwise
	group   *syntax.Span     // the name of an entity group that is not known, of which this is an entity; nil otherwise
	// rows are the tables that a declared pattern yields here, by the name behind the dot ("" without one); nil for
	// other places.
	rows map[string]*symbol.Rows
}

// graph is the type of a graph: the columns of its nodes and edges.
type graph struct{ nodes, edges *symbol.Rows }

var (
	broken  = value{kind: brokenValue}
	unknown = value{}
)

func scalar(t symbol.Type) value       { return value{typ: t} }
func tabular(rows *symbol.Rows) value  { return value{kind: tableValue, rows: rows} }
func columnRef(c *symbol.Column) value { return value{typ: c.Type, sym: c} }
func (v value) isTable() bool          { return v.kind == tableValue || v.kind == tablesValue }
func (v value) isBroken() bool         { return v.kind == brokenValue }
func (v value) column() *symbol.Column { c, _ := v.sym.(*symbol.Column); return c }
func openRows() *symbol.Rows           { return &symbol.Rows{Open: true} }
func rowsOf(v value) *symbol.Rows {
	switch v.kind {
	case tableValue:
		return v.rows
	case tablesValue:
		return unify(v.legs).rows
	}
	return openRows()
}

// unparen strips parentheses.
func unparen(e syntax.Expr) syntax.Expr {
	for {
		p, ok := e.(*syntax.ParenExpr)
		if !ok || p.X == nil {
			return e
		}
		e = p.X
	}
}

// present says whether an interface holds a node: parse functions leave optional parts nil.
func present(e syntax.Expr) bool {
	if e == nil {
		return false
	}
	b, bad := e.(*syntax.BadExpr)
	return !bad || b == nil
}
