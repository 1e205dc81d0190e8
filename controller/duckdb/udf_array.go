package duckdb

import (
	"math"
	"slices"
	"strconv"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/controller/result"
)

// maxItems is the greatest length of an array that range() and repeat() make. Source: Kusto's documented limit.
const maxItems = 1 << 20

// onItems makes a function of an array: what is no array gives null.
func onItems(do func(items []string) []string) func(string) opt[string] {
	return func(d string) opt[string] {
		items, ok := dynjson.Items(d)
		if !ok {
			return none[string]()
		}
		return some(dynjson.ArrayOf(do(items)))
	}
}

// allItems returns the elements of all arguments, and whether all are arrays.
func allItems(args []opt[string]) ([][]string, bool) {
	out := make([][]string, len(args))
	for i, a := range args {
		items, ok := dynjson.Items(a.v)
		if !ok {
			return nil, false
		}
		out[i] = items
	}
	return out, true
}

var arrayFunctions = []*goFunction{
	fn2("kql_strcat_array", func(d opt[string], delimiter string) string {
		items, _ := dynjson.Items(d.v)
		var out []byte
		for i, item := range items {
			if i > 0 {
				out = append(out, delimiter...)
			}
			out = append(out, dynjson.Text(item)...)
		}
		return string(out)
	}),
	fn0v("kql_array_concat", func(args []opt[string]) opt[string] {
		all, ok := allItems(args)
		if !ok {
			return none[string]()
		}
		return some(dynjson.ArrayOf(slices.Concat(all...)))
	}),
	fn3("kql_array_iff", arrayIff),
	fn2v("kql_array_index_of", func(d string, value opt[string], more []int64) opt[int64] {
		items, ok := dynjson.Items(d)
		start, length, occurrence := searchRange(more)
		if !ok || length < -1 || occurrence < 1 {
			return none[int64]()
		}
		n := int64(len(items))
		if start < 0 {
			start = max(0, n+start)
		}
		end := n
		if length >= 0 && length < n-start {
			end = start + length
		}
		for i := start; i < end; i++ {
			if dynjson.Equal(items[i], value.v) {
				if occurrence--; occurrence == 0 {
					return some(i)
				}
			}
		}
		return some[int64](-1)
	}),
	fn3("kql_array_slice", func(d string, start, end int64) opt[string] {
		return onItems(func(items []string) []string {
			n := int64(len(items))
			if start < 0 {
				start = max(0, start+n)
			}
			if end < 0 {
				end += n
			}
			end = min(end, n-1)
			if start > end {
				return nil
			}
			return items[start : end+1]
		})(d)
	}),
	fn2("kql_array_split", arraySplit),
	fn2v("kql_array_shift_left", func(d string, n int64, fill []opt[string]) opt[string] { return arrayShift(d, n, fill) }),
	fn2v("kql_array_shift_right", func(d string, n int64, fill []opt[string]) opt[string] { return arrayShift(d, -n, fill) }),
	fn2("kql_array_rotate_left", func(d string, n int64) opt[string] { return arrayRotate(d, n) }),
	fn2("kql_array_rotate_right", func(d string, n int64) opt[string] { return arrayRotate(d, -n) }),
	fn1("kql_array_reverse", onItems(func(items []string) []string { slices.Reverse(items); return items })),
	fn3v("kql_array_sort", sortArrays),
	fn0v("kql_zip", func(args []opt[string]) opt[string] {
		all, ok := allItems(args)
		if !ok {
			return none[string]()
		}
		longest := 0
		for _, items := range all {
			longest = max(longest, len(items))
		}
		out := make([]string, longest)
		for i := range out {
			row := make([]string, len(all))
			for j, items := range all {
				if i < len(items) {
					row[j] = items[i]
				}
			}
			out[i] = dynjson.ArrayOf(row)
		}
		return some(dynjson.ArrayOf(out))
	}),
	fn2("kql_repeat", func(d opt[string], n int64) opt[string] {
		if n < 0 {
			return none[string]()
		}
		return some(dynjson.ArrayOf(slices.Repeat([]string{d.v}, int(min(n, maxItems)))))
	}),
	fn3("kql_range_long", func(start, stop, step int64) opt[string] {
		return rangeOf(start, stop, step, func(dst []byte, n int64) []byte { return strconv.AppendInt(dst, n, 10) })
	}),
	fn3("kql_range_timespan", func(start, stop, step int64) opt[string] {
		return rangeOf(start, stop, step, func(dst []byte, n int64) []byte {
			return append(result.AppendTimespan(append(dst, '"'), n), '"')
		})
	}),
	fn3("kql_range_datetime", func(start, stop, step int64) opt[string] {
		return rangeOf(start, stop, step, func(dst []byte, n int64) []byte {
			return append(result.AppendDatetime(append(dst, '"'), n), '"')
		})
	}),
	fn3("kql_range_real", func(start, stop, step float64) opt[string] {
		if step == 0 || math.IsNaN(start+stop+step) || math.IsInf(start+stop+step, 0) {
			return none[string]()
		}
		out := []byte{'['}
		for i := range maxItems {
			x := start + float64(i)*step
			if step > 0 && x > stop || step < 0 && x < stop {
				break
			}
			if i > 0 {
				out = append(out, ',')
			}
			out = result.AppendReal(out, x)
		}
		return some(string(append(out, ']')))
	}),

	fn2("kql_set_has_element", func(d string, value opt[string]) opt[bool] {
		items, ok := dynjson.Items(d)
		if !ok {
			return none[bool]()
		}
		return some(slices.ContainsFunc(items, func(item string) bool { return dynjson.Equal(item, value.v) }))
	}),
	fn0v("kql_set_union", setOf(func(sets []set, key string) bool { return true }, true)),
	fn0v("kql_set_intersect", setOf(func(others []set, key string) bool {
		return !slices.ContainsFunc(others, func(s set) bool { return !s[key] })
	}, false)),
	fn0v("kql_set_difference", setOf(func(others []set, key string) bool {
		return !slices.ContainsFunc(others, func(s set) bool { return s[key] })
	}, false)),
	fn2("kql_set_equals", func(a, b string) opt[bool] {
		x, y, ok := twoSets(a, b)
		return maybe(len(x) == len(y) && common(x, y) == len(x), ok)
	}),
	fn2("kql_jaccard_index", func(a, b string) opt[string] {
		x, y, ok := twoSets(a, b)
		both := common(x, y)
		all := len(x) + len(y) - both
		if !ok || all == 0 {
			return none[string]()
		}
		return some(string(result.AppendReal(nil, float64(both)/float64(all))))
	}),
}

