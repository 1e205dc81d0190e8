// Package embed finds KQL inside of YAML and Markdown files, and maps positions between the query and its host file.
//
// A query's Text is what KQL sees: without the indentation of a YAML block or a fence in a list, with LF line ends.
package embed

import (
	"path/filepath"
	"sort"
	"strings"
)

// Query is a KQL text inside of a host file.
type Query struct {
	Text string
	// Start and End are the lines in the host that hold the text, in bytes: from the beginning of the first line to the end
	// of the last one, without its line break. For an Inline query they are the text itself.
	Start, End int
	// Inline says that the query stands in a line beside its key, where it can't take several lines.
	Inline bool
	// Folded says that line breaks mean spaces (YAML's `>`): a comment would swallow what follows it.
	Folded bool

	indent string // what every line of the host begins with
	eol    string // LF or CRLF
	lines  []line
}

// line maps a line of Text to the host.
type line struct{ text, host int }

// Files names the extensions of the host files.
var Files = []string{".md", ".markdown", ".yaml", ".yml"}

// In returns the queries of a host file by its name, in order; nil when it is of no such kind.
func In(path, text string) []Query {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".md", ".markdown":
		return Markdown(text)
	case ".yaml", ".yml":
		return YAML(text)
	}
	return nil
}

// Host returns the place in the host of an offset in Text.
func (q *Query) Host(offset int) int {
	i := sort.Search(len(q.lines), func(i int) bool { return q.lines[i].text > offset }) - 1
	if i < 0 {
		return q.Start
	}
	return q.lines[i].host + offset - q.lines[i].text
}

// Inner returns the offset in Text of a place in the host; ok is false when the place is not in the query. A place in the
// indentation of a line is its beginning.
func (q *Query) Inner(host int) (offset int, ok bool) {
	if host < q.Start || host > q.End {
		return 0, false
	}
	i := sort.Search(len(q.lines), func(i int) bool { return q.lines[i].host > host }) - 1
	if i < 0 {
		return 0, true
	}
	end := len(q.Text)
	if i+1 < len(q.lines) {
		end = q.lines[i+1].text - 1
	}
	return min(q.lines[i].text+host-q.lines[i].host, end), true
}

// Write returns what the host is to hold from Start to End when the query becomes text.
func (q *Query) Write(text string) string {
	if q.Inline {
		return text
	}
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, l := range lines {
		if l = strings.TrimSuffix(l, "\r"); l != "" {
			l = q.indent + l
		}
		lines[i] = l
	}
	return strings.Join(lines, q.eol)
}

// scanned is a line of a host file.
type scanned struct {
	start, end int // without the line break
	text       string
}

func scan(text string) (lines []scanned) {
	for pos := 0; pos <= len(text); {
		end := len(text)
		if i := strings.IndexByte(text[pos:], '\n'); i >= 0 {
			end = pos + i
		}
		stop := end
		if stop > pos && text[stop-1] == '\r' {
			stop--
		}
		lines = append(lines, scanned{pos, stop, text[pos:stop]})
		pos = end + 1
	}
	return lines
}

// block makes a query of whole lines whose first n bytes are indentation.
func block(host string, lines []scanned, n int) Query {
	q := Query{Start: lines[0].start, End: lines[len(lines)-1].end, indent: strings.Repeat(" ", n), eol: "\n"}
	if strings.HasPrefix(host[lines[0].end:], "\r\n") {
		q.eol = "\r\n"
	}
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		cut := min(n, indentOf(l.text))
		q.lines = append(q.lines, line{b.Len(), l.start + cut})
		b.WriteString(l.text[cut:])
	}
	q.Text = b.String()
	return q
}

func indentOf(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

func blank(s string) bool { return strings.TrimSpace(s) == "" }
