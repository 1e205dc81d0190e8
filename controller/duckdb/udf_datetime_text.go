package duckdb

import (
	"math"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

// zones keeps the time zones that were asked for.
var zones zoneCache

type zoneCache struct{ m sync.Map }

func (z *zoneCache) get(name string) (*time.Location, error) {
	if l, ok := z.m.Load(name); ok {
		return l.(*time.Location), nil
	}
	if strings.EqualFold(name, "local") || name == "" {
		name = "unknown"
	}
	l, err := time.LoadLocation(name)
	if err == nil {
		z.m.Store(strings.Clone(name), l)
	}
	return l, err
}

// dynamicTicks reads a dynamic string as a point in time, else as a length of time.
func dynamicTicks(d string) opt[int64] {
	s := dynjson.Text(d)
	if t := textDatetime(s); !t.null {
		return t
	}
	return textTimespan(s)
}

// reader of the texts of times: what is left of the text.
type timeText struct{ s string }

func (p *timeText) space() { p.s = strings.TrimLeft(p.s, " \t") }

func (p *timeText) take(set string) byte {
	if p.s != "" && strings.IndexByte(set, p.s[0]) >= 0 {
		c := p.s[0]
		p.s = p.s[1:]
		return c
	}
	return 0
}

// digits reads a number and how many digits it has; 0 digits: there is none, or it is too long.
func (p *timeText) digits() (n, width int) {
	for width < len(p.s) && p.s[width] >= '0' && p.s[width] <= '9' {
		if width < 9 {
			n = n*10 + int(p.s[width]-'0')
		}
		width++
	}
	p.s = p.s[width:]
	if width > 9 {
		return 0, 0
	}
	return n, width
}

// word reads letters.
func (p *timeText) word() string {
	n := 0
	for n < len(p.s) && (p.s[n]|0x20 >= 'a' && p.s[n]|0x20 <= 'z') {
		n++
	}
	w := p.s[:n]
	p.s = p.s[n:]
	return w
}

// textDatetime reads a point in time: ISO 8601; month/day/year; the forms of RFC 822, 850 and 1123, and their relatives
// with the month as a word. A zone shifts the result to UTC. Two digits of a year mean 1950 to 2049.
func textDatetime(s string) opt[int64] {
	p := &timeText{strings.TrimSpace(s)}
	day, ok := p.date()
	if !ok {
		return none[int64]()
	}
	ticks := day * ticksPerDay
	if p.take("Tt") == 0 {
		p.take(",")
	}
	p.space()
	if p.s != "" {
		clock, ok := p.clock()
		if !ok {
			return none[int64]()
		}
		ticks += clock
	}
	return inTime(ticks)
}

func (p *timeText) date() (int64, bool) {
	start := p.s
	if w := p.word(); w != "" {
		if m := monthOf(w); m > 0 { // May 1, 2024
			p.sep()
			d, wd := p.digits()
			p.sep()
			y, wy := p.digits()
			if wd == 0 || wy == 0 {
				return 0, false
			}
			return dayNumber(fullYear(y, wy), m, d)
		}
		if !isWeekday(w) {
			return 0, false
		}
		p.sep()
		start = p.s
		if p.word() != "" { // Wednesday, May 1, 2024
			p.s = start
			if monthOf((&timeText{start}).word()) == 0 {
				return 0, false
			}
			return p.date()
		}
	}
	a, wa := p.digits()
	switch {
	case wa == 0:
		return 0, false
	case wa == 8 && (p.s == "" || strings.IndexByte("Tt ", p.s[0]) >= 0):
		return dayNumber(a/10000, a/100%100, a%100)
	case wa == 4 && p.s == "":
		return dayNumber(a, 1, 1)
	case wa > 4:
		return 0, false
	}
	sep := p.take("-/. ")
	if sep == 0 {
		return 0, false
	}
	if p.space(); p.s != "" && (p.s[0] < '0' || p.s[0] > '9') { // 1 May 2024, 01-May-24
		m := monthOf(p.word())
		p.sep()
		y, wy := p.digits()
		if m == 0 || wy == 0 || wa > 2 {
			return 0, false
		}
		return dayNumber(fullYear(y, wy), m, a)
	}
	if sep == ' ' {
		return 0, false
	}
	b, wb := p.digits()
	if wb == 0 || wb > 2 {
		return 0, false
	}
	if wa == 4 {
		if p.s == "" {
			return dayNumber(a, b, 1)
		}
		if p.take("-/.") == 0 {
			return 0, false
		}
		c, wc := p.digits()
		if wc == 0 || wc > 2 {
			return 0, false
		}
		return dayNumber(a, b, c)
	}
	if sep == '.' || wa > 2 || p.take("-/") == 0 {
		return 0, false
	}
	c, wc := p.digits()
	if wc != 2 && wc != 4 {
		return 0, false
	}
	return dayNumber(fullYear(c, wc), a, b)
}

// sep reads what may stand between the parts of a date with words.
func (p *timeText) sep() { p.s = strings.TrimLeft(p.s, " -,.\t") }

func fullYear(y, width int) int {
	switch {
	case width > 2:
		return y
	case y < 50:
		return 2000 + y
	}
	return 1900 + y
}

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

func monthOf(w string) int {
	for i, m := range months {
		full := time.Month(i + 1).String()
		if strings.EqualFold(w, m) || strings.EqualFold(w, full) {
			return i + 1
		}
	}
	return 0
}

func isWeekday(w string) bool {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if full := d.String(); strings.EqualFold(w, full) || strings.EqualFold(w, full[:3]) {
			return true
		}
	}
	return false
}

