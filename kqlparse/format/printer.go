package format

import (
	"strings"
	"unicode/utf8"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// printer writes tokens in order. Layout asks it for line breaks; comments ask for their own.
type printer struct {
	t      *syntax.Tree
	o      Options
	gaps   []gap
	eol    string
	out    []byte
	bom    int
	col    int
	places []int // where each token begins in out
	next   int   // the index of the next token

	// A line break that is to come before the next token.
	breaks int // 0: none; 1
	indent int
	blanks bool // whether one blank line of the text is kept at the break
}

// newline asks for a line break before the next token.
func (p *printer) newline(indent int) {
	p.breaks, p.indent, p.blanks = 1, indent, false
}

// column is where the next token would begin.
func (p *printer) column() int {
	if p.breaks > 0 {
		return p.indent
	}
	return p.col + 1
}

// token writes a token and the comments before it. indent is where the line goes on if a comment breaks it.
func (p *printer) token(k syntax.Token, indent int) {
	if !k.Present() {
		return
	}
	i := p.next
	p.next++
	p.comments(k, i, indent)
	if k.Kind == syntax.EOF {
		return
	}
	switch {
	case len(p.out) == p.bom:
	case p.breaks > 0:
		p.lineBreak()
	case p.gaps[i] == space:
		p.write(" ")
	case p.gaps[i] == verbatim:
		p.write(p.t.Text[k.Lead:k.Start])
	}
	p.breaks = 0
	p.places[i] = len(p.out)
	p.write(p.t.TokenText(k))
}

// comments writes the comments before a token: those on the line of the token before stay there, others get a line.
func (p *printer) comments(k syntax.Token, i, indent int) {
	if p.gaps[i] == verbatim {
		return
	}
	from := int(k.Lead)
	for _, c := range p.t.Comments(k) {
		lines := strings.Count(p.t.Text[from:c.Start], "\n")
		text := strings.TrimRight(p.t.Text[c.Start:c.End], " \t\r")
		switch {
		case len(p.out) == p.bom:
		case lines == 0 && from == int(k.Lead) && i > 0:
			p.write(" ")
		default:
			p.wantBreak(indent)
			p.lineBreakAfter(lines)
		}
		p.write(text)
		from = c.End
		p.wantBreak(indent)
	}
	if k.Kind != syntax.EOF && p.blanks && p.breaks > 0 && len(p.out) > p.bom && strings.Count(p.t.Text[from:k.Start], "\n") > 1 {
		p.out = append(p.out, p.eol...)
	}
}

// wantBreak makes sure that a line break is to come.
func (p *printer) wantBreak(indent int) {
	if p.breaks == 0 {
		p.breaks, p.indent, p.blanks = 1, indent+p.o.Indent, false
	}
}

// lineBreakAfter breaks the line before a comment that stands the given number of lines below, and keeps the break for
// what follows.
func (p *printer) lineBreakAfter(lines int) {
	if lines > 1 && p.blanks {
		p.out = append(p.out, p.eol...)
	}
	p.lineBreak()
}

func (p *printer) lineBreak() {
	p.out = append(p.out, p.eol...)
	p.col = 0
	p.write(strings.Repeat(" ", p.indent))
}

func (p *printer) write(s string) {
	p.out = append(p.out, s...)
	if i := strings.LastIndexByte(s, '\n'); i >= 0 {
		p.col = utf8.RuneCountInString(s[i+1:])
	} else {
		p.col += utf8.RuneCountInString(s)
	}
}

// tooWide is wider than any line.
const tooWide = 1 << 20

// width returns how many columns a node takes on one line, tooWide when comments or line breaks in strings forbid that.
func (p *printer) width(n syntax.Node) int {
	s := n.Span()
	if s.Start == s.End {
		return 0
	}
	first, w := p.t.TokenAt(s.Start), 0
	for i := first; i < len(p.t.Tokens) && int(p.t.Tokens[i].Start) < s.End; i++ {
		k := p.t.Tokens[i]
		text := p.t.TokenText(k)
		if strings.IndexByte(text, '\n') >= 0 {
			return tooWide
		}
		if i > first {
			if lead := p.t.Text[k.Lead:k.Start]; strings.Contains(lead, "//") {
				return tooWide
			}
			if p.gaps[i] == space {
				w++
			}
		}
		if w += utf8.RuneCountInString(text); w > tooWide {
			return tooWide
		}
	}
	return w
}

// fits reports whether a node fits on the line that the next token stands on.
func (p *printer) fits(n syntax.Node) bool { return p.column()+p.width(n) <= p.o.Width }
