// Package plan turns a bound query into a relational plan: what is computed, without saying how.
//
// A plan has no syntax and no symbols of the query left in it: relations are Rel nodes, expressions are Scalar nodes,
// columns are numbers. Only spans of the text remain, so that an engine's refusal can be shown where it belongs.
//
// Invariants: a ColID is computed by exactly one node. An expression of a node refers to columns of its inputs only. What
// an engine cannot do is an *Unsupported with a span; planning never guesses.
package plan

import (
	"fmt"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Plan is what a query text computes: its results in order.
type Plan struct {
	Results []Result
	// Shared are the relations that Ref nodes refer to: computed once, used more than once. Each may refer to earlier ones.
	Shared []Shared
}

// Result is one table that the text yields.
type Result struct {
	Name    string // of a fork leg or facet; else empty
	Rel     Rel
	Columns []Column // the output, in order; all of them are columns of Rel
	Chart   *Chart   // nil without render
	// Ordered says that the rows have an order which the query asked for.
	Ordered bool
}

// Chart is a render operator.
type Chart struct {
	Kind  string
	Props map[string]string
}

// Shared is a relation that is computed once.
type Shared struct {
	Rel Rel
	// Materialize says that it must be computed once (materialize()), not just written once.
	Materialize bool
}

// Unsupported says what the embedded engine cannot run, and where that stands.
type Unsupported struct {
	Span      syntax.Span
	Construct string // "evaluate autocluster", "scan", "geo_..."
	Reason    string // one sentence, or empty
}

func (u *Unsupported) Error() string {
	if u.Reason == "" {
		return fmt.Sprintf("%s is not supported by the embedded engine", u.Construct)
	}
	return fmt.Sprintf("%s is not supported by the embedded engine: %s", u.Construct, u.Reason)
}

// Invalid is a mistake in the query that only shows when it is planned: an argument that must be a constant of a range.
type Invalid struct {
	Span    syntax.Span
	Message string
}

func (i *Invalid) Error() string { return i.Message }

// IsOrdered reports whether the rows of a relation have an order that the query asked for.
func IsOrdered(r Rel) bool {
	switch r := r.(type) {
	case *Sort:
		return true
	case *Limit:
		return len(r.By) > 0 || IsOrdered(r.In)
	case *Filter:
		return IsOrdered(r.In)
	case *Compute:
		return IsOrdered(r.In)
	case *Window:
		return IsOrdered(r.In)
	case *Serialize:
		return true
	case *Unnest:
		return IsOrdered(r.In)
	case *Stage:
		return r.Ordered
	case *Parse:
		return IsOrdered(r.In)
	}
	return false
}
