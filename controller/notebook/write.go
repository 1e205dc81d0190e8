package notebook

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// Write returns the notebook's file. Values in metadata and outputs are what encoding/json decodes to, or any type that
// it encodes; a value that it can't encode is an error.
func Write(n *Notebook) ([]byte, error) {
	cells := slices.Clone(n.Cells)
	renewIDs(cells)
	list := make([]any, len(cells))
	for i := range cells {
		list[i] = cellObject(&cells[i])
	}
	meta := withFields(n.Metadata, map[string]any{
		"kernelspec":    withFields(n.Metadata["kernelspec"], map[string]any{"display_name": "Huntbook KQL", "language": kusto, "name": "huntbook"}),
		"language_info": withFields(n.Metadata["language_info"], map[string]any{"file_extension": ".kql", "name": kusto}),
	})
	top := withFields(n.Extra, map[string]any{"cells": list, "metadata": meta, "nbformat": 4, "nbformat_minor": max(5, n.Minor)})
	w := writer{}
	w.value(top, 0)
	return append(w.out, '\n'), w.err
}

func cellObject(c *Cell) map[string]any {
	meta := maps.Clone(c.Metadata)
	if meta == nil {
		meta = map[string]any{}
	}
	vs, isObject := meta["vscode"].(map[string]any)
	switch {
	case c.Kind == "code" && c.Language != kusto && c.Language != "":
		meta["vscode"] = withFields(vs, map[string]any{"languageId": c.Language})
	case isObject:
		vs = maps.Clone(vs)
		delete(vs, "languageId")
		meta["vscode"] = vs
		if len(vs) == 0 {
			delete(meta, "vscode")
		}
	}
	m := withFields(c.Extra, map[string]any{"cell_type": c.Kind, "id": c.ID, "metadata": meta, "source": lines(c.Source)})
	if c.Kind != "code" {
		return m
	}
	m["execution_count"] = nil
	if c.Count > 0 {
		m["execution_count"] = c.Count
	}
	outs := make([]any, len(c.Outputs))
	for i, o := range c.Outputs {
		outs[i] = outputObject(o)
	}
	m["outputs"] = outs
	return m
}

func outputObject(o Output) map[string]any {
	m := maps.Clone(o)
	if t, ok := m["text"].(string); ok && m["output_type"] == "stream" {
		m["text"] = lines(t)
	}
	if data := o.Data(); data != nil {
		data = maps.Clone(data)
		for mime, v := range data {
			if t, ok := v.(string); ok && cut(mime) {
				data[mime] = lines(t)
			}
		}
		m["data"] = data
	}
	return m
}

// writer writes JSON by rules W6 to W8.
type writer struct {
	out []byte
	err error
}

func (w *writer) value(v any, depth int) {
	switch v := v.(type) {
	case nil:
		w.out = append(w.out, "null"...)
	case bool:
		w.out = strconv.AppendBool(w.out, v)
	case string:
		w.string(v)
	case int:
		w.out = strconv.AppendInt(w.out, int64(v), 10)
	case float64:
		w.number(v)
	case []any:
		w.list(v, depth)
	case map[string]any:
		w.object(v, depth)
	default:
		// A struct of our own: by way of its JSON, so that its fields are sorted as everything else.
		text, err := json.Marshal(v)
		var plain any
		if err == nil {
			plain, err = parse(text)
		}
		if err != nil {
			w.err = err
			return
		}
		w.value(plain, depth)
	}
}

func (w *writer) newline(depth int) {
	w.out = append(w.out, '\n')
	for range depth {
		w.out = append(w.out, ' ')
	}
}

func (w *writer) list(v []any, depth int) {
	w.out = append(w.out, '[')
	for i, x := range v {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		w.newline(depth + 1)
		w.value(x, depth+1)
	}
	if len(v) > 0 {
		w.newline(depth)
	}
	w.out = append(w.out, ']')
}

func (w *writer) object(v map[string]any, depth int) {
	w.out = append(w.out, '{')
	for i, k := range slices.SortedFunc(maps.Keys(v), compareUTF16) {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		w.newline(depth + 1)
		w.string(k)
		w.out = append(w.out, ": "...)
		w.value(v[k], depth+1)
	}
	if len(v) > 0 {
		w.newline(depth)
	}
	w.out = append(w.out, '}')
}

// compareUTF16 orders strings by their UTF-16 code units.
func compareUTF16(a, b string) int {
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}

func (w *writer) number(f float64) {
	if f == 0 { // -0 too
		w.out = append(w.out, '0')
		return
	}
	text, err := json.Marshal(f) // the same form as JSON.stringify
	if err != nil {
		text = []byte("null") // not a number, infinite
	}
	w.out = append(w.out, text...)
}

func (w *writer) string(s string) {
	const digits = "0123456789abcdef"
	w.out = append(w.out, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			w.out = append(w.out, '\\', byte(r))
		case r == '\b':
			w.out = append(w.out, `\b`...)
		case r == '\f':
			w.out = append(w.out, `\f`...)
		case r == '\n':
			w.out = append(w.out, `\n`...)
		case r == '\r':
			w.out = append(w.out, `\r`...)
		case r == '\t':
			w.out = append(w.out, `\t`...)
		case r < 0x20:
			w.out = append(w.out, `\u00`...)
			w.out = append(w.out, digits[r>>4], digits[r&15])
		default:
			w.out = utf8.AppendRune(w.out, r) // bytes that are no UTF-8 become U+FFFD
		}
	}
	w.out = append(w.out, '"')
}
