package datafile

import (
	"bufio"
	"bytes"
	"io"
)

// maxRecord bounds a row of a text file, in bytes: a longer one is an unclosed quote or no row at all.
const maxRecord = 16 << 20

// maxUnclosed is how many quotes may stay unclosed before quotes are taken for ordinary text; each costs reading ahead.
const maxUnclosed = 20

// record is a row of a CSV file. It is valid until the next one is read.
type record struct {
	line  int // where it begins, from 1
	cells [][]byte
	size  int
	// odd: an engine that keeps to the rules would refuse or misread it.
	odd bool
	// unclosed: its quote is never closed. Then cells holds nothing.
	unclosed bool
}

// records reads CSV: cells between delimiters, quoted with '"' (doubled inside). It bends the rules the way people's
// files do: a quote inside of an unquoted cell, or followed by other text, stands for itself; lines end with LF, CRLF or
// CR; empty lines are no rows.
type records struct {
	in        *bufio.Reader
	delimiter byte
	line      int
	ends      [3]bool // line ends seen: LF, CRLF, CR
	buf       []byte  // the cells' bytes, one after the other
	bounds    []int
	raw       []byte // the record as it stands, to begin again after an unclosed quote
	unclosed  int    // quotes that were never closed
	rec       record
}

func newRecords(in *bufio.Reader, delimiter byte) *records {
	return &records{in: in, delimiter: delimiter, line: 1}
}

// next returns the next row, or io.EOF after the last.
func (r *records) next() (*record, error) {
	for {
		rec, err := r.read()
		if err != nil {
			return nil, err
		}
		if len(rec.cells) == 1 && len(rec.cells[0]) == 0 && !rec.unclosed && rec.size == 0 {
			continue // an empty line
		}
		return rec, nil
	}
}

func (r *records) read() (*record, error) {
	r.buf, r.bounds, r.raw = r.buf[:0], r.bounds[:0], r.raw[:0]
	rec := &r.rec
	*rec = record{line: r.line, cells: rec.cells[:0]}
	if _, err := r.in.Peek(1); err != nil {
		return nil, err
	}
	for {
		end, err := r.cell(rec)
		r.bounds = append(r.bounds, len(r.buf))
		if err != nil && err != io.EOF {
			return nil, err
		}
		if rec.unclosed {
			r.restart()
			rec.line = r.line
			r.line++
			return rec, nil
		}
		if end || err == io.EOF {
			break
		}
	}
	from := 0
	for _, to := range r.bounds {
		rec.cells = append(rec.cells, r.buf[from:to:to])
		from = to
	}
	rec.size = len(r.raw)
	return rec, nil
}

// restart puts back everything after the first line of a record whose quote is never closed.
func (r *records) restart() {
	line, rest, _ := bytes.Cut(r.raw, []byte("\n"))
	r.line -= bytes.Count(r.raw, []byte("\n"))
	r.rec.size = len(line)
	r.rec.cells = nil
	r.unclosed++
	r.in = bufio.NewReader(io.MultiReader(bytes.NewReader(bytes.Clone(rest)), r.in))
}

// cell reads one cell; end says that it was the last of its row.
func (r *records) cell(rec *record) (end bool, err error) {
	start := true
	for {
		c, err := r.in.ReadByte()
		if err != nil {
			return true, err
		}
		switch {
		case c == '"' && start && r.unclosed < maxUnclosed:
			if end, done, err := r.quoted(rec); done || err != nil {
				return end, err
			}
			start = false
			continue
		case c == r.delimiter:
			r.raw = append(r.raw, c)
			return false, nil
		case c == '\n':
			r.ends[0] = true
			r.line++
			return true, nil
		case c == '\r':
			if next, _ := r.in.Peek(1); len(next) == 1 && next[0] == '\n' {
				r.in.ReadByte()
				r.ends[1] = true
			} else {
				r.ends[2] = true
			}
			r.line++
			return true, nil
		case c == '"':
			rec.odd = true
		case c == 0:
			rec.odd = true
		}
		r.raw = append(r.raw, c)
		r.buf = append(r.buf, c)
		start = false
	}
}

// quoted reads a cell from after its opening quote. done is false when text follows the closing quote: then the cell
// goes on as an unquoted one, and the quotes stand for themselves.
func (r *records) quoted(rec *record) (end, done bool, err error) {
	r.raw = append(r.raw, '"')
	for {
		c, err := r.in.ReadByte()
		if err != nil || len(r.raw) > maxRecord {
			rec.unclosed = true
			return true, true, nil
		}
		r.raw = append(r.raw, c)
		if c == '\n' {
			r.line++
		}
		if c == 0 {
			rec.odd = true
		}
		if c != '"' {
			r.buf = append(r.buf, c)
			continue
		}
		next, err := r.in.Peek(1)
		switch {
		case len(next) == 0:
			return true, true, err
		case next[0] == '"':
			r.in.ReadByte()
			r.raw = append(r.raw, '"')
			r.buf = append(r.buf, '"')
		case next[0] == r.delimiter, next[0] == '\n', next[0] == '\r':
			end, err = r.cell(rec) // only the delimiter or the line's end
			return end, true, err
		default:
			// "abc"def: keep the quotes, as they stand.
			rec.odd = true
			from := 0
			if n := len(r.bounds); n > 0 {
				from = r.bounds[n-1]
			}
			inner := bytes.Clone(r.buf[from:])
			r.buf = append(append(append(r.buf[:from], '"'), inner...), '"')
			return false, false, nil
		}
	}
}

// mixedEnds reports whether lines end in more than one way, or in one that engines do not know.
func (r *records) mixedEnds() bool { return r.ends[2] || r.ends[0] && r.ends[1] }
