package duckdb

import (
	"strings"

	duck "github.com/duckdb/duckdb-go-bindings"
)

// goFunction is a scalar function written in Go. fn0 ... fn6 and the variadic constructors make one from a plain Go
// function: the SQL types follow from the Go types.
//
//	string VARCHAR   bool BOOLEAN   int32 INTEGER   int64 BIGINT   float64 DOUBLE   guid UUID   decimal DECIMAL(38,18)
//	[]string, []int64, []float64 and []opt[...] of them: LIST
//	opt[T]: as T, but NULL is seen (parameters) or given (results)
//
// A row with NULL for a parameter that is not an opt yields NULL without a call. Strings that come in live only until
// the function returns: clone what is kept. Functions are called from several threads at once. A panic with a text makes
// the query fail with that text.
type goFunction struct {
	name      string
	params    []*sqlType
	rest      *sqlType // the type of further arguments; nil: none
	result    *sqlType
	seesNulls bool
	volatile  bool
	run       func(*call)
}

// call is one call of a Go function: some rows of arguments, and where the results go.
type call struct {
	n    int
	args []vec
	out  vec
}

// sqlType is a SQL type of a parameter or result.
type sqlType struct {
	name string
	id   duck.Type
	elem *sqlType // of a list
	opt  bool
}

func (t *sqlType) logical() duck.LogicalType {
	if t.elem != nil {
		e := t.elem.logical()
		defer duck.DestroyLogicalType(&e)
		return duck.CreateListType(e)
	}
	if t.id == duck.TypeDecimal {
		return duck.CreateDecimalType(38, 18)
	}
	return duck.CreateLogicalType(t.id)
}

// opt is a value that may be NULL.
type opt[T any] struct {
	v    T
	null bool
}

func some[T any](v T) opt[T] { return opt[T]{v: v} }
func none[T any]() opt[T]    { return opt[T]{null: true} }

// maybe is v, or NULL when not ok.
func maybe[T any](v T, ok bool) opt[T] { return opt[T]{v, !ok} }

// guid is 16 bytes in the order in which they are printed.
type guid [16]byte

// decimal is a number scaled by 10^18, as a 128 bit integer.
type decimal struct {
	hi int64
	lo uint64
}

var (
	sqlVarchar  = sqlType{name: "VARCHAR", id: duck.TypeVarchar}
	sqlBoolean  = sqlType{name: "BOOLEAN", id: duck.TypeBoolean}
	sqlInteger  = sqlType{name: "INTEGER", id: duck.TypeInteger}
	sqlBigint   = sqlType{name: "BIGINT", id: duck.TypeBigInt}
	sqlDouble   = sqlType{name: "DOUBLE", id: duck.TypeDouble}
	sqlUUID     = sqlType{name: "UUID", id: duck.TypeUUID}
	sqlDecimal  = sqlType{name: "DECIMAL(38,18)", id: duck.TypeDecimal}
	sqlVarchars = sqlType{name: "VARCHAR[]", id: duck.TypeList, elem: &sqlVarchar}
	sqlBigints  = sqlType{name: "BIGINT[]", id: duck.TypeList, elem: &sqlBigint}
	sqlDoubles  = sqlType{name: "DOUBLE[]", id: duck.TypeList, elem: &sqlDouble}
)

func optional(t sqlType) *sqlType { t.opt = true; return &t }

