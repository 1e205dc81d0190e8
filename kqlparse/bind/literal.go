package bind

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// literalTypes are the types of the kinds of literals.
var literalTypes = map[syntax.Kind]symbol.Type{
	syntax.LongLit: symbol.Long, syntax.IntLit: symbol.Int, syntax.RealLit: symbol.Real, syntax.DecimalLit: symbol.Decimal, syntax.StringLit: symbol.String,
	syntax.BoolLit: symbol.Bool, syntax.DatetimeLit: symbol.Datetime, syntax.TimespanLit: symbol.Timespan, syntax.GuidLit: symbol.Guid,
}

// LiteralValue is the value of a literal. ok is false when its text is not one of its type (datetime(yesterday)): then
// only the type is known.
func LiteralValue(tree *syntax.Tree, e *syntax.Literal) (v symbol.Value, ok bool) {
	v.Type = literalTypes[e.Tok.Kind]
	text := tree.TokenText(e.Tok)
	if i := strings.IndexByte(text, '('); i >= 0 {
		text = strings.TrimSuffix(text[i+1:], ")")
	}
	text = strings.TrimSpace(text)
	if n := len(text); n > 1 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		text = text[1 : n-1]
	}
	if text == "null" || text == "" {
		v.Null = v.Type != symbol.String
		return v, true
	}
	if e.Sign.Present() && tree.TokenText(e.Sign) == "-" {
		text = "-" + text
	}
	switch v.Type {
	case symbol.Bool:
		switch strings.ToLower(text) {
		case "true", "1":
			v.Int, ok = 1, true
		case "false", "0":
			ok = true
		}
	case symbol.Int, symbol.Long:
		v.Int, ok = parseWhole(text)
		if v.Type == symbol.Int {
			v.Int = int64(int32(v.Int))
		}
	case symbol.Real:
		v.Real, ok = parseReal(text)
	case symbol.Decimal:
		v.Str, ok = text, true
	case symbol.Guid:
		v.Str, ok = strings.ToLower(text), len(text) >= 32
	case symbol.Timespan:
		v.Int, ok = parseTimespan(text)
	case symbol.Datetime:
		v.Int, ok = parseDatetime(text)
	}
	return v, ok
}

func parseWhole(text string) (int64, bool) {
	neg := strings.HasPrefix(text, "-")
	digits := strings.TrimLeft(text, "+-")
	base := 10
	if strings.HasPrefix(digits, "0x") || strings.HasPrefix(digits, "0X") {
		digits, base = digits[2:], 16
	}
	u, err := strconv.ParseUint(digits, base, 64)
	if err != nil {
		return 0, false
	}
	if neg {
		return -int64(u), true
	}
	return int64(u), base == 16 || u <= math.MaxInt64
}

func parseReal(text string) (float64, bool) {
	switch strings.ToLower(text) {
	case "nan":
		return math.NaN(), true
	case "+inf", "inf":
		return math.Inf(1), true
	case "-inf":
		return math.Inf(-1), true
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil
}

const (
	ticksPerSecond = 10_000_000
	ticksPerDay    = 86_400 * ticksPerSecond
)

// timespanUnits are the suffixes of a timespan literal in ticks, longest first where one begins another.
var timespanUnits = []struct {
	name  string
	ticks float64
}{
	{"milliseconds", 10_000}, {"millisecond", 10_000}, {"millis", 10_000}, {"milli", 10_000}, {"microseconds", 10}, {"microsecond", 10}, {"micros", 10}, {"micro", 10},
	{"nanoseconds", 0.01}, {"nanosecond", 0.01}, {"nanos", 0.01}, {"nano", 0.01},
	{"ms", 10_000}, {"minutes", 60 * ticksPerSecond}, {"minute", 60 * ticksPerSecond}, {"min", 60 * ticksPerSecond}, {"m", 60 * ticksPerSecond}, {"seconds", ticksPerSecond}, {"second", ticksPerSecond},
	{"sec", ticksPerSecond}, {"s", ticksPerSecond}, {"hours", 3600 * ticksPerSecond}, {"hour", 3600 * ticksPerSecond}, {"hrs", 3600 * ticksPerSecond}, {"hr", 3600 * ticksPerSecond}, {"h", 3600 * ticksPerSecond},
	{"days", ticksPerDay}, {"day", ticksPerDay}, {"d", ticksPerDay}, {"ticks", 1}, {"tick", 1}, {"microsec", 10}, {"us", 10},
}

// parseTimespan reads 1.5h, 10ms, and the form [-][d.]hh:mm:ss[.fffffff]; a number alone counts days.
func parseTimespan(text string) (int64, bool) {
	if strings.Contains(text, ":") {
		return parseClock(text)
	}
	i := len(text)
	for i > 0 && (text[i-1] < '0' || text[i-1] > '9') {
		i--
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(text[:i]), 64)
	if err != nil {
		return 0, false
	}
	unit := strings.ToLower(strings.TrimSpace(text[i:]))
	if unit == "" {
		unit = "d"
	}
	for _, u := range timespanUnits {
		if u.name == unit {
			return int64(math.Round(f * u.ticks)), true
		}
	}
	return 0, false
}

func parseClock(text string) (int64, bool) {
	neg := strings.HasPrefix(text, "-")
	text = strings.TrimLeft(text, "+-")
	parts := strings.Split(text, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	days, hours := int64(0), parts[0]
	if d, h, ok := strings.Cut(parts[0], "."); ok {
		n, err := strconv.ParseInt(d, 10, 32)
		if err != nil {
			return 0, false
		}
		days, hours = n, h
	}
	h, err1 := strconv.ParseInt(hours, 10, 32)
	m, err2 := strconv.ParseInt(parts[1], 10, 32)
	if err1 != nil || err2 != nil {
		return 0, false
	}
	ticks := days*ticksPerDay + h*3600*ticksPerSecond + m*60*ticksPerSecond
	if len(parts) == 3 {
		whole, frac, _ := strings.Cut(parts[2], ".")
		s, err := strconv.ParseInt(whole, 10, 32)
		if err != nil || len(frac) > 7 {
			return 0, false
		}
		ticks += s * ticksPerSecond
		if frac != "" {
			f, err := strconv.ParseInt(frac+"0000000"[:7-len(frac)], 10, 32)
			if err != nil {
				return 0, false
			}
			ticks += f
		}
	}
	if neg {
		ticks = -ticks
	}
	return ticks, true
}

// datetimeForms are the texts of a datetime that are read when binding; others are left to the engine.
var datetimeForms = []string{
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02 15:04:05Z07:00",
	"2006-01-02", "2006-01", "2006/01/02", "01/02/2006 15:04:05", "01/02/2006",
}

func parseDatetime(text string) (int64, bool) {
	if len(text) == 4 {
		if y, err := strconv.Atoi(text); err == nil && y > 0 {
			text += "-01-01"
		}
	}
	for _, form := range datetimeForms {
		t, err := time.Parse(form, text)
		if err != nil {
			continue
		}
		t = t.UTC()
		if t.Year() < 1 || t.Year() > 9999 {
			return 0, false
		}
		const unixOfYear1 = -62135596800
		return (t.Unix()-unixOfYear1)*ticksPerSecond + int64(t.Nanosecond())/100, true
	}
	return 0, false
}
