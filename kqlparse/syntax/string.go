package syntax

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Unquote returns the value of one string literal of any form: "a", 'a', @"a", h"a", ```a```. ok is false when the
// literal is not complete; then value is what there is of it.
func Unquote(lit string) (value string, ok bool) {
	if lit != "" && lit[0]|0x20 == 'h' {
		lit = lit[1:]
	}
	verbatim := lit != "" && lit[0] == '@'
	if verbatim {
		lit = lit[1:]
	}
	if lit == "" {
		return "", false
	}
	quote := lit[0]
	if quote == '`' || quote == '~' {
		if len(lit) < 3 {
			return "", false
		}
		fence := lit[:3]
		body, ok := strings.CutSuffix(lit[3:], fence)
		return body, ok
	}
	body := lit[1:]
	ok = body != "" && body[len(body)-1] == quote
	if ok {
		body = body[:len(body)-1]
	}
	if verbatim {
		return strings.ReplaceAll(body, string([]byte{quote, quote}), string([]byte{quote})), ok
	}
	if strings.IndexByte(body, '\\') < 0 {
		return body, ok
	}
	var b strings.Builder
	for i := 0; i < len(body); {
		if body[i] != '\\' {
			b.WriteByte(body[i])
			i++
			continue
		}
		n := escapeLen(body[i:])
		if n == 0 {
			return b.String() + body[i:], false
		}
		writeEscape(&b, body[i+1:i+n])
		i += n
	}
	return b.String(), ok
}

// writeEscape writes what an escape stands for; e is the escape without its backslash.
func writeEscape(b *strings.Builder, e string) {
	switch c := e[0]; c {
	case 'a':
		b.WriteByte(7)
	case 'b':
		b.WriteByte(8)
	case 'f':
		b.WriteByte(12)
	case 'n':
		b.WriteByte(10)
	case 'r':
		b.WriteByte(13)
	case 't':
		b.WriteByte(9)
	case 'v':
		b.WriteByte(11)
	case 'u', 'U', 'x':
		n, _ := strconv.ParseUint(e[1:], 16, 32)
		writeRune(b, rune(n))
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n, _ := strconv.ParseUint(e, 8, 32)
		writeRune(b, rune(n))
	default:
		b.WriteByte(c)
	}
}

func writeRune(b *strings.Builder, r rune) {
	if !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	b.WriteRune(r)
}
