package notebook

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Read reads a notebook file. The errors name the place: a line and column where the text is no JSON, a path like
// cells[2].source where it is no notebook.
func Read(text []byte) (*Notebook, error) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(text) {
		return nil, errors.New("not UTF-8 text")
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return &Notebook{Minor: 5, Metadata: map[string]any{}}, nil
	}
	v, err := parse(text)
	if err != nil {
		return nil, err
	}
	top, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("not a notebook: an object is expected")
	}
	if f, has := top["nbformat"]; has && f != float64(4) {
		return nil, errors.New("nbformat: only version 4 is read")
	}
	list, ok := top["cells"].([]any)
	if !ok {
		return nil, errors.New("cells: a list is expected")
	}
	n := &Notebook{Minor: integer(top["nbformat_minor"], maxMinor), Extra: rest(top, "cells", "metadata", "nbformat", "nbformat_minor")}
	if n.Metadata, err = object(top, "metadata", "metadata"); err != nil {
		return nil, err
	}
	n.Cells = make([]Cell, len(list))
	for i, v := range list {
		if n.Cells[i], err = readCell(v, fmt.Sprintf("cells[%d]", i)); err != nil {
			return nil, err
		}
	}
	renewIDs(n.Cells)
	return n, nil
}

func readCell(v any, at string) (c Cell, err error) {
	m, ok := v.(map[string]any)
	if !ok {
		return c, errors.New(at + ": an object is expected")
	}
	c.Kind, _ = m["cell_type"].(string)
	if c.Kind != "code" && c.Kind != "markdown" && c.Kind != "raw" {
		return c, errors.New(at + ".cell_type: code, markdown or raw is expected")
	}
	c.ID, _ = m["id"].(string)
	if c.Metadata, err = object(m, "metadata", at+".metadata"); err != nil {
		return c, err
	}
	if v, has := m["source"]; has {
		if c.Source, ok = joined(v); !ok {
			return c, errors.New(at + ".source: a string or a list of strings is expected")
		}
	}
	c.Source = strings.ReplaceAll(strings.ReplaceAll(c.Source, "\r\n", "\n"), "\r", "\n")
	c.Extra = rest(m, "cell_type", "id", "metadata", "source", "execution_count", "outputs")
	c.Language = c.Kind
	if c.Kind != "code" {
		return c, nil
	}
	c.Language = kusto
	if vs, ok := c.Metadata["vscode"].(map[string]any); ok {
		if l, ok := vs["languageId"].(string); ok && l != "" {
			c.Language = l
		}
	}
	c.Count = integer(m["execution_count"], math.MaxInt32)
	outs, has := m["outputs"]
	if !has {
		return c, nil
	}
	list, ok := outs.([]any)
	if !ok {
		return c, errors.New(at + ".outputs: a list is expected")
	}
	for i, v := range list {
		o, err := readOutput(v, fmt.Sprintf("%s.outputs[%d]", at, i))
		if err != nil {
			return c, err
		}
		c.Outputs = append(c.Outputs, o)
	}
	return c, nil
}

func readOutput(v any, at string) (Output, error) {
	m, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New(at + ": an object is expected")
	}
	kind, ok := m["output_type"].(string)
	if !ok {
		return nil, errors.New(at + ".output_type: a string is expected")
	}
	if t, ok := joined(m["text"]); ok && kind == "stream" {
		m["text"] = t
	}
	if data, ok := m["data"].(map[string]any); ok {
		for mime, v := range data {
			if t, ok := joined(v); ok && cut(mime) {
				data[mime] = t
			}
		}
	}
	return Output(m), nil
}

// joined returns a string, or the strings of a list as one.
func joined(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case []any:
		var b strings.Builder
		for _, l := range v {
			s, ok := l.(string)
			if !ok {
				return "", false
			}
			b.WriteString(s)
		}
		return b.String(), true
	}
	return "", false
}

// object returns the object of a field; an empty one when the field is absent.
func object(m map[string]any, key, at string) (map[string]any, error) {
	v, has := m[key]
	if !has {
		return map[string]any{}, nil
	}
	o, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New(at + ": an object is expected")
	}
	return o, nil
}

// rest returns a copy of the fields that are not named.
func rest(m map[string]any, named ...string) map[string]any {
	c := maps.Clone(m)
	for _, k := range named {
		delete(c, k)
	}
	return c
}

// parse reads one JSON value, with numbers as float64 (those beyond its range as nil).
func parse(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	at := int64(len(text))
	if err == nil {
		if _, err = d.Token(); err == io.EOF {
			return doubles(v), nil
		}
		at, err = d.InputOffset(), errors.New("more text behind the notebook")
	}
	if s, ok := errors.AsType[*json.SyntaxError](err); ok && s.Offset > 0 {
		at = s.Offset - 1
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the text ends early")
	}
	before := text[:min(at, int64(len(text)))]
	line := bytes.Count(before, []byte("\n")) + 1
	col := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return nil, fmt.Errorf("line %d, column %d: not JSON: %w", line, col, err)
}

func doubles(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			v[k] = doubles(x)
		}
	case []any:
		for i, x := range v {
			v[i] = doubles(x)
		}
	case json.Number:
		f, err := strconv.ParseFloat(string(v), 64)
		if err != nil {
			return nil
		}
		return f
	}
	return v
}
