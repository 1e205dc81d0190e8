package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
)

// formatNotebook formats the KQL cells of a notebook's JSON; every byte outside of their source stays. In a notebook
// that is not known to be KQL by its name, the metadata must say so.
func formatNotebook(text string, isKQL bool) (string, error) {
	var nb struct {
		Metadata struct {
			Kernelspec   struct{ Name, Language string }
			LanguageInfo struct{ Name string } `json:"language_info"`
		}
		Cells []struct {
			CellType string `json:"cell_type"`
			Metadata struct {
				VSCode struct {
					LanguageID string `json:"languageId"`
				} `json:"vscode"`
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &nb); err != nil {
		return "", err
	}
	isKQL = isKQL || kqlLanguage(nb.Metadata.Kernelspec.Language) || nb.Metadata.Kernelspec.Name == "huntbook" || kqlLanguage(nb.Metadata.LanguageInfo.Name)
	spans, err := sourceSpans(text)
	if err != nil {
		return "", err
	}
	if !isKQL || len(spans) != len(nb.Cells) {
		return text, nil
	}
	var b strings.Builder
	end := 0
	for i, c := range nb.Cells {
		s := spans[i]
		if c.CellType != "code" || c.Metadata.VSCode.LanguageID != "" && !kqlLanguage(c.Metadata.VSCode.LanguageID) || s.end == 0 {
			continue
		}
		b.WriteString(text[end:s.start])
		b.WriteString(formatSource(text[s.start:s.end]))
		end = s.end
	}
	b.WriteString(text[end:])
	return b.String(), nil
}

func kqlLanguage(name string) bool {
	name = strings.ToLower(name)
	return name == "kusto" || name == "kql"
}

// jsonSpan is the place of a JSON value in its text.
type jsonSpan struct{ start, end int }

// sourceSpans returns the place of each cell's source; the zero span for a cell that has none.
func sourceSpans(text string) (spans []jsonSpan, err error) {
	d := json.NewDecoder(strings.NewReader(text))
	if err := delim(d, '{'); err != nil {
		return nil, err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		if key != "cells" {
			if _, err := skipValue(d); err != nil {
				return nil, err
			}
			continue
		}
		if err := delim(d, '['); err != nil {
			return nil, err
		}
		for d.More() {
			s, err := cellSource(d)
			if err != nil {
				return nil, err
			}
			spans = append(spans, s)
		}
		if _, err := d.Token(); err != nil {
			return nil, err
		}
	}
	return spans, nil
}

func cellSource(d *json.Decoder) (s jsonSpan, err error) {
	if err := delim(d, '{'); err != nil {
		return s, err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return s, err
		}
		v, err := skipValue(d)
		if err != nil {
			return s, err
		}
		if key == "source" {
			s = v
		}
	}
	_, err = d.Token()
	return s, err
}

func delim(d *json.Decoder, want json.Delim) error {
	t, err := d.Token()
	if err == nil && t != want {
		err = errors.New("this is no notebook")
	}
	return err
}

func skipValue(d *json.Decoder) (jsonSpan, error) {
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return jsonSpan{}, err
	}
	end := int(d.InputOffset())
	return jsonSpan{end - len(raw), end}, nil
}

// formatSource formats a cell's source, which is a string or a list of lines, and keeps that form and its indentation.
func formatSource(raw string) string {
	var one string
	if json.Unmarshal([]byte(raw), &one) == nil {
		if f := formatQuery(one, ""); f != one {
			return quoteJSON(f)
		}
		return raw
	}
	var lines []string
	if json.Unmarshal([]byte(raw), &lines) != nil || len(lines) == 0 {
		return raw
	}
	old := strings.Join(lines, "")
	text := formatQuery(old, "")
	if text == old {
		return raw
	}
	first := strings.IndexByte(raw, '"')
	last := strings.LastIndexByte(raw, '"')
	before, after := raw[1:first], raw[last+1:len(raw)-1]
	var b strings.Builder
	b.WriteString("[")
	for i, l := range strings.SplitAfter(text, "\n") {
		if l == "" {
			break
		}
		if i > 0 {
			b.WriteString(",")
			if before == "" {
				b.WriteString(" ")
			}
		}
		b.WriteString(before + quoteJSON(l))
	}
	return b.String() + after + "]"
}

// quoteJSON writes a JSON string with no more escapes than JSON asks for.
func quoteJSON(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}
