package protocol

import (
	"testing"
	"unicode/utf16"

	lsp "go.lsp.dev/protocol"
)

func TestMapper(t *testing.T) {
	text := "T | where x == \"é\"\r\n| where 🦊 == '🦊🦊'\rlast\n\n"
	m := NewMapper(text)
	for _, c := range []struct {
		offset    int
		line, col uint32
	}{{0, 0, 0}, {16, 0, 16}, {18, 0, 17}, {21, 1, 0}, {33, 1, 10}, {42, 1, 17}, {len(text), 4, 0}} {
		if got := m.OffsetPosition(c.offset); got.Line != c.line || got.Character != c.col {
			t.Errorf("offset %d: got %d:%d, want %d:%d", c.offset, got.Line, got.Character, c.line, c.col)
		}
		if got := m.PositionOffset(lsp.Position{Line: c.line, Character: c.col}); got != c.offset {
			t.Errorf("%d:%d: got offset %d, want %d", c.line, c.col, got, c.offset)
		}
	}
	for _, c := range []struct {
		what      string
		line, col uint32
		want      int
	}{{"in the middle of a character", 1, 9, 29}, {"behind the line's end", 0, 900, 19}, {"behind the text", 99, 0, len(text)}} {
		if got := m.PositionOffset(lsp.Position{Line: c.line, Character: c.col}); got != c.want {
			t.Errorf("%s: got %d, want %d", c.what, got, c.want)
		}
	}
}

func FuzzMapper(f *testing.F) {
	f.Add("a\r\né🦊\n\xff", 3)
	f.Fuzz(func(t *testing.T, text string, offset int) {
		m := NewMapper(text)
		p := m.OffsetPosition(offset)
		back := m.PositionOffset(p)
		if again := m.OffsetPosition(back); again != p && back >= 0 {
			// A byte inside of a character or of \r\n maps to a place that maps to itself.
			if third := m.OffsetPosition(m.PositionOffset(again)); third != again {
				t.Errorf("%q at %d: %v, %v, %v", text, offset, p, again, third)
			}
		}
	})
}

func TestUnits(t *testing.T) {
	for _, s := range []string{"", "abc", "é", "🦊a", "日本"} {
		if got, want := Units(s), len(utf16.Encode([]rune(s))); got != want {
			t.Errorf("%q: got %d, want %d", s, got, want)
		}
	}
}
