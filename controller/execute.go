package controller

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/dataflow"
	"github.com/huntbook/huntbook/controller/render"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/schema"
	"go.uber.org/zap"
)

const (
	// firstPage is how many rows are in an output.
	firstPage = 100
	// usualRows is how many rows of a result are held without a `rows` setting.
	usualRows = 1_000_000
)

// execution is one run of one cell. What it needs of the session is taken when it begins: later changes of the notebook
// do not touch it.
type execution struct {
	n     *session
	job   *job
	start time.Time

	graph  *dataflow.Graph
	cell   int
	node   *dataflow.Node
	values map[string]string
	folder string
	path   string
	span   string // the notebook's time scope
	conns  []string

	meaning  dataflow.Meaning
	comp     *dataflow.Composition
	inputs   map[string]*held // by the cell that made it
	tables   map[string]backend.Kept
	release  []func()
	tainted  bool
	from, to int64

	results []*held
	bundles []map[string]any
}

// execute runs a cell that was started, and tells how it ended.
func (n *session) execute(j *job, order int) (state string) {
	e := &execution{n: n, job: j, start: time.Now(), inputs: map[string]*held{}}
	failure := e.guarded()
	for _, done := range e.release {
		done()
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	run := n.run(j.cell)
	state = stateFresh
	switch {
	case failure == nil:
	case j.ctx.Err() != nil:
		state = stateCancelled
	default:
		state = stateFailed
	}
	if state != stateCancelled || len(e.results) > 0 {
		for _, h := range run.results {
			n.s.release(h)
		}
		run.results, run.bundles = e.results, e.bundles
	}
	run.state, run.meaning, run.key, run.lost, run.failure, run.order = state, e.meaning, e.meaning.Key(), "", failure, order
	run.inputs = map[string]string{}
	for cell, h := range e.inputs {
		run.inputs[cell] = h.id
	}
	n.end(j)
	event := Event{Cell: j.cell, Millis: time.Since(e.start).Milliseconds()}
	switch state {
	case stateFresh:
		event.Kind = "done"
		if h := run.named(); h != nil {
			event.Schemas = []ResultSchema{{Cell: j.cell, Name: h.name, Columns: schemaColumns(h.columns)}}
		}
	case stateFailed:
		event.Kind, event.Error = "failed", failure
	case stateCancelled:
		event.Kind = "cancelled"
	}
	n.emit(event)
	n.tell()
	return state
}

// guarded runs the cell; a panic in it is the cell's failure, not the process's.
func (e *execution) guarded() (failure *CellError) {
	defer func() {
		if p := recover(); p != nil {
			e.n.s.o.Log.Error("cell", zap.Any("panic", p), zap.ByteString("stack", debug.Stack()))
			failure = &CellError{Code: "HB199", Message: fmt.Sprintf("Huntbook itself failed on this cell: %v", p), Remedy: "the log has the details"}
		}
	}()
	return e.run()
}

func (e *execution) run() *CellError {
	if failure := e.prepare(); failure != nil {
		return failure
	}
	if !e.node.Runs {
		return e.check(nil)
	}
	for i, name := range e.conns {
		conn, failure := e.n.s.connection(name, e.folder)
		if failure != nil {
			return e.atSetting("on", failure)
		}
		if failure := e.on(conn, i); failure != nil {
			return failure
		}
	}
	return nil
}

// prepare takes what the run needs of the session.
func (e *execution) prepare() *CellError {
	n := e.n
	n.mu.Lock()
	defer n.mu.Unlock()
	e.graph, e.cell, e.values, e.folder, e.path, e.span = n.graph, n.graph.Index(e.job.cell), n.values, n.folder(), n.path, n.settings.Timespan
	if e.cell < 0 {
		return &CellError{Message: "the cell was deleted before its turn came"}
	}
	e.node = &e.graph.Cells[e.cell]
	e.meaning = n.meaning(e.cell)
	if e.node.Language != "kusto" {
		return &CellError{Code: "HB131", Message: fmt.Sprintf("cells in %q do not run here", e.node.Language), Remedy: "Huntbook runs cells in KQL"}
	}
	if e.conns = e.node.Settings.On; len(e.conns) == 0 {
		e.conns = []string{n.connectionName(e.cell)}
	}
	if len(e.conns) > 1 && e.node.Settings.As != "" {
		return e.atSetting("as", &CellError{Code: "HB132", Message: fmt.Sprintf("%q names one result, and this cell runs on %d connections", e.node.Settings.As, len(e.conns)),
			Remedy: "run it on one connection, or leave out the name"})
	}
	names := make([]string, len(e.graph.Cells))
	for i := range names {
		names[i] = n.connectionName(i)
	}
	e.comp = e.graph.Compose(e.cell, e.composing(names, e.conns[0], nil))
	for _, use := range e.comp.Results {
		h := n.runs[use.Cell].named()
		if h == nil {
			remedy := "run the cell that makes it first, or this one with what it needs"
			if r := n.runs[use.Cell]; r != nil && r.state == stateFailed {
				remedy = "the cell that makes it failed; see there"
			}
			return e.problem(dataflow.Problem{Place: use.Use, Code: "HB133", Message: fmt.Sprintf("%q has no rows yet", use.Name), Remedy: remedy})
		}
		e.inputs[use.Cell] = h
		e.tainted = e.tainted || h.tainted
	}
	return nil
}

// composing are the options of a composition for a connection.
func (e *execution) composing(names []string, conn string, text func(dataflow.ResultUse) (string, error)) dataflow.Options {
	return dataflow.Options{
		Connection: func(cell int) string {
			if cell == e.cell || names == nil || isFile(e.graph.Cells[cell].ID) {
				return conn
			}
			return names[cell]
		},
		Values:     e.values,
		ResultText: text,
	}
}

// on runs the cell on one connection.
func (e *execution) on(conn schema.Connection, turn int) *CellError {
	backends, _ := e.n.s.engines()
	if backends == nil {
		return &CellError{Message: "the controller is ending"}
	}
	switch {
	case conn.Kind == schema.KindSchema:
		return e.atSetting("on", &CellError{Code: "HB134", Message: fmt.Sprintf("the connection %q is a schema only: it completes and checks, and runs nothing", conn.Name),
			Remedy: "choose a connection that runs queries"})
	case conn.Protected && len(e.node.Settings.On) == 0:
		return &CellError{Code: "HB135", Message: fmt.Sprintf("the connection %q is protected: a cell runs on it only when it says so itself", conn.Name),
			Remedy: fmt.Sprintf("write a line `//%% on %s` into this cell", conn.Name)}
	case conn.Name == schema.LocalName && e.folder == "":
		return &CellError{Code: "HB136", Message: "the notebook has no folder yet, and the connection `local` is the data files of its folder", Remedy: "save the notebook first"}
	}
	e.n.emit(Event{Kind: "progress", Cell: e.job.cell, Text: "connecting to " + conn.Name})
	ctx := e.job.ctx
	if t := e.node.Settings.Timeout; t > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, t)
		defer cancel()
	}
	engine, catalog, err := backends.Open(ctx, conn, e.folder)
	if err != nil {
		return e.failure(ctx, err)
	}
	if failure := e.take(ctx, conn); failure != nil {
		return failure
	}
	if len(e.comp.Problems) > 0 {
		return e.problem(e.comp.Problems...)
	}
	if conn.Kind == schema.KindFiles {
		if failure := e.check(catalog); failure != nil {
			return failure
		}
	}
	q, failure := e.query(conn)
	if failure != nil {
		return failure
	}
	e.n.emit(Event{Kind: "progress", Cell: e.job.cell, Text: "running on " + conn.Name})
	started := time.Now()
	set, err := engine.Run(ctx, q)
	if err != nil {
		return e.failure(ctx, err)
	}
	defer set.Close()
	return e.collect(ctx, conn, q, set, started)
}

