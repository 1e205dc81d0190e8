package main

import (
	"bufio"
	"encoding/json"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/lint"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// jsonlRequest is a line that `check --jsonl` reads.
type jsonlRequest struct {
	ID    json.RawMessage `json:"id"`
	Query string          `json:"query"`
}

// jsonlAnswer is a line that it writes. Offsets are UTF-16 units; Columns is null when no statement yields a table.
type jsonlAnswer struct {
	ID          json.RawMessage   `json:"id"`
	Diagnostics []jsonlDiagnostic `json:"diagnostics"`
	Columns     []jsonlColumn     `json:"columns"`
}

type jsonlDiagnostic struct {
	Kind     string `json:"kind"`
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
}

type jsonlColumn struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// checkLines answers each line of in with one on out, in order. It reports whether there was an error in any.
func (c *checker) checkLines(in io.Reader, out io.Writer) (bad bool, err error) {
	lines := bufio.NewReaderSize(in, 1<<16)
	w := bufio.NewWriter(out)
	defer w.Flush()
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for {
		line, readErr := lines.ReadBytes('\n')
		if len(trimSpace(line)) > 0 {
			var req jsonlRequest
			if err := json.Unmarshal(line, &req); err != nil {
				return bad, usageError{err}
			}
			answer := c.answer(req)
			for _, d := range answer.Diagnostics {
				bad = bad || d.Severity == severityWords[bind.Error]
			}
			if err := enc.Encode(answer); err != nil {
				return bad, err
			}
		}
		if readErr == io.EOF {
			return bad, nil
		}
		if readErr != nil {
			return bad, readErr
		}
	}
}

func trimSpace(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r' || b[len(b)-1] == ' ') {
		b = b[:len(b)-1]
	}
	return b
}

func (c *checker) answer(req jsonlRequest) jsonlAnswer {
	diagnostics, info := c.check(req.Query, bind.Options{}, lint.Options{})
	answer := jsonlAnswer{ID: req.ID, Diagnostics: []jsonlDiagnostic{}}
	units := newUTF16(req.Query)
	for _, d := range diagnostics {
		answer.Diagnostics = append(answer.Diagnostics, jsonlDiagnostic{
			Kind: d.Kind, Code: d.Code, Severity: severityWords[d.Severity], Message: d.Message, Start: units.at(d.Span.Start), End: units.at(d.Span.End),
		})
	}
	if rows := lastTable(info); rows != nil {
		answer.Columns = []jsonlColumn{}
		for _, col := range rows.Columns {
			answer.Columns = append(answer.Columns, jsonlColumn{col.Name, col.Type.String()})
		}
	}
	return answer
}

// lastTable is what the last tabular statement yields; nil when there is none.
func lastTable(info *bind.Info) *symbol.Rows {
	for i := len(info.Statements) - 1; i >= 0; i-- {
		if rows := info.Statements[i].Rows; rows != nil {
			return rows
		}
	}
	return nil
}

// utf16Offsets turns byte offsets into UTF-16 units.
type utf16Offsets struct {
	text  string
	ascii bool
}

func newUTF16(text string) utf16Offsets {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return utf16Offsets{text: text}
		}
	}
	return utf16Offsets{text: text, ascii: true}
}

func (u utf16Offsets) at(offset int) int {
	offset = min(max(offset, 0), len(u.text))
	if u.ascii {
		return offset
	}
	n := 0
	for _, r := range u.text[:offset] {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

var severityWords = map[bind.Severity]string{bind.Error: "error", bind.Warning: "warning", bind.Information: "information", bind.Hint: "hint"}

// check parses and binds one text; advice is given on what is right otherwise.
func (c *checker) check(text string, opts bind.Options, advice lint.Options) ([]bind.Diagnostic, *bind.Info) {
	tree := syntax.Parse(text)
	opts.Strict = true
	info := bind.Query(tree, c.catalog, opts)
	var out []bind.Diagnostic
	for _, e := range tree.Errors {
		out = append(out, bind.Diagnostic{Span: e.Span, Kind: "syntax", Code: e.Code, Severity: bind.Error, Message: e.Message})
	}
	for _, d := range info.Diagnostics {
		if advice.Apply(&d) {
			out = append(out, d)
		}
	}
	if len(tree.Errors) == 0 && !hasError(info.Diagnostics) {
		for _, d := range lint.Check(info, advice) {
			if c.hints || d.Severity != bind.Hint {
				out = append(out, d)
			}
		}
	}
	if c.local != nil && len(tree.Errors) == 0 {
		out = append(out, c.local(info)...)
	}
	return out, info
}

func hasError(list []bind.Diagnostic) bool {
	return slices.ContainsFunc(list, func(d bind.Diagnostic) bool { return d.Severity == bind.Error })
}