func arrayIff(conditions, yes, no opt[string]) opt[string] {
	items, ok := dynjson.Items(conditions.v)
	if !ok {
		return none[string]()
	}
	pick := func(d string) func(int) string {
		values, ok := dynjson.Items(d)
		return func(i int) string {
			switch {
			case !ok:
				return d
			case i < len(values):
				return values[i]
			}
			return ""
		}
	}
	yesAt, noAt := pick(yes.v), pick(no.v)
	out := make([]string, len(items))
	for i, c := range items {
		truth, known := c == "true", c == "true" || c == "false"
		if _, f, _, isNumber := dynjson.Number(c); isNumber {
			truth, known = f != 0, true
		}
		switch {
		case known && truth:
			out[i] = yesAt(i)
		case known:
			out[i] = noAt(i)
		}
	}
	return some(dynjson.ArrayOf(out))
}

// arraySplit cuts before each position; positions are a number or an array of them.
func arraySplit(d, positions string) opt[string] {
	items, ok := dynjson.Items(d)
	if !ok {
		return none[string]()
	}
	list, isList := dynjson.Items(positions)
	if !isList {
		list = []string{positions}
	}
	var pieces []string
	from := 0
	for _, p := range list {
		n, ok := dynjson.Int(p)
		if !ok {
			return none[string]()
		}
		if n < 0 {
			n += int64(len(items))
		}
		to := int(min(max(n, int64(from)), int64(len(items))))
		pieces = append(pieces, dynjson.ArrayOf(items[from:to]))
		from = to
	}
	return some(dynjson.ArrayOf(append(pieces, dynjson.ArrayOf(items[from:]))))
}

