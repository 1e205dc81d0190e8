package plan

import (
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Rel is a relation: a bag of rows, in an order where one was asked for.
type Rel interface{ rel() }

// Scan reads a table of the database.
type Scan struct {
	Table   *symbol.Table
	Columns []ScanColumn
	Span    syntax.Span
}

// ScanColumn is a column that is read, by its name in the table.
type ScanColumn struct {
	Column
	Source *symbol.Column
}

// Values is rows of constants: datatable, print.
type Values struct {
	Columns []Column
	Rows    [][]Scalar
}

// Range is the rows From, From+Step ... up to To, in one column.
type Range struct {
	Column         Column
	From, To, Step Scalar
	Span           syntax.Span
}

// Filter keeps the rows for which Pred is true.
type Filter struct {
	In   Rel
	Pred Scalar
}

// Compute adds columns; the others stay. An expression must not refer to another one of the same node.
type Compute struct {
	In   Rel
	Cols []Computed
}

// Computed is a column and what computes it.
type Computed struct {
	Column
	X Scalar
}

// Aggregate makes one row of each group: keys, then aggregates. Without keys it yields one row, also of no rows.
// Group keys compare null with null, NaN with NaN.
type Aggregate struct {
	In   Rel
	Keys []Computed
	Aggs []Agg
}

// Agg is an aggregate column. X may combine several aggregate calls by scalar operators: sum(a) / count().
// When Star is set, the column carries along the value of the row that Star's extreme comes from: arg_max(x, *).
type Agg struct {
	Column
	X    Scalar
	Star *Extreme
}

// Extreme is arg_max or arg_min: the row whose By is the largest (Min: smallest). The Agg's X is evaluated in that row.
// Aggs that share one *Extreme see the same row.
type Extreme struct {
	By  Scalar
	Min bool
}

// Distinct keeps one row of each combination of the columns.
type Distinct struct {
	In   Rel
	Cols []Column
}

// JoinKind says which rows a join yields.
type JoinKind uint8

const (
	Inner JoinKind = iota
	LeftOuter
	RightOuter
	FullOuter
	LeftSemi
	LeftAnti
	RightSemi
	RightAnti
	Cross
)

// Join relates rows whose keys are equal (null with null). The column numbers of the sides are disjoint. Of an outer
// join, columns of a side without a match are null, strings empty.
type Join struct {
	Left, Right Rel
	Kind        JoinKind
	Keys        []JoinKey
	// DedupLeft: of left rows with equal keys, one is kept (innerunique).
	DedupLeft bool
	// On is a further condition on a pair of rows; nil for none.
	On Scalar
}

// JoinKey is a pair of equal expressions of one type.
type JoinKey struct{ Left, Right Scalar }

// Union is the rows of all legs, in their order.
type Union struct {
	Columns []Column
	Legs    []UnionLeg
}

// UnionLeg is a leg; From[i] computes column i of the union.
type UnionLeg struct {
	Rel  Rel
	From []Scalar
}

// SortKey orders by an expression.
type SortKey struct {
	X          Scalar
	Desc       bool
	NullsFirst bool
}

// Sort orders the rows.
type Sort struct {
	In Rel
	By []SortKey
}

// Limit keeps the first N rows, in the order of By if given, else in the order the rows have.
type Limit struct {
	In Rel
	N  Scalar
	By []SortKey
}

// Sample keeps N rows chosen at random.
type Sample struct {
	In Rel
	N  Scalar
}

// Serialize fixes the order that the rows have, so that window functions may see it.
type Serialize struct{ In Rel }

// Window adds columns whose expressions hold window functions (prev, next, row_number, row_cumsum ...), over the rows in
// their order.
type Window struct {
	In   Rel
	Cols []Computed
}

// Unnest makes a row of each element of arrays (mv-expand). Arrays side by side are zipped; the shorter are padded with
// null. A value that is no array stands for itself; a bag for one bag a property, or with PairArrays an array of key and
// value. A row without elements is kept once, with null, when all values are null; empty arrays drop it.
type Unnest struct {
	In         Rel
	Items      []UnnestItem
	Index      *Column // the position, type long; nil when not asked for
	Limit      Scalar  // elements a row at most; nil: all
	PairArrays bool
}

// UnnestItem is an array expression and the column its elements get. The column's type is dynamic or that of typeof.
type UnnestItem struct {
	Column
	X Scalar
}

// Apply runs Body for the elements of each row of In (mv-apply). Body's innermost input is an *Elements node; columns of
// In that Body refers to keep their numbers. The output is the columns of In and those of Body.
type Apply struct {
	In       Rel
	Items    []UnnestItem
	Index    *Column
	Limit    Scalar
	RowID    ColID // numbers the rows of In; a column that the node adds
	Body     Rel
	Elements *Elements
	Span     syntax.Span
}

// Elements is the rows that an Apply hands to its body: the elements of one row, with that row's columns.
type Elements struct{ Columns []Column }

// Parse adds the columns that a pattern finds in a string. Without a match they are null (strings empty), or with
// OnlyMatches the row is dropped.
type Parse struct {
	In          Rel
	X           Scalar
	Pattern     []ParsePart
	Kind        string // simple, regex, relaxed
	Flags       string // of regex
	OnlyMatches bool
	Columns     []Column // one for each part that has a Column, in order
	Span        syntax.Span
}

// ParsePart is literal text, anything (Star), or a column.
type ParsePart struct {
	Text   string
	Star   bool
	Column *Column
}

// ParseKv adds the columns that key and value pairs in a string give.
type ParseKv struct {
	In      Rel
	X       Scalar
	Columns []Column
	// PairDelimiter and KvDelimiter separate pairs, and key from value; Quotes are pairs of opening and closing quotes;
	// Escape is a character that takes the next one as it is; Greedy lets values hold spaces.
	PairDelimiter, KvDelimiter, Escape string
	Quotes                             []string
	Greedy                             bool
	Regex                              string
}

// Ref is the rows of a shared relation. Columns[i] has the values of Source[i].
type Ref struct {
	Shared  int // index in Plan.Shared
	Columns []Column
	Source  []ColID
}

// Given is rows that something outside of the plan supplies: a Go stage's output, a table that a discovery query made.
type Given struct {
	Name    string
	Columns []Column
}

// PerKey runs Body once for the rows of each distinct key (partition by). Body's innermost input is Elements.
type PerKey struct {
	In       Rel
	Keys     []Scalar
	Body     Rel
	Elements *Elements
}

// MakeSeries makes one row of each group, with an array for each aggregate: its value in every step of the axis.
type MakeSeries struct {
	In   Rel
	Keys []Computed
	Aggs []SeriesAgg
	// Axis is what is cut into steps; AxisColumn gets the array of their beginnings.
	Axis       Scalar
	AxisColumn Column
	// From and To bound the axis, the end exclusive; nil: what the data spans.
	From, To, Step Scalar
	Span           syntax.Span
}

// SeriesAgg is an aggregate of a MakeSeries, and what stands where there are no rows.
type SeriesAgg struct {
	Column
	X, Default Scalar
}

func (*MakeSeries) rel() {}
func (*Scan) rel()       {}
func (*Values) rel()     {}
func (*Range) rel()      {}
func (*Filter) rel()     {}
func (*Compute) rel()    {}
func (*Aggregate) rel()  {}
func (*Distinct) rel()   {}
func (*Join) rel()       {}
func (*Union) rel()      {}
func (*Sort) rel()       {}
func (*Limit) rel()      {}
func (*Sample) rel()     {}
func (*Serialize) rel()  {}
func (*Window) rel()     {}
func (*Unnest) rel()     {}
func (*Apply) rel()      {}
func (*Elements) rel()   {}
func (*Parse) rel()      {}
func (*ParseKv) rel()    {}
func (*Ref) rel()        {}
func (*Given) rel()      {}
func (*PerKey) rel()     {}
