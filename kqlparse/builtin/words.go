package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// The words below make tables of rows short enough to read. Each returns a value; none changes its argument in place.

// sig is a signature with its result rule first, as in a C declaration.
func sig(result symbol.Result, params ...symbol.Parameter) symbol.Signature {
	return symbol.Signature{Params: params, Result: result}
}

// arg is a required parameter that takes any expression of the types given.
func arg(name string, types symbol.Set, doc string) symbol.Parameter {
	return symbol.Parameter{Name: name, Type: types, Doc: doc}
}

// opt makes a parameter optional.
func opt(p symbol.Parameter) symbol.Parameter { p.Optional = true; return p }

// many lets a parameter repeat.
func many(p symbol.Parameter) symbol.Parameter { p.Repeat = true; return p }

// common ties a parameter to the common type of all parameters so marked.
func common(p symbol.Parameter) symbol.Parameter { p.Common = true; return p }

// need says what kind of argument a parameter wants.
func need(n symbol.Need, p symbol.Parameter) symbol.Parameter { p.Need = n; return p }

// values lists constants that make sense as the argument; others are allowed too.
func values(p symbol.Parameter, vs ...string) symbol.Parameter { p.Values = vs; return p }

// only lists the constants that are legal as the argument.
func only(p symbol.Parameter, vs ...string) symbol.Parameter {
	p.Values, p.Closed = vs, true
	return p
}

// custom is the result rule that package bind holds under the function's name. parts, where there are any, are the
// results of a call with several: the columns of a tuple, or the columns that a plugin adds.
func custom(parts ...*symbol.Column) symbol.Result {
	r := symbol.Result{Kind: symbol.ResultCustom}
	if len(parts) > 0 {
		r.Rows = &symbol.Rows{Columns: parts}
	}
	return r
}

// col is a column of a result.
func col(name string, t symbol.Type) *symbol.Column { return &symbol.Column{Name: name, Type: t} }

// table is the result of a call that yields these columns, whatever it is given.
func table(columns ...*symbol.Column) symbol.Result {
	return symbol.Result{Kind: symbol.ResultTable, Rows: &symbol.Rows{Columns: columns}}
}

// What sum and the time bins take, and what has a smallest value. Source: the official service's own sets, which differ
// by datetime and guid from the named sets of package symbol.
const (
	summable  = symbol.Summable | symbol.Datetimes
	orderable = symbol.Orderable &^ symbol.Guids
)
