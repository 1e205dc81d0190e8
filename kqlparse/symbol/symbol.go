// Package symbol says what the names of a KQL query can mean: types, columns, tables, functions, databases.
//
// Everything here is inert data: no look-up with a policy, no input or output, no knowledge of text. A symbol is
// identified by its pointer: two columns of the same name that come from two tables are two *Column.
package symbol

// Symbol is what a name may refer to: *Column, *Table, *Function, *Variable, *Parameter, *Database, *Cluster, or a row
// of package builtin.
type Symbol interface{ SymbolName() string }

// Column is a column of a table or of the rows that flow through a pipe.
//
// Invariant: an operator that passes a column on unchanged passes the same pointer on. One that renames or recomputes
// it makes a new Column, whose Source is the column that it came from (nil when it is computed from an expression).
type Column struct {
	Name   string
	Type   Type
	Doc    string  // one sentence, or empty
	Source *Column // the column this one was renamed, retyped or copied from; nil when computed or of a table
	Table  *Table  // the table that declares it; nil for computed ones
}

func (c *Column) SymbolName() string { return c.Name }

// Rows is the type of a tabular expression: an ordered list of columns.
type Rows struct {
	Columns []*Column
	// Open says that there may be further columns, whose names depend on data (bag_unpack, pivot) or on a schema that
	// is not known. A name that is not found in open rows is of type Unknown, not an error.
	Open bool
}

// Column returns the first column of that name, or nil. Names are case-sensitive.
func (r *Rows) Column(name string) *Column {
	if r == nil {
		return nil
	}
	for _, c := range r.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Table is a table, materialized view, external table or named result: anything that a name makes tabular.
type Table struct {
	Name   string
	Kind   TableKind
	Rows   Rows
	Doc    string
	Folder string // as the cluster shows it: "a/b"; empty at the top
	Origin string // where the schema comes from, for people: "bundled", a connection's name, a file
}

func (t *Table) SymbolName() string { return t.Name }

// TableKind tells tables from their relatives.
type TableKind uint8

const (
	PlainTable TableKind = iota
	MaterializedView
	ExternalTable
	NamedResult // of a notebook cell
	Watchlist
)

// Param is a parameter of a user-defined function.
type Param struct {
	Name    string
	Type    Type   // of a scalar parameter
	Rows    *Rows  // of a tabular parameter: its columns, Open for (*); nil for a scalar one
	Default string // the literal's text; empty when the parameter is required
}

// Function is a function stored in a database or in a functions file: KQL text with parameters.
type Function struct {
	Name   string
	Params []Param
	Body   string // KQL text without the braces; empty when it is not known
	Result *Rows  // the columns it yields where a schema says so; nil: they follow from the body, or are unknown
	Type   Type   // of a scalar function whose body is not known; else Unknown
	View   bool   // matches wildcards in union and search
	Doc    string
	Folder string
	Origin string
}

func (f *Function) SymbolName() string { return f.Name }

// Variable is a name that a let statement, `as`, a lambda's parameter, a query parameter or a step declares.
type Variable struct {
	Name  string
	Kind  VariableKind
	Type  Type   // of a scalar; Unknown for tables and functions
	Rows  *Rows  // of a tabular value; nil otherwise
	Const *Value // the value where it is known when binding; nil otherwise
	// Decl is the declaring node (*syntax.LetStmt, *syntax.AsOp, *syntax.ParamDecl, ...); it is opaque here, because
	// symbols know no text. Nil for names that come from outside of the text.
	Decl any
	// Cell says which notebook cell or file declares it when it is not this text; empty otherwise.
	Cell string
	// Home is what package bind needs to bind the body of a function from another text; opaque elsewhere. Nil for
	// variables that are no functions.
	Home any
}

func (v *Variable) SymbolName() string { return v.Name }

// VariableKind says what declares a Variable.
type VariableKind uint8

const (
	LetScalar VariableKind = iota
	LetTable
	LetFunction
	LetView
	AsTable
	FunctionParam
	QueryParam
	ScanStep
	GraphVariable
)

// Database is a named set of tables and functions.
type Database struct {
	Name      string
	Pretty    string
	Tables    map[string]*Table
	Functions map[string]*Function
	// Loading says that the schema is still on its way, or known in part only: a name that is missing here is not an
	// error.
	Loading bool
}

func (d *Database) SymbolName() string { return d.Name }

// Cluster is a set of databases.
type Cluster struct {
	Name      string
	Databases map[string]*Database
	Loading   bool
}

func (c *Cluster) SymbolName() string { return c.Name }

// Value is a constant. Which field holds it follows from Type.
type Value struct {
	Type Type
	Null bool    // typed null; never true for String
	Int  int64   // Bool (0, 1), Int, Long, Datetime and Timespan (100 ns ticks)
	Real float64 // Real
	Str  string  // String; Guid (36 characters, lower case); Decimal (digits); Dynamic (JSON text)
}
