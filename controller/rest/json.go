package rest

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// appendCell appends value i of a vector as Kusto's JSON has it: int, long and real as numbers, decimal, guid, datetime
// and timespan as strings, dynamic as the JSON that it is, null as null.
func appendCell(dst []byte, v *result.Vector, i int) []byte {
	if v.IsNull(i) {
		return append(dst, "null"...)
	}
	switch v.Type {
	case symbol.Bool:
		return strconv.AppendBool(dst, v.Ints[i] != 0)
	case symbol.Int, symbol.Long:
		return strconv.AppendInt(dst, v.Ints[i], 10)
	case symbol.Real:
		return appendReal(dst, v.Reals[i])
	case symbol.Datetime:
		return append(result.AppendDatetime(append(dst, '"'), v.Ints[i]), '"')
	case symbol.Timespan:
		return append(result.AppendTimespan(append(dst, '"'), v.Ints[i]), '"')
	case symbol.Dynamic:
		return append(dst, v.Strings[i]...)
	default:
		return appendString(dst, v.Strings[i])
	}
}

// appendReal writes NaN and the infinities as strings, since JSON has no numbers for them.
func appendReal(dst []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(dst, `"NaN"`...)
	case math.IsInf(f, 1):
		return append(dst, `"Infinity"`...)
	case math.IsInf(f, -1):
		return append(dst, `"-Infinity"`...)
	}
	n := len(dst)
	dst = strconv.AppendFloat(dst, f, 'g', -1, 64)
	for _, c := range dst[n:] {
		if c == '.' || c == 'e' {
			return dst
		}
	}
	return append(dst, ".0"...) // so that a client sees a real in an untyped reader, too
}

const hex = "0123456789abcdef"

// appendString appends a JSON string. Bytes that are not UTF-8 become U+FFFD.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r != utf8.RuneError || size != 1 {
				i += size
				continue
			}
			dst = append(append(dst, s[start:i]...), "\ufffd"...)
		} else {
			dst = append(dst, s[start:i]...)
			switch c {
			case '"', '\\':
				dst = append(dst, '\\', c)
			case '\n':
				dst = append(dst, '\\', 'n')
			case '\t':
				dst = append(dst, '\\', 't')
			case '\r':
				dst = append(dst, '\\', 'r')
			default:
				dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			}
		}
		i++
		start = i
	}
	return append(append(dst, s[start:]...), '"')
}

// clrTypes are the .NET names that version 1 of the protocol shows beside KQL's.
var clrTypes = map[symbol.Type]string{
	symbol.Bool: "SByte", symbol.Int: "Int32", symbol.Long: "Int64", symbol.Real: "Double", symbol.Decimal: "SqlDecimal", symbol.String: "String",
	symbol.Datetime: "DateTime", symbol.Timespan: "TimeSpan", symbol.Guid: "Guid", symbol.Dynamic: "Object",
}

// wireType is the type's name on the wire; a column of unknown type is dynamic.
func wireType(t symbol.Type) string {
	if t == symbol.Unknown {
		t = symbol.Dynamic
	}
	return t.String()
}