// take gets hold of the named results that the cell uses: as tables for the embedded engine, as text for the others.
func (e *execution) take(ctx context.Context, conn schema.Connection) *CellError {
	local := conn.Kind == schema.KindFiles
	e.tainted = e.tainted || conn.LocalOnly
	e.tables = map[string]backend.Kept{}
	kept := map[string]backend.Kept{}
	for _, use := range e.comp.Results {
		h := e.inputs[use.Cell]
		k, done, ok, err := h.use(ctx)
		if err != nil {
			return e.failure(ctx, fmt.Errorf("the saved rows of %q: %w", use.Name, err))
		}
		if !ok {
			return e.problem(dataflow.Problem{Place: use.Use, Code: "HB133", Message: fmt.Sprintf("the rows of %q are gone", use.Name), Remedy: "run the cell that makes it again"})
		}
		e.release = append(e.release, done)
		kept[use.Cell] = k
		e.tables[use.As] = k
	}
	if local {
		return nil
	}
	e.tables = nil
	// The composition again, for this connection: results become text, parameters what the engine takes.
	o := e.composing(nil, conn.Name, func(use dataflow.ResultUse) (string, error) {
		if e.inputs[use.Cell].tainted {
			return "", fmt.Errorf("%q comes from a connection whose data stays local; it does not travel to %q", use.Name, conn.Name)
		}
		return travel(ctx, use.Name, kept[use.Cell])
	})
	o.Declare = conn.Kind == schema.KindKusto
	problems := e.comp.Problems
	e.comp = e.graph.Compose(e.cell, o)
	for _, p := range problems {
		if p.Code == "HB110" { // the connections of definitions were compared before
			e.comp.Problems = append(e.comp.Problems, p)
		}
	}
	return nil
}

