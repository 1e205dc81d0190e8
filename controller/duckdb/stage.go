package duckdb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// A stage is computed while the statement that reads it is written: its inputs are statements of their own, and its
// rows become a table that lives as long as the query's results.

// rowsIn are the rows of a stage's input, or those that it makes.
type rowsIn struct {
	n    int
	cols []result.Vector
}

// maxStaged bounds how many rows a stage may read or make: they are all in this process's memory.
const maxStaged = 20_000_000

// stages are the tables that a query's stages have made.
type stages struct {
	mu     sync.Mutex
	tables map[*plan.Stage]string
	// fetched are the tables of stages without inputs, by what they read: a query that is planned twice reads once.
	fetched map[string]string
	all     []string
}

// drop removes the tables.
func (s *stages) drop(e *Engine) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.all {
		if err := e.exec(context.Background(), "DROP TABLE IF EXISTS "+t); err != nil && !errors.Is(err, errClosed) {
			e.log.Warn("drop the table of a stage")
		}
	}
	s.tables, s.fetched, s.all = nil, nil, nil
}

// staged reads what a stage made.
func (w *writer) staged(r *plan.Stage) *frame {
	name := ""
	if w.stage != nil {
		var err error
		if name, err = w.stage(r); err != nil {
			panic(bail{err})
		}
	} else {
		w.unsupported(r.Span, "this operator here", "")
	}
	f := &frame{cols: map[plan.ColID]col{}}
	var list []string
	for i, c := range r.Columns {
		list = append(list, "r"+itoa(i+1)+" AS "+colName(c.ID))
		f.cols[c.ID] = col{sql: colName(c.ID), t: c.Type, null: c.Type != symbol.String}
	}
	if r.Ordered {
		h := w.helper()
		list = append(list, "rowid AS "+h)
		f.order = []orderKey{{sql: h}}
	}
	f.name = w.cte("SELECT " + strings.Join(list, ", ") + " FROM " + name)
	return f
}

// compute runs a stage, once, and returns the table with its rows.
func (s *resultSet) compute(ctx context.Context, p *plan.Plan, st *plan.Stage, wrap bool) (string, error) {
	s.stages.mu.Lock()
	name, key := s.stages.tables[st], ""
	if name == "" && len(st.In) == 0 {
		key = fmt.Sprintf("%T %+v", st.Task, st.Task)
		name = s.stages.fetched[key]
	}
	s.stages.mu.Unlock()
	if name != "" {
		return name, nil
	}
	var in []rowsIn
	for _, i := range st.In {
		rows, err := s.collect(ctx, p, i, wrap)
		if err != nil {
			return "", err
		}
		in = append(in, rows)
	}
	out, err := s.perform(ctx, st, in, wrap)
	if err != nil {
		return "", stageError(st, err)
	}
	if out.n > maxStaged {
		return "", tooMany(st)
	}
	k := &kept{engine: s.engine, name: s.engine.name("stage")}
	for _, c := range st.Columns {
		k.columns = append(k.columns, result.Column{Name: c.Name, Type: c.Type})
	}
	c, err := s.engine.acquire()
	if err != nil {
		return "", err
	}
	defer s.engine.release(c)
	s.stages.mu.Lock()
	defer s.stages.mu.Unlock()
	s.stages.all = append(s.stages.all, k.name)
	if err := k.copy(ctx, c, &oneBatch{columns: k.columns, batch: &result.Batch{Len: out.n, Cols: out.cols}}, 0); err != nil {
		return "", err
	}
	if s.stages.tables == nil {
		s.stages.tables, s.stages.fetched = map[*plan.Stage]string{}, map[string]string{}
	}
	s.stages.tables[st] = k.name
	if key != "" {
		s.stages.fetched[key] = k.name
	}
	return k.name, nil
}

// stageError gives an error of a stage its place in the query.
func stageError(st *plan.Stage, err error) error {
	var q *result.QueryError
	if errors.As(err, &q) && q.End == 0 {
		at := *q
		at.Start, at.End = st.Span.Start, st.Span.End
		return &at
	}
	return err
}

func tooMany(st *plan.Stage) error {
	return &result.QueryError{Code: codeMemory, Message: fmt.Sprintf("more than %d rows reach this operator, which the embedded engine computes in memory", maxStaged), Start: st.Span.Start, End: st.Span.End}
}

// collect reads an input of a stage, in its order.
func (s *resultSet) collect(ctx context.Context, p *plan.Plan, in plan.StageInput, wrap bool) (rows rowsIn, err error) {
	w := s.writer(ctx, p, wrap)
	sql := ""
	if err := catch(func() {
		f := w.rel(in.Rel)
		sc := w.on(f)
		list := []string{"1"}
		for _, x := range in.Read {
			fx := sc.ticks(x)
			list = append(list, fx.sql+"::"+sqlTypeName(x.Type()))
		}
		sql = "SELECT " + strings.Join(list, ", ") + " FROM " + f.name + f.orderBy()
		sql = w.with() + sql
	}); err != nil {
		return rows, err
	}
	if err := s.v.ready(ctx); err != nil {
		return rows, err
	}
	c, err := s.engine.acquire()
	if err != nil {
		return rows, err
	}
	defer s.engine.release(c)
	r, err := c.query(ctx, sql)
	if err != nil {
		return rows, err
	}
	defer r.close()
	rows.cols = make([]result.Vector, len(in.Read))
	for i, x := range in.Read {
		rows.cols[i].Type = x.Type()
	}
	for {
		vecs, n, err := r.next(ctx)
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		for i, x := range in.Read {
			join(&rows.cols[i], vectorOf(&vecs[i+1], 0, n, x.Type(), false), rows.n, n)
		}
		if rows.n += n; rows.n > maxStaged {
			return rows, &result.QueryError{Code: codeMemory, Message: "too many rows for an operator that is computed in memory"}
		}
	}
}

// oneBatch is a reader of one batch.
type oneBatch struct {
	columns []result.Column
	batch   *result.Batch
}

func (r *oneBatch) Columns() []result.Column { return r.columns }

func (r *oneBatch) Next(context.Context) (*result.Batch, error) {
	b := r.batch
	if r.batch = nil; b == nil {
		return nil, io.EOF
	}
	return b, nil
}

func (r *oneBatch) Close() error { return nil }

// perform computes a stage.
func (s *resultSet) perform(ctx context.Context, st *plan.Stage, in []rowsIn, wrap bool) (rowsIn, error) {
	switch t := st.Task.(type) {
	case *plan.External:
		return s.external(ctx, t)
	case *plan.Sequences:
		return s.sequences(ctx, t, st, in[0])
	}
	return rowsIn{}, &plan.Unsupported{Span: st.Span, Construct: "this operator"}
}

// ofTexts makes columns of records; what a record lacks is empty.
func ofTexts(records [][]string, width int) rowsIn {
	out := rowsIn{n: len(records)}
	for i := range width {
		v := result.Vector{Type: symbol.String, Strings: make([]string, len(records))}
		for j, r := range records {
			if i < len(r) {
				v.Strings[j] = r[i]
			}
		}
		out.cols = append(out.cols, v)
	}
	return out
}
