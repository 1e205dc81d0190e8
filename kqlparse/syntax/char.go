package syntax

import (
	"unicode"
	"unicode/utf8"
)

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }

// startsString reports whether a quote, or an @ with a quote behind it, stands at i.
func startsString(t string, i int) bool {
	if i < len(t) && t[i] == '@' {
		i++
	}
	return i < len(t) && (t[i] == '"' || t[i] == '\'' || isFence(t, i))
}

func isFence(t string, i int) bool {
	return i+2 < len(t) && (t[i] == '`' || t[i] == '~') && t[i+1] == t[i] && t[i+2] == t[i]
}

// identEnd returns the end of the letters, digits and underscores at pos.
func identEnd(t string, pos int) int {
	for pos < len(t) {
		c := t[pos]
		if isLetter(c) || c == '_' || c >= '0' && c <= '9' {
			pos++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeRuneInString(t[pos:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		pos += n
	}
	return pos
}

func digits(t string, pos int) int {
	for pos < len(t) && t[pos] >= '0' && t[pos] <= '9' {
		pos++
	}
	return pos
}

// exponent returns the end of e+10 at pos, or pos.
func exponent(t string, pos int) int {
	if pos >= len(t) || t[pos]|0x20 != 'e' {
		return pos
	}
	i := pos + 1
	if i < len(t) && (t[i] == '+' || t[i] == '-') {
		i++
	}
	if e := digits(t, i); e > i {
		return e
	}
	return pos
}

// rawGuid returns the end of the guid without quotes at pos, or 0.
func rawGuid(t string, pos int) int {
	if len(t)-pos < 36 {
		return 0
	}
	for i := range 36 {
		c := t[pos+i]
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return 0
			}
		} else if !isHex(c) {
			return 0
		}
	}
	return pos + 36
}

// typedLiteral returns the kind of the literal that a word and a parenthesis right behind it begin, or None.
func typedLiteral(w string) Kind {
	switch w {
	case "long", "int64":
		return LongLit
	case "int", "int32":
		return IntLit
	case "real", "double":
		return RealLit
	case "decimal":
		return DecimalLit
	case "bool", "boolean":
		return BoolLit
	case "datetime", "date":
		return DatetimeLit
	case "time", "timespan":
		return TimespanLit
	case "guid":
		return GuidLit
	}
	return None
}
