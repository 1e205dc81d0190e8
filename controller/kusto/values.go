package kusto

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

const (
	ticksPerSecond = 10_000_000
	ticksPerDay    = 86400 * ticksPerSecond
	// unixTicks is 1970-01-01 in ticks since year 1.
	unixTicks = 621355968000000000
)

var errValue = errors.New("a value that is not of its column's type")

// appendCell adds a value, as it stands in a row's JSON, to a column. i is its place in the batch.
func appendCell(v *result.Vector, raw []byte, i int) error {
	if len(raw) == 0 {
		return errValue
	}
	if raw[0] == 'n' {
		appendNull(v, i)
		return nil
	}
	switch v.Type {
	case symbol.Bool:
		switch string(raw) {
		case "true", "1", `"true"`, `"True"`:
			v.Ints = append(v.Ints, 1)
		case "false", "0", `"false"`, `"False"`:
			v.Ints = append(v.Ints, 0)
		default:
			return errValue
		}
	case symbol.Int, symbol.Long:
		n, err := strconv.ParseInt(string(bytes.Trim(raw, `"`)), 10, 64)
		if err != nil {
			return errValue
		}
		v.Ints = append(v.Ints, n)
	case symbol.Real:
		f, ok := real(bytes.Trim(raw, `"`))
		if !ok {
			return errValue
		}
		v.Reals = append(v.Reals, f)
	case symbol.Dynamic:
		text, err := dynamic(raw)
		if err != nil {
			return err
		}
		if text == "null" {
			appendNull(v, i)
			return nil
		}
		v.Strings = append(v.Strings, text)
	default:
		text, err := unquote(raw)
		if err != nil {
			return err
		}
		if err := appendText(v, text, i); err != nil {
			return err
		}
	}
	if v.Null != nil && len(v.Null) == i {
		v.Null = append(v.Null, false)
	}
	return nil
}

// appendText adds a value that the protocol writes as a text.
func appendText(v *result.Vector, text string, i int) error {
	switch v.Type {
	case symbol.Datetime, symbol.Timespan:
		if text == "" {
			appendNull(v, i)
			return nil
		}
		parse := datetime
		if v.Type == symbol.Timespan {
			parse = timespan
		}
		n, ok := parse(text)
		if !ok {
			return errValue
		}
		v.Ints = append(v.Ints, n)
	case symbol.Guid:
		if text == "" {
			appendNull(v, i)
			return nil
		}
		v.Strings = append(v.Strings, strings.ToLower(text))
	default:
		v.Strings = append(v.Strings, text)
	}
	return nil
}

// appendNull adds a null; a string column has none, the empty string stands for it.
func appendNull(v *result.Vector, i int) {
	switch v.Type {
	case symbol.Bool, symbol.Int, symbol.Long, symbol.Datetime, symbol.Timespan:
		v.Ints = append(v.Ints, 0)
	case symbol.Real:
		v.Reals = append(v.Reals, 0)
	default:
		v.Strings = append(v.Strings, "")
	}
	if v.Type == symbol.String {
		return
	}
	for len(v.Null) < i {
		v.Null = append(v.Null, false)
	}
	v.Null = append(v.Null, true)
}

func unquote(raw []byte) (string, error) {
	if raw[0] != '"' {
		return string(raw), nil // a decimal as a number, an object where a text is due
	}
	if len(raw) >= 2 && bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1]), nil
	}
	var s string
	err := json.Unmarshal(raw, &s)
	return s, err
}

// dynamic returns the compact JSON text of a dynamic value. The protocol writes objects and arrays as they are or as
// text in a string; a string that is no such text is a string value.
func dynamic(raw []byte) (string, error) {
	if raw[0] != '"' {
		return compact(raw), nil
	}
	s, err := unquote(raw)
	if err != nil {
		return "", err
	}
	if trimmed := strings.TrimSpace(s); trimmed != "" && json.Valid([]byte(trimmed)) {
		return compact([]byte(trimmed)), nil
	}
	return string(raw), nil
}

