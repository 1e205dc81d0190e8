// Package memory keeps results in the process's memory: the store of builds without the embedded engine. Its results are
// bounded, can be paged, sorted, searched and read again, and are not saved.
//
// Invariant: a kept table does not change; what is dropped is let go by the garbage collector.
package memory

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"math/big"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Store is a backend.Store. The zero value is ready.
type Store struct {
	// MaxBytes bounds what one result takes, roughly; a bigger one is truncated. 0: 256 MB.
	MaxBytes int64
}

const usualBytes = 256 << 20

var errNoFiles = errors.New("this build of Huntbook has no embedded engine: results can't be saved or loaded")

// Load always fails.
func (s *Store) Load(context.Context, string) (backend.Kept, error) { return nil, errNoFiles }

// Keep reads a result into memory.
func (s *Store) Keep(ctx context.Context, r result.Result, maxRows int64) (backend.Kept, error) {
	defer r.Close()
	limit := s.MaxBytes
	if limit == 0 {
		limit = usualBytes
	}
	t := &Table{columns: slices.Clone(r.Columns())}
	for _, c := range t.columns {
		t.cols = append(t.cols, result.Vector{Type: c.Type})
	}
	var size int64
	for {
		b, err := r.Next(ctx)
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return nil, err
		}
		n := b.Len
		if maxRows > 0 && int64(t.rows+n) > maxRows {
			n = int(maxRows) - t.rows
			t.truncated = true
		}
		size += t.add(b, n)
		if size > limit {
			t.truncated = true
		}
		if t.truncated {
			return t, nil
		}
	}
}

// New makes a table of rows that are there already.
func New(columns []result.Column, batches ...*result.Batch) *Table {
	t := &Table{columns: columns}
	for _, c := range columns {
		t.cols = append(t.cols, result.Vector{Type: c.Type})
	}
	for _, b := range batches {
		t.add(b, b.Len)
	}
	return t
}

// Table is a kept result.
type Table struct {
	columns   []result.Column
	cols      []result.Vector
	rows      int
	truncated bool
}

// add copies the first n rows of a batch, and returns their size.
func (t *Table) add(b *result.Batch, n int) (size int64) {
	for i := range t.cols {
		dst, src := &t.cols[i], &b.Cols[i]
		if src.Null != nil && dst.Null == nil {
			dst.Null = make([]bool, t.rows)
		}
		if dst.Null != nil {
			if src.Null != nil {
				dst.Null = append(dst.Null, src.Null[:n]...)
			} else {
				dst.Null = append(dst.Null, make([]bool, n)...)
			}
		}
		switch {
		case src.Ints != nil:
			dst.Ints = append(dst.Ints, src.Ints[:n]...)
			size += int64(8 * n)
		case src.Reals != nil:
			dst.Reals = append(dst.Reals, src.Reals[:n]...)
			size += int64(8 * n)
		case src.Strings != nil:
			for _, s := range src.Strings[:n] {
				dst.Strings = append(dst.Strings, strings.Clone(s)) // the batch may share one big buffer
				size += int64(16 + len(s))
			}
		}
	}
	t.rows += n
	return size
}

func (t *Table) Columns() []result.Column           { return t.columns }
func (t *Table) Rows() int64                        { return int64(t.rows) }
func (t *Table) Truncated() bool                    { return t.truncated }
func (t *Table) Drop()                              {}
func (t *Table) Save(context.Context, string) error { return errNoFiles }

// Page returns some rows, sorted and searched.
func (t *Table) Page(ctx context.Context, p backend.Page) (*result.Batch, int64, error) {
	order, total, err := t.order(ctx, p)
	if err != nil {
		return nil, 0, err
	}
	from := int(min(max(p.Offset, 0), int64(total)))
	to := min(from+max(p.Limit, 0), total)
	if order == nil {
		return t.slice(from, to), int64(total), nil
	}
	return t.pick(order[from:to]), int64(total), nil
}

