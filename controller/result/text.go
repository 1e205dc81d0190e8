package result

import (
	"math"
	"strconv"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// TicksPerSecond is the resolution of datetime and timespan.
const TicksPerSecond = 10_000_000

const ticksPerDay = 86_400 * TicksPerSecond

// AppendDatetime appends ticks since 0001-01-01 as ISO 8601 with seven digits and Z, the form in which Kusto answers.
func AppendDatetime(dst []byte, ticks int64) []byte {
	days, rest := ticks/ticksPerDay, ticks%ticksPerDay
	if rest < 0 {
		days, rest = days-1, rest+ticksPerDay
	}
	y, m, d := civil(days)
	dst = appendPadded(dst, int64(y), 4)
	dst = appendPadded(append(dst, '-'), int64(m), 2)
	dst = appendPadded(append(dst, '-'), int64(d), 2)
	dst = appendClock(append(dst, 'T'), rest)
	dst = appendPadded(append(dst, '.'), rest%TicksPerSecond, 7)
	return append(dst, 'Z')
}

// AppendTimespan appends ticks as [-][d.]hh:mm:ss[.fffffff], the form in which Kusto answers.
func AppendTimespan(dst []byte, ticks int64) []byte {
	u := uint64(ticks)
	if ticks < 0 {
		dst, u = append(dst, '-'), -u
	}
	if days := u / ticksPerDay; days > 0 {
		dst = append(strconv.AppendUint(dst, days, 10), '.')
	}
	rest := int64(u % ticksPerDay)
	dst = appendClock(dst, rest)
	if f := rest % TicksPerSecond; f != 0 {
		dst = appendPadded(append(dst, '.'), f, 7)
	}
	return dst
}

func appendClock(dst []byte, ticks int64) []byte {
	s := ticks / TicksPerSecond
	dst = appendPadded(dst, s/3600, 2)
	dst = appendPadded(append(dst, ':'), s/60%60, 2)
	return appendPadded(append(dst, ':'), s%60, 2)
}

func appendPadded(dst []byte, n int64, width int) []byte {
	for ; width > 1; width-- {
		if n < pow10(width-1) {
			dst = append(dst, '0')
		}
	}
	return strconv.AppendInt(dst, n, 10)
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// civil returns the date of a count of days since 0001-01-01 in the proleptic Gregorian calendar.
func civil(days int64) (year, month, day int) {
	// Count from 0000-03-01, so that the leap day ends a year.
	n := days + 306
	era := n / 146097
	if n < 0 {
		era = (n - 146096) / 146097
	}
	doe := n - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	year, day = int(yoe+era*400), int(doy-(153*mp+2)/5+1)
	if month = int(mp) + 3; month > 12 {
		month, year = month-12, year+1
	}
	return year, month, day
}

// AppendReal appends a double as Kusto's tostring writes it: the shortest digits that read back, with a point.
func AppendReal(dst []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(dst, "NaN"...)
	case math.IsInf(f, 1):
		return append(dst, "inf"...)
	case math.IsInf(f, -1):
		return append(dst, "-inf"...)
	}
	n := len(dst)
	if a := math.Abs(f); a != 0 && (a < 1e-5 || a >= 1e15) {
		dst = strconv.AppendFloat(dst, f, 'E', -1, 64)
	} else {
		dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
	}
	for _, c := range dst[n:] {
		if c == '.' || c == 'E' {
			return dst
		}
	}
	return append(dst, ".0"...)
}

// AppendText appends value i of a vector as text for people, tables and CSV: as KQL's tostring, null as nothing.
func AppendText(dst []byte, v *Vector, i int) []byte {
	if v.IsNull(i) {
		return dst
	}
	switch v.Type {
	case symbol.Bool:
		return strconv.AppendBool(dst, v.Ints[i] != 0)
	case symbol.Int, symbol.Long:
		return strconv.AppendInt(dst, v.Ints[i], 10)
	case symbol.Real:
		return AppendReal(dst, v.Reals[i])
	case symbol.Datetime:
		return AppendDatetime(dst, v.Ints[i])
	case symbol.Timespan:
		return AppendTimespan(dst, v.Ints[i])
	default:
		return append(dst, v.Strings[i]...)
	}
}