// query is what the engine is asked.
func (e *execution) query(conn schema.Connection) (backend.Query, *CellError) {
	q := backend.Query{Text: e.comp.Text, RequestID: "huntbook;" + newID(), Tables: e.tables}
	scope := e.node.Settings.Scope
	if scope == nil && e.span != "" {
		s, bad := dataflow.ParseScope(e.span)
		if bad != "" {
			return q, &CellError{Code: "HB137", Message: fmt.Sprintf("the notebook's time scope %q is none", e.span), Remedy: bad}
		}
		scope = s
	}
	e.from, e.to = scope.Bounds(dataflow.Ticks(time.Now()))
	q.From, q.To = e.from, e.to
	// One row more than is held tells whether there are more.
	switch rows := e.node.Settings.Rows; {
	case rows > 0:
		q.MaxRows = rows + 1
	case conn.Kind == schema.KindFiles:
		q.MaxRows = usualRows + 1
	}
	if conn.Kind != schema.KindKusto {
		return q, nil
	}
	for _, p := range e.comp.Params {
		if !p.Given {
			continue
		}
		v, ok := constant(p)
		if !ok {
			return q, e.problem(dataflow.Problem{Place: p.Decl, Code: "HB112", Message: fmt.Sprintf("the value of query parameter %q is no %s", p.Name, p.Type)})
		}
		if q.Params == nil {
			q.Params = map[string]symbol.Value{}
		}
		q.Params[p.As] = v
	}
	return q, nil
}

// nothing is a catalog without tables.
type nothing struct{}

func (nothing) Database() *symbol.Database                     { return &symbol.Database{Loading: true} }
func (nothing) Lookup(string, string) (*symbol.Database, bool) { return nil, false }

// constant is the value given for a parameter.
func constant(p dataflow.Param) (symbol.Value, bool) {
	text, bad := dataflow.Literal(p.Type, p.Value)
	if bad != "" {
		return symbol.Value{}, false
	}
	if p.Type == "dynamic" {
		return symbol.Value{Type: symbol.Dynamic, Str: p.Value}, true
	}
	tree := syntax.Parse("let v = " + text + ";")
	info := bind.Query(tree, nothing{}, bind.Options{})
	if len(info.Globals) != 1 || info.Globals[0].Const == nil {
		return symbol.Value{}, false
	}
	return *info.Globals[0].Const, true
}

