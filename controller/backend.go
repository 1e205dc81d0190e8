// Package controller runs the cells of notebooks: which connection a cell goes to, what goes with it, what came of it.
package controller

import (
	"context"

	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Backend is an engine that runs KQL: the embedded one, a Kusto cluster, a workspace.
type Backend interface {
	// Run starts a query. It returns when the engine has accepted it; an engine's refusal is a *result.QueryError.
	// Cancelling ctx stops the query, on the server too where it can be told.
	Run(ctx context.Context, q Query) (result.Set, error)
	// Close ends the connection.
	Close() error
}

// Query is a text to run, complete: definitions of other cells are already in it.
type Query struct {
	Text   string
	Params map[string]symbol.Value // of declared query parameters
	// From and To bound the time column: ticks, end exclusive; both 0 for no bound.
	From, To int64
	// MaxRows truncates each result, 0 for the engine's own limit.
	MaxRows   int64
	RequestID string // ours, unique
}