// clock reads h:mm[:ss[.f]] [AM|PM] [zone], up to the end.
func (p *timeText) clock() (int64, bool) {
	h, wh := p.digits()
	if wh == 0 || wh > 2 {
		return 0, false
	}
	var m, s int
	var frac int64
	if p.take(":") != 0 {
		var w int
		if m, w = p.digits(); w == 0 || w > 2 {
			return 0, false
		}
		if p.take(":") != 0 {
			if s, w = p.digits(); w == 0 || w > 2 {
				return 0, false
			}
			if p.take(".,") != 0 {
				frac = p.fraction()
			}
		}
	}
	p.space()
	var offset int64
	switch w := strings.ToUpper(p.word()); w {
	case "AM", "PM":
		if h < 1 || h > 12 {
			return 0, false
		}
		h = h%12 + map[string]int{"AM": 0, "PM": 12}[w]
		p.space()
		if z := strings.ToUpper(p.word()); z != "" && z != "Z" && z != "UTC" && z != "GMT" {
			return 0, false
		}
	case "", "Z", "UTC", "GMT":
	default:
		return 0, false
	}
	if sign := p.take("+-"); sign != 0 {
		zh, w := p.digits()
		zm := 0
		if w == 4 {
			zh, zm = zh/100, zh%100
		} else if w == 0 || w > 2 {
			return 0, false
		} else if p.take(":") != 0 {
			if zm, w = p.digits(); w != 2 {
				return 0, false
			}
		}
		offset = int64(zh)*ticksPerHour + int64(zm)*ticksPerMinute
		if sign == '-' {
			offset = -offset
		}
	}
	if p.s != "" || h > 23 || m > 59 || s > 59 {
		return 0, false
	}
	return int64(h)*ticksPerHour + int64(m)*ticksPerMinute + int64(s)*ticksPerSecond + frac - offset, true
}

// fraction reads the digits behind a point as ticks; those beyond the seventh are cut off.
func (p *timeText) fraction() (ticks int64) {
	n := 0
	for ; n < len(p.s) && p.s[n] >= '0' && p.s[n] <= '9'; n++ {
		if n < 7 {
			ticks = ticks*10 + int64(p.s[n]-'0')
		}
	}
	for i := n; i < 7; i++ {
		ticks *= 10
	}
	p.s = p.s[n:]
	return ticks
}

// timeUnits are the words of a timespan, in ticks.
var timeUnits = map[string]float64{
	"d": ticksPerDay, "day": ticksPerDay, "days": ticksPerDay,
	"h": ticksPerHour, "hr": ticksPerHour, "hrs": ticksPerHour, "hour": ticksPerHour, "hours": ticksPerHour,
	"m": ticksPerMinute, "min": ticksPerMinute, "minute": ticksPerMinute, "minutes": ticksPerMinute,
	"s": ticksPerSecond, "sec": ticksPerSecond, "second": ticksPerSecond, "seconds": ticksPerSecond,
	"ms": 10_000, "milli": 10_000, "millis": 10_000, "millisec": 10_000, "millisecond": 10_000, "milliseconds": 10_000,
	"us": 10, "micro": 10, "micros": 10, "microsec": 10, "microsecond": 10, "microseconds": 10,
	"tick": 1, "ticks": 1, "ns": 0.01, "nano": 0.01, "nanos": 0.01, "nanosec": 0.01, "nanosecond": 0.01, "nanoseconds": 0.01,
}

// textTimespan reads [-][d.]hh:mm[:ss[.fffffff]], a count of days, or a number with a unit.
func textTimespan(s string) opt[int64] {
	p := &timeText{strings.TrimSpace(s)}
	negative := p.take("-") != 0
	sign := func(t int64) opt[int64] {
		if negative {
			t = -t
		}
		return some(t)
	}
	whole := p.s
	first, w := p.digits()
	if w == 0 {
		return none[int64]()
	}
	var days, hours int
	switch {
	case p.s == "":
		if first > math.MaxInt64/ticksPerDay {
			return none[int64]()
		}
		return sign(int64(first) * ticksPerDay)
	case p.s[0] == ':':
		hours = first
	case p.s[0] == '.' && strings.IndexByte(p.s, ':') > 0:
		p.take(".")
		days = first
		if hours, w = p.digits(); w == 0 {
			return none[int64]()
		}
	default:
		return unitTimespan(whole, negative)
	}
	if days > math.MaxInt64/ticksPerDay-1 || hours > 23 || p.take(":") == 0 {
		return none[int64]()
	}
	m, w := p.digits()
	if w == 0 || w > 2 || m > 59 {
		return none[int64]()
	}
	var sec int
	var frac int64
	if p.take(":") != 0 {
		if sec, w = p.digits(); w == 0 || w > 2 || sec > 59 {
			return none[int64]()
		}
		if p.take(".") != 0 {
			frac = p.fraction()
		}
	}
	if p.s != "" {
		return none[int64]()
	}
	return sign(int64(days)*ticksPerDay + int64(hours)*ticksPerHour + int64(m)*ticksPerMinute + int64(sec)*ticksPerSecond + frac)
}

func unitTimespan(s string, negative bool) opt[int64] {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.') {
		n++
	}
	x, err := strconv.ParseFloat(s[:n], 64)
	unit, ok := timeUnits[strings.ToLower(strings.TrimSpace(s[n:]))]
	if err != nil || !ok || x*unit >= math.MaxInt64 {
		return none[int64]()
	}
	t := int64(math.Round(x * unit))
	if negative {
		t = -t
	}
	return some(t)
}
