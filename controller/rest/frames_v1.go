package rest

import (
	"encoding/json"
	"fmt"

	"github.com/huntbook/huntbook/controller/result"
)

// v1Writer writes version 1: one object with tables, the last of which is the table of contents when there are several.
type v1Writer struct {
	out     *body
	tables  int
	inTable int64
	chart   *result.Chart
	scratch []byte
}

func newV1(out *body) writer { return &v1Writer{out: out} }

func (w *v1Writer) begin(chart *result.Chart) error {
	w.chart = chart
	_, err := w.out.WriteString(`{"Tables":[`)
	return err
}

type v1Column struct {
	ColumnName string
	DataType   string
	ColumnType string
}

func (w *v1Writer) head(columns []v1Column) error {
	if w.tables > 0 {
		w.out.WriteByte(',')
	}
	head, err := json.Marshal(struct {
		TableName string
		Columns   []v1Column
	}{fmt.Sprintf("Table_%d", w.tables), columns})
	if err != nil {
		return err
	}
	w.tables++
	w.inTable = 0
	w.out.Write(head[:len(head)-1])
	_, err = w.out.WriteString(`,"Rows":[`)
	return err
}

func v1Columns(columns []result.Column) []v1Column {
	out := make([]v1Column, len(columns))
	for i, c := range columns {
		out[i] = v1Column{c.Name, clrTypes[c.Type], wireType(c.Type)}
		if out[i].DataType == "" {
			out[i].DataType = "Object"
		}
	}
	return out
}

func (w *v1Writer) table(columns []result.Column) error { return w.head(v1Columns(columns)) }

func (w *v1Writer) rows(_ []result.Column, b *result.Batch, n int) error {
	for i := range n {
		dst := w.scratch[:0]
		if w.inTable > 0 {
			dst = append(dst, ',')
		}
		w.inTable++
		dst = appendRow(dst, b, i)
		w.scratch = dst
		if _, err := w.out.Write(dst); err != nil {
			return err
		}
	}
	return nil
}

func (w *v1Writer) endTable(int64, *apiError) error {
	_, err := w.out.WriteString("]}")
	return err
}

// end adds the properties, the status and the table of contents, in the order in which Kusto sends them.
func (w *v1Writer) end(problem *apiError) error {
	results := w.tables
	properties := [][]any{}
	if w.chart != nil {
		text, err := json.Marshal(visualization(w.chart))
		if err != nil {
			return err
		}
		properties = append(properties, []any{string(text)})
	}
	status := []any{4, "Info", 0, "S_OK (0)", "Query completed"}
	if problem != nil {
		status = []any{2, "Error", 1, problem.Error.Code, problem.Error.Text}
	}
	contents := [][]any{}
	for i := range results {
		contents = append(contents, []any{i, "QueryResult", "PrimaryResult", "", ""})
	}
	contents = append(contents, []any{results, "QueryProperties", "@ExtendedProperties", "", ""}, []any{results + 1, "QueryStatus", "QueryStatus", "", ""})
	for _, t := range []struct {
		columns []v1Column
		rows    [][]any
	}{
		{[]v1Column{{"Value", "String", "string"}}, properties},
		{[]v1Column{{"Severity", "Int32", "int"}, {"SeverityName", "String", "string"}, {"StatusCode", "Int32", "int"}, {"StatusCodeName", "String", "string"}, {"StatusDescription", "String", "string"}}, [][]any{status}},
		{[]v1Column{{"Ordinal", "Int64", "long"}, {"Kind", "String", "string"}, {"Name", "String", "string"}, {"Id", "String", "string"}, {"PrettyName", "String", "string"}}, contents},
	} {
		if err := w.head(t.columns); err != nil {
			return err
		}
		rows, err := json.Marshal(t.rows)
		if err != nil {
			return err
		}
		w.out.Write(rows[1 : len(rows)-1])
		if err := w.endTable(0, nil); err != nil {
			return err
		}
	}
	w.out.WriteByte(']')
	if problem != nil {
		text, err := json.Marshal([]string{problem.Error.Text})
		if err != nil {
			return err
		}
		w.out.WriteString(`,"Exceptions":` + string(text))
	}
	_, err := w.out.WriteString("}\n")
	return err
}

func (w *v1Writer) flush() error { return w.out.push() }
