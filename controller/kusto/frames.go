package kusto

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/schema"
)

// The answer to a query, protocol v2, is a list of frames. Three shapes of it are read:
//
//	fragmented   TableHeader, TableFragment ..., TableCompletion for the query's own tables; what is asked for
//	classic      DataTable for each table
//	progressive  as fragmented, with fragments that replace what came before
//
// Around them stand DataSetHeader, tables of properties and of completion information, and DataSetCompletion.
// Source: the protocol's documentation. The order of a frame's properties does not matter here, but rows are read as
// they come only if their table's columns are known by then; else they are held until the frame's end.

// frame is one frame. When rows is set, the decoder stands inside of its rows.
type frame struct {
	FrameType         string
	TableID           int    `json:"TableId"`
	TableKind         string // PrimaryResult, QueryProperties, QueryCompletionInformation ...
	TableName         string
	TableFragmentType string // DataAppend or DataReplace
	Columns           []frameColumn
	IsProgressive     bool
	HasErrors         bool
	Cancelled         bool
	OneAPIErrors      []apiError `json:"OneApiErrors"`

	rows bool
	held []json.RawMessage // rows that came before their columns
}

type frameColumn struct{ ColumnName, ColumnType, DataType string }

// frames reads frames from a body.
type frames struct {
	dec    *json.Decoder
	began  bool
	tables map[int][]frameColumn
	open   *frame // whose rows are not read to the end
}

func newFrames(body io.Reader) *frames {
	return &frames{dec: json.NewDecoder(body), tables: map[int][]frameColumn{}}
}

// next returns the next frame, after the rest of the one before; io.EOF after the last.
func (f *frames) next() (*frame, error) {
	if err := f.skip(); err != nil {
		return nil, err
	}
	if !f.began {
		tok, err := f.dec.Token()
		if err != nil {
			return nil, err
		}
		if tok != json.Delim('[') {
			return nil, errors.New("it is no list of frames")
		}
		f.began = true
	}
	if !f.dec.More() {
		if _, err := f.dec.Token(); err != nil {
			return nil, unexpected(err)
		}
		return nil, io.EOF
	}
	if tok, err := f.dec.Token(); err != nil || tok != json.Delim('{') {
		return nil, unexpected(err)
	}
	fr := &frame{}
	return fr, f.members(fr)
}

