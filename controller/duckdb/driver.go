package duckdb

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	duck "github.com/duckdb/duckdb-go-bindings"
)

// conn is one connection to the database; one statement runs on it at a time.
type conn struct{ h duck.Connection }

// sqlError is what DuckDB says about a statement. It never reaches a user as it is: run.go translates it.
type sqlError struct {
	msg string
	sql string
}

func (e *sqlError) Error() string { return e.msg }

// overflow reports whether the statement failed because an integer left its range.
func (e *sqlError) overflow() bool {
	return strings.HasPrefix(e.msg, "Out of Range Error") && strings.Contains(e.msg, "verflow")
}

func (e *sqlError) outOfMemory() bool { return strings.HasPrefix(e.msg, "Out of Memory Error") }

// watch interrupts the connection when ctx ends, until the returned function is called. The interrupt is repeated,
// because a statement clears the mark when it starts.
func (c *conn) watch(ctx context.Context) (done func()) {
	if ctx.Done() == nil {
		return func() {}
	}
	stop, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-stop:
			return
		case <-ctx.Done():
		}
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			duck.Interrupt(c.h)
			select {
			case <-stop:
				return
			case <-tick.C:
			}
		}
	}()
	return func() { close(stop); <-ended }
}

// exec runs a statement for its effect.
func (c *conn) exec(ctx context.Context, sql string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer c.watch(ctx)()
	var res duck.Result
	state := duck.Query(c.h, sql, &res)
	defer duck.DestroyResult(&res)
	if state == duck.StateError {
		if err := ctx.Err(); err != nil {
			return err
		}
		return &sqlError{msg: duck.ResultError(&res), sql: sql}
	}
	return nil
}

// query starts a statement whose rows are streamed: DuckDB computes little more than what has been fetched.
func (c *conn) query(ctx context.Context, sql string) (*rows, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	defer c.watch(ctx)()
	fail := func(msg string) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return &sqlError{msg: msg, sql: sql}
	}
	var stmt duck.PreparedStatement
	if duck.Prepare(c.h, sql, &stmt) == duck.StateError {
		defer duck.DestroyPrepare(&stmt)
		return nil, fail(duck.PrepareError(stmt))
	}
	defer duck.DestroyPrepare(&stmt)
	var pending duck.PendingResult
	if duck.PendingPreparedStreaming(stmt, &pending) == duck.StateError {
		defer duck.DestroyPending(&pending)
		return nil, fail(duck.PendingError(pending))
	}
	defer duck.DestroyPending(&pending)
	r := &rows{c: c, sql: sql}
	if duck.ExecutePending(pending, &r.res) == duck.StateError {
		defer duck.DestroyResult(&r.res)
		return nil, fail(duck.ResultError(&r.res))
	}
	return r, nil
}

// rows is a result on its way. Its chunk is valid until the next call of next.
type rows struct {
	c      *conn
	sql    string
	res    duck.Result
	chunk  duck.DataChunk
	closed bool
}

// next fetches a chunk and returns its vectors and length, or io.EOF.
func (r *rows) next(ctx context.Context) ([]vec, int, error) {
	if r.closed {
		return nil, 0, io.EOF
	}
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	duck.DestroyDataChunk(&r.chunk)
	done := r.c.watch(ctx)
	r.chunk = duck.FetchChunk(r.res)
	done()
	if r.chunk.Ptr == nil {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		if msg := duck.ResultError(&r.res); msg != "" {
			return nil, 0, &sqlError{msg: msg, sql: r.sql}
		}
		return nil, 0, io.EOF
	}
	n := int(duck.DataChunkGetSize(r.chunk))
	vecs := make([]vec, duck.DataChunkGetColumnCount(r.chunk))
	for i := range vecs {
		vecs[i] = vecOf(duck.DataChunkGetVector(r.chunk, duck.IdxT(i)))
	}
	return vecs, n, nil
}

// close ends the result, and the statement if it still runs.
func (r *rows) close() {
	if r.closed {
		return
	}
	r.closed = true
	duck.DestroyDataChunk(&r.chunk)
	duck.DestroyResult(&r.res)
}

// ints returns the values of a statement that yields rows of BIGINT columns; for the engine's own questions.
func (c *conn) ints(ctx context.Context, sql string) (out [][]int64, err error) {
	r, err := c.query(ctx, sql)
	if err != nil {
		return nil, err
	}
	defer r.close()
	for {
		vecs, n, err := r.next(ctx)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		for i := range n {
			row := make([]int64, len(vecs))
			for j := range vecs {
				row[j] = at[int64](&vecs[j], i)
			}
			out = append(out, row)
		}
	}
}

// strings returns the values of a statement that yields rows of VARCHAR columns; NULL as "".
func (c *conn) strings(ctx context.Context, sql string) (out [][]string, err error) {
	r, err := c.query(ctx, sql)
	if err != nil {
		return nil, err
	}
	defer r.close()
	for {
		vecs, n, err := r.next(ctx)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		for i := range n {
			row := make([]string, len(vecs))
			for j := range vecs {
				if !vecs[j].null(i) {
					row[j] = strings.Clone(vecs[j].str(i))
				}
			}
			out = append(out, row)
		}
	}
}
