package duckdb

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// listLimit is how many elements make_list, make_set and make_bag keep unless told otherwise.
const listLimit = 1_048_576

var aggregateMacros = []macro{
	// Of one value or none, the spread is 0; what is not finite makes it NaN (DuckDB's own aggregates refuse it, so
	// they are given the finite values only).
	{"kql_finite", "x", "CASE WHEN isfinite(x::DOUBLE) THEN x::DOUBLE END"},
	{"kql_spread", "n, odd, s", "CASE WHEN odd THEN 'nan'::DOUBLE WHEN n < 2 THEN 0::DOUBLE ELSE s END"},
}

var aggregateFunctions = []*goFunction{
	fn2("kql_list", func(items []opt[string], limit int64) string { return dynjson.ArrayOf(flatItems(items, limit)) }),
	fn1("kql_list_with_nulls", func(items []opt[string]) string {
		out := make([]string, len(items))
		for i, it := range items {
			if out[i] = it.v; it.null {
				out[i] = "null"
			}
		}
		return dynjson.ArrayOf(out)
	}),
	fn2("kql_set", func(items []opt[string], limit int64) string { return dynjson.ArrayOf(distinctItems(items, limit)) }),
	// The same of strings and of longs, which are compared as they are and become JSON only once.
	fn2("kql_list_text", func(items []string, limit int64) string {
		return dynjson.Strings(items[:min(int64(len(items)), max(limit, 0))])
	}),
	fn2("kql_set_text", func(items []string, limit int64) string { return dynjson.Strings(distinct(items, limit)) }),
	fn2("kql_list_long", func(items []opt[int64], limit int64) string { return longsText(present(items), limit) }),
	fn2("kql_set_long", func(items []opt[int64], limit int64) string { return longsText(distinct(present(items), limit), limit) }),
	fn2("kql_bag", func(items []opt[string], limit int64) string { return mergeBags(items, limit) }),
	fn3("kql_weighted", weightedPercentile),
	fn4("kql_sessions", sessions),
}

// flatItems are the elements of a list aggregate: nulls are left out, arrays stand for their elements.
func flatItems(items []opt[string], limit int64) (out []string) {
	for _, it := range items {
		if int64(len(out)) >= limit {
			break
		}
		if it.null || dynjson.IsNull(it.v) {
			continue
		}
		if elems, ok := dynjson.Items(it.v); ok {
			out = append(out, elems...)
			continue
		}
		out = append(out, it.v)
	}
	return out[:min(int64(len(out)), max(limit, 0))]
}

// distinctItems are the different elements of a set aggregate: as flatItems, without nulls inside of arrays.
func distinctItems(items []opt[string], limit int64) []string {
	all := flatItems(items, math.MaxInt64)
	return distinct(slices.DeleteFunc(all, dynjson.IsNull), limit)
}

// distinct returns up to limit different elements in the order in which they first occur.
func distinct[T comparable](items []T, limit int64) (out []T) {
	seen := map[T]bool{}
	for _, it := range items {
		if int64(len(out)) >= limit {
			break
		}
		if !seen[it] {
			seen[it] = true
			out = append(out, it)
		}
	}
	return out
}

// present are the values that are not null.
func present(items []opt[int64]) []int64 {
	out := make([]int64, 0, len(items))
	for _, it := range items {
		if !it.null {
			out = append(out, it.v)
		}
	}
	return out
}

func longsText(xs []int64, limit int64) string {
	out := []byte{'['}
	for i, x := range xs[:min(int64(len(xs)), max(limit, 0))] {
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendInt(out, x, 10)
	}
	return string(append(out, ']'))
}

// mergeBags makes one bag of several; of several values for a key, the first is kept.
func mergeBags(items []opt[string], limit int64) string {
	var out []dynjson.Pair
	seen := map[string]bool{}
	for _, it := range items {
		pairs, _ := dynjson.Pairs(it.v)
		for _, p := range pairs {
			if int64(len(out)) < limit && !seen[p.Key] {
				seen[p.Key] = true
				out = append(out, p)
			}
		}
	}
	return dynjson.BagOf(out)
}

