package render

import (
	"io"
	"strconv"
	"strings"
)

// Table writes results as text with aligned columns, for terminals and text/plain.
type Table struct {
	MaxRows  int // 0: all that the Result holds
	MaxWidth int // of a line; 0: no limit. Columns are cut, then left out; what is left out is said
}

// maxColumn is how wide a column is at most where lines have a width, and leastColumn how far one is cut while others
// need the room.
const (
	maxColumn   = 100
	leastColumn = 24
)

// Write writes one result. What controls a terminal is written as an escape.
func (t Table) Write(w io.Writer, r *Result) error {
	rows := r.Rows
	if t.MaxRows > 0 && len(rows) > t.MaxRows {
		rows = rows[:t.MaxRows]
	}
	cells := make([][]string, len(rows)+1)
	widths := make([]int, len(r.Columns))
	for i := range cells {
		cells[i] = make([]string, len(r.Columns))
		for c := range r.Columns {
			text := r.Columns[c].Name
			if i > 0 && c < len(rows[i-1]) {
				text = show(r, c, rows[i-1][c])
			}
			cells[i][c] = fit(Visible(clip(text, 4*maxColumn+200)), t.column())
			widths[c] = max(widths[c], width(cells[i][c]))
		}
	}
	shown := t.columns(widths)
	var b strings.Builder
	for i, line := range cells {
		for c := range shown {
			line[c] = fit(line[c], widths[c])
		}
		for c := range shown {
			right := numeric(r.Columns[c].Type)
			pad := strings.Repeat(" ", widths[c]-width(line[c]))
			if c > 0 {
				b.WriteString("  ")
			}
			switch {
			case right:
				b.WriteString(pad + line[c])
			case c < shown-1:
				b.WriteString(line[c] + pad)
			default:
				b.WriteString(line[c])
			}
		}
		b.WriteByte('\n')
		if i == 0 {
			for c := range shown {
				if c > 0 {
					b.WriteString("  ")
				}
				b.WriteString(strings.Repeat("-", max(1, widths[c])))
			}
			b.WriteByte('\n')
		}
	}
	b.WriteString(summary(r, len(rows)))
	if n := len(widths) - shown; n > 0 {
		b.WriteString(", " + count(int64(n), "column") + " not shown: ")
		for c := shown; c < len(widths); c++ {
			if c > shown {
				b.WriteString(", ")
			}
			b.WriteString(Visible(r.Columns[c].Name))
		}
	}
	b.WriteByte('\n')
	for _, n := range r.Notes {
		b.WriteString(Visible(n.Text) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t Table) column() int {
	if t.MaxWidth == 0 {
		return 1 << 20
	}
	return min(maxColumn, t.MaxWidth)
}

// columns returns how many columns fit, after the widest ones gave way to the others.
func (t Table) columns(widths []int) int {
	if t.MaxWidth == 0 {
		return len(widths)
	}
	total := 0
	for limit := t.column(); limit >= leastColumn; limit-- {
		total = -2
		for c := range widths {
			widths[c] = min(widths[c], limit)
			total += widths[c] + 2
		}
		if total <= t.MaxWidth {
			return len(widths)
		}
	}
	total = 0
	for c, w := range widths {
		total += w + 2
		if total-2 > t.MaxWidth && c > 0 {
			return c
		}
	}
	return len(widths)
}

// Visible writes a text on one line, so that nothing in it controls a terminal: line ends and control characters become
// escapes.
func Visible(s string) string {
	if strings.IndexFunc(s, control) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case control(r):
			b.WriteString(`\u` + strconv.FormatInt(0x10000+int64(r), 16)[1:])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Shorten cuts a text to a width in cells of a terminal, visibly.
func Shorten(s string, limit int) string { return fit(clip(s, 4*limit+200), limit) }

// fit cuts a text to a width.
func fit(s string, limit int) string {
	w := 0
	for i, r := range s {
		w += runeWidth(r)
		if w > limit {
			cut := i
			for width(s[:cut]) > limit-1 {
				cut--
				for cut > 0 && s[cut]&0xc0 == 0x80 {
					cut--
				}
			}
			return s[:cut] + "…"
		}
	}
	return s
}

// width is how many cells of a terminal a text takes.
func width(s string) (w int) {
	for _, r := range s {
		w += runeWidth(r)
	}
	return w
}

// runeWidth knows the blocks that terminals show two cells wide, and the common marks that take none.
func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case r <= 0x36f, r == 0x200b, r == 0x200d, r >= 0xfe00 && r <= 0xfe0f:
		return 0
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff,
		r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}