// order returns the rows that a page is cut from; nil stands for all rows in their own order.
func (t *Table) order(ctx context.Context, p backend.Page) (rows []int, total int, err error) {
	if len(p.Sort) == 0 && p.Search == "" {
		return nil, t.rows, nil
	}
	needle := []byte(strings.ToLower(p.Search))
	var buf []byte
	rows = make([]int, 0, t.rows)
	for i := range t.rows {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		if len(needle) == 0 || t.contains(i, needle, &buf) {
			rows = append(rows, i)
		}
	}
	slices.SortStableFunc(rows, func(a, b int) int {
		for _, k := range p.Sort {
			c := compare(&t.cols[k.Column], a, b)
			if k.Desc {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return 0
	})
	return rows, len(rows), ctx.Err()
}

func (t *Table) contains(i int, needle []byte, buf *[]byte) bool {
	for c := range t.cols {
		*buf = result.AppendText((*buf)[:0], &t.cols[c], i)
		if bytes.Contains(lower(*buf), needle) {
			return true
		}
	}
	return false
}

// lower lowers in place where it can.
func lower(b []byte) []byte {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return bytes.ToLower(b)
		}
		b[i] = byte(unicode.ToLower(rune(c)))
	}
	return b
}

// compare orders two values as KQL does: nulls are smallest.
func compare(v *result.Vector, a, b int) int {
	switch an, bn := v.IsNull(a), v.IsNull(b); {
	case an && bn:
		return 0
	case an:
		return -1
	case bn:
		return 1
	}
	switch {
	case v.Ints != nil:
		return cmp.Compare(v.Ints[a], v.Ints[b])
	case v.Reals != nil:
		return cmp.Compare(v.Reals[a], v.Reals[b])
	case v.Type == symbol.Decimal:
		return compareDecimal(v.Strings[a], v.Strings[b])
	default:
		return strings.Compare(v.Strings[a], v.Strings[b])
	}
}

// compareDecimal compares digits with a point without rounding them.
func compareDecimal(a, b string) int {
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	if !okX || !okY {
		return strings.Compare(a, b)
	}
	return x.Cmp(y)
}

func (t *Table) slice(from, to int) *result.Batch {
	b := &result.Batch{Len: to - from}
	for i := range t.cols {
		v := &t.cols[i]
		w := result.Vector{Type: v.Type}
		if v.Null != nil {
			w.Null = v.Null[from:to:to]
		}
		switch {
		case v.Ints != nil:
			w.Ints = v.Ints[from:to:to]
		case v.Reals != nil:
			w.Reals = v.Reals[from:to:to]
		case v.Strings != nil:
			w.Strings = v.Strings[from:to:to]
		}
		b.Cols = append(b.Cols, w)
	}
	return b
}

func (t *Table) pick(rows []int) *result.Batch {
	b := &result.Batch{Len: len(rows)}
	for i := range t.cols {
		v := &t.cols[i]
		w := result.Vector{Type: v.Type}
		for _, r := range rows {
			if v.Null != nil {
				w.Null = append(w.Null, v.Null[r])
			}
			switch {
			case v.Ints != nil:
				w.Ints = append(w.Ints, v.Ints[r])
			case v.Reals != nil:
				w.Reals = append(w.Reals, v.Reals[r])
			case v.Strings != nil:
				w.Strings = append(w.Strings, v.Strings[r])
			}
		}
		b.Cols = append(b.Cols, w)
	}
	return b
}

// batchRows is how many rows a reader yields at a time.
const batchRows = 2048

// Read reads all rows.
func (t *Table) Read(context.Context) (result.Reader, error) { return &reader{t: t}, nil }

type reader struct {
	t  *Table
	at int
}

func (r *reader) Columns() []result.Column { return r.t.columns }
func (r *reader) Close() error             { return nil }

func (r *reader) Next(ctx context.Context) (*result.Batch, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if r.at >= r.t.rows {
		return nil, io.EOF
	}
	to := min(r.at+batchRows, r.t.rows)
	b := r.t.slice(r.at, to)
	r.at = to
	return b, nil
}
