package duckdb

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"go.uber.org/zap"
)

// Codes of the engine's own errors.
const (
	codeUnsupported = "unsupported"
	codeInvalid     = "invalid"
	codeMemory      = "memory"
	codeFailed      = "failed" // a function of the query refused its operands: assert(), a broken regular expression
	codeInternal    = "internal"
)

// view is a database as one query sees it: its tables at one moment, and the query's named results before them.
type view struct {
	db      *Database
	symbols *symbol.Database
	own     map[*symbol.Table]Source
	mu      sync.Mutex
	read    readTables
	waiting []func(context.Context) error // of tables that were asked for and may not be loaded yet
}

// Database implements bind.Catalog.
func (v *view) Database() *symbol.Database { return v.symbols }

// Lookup implements bind.Catalog: there is one database, and it may be named.
func (v *view) Lookup(cluster, database string) (*symbol.Database, bool) {
	if cluster == "" && (database == "" || database == v.symbols.Name) {
		return v.symbols, true
	}
	return nil, true
}

func (v *view) source(t *symbol.Table) (Source, bool) {
	if s, ok := v.own[t]; ok {
		return s, true
	}
	s, ok := v.db.source(t)
	v.read.add(t.Name)
	if s.Load != nil {
		v.mu.Lock()
		v.waiting = append(v.waiting, s.Load)
		v.mu.Unlock()
	}
	return s, ok
}

// ready loads the tables that were asked for since it was called last. It goes before every statement that reads them.
func (v *view) ready(ctx context.Context) error {
	v.mu.Lock()
	waiting := v.waiting
	v.waiting = nil
	v.mu.Unlock()
	for _, load := range waiting {
		if err := load(ctx); err != nil {
			return err
		}
	}
	return nil
}

// view returns the database for one query.
func (d *Database) view(tables map[string]backend.Kept) (*view, error) {
	v := &view{db: d, symbols: d.Schema(), own: map[*symbol.Table]Source{}}
	if len(tables) == 0 {
		return v, nil
	}
	over := &symbol.Database{Name: v.symbols.Name, Pretty: v.symbols.Pretty, Tables: map[string]*symbol.Table{}, Functions: v.symbols.Functions}
	for name, t := range v.symbols.Tables {
		over.Tables[name] = t
	}
	for name, k := range tables {
		own, ok := k.(*kept)
		if !ok || own.engine != d.engine {
			return nil, &result.QueryError{Code: codeInvalid, Message: "the result " + name + " is not kept by this engine"}
		}
		t, src := own.table(name)
		over.Tables[name] = t
		v.own[t] = src
	}
	v.symbols = over
	return v, nil
}

// Run implements backend.Backend. The statements of the query run one after the other, as their results are read.
func (d *Database) Run(ctx context.Context, q backend.Query) (_ result.Set, err error) {
	defer d.engine.recovered(&err)
	v, err := d.view(q.Tables)
	if err != nil {
		return nil, err
	}
	tree := syntax.Parse(q.Text)
	for _, e := range tree.Errors {
		return nil, &result.QueryError{Code: e.Code, Message: e.Message, Start: e.Span.Start, End: e.Span.End}
	}
	s := &resultSet{v: v, engine: d.engine, query: q, now: nowTicks(time.Now())}
	options := bind.Options{Params: q.Params, Discovered: map[*syntax.EvaluateOp]*symbol.Rows{}}
	for range maxDiscoveries {
		info := bind.Query(tree, v, options)
		for _, g := range info.Diagnostics {
			if g.Severity == bind.Error {
				return nil, &result.QueryError{Code: g.Code, Message: g.Message + d.absence(g.Code, q.Text, g.Span), Start: g.Span.Start, End: g.Span.End}
			}
		}
		s.plan, err = plan.Of(info, plan.Options{Discover: &discovery{ctx: ctx, set: s}})
		var needs *plan.NeedsColumns
		if !errors.As(err, &needs) || options.Discovered[needs.Op] != nil {
			break
		}
		options.Discovered[needs.Op] = needs.Rows
	}
	if err != nil {
		s.stages.drop(d.engine)
		return nil, queryError(err)
	}
	d.begin()
	s.ended = sync.OnceFunc(d.end)
	return s, nil
}

// maxDiscoveries bounds how many operators of one query may have columns that depend on data.
const maxDiscoveries = 50

// recovered turns a panic of planning or writing into an error of this query, and logs it.
func (e *Engine) recovered(err *error) {
	if p := recover(); p != nil {
		e.log.Error("panic while a query was compiled", zap.Any("panic", p), zap.Stack("stack"))
		*err = &result.QueryError{Code: codeInternal, Message: "the embedded engine failed on this query; the log has the details"}
	}
}

func nowTicks(t time.Time) int64 { return t.UnixMicro()*10 + 621355968000000000 }

// queryError makes an error of planning or running one for the user.
func queryError(err error) error {
	var u *plan.Unsupported
	var i *plan.Invalid
	var s *sqlError
	var q *result.QueryError
	switch {
	case err == nil, errors.As(err, &q), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, io.EOF):
		return err
	case errors.As(err, &u):
		return &result.QueryError{Code: codeUnsupported, Message: u.Error(), Start: u.Span.Start, End: u.Span.End}
	case errors.As(err, &i):
		return &result.QueryError{Code: codeInvalid, Message: i.Message, Start: i.Span.Start, End: i.Span.End}
	case errors.As(err, &s):
		if s.outOfMemory() {
			return &result.QueryError{Code: codeMemory, Message: "the query needs more memory than the embedded engine may use"}
		}
		if strings.Contains(s.msg, "expression depth limit") {
			return &result.QueryError{Code: codeUnsupported, Message: "the query is a chain of too many steps for the embedded engine: name a result halfway (`//% as`), and go on from it"}
		}
		if said, ok := strings.CutPrefix(s.msg, "Invalid Input Error: "); ok {
			return &result.QueryError{Code: codeFailed, Message: firstLine(said)}
		}
		return &result.QueryError{Code: codeInternal, Message: "the embedded engine failed: " + firstLine(s.msg)}
	}
	return &result.QueryError{Code: codeInternal, Message: err.Error()}
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// resultSet is the results of one query.
type resultSet struct {
	v      *view
	engine *Engine
	query  backend.Query
	plan   *plan.Plan
	now    int64
	n      int
	last   *resultReader
	ended  func() // tells the database, once
	stages stages
}

