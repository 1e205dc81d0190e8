package datafile

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Extensions are the endings of files that hold rows; each but .parquet may be followed by .gz.
var Extensions = []string{".csv", ".tsv", ".json", ".ndjson", ".jsonl", ".parquet"}

// IsData reports whether a file's name says that it holds rows.
func IsData(path string) bool {
	_, ext := stem(path)
	for _, e := range Extensions {
		if e == ext {
			return true
		}
	}
	return false
}

// errEmpty stands for a file without rows or header.
var errEmpty = errors.New("the file is empty")

// Sniff tells a file's shape from its first sample bytes (unpacked); a row that the sample cuts is read to its end. A
// file that can't be read has a Fatal problem.
func Sniff(path string, sample int) *Shape {
	s := &Shape{Path: path, Clean: true}
	if err := s.sniff(sample); err != nil {
		s.Problems = append(s.Problems, Problem{Path: s.Path, Message: reason(err), Fatal: true})
	}
	return s
}

// reason words an error for a person, without the path, which stands beside it.
func reason(err error) string {
	var path *os.PathError
	switch {
	case errors.As(err, &path):
		return "the file can't be read: " + path.Err.Error()
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return "the file begins like gzip, but what follows is broken; pack it again"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the file ends too early: it was cut off, or is still being written"
	}
	return err.Error()
}

func (s *Shape) say(line int, format string, args ...any) {
	s.Problems = append(s.Problems, Problem{Path: s.Path, Line: line, Message: fmt.Sprintf(format, args...)})
}

// mention says something by which nothing is lost.
func (s *Shape) mention(line int, format string, args ...any) {
	s.say(line, format, args...)
	s.Problems[len(s.Problems)-1].Harmless = true
}

// Readable reports whether the file can be read at all.
func (s *Shape) Readable() bool {
	for _, p := range s.Problems {
		if p.Fatal {
			return false
		}
	}
	return true
}

func (s *Shape) sniff(sample int) error {
	if _, ext := stem(s.Path); ext == ".parquet" {
		s.Format = Parquet
		if strings.EqualFold(filepath.Ext(s.Path), ".gz") {
			return errors.New("a Parquet file packed with gzip can't be read; unpack it")
		}
		f, err := os.Open(s.Path)
		if err == nil {
			f.Close()
		}
		return err
	}
	f, err := open(s.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	if head, _ := f.Peek(4096); f.encoding == Windows1252 && bytes.IndexByte(head, 0) >= 0 {
		return errors.New("the file holds no text")
	}
	s.Gzip, s.Encoding = f.gzip, f.encoding
	if f.encoding != UTF8 {
		s.Clean = false
		if f.encoding == Windows1252 {
			s.mention(0, "the text is not UTF-8; it was read as %v", f.encoding)
		}
	}
	switch _, ext := stem(s.Path); ext {
	case ".csv", ".tsv":
		err = s.sniffCSV(f, ext, sample)
	default:
		err = s.sniffJSON(f, sample)
	}
	if *f.replaced > 0 {
		s.Clean = false
		s.say(0, "%d bytes are not UTF-8 and were replaced", *f.replaced)
	}
	if f.gzip != strings.EqualFold(filepath.Ext(s.Path), ".gz") {
		s.Clean = false // an engine tells packing by the name
	}
	return err
}

func (s *Shape) sniffCSV(f *file, ext string, sample int) error {
	head, err := f.Peek(1 << 16)
	if len(bytes.TrimSpace(head)) == 0 {
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		return errEmpty
	}
	s.Format, s.Delimiter = CSV, '\t'
	if ext == ".csv" {
		s.Delimiter = delimiterOf(head)
	}
	rows := newRecords(f.Reader, s.Delimiter)
	first, err := rows.next()
	if err != nil {
		return err
	}
	if first.unclosed {
		return fmt.Errorf("line %d, the header, opens a quote that nothing closes", first.line)
	}
	cells := make([]string, len(first.cells))
	for i, c := range first.cells {
		cells[i] = string(c)
	}
	if s.Header = !looksLikeData(first.cells); !s.Header {
		for i := range cells {
			cells[i] = ""
		}
		s.mention(first.line, "the first row looks like data, so the columns are called Column1 to Column%d", len(cells))
	}
	names, problems := columnNames(s.Path, first.line, cells)
	s.Problems = append(s.Problems, problems...)
	guesses := make([]guess, len(names))
	if s.Header && (first.odd || strings.ContainsAny(strings.Join(cells, ""), "\r\n")) {
		s.Clean = false // the engine skips the header by lines
	}
	if first.line > 1 {
		s.Clean = false
	}
	look := func(rec *record) {
		s.LongestRow = max(s.LongestRow, rec.size)
		if rec.odd || rec.unclosed || len(rec.cells) != len(names) {
			s.Clean = false
		}
		if len(rec.cells) > len(names) && !emptyCells(rec.cells[len(names):]) {
			return
		}
		for i := range min(len(rec.cells), len(names)) {
			guesses[i].text(rec.cells[i])
		}
	}
	if !s.Header {
		look(first)
	}
	read := first.size
	for read < sample {
		rec, err := rows.next()
		if errors.Is(err, io.EOF) {
			s.Whole = true
			break
		}
		if err != nil {
			s.Clean = false // what stands before the break is read; Rewrite says so
			break
		}
		look(rec)
		read += rec.size + 1
	}
	if rows.mixedEnds() {
		s.Clean = false
	}
	for i, name := range names {
		t, ticks := guesses[i].result(symbol.String)
		s.Columns = append(s.Columns, Column{Name: name, Type: t, Ticks: ticks, Fits: guesses[i].fits()})
	}
	return nil
}

// delimiterOf returns the delimiter that divides the first lines most evenly.
func delimiterOf(head []byte) byte {
	best, most := byte(','), 1
	for _, d := range []byte(",;\t|") {
		rows := newRecords(bufio.NewReader(bytes.NewReader(head)), d)
		count := 0
		for range 20 {
			rec, err := rows.next()
			if err != nil {
				break
			}
			if count == 0 {
				count = len(rec.cells)
			} else if !rec.unclosed && len(rec.cells) < count {
				if more, _ := rows.in.Peek(1); len(more) == 0 {
					break // the last row may be cut
				}
				count = 1
			}
			if count == 1 {
				break
			}
		}
		if count > most {
			best, most = d, count
		}
	}
	if most == 1 {
		// Ragged rows throughout: the delimiter that the first line has most of.
		line, _, _ := bytes.Cut(head, []byte("\n"))
		for _, d := range []byte(",;\t|") {
			if n := bytes.Count(line, []byte{d}); n >= most {
				best, most = d, n+1
			}
		}
	}
	return best
}

// looksLikeData reports whether a first row is no header: some cell is a date, or half of the cells are numbers.
func looksLikeData(cells [][]byte) bool {
	numbers := 0
	for _, c := range cells {
		if len(c) == 0 {
			continue
		}
		if form, _ := dateForm(c); form != noDate {
			return true
		}
		if isReal(c) {
			numbers++
		}
	}
	return numbers > 0 && 2*numbers >= len(cells)
}

func emptyCells(cells [][]byte) bool {
	for _, c := range cells {
		if len(c) > 0 {
			return false
		}
	}
	return true
}
