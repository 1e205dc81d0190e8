package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sign tells the parser what a token is without looking at the text: the byte itself for a one-byte Punct, one of these
// for the others.
type sign uint8

const (
	sNone    sign = iota
	sWord         // Word
	sReserve      // Word that cannot be a name where names are referred to
	sLit          // any literal token, strings apart
	sString       // StringLit
	sEqual        // ==
	sNot          // != <>
	sTilde        // =~
	sNotTil       // !~
	sLess         // <=
	sGreater      // >=
	sDots         // ..
	sArrow        // =>
	sInto         // <|
	sOper         // Operator: !has, in~
	sJunk         // Bad, Directive
	sEOF
)

// lexer splits a text into tokens.
//
// Invariant: it never fails; bytes that start no token become Bad tokens of one character.
type lexer struct {
	text  string
	toks  []Token
	signs []sign
	errs  []Error
}

func (l *lexer) run() {
	guess := len(l.text)/4 + 8
	l.toks = make([]Token, 0, guess)
	l.signs = make([]sign, 0, guess)
	pos := 0
	for {
		lead := pos
		pos = l.trivia(pos)
		if pos >= len(l.text) {
			l.add(EOF, sEOF, lead, len(l.text), len(l.text))
			return
		}
		pos = l.token(lead, pos)
	}
}

func (l *lexer) add(k Kind, s sign, lead, start, end int) int {
	l.toks = append(l.toks, Token{k, int32(lead), int32(start), int32(end)})
	l.signs = append(l.signs, s)
	return end
}

func (l *lexer) errorf(start, end int, code, message string) {
	l.errs = append(l.errs, Error{Span{start, end}, code, message})
}

// trivia returns the end of the white space, comments and leading directive lines that begin at pos.
func (l *lexer) trivia(pos int) int {
	t := l.text
	for pos < len(t) {
		switch c := t[pos]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
			pos++
		case c == '/' && pos+1 < len(t) && t[pos+1] == '/':
			pos = lineEnd(t, pos)
		case c == '#' && len(l.toks) == 0:
			pos = lineEnd(t, pos)
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(t[pos:])
			if !unicode.IsSpace(r) && r != '\uFEFF' && r != '\u200B' && r != '\u180E' {
				return pos
			}
			pos += n
		default:
			return pos
		}
	}
	return pos
}

func lineEnd(t string, pos int) int {
	if i := strings.IndexByte(t[pos:], '\n'); i >= 0 {
		return pos + i
	}
	return len(t)
}

func (l *lexer) token(lead, pos int) int {
	t := l.text
	c := t[pos]
	switch {
	case isLetter(c) || c == '_' || c == '$':
		return l.word(lead, pos)
	case c >= '0' && c <= '9':
		return l.number(lead, pos)
	case startsString(t, pos):
		return l.str(lead, pos, pos)
	case c == '#':
		return l.add(Directive, sJunk, lead, pos, lineEnd(t, pos))
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRuneInString(t[pos:])
		if unicode.IsLetter(r) {
			return l.word(lead, pos)
		}
		return l.bad(lead, pos, n)
	}
	two := byte(0)
	if pos+1 < len(t) {
		two = t[pos+1]
	}
	switch c {
	case '(', ')', '[', ']', '{', '}', '|', '+', '-', '*', '/', '%', ':', ';', ',', '@', '?':
		return l.add(Punct, sign(c), lead, pos, pos+1)
	case '.':
		if two == '.' {
			return l.add(Punct, sDots, lead, pos, pos+2)
		}
		return l.add(Punct, '.', lead, pos, pos+1)
	case '<':
		switch two {
		case '=':
			return l.add(Punct, sLess, lead, pos, pos+2)
		case '|':
			return l.add(Punct, sInto, lead, pos, pos+2)
		case '>':
			return l.add(Punct, sNot, lead, pos, pos+2)
		}
		return l.add(Punct, '<', lead, pos, pos+1)
	case '>':
		if two == '=' {
			return l.add(Punct, sGreater, lead, pos, pos+2)
		}
		return l.add(Punct, '>', lead, pos, pos+1)
	case '=':
		switch two {
		case '=':
			return l.add(Punct, sEqual, lead, pos, pos+2)
		case '>':
			return l.add(Punct, sArrow, lead, pos, pos+2)
		case '~':
			return l.add(Punct, sTilde, lead, pos, pos+2)
		}
		return l.add(Punct, '=', lead, pos, pos+1)
	case '!':
		switch {
		case two == '=':
			return l.add(Punct, sNot, lead, pos, pos+2)
		case two == '~':
			return l.add(Punct, sNotTil, lead, pos, pos+2)
		}
		end := identEnd(t, pos+1)
		if end < len(t) && t[end] == '~' && t[pos+1:end] == "in" {
			return l.add(Operator, sOper, lead, pos, end+1)
		}
		if negated[t[pos+1:end]] {
			return l.add(Operator, sOper, lead, pos, end)
		}
	}
	return l.bad(lead, pos, 1)
}

