// Package protocol is the edge between Huntbook's language server and the wire: positions, framing, the order of
// messages. It is the only place that knows UTF-16 and LSP's JSON; everywhere else a place is a byte offset.
package protocol

import (
	"sort"
	"strings"
	"unicode/utf8"

	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Mapper converts between byte offsets of one text and LSP positions: a line, and a count of UTF-16 units in it.
//
// Invariants: conversions never fail; a place outside of the text becomes the nearest place inside. A line ends with
// \n, \r\n or \r, as LSP has it. A position inside of a character of two units is its beginning.
type Mapper struct {
	text  string
	lines []int // offset of each line's first byte
	ascii bool  // then units are bytes
}

// NewMapper returns the mapper of a text.
func NewMapper(text string) *Mapper {
	m := &Mapper{text: text, lines: make([]int, 1, 1+strings.Count(text, "\n")), ascii: true}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n' || c == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			m.lines = append(m.lines, i+1)
		case c >= utf8.RuneSelf:
			m.ascii = false
		}
	}
	return m
}

// Text returns the text.
func (m *Mapper) Text() string { return m.text }

// OffsetPosition converts a byte offset to a position.
func (m *Mapper) OffsetPosition(offset int) lsp.Position {
	offset = min(max(offset, 0), len(m.text))
	line := sort.SearchInts(m.lines, offset+1) - 1
	start := m.lines[line]
	return lsp.Position{Line: uint32(line), Character: uint32(m.units(m.text[start:offset]))}
}

// units counts the UTF-16 units of a text.
func (m *Mapper) units(s string) int {
	if m.ascii {
		return len(s)
	}
	return Units(s)
}

// Units counts the UTF-16 units of a text: two for a character beyond the basic plane, one for any other and for a byte
// that is not UTF-8.
func Units(s string) (n int) {
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// PositionOffset converts a position to a byte offset.
func (m *Mapper) PositionOffset(p lsp.Position) int {
	line := int(p.Line)
	if line >= len(m.lines) {
		return len(m.text)
	}
	start, end := m.lines[line], len(m.text)
	if line+1 < len(m.lines) {
		end = m.lines[line+1]
		for end > start && (m.text[end-1] == '\n' || m.text[end-1] == '\r') {
			end--
		}
	}
	if m.ascii {
		return min(start+int(p.Character), end)
	}
	units := int(p.Character)
	for i, r := range m.text[start:end] {
		if units <= 0 {
			return start + i
		}
		units--
		if r > 0xFFFF {
			units--
			if units < 0 {
				return start + i
			}
		}
	}
	return end
}

// SpanRange converts a span to a range.
func (m *Mapper) SpanRange(s syntax.Span) lsp.Range {
	return lsp.Range{Start: m.OffsetPosition(s.Start), End: m.OffsetPosition(s.End)}
}

// RangeSpan converts a range to a span; a reversed range becomes an empty one.
func (m *Mapper) RangeSpan(r lsp.Range) syntax.Span {
	s := syntax.Span{Start: m.PositionOffset(r.Start), End: m.PositionOffset(r.End)}
	s.End = max(s.Start, s.End)
	return s
}

// Splice returns the text with the range replaced.
func (m *Mapper) Splice(r lsp.Range, with string) string {
	s := m.RangeSpan(r)
	return m.text[:s.Start] + with + m.text[s.End:]
}
