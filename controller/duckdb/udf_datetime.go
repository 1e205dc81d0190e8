package duckdb

import (
	"strings"
	"time"
	_ "time/tzdata" // zones must be known on every system

	"github.com/huntbook/huntbook/controller/plan"
)

const (
	ticksPerSecond = 10_000_000
	ticksPerMinute = 60 * ticksPerSecond
	ticksPerHour   = 60 * ticksPerMinute
	ticksPerDay    = 24 * ticksPerHour
	// endOfTime is the first tick after year 9999.
	endOfTime = 3_155_378_976_000_000_000
	unixEpoch = 621_355_968_000_000_000
)

// Datetimes are ticks since year 1, which began on a Monday; 864000000000 are a day. Calendar arithmetic is left to
// DuckDB's TIMESTAMP, which knows more years than KQL.
var datetimeMacros = []macro{
	{"kql_now", "", "kql_ticks(now()::TIMESTAMP)"},
	{"kql_ts", "t", "make_timestamp(t // 10 - 62135596800000000)"},
	// A result outside of years 1 to 9999 is null.
	{"kql_clock", "t", "CASE WHEN t BETWEEN 0 AND 3155378975999999999 THEN t END"},

	{"kql_day_start", "t, n", "t - t % 864000000000 + n * 864000000000"},
	{"kql_week_start", "t, n", "t - t % 864000000000 - (t // 864000000000 + 1) % 7 * 864000000000 + n * 6048000000000"},
	{"kql_month_start", "t, n", "kql_ticks(date_trunc('month', kql_ts(t)) + to_months(n::INTEGER))"},
	{"kql_year_start", "t, n", "kql_ticks(date_trunc('year', kql_ts(t)) + to_months(12 * n::INTEGER))"},
	{"kql_startofday", "t, n", "kql_clock(kql_day_start(t, n))"},
	{"kql_startofweek", "t, n", "kql_clock(kql_week_start(t, n))"},
	{"kql_startofmonth", "t, n", "kql_clock(kql_month_start(t, n))"},
	{"kql_startofyear", "t, n", "kql_clock(kql_year_start(t, n))"},
	{"kql_endofday", "t, n", "kql_clock(kql_day_start(t, n + 1) - 1)"},
	{"kql_endofweek", "t, n", "kql_clock(kql_week_start(t, n + 1) - 1)"},
	{"kql_endofmonth", "t, n", "kql_clock(kql_month_start(t, n + 1) - 1)"},
	{"kql_endofyear", "t, n", "kql_clock(kql_year_start(t, n + 1) - 1)"},
	{"kql_dayofweek", "t", "(t // 864000000000 + 1) % 7 * 864000000000"},

	{"kql_datetime_part", "part, t", `CASE lower(part)
		WHEN 'year' THEN year(kql_ts(t)) WHEN 'quarter' THEN quarter(kql_ts(t)) WHEN 'month' THEN month(kql_ts(t))
		WHEN 'week_of_year' THEN week(kql_ts(t)) WHEN 'weekofyear' THEN week(kql_ts(t)) WHEN 'day' THEN day(kql_ts(t))
		WHEN 'dayofyear' THEN dayofyear(kql_ts(t)) WHEN 'hour' THEN t % 864000000000 // 36000000000
		WHEN 'minute' THEN t % 36000000000 // 600000000 WHEN 'second' THEN t % 600000000 // 10000000
		WHEN 'millisecond' THEN t % 10000000 // 10000 WHEN 'microsecond' THEN t % 10000000 // 10
		WHEN 'nanosecond' THEN t % 10000000 * 100 END::INTEGER`},
	// Months keep the digit below a microsecond, which TIMESTAMP has not.
	{"kql_add_months", "t, n", "kql_ticks(kql_ts(t) + to_months(n::INTEGER)) + t % 10"},
	{"kql_datetime_add", "part, n, t", `kql_clock(CASE lower(part)
		WHEN 'year' THEN kql_add_months(t, 12 * n) WHEN 'quarter' THEN kql_add_months(t, 3 * n) WHEN 'month' THEN kql_add_months(t, n)
		WHEN 'week' THEN t + n * 6048000000000 WHEN 'day' THEN t + n * 864000000000 WHEN 'hour' THEN t + n * 36000000000
		WHEN 'minute' THEN t + n * 600000000 WHEN 'second' THEN t + n * 10000000 WHEN 'millisecond' THEN t + n * 10000
		WHEN 'microsecond' THEN t + n * 10 WHEN 'nanosecond' THEN t + n // 100 END)`},
	{"kql_months", "t", "year(kql_ts(t)) * 12 + month(kql_ts(t)) - 1"},
	{"kql_datetime_diff", "part, a, b", `CASE lower(part)
		WHEN 'year' THEN year(kql_ts(a)) - year(kql_ts(b)) WHEN 'quarter' THEN kql_months(a) // 3 - kql_months(b) // 3
		WHEN 'month' THEN kql_months(a) - kql_months(b) WHEN 'week' THEN (a // 864000000000 + 1) // 7 - (b // 864000000000 + 1) // 7
		WHEN 'day' THEN a // 864000000000 - b // 864000000000 WHEN 'hour' THEN a // 36000000000 - b // 36000000000
		WHEN 'minute' THEN a // 600000000 - b // 600000000 WHEN 'second' THEN a // 10000000 - b // 10000000
		WHEN 'millisecond' THEN a // 10000 - b // 10000 WHEN 'microsecond' THEN a // 10 - b // 10
		WHEN 'nanosecond' THEN kql_wrap((a - b)::HUGEINT * 100) END::BIGINT`},
	{"kql_make_timespan", "d, h, m, s", "((d * 24 + h) * 60 + m)::BIGINT * 600000000 + round(s * 10000000)::BIGINT"},
	{"kql_unixtime", "n, k", "CASE WHEN abs(n::BIGINT) < 400000000000000000 // k THEN kql_clock(n::BIGINT * k + 621355968000000000) END"},
	{"kql_unixtime_real", "x, k", "kql_clock(kql_real_long(x * k) + 621355968000000000)"},
}

