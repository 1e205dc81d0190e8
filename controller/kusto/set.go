package kusto

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/huntbook/huntbook/controller/result"
)

// batchRows is how many rows go into a batch at most.
const batchRows = 2048

// set is the results of a running query: result.Set over the frames of its answer.
type set struct {
	backend      *Backend
	database, id string
	text         string // of the query, for places of errors
	ctx          context.Context
	abort        context.CancelFunc
	unwatch      func() bool
	body         io.ReadCloser
	frames       *frames
	once         sync.Once

	progressive bool
	charts      map[int]*result.Chart
	current     *reader
	said        *result.QueryError // what a result ended with already
	err         error              // the set's end
}

// stop ends the query here and on the server.
func (s *set) stop() {
	s.once.Do(func() {
		s.backend.cancelQuery(s.database, s.id)
		s.abort()
		if s.body != nil {
			s.body.Close()
		}
	})
}

// Close implements result.Set. A query that still runs is cancelled.
func (s *set) Close() error {
	s.unwatch()
	if s.err == nil {
		s.stop()
		s.err = io.EOF
		return nil
	}
	s.once.Do(func() { s.abort(); s.body.Close() })
	return nil
}

// fail words an error of reading: a stop asked for, or the connection's or the protocol's.
func (s *set) fail(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case s.ctx.Err() != nil:
		return s.ctx.Err()
	}
	return broken(err)
}

// Next implements result.Set.
func (s *set) Next(ctx context.Context) (result.Result, error) {
	if s.err != nil {
		return result.Result{}, s.err
	}
	defer context.AfterFunc(ctx, s.stop)()
	if s.current != nil {
		if err := s.current.drain(); err != nil {
			return s.end(s.fail(ctx, err))
		}
		s.current = nil
	}
	for {
		fr, err := s.frames.next()
		if errors.Is(err, io.EOF) {
			return s.end(io.EOF)
		}
		if err != nil {
			return s.end(s.fail(ctx, err))
		}
		switch {
		case fr.FrameType == "DataSetHeader":
			s.progressive = fr.IsProgressive
		case fr.FrameType == "DataTable" && fr.TableKind == "QueryProperties":
			if s.charts, err = charts(s.frames, fr); err != nil {
				return s.end(s.fail(ctx, err))
			}
		case fr.FrameType == "DataTable" && fr.TableKind == "PrimaryResult", fr.FrameType == "TableHeader" && fr.TableKind == "PrimaryResult":
			return s.open(fr), nil
		case fr.FrameType == "DataSetCompletion":
			return s.end(s.completion(fr))
		}
	}
}

func (s *set) end(err error) (result.Result, error) {
	s.err = err
	return result.Result{}, err
}

// completion returns how the query ended: io.EOF, or its error unless a result has ended with it.
func (s *set) completion(fr *frame) error {
	if s.said != nil || !fr.HasErrors && !fr.Cancelled && len(fr.OneAPIErrors) == 0 {
		return io.EOF
	}
	if len(fr.OneAPIErrors) > 0 {
		return fr.OneAPIErrors[0].queryError(s.text)
	}
	if fr.Cancelled {
		return &result.QueryError{Code: "cancelled", Message: "the query was cancelled on the cluster"}
	}
	return &result.QueryError{Code: "partial", Message: "the query failed in part; the cluster does not say why"}
}

func (s *set) open(fr *frame) result.Result {
	r := &reader{set: s, columns: resultColumns(fr.Columns), table: fr.TableID}
	if fr.FrameType == "DataTable" {
		r.frame, r.whole = fr, true
	}
	s.current = r
	out := result.Result{Reader: r, Chart: s.charts[fr.TableID]}
	if fr.TableName != "PrimaryResult" && fr.TableName != fmt.Sprintf("Table_%d", fr.TableID) {
		out.Name = fr.TableName
	}
	return out
}

// reader reads the rows of one result.
type reader struct {
	set     *set
	columns []result.Column
	table   int
	frame   *frame // whose rows are being read
	whole   bool   // the frame is all of the table
	held    []*result.Batch
	holding bool  // a progressive table was read to its end into held
	after   error // what comes behind held
	err     error
	cells   [][]byte
	batch   result.Batch
}

// Columns implements result.Reader.
func (r *reader) Columns() []result.Column { return r.columns }

// Close implements result.Reader. A query that still runs is cancelled only by closing the set: other results follow.
func (r *reader) Close() error {
	if r.err == nil {
		r.err = io.EOF
	}
	return nil
}

