// Package builtin is KQL's own vocabulary as rows of data: scalar functions, aggregates, window functions, plugins,
// scalar operators, query operators, options. The binder, completion, hover, signature help, the compiler, the reference
// pages and the tests all read these rows; a function is added by adding its row.
package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// Kind says in which context a function may be called.
type Kind uint8

const (
	Scalar    Kind = iota
	Aggregate      // in summarize, make-series, top-nested
	Window         // needs serialized rows: prev, row_number
	Plugin         // after evaluate
	Tabular        // yields a table: materialize, table(), cluster(), externaldata-like functions
	Sign           // a scalar operator: +, ==, has, !in~; Name is the sign as it is written
)

// Function is one row: everything that is known of one function, aggregate, plugin or scalar operator.
type Function struct {
	Name    string
	Kind    Kind
	Family  string   // the page's group: "string", "datetime", "aggregation", "ip", ...
	Aliases []string // other names of the same function that are not discouraged
	// Obsolete names still work but are discouraged: KS507 proposes Name.
	Obsolete []string
	// Replaced names a better function when this one is itself obsolete; empty otherwise.
	Replaced string
	Sigs     []symbol.Signature // the first is the one that documentation shows
	Doc      string             // one or two sentences of our own: what it answers
	Returns  string             // one sentence on the result and its edge cases; may be empty
	Examples []Example
	// Result name rule of an aggregate or function in project/summarize: the default column name is NamePrefix + "_" +
	// the argument's name, as in count_, max_x. Empty: the function has no rule, and gets Column1.
	NamePrefix string
	// Naming says how the default column name of a call is made when NamePrefix alone doesn't say it.
	Naming Naming
	// Constant functions have a value when binding if their arguments have (datetime(), strcat of literals, now()).
	Constant bool
	Local    Local
}

// Naming is the rule for the name of a column that is computed by a call and given no name.
type Naming uint8

const (
	NameByRule    Naming = iota // NamePrefix_argument (NamePrefix_ without a nameable argument), or Column1 if there is no prefix
	NameOfArg                   // the name of the first argument, if it has one: tostring(State) is State
	NameOfOnlyArg               // as NameOfArg, if there is exactly one argument
	NamePrefixed                // NamePrefix is the whole name, whatever the arguments are
	NameOfValue                 // the text of the first argument, a constant, if there is a column of that name: column_ifexists
)

// Example is a query that runs on the embedded engine and what it shows.
type Example struct {
	Query string // complete: it needs no table
	Shows string // what it shows, in a few words; may be empty
}

// Local says how the embedded engine computes a function. Exactly one of SQL, Cases, Emit and Remote is set; a test of
// controller/duckdb proves that the names which they use exist.
//
// Physical forms in SQL: bool BOOLEAN, int INTEGER, long BIGINT, real DOUBLE, decimal DECIMAL(38,18), string VARCHAR
// (never NULL: a template whose SQL may yield NULL says Nulls: NullMaybe and the compiler coalesces), datetime BIGINT
// ticks since year 1, timespan BIGINT ticks, guid UUID, dynamic VARCHAR with JSON text (NULL is null). Names of macros
// and functions that controller/duckdb registers begin with kql_.
//
// A template names its operands: $1, $2 ..., $* (all, comma separated), $3* (from the third on), and in aggregates
// $order (the row order, as the inside of an ORDER BY). Operands come parenthesised when they need it. $$ is a dollar.
type Local struct {
	SQL    string
	Cases  []Case // by the types of the arguments; the first that fits
	Emit   string // the name of a Go emitter in controller/duckdb, for what a template can't say
	Remote string // why it runs on clusters only: shown to the user
	Most   int    // the most operands that it takes here; a call with more is refused. 0: all
	// As[i] is the type that operand i is converted to before it is put into the template, in the way in which a call
	// converts where KQL does so silently: to string as tostring(), to dynamic as an element of pack_array(). Unknown
	// leaves the operand as it is. The last one holds for further operands; none: all stay as they are.
	As    []symbol.Type
	Nulls Nulls
	// NaN-safe, volatile: the value differs from call to call (rand, new_guid); never folded or computed twice.
	Volatile bool
}

// Case is a template for arguments of given types.
type Case struct {
	// Types has a set for each argument; the last one repeats for further arguments. More sets than arguments do not fit;
	// none fits all.
	Types []symbol.Set
	SQL   string
}

// Nulls says when the result is NULL in SQL.
type Nulls uint8

const (
	NullStrict Nulls = iota // exactly when an argument is NULL
	NullMaybe               // perhaps, whatever the arguments are
	NullNever               // never, even with NULL arguments
)
