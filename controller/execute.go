package controller

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/dataflow"
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
	timeless bool // no table that the cell reads has a column that the time scope bounds

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
		return e.define()
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

// define checks a cell of definitions. Where its connection is an embedded one, they are checked against its tables.
func (e *execution) define() *CellError {
	conn, failure := e.n.s.connection(e.conns[0], e.folder)
	backends, _ := e.n.s.engines()
	if failure != nil || backends == nil || conn.Kind != schema.KindFiles || conn.Name == schema.LocalName && e.folder == "" {
		return e.check(nil, nil)
	}
	engine, catalog, err := backends.Open(e.job.ctx, conn, e.folder)
	if err != nil {
		return e.failure(e.job.ctx, err)
	}
	if failure := e.take(e.job.ctx, conn); failure != nil {
		return failure
	}
	return e.check(catalog, engine)
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
	for _, key := range [...]string{"from", "split"} {
		if e.node.Settings.Get(key) != nil {
			return e.atSetting(key, &CellError{Code: "HB139", Message: fmt.Sprintf("this version does not know `//%% %s`: the cell would not mean what it says", key),
				Remedy: unbuilt[key]})
		}
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

// unbuilt are the settings that have a meaning in the notebook's language but none here, and what to do instead.
var unbuilt = map[string]string{
	"from":  "a named result is used by its name, in the query itself",
	"split": "take the line out, and bound the time by a line `//% timespan` or in the query",
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
		if failure := e.check(catalog, engine); failure != nil {
			return failure
		}
	}
	e.timeless = catalog != nil && !e.node.Command && !e.reads(conn, catalog)
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
	q := backend.Query{Text: e.comp.Text, RequestID: "huntbook;" + newID(), TimeColumn: conn.TimeColumn, Tables: e.tables}
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