// typeOf returns the SQL type for a Go type. It panics for a type that has none: that is a mistake in a table of
// functions, seen by every test.
func typeOf[T any]() *sqlType {
	switch any((*T)(nil)).(type) {
	case *string:
		return &sqlVarchar
	case *bool:
		return &sqlBoolean
	case *int32:
		return &sqlInteger
	case *int64:
		return &sqlBigint
	case *float64:
		return &sqlDouble
	case *guid:
		return &sqlUUID
	case *decimal:
		return &sqlDecimal
	case *[]string, *[]opt[string]:
		return &sqlVarchars
	case *[]int64, *[]opt[int64]:
		return &sqlBigints
	case *[]float64, *[]opt[float64]:
		return &sqlDoubles
	case *opt[string]:
		return optional(sqlVarchar)
	case *opt[bool]:
		return optional(sqlBoolean)
	case *opt[int32]:
		return optional(sqlInteger)
	case *opt[int64]:
		return optional(sqlBigint)
	case *opt[float64]:
		return optional(sqlDouble)
	case *opt[guid]:
		return optional(sqlUUID)
	case *opt[decimal]:
		return optional(sqlDecimal)
	case *opt[[]string], *opt[[]opt[string]]:
		return optional(sqlVarchars)
	case *opt[[]int64], *opt[[]opt[int64]]:
		return optional(sqlBigints)
	case *opt[[]float64], *opt[[]opt[float64]]:
		return optional(sqlDoubles)
	}
	panic("a Go type without a SQL type")
}

// reader returns the function that reads value row of a vector as T.
func reader[T any](v *vec) func(row int) T {
	var f any
	switch any((*T)(nil)).(type) {
	case *string:
		f = v.str
	case *bool:
		f = func(row int) bool { return at[uint8](v, row) != 0 }
	case *int32:
		f = func(row int) int32 { return at[int32](v, row) }
	case *int64:
		f = func(row int) int64 { return at[int64](v, row) }
	case *float64:
		f = func(row int) float64 { return at[float64](v, row) }
	case *guid:
		f = func(row int) guid { return guidOf(at[hugeint](v, row)) }
	case *decimal:
		f = func(row int) decimal { h := at[hugeint](v, row); return decimal{h.hi, h.lo} }
	case *[]string:
		f = listReader[string](v)
	case *[]int64:
		f = listReader[int64](v)
	case *[]float64:
		f = listReader[float64](v)
	case *[]opt[string]:
		f = listReader[opt[string]](v)
	case *[]opt[int64]:
		f = listReader[opt[int64]](v)
	case *[]opt[float64]:
		f = listReader[opt[float64]](v)
	case *opt[string]:
		f = optReader[string](v)
	case *opt[bool]:
		f = optReader[bool](v)
	case *opt[int32]:
		f = optReader[int32](v)
	case *opt[int64]:
		f = optReader[int64](v)
	case *opt[float64]:
		f = optReader[float64](v)
	case *opt[guid]:
		f = optReader[guid](v)
	case *opt[decimal]:
		f = optReader[decimal](v)
	case *opt[[]string]:
		f = optReader[[]string](v)
	case *opt[[]int64]:
		f = optReader[[]int64](v)
	case *opt[[]float64]:
		f = optReader[[]float64](v)
	case *opt[[]opt[string]]:
		f = optReader[[]opt[string]](v)
	case *opt[[]opt[int64]]:
		f = optReader[[]opt[int64]](v)
	case *opt[[]opt[float64]]:
		f = optReader[[]opt[float64]](v)
	}
	return f.(func(int) T)
}

func optReader[T any](v *vec) func(row int) opt[T] {
	read := reader[T](v)
	return func(row int) opt[T] {
		if v.null(row) {
			return none[T]()
		}
		return some(read(row))
	}
}

// listReader reads lists. An element that is NULL is the zero value when T is no opt.
func listReader[T any](v *vec) func(row int) []T {
	child := vecOf(duck.ListVectorGetChild(v.h))
	_, isOpt := any(*new(T)).(interface{ isOpt() })
	read := reader[T](&child)
	return func(row int) []T {
		l := at[list](v, row)
		out := make([]T, l.len)
		for i := range out {
			if at := int(l.offset) + i; isOpt || !child.null(at) {
				out[i] = read(at)
			}
		}
		return out
	}
}

func (opt[T]) isOpt() {}

