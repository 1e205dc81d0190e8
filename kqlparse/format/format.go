// Package format writes a KQL tree in one canonical form: an operator per line, four spaces for what belongs to it,
// spaces around operators and behind commas, long lists an item per line.
//
// Invariants: the tokens of the result are the tokens of the tree, in order, and no comment is lost; a formatted text is
// formatted to itself; a text with syntax errors is returned as it is.
package format

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Options are the measures of the form. The zero value means the defaults.
type Options struct {
	Width  int // columns that a line should not exceed, 100 when zero
	Indent int // spaces that a level is indented by, 4 when zero
	// LineEnd is LF or CRLF; when empty, what the text has.
	LineEnd string
}

// Format returns the text of a tree in canonical form. It ends with a line break exactly when the tree's text does, and
// has the line ends (LF or CRLF) of it.
func Format(t *syntax.Tree, o Options) string {
	if len(t.Errors) > 0 {
		return t.Text
	}
	p := printed(t, o)
	return string(p.out)
}

// Range formats the statements that a span touches. It returns the span to replace and its new text; an empty span when
// there is nothing to do.
func Range(t *syntax.Tree, within syntax.Span, o Options) (syntax.Span, string) {
	if len(t.Errors) > 0 || len(t.Tokens) < 2 {
		return syntax.Span{}, ""
	}
	first, last := -1, -1
	for _, it := range t.Root.Statements {
		s := it.Span()
		if s.End < within.Start || s.Start > within.End || s.Start == s.End {
			continue
		}
		if first < 0 {
			first = t.TokenAt(s.Start)
		}
		last = t.TokenAt(s.End - 1)
	}
	if first < 0 {
		return syntax.Span{}, ""
	}
	p := printed(t, o)
	old := syntax.Span{Start: int(t.Tokens[first].Start), End: int(t.Tokens[last].End)}
	text := t.TokenText(t.Tokens[last])
	return old, string(p.out[p.places[first] : p.places[last]+len(text)])
}

// printed prints the whole tree.
func printed(t *syntax.Tree, o Options) *printer {
	if o.Width == 0 {
		o.Width = 100
	}
	if o.Indent == 0 {
		o.Indent = 4
	}
	p := &printer{t: t, o: o, eol: "\n", places: make([]int, len(t.Tokens)), gaps: gapsOf(t)}
	if o.LineEnd != "" {
		p.eol = o.LineEnd
	} else if strings.Contains(t.Text, "\r\n") {
		p.eol = "\r\n"
	}
	if strings.HasPrefix(t.Text, "\ufeff") {
		p.out = append(p.out, "\ufeff"...)
		p.bom = len(p.out)
	}
	p.block(t.Root, 0)
	p.token(t.Root.EOF, 0)
	if text := strings.TrimRight(t.Text, " \t"); len(p.out) > p.bom && strings.HasSuffix(text, "\n") {
		p.out = append(p.out, p.eol...)
	}
	return p
}
