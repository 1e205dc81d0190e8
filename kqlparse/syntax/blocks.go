package syntax

// Blocks splits a .kql file into its queries. Blank lines separate them; but a block joins the next one when it ends in
// `;`, `|` or an open bracket, or when the next one begins with `|`. Lines that hold only comments belong to what follows.
// A span begins at the first comment or token of its block and ends behind its last token.
//
// Invariant: the spans are in order and do not overlap, and every token lies in exactly one.
func Blocks(text string) []Span {
	l := lexer{text: text}
	l.run()
	var blocks []Span
	depth := 0
	joined := true // whether the next token belongs to the block of the one before it
	for i, t := range l.toks {
		if t.Kind == EOF {
			if i == 0 || l.signs[i-1] == sEOF {
				break
			}
			continue
		}
		start := blankLine(text, int(t.Lead), int(t.Start), i == 0)
		if i == 0 || start >= 0 && depth == 0 && !joined && l.signs[i] != '|' {
			if start < 0 {
				start = int(t.Start)
			}
			blocks = append(blocks, Span{start, int(t.End)})
			depth = 0
		} else {
			blocks[len(blocks)-1].End = int(t.End)
		}
		switch l.signs[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(0, depth-1)
		}
		joined = l.signs[i] == ';' || l.signs[i] == '|' || l.signs[i] == sInto
	}
	return blocks
}

// blankLine returns where the block begins that the token at start begins, given the trivia before it: behind the first
// blank line. It returns -1 when there is none, unless the token is the first.
func blankLine(text string, lead, start int, first bool) int {
	at := -1
	if first {
		at = lead
	}
	lineStart, blank := -1, false // whether the line being read began in this trivia and is blank so far
	for i := lead; i < start; i++ {
		switch c := text[i]; {
		case c == '\n':
			if blank && lineStart >= 0 && at < 0 {
				at = i + 1
			}
			lineStart, blank = i+1, true
		case c == '/' && i+1 < start && text[i+1] == '/':
			i = lineEnd(text, i) - 1
			blank = false
		case c != ' ' && c != '\t' && c != '\r':
			blank = false
		}
	}
	if at < 0 {
		return -1
	}
	for at < start && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n') {
		at++
	}
	return at
}
