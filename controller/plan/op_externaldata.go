package plan

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// externalFormats are the formats whose records the engine can read.
var externalFormats = map[string]bool{
	"": true, "csv": true, "tsv": true, "tsve": true, "psv": true, "scsv": true, "sohsv": true, "txt": true, "raw": true,
	"json": true, "singlejson": true, "multijson": true, "parquet": true,
}

// externaldata plans the reading of records: as texts first, which are then converted to the declared types.
func (e *env) externaldata(x *syntax.ExternalDataExpr) *stream {
	t := &External{}
	for _, it := range x.URIs {
		if it.X == nil {
			continue
		}
		k, ok := e.scalar(it.X, &scope{}).(*Const)
		if !ok || k.Value.Type != symbol.String {
			e.invalid(it.X, "externaldata takes addresses that are constants")
		}
		t.URIs = append(t.URIs, k.Value.Str)
	}
	rows := e.info.Rows[x]
	if rows == nil || len(rows.Columns) == 0 {
		e.invalid(x, "externaldata needs a schema")
	}
	for _, c := range rows.Columns {
		t.Names = append(t.Names, c.Name)
	}
	for _, p := range append(append([]*syntax.Property{}, x.Props...), x.Options...) {
		if p == nil || p.Name == nil {
			continue
		}
		v := e.propText(p)
		switch strings.ToLower(p.Name.Value) {
		case "format":
			t.Format = strings.ToLower(v)
			if !externalFormats[t.Format] {
				e.unsupported(p.Value, "externaldata of the format "+v, "")
			}
		case "ignorefirstrecord":
			t.SkipFirst = sameWord(v, "true")
		case "zippattern":
			t.Only = v
		case "ingestionmapping":
			if t.Paths = mapping(v, t.Names); t.Paths == nil {
				e.invalid(p.Value, "the mapping is no JSON array of columns")
			}
		}
	}
	return e.texts(t, rows, x)
}

// texts is a stage whose columns are texts, converted to the types of rows.
func (e *env) texts(t Task, rows *symbol.Rows, at syntax.Node) *stream {
	s := &Stage{Task: t, Span: e.span(at)}
	comp := &Compute{In: s}
	out := &stream{rel: comp, cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	for _, c := range rows.Columns {
		text := e.b.column(&symbol.Column{Name: c.Name, Type: symbol.String})
		s.Columns = append(s.Columns, text)
		col := e.b.column(c)
		x := cast(ref(text), c.Type)
		if parse := builtin.Named(builtin.Scalar, "parse_json"); c.Type == symbol.Dynamic && parse != nil {
			x = &Call{Fn: parse, Args: []Scalar{ref(text)}, T: symbol.Dynamic, Span: s.Span}
		}
		comp.Cols = append(comp.Cols, Computed{col, x})
		out.cols[c] = col.ID
	}
	return out
}

// mapping reads an ingestion mapping: a place in the record for each of the columns, empty where there is none.
func mapping(text string, names []string) []string {
	var items []struct {
		Column     string         `json:"column"`
		Path       string         `json:"path"`
		Ordinal    any            `json:"ordinal"`
		Properties map[string]any `json:"properties"`
	}
	if json.Unmarshal([]byte(text), &items) != nil {
		return nil
	}
	out := make([]string, len(names))
	for _, it := range items {
		place := it.Path
		ordinal := it.Ordinal
		for k, v := range it.Properties {
			switch strings.ToLower(k) {
			case "path":
				place, _ = v.(string)
			case "ordinal":
				ordinal = v
			}
		}
		switch n := ordinal.(type) {
		case string:
			place = n
		case float64:
			place = strconv.Itoa(int(n))
		}
		for i, name := range names {
			if name == it.Column {
				out[i] = place
			}
		}
	}
	return out
}
