package duckdb

import (
	"strings"

	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// microsBeforeUnix is 0001-01-01 in microseconds before 1970.
const microsBeforeUnix = 62135596800000000

// vectorOf copies rows from to n of a DuckDB vector out of its memory.
func vectorOf(v *vec, from, n int, t symbol.Type, stamp bool) result.Vector {
	out := result.Vector{Type: t}
	size := n - from
	if v.valid != nil {
		for i := range size {
			if v.null(from + i) {
				if out.Null == nil {
					out.Null = make([]bool, size)
				}
				out.Null[i] = true
			}
		}
	}
	switch t {
	case symbol.Bool:
		out.Ints = make([]int64, size)
		for i := range out.Ints {
			if at[uint8](v, from+i) != 0 {
				out.Ints[i] = 1
			}
		}
	case symbol.Int:
		out.Ints = make([]int64, size)
		for i := range out.Ints {
			out.Ints[i] = int64(at[int32](v, from+i))
		}
	case symbol.Long, symbol.Timespan, symbol.Datetime:
		out.Ints = make([]int64, size)
		for i := range out.Ints {
			out.Ints[i] = at[int64](v, from+i)
		}
		if stamp {
			for i, us := range out.Ints {
				out.Ints[i] = (us + microsBeforeUnix) * 10
			}
		}
	case symbol.Real:
		out.Reals = make([]float64, size)
		for i := range out.Reals {
			out.Reals[i] = at[float64](v, from+i)
		}
	case symbol.Decimal, symbol.Guid:
		out.Strings = make([]string, size)
		for i := range out.Strings {
			if out.IsNull(i) {
				continue
			}
			h := at[hugeint](v, from+i)
			if t == symbol.Guid {
				out.Strings[i] = guidText(guidOf(h))
			} else {
				out.Strings[i] = textOfDecimal(decimal{h.hi, h.lo})
			}
		}
	default:
		out.Strings = texts(v, from, n)
		if t == symbol.String {
			out.Null = nil
		}
	}
	if out.Null != nil && out.Ints != nil {
		for i, null := range out.Null {
			if null {
				out.Ints[i] = 0
			}
		}
	}
	return out
}

// texts copies strings into one block of memory; NULL is "".
func texts(v *vec, from, n int) []string {
	total := 0
	for i := from; i < n; i++ {
		if !v.null(i) {
			total += int(at[uint32](v, i*4))
		}
	}
	var b strings.Builder
	b.Grow(total)
	ends := make([]int, n-from)
	for i := from; i < n; i++ {
		if !v.null(i) {
			b.WriteString(v.str(i))
		}
		ends[i-from] = b.Len()
	}
	all := b.String()
	out := make([]string, n-from)
	start := 0
	for i, end := range ends {
		out[i] = all[start:end]
		start = end
	}
	return out
}

const hexDigits = "0123456789abcdef"

func guidText(g guid) string {
	var b [36]byte
	j := 0
	for i, x := range g {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			b[j] = '-'
			j++
		}
		b[j], b[j+1] = hexDigits[x>>4], hexDigits[x&15]
		j += 2
	}
	return string(b[:])
}