// Next implements result.Set.
func (s *resultSet) Next(ctx context.Context) (result.Result, error) {
	if s.last != nil {
		_ = s.last.Close()
		s.last = nil
	}
	if s.n >= len(s.plan.Results) {
		return result.Result{}, io.EOF
	}
	r := &s.plan.Results[s.n]
	s.n++
	rd := &resultReader{set: s, res: r, limit: s.query.MaxRows}
	if rd.limit <= 0 {
		rd.limit = -1
	}
	for _, c := range r.Columns {
		rd.columns = append(rd.columns, result.Column{Name: c.Name, Type: c.Type})
	}
	s.last = rd
	out := result.Result{Reader: rd, Name: r.Name, Ordered: r.Ordered}
	if r.Chart != nil {
		out.Chart = &result.Chart{Kind: r.Chart.Kind, Props: r.Chart.Props}
	}
	return out, nil
}

// Close implements result.Set.
func (s *resultSet) Close() error {
	defer s.ended()
	defer s.stages.drop(s.engine)
	if s.last != nil {
		return s.last.Close()
	}
	return nil
}

// writer returns a writer of relations of a plan. The stages that it meets are computed under ctx.
func (s *resultSet) writer(ctx context.Context, p *plan.Plan, wrap bool) *writer {
	w := &writer{tables: s.v.source, wrap: wrap, now: s.now, from: s.query.From, to: s.query.To, timeColumn: s.query.TimeColumn, plan: p, elems: map[*plan.Elements]*frame{}, shared: make([]*frame, len(p.Shared))}
	w.stage = func(st *plan.Stage) (string, error) { return s.compute(ctx, p, st, wrap) }
	return w
}

// write returns the SQL of a result. All its columns are in the form that columnSQL gives them.
func (s *resultSet) write(ctx context.Context, r *plan.Result, limit int64, wrap bool) (sql string, cols []col, err error) {
	defer s.engine.recovered(&err)
	w := s.writer(ctx, s.plan, wrap)
	return w.write(s.plan, r, limit)
}

// resultReader reads one result. It starts the query when the first batch is asked for.
type resultReader struct {
	set     *resultSet
	res     *plan.Result
	columns []result.Column
	limit   int64
	wrap    bool

	conn  *conn
	rows  *rows
	cols  []col
	sent  int64 // rows handed out
	skip  int64 // rows that were handed out before the query was written again
	ended error
	batch result.Batch
}

// Columns implements result.Reader.
func (r *resultReader) Columns() []result.Column { return r.columns }

func (r *resultReader) start(ctx context.Context) error {
	sql, cols, err := r.set.write(ctx, r.res, r.limit, r.wrap)
	if err != nil {
		return err
	}
	if err := r.set.v.ready(ctx); err != nil {
		return err
	}
	if r.conn == nil {
		if r.conn, err = r.set.engine.acquire(); err != nil {
			return err
		}
	}
	if r.rows, err = r.conn.query(ctx, sql); err != nil {
		r.set.engine.log.Debug("statement failed", zap.String("sql", sql), zap.Error(err))
		return err
	}
	r.cols = cols
	return nil
}

// Next implements result.Reader. When whole numbers leave their range, the query is written again with arithmetic that
// wraps, and rows that were handed out already are passed over.
func (r *resultReader) Next(ctx context.Context) (*result.Batch, error) {
	if r.ended != nil {
		return nil, r.ended
	}
	for {
		b, err := r.next(ctx)
		if err == nil {
			if b == nil {
				continue
			}
			return b, nil
		}
		var s *sqlError
		if errors.As(err, &s) && s.overflow() && !r.wrap {
			r.stop()
			r.wrap, r.skip, r.sent = true, r.sent, 0
			continue
		}
		r.ended = queryError(err)
		_ = r.Close()
		return nil, r.ended
	}
}

// next returns a batch, or nil when all of its rows were handed out before.
func (r *resultReader) next(ctx context.Context) (*result.Batch, error) {
	if r.rows == nil {
		if err := r.start(ctx); err != nil {
			return nil, err
		}
	}
	vecs, n, err := r.rows.next(ctx)
	if err != nil {
		return nil, err
	}
	from := 0
	if r.skip > r.sent {
		from = int(min(r.skip-r.sent, int64(n)))
	}
	r.sent += int64(n)
	if from == n {
		return nil, nil
	}
	r.batch = result.Batch{Len: n - from, Cols: make([]result.Vector, len(r.columns))}
	for i, c := range r.columns {
		r.batch.Cols[i] = vectorOf(&vecs[i], from, n, c.Type, r.cols[i].stamp)
	}
	return &r.batch, nil
}

// stop ends the running statement and keeps the connection.
func (r *resultReader) stop() {
	if r.rows != nil {
		r.rows.close()
		r.rows = nil
	}
}

// Close implements result.Reader.
func (r *resultReader) Close() error {
	r.stop()
	if r.conn != nil {
		r.set.engine.release(r.conn)
		r.conn = nil
	}
	if r.ended == nil {
		r.ended = io.EOF
	}
	return nil
}