func (l *lexer) bad(lead, pos, n int) int {
	l.errorf(pos, pos+n, "KS002", "unexpected: "+strings.ToValidUTF8(l.text[pos:pos+n], "?"))
	return l.add(Bad, sJunk, lead, pos, pos+n)
}

// word reads a name or keyword, a hyphenated keyword, a typed literal like datetime(...), true and false, or a hidden
// string h"...".
func (l *lexer) word(lead, pos int) int {
	t := l.text
	end := identEnd(t, pos)
	if end == pos { // $ and letters start a name even if they can't continue one
		_, n := utf8.DecodeRuneInString(t[pos:])
		end = identEnd(t, pos+n)
	}
	w := t[pos:end]
	if end == len(t) {
		return l.plainWord(lead, pos, end)
	}
	if t[end] == '~' && w == "in" {
		return l.add(Operator, sOper, lead, pos, end+1)
	}
	switch t[end] {
	case '(':
		if k := typedLiteral(w); k != None {
			return l.typed(k, lead, pos, end)
		}
	case '-':
		if e := l.hyphenated(w, pos, end); e > 0 {
			return l.add(Word, sReserve, lead, pos, e)
		}
	case '.':
		if w == "hint" {
			if e := identEnd(t, end+1); hints[t[end+1:e]] {
				return l.add(Word, sReserve, lead, pos, e)
			}
		}
	case '"', '\'', '@', '`', '~':
		if (w == "h" || w == "H") && startsString(t, end) {
			return l.str(lead, pos, end)
		}
	}
	if len(w) == 8 || len(w) > 8 && t[end] == '-' {
		if e := rawGuid(t, pos); e > 0 {
			return l.add(GuidLit, sLit, lead, pos, e)
		}
	}
	return l.plainWord(lead, pos, end)
}

func (l *lexer) plainWord(lead, pos, end int) int {
	w := l.text[pos:end]
	switch w {
	case "true", "false", "True", "False", "TRUE", "FALSE":
		return l.add(BoolLit, sLit, lead, pos, end)
	}
	s := sWord
	if reserved[w] {
		s = sReserve
	}
	return l.add(Word, s, lead, pos, end)
}

// hyphenated returns the end of the keyword whose first part is w, such as mv-expand, or 0. A hyphen between other words
// is a minus.
func (l *lexer) hyphenated(w string, pos, end int) int {
	for _, rest := range hyphens[w] {
		if strings.HasPrefix(l.text[end:], rest) {
			e := end + len(rest)
			if e == len(l.text) || identEnd(l.text, e) == e {
				return e
			}
		}
	}
	return 0
}

// typed reads the parenthesis of datetime(...) and its relatives, whose content is raw text up to the parenthesis.
func (l *lexer) typed(k Kind, lead, pos, open int) int {
	t := l.text
	for i := open + 1; i < len(t); i++ {
		switch t[i] {
		case ')':
			return l.add(k, sLit, lead, pos, i+1)
		case '\n', '\r':
			l.errorf(i, i, "KS001", "missing: )")
			return l.add(k, sLit, lead, pos, i)
		}
	}
	l.errorf(len(t), len(t), "KS001", "missing: )")
	return l.add(k, sLit, lead, pos, len(t))
}