// weightedPercentile is the first position, of values in ascending order, at which the weights up to there reach the
// percentage; -1 when there is none.
func weightedPercentile(weights []int64, _ int64, percent float64) int64 {
	total := 0.0
	for _, w := range weights {
		total += float64(max(w, 0))
	}
	sum := 0.0
	for i, w := range weights {
		sum += float64(max(w, 0))
		if sum >= total*percent/100 && sum > 0 {
			return int64(i)
		}
	}
	return -1
}

var aggregateEmitters = map[string]emitter{
	"make_list": func(e *Emission) (string, error) { return e.gather("kql_list") },
	"make_set":  func(e *Emission) (string, error) { return e.gather("kql_set") },
	"make_bag":  func(e *Emission) (string, error) { return e.gather("kql_bag") },
	"make_list_with_nulls": func(e *Emission) (string, error) {
		order := ""
		if e.Order != "" {
			order = " ORDER BY " + e.Order
		}
		return "kql_list_with_nulls(coalesce(list(" + jsonOf(e.SQL[0], e.Call.Args[0].Type()) + order + "), []::VARCHAR[]))", nil
	},
	"take_any": func(e *Emission) (string, error) {
		return "any_value(" + e.SQL[min(e.Call.Part, len(e.SQL)-1)] + ")", nil
	},
	"percentile":         func(e *Emission) (string, error) { return e.percentile(1) },
	"percentilew":        func(e *Emission) (string, error) { return e.percentile(2) },
	"percentiles_array":  func(e *Emission) (string, error) { return e.percentiles(1) },
	"percentilesw_array": func(e *Emission) (string, error) { return e.percentiles(2) },
	"sign":               writtenElsewhere, "window": writtenElsewhere, "relation": writtenElsewhere, "extreme": writtenElsewhere,
	"case": emitCase, "column_ifexists": emitLast, "tuple": emitTuple,
}

// writtenElsewhere stands for calls that the planner or the writer replaces by something of their own. That one of them
// is reached means that it stands where it has no meaning.
func writtenElsewhere(e *Emission) (string, error) {
	return "", fmt.Errorf("%s() cannot be used here", e.Call.Fn.Name)
}

// gather collects the values of an aggregate in the order of the rows. With a name that ends in _if, the second operand
// is a condition; a further one is the limit.
func (e *Emission) gather(function string) (string, error) {
	args, filter := e.SQL, ""
	if strings.HasSuffix(e.Call.Fn.Name, "_if") {
		filter = " FILTER (WHERE " + args[1] + ")"
		args = append([]string{args[0]}, args[2:]...)
	}
	order := ""
	if e.Order != "" {
		order = " ORDER BY " + e.Order
	}
	limit := strconv.Itoa(listLimit)
	if len(args) > 1 {
		limit = args[1] + "::BIGINT"
	}
	x, empty := args[0], "[]::VARCHAR[]"
	switch t := e.Call.Args[0].Type(); {
	case t == symbol.Dynamic:
	case function == "kql_bag":
	case t == symbol.String:
		function += "_text"
	case symbol.Integers.Has(t) && t != symbol.Unknown:
		function += "_long"
		x, empty = x+"::BIGINT", "[]::BIGINT[]"
	default:
		x = jsonOf(x, t)
	}
	return function + "(coalesce(list(" + x + order + ")" + filter + ", " + empty + "), " + limit + ")", nil
}

// percent is the percentage that operand i names; the operands before first are values and weights.
func (e *Emission) percent(i int) (float64, error) {
	c := e.Const(i)
	if c == nil || c.Value.Null {
		return 0, errors.New("a percentage must be a constant")
	}
	switch c.Value.Type {
	case symbol.Real:
		return c.Value.Real, nil
	case symbol.Decimal:
		return strconv.ParseFloat(c.Value.Str, 64)
	}
	return float64(c.Value.Int), nil
}

