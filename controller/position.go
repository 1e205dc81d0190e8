package controller

import (
	"unicode/utf8"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// units counts the UTF-16 units of text before a byte offset.
func units(text string, offset int) (n int) {
	for i, r := range text {
		if i >= offset {
			return n
		}
		n++
		if r >= 0x10000 && r <= utf8.MaxRune {
			n++
		}
	}
	return n
}

// place makes a diagnostic's place out of bytes.
func (d Diagnostic) at(cell, text string, span syntax.Span) Diagnostic {
	d.Cell = cell
	d.Start = units(text, span.Start)
	d.End = d.Start + units(text[min(span.Start, len(text)):], span.End-span.Start)
	return d
}

// LineColumn returns the line and column, from 1, of an offset in UTF-16 units. Columns count characters.
func LineColumn(text string, offset int) (line, column int) {
	line, column = 1, 1
	for _, r := range text {
		if offset <= 0 {
			break
		}
		offset--
		if r >= 0x10000 {
			offset--
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
	}
	return line, column
}
