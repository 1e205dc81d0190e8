package plan

import (
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// ColID identifies a column within a Plan. Every node that computes a column gives it a number of its own.
type ColID int

// Column is a column of a relation.
type Column struct {
	ID   ColID
	Name string // as KQL shows it
	Type symbol.Type
}

// Scalar is a typed expression over the columns of a row.
type Scalar interface {
	Type() symbol.Type
	// Place is where it stands in the query, for messages; zero when it stands nowhere.
	Place() syntax.Span
}

// Col is a reference to a column of the input.
type Col struct {
	ID   ColID
	T    symbol.Type
	Span syntax.Span
}

// Const is a constant.
type Const struct {
	Value symbol.Value
	Span  syntax.Span
}

// Call is a call of a built-in function, aggregate, window function or scalar operator.
type Call struct {
	Fn   *builtin.Function
	Args []Scalar
	T    symbol.Type
	// Typeof is the type that a typeof argument names; Unknown without one. That argument is no member of Args.
	Typeof symbol.Type
	// Part is the position among the results of a function that has several; 0 for the first.
	Part int
	Span syntax.Span
}

// Cast converts between types where KQL does so by itself: numbers promote, operands of operators become dynamic.
type Cast struct {
	X Scalar
	T symbol.Type
}

// Path is access into a dynamic value: x.Name, x["name"], x[0], x[expr]. A step that does not fit yields null.
type Path struct {
	X     Scalar
	Steps []Step
	Span  syntax.Span
}

// Step is one step of a Path: a name, or an index that is computed (of type long: a position, negative from the end; of
// type string: a name).
type Step struct {
	Name  string
	Index Scalar // nil for a name
}

// Lookup is toscalar(...): column Col of the first row of a relation that does not depend on the row; null for no
// rows.
type Lookup struct {
	Rel  Rel
	Col  ColID
	T    symbol.Type
	Span syntax.Span
}

// InRel is `x in (T)`: whether x is among the values of column Col of the relation. Fold compares without case.
type InRel struct {
	X         Scalar
	Rel       Rel
	Col       ColID
	Not, Fold bool
	Span      syntax.Span
}

// HasRel is `x has_any (T)` and has_all: the terms are the values of column Col of the relation.
type HasRel struct {
	X    Scalar
	Rel  Rel
	Col  ColID
	Fn   *builtin.Function
	Span syntax.Span
}

func (c *Col) Type() symbol.Type    { return c.T }
func (c *Const) Type() symbol.Type  { return c.Value.Type }
func (c *Call) Type() symbol.Type   { return c.T }
func (c *Cast) Type() symbol.Type   { return c.T }
func (*Path) Type() symbol.Type     { return symbol.Dynamic }
func (l *Lookup) Type() symbol.Type { return l.T }
func (*InRel) Type() symbol.Type    { return symbol.Bool }
func (*HasRel) Type() symbol.Type   { return symbol.Bool }

func (c *Col) Place() syntax.Span    { return c.Span }
func (c *Const) Place() syntax.Span  { return c.Span }
func (c *Call) Place() syntax.Span   { return c.Span }
func (c *Cast) Place() syntax.Span   { return c.X.Place() }
func (p *Path) Place() syntax.Span   { return p.Span }
func (l *Lookup) Place() syntax.Span { return l.Span }
func (x *InRel) Place() syntax.Span  { return x.Span }
func (x *HasRel) Place() syntax.Span { return x.Span }

// Null returns the null constant of a type; of string, the empty string.
func Null(t symbol.Type) *Const {
	return &Const{Value: symbol.Value{Type: t, Null: t != symbol.String}}
}

// Long returns a constant of type long.
func Long(n int64) *Const { return &Const{Value: symbol.Value{Type: symbol.Long, Int: n}} }

// Text returns a constant of type string.
func Text(s string) *Const { return &Const{Value: symbol.Value{Type: symbol.String, Str: s}} }

// Sign returns the row of a scalar operator.
func Sign(name string) *builtin.Function {
	if f := builtin.Named(builtin.Sign, name); f != nil {
		return f
	}
	return &builtin.Function{Name: name, Kind: builtin.Sign}
}