var datetimeFunctions = []*goFunction{
	fn1("kql_text_datetime", textDatetime),
	fn1("kql_text_timespan", textTimespan),
	fn1("kql_dynamic_ticks", dynamicTicks),
	fn6("kql_make_datetime", makeDatetime),
	fn2("kql_format_datetime", formatDatetime),
	fn2("kql_format_timespan", formatTimespan),
	fn2("kql_utc_to_local", utcToLocal),
	fn2("kql_local_to_utc", localToUTC),
}

// dayNumber counts the days from 0001-01-01 to a date, and says whether there is such a date in years 1 to 9999.
func dayNumber(y, m, d int) (int64, bool) {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return 0, false
	}
	return t.Unix()/86400 + unixEpoch/ticksPerDay, true
}

// dateOf is the date and time of day of a datetime.
func dateOf(ticks int64) time.Time {
	return time.Unix((ticks-unixEpoch)/ticksPerSecond, (ticks-unixEpoch)%ticksPerSecond*100).UTC()
}

func makeDatetime(y, m, d, hour, minute int64, second float64) opt[int64] {
	day, ok := dayNumber(int(y), int(m), int(d))
	if !ok || hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(second >= 0 && second < 60) {
		return none[int64]()
	}
	return some(day*ticksPerDay + hour*ticksPerHour + minute*ticksPerMinute + int64(second*ticksPerSecond+0.5))
}

func utcToLocal(t int64, zone string) opt[int64] {
	loc, err := zones.get(zone)
	if err != nil {
		return none[int64]()
	}
	_, offset := dateOf(t).In(loc).Zone()
	return inTime(t + int64(offset)*ticksPerSecond)
}

func localToUTC(t int64, zone string) opt[int64] {
	loc, err := zones.get(zone)
	if err != nil {
		return none[int64]()
	}
	d := dateOf(t)
	d = time.Date(d.Year(), d.Month(), d.Day(), d.Hour(), d.Minute(), d.Second(), 0, loc)
	return inTime(d.Unix()*ticksPerSecond + unixEpoch + t%ticksPerSecond)
}

func inTime(t int64) opt[int64] { return maybe(t, t >= 0 && t < endOfTime) }