// number reads 1, 0x1F, 1.5, 1e3, 1.5h, a name that begins with digits, or a bare guid.
func (l *lexer) number(lead, pos int) int {
	t := l.text
	if e := rawGuid(t, pos); e > 0 {
		return l.add(GuidLit, sLit, lead, pos, e)
	}
	end := digits(t, pos)
	// A real: digits, a point that is not the first of two, digits, an exponent.
	real := end
	if end < len(t) && t[end] == '.' && (end+1 >= len(t) || t[end+1] != '.' || end+2 < len(t) && t[end+2] == '.') {
		real = exponent(t, digits(t, end+1))
	} else {
		real = exponent(t, end)
	}
	if real > end && identEnd(t, real) == real {
		return l.add(RealLit, sLit, lead, pos, real)
	}
	unit := end
	if unit+1 < len(t) && t[unit] == '.' && digits(t, unit+1) > unit+1 {
		unit = digits(t, unit+1)
	}
	if e := identEnd(t, unit); e > unit && timeUnits[t[unit:e]] != 0 {
		return l.add(TimespanLit, sLit, lead, pos, e)
	}
	if t[pos] == '0' && pos+2 < len(t) && t[pos+1]|0x20 == 'x' && isHex(t[pos+2]) {
		e := pos + 2
		for e < len(t) && isHex(t[e]) {
			e++
		}
		if identEnd(t, e) == e {
			return l.add(LongLit, sLit, lead, pos, e)
		}
	}
	if e := identEnd(t, end); e > end {
		s := sWord
		if reserved[t[pos:e]] {
			s = sReserve
		}
		return l.add(Word, s, lead, pos, e)
	}
	return l.add(LongLit, sLit, lead, pos, end)
}

// str reads a string whose quote, or the @ before it, stands at q. An unfinished one ends where its line does, or at an
// escape that does not exist; the error says so.
func (l *lexer) str(lead, start, q int) int {
	t := l.text
	verbatim := t[q] == '@'
	if verbatim {
		q++
	}
	quote := t[q]
	if quote == '`' || quote == '~' {
		fence := t[q : q+3]
		if i := strings.Index(t[q+3:], fence); i >= 0 {
			return l.add(StringLit, sString, lead, start, q+3+i+3)
		}
		l.errorf(len(t), len(t), "KS001", "missing: "+fence)
		return l.add(StringLit, sString, lead, start, len(t))
	}
	i := q + 1
scan:
	for i < len(t) {
		switch c := t[i]; {
		case c == quote:
			if verbatim && i+1 < len(t) && t[i+1] == quote {
				i += 2
				continue
			}
			return l.add(StringLit, sString, lead, start, i+1)
		case c == '\n' || c == '\r':
			break scan
		case c == '\\' && !verbatim:
			n := escapeLen(t[i:])
			if n == 0 {
				break scan
			}
			i += n
		default:
			i++
		}
	}
	l.errorf(i, i, "KS001", "missing: "+t[q:q+1])
	return l.add(StringLit, sString, lead, start, i)
}

// escapeLen returns the length of the escape that s begins with, or 0 when there is no such escape.
func escapeLen(s string) int {
	if len(s) < 2 {
		return 0
	}
	hex := func(n int) int {
		if len(s) < 2+n {
			return 0
		}
		for i := range n {
			if !isHex(s[2+i]) {
				return 0
			}
		}
		return 2 + n
	}
	switch c := s[1]; {
	case strings.IndexByte(`\'"abfnrtv`, c) >= 0:
		return 2
	case c == 'u':
		return hex(4)
	case c == 'U':
		return hex(8)
	case c == 'x':
		return hex(2)
	case c >= '0' && c <= '7':
		n := 2
		for n < len(s) && n < 4 && s[n] >= '0' && s[n] <= '7' && (n < 3 || c <= '3') {
			n++
		}
		return n
	}
	return 0
}
