// Package backend says what every engine that runs KQL offers to the controller: the embedded one, a Kusto cluster, a
// workspace. cmd hands the engines to the controller, so that a build without the embedded one still links.
package backend

import (
	"context"

	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Backend is a connection that runs KQL.
type Backend interface {
	// Run starts a query. It returns when the engine has accepted it; an engine's refusal is a *result.QueryError.
	// Cancelling ctx stops the query, on the server too where it can be told.
	Run(ctx context.Context, q Query) (result.Set, error)
	// Close ends the connection.
	Close() error
}

// Explainer is a Backend that may know why there is no table where a person expects one.
type Explainer interface {
	// WhyNoTable says in words why a table of that name is not there although something would be it, such as a file that
	// can't be read; empty when there is nothing to say.
	WhyNoTable(name string) string
}

// Query is a text to run, complete: definitions of other cells are already in it.
type Query struct {
	Text     string
	Database string                  // empty: the connection's own
	Params   map[string]symbol.Value // of declared query parameters
	// From and To bound the time column of the tables: 100 ns ticks, end exclusive; both 0 for no bound.
	From, To int64
	// TimeColumn is the column that From and To bound in tables that have neither TimeGenerated nor Timestamp; a cluster
	// bounds this one in all tables. Empty: none.
	TimeColumn string
	// MaxRows truncates each result, visibly; 0 for the engine's own limit, -1 for none.
	MaxRows int64
	// RequestID is ours and unique; a server knows the query by it.
	RequestID string
	// Tables are named results that the text may refer to; they hide tables of the same name. A remote engine gets them
	// as text instead, and this is empty.
	Tables map[string]Kept
}

// Store keeps results so that they can be paged, sorted, exported, saved, and used as tables of later queries.
type Store interface {
	// Keep reads a result to its end and keeps it. A result of the same engine is kept without leaving the engine.
	// At most maxRows are kept (0: no limit); Kept.Truncated tells.
	Keep(ctx context.Context, r result.Result, maxRows int64) (Kept, error)
	// Load keeps a table that was saved before.
	Load(ctx context.Context, path string) (Kept, error)
}

// Kept is a kept result. Its methods are safe for concurrent use until Drop.
type Kept interface {
	Columns() []result.Column
	Rows() int64
	Truncated() bool
	// Page returns rows in the order asked for; without sort keys, in the result's own order.
	Page(ctx context.Context, p Page) (rows *result.Batch, total int64, err error)
	// Read reads all rows, in the result's own order.
	Read(ctx context.Context) (result.Reader, error)
	// Save writes the table as Parquet, atomically, with the KQL types in its metadata, so that Load gives back the same.
	Save(ctx context.Context, path string) error
	Drop()
}

// Page is a slice of a kept result.
type Page struct {
	Offset int64
	Limit  int
	Sort   []SortKey
	Search string // only rows with a cell whose text contains it, without case; empty for all
}

// SortKey orders by a column, by position; KQL's null order (nulls smallest).
type SortKey struct {
	Column int
	Desc   bool
}
