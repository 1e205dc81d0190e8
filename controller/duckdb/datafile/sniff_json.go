package datafile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// wrappers are the properties under which exports put their rows: Graph and Azure, CloudTrail, search replies.
var wrappers = []string{"value", "Records", "records", "results", "Results", "rows", "data", "events", "items"}

// objects reads the rows of a JSON file one by one.
type objects struct {
	in     *bufio.Reader
	dec    *json.Decoder
	format Format
	line   int    // NDJSON: of the row that was read last
	one    []byte // JSON: a file that is one object, which is one row
	inside bool   // JSON: the rows stand inside of an object, or are it
	size   int    // of the row that was read last
}

// members are the properties of an object, in the order of the file.
type members []member

type member struct {
	key string
	raw json.RawMessage
}

// errNotObject and syntax errors are rows that can't be read; others follow in NDJSON.
var errNotObject = errors.New("not a JSON object")

// badRow is a row that can't be read, while the next one may be.
type badRow struct{ err error }

func (e badRow) Error() string { return e.err.Error() }

// newObjects tells the format by the content: an array; one object a line; or an object with an array in it. lines says
// that the file's name promises one object a line.
func newObjects(in *bufio.Reader, lines bool) (*objects, error) {
	o := &objects{in: in}
	for {
		c, err := in.ReadByte()
		if err != nil {
			return nil, errEmpty
		}
		if c == '\n' {
			o.line++
		}
		if !bytes.ContainsRune([]byte(" \t\r\n"), rune(c)) {
			in.UnreadByte()
			if c == '[' {
				o.format, o.dec = JSON, json.NewDecoder(in)
				o.dec.Token()
				return o, nil
			}
			break
		}
	}
	if lines || startsLines(in) {
		o.format = NDJSON
		return o, nil
	}
	o.format, o.dec, o.inside = JSON, json.NewDecoder(in), true
	return o, o.unwrap()
}

// startsLines reports whether the first or second line is a whole object and another one follows it.
func startsLines(in *bufio.Reader) bool {
	head, _ := in.Peek(in.Size())
	for range 2 {
		line, rest, _ := bytes.Cut(head, []byte("\n"))
		rest = bytes.TrimLeft(rest, " \t\r\n")
		if line = bytes.TrimSpace(line); len(line) > 1 && line[0] == '{' && json.Valid(line) {
			return len(rest) > 0
		}
		head = rest
	}
	return false
}

// unwrap finds the rows of a file that is one object: an array under a name that exports use, else the object itself.
func (o *objects) unwrap() error {
	raw, err := o.value(o.dec)
	if err != nil {
		return err
	}
	all, err := readMembers(raw)
	if err != nil {
		return err
	}
	if _, err := o.dec.Token(); err == nil {
		return errors.New("several JSON values that are neither one a line nor in an array")
	}
	for _, name := range wrappers {
		for _, m := range all {
			if m.key == name && len(m.raw) > 0 && m.raw[0] == '[' {
				o.dec = json.NewDecoder(bytes.NewReader(m.raw))
				o.dec.Token()
				return nil
			}
		}
	}
	o.one, o.dec = raw, nil
	return nil
}

func (o *objects) value(dec *json.Decoder) (json.RawMessage, error) {
	var raw json.RawMessage
	err := dec.Decode(&raw)
	return raw, err
}

// next returns the next row, io.EOF after the last, or a badRow.
func (o *objects) next() (members, error) {
	switch {
	case o.format == NDJSON:
		return o.nextLine()
	case o.one != nil:
		raw := o.one
		o.one, o.size = nil, len(raw)
		return readMembers(raw)
	case o.dec == nil || !o.dec.More():
		if o.dec != nil {
			if _, err := o.dec.Token(); err != nil {
				return nil, fmt.Errorf("the JSON array ends too early or is broken: %w", err)
			}
		}
		return nil, io.EOF
	}
	raw, err := o.value(o.dec)
	if err != nil {
		return nil, fmt.Errorf("byte %d: %w", o.dec.InputOffset(), err)
	}
	o.size = len(raw)
	m, err := readMembers(raw)
	if err != nil {
		return nil, badRow{err}
	}
	return m, nil
}

func (o *objects) nextLine() (members, error) {
	for {
		line, err := readLine(o.in)
		if len(line) == 0 && err != nil {
			return nil, err
		}
		o.line++
		o.size = len(line)
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		m, err := readMembers(line)
		if err != nil {
			return nil, badRow{err}
		}
		return m, nil
	}
}

func readLine(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if err == nil {
		return line, nil
	}
	all := bytes.Clone(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		line, err = in.ReadSlice('\n')
		all = append(all, line...)
	}
	if len(all) > 0 {
		return all, nil
	}
	return nil, err
}

// readMembers returns an object's properties; of a property that is given twice, the last.
func readMembers(raw []byte) (members, error) {
	all, err := readObject(raw)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the JSON object ends too early")
	}
	return all, err
}

func readObject(raw []byte) (members, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	tok, err := dec.Token()
	if err != nil {
		return nil, err
	}
	if tok != json.Delim('{') {
		return nil, errNotObject
	}
	var all members
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, err
		}
		m := member{key: key.(string)}
		if err := dec.Decode(&m.raw); err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("something follows the object")
	}
	return all, nil
}

func (s *Shape) sniffJSON(f *file, sample int) error {
	_, ext := stem(s.Path)
	rows, err := newObjects(f.Reader, ext != ".json")
	if err != nil {
		return err
	}
	s.Format = rows.format
	s.Header = true
	if rows.inside {
		s.Clean = false // only an array that is the whole file is one to an engine
	}
	var names []string
	guesses := map[string]*guess{}
	bad := 0
	for read := 0; read < sample; read += rows.size + 1 {
		row, err := rows.next()
		if errors.Is(err, io.EOF) {
			s.Whole = true
			break
		}
		if errors.As(err, new(badRow)) {
			s.Clean = false
			if bad++; bad > 100 && len(guesses) == 0 {
				return fmt.Errorf("the first %d lines are no JSON objects: %w", bad, err)
			}
			continue
		}
		if err != nil {
			if len(guesses) == 0 {
				return err
			}
			s.Clean = false
			break
		}
		s.LongestRow = max(s.LongestRow, rows.size)
		for _, m := range row {
			g := guesses[m.key]
			if g == nil {
				g = &guess{}
				guesses[m.key] = g
				names = append(names, m.key)
			}
			g.json(m.raw)
		}
	}
	if len(names) == 0 {
		if bad > 0 {
			return errors.New("nothing in it is a JSON object")
		}
		return errEmpty
	}
	unique, problems := columnNames(s.Path, 0, names)
	s.Problems = append(s.Problems, problems...)
	for i, key := range names {
		g := guesses[key]
		mixed := symbol.String
		if g.kinds&compoundValue != 0 {
			mixed = symbol.Dynamic
		}
		t, ticks := g.result(mixed)
		s.Columns = append(s.Columns, Column{Name: unique[i], Key: key, Type: t, Ticks: ticks, Fits: g.fits()})
	}
	return nil
}
