// Package result is a table of values on its way from an engine to whoever shows, keeps or sends it: typed columns, read
// in batches, so that a result of any size passes through bounded memory.
package result

import (
	"context"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Column is a column of a result.
type Column struct {
	Name string
	Type symbol.Type
}

// Vector is the values of one column of a batch. Which slice holds them follows from Type:
//
//	Ints     bool (0, 1), int, long; datetime: 100 ns ticks since 0001-01-01; timespan: 100 ns ticks
//	Reals    real, with NaN and infinities
//	Strings  string; decimal as digits; guid as 36 lower-case characters; dynamic as compact JSON text
type Vector struct {
	Type    symbol.Type
	Null    []bool // nil when none is null; strings are never null
	Ints    []int64
	Reals   []float64
	Strings []string
}

// IsNull reports whether value i is null.
func (v *Vector) IsNull(i int) bool { return v.Null != nil && v.Null[i] }

// Batch is some consecutive rows of a result. It is valid until the next call of Next.
type Batch struct {
	Len  int
	Cols []Vector
}

// Reader reads a result. Next returns io.EOF after the last batch; any other error ends the result and may be a
// *QueryError. Close may be called at any time, more than once, and stops the query.
type Reader interface {
	Columns() []Column
	Next(ctx context.Context) (*Batch, error)
	Close() error
}

// Chart is what a render operator asks for.
type Chart struct {
	Kind  string            `json:"kind"` // timechart, columnchart, piechart, table ...
	Props map[string]string `json:"props,omitempty"`
}

// Set is the results of one query text: one Reader for each tabular result, in order, read one after the other. Next
// returns io.EOF after the last.
type Set interface {
	Next(ctx context.Context) (Result, error)
	Close() error
}

// Note is a sentence that an engine wants to be shown with a result: what was left out of a file, a failure in part.
type Note struct {
	Severity string // info or warning
	Text     string
}

// Noter is a Set that has notes.
type Noter interface {
	// Notes returns what is to be said about the results that were read since it was called last.
	Notes() []Note
}

// Result is one result of a query and what goes with it.
type Result struct {
	Reader
	Name  string // of fork legs; else empty
	Chart *Chart // nil without render
	// Ordered says that the rows have an order that the query asked for.
	Ordered bool
}

// QueryError is an engine's refusal of a query, or a failure while it ran.
type QueryError struct {
	Code    string // the engine's code; "unsupported" for what the embedded engine can't do
	Message string
	// Start and End are bytes of the query text as it was given to the engine; both 0 when the place is not known.
	Start, End int
}

func (e *QueryError) Error() string { return e.Message }
