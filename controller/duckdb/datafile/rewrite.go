package datafile

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Rewritten says what became of a file's rows. A clean copy has one row a line, in the format of the file's Shape:
// of CSV, every cell quoted, commas between them, no header; of JSON, one object a line with the columns' keys c1, c2 ...
type Rewritten struct {
	Rows     int64
	Padded   int64 // shorter than the header: the rest is empty
	Rejected int64 // left out
	Problems []Problem
}

// maxSaid is how many rejected rows are named; the rest is counted.
const maxSaid = 3

func (r *Rewritten) reject(path string, line int, format string, args ...any) {
	if r.Rejected++; r.Rejected <= maxSaid {
		r.Problems = append(r.Problems, Problem{Path: path, Line: line, Message: "row left out: " + fmt.Sprintf(format, args...)})
	}
}

func (r *Rewritten) finish(path string, padded int) {
	if r.Rejected > maxSaid {
		r.Problems = append(r.Problems, Problem{Path: path, Message: fmt.Sprintf("%d rows in all were left out, %d were read", r.Rejected, r.Rows)})
	}
	switch {
	case r.Padded == 1:
		r.Problems = append(r.Problems, Problem{Path: path, Line: padded, Message: "the row has fewer cells than the header; the missing cells are empty"})
	case r.Padded > 1:
		r.Problems = append(r.Problems, Problem{Path: path, Line: padded,
			Message: fmt.Sprintf("%d rows have fewer cells than the header, this one first; the missing cells are empty", r.Padded)})
	}
}

// Rewrite writes a clean copy of the rows of a text file, as Sniff saw it. The error is for a file that can't be read
// to its end, or for w.
func (s *Shape) Rewrite(ctx context.Context, w io.Writer) (*Rewritten, error) {
	f, err := open(s.Path)
	if err != nil {
		return nil, errors.New(reason(err))
	}
	defer f.Close()
	out := bufio.NewWriterSize(w, 1<<18)
	r := &Rewritten{}
	if s.Format == CSV {
		err = s.rewriteCSV(ctx, f, out, r)
	} else {
		err = s.rewriteJSON(ctx, f, out, r)
	}
	if err != nil {
		return r, err
	}
	if *f.replaced > 0 && f.encoding == UTF8 {
		r.Problems = append(r.Problems, Problem{Path: s.Path, Message: fmt.Sprintf("%d bytes are not UTF-8 and were replaced", *f.replaced)})
	}
	return r, out.Flush()
}

func (s *Shape) rewriteCSV(ctx context.Context, f *file, out *bufio.Writer, r *Rewritten) error {
	rows := newRecords(f.Reader, s.Delimiter)
	n := len(s.Columns)
	padded := 0
	for first := true; ; first = false {
		rec, err := rows.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.Problems = append(r.Problems, Problem{Path: s.Path, Line: rows.line, Message: reason(err) + "; the rows before this line were read"})
			break
		}
		if first && s.Header {
			continue
		}
		if rows.line&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		switch {
		case rec.unclosed:
			r.reject(s.Path, rec.line, "it opens a quote that nothing closes")
			continue
		case len(rec.cells) > n && !emptyCells(rec.cells[n:]):
			r.reject(s.Path, rec.line, "it has %d cells, the header has %d", len(rec.cells), n)
			continue
		case len(rec.cells) < n:
			if r.Padded++; r.Padded == 1 {
				padded = rec.line
			}
		}
		r.Rows++
		for i := range n {
			if i > 0 {
				out.WriteByte(',')
			}
			if i < len(rec.cells) && len(rec.cells[i]) > 0 {
				writeCell(out, rec.cells[i])
			}
		}
		if n == 1 && (len(rec.cells) == 0 || len(rec.cells[0]) == 0) {
			out.WriteString(`""`) // not an empty line
		}
		out.WriteByte('\n')
	}
	r.finish(s.Path, padded)
	return nil
}

// writeCell quotes a cell. Zero bytes, which engines stop at, become U+FFFD.
func writeCell(out *bufio.Writer, cell []byte) {
	out.WriteByte('"')
	for len(cell) > 0 {
		i := bytes.IndexAny(cell, "\"\x00")
		if i < 0 {
			out.Write(cell)
			break
		}
		out.Write(cell[:i])
		if cell[i] == '"' {
			out.WriteString(`""`)
		} else {
			out.WriteString("\uFFFD")
		}
		cell = cell[i+1:]
	}
	out.WriteByte('"')
}

func (s *Shape) rewriteJSON(ctx context.Context, f *file, out *bufio.Writer, r *Rewritten) error {
	_, ext := stem(s.Path)
	rows, err := newObjects(f.Reader, ext != ".json")
	if err != nil {
		return err
	}
	place := make(map[string]int, len(s.Columns))
	for i, c := range s.Columns {
		place[c.Key] = i
	}
	late := map[string]int64{}
	var lateNames []string
	values := make([]json.RawMessage, len(s.Columns))
	for n := 0; ; n++ {
		row, err := rows.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if errors.As(err, new(badRow)) {
			r.reject(s.Path, rows.line, "%v", err)
			continue
		}
		if err != nil {
			// The rest can't be told apart; what came before is good.
			r.reject(s.Path, rows.line, "%s; nothing behind it was read", reason(err))
			break
		}
		if n&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		clear(values)
		for _, m := range row {
			i, ok := place[m.key]
			if !ok {
				if late[m.key]++; late[m.key] == 1 {
					lateNames = append(lateNames, m.key)
				}
				continue
			}
			values[i] = m.raw
		}
		r.Rows++
		writeRow(out, values)
	}
	if len(lateNames) > 0 {
		slices.Sort(lateNames)
		r.Problems = append(r.Problems, Problem{Path: s.Path, Message: LateKeys(lateNames)})
	}
	r.finish(s.Path, 0)
	return nil
}

// LateKeys says which properties are no columns, because only rows behind the sample have them.
func LateKeys(names []string) string {
	const show = 5
	more := ""
	if len(names) > show {
		names, more = names[:show], fmt.Sprintf(" and %d more", len(names)-show)
	}
	return fmt.Sprintf("the properties %q%s first appear so late in the file that they are no columns", names, more)
}

func writeRow(out *bufio.Writer, values []json.RawMessage) {
	out.WriteByte('{')
	sep := ""
	var compact bytes.Buffer
	for i, v := range values {
		if v == nil {
			continue
		}
		fmt.Fprintf(out, `%s"c%d":`, sep, i+1)
		sep = ","
		compact.Reset()
		if bytes.IndexByte(v, '\n') >= 0 && json.Compact(&compact, v) == nil {
			v = compact.Bytes()
		}
		out.Write(v)
	}
	out.WriteString("}\n")
}
