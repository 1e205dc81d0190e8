package controller

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/render"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/schema"
	"go.uber.org/zap"
)

// collect reads all results of the query: each is kept, and shown by its first page.
func (e *execution) collect(ctx context.Context, conn schema.Connection, q backend.Query, set result.Set, started time.Time) *CellError {
	store, err := e.n.s.store(e.folder)
	if err != nil {
		return e.failure(ctx, err)
	}
	var last *shown
	for {
		res, err := set.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return e.failure(ctx, err)
		}
		if last, err = e.keep(ctx, conn, q, store, set, res, started); err != nil {
			return e.failure(ctx, err)
		}
	}
	if as := e.node.Settings.As; as != "" && last != nil {
		e.name(ctx, conn, last, as)
	}
	return nil
}

// shown is a result with its output.
type shown struct {
	held  *held
	out   *render.Result
	index int
}

func (e *execution) keep(ctx context.Context, conn schema.Connection, q backend.Query, store backend.Store, set result.Set, res result.Result, started time.Time) (*shown, error) {
	defer res.Close()
	limit := int64(usualRows)
	if r := e.node.Settings.Rows; r > 0 {
		limit = r
	}
	kept, err := store.Keep(ctx, res, limit)
	if err != nil {
		return nil, err
	}
	h := &held{id: newID(), cell: e.job.cell, folder: e.folder, at: now(), columns: render.Columns(kept.Columns()), rows: kept.Rows(), truncated: kept.Truncated(), tainted: e.tainted, kept: kept}
	// From here on the result is the cell's, also when what follows fails.
	e.results = append(e.results, h)
	e.n.s.hold(h)
	page, _, err := kept.Page(ctx, backend.Page{Limit: firstPage})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(q.Text))
	out := &render.Result{Version: render.Version, ID: h.id, Name: res.Name, Columns: h.columns, Rows: render.Rows(page), Total: h.rows, Truncated: kept.Truncated(),
		Source: render.Source{Connection: conn.Name, Database: conn.Database, Query: hex.EncodeToString(sum[:8]), Meaning: e.meaning.Key(), Local: e.tainted, At: h.at,
			Millis: time.Since(started).Milliseconds(), Rows: h.rows}}
	if v := e.node.Settings.View; v == "table" || v == "chart" {
		out.View = v
	}
	if e.from != 0 || e.to != 0 {
		out.Source.From, out.Source.To = string(result.AppendDatetime(nil, e.from)), string(result.AppendDatetime(nil, e.to))
	}
	if len(e.inputs) > 0 {
		out.Source.Inputs = map[string]string{}
		for cell, in := range e.inputs {
			out.Source.Inputs[cell] = in.id
		}
	}
	if out.Truncated {
		out.Notes = append(out.Notes, render.Note{Severity: "warning", Text: "The query has more rows; the first " + strconv.FormatInt(h.rows, 10) + " are held. A line `//% rows N` holds another number."})
	}
	if noter, ok := set.(result.Noter); ok {
		for _, note := range noter.Notes() {
			out.Notes = append(out.Notes, render.Note(note))
		}
	}
	for _, in := range e.inputs {
		if in.truncated {
			out.Notes = append(out.Notes, render.Note{Severity: "warning", Text: "It is computed from " + in.name + ", of which only the first " + strconv.FormatInt(in.rows, 10) + " rows are held."})
		}
	}
	if e.timeless && e.node.Settings.Scope != nil && (e.from != 0 || e.to != 0) {
		out.Notes = append(out.Notes, render.Note{Severity: "info", Text: "The time scope had no effect: no table here has a column " + strings.Join(slices.DeleteFunc(timeColumns(conn), func(c string) bool { return c == "" }), " or ") + ". A connection's \"timeColumn\" names another one."})
	}
	if err := e.chart(ctx, kept, res.Chart, out); err != nil {
		return nil, err
	}
	s := &shown{held: h, out: out, index: len(e.bundles)}
	e.bundles = append(e.bundles, nil)
	e.show(s)
	return s, nil
}

func (e *execution) chart(ctx context.Context, kept backend.Kept, want *result.Chart, out *render.Result) error {
	if want == nil {
		return nil
	}
	rows, err := kept.Read(ctx)
	if err != nil {
		return err
	}
	defer rows.Close()
	chart, why, err := render.BuildChart(ctx, want, rows)
	if err != nil {
		return err
	}
	out.Chart = chart
	if why != "" {
		out.Notes = append(out.Notes, render.Note{Severity: "info", Text: why + "."})
	}
	return nil
}

// show emits a result's output, or emits it anew.
func (e *execution) show(s *shown) {
	e.bundles[s.index] = render.Bundle(s.out)
	e.n.emit(Event{Kind: "output", Cell: e.job.cell, Index: s.index, Output: e.bundles[s.index]})
}

// name makes a result the cell's named one, and saves it beside the notebook.
func (e *execution) name(ctx context.Context, conn schema.Connection, s *shown, as string) {
	out := *s.out // the one that was shown may still be on its way
	s.out = &out
	s.held.name, out.Name = as, as
	backends, _ := e.n.s.engines()
	switch {
	case e.path == "" || e.n.s.o.SaveNone || backends == nil || !backends.Local():
	case e.node.Settings.Keep == "none" || conn.Discard:
		forget(e.path, as, "")
	default:
		k, done, ok, _ := s.held.use(ctx)
		if !ok {
			break
		}
		path, err := save(ctx, k, e.path, as, s.held.id)
		done()
		if err != nil {
			e.n.s.o.Log.Warn("saving a named result", zap.String("name", as), zap.Error(err))
			out.Notes = append(out.Notes, render.Note{Severity: "warning", Text: "The rows of " + as + " could not be saved: " + err.Error() + ". They are gone when the controller ends."})
			break
		}
		s.held.path = path
		forget(e.path, as, path)
	}
	e.show(s)
}
