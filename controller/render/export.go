package render

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Exports are the formats of text that a result can be written in, by name.
var Exports = map[string]func(ctx context.Context, w io.Writer, r result.Reader) error{"csv": writeCSV, "json": writeJSON}

// writeCSV writes RFC 4180 with "\n", and a null as an empty field. A text that a spreadsheet would run as a formula gets
// an apostrophe before it.
func writeCSV(ctx context.Context, w io.Writer, r result.Reader) error {
	out := bufio.NewWriter(w)
	for i, c := range r.Columns() {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(csvField(c.Name, true))
	}
	out.WriteByte('\n')
	var buf []byte
	err := result.Each(ctx, r, func(b *result.Batch, row int) error {
		for c := range b.Cols {
			if c > 0 {
				out.WriteByte(',')
			}
			v := &b.Cols[c]
			buf = result.AppendText(buf[:0], v, row)
			out.WriteString(csvField(string(buf), v.Type == symbol.String || v.Type == symbol.Dynamic))
		}
		return out.WriteByte('\n')
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// csvField quotes a field where needed. text says that it is a text and not a number or time.
func csvField(s string, text bool) string {
	if text && s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
		s = "'" + s
	}
	if strings.ContainsAny(s, "\",\r\n") || s != strings.TrimSpace(s) {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// writeJSON writes one object a line. Numbers are written exactly; nan and infinities, decimals, times and guids are
// strings; dynamic values are JSON as they are.
func writeJSON(ctx context.Context, w io.Writer, r result.Reader) error {
	out := bufio.NewWriter(w)
	var keys []string
	for i, c := range r.Columns() {
		sep := ","
		if i == 0 {
			sep = "{"
		}
		keys = append(keys, sep+jsonText(c.Name)+":")
	}
	err := result.Each(ctx, r, func(b *result.Batch, row int) error {
		for c := range b.Cols {
			out.WriteString(keys[c])
			out.WriteString(jsonCell(&b.Cols[c], row))
		}
		_, err := out.WriteString("}\n")
		return err
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func jsonText(s string) string {
	b, _ := json.Marshal(strings.ToValidUTF8(s, "\ufffd")) // a string always can be written
	return string(b)
}

func jsonCell(v *result.Vector, i int) string {
	if v.IsNull(i) {
		return "null"
	}
	switch v.Type {
	case symbol.Bool:
		return strconv.FormatBool(v.Ints[i] != 0)
	case symbol.Int, symbol.Long:
		return strconv.FormatInt(v.Ints[i], 10)
	case symbol.Real:
		if f := v.Reals[i]; !math.IsNaN(f) && !math.IsInf(f, 0) {
			b, _ := json.Marshal(f)
			return string(b)
		}
	case symbol.Dynamic:
		if json.Valid([]byte(v.Strings[i])) {
			return v.Strings[i]
		}
	}
	return jsonText(string(result.AppendText(nil, v, i)))
}
