package bind

import (
	"math"
	"strconv"
	"time"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// dynamicText appends the JSON text of the content of dynamic(...): leaves of types that JSON lacks become texts in the
// form that tostring() gives them. ok is false when a part is no constant. Of several values of one key the last counts,
// at the place of the first.
func (b *binder) dynamicText(dst []byte, e syntax.Expr, depth int) (text []byte, ok bool) {
	if e == nil || depth > maxDepth {
		return dst, false
	}
	switch x := e.(type) {
	case *syntax.NullLiteral:
		return append(dst, "null"...), true
	case *syntax.DynamicLiteral:
		return b.dynamicText(dst, x.Value, depth+1)
	case *syntax.JSONArray:
		dst = append(dst, '[')
		for i, it := range x.Items {
			if i > 0 {
				dst = append(dst, ',')
			}
			if dst, ok = b.dynamicText(dst, it.X, depth+1); !ok {
				return dst, false
			}
		}
		return append(dst, ']'), true
	case *syntax.JSONObject:
		return b.bagText(dst, x, depth)
	}
	if v := b.info.Consts[e]; v != nil {
		return appendJSON(dst, v)
	}
	return dst, false
}

func (b *binder) bagText(dst []byte, x *syntax.JSONObject, depth int) ([]byte, bool) {
	last := map[string]*syntax.JSONPair{}
	for _, p := range x.Pairs {
		if p.Key == nil {
			return dst, false
		}
		last[p.Key.Value] = p
	}
	dst = append(dst, '{')
	first, ok := true, true
	for _, p := range x.Pairs {
		value := last[p.Key.Value]
		if value == nil {
			continue
		}
		delete(last, p.Key.Value)
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(appendJSONString(dst, p.Key.Value), ':')
		if dst, ok = b.dynamicText(dst, value.Value, depth+1); !ok {
			return dst, false
		}
	}
	return append(dst, '}'), true
}

// appendJSON appends a constant as an element of a dynamic.
func appendJSON(dst []byte, v *symbol.Value) ([]byte, bool) {
	if v.Null {
		return append(dst, "null"...), true
	}
	switch v.Type {
	case symbol.Bool:
		return strconv.AppendBool(dst, v.Int != 0), true
	case symbol.Int, symbol.Long:
		return strconv.AppendInt(dst, v.Int, 10), true
	case symbol.Real:
		return appendJSONReal(dst, v.Real), true
	case symbol.String, symbol.Guid, symbol.Decimal:
		return appendJSONString(dst, v.Str), true
	case symbol.Dynamic:
		return append(dst, v.Str...), true
	case symbol.Datetime:
		const unixEpoch, second = 62135596800, 10_000_000
		t := time.Unix(v.Int/second-unixEpoch, v.Int%second*100).UTC()
		return append(t.AppendFormat(append(dst, '"'), "2006-01-02T15:04:05.0000000Z"), '"'), true
	case symbol.Timespan:
		return append(appendTimespan(append(dst, '"'), v.Int), '"'), true
	}
	return dst, false
}

// appendJSONReal appends a number with a point or an exponent, which tells it from a long; what JSON has no number for,
// as text.
func appendJSONReal(dst []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(dst, `"NaN"`...)
	case math.IsInf(f, 1):
		return append(dst, `"Infinity"`...)
	case math.IsInf(f, -1):
		return append(dst, `"-Infinity"`...)
	}
	if a := math.Abs(f); a != 0 && (a < 1e-5 || a >= 1e15) {
		return strconv.AppendFloat(dst, f, 'e', -1, 64)
	}
	n := len(dst)
	dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
	for _, c := range dst[n:] {
		if c == '.' {
			return dst
		}
	}
	return append(dst, ".0"...)
}

func appendJSONString(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c == '\r':
			dst = append(dst, '\\', 'r')
		case c == '\t':
			dst = append(dst, '\\', 't')
		case c < 0x20:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, '"')
}

// appendTimespan appends ticks as [-][d.]hh:mm:ss[.fffffff].
func appendTimespan(dst []byte, ticks int64) []byte {
	u := uint64(ticks)
	if ticks < 0 {
		dst, u = append(dst, '-'), -u
	}
	const second = 10_000_000
	if days := u / (86400 * second); days > 0 {
		dst = append(strconv.AppendUint(dst, days, 10), '.')
	}
	two := func(n uint64) { dst = append(dst, byte('0'+n/10%10), byte('0'+n%10)) }
	s := u / second % 86400
	two(s / 3600)
	dst = append(dst, ':')
	two(s / 60 % 60)
	dst = append(dst, ':')
	two(s % 60)
	if f := u % second; f != 0 {
		digits := strconv.FormatUint(second+f, 10)
		dst = append(append(dst, '.'), digits[1:]...)
	}
	return dst
}