// check binds the text against the catalog, so that what is wrong is said with its place in the cell before anything runs.
// Only the embedded engine's queries are checked so: other engines know better than we what they take.
func (e *execution) check(catalog bind.Catalog) *CellError {
	tree := syntax.Parse(e.comp.Text)
	failure := &CellError{}
	add := func(span syntax.Span, code, message string) {
		if failure.Message == "" {
			failure.Code, failure.Message = code, message
		}
		failure.Diagnostics = append(failure.Diagnostics, e.diagnostic(span, code, message)...)
	}
	for _, err := range tree.Errors {
		add(err.Span, err.Code, err.Message)
	}
	if catalog != nil && failure.Message == "" && !e.node.Command {
		var outer []*symbol.Variable
		for name, k := range e.tables {
			outer = append(outer, &symbol.Variable{Name: name, Kind: symbol.LetTable, Rows: rowsOf(k.Columns())})
		}
		for _, d := range bind.Query(tree, catalog, bind.Options{Outer: outer}).Diagnostics {
			if d.Severity == bind.Error {
				add(d.Span, d.Code, d.Message)
			}
		}
	}
	if failure.Message == "" {
		return nil
	}
	return failure
}

func rowsOf(cols []result.Column) *symbol.Rows {
	rows := &symbol.Rows{}
	for _, c := range cols {
		rows.Columns = append(rows.Columns, &symbol.Column{Name: c.Name, Type: c.Type})
	}
	return rows
}

// diagnostic puts an error at the place of the cell that holds the text; none for text of ours.
func (e *execution) diagnostic(span syntax.Span, code, message string) []Diagnostic {
	p, ok := e.comp.Place(span)
	if !ok {
		return nil
	}
	return []Diagnostic{Diagnostic{Severity: "error", Code: code, Message: message}.at(p.Cell, e.text(p.Cell), p.Span)}
}

func (e *execution) text(cell string) string {
	if i := e.graph.Index(cell); i >= 0 {
		return e.graph.Cells[i].Text
	}
	return ""
}

// problem is the failure of a cell that can't run.
func (e *execution) problem(problems ...dataflow.Problem) *CellError {
	failure := &CellError{Code: problems[0].Code, Message: problems[0].Message, Remedy: problems[0].Remedy}
	for _, p := range problems {
		d := Diagnostic{Severity: "error", Code: p.Code, Message: p.Message}
		failure.Diagnostics = append(failure.Diagnostics, d.at(p.Cell, e.text(p.Cell), p.Span))
	}
	return failure
}

// atSetting puts a failure at a setting's value, when the cell has that setting.
func (e *execution) atSetting(key string, failure *CellError) *CellError {
	if s := e.node.Settings.Get(key); s != nil {
		d := Diagnostic{Severity: "error", Code: failure.Code, Message: failure.Message}
		failure.Diagnostics = append(failure.Diagnostics, d.at(e.node.ID, e.node.Text, s.ValueSpan))
	}
	return failure
}

// failure translates what an engine says.
func (e *execution) failure(ctx context.Context, err error) *CellError {
	if ctx.Err() != nil && e.job.ctx.Err() == nil {
		return &CellError{Code: "HB138", Message: fmt.Sprintf("stopped after %v, as `//%% timeout` says", e.node.Settings.Timeout), Remedy: "raise the timeout, or ask for less"}
	}
	var q *result.QueryError
	if errors.As(err, &q) {
		failure := &CellError{Code: q.Code, Message: q.Message}
		if q.End > q.Start {
			failure.Diagnostics = e.diagnostic(syntax.Span{Start: q.Start, End: q.End}, q.Code, q.Message)
		}
		return failure
	}
	return &CellError{Message: err.Error()}
}

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
		if last, err = e.keep(ctx, conn, q, store, res, started); err != nil {
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

func (e *execution) keep(ctx context.Context, conn schema.Connection, q backend.Query, store backend.Store, res result.Result, started time.Time) (*shown, error) {
	defer res.Close()
	limit := int64(usualRows)
	if r := e.node.Settings.Rows; r > 0 {
		limit = r
	}
	kept, err := store.Keep(ctx, res, limit)
	if err != nil {
		return nil, err
	}
	h := &held{id: newID(), cell: e.job.cell, folder: e.folder, at: now(), columns: render.Columns(kept.Columns()), rows: kept.Rows(), tainted: e.tainted, kept: kept}
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
	switch {
	case e.path == "" || e.n.s.o.SaveNone:
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
