package render

import (
	"html"
	"strconv"
	"strings"
)

// htmlRows is how many rows the static table shows.
const htmlRows = 50

// plainRows is how many rows the plain text shows.
const plainRows = 20

// Bundle returns the MIME bundle of a result.
func Bundle(r *Result) map[string]any {
	var plain strings.Builder
	Table{MaxRows: plainRows, MaxWidth: 160}.Write(&plain, r)
	return map[string]any{MIME: r, "text/html": htmlTable(r, htmlRows), "text/plain": plain.String()}
}

// htmlTable writes the first rows as a table without styles or scripts.
func htmlTable(r *Result, limit int) string {
	var b strings.Builder
	b.WriteString("<table>\n<thead><tr>")
	for _, c := range r.Columns {
		b.WriteString(`<th title="` + escape(c.Type) + `">` + escape(c.Name) + "</th>")
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	shown := min(limit, len(r.Rows))
	for _, row := range r.Rows[:shown] {
		b.WriteString("<tr>")
		for i, v := range row {
			if i < len(r.Columns) && numeric(r.Columns[i].Type) {
				b.WriteString(`<td align="right">`)
			} else {
				b.WriteString("<td>")
			}
			b.WriteString(escape(clip(show(r, i, v), 1000)) + "</td>")
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody>\n</table>\n<p>" + escape(summary(r, shown)) + "</p>")
	for _, n := range r.Notes {
		b.WriteString("\n<p>" + escape(n.Text) + "</p>")
	}
	return b.String()
}

// summary says how much of a result is shown.
func summary(r *Result, shown int) string {
	s := count(r.Total, "row")
	if int64(shown) < r.Total {
		s = "first " + strconv.Itoa(shown) + " of " + s
	}
	if r.Truncated {
		s += " (the query has more)"
	}
	return s
}

func count(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.FormatInt(n, 10) + " " + what + "s"
}

func numeric(kind string) bool {
	switch kind {
	case "int", "long", "real", "decimal":
		return true
	}
	return false
}

// CellText is a cell, encoded by the rules of MIME, as text for people; null is empty.
func CellText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return ""
}

// show is the cell of a column as people read it: a point in time without the parts that say nothing.
func show(r *Result, column int, v any) string {
	text := CellText(v)
	if column >= len(r.Columns) {
		return text
	}
	switch r.Columns[column].Type {
	case "datetime":
		return Datetime(text)
	case "timespan":
		return Timespan(text)
	}
	return text
}

// Timespan is a timespan cell as people read it: without zeros at the end of its fraction.
func Timespan(text string) string {
	if i := strings.LastIndexByte(text, '.'); i > strings.LastIndexByte(text, ':') {
		return strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// Datetime is a datetime cell as people read it, in UTC: 2024-05-01 10:00:00, and a fraction when there is one.
func Datetime(text string) string {
	if len(text) != len("2006-01-02T15:04:05.0000000Z") || text[10] != 'T' || text[19] != '.' {
		return text
	}
	return text[:10] + " " + strings.TrimRight(strings.TrimRight(text[11:27], "0"), ".")
}

// escape writes a text for HTML content and quoted attributes. Characters that HTML has none of, and those that change
// the direction of what follows, are shown as a replacement character.
func escape(s string) string { return html.EscapeString(strings.Map(printable, s)) }

func printable(r rune) rune {
	if r == '\n' || r == '\t' {
		return r
	}
	if control(r) {
		return '\ufffd'
	}
	return r
}

// control reports whether a character does something to what displays it: C0 and C1 controls, and the marks that
// override or isolate the direction of text.
func control(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f || r == 0xfeff
}

// clip cuts a text to about n bytes, at a character's edge.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n] + "…"
}
