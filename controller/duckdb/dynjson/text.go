package dynjson

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Unquote returns the text that a JSON string stands for; another text is returned as it is. A lone half of a surrogate
// pair becomes U+FFFD.
func Unquote(s string) string {
	if len(s) < 2 || s[0] != '"' {
		return s
	}
	s = s[1 : len(s)-1]
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			out = append(out, s[i])
			continue
		}
		i++
		switch c := s[i]; c {
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'r':
			out = append(out, '\r')
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'u':
			r := hex4(s[i+1:])
			if r < 0 {
				out = append(out, '\\', 'u')
				continue
			}
			i += 4
			if 0xD800 <= r && r < 0xDC00 && strings.HasPrefix(s[i+1:], `\u`) {
				if low := hex4(s[i+3:]); 0xDC00 <= low && low < 0xE000 {
					r = 0x10000 + (r-0xD800)<<10 + (low - 0xDC00)
					i += 6
				}
			}
			out = utf8.AppendRune(out, r)
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

func hex4(s string) rune {
	if len(s) < 4 {
		return -1
	}
	n, err := strconv.ParseUint(s[:4], 16, 32)
	if err != nil {
		return -1
	}
	return rune(n)
}

const hexDigits = "0123456789abcdef"

// AppendString appends s as a JSON string. Only what must be is escaped.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		case '\b':
			dst = append(dst, '\\', 'b')
		case '\f':
			dst = append(dst, '\\', 'f')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return append(append(dst, s[from:]...), '"')
}

// Quote returns s as a JSON string.
func Quote(s string) string { return string(AppendString(make([]byte, 0, len(s)+2), s)) }

// AppendArray appends an array of elements given as texts; an empty text is null.
func AppendArray(dst []byte, items []string) []byte {
	dst = append(dst, '[')
	for i, item := range items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendValue(dst, item)
	}
	return append(dst, ']')
}

// AppendBag appends a bag of values given as texts; an empty text is null.
func AppendBag(dst []byte, pairs []Pair) []byte {
	dst = append(dst, '{')
	for i, p := range pairs {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(AppendString(dst, p.Key), ':')
		dst = appendValue(dst, p.Value)
	}
	return append(dst, '}')
}

func appendValue(dst []byte, value string) []byte {
	if value == "" {
		value = "null"
	}
	return append(dst, value...)
}

// ArrayOf returns the text of an array.
func ArrayOf(items []string) string { return string(AppendArray(nil, items)) }

// BagOf returns the text of a bag.
func BagOf(pairs []Pair) string { return string(AppendBag(nil, pairs)) }

// Strings returns the text of an array of strings.
func Strings(items []string) string {
	dst := []byte{'['}
	for i, item := range items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendString(dst, item)
	}
	return string(append(dst, ']'))
}

// Text returns what tostring() makes of a dynamic: a string without its quotes, nothing for null, else the JSON text.
func Text(s string) string {
	if IsNull(s) {
		return ""
	}
	return Unquote(trim(s))
}

// Compact returns the text without white space between tokens, and whether it is JSON.
func Compact(s string) (string, bool) {
	ok, spaced := check(s)
	if !ok {
		return "", false
	}
	if !spaced {
		return s, true
	}
	out := make([]byte, 0, len(s))
	quoted := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quoted && c == '\\' && i+1 < len(s):
			out = append(out, c, s[i+1])
			i++
			continue
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ' ' || c == '\t' || c == '\r' || c == '\n'):
			continue
		}
		out = append(out, c)
	}
	return string(out), true
}

// Number returns the value of a number, exactly when it is a long, and whether s is one.
func Number(s string) (long int64, real float64, isLong, ok bool) {
	switch KindOf(s) {
	case Long:
		if n, err := strconv.ParseInt(trim(s), 10, 64); err == nil {
			return n, float64(n), true, true
		}
		fallthrough
	case Real:
		f, err := strconv.ParseFloat(trim(s), 64)
		return 0, f, false, err == nil || math.IsInf(f, 0)
	}
	return 0, 0, false, false
}

// Int returns a long, or a real cut off at the point.
func Int(s string) (int64, bool) {
	n, f, isLong, ok := Number(s)
	switch {
	case !ok:
		return 0, false
	case isLong:
		return n, true
	case math.Abs(f) < 1<<63:
		return int64(f), true
	}
	return 0, false
}

// Equal reports whether two dynamics are the same value: numbers by value, bags without regard to the order of keys.
func Equal(a, b string) bool {
	ka, kb := KindOf(a), KindOf(b)
	numbers := (ka == Long || ka == Real) && (kb == Long || kb == Real)
	switch {
	case numbers:
		return compareNumbers(a, b) == 0
	case ka != kb:
		return false
	case ka == Array:
		x, okx := Items(a)
		y, oky := Items(b)
		if !okx || !oky || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !Equal(x[i], y[i]) {
				return false
			}
		}
		return true
	case ka == Bag:
		x, okx := Pairs(a)
		y, oky := Pairs(b)
		if !okx || !oky || len(x) != len(y) {
			return false
		}
		for _, p := range x {
			if v, ok := Get(y, p.Key); !ok || !Equal(p.Value, v) {
				return false
			}
		}
		return true
	case ka == Null:
		return true
	}
	return Text(a) == Text(b)
}

// Key returns a text that is the same for Equal values and differs for others, as a key of sets.
func Key(s string) string {
	switch KindOf(s) {
	case Null:
		return "null"
	case Long, Real:
		n, f, isLong, _ := Number(s)
		if isLong {
			return strconv.FormatInt(n, 10)
		}
		if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
			return strconv.FormatInt(int64(f), 10)
		}
		return strconv.FormatFloat(f, 'g', -1, 64)
	case String:
		return "\"" + Text(s)
	case Array:
		items, ok := Items(s)
		if !ok {
			return s
		}
		out := []byte{'['}
		for _, item := range items {
			out = append(AppendString(out, Key(item)), ',')
		}
		return string(out)
	case Bag:
		return "{" + Sorted(s)
	}
	return trim(s)
}

// Compare orders two dynamics of one kind, or two numbers; ok is false for others. false is before true.
func Compare(a, b string) (order int, ok bool) {
	ka, kb := KindOf(a), KindOf(b)
	switch {
	case (ka == Long || ka == Real) && (kb == Long || kb == Real):
		return compareNumbers(a, b), true
	case ka != kb:
		return 0, false
	case ka == String, ka == Bool:
		return strings.Compare(Text(a), Text(b)), true
	}
	return 0, false
}

func compareNumbers(a, b string) int {
	m, f, long1, _ := Number(a)
	n, g, long2, _ := Number(b)
	switch {
	case long1 && long2:
		return compare(m, n)
	case long1 != long2 && !math.IsNaN(f) && !math.IsNaN(g) && !math.IsInf(f, 0) && !math.IsInf(g, 0):
		x, y := exact(m, f, long1), exact(n, g, long2)
		return x.Cmp(y)
	}
	return compare(f, g)
}

func exact(n int64, f float64, isLong bool) *big.Float {
	if isLong {
		return new(big.Float).SetPrec(64).SetInt64(n)
	}
	return new(big.Float).SetPrec(64).SetFloat64(f)
}

func compare[T int64 | float64](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
