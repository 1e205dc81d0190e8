package rest

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/result"
)

// v2Writer writes version 2: a JSON array of frames. Fragmented and one frame a line is what azkustodata asks for; its
// reader wants the properties of a frame in just this order.
type v2Writer struct {
	out        *body
	fragmented bool
	newlines   bool
	frames     int
	id         int // id of the current table; 0 is the query properties
	rowCount   int64
	scratch    []byte
	pushed     bool
}

func newV2(out *body, fragmented, newlines bool) writer {
	return &v2Writer{out: out, fragmented: fragmented, newlines: newlines}
}

type columnFrame struct {
	ColumnName string
	ColumnType string
}

func columnFrames(columns []result.Column) []columnFrame {
	out := make([]columnFrame, len(columns))
	for i, c := range columns {
		out[i] = columnFrame{c.Name, wireType(c.Type)}
	}
	return out
}

// frame begins a frame: the bracket or comma before it.
func (w *v2Writer) frame() {
	switch {
	case w.frames == 0:
		w.out.WriteByte('[')
	case w.newlines:
		w.out.WriteString("\n,")
	default:
		w.out.WriteByte(',')
	}
	w.frames++
}

func (w *v2Writer) json(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = w.out.Write(b)
	return err
}

func (w *v2Writer) begin(chart *result.Chart) error {
	w.frame()
	if err := w.json(struct {
		FrameType               string
		IsProgressive           bool
		Version                 string
		IsFragmented            bool
		ErrorReportingPlacement string
	}{"DataSetHeader", false, "v2.0", w.fragmented, "EndOfTable"}); err != nil {
		return err
	}
	rows := [][]any{}
	if chart != nil {
		text, err := json.Marshal(visualization(chart))
		if err != nil {
			return err
		}
		rows = append(rows, []any{1, "Visualization", string(text)})
	}
	return w.dataTable(0, "QueryProperties", "@ExtendedProperties", []columnFrame{{"TableId", "int"}, {"Key", "string"}, {"Value", "dynamic"}}, rows)
}

func (w *v2Writer) dataTable(id int, kind, name string, columns []columnFrame, rows [][]any) error {
	w.frame()
	return w.json(struct {
		FrameType string
		TableId   int
		TableKind string
		TableName string
		Columns   []columnFrame
		Rows      [][]any
	}{"DataTable", id, kind, name, columns, rows})
}

func (w *v2Writer) table(columns []result.Column) error {
	w.id++
	w.rowCount = 0
	w.frame()
	name := "PrimaryResult"
	if w.fragmented {
		return w.json(struct {
			FrameType string
			TableId   int
			TableKind string
			TableName string
			Columns   []columnFrame
		}{"TableHeader", w.id, "PrimaryResult", name, columnFrames(columns)})
	}
	head, err := json.Marshal(struct {
		FrameType string
		TableId   int
		TableKind string
		TableName string
		Columns   []columnFrame
	}{"DataTable", w.id, "PrimaryResult", name, columnFrames(columns)})
	if err != nil {
		return err
	}
	w.out.Write(head[:len(head)-1])
	_, err = w.out.WriteString(`,"Rows":[`)
	return err
}

func (w *v2Writer) rows(columns []result.Column, b *result.Batch, n int) error {
	if n == 0 {
		return nil
	}
	if w.fragmented {
		w.frame()
		w.out.WriteString(`{"FrameType":"TableFragment","TableFragmentType":"DataAppend","TableId":` + strconv.Itoa(w.id) + `,"Rows":[`)
		w.rowCount = 0
	}
	for i := range n {
		dst := w.scratch[:0]
		if w.rowCount > 0 {
			dst = append(dst, ',')
		}
		w.rowCount++
		dst = appendRow(dst, b, i)
		w.scratch = dst
		if _, err := w.out.Write(dst); err != nil {
			return err
		}
	}
	if w.fragmented {
		w.out.WriteString("]}")
	}
	if !w.pushed { // the first rows at once, the rest as the buffer fills
		w.pushed = true
		return w.out.push()
	}
	return nil
}

func appendRow(dst []byte, b *result.Batch, i int) []byte {
	dst = append(dst, '[')
	for c := range b.Cols {
		if c > 0 {
			dst = append(dst, ',')
		}
		dst = appendCell(dst, &b.Cols[c], i)
	}
	return append(dst, ']')
}

func (w *v2Writer) endTable(rows int64, problem *apiError) error {
	if !w.fragmented {
		_, err := w.out.WriteString("]}")
		return err
	}
	w.frame()
	return w.json(struct {
		FrameType    string
		TableId      int
		RowCount     int64
		OneApiErrors []apiError `json:",omitempty"`
	}{"TableCompletion", w.id, rows, oneOrNone(problem)})
}

func oneOrNone(problem *apiError) []apiError {
	if problem == nil {
		return nil
	}
	return []apiError{*problem}
}

func (w *v2Writer) end(problem *apiError) error {
	columns := []columnFrame{{"Timestamp", "datetime"}, {"ClientRequestId", "string"}, {"ActivityId", "guid"}, {"SubActivityId", "guid"}, {"ParentActivityId", "guid"}, {"Level", "int"},
		{"LevelName", "string"}, {"StatusCode", "int"}, {"StatusCodeName", "string"}, {"EventType", "int"}, {"EventTypeName", "string"}, {"Payload", "string"}}
	if err := w.dataTable(w.id+1, "QueryCompletionInformation", "QueryCompletionInformation", columns, [][]any{}); err != nil {
		return err
	}
	w.frame()
	if err := w.json(struct {
		FrameType    string
		HasErrors    bool
		Cancelled    bool
		OneApiErrors []apiError `json:",omitempty"`
	}{"DataSetCompletion", problem != nil, problem != nil && problem.Error.Code == "Cancelled", oneOrNone(problem)}); err != nil {
		return err
	}
	_, err := w.out.WriteString("]\n")
	return err
}

func (w *v2Writer) flush() error { return w.out.push() }

// visualization is a chart as Kusto describes it to clients: every property, null where it was not given.
// Source: the render operator's page and the names that clients read.
func visualization(c *result.Chart) map[string]any {
	names := []string{"Title", "XColumn", "Series", "YColumns", "AnomalyColumns", "XTitle", "YTitle", "XAxis", "YAxis", "Legend", "YSplit", "Accumulate", "IsQuerySorted", "Kind", "Ymin", "Ymax", "Xmin", "Xmax"}
	out := map[string]any{"Visualization": c.Kind}
	for _, n := range names {
		out[n] = nil
	}
	for k, v := range c.Props {
		for _, n := range names {
			if strings.EqualFold(n, k) {
				out[n] = v
			}
		}
	}
	return out
}