func compact(raw []byte) string {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return string(raw)
	}
	return b.String()
}

func real(b []byte) (float64, bool) {
	switch string(b) {
	case "NaN", "nan":
		return math.NaN(), true
	case "Infinity", "inf", "+Infinity":
		return math.Inf(1), true
	case "-Infinity", "-inf":
		return math.Inf(-1), true
	}
	f, err := strconv.ParseFloat(string(b), 64)
	return f, err == nil
}

// datetime reads 2024-05-01T10:20:30.1234567Z as ticks since year 1.
func datetime(s string) (int64, bool) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		if t, err = time.Parse("2006-01-02T15:04:05.999999999", s); err != nil {
			return 0, false
		}
	}
	return t.Unix()*ticksPerSecond + int64(t.Nanosecond())/100 + unixTicks, true
}

// tickText writes ticks since year 1 as the protocol writes a datetime.
func tickText(n int64) string {
	n -= unixTicks
	seconds, ticks := n/ticksPerSecond, n%ticksPerSecond
	if ticks < 0 {
		seconds, ticks = seconds-1, ticks+ticksPerSecond
	}
	return time.Unix(seconds, ticks*100).UTC().Format("2006-01-02T15:04:05.0000000Z")
}

// timespan reads [-][d.]hh:mm:ss[.fffffff] as ticks.
func timespan(s string) (int64, bool) {
	sign := int64(1)
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		s, sign = rest, -1
	}
	parts := strings.Split(s, ":")
	if len(parts) != 3 {
		return 0, false
	}
	days, hours, found := strings.Cut(parts[0], ".")
	if !found {
		days, hours = "0", parts[0]
	}
	seconds, fraction, _ := strings.Cut(parts[2], ".")
	if len(fraction) > 7 {
		return 0, false
	}
	fraction += strings.Repeat("0", 7-len(fraction))
	var n [5]int64
	for i, part := range []string{days, hours, parts[1], seconds, fraction} {
		x, err := strconv.ParseInt(part, 10, 64)
		if err != nil || x < 0 {
			return 0, false
		}
		n[i] = x
	}
	// The most negative value has no positive counterpart, so days count with their sign.
	return sign*n[0]*ticksPerDay + sign*(n[1]*3600+n[2]*60+n[3])*ticksPerSecond + sign*n[4], true
}

// spanText writes ticks as KQL writes a timespan.
func spanText(n int64) string {
	sign := ""
	u := uint64(n)
	if n < 0 {
		sign, u = "-", -u
	}
	days, u := u/ticksPerDay, u%ticksPerDay
	return fmt.Sprintf("%s%d.%02d:%02d:%02d.%07d", sign, days, u/(3600*ticksPerSecond), u/(60*ticksPerSecond)%60, u/ticksPerSecond%60, u%ticksPerSecond)
}

// literal writes a value as KQL, as query parameters travel.
func literal(v symbol.Value) string {
	if v.Null && v.Type != symbol.String {
		return v.Type.String() + "(null)"
	}
	switch v.Type {
	case symbol.Bool:
		return strconv.FormatBool(v.Int != 0)
	case symbol.Int, symbol.Long:
		return fmt.Sprintf("%s(%d)", v.Type, v.Int)
	case symbol.Real:
		switch {
		case math.IsNaN(v.Real):
			return "real(nan)"
		case math.IsInf(v.Real, 1):
			return "real(+inf)"
		case math.IsInf(v.Real, -1):
			return "real(-inf)"
		}
		return "real(" + strconv.FormatFloat(v.Real, 'g', -1, 64) + ")"
	case symbol.Datetime:
		return "datetime(" + tickText(v.Int) + ")"
	case symbol.Timespan:
		return "time(" + spanText(v.Int) + ")"
	case symbol.Guid, symbol.Decimal:
		return fmt.Sprintf("%s(%s)", v.Type, v.Str)
	case symbol.Dynamic:
		return "dynamic(" + v.Str + ")"
	}
	return quote(v.Str)
}

// quote writes a KQL string literal.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < 0x20:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
