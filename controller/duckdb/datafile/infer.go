package datafile

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// guess narrows down the type of a column while its values pass by. Strings stay what they are unless every value says
// otherwise; ids that look like guids stay strings, because queries compare them with strings.
type guess struct {
	seen  bool // any value at all
	not   symbol.Set
	ticks bool
	kinds valueKinds // of JSON values
	inner *guess     // of JSON: the values as text, without quotes
}

// valueKinds are the kinds of values that a JSON property was seen with.
type valueKinds uint8

const (
	stringValue valueKinds = 1 << iota
	plainValue
	compoundValue
)

// text looks at a cell of a text file. An empty one says nothing.
func (g *guess) text(b []byte) {
	if len(b) == 0 {
		return
	}
	g.seen = true
	if g.open(symbol.Bool) && !isBool(b) {
		g.rule(symbol.Bool)
	}
	if g.open(symbol.Long) && !isLong(b) {
		g.rule(symbol.Long)
	}
	if g.open(symbol.Real) && !isReal(b) {
		g.rule(symbol.Real)
	}
	g.date(b)
	if g.open(symbol.Dynamic) && !isJSON(b) {
		g.rule(symbol.Dynamic)
	}
}

func (g *guess) date(b []byte) {
	if !g.open(symbol.Datetime) {
		return
	}
	form, ticks := dateForm(b)
	if form == noDate {
		g.rule(symbol.Datetime)
		return
	}
	g.ticks = g.ticks || ticks
}

// json looks at a value of a JSON file.
func (g *guess) json(raw []byte) {
	if len(raw) == 0 || raw[0] == 'n' {
		return
	}
	g.seen = true
	keep := symbol.Set(0)
	switch raw[0] {
	case '"':
		g.kinds |= stringValue
		if g.inner == nil {
			g.inner = &guess{}
		}
		if bytes.IndexByte(raw, '\\') < 0 {
			g.inner.text(raw[1 : len(raw)-1])
		} else {
			g.inner.not |= symbol.AnyScalar &^ (symbol.Strings | symbol.Dynamics)
		}
		if !g.open(symbol.Datetime) {
			break
		}
		var s string
		if json.Unmarshal(raw, &s) == nil && s == "" {
			return
		}
		if g.date([]byte(s)); g.open(symbol.Datetime) {
			keep = symbol.Datetimes
		}
	case 't', 'f':
		g.kinds |= plainValue
		keep = symbol.Bools
	case '{', '[':
		g.kinds |= compoundValue
		keep = symbol.Dynamics
	default:
		g.kinds |= plainValue
		keep = 1 << symbol.Real
		if isJSONLong(raw) {
			keep |= 1 << symbol.Long
		}
	}
	g.not |= symbol.AnyScalar &^ keep
}

func (g *guess) open(t symbol.Type) bool { return g.not&(1<<t) == 0 }

func (g *guess) rule(t symbol.Type) { g.not |= 1 << t }

// result returns the type that all values fit. mixed says what stands for values of several kinds.
func (g *guess) result(mixed symbol.Type) (t symbol.Type, ticks bool) {
	if !g.seen {
		return symbol.String, false
	}
	for _, t := range [...]symbol.Type{symbol.Bool, symbol.Long, symbol.Real, symbol.Datetime, symbol.Dynamic} {
		if g.open(t) {
			return t, t == symbol.Datetime && g.ticks
		}
	}
	return mixed, false
}

// fits returns the types that every value may be read as.
func (g *guess) fits() symbol.Set {
	if !g.seen {
		return symbol.AnyScalar
	}
	fits := symbol.Strings | symbol.Dynamics
	for _, f := range [...]struct {
		t  symbol.Type
		as symbol.Set
	}{{symbol.Bool, symbol.Bools}, {symbol.Long, symbol.Numbers}, {symbol.Real, symbol.Reals}, {symbol.Datetime, symbol.Datetimes}} {
		if g.open(f.t) {
			fits |= f.as
		}
	}
	if g.kinds == stringValue {
		fits |= g.inner.fits()
	}
	return fits
}

func isBool(b []byte) bool {
	return len(b) >= 4 && len(b) <= 5 && (bytes.EqualFold(b, []byte("true")) || bytes.EqualFold(b, []byte("false")))
}

// isLong reports whether b is a whole number as a program writes it: no sign but '-', no leading zeros (they make an id).
func isLong(b []byte) bool {
	digits := b
	if b[0] == '-' {
		digits = b[1:]
	}
	if len(digits) == 0 || len(digits) > 19 || digits[0] == '0' && len(b) > 1 {
		return false
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return false
		}
	}
	if len(digits) < 19 {
		return true
	}
	_, err := strconv.ParseInt(string(b), 10, 64)
	return err == nil
}

func isJSONLong(raw []byte) bool { return isLong(raw) || string(raw) == "-0" }

