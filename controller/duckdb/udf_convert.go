package duckdb

import (
	"math"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/controller/result"
)

var convertMacros = []macro{
	{"kql_long_int", "x", "CASE WHEN x BETWEEN -2147483648 AND 2147483647 THEN x::INTEGER END"},
	// 2^63 is the first real that is no long.
	{"kql_real_long", "x", "CASE WHEN x >= -9223372036854775808::DOUBLE AND x < 9223372036854775808::DOUBLE THEN trunc(x)::BIGINT END"},
	{"kql_text_guid", "s", "TRY_CAST(trim(s, ' {}()') AS UUID)"},
}

var convertFunctions = []*goFunction{
	fn1("kql_real_text", func(x float64) string { return string(result.AppendReal(nil, x)) }),
	fn1("kql_datetime_text", func(t int64) string { return string(result.AppendDatetime(nil, t)) }),
	fn1("kql_timespan_text", func(t int64) string { return string(result.AppendTimespan(nil, t)) }),
	fn1("kql_decimal_text", textOfDecimal),
	fn1("kql_dynamic_text", func(d opt[string]) string { return dynjson.Text(d.v) }),
	fn1("kql_dynamic_long", dynamicLong),
	fn1("kql_dynamic_real", func(d string) opt[float64] { return textReal(dynjson.Text(d)) }),
	fn1("kql_dynamic_bool", func(d string) opt[bool] { return textBool(dynjson.Text(d)) }),
	fn1("kql_text_long", textLong),
	fn1("kql_text_real", textReal),
	fn1("kql_text_bool", textBool),
	fn2("kql_hex", func(n, width int64) string {
		s := strconv.FormatUint(uint64(n), 16)
		if pad := min(width, 64) - int64(len(s)); pad > 0 {
			s = strings.Repeat("0", int(pad)) + s
		}
		return s
	}),
	fn3("kql_format_bytes", formatBytes),
}

func textOfDecimal(d decimal) string {
	s := d.big().String()
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	if n := 19 - len(s); n > 0 {
		s = strings.Repeat("0", n) + s
	}
	whole, frac := s[:len(s)-18], strings.TrimRight(s[len(s)-18:], "0")
	if frac == "" {
		return sign + whole
	}
	return sign + whole + "." + frac
}

// textLong reads a whole number, decimal or with 0x. Text with a fraction is none.
func textLong(s string) opt[int64] {
	s = strings.TrimSpace(s)
	if len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		n, err := strconv.ParseUint(s[2:], 16, 64)
		return maybe(int64(n), err == nil)
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return maybe(n, err == nil)
}

// textReal reads a number; also inf and nan, as KQL writes them.
func textReal(s string) opt[float64] {
	s = strings.TrimSpace(s)
	switch strings.ToLower(s) {
	case "nan":
		return some(math.NaN())
	case "inf", "+inf", "infinity", "+infinity", "∞":
		return some(math.Inf(1))
	case "-inf", "-infinity", "-∞":
		return some(math.Inf(-1))
	case "true":
		return some(1.0)
	case "false":
		return some(0.0)
	}
	if strings.ContainsAny(s, "xXpP_") {
		n := textLong(s)
		return maybe(float64(n.v), !n.null)
	}
	x, err := strconv.ParseFloat(s, 64)
	return maybe(x, err == nil || math.IsInf(x, 0) && s != "")
}

// textBool reads true and false in any case, and numbers.
func textBool(s string) opt[bool] {
	s = strings.TrimSpace(s)
	switch {
	case strings.EqualFold(s, "true"):
		return some(true)
	case strings.EqualFold(s, "false"):
		return some(false)
	}
	n := textLong(s)
	return maybe(n.v != 0, !n.null)
}

// dynamicLong reads a number, cut off towards zero, a bool, or a text that is a whole number.
func dynamicLong(d string) opt[int64] {
	switch dynjson.KindOf(d) {
	case dynjson.String:
		return textLong(dynjson.Unquote(d))
	case dynjson.Bool:
		if strings.TrimSpace(d) == "true" {
			return some(int64(1))
		}
		return some(int64(0))
	case dynjson.Long, dynjson.Real:
		if n := textLong(d); !n.null {
			return n
		}
		x := textReal(d)
		return maybe(int64(x.v), !x.null && x.v >= math.MinInt64 && x.v < math.MaxInt64)
	}
	return none[int64]()
}

var byteUnits = []string{"Bytes", "KB", "MB", "GB", "TB", "PB", "EB"}

// formatBytes writes a size with a number of digits behind the point, without trailing zeros, in the unit given or in
// the largest one that is not above it.
func formatBytes(size float64, precision int64, unit string) string {
	i := 0
	for ; i+1 < len(byteUnits); i++ {
		if unit == "" && math.Abs(size) < 1024 || strings.EqualFold(byteUnits[i], unit) {
			break
		}
		size /= 1024
	}
	s := strconv.FormatFloat(size, 'f', int(min(max(precision, 0), 15)), 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s + " " + byteUnits[i]
}