// nearestRank writes the value at a percentage of the values, by nearest rank; with operand 1 as weight when weighted.
func (e *Emission) nearestRank(p float64, weighted bool) string {
	x := e.SQL[0]
	p = min(max(p, 0), 100)
	text := strconv.FormatFloat(p, 'g', -1, 64)
	if !weighted {
		return "quantile_disc(" + x + ", " + strconv.FormatFloat(p/100, 'f', -1, 64) + ")"
	}
	w := e.SQL[1]
	filter := " FILTER (WHERE " + x + " IS NOT NULL AND " + w + " > 0)"
	values := "list(" + x + " ORDER BY " + x + ")" + filter
	weights := "list(" + w + "::BIGINT ORDER BY " + x + ")" + filter
	return values + "[kql_weighted(" + weights + ", 0, '" + text + "'::DOUBLE) + 1]"
}

// percentile writes the percentage that the call's Part says; first is the number of operands before the percentages.
func (e *Emission) percentile(first int) (string, error) {
	p, err := e.percent(first + e.Call.Part)
	if err != nil {
		return "", err
	}
	return e.nearestRank(p, first == 2), nil
}

// percentiles writes an array of percentiles. The percentages are operands of their own, or one constant array.
func (e *Emission) percentiles(first int) (string, error) {
	var ps []float64
	if c := e.Const(first); c != nil && c.Value.Type == symbol.Dynamic {
		items, _ := dynjson.Items(c.Value.Str)
		for _, it := range items {
			p, err := strconv.ParseFloat(it, 64)
			if err != nil {
				return "", errors.New("a percentage must be a number")
			}
			ps = append(ps, p)
		}
	} else {
		for i := first; i < len(e.SQL); i++ {
			p, err := e.percent(i)
			if err != nil {
				return "", err
			}
			ps = append(ps, p)
		}
	}
	parts := make([]string, len(ps))
	for i, p := range ps {
		parts[i] = jsonOf(e.nearestRank(p, first == 2), e.Call.Args[0].Type())
	}
	return "kql_list_with_nulls([" + strings.Join(parts, ", ") + "]::VARCHAR[])", nil
}

// jsonOf writes the JSON text of a value.
func jsonOf(sql string, t symbol.Type) string {
	switch t {
	case symbol.Dynamic:
		return sql
	case symbol.Real:
		return "kql_json_real(" + sql + ")"
	case symbol.Datetime:
		return "kql_json_text(kql_datetime_text(" + sql + "))"
	case symbol.Timespan:
		return "kql_json_text(kql_timespan_text(" + sql + "))"
	case symbol.Decimal:
		return "kql_json_text(kql_decimal_text(" + sql + "))"
	case symbol.String, symbol.Guid:
		return "kql_json_text(" + sql + "::VARCHAR)"
	}
	return "(" + sql + ")::VARCHAR"
}

// emitCase writes case(): conditions and values in turn, and the value if none holds.
func emitCase(e *Emission) (string, error) {
	var b strings.Builder
	b.WriteString("CASE")
	n := len(e.SQL)
	for i := 0; i+1 < n; i += 2 {
		b.WriteString(" WHEN " + e.SQL[i] + " THEN " + e.SQL[i+1])
	}
	b.WriteString(" ELSE " + e.SQL[n-1] + " END")
	return b.String(), nil
}

// emitLast writes the last operand: column_ifexists, once the binder has put the column in its place or left it out.
func emitLast(e *Emission) (string, error) { return e.SQL[len(e.SQL)-1], nil }

// emitTuple writes a part of a function with several results: the function named kql_<name> yields a bag that has them.
func emitTuple(e *Emission) (string, error) {
	parts := e.Call.Fn.Sigs[0].Result.Rows.Columns
	if e.Call.Part >= len(parts) {
		return "", fmt.Errorf("%s() has no result %d", e.Call.Fn.Name, e.Call.Part)
	}
	part := parts[e.Call.Part]
	args := append([]string{}, e.SQL...)
	if e.Call.Fn.Name == "series_stats" && len(args) == 1 {
		args = append(args, "false")
	}
	bag := "kql_" + e.Call.Fn.Name + "(" + strings.Join(args, ", ") + ")"
	value := "kql_bag_value(" + bag + ", " + quote(part.Name) + ")"
	switch part.Type {
	case symbol.Long:
		return "kql_dynamic_long(" + value + ")", nil
	case symbol.Real:
		return "kql_dynamic_real(" + value + ")", nil
	}
	return value, nil
}