// arrayShift moves elements n places to the left.
func arrayShift(d string, n int64, fill []opt[string]) opt[string] {
	return onItems(func(items []string) []string {
		out := make([]string, len(items))
		for i := range out {
			from := int64(i) + n
			switch {
			case n > -maxShift && n < maxShift && 0 <= from && from < int64(len(items)):
				out[i] = items[from]
			case len(fill) > 0:
				out[i] = fill[0].v
			}
		}
		return out
	})(d)
}

// maxShift keeps the sum of a place and a shift within its type.
const maxShift = 1 << 62

// arrayRotate turns elements n places to the left.
func arrayRotate(d string, n int64) opt[string] {
	return onItems(func(items []string) []string {
		if len(items) == 0 {
			return items
		}
		k := int(n % int64(len(items)))
		if k < 0 {
			k += len(items)
		}
		return append(slices.Clone(items[k:]), items[:k]...)
	})(d)
}

// sortArrays sorts the first array and rearranges array number part in the same way.
func sortArrays(desc, nullsLast bool, part int32, arrays []opt[string]) opt[string] {
	if int(part) >= len(arrays) {
		return none[string]()
	}
	keys, ok1 := dynjson.Items(arrays[0].v)
	values, ok2 := dynjson.Items(arrays[part].v)
	if !ok1 || !ok2 || len(keys) != len(values) {
		return none[string]()
	}
	order := make([]int, len(keys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := keys[i], keys[j]
		x, y := dynjson.IsNull(a), dynjson.IsNull(b)
		if x || y {
			return nullOrder(x, y, nullsLast)
		}
		c, ok := dynjson.Compare(a, b)
		if !ok {
			c = int(dynjson.KindOf(a)) - int(dynjson.KindOf(b))
		}
		if desc {
			c = -c
		}
		return c
	})
	out := make([]string, len(values))
	for i, from := range order {
		out[i] = values[from]
	}
	return some(dynjson.ArrayOf(out))
}

func nullOrder(x, y, last bool) int {
	switch {
	case x == y:
		return 0
	case x == last:
		return 1
	}
	return -1
}

// rangeOf makes the array start, start+step ... up to stop.
func rangeOf(start, stop, step int64, write func([]byte, int64) []byte) opt[string] {
	if step == 0 {
		return none[string]()
	}
	out := []byte{'['}
	for i, n := 0, start; i < maxItems && (step > 0 && n <= stop || step < 0 && n >= stop); i++ {
		if i > 0 {
			out = append(out, ',')
		}
		out = write(out, n)
		next := n + step
		if (next > n) != (step > 0) {
			break
		}
		n = next
	}
	return some(string(append(out, ']')))
}

// set is the keys (dynjson.Key) of an array's elements.
type set map[string]bool

func newSet(items []string) set {
	s := make(set, len(items))
	for _, item := range items {
		s[dynjson.Key(item)] = true
	}
	return s
}

func twoSets(a, b string) (x, y set, ok bool) {
	m, ok1 := dynjson.Items(a)
	n, ok2 := dynjson.Items(b)
	return newSet(m), newSet(n), ok1 && ok2
}

func common(x, y set) (n int) {
	for k := range x {
		if y[k] {
			n++
		}
	}
	return n
}

// setOf makes a function that keeps elements, each once: of the first array those that keep wants, knowing the others;
// with all, of all arrays.
func setOf(keep func(others []set, key string) bool, all bool) func([]opt[string]) opt[string] {
	return func(args []opt[string]) opt[string] {
		arrays, ok := allItems(args)
		if !ok || len(arrays) == 0 {
			return none[string]()
		}
		from := arrays[0]
		var others []set
		if all {
			from = slices.Concat(arrays...)
		} else {
			for _, items := range arrays[1:] {
				others = append(others, newSet(items))
			}
		}
		seen := make(set, len(from))
		var out []string
		for _, item := range from {
			key := dynjson.Key(item)
			if !seen[key] && keep(others, key) {
				out = append(out, item)
			}
			seen[key] = true
		}
		return some(dynjson.ArrayOf(out))
	}
}
