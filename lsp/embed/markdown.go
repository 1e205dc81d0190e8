package embed

import "strings"

// fenceNames are the info words of a fence that holds KQL.
var fenceNames = map[string]bool{"kql": true, "kusto": true, "csl": true, "kustoql": true}

// Markdown returns the KQL fences of a Markdown text: ```kql and its relatives. A fence that is not closed reaches to
// the end.
func Markdown(text string) (queries []Query) {
	lines := scan(text)
	for i := 0; i < len(lines); i++ {
		mark, info, indent := fence(lines[i].text)
		if mark == "" {
			continue
		}
		end := i + 1
		for end < len(lines) && !closes(lines[end].text, mark) {
			end++
		}
		name, _, _ := strings.Cut(strings.ToLower(strings.Trim(info, " \t{}.")), " ")
		if fenceNames[name] && end > i+1 {
			body := lines[i+1 : min(end, len(lines))]
			if !blankAll(body) {
				queries = append(queries, block(text, body, indent))
			}
		}
		i = end
	}
	return queries
}

// fence returns the mark, the info string and the indentation of a line that opens a fence; no mark otherwise. A fence in
// a list item stands behind its bullet's indentation.
func fence(line string) (mark, info string, indent int) {
	indent = indentOf(line)
	rest := line[indent:]
	if rest == "" || rest[0] != '`' && rest[0] != '~' {
		return "", "", 0
	}
	n := len(rest) - len(strings.TrimLeft(rest, rest[:1]))
	if n < 3 || rest[0] == '`' && strings.Contains(rest[n:], "`") {
		return "", "", 0
	}
	return rest[:n], rest[n:], indent
}

func closes(line, mark string) bool {
	s := strings.TrimSpace(line)
	return len(s) >= len(mark) && strings.Trim(s, mark[:1]) == ""
}

func blankAll(lines []scanned) bool {
	for _, l := range lines {
		if !blank(l.text) {
			return false
		}
	}
	return true
}