// formatDatetime writes a datetime in a pattern of the letters y M d H h m s f F t. A run that is longer than the
// longest form of its letter begins another one: "ddd" is "dd" and "d".
func formatDatetime(t int64, pattern string) string {
	d := dateOf(t)
	frac := t % ticksPerSecond
	var b strings.Builder
	for i := 0; i < len(pattern); {
		c := pattern[i]
		n := 1
		for i+n < len(pattern) && pattern[i+n] == c && n < longestForm(c) {
			n++
		}
		if c == 'y' && n == 3 {
			n = 2
		}
		i += n
		switch c {
		case 'y':
			if n == 4 {
				padded(&b, d.Year(), 4)
			} else {
				padded(&b, d.Year()%100, n)
			}
		case 'M':
			padded(&b, int(d.Month()), n)
		case 'd':
			padded(&b, d.Day(), n)
		case 'H':
			padded(&b, d.Hour(), n)
		case 'h':
			padded(&b, (d.Hour()+11)%12+1, n)
		case 'm':
			padded(&b, d.Minute(), n)
		case 's':
			padded(&b, d.Second(), n)
		case 'f', 'F':
			fraction(&b, frac, n, c == 'F')
		case 't':
			b.WriteString("AMPM"[d.Hour()/12*2:][:n])
		default:
			b.WriteString(pattern[i-n : i])
		}
	}
	return b.String()
}

func longestForm(c byte) int {
	switch c {
	case 'y':
		return 4
	case 'f', 'F':
		return 7
	case 'M', 'd', 'H', 'h', 'm', 's', 't':
		return 2
	}
	return 1
}

// formatTimespan writes the size of a timespan in a pattern of the letters d H h m s f F; days are padded to any width.
func formatTimespan(t int64, pattern string) string {
	u := uint64(t)
	if t < 0 {
		u = -u
	}
	frac := int64(u % ticksPerSecond)
	var b strings.Builder
	for i := 0; i < len(pattern); {
		c := pattern[i]
		longest := longestForm(c)
		if c == 'd' {
			longest = 8
		} else if c == 'y' || c == 'M' || c == 't' {
			longest = 1
		}
		n := 1
		for i+n < len(pattern) && pattern[i+n] == c && n < longest {
			n++
		}
		i += n
		switch c {
		case 'd':
			padded(&b, int(u/ticksPerDay), n)
		case 'H', 'h':
			padded(&b, int(u/ticksPerHour%24), n)
		case 'm':
			padded(&b, int(u/ticksPerMinute%60), n)
		case 's':
			padded(&b, int(u/ticksPerSecond%60), n)
		case 'f', 'F':
			fraction(&b, frac, n, c == 'F')
		default:
			b.WriteString(pattern[i-n : i])
		}
	}
	return b.String()
}

// padded writes n with at least width digits.
func padded(b *strings.Builder, n, width int) {
	var digits [20]byte
	i := len(digits)
	for n > 0 || i == len(digits) || len(digits)-i < width {
		i--
		digits[i] = byte('0' + n%10)
		n /= 10
	}
	b.Write(digits[i:])
}

// fraction writes the first n digits of a fraction of a second, short without its trailing zeros.
func fraction(b *strings.Builder, ticks int64, n int, short bool) {
	var all strings.Builder
	padded(&all, int(ticks), 7)
	s := all.String()[:n]
	if short {
		s = strings.TrimRight(s, "0")
	}
	b.WriteString(s)
}

// timespanPattern are the characters of a pattern of format_timespan(). Source: the documentation.
const timespanPattern = "dhHmsfF /-:,._[]"

var datetimeEmitters = map[string]emitter{
	"format_timespan": func(e *Emission) (string, error) {
		if k := e.Const(1); k != nil {
			for _, r := range k.Value.Str {
				if !strings.ContainsRune(timespanPattern, r) {
					return "", &plan.Unsupported{Span: e.Call.Span, Construct: "the pattern \"" + k.Value.Str + "\" of format_timespan()", Reason: "it may hold d h H m s f F, spaces and / - : , . _ [ ]"}
				}
			}
		}
		return "kql_format_timespan(" + e.SQL[0] + ", " + e.SQL[1] + ")", nil
	},
}