// writer returns the function that writes value row of a vector.
func valueWriter[T any](v *vec) func(row int, x T) {
	var f any
	switch any((*T)(nil)).(type) {
	case *string:
		f = func(row int, s string) { v.putStr(row, strings.ToValidUTF8(s, "\uFFFD")) }
	case *bool:
		f = func(row int, x bool) { put(v, row, x) }
	case *int32:
		f = func(row int, x int32) { put(v, row, x) }
	case *int64:
		f = func(row int, x int64) { put(v, row, x) }
	case *float64:
		f = func(row int, x float64) { put(v, row, x) }
	case *guid:
		f = func(row int, x guid) { put(v, row, hugeOf(x)) }
	case *decimal:
		f = func(row int, x decimal) { put(v, row, hugeint{x.lo, x.hi}) }
	case *[]string:
		f = listWriter[string](v)
	case *[]opt[string]:
		f = listWriter[opt[string]](v)
	case *[]int64:
		f = listWriter[int64](v)
	case *[]float64:
		f = listWriter[float64](v)
	case *opt[[]string]:
		f = optWriter[[]string](v)
	case *opt[[]opt[string]]:
		f = optWriter[[]opt[string]](v)
	case *opt[string]:
		f = optWriter[string](v)
	case *opt[bool]:
		f = optWriter[bool](v)
	case *opt[int32]:
		f = optWriter[int32](v)
	case *opt[int64]:
		f = optWriter[int64](v)
	case *opt[float64]:
		f = optWriter[float64](v)
	case *opt[guid]:
		f = optWriter[guid](v)
	case *opt[decimal]:
		f = optWriter[decimal](v)
	}
	return f.(func(int, T))
}

func optWriter[T any](v *vec) func(row int, x opt[T]) {
	write := valueWriter[T](v)
	return func(row int, x opt[T]) {
		if x.null {
			v.putNull(row)
		} else {
			write(row, x.v)
		}
	}
}

// listWriter appends each row's elements to the child vector.
func listWriter[T any](v *vec) func(row int, x []T) {
	size := 0
	return func(row int, xs []T) {
		put(v, row, list{uint64(size), uint64(len(xs))})
		if len(xs) == 0 {
			return
		}
		duck.ListVectorReserve(v.h, duck.IdxT(size+len(xs)))
		duck.ListVectorSetSize(v.h, duck.IdxT(size+len(xs)))
		child := vecOf(duck.ListVectorGetChild(v.h))
		write := valueWriter[T](&child)
		for i, x := range xs {
			write(size+i, x)
		}
		size += len(xs)
	}
}

func guidOf(h hugeint) (g guid) {
	hi := uint64(h.hi) ^ 1<<63
	for i := range 8 {
		g[i], g[8+i] = byte(hi>>(56-8*i)), byte(h.lo>>(56-8*i))
	}
	return g
}

func hugeOf(g guid) hugeint {
	var hi, lo uint64
	for i := range 8 {
		hi, lo = hi<<8|uint64(g[i]), lo<<8|uint64(g[8+i])
	}
	return hugeint{lo, int64(hi ^ 1<<63)}
}

// each calls f for every row of the call that has no NULL in a parameter which does not see it; the others yield NULL.
func (f *goFunction) each(c *call, do func(row int)) {
	var strict []*vec
	for i := range c.args {
		t := f.rest
		if i < len(f.params) {
			t = f.params[i]
		}
		if v := &c.args[i]; v.valid != nil && !t.opt {
			strict = append(strict, v)
		}
	}
rows:
	for row := range c.n {
		for _, v := range strict {
			if v.null(row) {
				c.out.putNull(row)
				continue rows
			}
		}
		do(row)
	}
}

func newFunction(name string, result *sqlType, rest *sqlType, params ...*sqlType) *goFunction {
	f := &goFunction{name: name, result: result, rest: rest, params: params}
	for _, p := range params {
		f.seesNulls = f.seesNulls || p.opt
	}
	f.seesNulls = f.seesNulls || rest != nil && rest.opt
	return f
}
