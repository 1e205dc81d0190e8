package syntax

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// ParseTimespan reads a timespan as literals and totimespan write it: 1.5h, 10ms, [-][d.]hh:mm[:ss[.fffffff]], or a bare
// number of days. The result is in ticks of 100 ns.
func ParseTimespan(s string) (ticks int64, ok bool) {
	s = strings.TrimSpace(s)
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	if strings.IndexByte(s, ':') >= 0 {
		ticks, ok = clock(s)
	} else {
		ticks, ok = units(s)
	}
	if neg {
		ticks = -ticks
	}
	return ticks, ok
}

// units reads a number and its unit; without a unit it is days.
func units(s string) (int64, bool) {
	end := digits(s, 0)
	if end < len(s) && s[end] == '.' {
		end = digits(s, end+1)
	}
	num := s[:end]
	unit := int64(day)
	if word := strings.TrimSpace(s[end:]); word != "" {
		if unit = timeUnits[word]; unit == 0 {
			return 0, false
		}
	}
	if num == "" || num == "." {
		return 0, false
	}
	if n, err := strconv.ParseInt(num, 10, 64); err == nil && unit > 0 {
		if n > math.MaxInt64/unit {
			return 0, false
		}
		return n * unit, true
	}
	f, err := strconv.ParseFloat(num, 64)
	if err != nil {
		return 0, false
	}
	if unit < 0 {
		f /= float64(-unit)
	} else {
		f *= float64(unit)
	}
	if f > math.MaxInt64 {
		return 0, false
	}
	return int64(math.Round(f)), true
}

// clock reads [d.]hh:mm[:ss[.fffffff]].
func clock(s string) (int64, bool) {
	days := "0"
	if i := strings.IndexByte(s, '.'); i >= 0 && i < strings.IndexByte(s, ':') {
		days, s = s[:i], s[i+1:]
	}
	parts := strings.Split(s, ":")
	if len(parts) == 4 && days == "0" { // d:hh:mm:ss
		days, parts = parts[0], parts[1:]
	}
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	d, err := strconv.ParseInt(days, 10, 64)
	if err != nil || d > math.MaxInt64/day {
		return 0, false
	}
	h, err1 := strconv.ParseInt(parts[0], 10, 64)
	m, err2 := strconv.ParseInt(parts[1], 10, 64)
	if err1 != nil || err2 != nil || h > 23 || m > 59 {
		return 0, false
	}
	ticks := d*day + h*hour + m*minute
	if len(parts) == 3 {
		sec, frac, _ := strings.Cut(parts[2], ".")
		n, err := strconv.ParseInt(sec, 10, 64)
		f, ok := fraction(frac)
		if err != nil || n > 59 || !ok {
			return 0, false
		}
		ticks += n*second + f
	}
	return ticks, ticks >= 0
}

// fraction reads up to seven digits behind the point of a second; further ones are dropped.
func fraction(s string) (int64, bool) {
	if digits(s, 0) != len(s) {
		return 0, false
	}
	s = (s + "0000000")[:7]
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

// datetimeForms are the ways to write a datetime, apart from the fraction and the zone of the ISO forms, which
// ParseDatetime takes off. Source: the formats that the documentation of the datetime type lists.
var datetimeForms = []string{
	"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02", "2006-1-2", "2006-01", "2006",
	"2006-1-2 15:4:5", "2006-1-2T15:4:5", "2006-1-2 15:4", "2006/01/02 15:04:05", "2006/01/02 15:04", "2006/01/02", "2006/1/2", "20060102",
	"1/2/2006 15:4:5", "1/2/2006 15:4", "1/2/2006", "1/2/2006 3:04:05 PM", "1/2/2006 3:04 PM",
	"Mon, 02 Jan 2006 15:04:05", "Mon, 2 Jan 2006 15:04:05", "02 Jan 2006 15:04:05", "2 Jan 2006 15:04:05", "2 Jan 2006", "02 Jan 06 15:04:05",
	"2 January 2006", "Jan 2 2006", "January 2, 2006", "Jan 2, 2006", "Monday, 02-Jan-06 15:04:05", "Mon Jan 2 15:04:05 2006", "Mon Jan  2 15:04:05 2006",
	"2006-01-02 3:04:05 PM", "2006-01-02 3:04 PM", "2006-01-02T15", "1-2-2006 15:4:5", "1-2-2006 15:4", "1-2-2006", "2006, 1, 2",
}

// daysToUnix is the number of days from 0001-01-01 to 1970-01-01.
const daysToUnix = 719162

// maxDatetime is the last tick of year 9999.
const maxDatetime = 3155378975999999999

// datetimeSpaces takes out what people put into dates: no-break spaces, and spaces around dashes.
var datetimeSpaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", " - ", "-")

// ParseDatetime reads a datetime in one of the forms that KQL takes, in UTC unless it names a zone. The result is in
// ticks since 0001-01-01.
func ParseDatetime(s string) (ticks int64, ok bool) {
	s = strings.TrimSpace(datetimeSpaces.Replace(s))
	if s == "" {
		return 0, false
	}
	s, zone := cutZone(s)
	s, frac, ok := cutFraction(s)
	if !ok {
		return 0, false
	}
	for _, form := range datetimeForms {
		t, err := time.Parse(form, s)
		if err != nil {
			continue
		}
		ticks := (t.Unix()+daysToUnix*86400)*second + frac - zone
		return ticks, ticks >= 0 && ticks <= maxDatetime
	}
	return 0, false
}

// cutZone takes Z, GMT, UTC or +01:00 off the end and returns the offset in ticks.
func cutZone(s string) (string, int64) {
	for _, z := range []string{"Z", "z", " GMT", " UTC"} {
		if rest, ok := strings.CutSuffix(s, z); ok {
			return strings.TrimSpace(rest), 0
		}
	}
	i := strings.LastIndexAny(s, "+-")
	if i < 5 || strings.IndexByte(s[:i], ':') < 0 {
		return s, 0
	}
	for _, form := range []string{"15:04", "1504", "15"} {
		if t, err := time.Parse(form, s[i+1:]); err == nil {
			off := int64(t.Hour())*hour + int64(t.Minute())*minute
			if s[i] == '-' {
				off = -off
			}
			return strings.TrimSpace(s[:i]), off
		}
	}
	return s, 0
}

// cutFraction takes the digits behind the point of the seconds out.
func cutFraction(s string) (string, int64, bool) {
	colon := strings.LastIndexByte(s, ':')
	if colon < 0 {
		return s, 0, true
	}
	dot := strings.IndexByte(s[colon:], '.')
	if dot < 0 {
		return s, 0, true
	}
	dot += colon
	end := digits(s, dot+1)
	f, ok := fraction(s[dot+1 : end])
	return s[:dot] + s[end:], f, ok
}
