package embed

import "strings"

// YAML returns the values of the keys `query`, as rules of Sentinel and other detections have them: block scalars with |
// or >, and what stands on the key's line.
func YAML(text string) (queries []Query) {
	lines := scan(text)
	for i := 0; i < len(lines); i++ {
		column, value := queryKey(lines[i].text)
		if column < 0 {
			if indent, header := scalarHeader(lines[i].text); header != "" { // another key's block: its text is not YAML
				i = endOfBlock(lines, i+1, indent) - 1
			}
			continue
		}
		head := lines[i].text[value:]
		if head == "" || head[0] != '|' && head[0] != '>' {
			if q, ok := inline(lines[i], value); ok {
				queries = append(queries, q)
			}
			continue
		}
		end := endOfBlock(lines, i+1, column)
		body := lines[i+1 : end]
		for len(body) > 0 && blank(body[len(body)-1].text) {
			body = body[:len(body)-1]
		}
		i = end - 1
		if len(body) == 0 || blankAll(body) {
			continue
		}
		q := block(text, body, contentIndent(head, body, column))
		if head[0] == '>' {
			q.fold()
		}
		queries = append(queries, q)
	}
	return queries
}

// queryKey returns the column of the key `query` of a line and where its value begins; -1 when the line has none.
func queryKey(line string) (column, value int) {
	column = keyColumn(line)
	rest := line[column:]
	for _, key := range []string{"query", `"query"`, "'query'", "Query"} {
		after, ok := strings.CutPrefix(rest, key)
		if !ok || !strings.HasPrefix(after, ":") || len(after) > 1 && after[1] != ' ' && after[1] != '\t' {
			continue
		}
		v := strings.TrimLeft(after[1:], " \t")
		return column, len(line) - len(v)
	}
	return -1, 0
}

// keyColumn is where the key of a line begins, behind the dashes of list items.
func keyColumn(line string) int {
	i := indentOf(line)
	for strings.HasPrefix(line[i:], "- ") {
		i += 2 + indentOf(line[i+2:])
	}
	return i
}

// scalarHeader returns the header of the block scalar that a line begins, such as `|-`, and the column of its key.
func scalarHeader(line string) (column int, header string) {
	column = keyColumn(line)
	i := strings.LastIndex(line, ": ")
	if i < column {
		return 0, ""
	}
	h, _, _ := strings.Cut(strings.TrimSpace(line[i+2:]), " ")
	if h == "" || h[0] != '|' && h[0] != '>' || strings.Trim(h[1:], "+-123456789") != "" {
		return 0, ""
	}
	return column, h
}

// endOfBlock returns the line behind a block scalar: the first with text that is not indented more than its key.
func endOfBlock(lines []scanned, from, column int) int {
	for from < len(lines) && (blank(lines[from].text) || indentOf(lines[from].text) > column) {
		from++
	}
	return from
}

// contentIndent is the indentation of a block: what its header says, else that of the first line with text.
func contentIndent(head string, body []scanned, column int) int {
	for _, c := range head[1:] {
		if c >= '1' && c <= '9' {
			return column + int(c-'0')
		}
		if c == ' ' || c == '#' {
			break
		}
	}
	for _, l := range body {
		if !blank(l.text) {
			return indentOf(l.text)
		}
	}
	return column + 1
}

// inline returns the query that stands beside its key, plain or in quotes without escapes.
func inline(l scanned, value int) (Query, bool) {
	s := l.text[value:]
	switch {
	case s == "" || strings.ContainsAny(s[:1], "#&*!{[%@`"):
		return Query{}, false
	case s[0] == '"' || s[0] == '\'':
		end := strings.IndexByte(s[1:], s[0])
		if end < 0 || s[0] == '"' && strings.Contains(s[1:end+1], `\`) || strings.HasPrefix(s[end+2:], s[:1]) {
			return Query{}, false
		}
		value++
		s = s[1 : end+1]
	default:
		if i := strings.Index(s, " #"); i >= 0 {
			s = s[:i]
		}
		s = strings.TrimRight(s, " \t")
	}
	start := l.start + value
	return Query{Text: s, Start: start, End: start + len(s), Inline: true, eol: "\n", lines: []line{{0, start}}}, s != ""
}

// fold turns line breaks into spaces where YAML does: between lines that both have text and are not indented further.
// Lengths stay, so that positions do.
func (q *Query) fold() {
	q.Folded = true
	b := []byte(q.Text)
	for _, l := range q.lines[1:] {
		prev := strings.LastIndexByte(q.Text[:l.text-1], '\n') + 1
		if plain(q.Text[prev:l.text-1]) && plain(q.Text[l.text:]) {
			b[l.text-1] = ' '
		}
	}
	q.Text = string(b)
}

// plain reports whether a line begins with text.
func plain(s string) bool { return s != "" && s[0] != ' ' && s[0] != '\n' && s[0] != '\t' }
