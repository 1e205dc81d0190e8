// Package bind gives a KQL tree its meaning: what each name refers to, the type of each expression, and which columns
// flow through each pipe. It cannot fail: what is wrong in the text becomes a Diagnostic, and the rest is still bound.
//
// Invariants: the tree is not changed. Every decision about names, overloads, keys, default column names and expansions
// is made here, once, and recorded in Info; the planner and the editor only read it.
package bind

import (
	"sync"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Catalog says which tables and functions exist. Its answers must not change while a query is bound.
type Catalog interface {
	// Database returns the database that unqualified names are looked up in; never nil.
	Database() *symbol.Database
	// Lookup returns a database of a cluster; "" stands for the current cluster or database. nil: it is not known; then
	// known says whether that is certain (an error) or its schema may still arrive (no error).
	Lookup(cluster, database string) (db *symbol.Database, known bool)
}

// Options are the surroundings of a text beside its tables.
type Options struct {
	// Outer are definitions from outside of the text (cells above, functions files), nearest last: a later one of the
	// same name hides an earlier one. They hide tables and functions of the catalog.
	Outer []*symbol.Variable
	// Command allows management commands.
	Params map[string]symbol.Value // values for declared query parameters, by name
	// Discovered are the columns of plugins whose columns depend on data, where someone has looked.
	Discovered map[*syntax.EvaluateOp]*symbol.Rows
	// Strict says to report all that the official service objects to: also what follows from another mistake (behind a
	// call of no known function there are no columns, so that each name there is reported, with the cause related), and
	// what Kusto runs nevertheless (count(x) of what is no bool). Otherwise one cause is one diagnostic, and columns behind
	// a mistake are taken for granted.
	Strict bool
}

// Info is what binding found out about a tree: go/types' Info for KQL.
type Info struct {
	Tree *syntax.Tree

	// Types holds the type of every scalar expression. Unknown where it can't be known.
	Types map[syntax.Expr]symbol.Type
	// Consts holds the value of every scalar expression that is known without running: literals, lets of them, -1, 2*3.
	Consts map[syntax.Expr]*symbol.Value
	// Rows holds the columns of every tabular expression: a *PipeExpr, its Source, a call that yields a table, the right
	// side of a join.
	Rows map[syntax.Expr]*symbol.Rows
	// In and Out hold the columns that enter and leave each operator. An operator with several results (fork, facet) has
	// them in Results, and Out is nil.
	In, Out map[syntax.Op]*symbol.Rows
	Results map[syntax.Op][]*symbol.Rows

	// Uses and Defs say what each name refers to or declares. A call's name refers to its *builtin.Function,
	// *symbol.Function, or *symbol.Variable. A name that refers to nothing known is in neither.
	Uses, Defs map[*syntax.Name]symbol.Symbol

	// Calls holds the chosen signature, or the expansion, of every call. Signs the row of every unary and binary
	// operator, in, has_any and between.
	Calls map[*syntax.CallExpr]*Call
	Signs map[syntax.Expr]*builtin.Function

	// Ops holds an operator's decisions: *Projection for project, extend, summarize, distinct, print, serialize, the
	// project- family, make-series, top-nested, range ...; *MvInfo for mv-expand and mv-apply; *ParseInfo for parse,
	// parse-where and parse-kv; *JoinInfo for join and lookup; *UnionInfo for union, search and find; *RenderInfo; *ScanInfo.
	// An operator that passes its rows on, or whose Out says all, has none.
	Ops map[syntax.Op]any

	// Expansions of names: a NameExpr that stands for a let or a function without parentheses, and is tabular or
	// scalar by its definition. Expand[e].Body is what it means.
	Expand map[syntax.Expr]*Call

	// Statements are the results of the text in order: one for each query statement that is not a let, set or declare.
	Statements []Statement

	// Outer are the names from Options.Outer that the text refers to.
	OuterUses []*symbol.Variable
	// Globals are the definitions which the text leaves behind for later cells: its lets, in order; a later one of the
	// same name replaces an earlier one.
	Globals []*symbol.Variable
	// Parameters are the declared query parameters.
	Parameters []*symbol.Variable

	Diagnostics []Diagnostic
	// Faulty says of a function's body that it has errors: they are told where the function is declared, not in
	// Diagnostics.
	Faulty bool
}

// Statement is a query statement and what it yields.
type Statement struct {
	Stmt *syntax.ExprStmt
	Rows *symbol.Rows // nil when it is scalar or unknown
	Type symbol.Type  // of a scalar statement
}

// Call is what a call means.
type Call struct {
	Builtin   *builtin.Function // nil for user-defined functions
	Signature *symbol.Signature // the chosen one
	Args      []syntax.Expr     // by parameter position: named arguments put in place, nil where left out; repeats follow
	Type      symbol.Type       // of a scalar result
	Rows      *symbol.Rows      // of a tabular result; nil otherwise

	// Of a user-defined function, called with these arguments:
	Function *symbol.Function // of the database or a functions file; nil for a let
	Body     *syntax.FuncBody // nil when the body is not known
	// Params are the body's parameters, in order, as the symbols its names refer to; ArgOf[i] is the argument given to
	// Params[i], nil for a default (then Params[i].Const).
	Params []*symbol.Variable
	ArgOf  []syntax.Expr
	// Info is the body bound with the actual types of the arguments. Its Tree is the function's own text when the
	// function comes from elsewhere, else the same tree.
	Info *Info
}

// Projection is the decision about output columns of an operator that computes or selects columns: its Out, in order.
type Projection struct {
	Columns []Projected
	// Groups is the number of leading Columns that are group keys (summarize, distinct, make-series, top-nested).
	Groups int
}

// Projected is one output column.
type Projected struct {
	Column *symbol.Column
	Expr   syntax.Expr    // what computes it; nil when From is passed on
	From   *symbol.Column // the input column that is passed on or renamed; nil when computed
	// Part is the position in a function's several results: arg_max(ts, *) and percentiles(x, 5, 95) yield several
	// columns of one Expr; (a, b) = f(x) too. 0 for the first.
	Part int
}

// JoinInfo is the decision about a join or lookup.
type JoinInfo struct {
	Kind string // inner, innerunique, leftouter ... the canonical name
	Keys []JoinKey
	// Left and Right say for each output column, in order, which input column it is; the other one is nil.
	Columns []JoinColumn
}

// JoinKey is one equality of the on clause. Left and Right are the expressions as bound on each side; for `on k` both
// are the same NameExpr and the columns tell the sides apart.
type JoinKey struct {
	Left, Right       syntax.Expr
	LeftCol, RightCol *symbol.Column // nil where an expression stands
}

// JoinColumn is an output column of a join and the side it comes from.
type JoinColumn struct {
	Column *symbol.Column
	From   *symbol.Column
	Right  bool
}

// UnionInfo is the decision about a union, or the tables of search and find.
type UnionInfo struct {
	Legs []UnionLeg
	// WithSource is the first column when asked for; nil otherwise.
	WithSource *symbol.Column
	// fill fills the legs' From when that was put off; nil otherwise.
	fill func()
	once sync.Once
}

// Fill makes sure that the legs' From are filled. Binding puts that off for unions of very many tables (union *), where
// it costs far more than all else and only a planner needs it.
func (u *UnionInfo) Fill() {
	if u.fill != nil {
		u.once.Do(u.fill)
	}
}

// UnionLeg is one table of a union. Table is set when a wildcard or name named a catalog table; else X is an expression
// (nil X: the piped input).
type UnionLeg struct {
	Name  string // what withsource shows
	X     syntax.Expr
	Table *symbol.Table
	Call  *Call // of a view that a pattern matched: its body; nil otherwise
	Rows  *symbol.Rows
	// From[i] is the leg's column that fills output column i; nil: null. Call UnionInfo.Fill before reading it.
	From []*symbol.Column
}

// Severity of a diagnostic, as LSP numbers them.
type Severity uint8

const (
	Error Severity = 1 + iota
	Warning
	Information
	Hint
)

// Diagnostic is something to say about a place in the text.
type Diagnostic struct {
	Span     syntax.Span
	Kind     string // syntax, semantic, literal, lint, unsupported
	Code     string // KS142; our own codes begin with HB
	Severity Severity
	Message  string
	Related  []Related
	Fixes    []Fix
	Tags     []Tag
}

// Related is another place that explains a diagnostic.
type Related struct {
	Span    syntax.Span
	Cell    string // when it lies in another text
	Message string
}

// Fix is a change of the text that would end the diagnostic.
type Fix struct {
	Title string
	Edits []Edit
}

// Edit replaces a span.
type Edit struct {
	Span syntax.Span
	New  string
}

// Tag marks text that is unused or deprecated, as LSP's diagnostic tags.
type Tag uint8

const (
	Unnecessary Tag = 1 + iota
	Deprecated
)