func unexpected(err error) error {
	if err == nil {
		return errors.New("a frame is no object")
	}
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// members reads a frame's properties, up to its rows or its end.
func (f *frames) members(fr *frame) error {
	for f.dec.More() {
		tok, err := f.dec.Token()
		if err != nil {
			return unexpected(err)
		}
		key, _ := tok.(string)
		if key != "Rows" {
			if err := f.member(fr, key); err != nil {
				return unexpected(err)
			}
			continue
		}
		if fr.columns(f) == nil {
			if err := f.dec.Decode(&fr.held); err != nil {
				return unexpected(err)
			}
			continue
		}
		if tok, err := f.dec.Token(); err != nil || tok != json.Delim('[') {
			return unexpected(err)
		}
		fr.rows, f.open = true, fr
		return nil
	}
	_, err := f.dec.Token()
	if fr.FrameType == "TableHeader" {
		f.tables[fr.TableID] = fr.Columns
	}
	return err
}

func (f *frames) member(fr *frame, key string) error {
	var into any
	switch key {
	case "FrameType":
		into = &fr.FrameType
	case "TableId":
		into = &fr.TableID
	case "TableKind":
		into = &fr.TableKind
	case "TableName":
		into = &fr.TableName
	case "TableFragmentType":
		into = &fr.TableFragmentType
	case "Columns":
		into = &fr.Columns
	case "IsProgressive":
		into = &fr.IsProgressive
	case "HasErrors":
		into = &fr.HasErrors
	case "Cancelled":
		into = &fr.Cancelled
	case "OneApiErrors":
		into = &fr.OneAPIErrors
	default:
		into = new(json.RawMessage)
	}
	if err := f.dec.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return nil
}

func (fr *frame) columns(f *frames) []frameColumn {
	if fr.Columns != nil {
		return fr.Columns
	}
	return f.tables[fr.TableID]
}

// row returns the next row of a frame, or io.EOF; the properties behind the rows are read then.
func (f *frames) row(fr *frame) (json.RawMessage, error) {
	if len(fr.held) > 0 {
		row := fr.held[0]
		fr.held = fr.held[1:]
		return row, nil
	}
	if !fr.rows {
		return nil, io.EOF
	}
	if f.dec.More() {
		var row json.RawMessage
		err := f.dec.Decode(&row)
		return row, unexpectedOrNil(err)
	}
	if _, err := f.dec.Token(); err != nil {
		return nil, unexpected(err)
	}
	fr.rows, f.open = false, nil
	if err := f.members(fr); err != nil {
		return nil, err
	}
	return nil, io.EOF
}

func unexpectedOrNil(err error) error {
	if err == nil {
		return nil
	}
	return unexpected(err)
}

// skip reads the rest of the frame whose rows are open.
func (f *frames) skip() error {
	for f.open != nil {
		if _, err := f.row(f.open); err != nil && err != io.EOF {
			return err
		}
	}
	return nil
}

// resultColumns returns a table's columns with KQL's types.
func resultColumns(columns []frameColumn) []result.Column {
	list := make([]result.Column, len(columns))
	for i, c := range columns {
		t := schema.TypeNamed(first(c.ColumnType, c.DataType))
		if t == symbol.Unknown {
			t = symbol.Dynamic
		}
		list[i] = result.Column{Name: c.ColumnName, Type: t}
	}
	return list
}

// cells splits a row into its values. A row that is an object instead carries errors.
func cells(row json.RawMessage, into [][]byte) ([][]byte, error) {
	row = bytes.TrimSpace(row)
	if len(row) < 2 || row[0] != '[' {
		return nil, errors.New("a row is no list")
	}
	into = into[:0]
	inner := row[1 : len(row)-1]
	depth, from := 0, 0
	for i := 0; i < len(inner); i++ {
		switch inner[i] {
		case '"':
			for i++; i < len(inner) && inner[i] != '"'; i++ {
				if inner[i] == '\\' {
					i++
				}
			}
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case ',':
			if depth == 0 {
				into = append(into, bytes.TrimSpace(inner[from:i]))
				from = i + 1
			}
		}
	}
	if last := bytes.TrimSpace(inner[from:]); len(last) > 0 {
		into = append(into, last)
	}
	return into, nil
}

// rowErrors reads a row that is an object: the classic shape's way to say that a table broke off.
func rowErrors(row json.RawMessage) []apiError {
	var o struct {
		OneAPIErrors []apiError `json:"OneApiErrors"`
		Exceptions   []string
	}
	if json.Unmarshal(row, &o) != nil {
		return nil
	}
	for _, text := range o.Exceptions {
		var a apiError
		a.Error.Code, a.Error.Message = "exception", text
		o.OneAPIErrors = append(o.OneAPIErrors, a)
	}
	return o.OneAPIErrors
}

// charts reads what render operators ask for, by the ids of the tables, from the table of properties.
func charts(f *frames, fr *frame) (map[int]*result.Chart, error) {
	place := map[string]int{}
	for i, c := range fr.Columns {
		place[c.ColumnName] = i
	}
	found := map[int]*result.Chart{}
	for {
		row, err := f.row(fr)
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		values, err := cells(row, nil)
		if err != nil || len(values) <= max(place["TableId"], place["Key"], place["Value"]) {
			continue
		}
		key, _ := unquote(values[place["Key"]])
		var id int
		if key != "Visualization" || json.Unmarshal(values[place["TableId"]], &id) != nil {
			continue
		}
		text, err := dynamic(values[place["Value"]])
		if err != nil {
			continue
		}
		if chart := chartOf(text); chart != nil {
			found[id] = chart
		}
	}
}

// chartOf reads a visualization: an object of render's properties in Pascal case, null where they were not given.
func chartOf(text string) *result.Chart {
	var props map[string]any
	if json.Unmarshal([]byte(text), &props) != nil {
		return nil
	}
	kind, _ := props["Visualization"].(string)
	if kind == "" {
		return nil
	}
	chart := &result.Chart{Kind: kind, Props: map[string]string{}}
	for name, v := range props {
		var value string
		switch v := v.(type) {
		case string:
			value = v
		case bool:
			if v {
				value = "true"
			}
		case []any:
			var words []string
			for _, w := range v {
				words = append(words, fmt.Sprint(w))
			}
			value = strings.Join(words, ",")
		case float64:
			value = fmt.Sprint(v)
		}
		if name != "Visualization" && value != "" && value != "NaN" {
			chart.Props[strings.ToLower(name)] = value
		}
	}
	return chart
}
