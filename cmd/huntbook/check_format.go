package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/lint"
)

// findingFormats writes findings in the formats that `check --format` knows.
var findingFormats = map[string]func(io.Writer, []finding) error{"text": writeFindingsText, "json": writeFindingsJSON, "sarif": writeFindingsSARIF}

// position is the line and column, both from 1, of a finding's start; columns count characters.
func (f finding) position(offset int) (line, column int) {
	at := min(max(f.Base+offset, 0), len(f.Text))
	before := f.Text[:at]
	line = strings.Count(before, "\n") + 1
	return line, len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
}

func (f finding) place() string {
	if f.Cell > 0 {
		return fmt.Sprintf("%s:cell %d", f.File, f.Cell)
	}
	return f.File
}

func writeFindingsText(w io.Writer, all []finding) error {
	for _, f := range all {
		line, column := f.position(f.Entry.Span.Start)
		if _, err := fmt.Fprintf(w, "%s:%d:%d: %s %s: %s\n", f.place(), line, column, severityWords[f.Entry.Severity], f.Entry.Code, f.Entry.Message); err != nil {
			return err
		}
	}
	return nil
}

// findingJSON is a finding as `check --format json` writes it.
type findingJSON struct {
	File      string `json:"file"`
	Cell      int    `json:"cell,omitempty"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
	Kind      string `json:"kind"`
	Code      string `json:"code"`
	Severity  string `json:"severity"`
	Message   string `json:"message"`
}

func (f finding) json() findingJSON {
	j := findingJSON{File: f.File, Cell: f.Cell, Kind: f.Entry.Kind, Code: f.Entry.Code, Severity: severityWords[f.Entry.Severity], Message: f.Entry.Message}
	j.Line, j.Column = f.position(f.Entry.Span.Start)
	j.EndLine, j.EndColumn = f.position(f.Entry.Span.End)
	return j
}

func writeFindingsJSON(w io.Writer, all []finding) error {
	out := make([]findingJSON, len(all))
	for i, f := range all {
		out[i] = f.json()
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

// writeFindingsSARIF writes a SARIF 2.1.0 log with one run.
func writeFindingsSARIF(w io.Writer, all []finding) error {
	type text struct {
		Text string `json:"text"`
	}
	type rule struct {
		ID   string `json:"id"`
		Help text   `json:"help"`
	}
	type region struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	type location struct {
		PhysicalLocation struct {
			ArtifactLocation struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region region `json:"region"`
		} `json:"physicalLocation"`
	}
	type entry struct {
		RuleID    string     `json:"ruleId"`
		Level     string     `json:"level"`
		Message   text       `json:"message"`
		Locations []location `json:"locations"`
	}
	levels := map[bind.Severity]string{bind.Error: "error", bind.Warning: "warning", bind.Information: "note", bind.Hint: "note"}
	rules := []rule{}
	known := map[string]bool{}
	results := make([]entry, len(all))
	for i, f := range all {
		if code := f.Entry.Code; !known[code] {
			known[code] = true
			if c := bind.CodeNamed(code); c != nil {
				rules = append(rules, rule{code, text{c.Doc}})
			} else if r := lint.RuleNamed(code); r != nil {
				rules = append(rules, rule{code, text{r.Doc}})
			}
		}
		j := f.json()
		message := j.Message
		if f.Cell > 0 {
			message = fmt.Sprintf("cell %d: %s", f.Cell, message)
		}
		var at location
		at.PhysicalLocation.ArtifactLocation.URI = strings.ReplaceAll(f.File, `\`, "/")
		at.PhysicalLocation.Region = region{j.Line, j.Column, j.EndLine, j.EndColumn}
		results[i] = entry{j.Code, levels[f.Entry.Severity], text{message}, []location{at}}
	}
	log := map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []any{map[string]any{
			"tool":    map[string]any{"driver": map[string]any{"name": "huntbook", "version": version, "rules": rules}},
			"results": results,
		}},
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(log)
}
