package duckdb

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
)

// separators are those of the formats with fields.
var separators = map[string]rune{"csv": ',', "tsv": '\t', "tsve": '\t', "psv": '|', "scsv": ';', "sohsv": '\x01'}

// readRecords reads the records of a file as the texts of its columns.
func readRecords(data []byte, format string, t *plan.External) ([][]string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	var records [][]string
	var err error
	switch format {
	case "raw":
		return [][]string{{string(data)}}, nil
	case "txt":
		records = lines(data)
	case "json", "singlejson", "multijson":
		records, err = jsonRecords(data, t)
	case "tsve":
		for _, l := range lines(data) {
			fields := strings.Split(l[0], "\t")
			for i, f := range fields {
				fields[i] = unescapeTSV.Replace(f)
			}
			records = append(records, fields)
		}
	default:
		records, err = separated(data, separators[format])
	}
	if err != nil {
		return nil, err
	}
	if t.SkipFirst && len(records) > 0 && !strings.HasSuffix(format, "json") {
		records = records[1:]
	}
	if t.Paths != nil && separators[format] != 0 {
		for i, r := range records {
			records[i] = ordinals(r, t.Paths)
		}
	}
	return records, nil
}

var unescapeTSV = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")

func lines(data []byte) [][]string {
	var out [][]string
	for line := range bytes.Lines(data) {
		out = append(out, []string{string(bytes.TrimRight(line, "\r\n"))})
	}
	return out
}

// separated reads records of fields that may be quoted. A record that is broken ends at its line, as a record of what
// it holds.
func separated(data []byte, comma rune) ([][]string, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
	var out [][]string
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		var bad *csv.ParseError
		if err != nil && !errors.As(err, &bad) {
			return nil, err
		}
		if rec != nil {
			out = append(out, rec)
		}
	}
}

// ordinals picks fields by their positions; empty is none.
func ordinals(rec, places []string) []string {
	out := make([]string, len(places))
	for i, p := range places {
		if n, err := strconv.Atoi(p); err == nil && n >= 0 && n < len(rec) {
			out[i] = rec[n]
		}
	}
	return out
}

// jsonRecords reads objects that follow each other or stand in an array, and takes the columns' properties out of each.
func jsonRecords(data []byte, t *plan.External) ([][]string, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	var out [][]string
	add := func(raw json.RawMessage) {
		if len(t.Names) == 1 && t.Paths == nil && (len(raw) == 0 || raw[0] != '{') {
			out = append(out, []string{jsonText(raw)})
			return
		}
		var props map[string]json.RawMessage
		if json.Unmarshal(raw, &props) != nil {
			return
		}
		rec := make([]string, len(t.Names))
		for i, name := range t.Names {
			if t.Paths != nil && t.Paths[i] != "" {
				rec[i] = jsonText(jsonAt(raw, t.Paths[i]))
			} else if t.Paths == nil {
				rec[i] = jsonText(props[name])
			}
		}
		out = append(out, rec)
	}
	for {
		var raw json.RawMessage
		err := d.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, errors.New("no JSON: " + err.Error())
		}
		var items []json.RawMessage
		if len(raw) > 0 && raw[0] == '[' && json.Unmarshal(raw, &items) == nil {
			for _, it := range items {
				add(it)
			}
			continue
		}
		add(raw)
	}
}

// jsonText is a string's text, nothing for null, and any other value as JSON.
func jsonText(raw json.RawMessage) string {
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	if raw[0] == '"' {
		var s string
		if json.Unmarshal(raw, &s) == nil {
			return s
		}
	}
	return string(raw)
}

// jsonAt follows a path of the form $.a.b, $['a']['b'], $.a[0].
func jsonAt(raw json.RawMessage, path string) json.RawMessage {
	path = strings.TrimPrefix(path, "$")
	for path != "" && raw != nil {
		key, at := "", -1
		if path[0] == '[' {
			inside, rest, ok := strings.Cut(path[1:], "]")
			if !ok {
				return nil
			}
			path = rest
			if n, err := strconv.Atoi(inside); err == nil {
				at = n
			} else {
				key = strings.Trim(inside, `'"`)
			}
		} else {
			path = strings.TrimPrefix(path, ".")
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			key, path = path[:end], path[end:]
		}
		if at >= 0 {
			var items []json.RawMessage
			if json.Unmarshal(raw, &items) != nil || at >= len(items) {
				return nil
			}
			raw = items[at]
			continue
		}
		var props map[string]json.RawMessage
		if json.Unmarshal(raw, &props) != nil {
			return nil
		}
		raw = props[key]
	}
	return raw
}