// isReal reports whether b is a number: digits with at most one point and an exponent, and no leading zeros.
func isReal(b []byte) bool {
	if len(b) > 40 {
		return false
	}
	i := 0
	if b[0] == '-' {
		i++
	}
	if i == len(b) || b[i] != '.' && (b[i] < '0' || b[i] > '9') || b[i] == '0' && i+1 < len(b) && b[i+1] >= '0' && b[i+1] <= '9' {
		return false
	}
	for _, c := range b[i:] {
		if (c < '0' || c > '9') && c != '.' && c != 'e' && c != 'E' && c != '+' && c != '-' {
			return false
		}
	}
	f, err := strconv.ParseFloat(string(b), 64)
	return err == nil && !math.IsInf(f, 0)
}

func isJSON(b []byte) bool {
	b = bytes.TrimSpace(b)
	return len(b) >= 2 && (b[0] == '{' && b[len(b)-1] == '}' || b[0] == '[' && b[len(b)-1] == ']') && json.Valid(b)
}

// dateKind is a way to write dates.
type dateKind uint8

const (
	noDate  dateKind = iota
	isoDate          // 2024-05-01, with T or blank 10:20[:30[.1234567]], with Z, UTC or an offset
	usDate           // 5/1/2024, with , or blank 1:20:30.123 PM
)

// dateForm tells how a text writes a date, and whether a digit below the microsecond is there and is not zero.
func dateForm(b []byte) (form dateKind, ticks bool) {
	if len(b) < 8 || len(b) > 40 || b[0] < '0' || b[0] > '9' {
		return noDate, false
	}
	s := scan{b: b}
	switch {
	case len(b) >= 10 && b[4] == '-' && b[7] == '-':
		year, month, day := s.number(4, 4), s.after('-', 2, 2), s.after('-', 2, 2)
		if s.bad || year == 0 || month < 1 || month > 12 || day < 1 || day > 31 {
			return noDate, false
		}
		if s.done() {
			return isoDate, false
		}
		if !s.skip('T') && !s.skip(' ') || !s.clock(false) {
			return noDate, false
		}
		if !s.zone() {
			return noDate, false
		}
		return isoDate, s.ticks
	case b[1] == '/' || b[2] == '/':
		month, day, year := s.number(1, 2), s.after('/', 1, 2), s.after('/', 4, 4)
		if s.bad || year == 0 || month < 1 || month > 12 || day < 1 || day > 31 {
			return noDate, false
		}
		if s.done() {
			return usDate, false
		}
		s.skip(',')
		if !s.skip(' ') || !s.clock(true) || !s.done() {
			return noDate, false
		}
		return usDate, s.ticks
	}
	return noDate, false
}

// scan reads the parts of a date.
type scan struct {
	b     []byte
	bad   bool
	ticks bool
}

func (s *scan) done() bool { return len(s.b) == 0 }

func (s *scan) skip(c byte) bool {
	if len(s.b) > 0 && s.b[0] == c {
		s.b = s.b[1:]
		return true
	}
	return false
}

func (s *scan) number(least, most int) (n int) {
	i := 0
	for i < len(s.b) && i < most && s.b[i] >= '0' && s.b[i] <= '9' {
		n = n*10 + int(s.b[i]-'0')
		i++
	}
	s.bad = s.bad || i < least
	s.b = s.b[i:]
	return n
}

func (s *scan) after(c byte, least, most int) int {
	if !s.skip(c) {
		s.bad = true
	}
	return s.number(least, most)
}

// clock reads hh:mm[:ss[.fffffff]], with AM or PM behind it where half says that it may.
func (s *scan) clock(half bool) bool {
	h, m := s.number(1, 2), s.after(':', 2, 2)
	sec := 0
	if len(s.b) > 0 && s.b[0] == ':' {
		sec = s.after(':', 2, 2)
		if s.skip('.') {
			start := s.b
			s.number(1, 9)
			digits := start[:len(start)-len(s.b)]
			s.ticks = len(digits) > 6 && len(bytes.Trim(digits[6:], "0")) > 0
		}
	}
	if half && len(s.b) >= 3 && s.b[0] == ' ' && (s.b[1]|0x20 == 'a' || s.b[1]|0x20 == 'p') && s.b[2]|0x20 == 'm' {
		s.b = s.b[3:]
		if h > 12 {
			return false
		}
	}
	return !s.bad && h < 24 && m < 60 && sec < 60
}

// zone reads the rest of an ISO date: nothing, Z, UTC, or an offset.
func (s *scan) zone() bool {
	if s.done() || len(s.b) == 1 && s.b[0] == 'Z' || string(s.b) == " UTC" {
		return true
	}
	if !s.skip('+') && !s.skip('-') {
		return false
	}
	if h := s.number(2, 2); h > 14 {
		return false
	}
	if s.skip(':') || !s.done() {
		if s.number(2, 2) > 59 {
			return false
		}
	}
	return !s.bad && s.done()
}