// drain reads to the end of the table without keeping anything.
func (r *reader) drain() error {
	if r.err != nil && r.frame == nil {
		return nil
	}
	for {
		_, err := r.row()
		if err == io.EOF {
			return nil
		}
		if err == errPause {
			continue
		}
		if q := (*result.QueryError)(nil); errors.As(err, &q) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// Next implements result.Reader. A result that broke off yields its rows first, then the error.
func (r *reader) Next(ctx context.Context) (*result.Batch, error) {
	if r.err != nil {
		return nil, r.err
	}
	defer context.AfterFunc(ctx, r.set.stop)()
	if r.set.progressive && !r.whole {
		return r.nextHeld(ctx)
	}
	r.fresh()
	if err := r.fill(); err != nil {
		r.err = r.word(ctx, err)
		if r.batch.Len == 0 {
			return nil, r.err
		}
	}
	return &r.batch, nil
}

func (r *reader) word(ctx context.Context, err error) error {
	var q *result.QueryError
	if err == io.EOF || errors.As(err, &q) {
		return err
	}
	return r.set.fail(ctx, err)
}

// fresh makes an empty batch. Its slices are new: readers may hold on to strings only, but vectors are handed on.
func (r *reader) fresh() {
	r.batch = result.Batch{Cols: make([]result.Vector, len(r.columns))}
	for i, c := range r.columns {
		r.batch.Cols[i].Type = c.Type
	}
}

// fill adds rows until the batch is full or the table ends.
func (r *reader) fill() error {
	for r.batch.Len < batchRows {
		row, err := r.row()
		if err == errPause {
			return nil
		}
		if err != nil {
			return err
		}
		if r.cells, err = cells(row, r.cells); err != nil {
			return err
		}
		if len(r.cells) != len(r.columns) {
			return fmt.Errorf("a row has %d values for %d columns", len(r.cells), len(r.columns))
		}
		for i, raw := range r.cells {
			if err := appendCell(&r.batch.Cols[i], raw, r.batch.Len); err != nil {
				return fmt.Errorf("column %s: %w: %.40s", r.columns[i].Name, err, raw)
			}
		}
		r.batch.Len++
	}
	return nil
}

// errPause ends a batch at the end of a fragment: the next one may take long to come.
var errPause = errors.New("the fragment has ended")

// row returns the next row, errPause, io.EOF at the table's end, or the *result.QueryError it broke off with.
func (r *reader) row() ([]byte, error) {
	f := r.set.frames
	for {
		if r.frame == nil {
			fr, err := f.next()
			if err != nil {
				return nil, unexpected(err)
			}
			if err := r.between(fr); err != nil {
				return nil, err
			}
			continue
		}
		row, err := f.row(r.frame)
		if err == io.EOF {
			errs := r.frame.OneAPIErrors
			r.frame = nil
			switch {
			case r.whole:
				return nil, r.ended(errs)
			case r.batch.Len > 0 && !r.set.progressive:
				return nil, errPause
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		if len(row) > 0 && row[0] == '{' {
			if errs := rowErrors(row); len(errs) > 0 && r.set.said == nil {
				r.set.said = errs[0].queryError(r.set.text)
			}
			continue
		}
		return row, nil
	}
}

// between handles a frame between the fragments of the table.
func (r *reader) between(fr *frame) error {
	switch {
	case fr.FrameType == "TableFragment" && fr.TableID == r.table:
		if fr.TableFragmentType == "DataReplace" {
			r.held, r.batch.Len = nil, 0
			r.fresh()
		}
		r.frame = fr
	case fr.FrameType == "TableCompletion" && fr.TableID == r.table:
		return r.ended(fr.OneAPIErrors)
	case fr.FrameType == "DataSetCompletion":
		if err := r.set.completion(fr); err != io.EOF {
			return err
		}
		return io.ErrUnexpectedEOF
	}
	return nil
}

// ended returns the end of the table: io.EOF, or the error it broke off with.
func (r *reader) ended(errs []apiError) error {
	if len(errs) > 0 && r.set.said == nil {
		r.set.said = errs[0].queryError(r.set.text)
	}
	if r.set.said != nil {
		return r.set.said
	}
	return io.EOF
}

// nextHeld yields a progressive table, whose rows count only when it is complete.
func (r *reader) nextHeld(ctx context.Context) (*result.Batch, error) {
	for !r.holding {
		r.fresh()
		err := r.fill()
		if r.batch.Len > 0 {
			b := r.batch
			r.held = append(r.held, &b)
		}
		if err != nil {
			r.holding, r.after = true, r.word(ctx, err)
		}
	}
	if len(r.held) == 0 {
		r.err = r.after
		return nil, r.err
	}
	b := r.held[0]
	r.held = r.held[1:]
	return b, nil
}
