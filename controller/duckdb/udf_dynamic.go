package duckdb

import (
	"slices"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// A dynamic is JSON text without white space between tokens; NULL is null. Inside of these functions the empty text is
// null too.

// dynamic makes a dynamic of the text of one: null becomes NULL.
func dynamic(s string) opt[string] { return maybe(s, !dynjson.IsNull(s)) }

var dynamicFunctions = []*goFunction{
	fn1("kql_parse_json", func(s string) opt[string] {
		if s == "" {
			return none[string]()
		}
		if compact, ok := dynjson.Compact(s); ok {
			return dynamic(compact)
		}
		return some(dynjson.Quote(s))
	}),
	fn1("kql_dynamic_to_json", func(d opt[string]) string {
		if dynjson.IsNull(d.v) {
			return ""
		}
		return dynjson.Sorted(d.v)
	}),
	fn1("kql_gettype", func(d opt[string]) string {
		switch dynjson.KindOf(d.v) {
		case dynjson.Bool:
			return "bool"
		case dynjson.Long:
			return "long"
		case dynjson.Real:
			return "real"
		case dynjson.String:
			return "string"
		case dynjson.Array:
			return "array"
		case dynjson.Bag:
			return "dictionary"
		}
		return "null"
	}),
	fn2("kql_extract_json", func(path, text string) string {
		steps, ok := dynjson.Path(path)
		if !ok {
			return ""
		}
		for _, step := range steps {
			text = dynjson.At(text, step)
		}
		return dynjson.Text(text)
	}),
	fn1("kql_treepath", func(d string) opt[string] {
		if k := dynjson.KindOf(d); k != dynjson.Bag && k != dynjson.Array {
			return none[string]()
		}
		return some(dynjson.Strings(treePaths(nil, "", d)))
	}),
}

// treePaths appends the paths to the parts of d, each once, in the order in which they are found.
func treePaths(paths []string, prefix, d string) []string {
	add := func(path string) {
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	if pairs, ok := dynjson.Pairs(d); ok {
		for _, p := range pairs {
			path := prefix + "['" + p.Key + "']"
			add(path)
			paths = treePaths(paths, path, p.Value)
		}
	} else if items, ok := dynjson.Items(d); ok && len(items) > 0 {
		path := prefix + "[0]"
		add(path)
		for _, item := range items {
			paths = treePaths(paths, path, item)
		}
	}
	return paths
}

var dynamicEmitters = map[string]emitter{
	"pack_array": func(e *Emission) (string, error) {
		if len(e.SQL) == 0 {
			return "'[]'", nil
		}
		return "'[' || " + strings.Join(orNull(e.SQL), " || ',' || ") + " || ']'", nil
	},
	"bag_pack":         emitBag,
	"bag_pack_columns": emitBag,
	"pack_all":         emitPackAll,
	"array_sort_asc":   emitArraySort,
	"array_sort_desc":  emitArraySort,
	"range":            emitRange,
	"extract_json": func(e *Emission) (string, error) {
		return textAs("kql_extract_json("+e.SQL[0]+", "+e.SQL[1]+")", e.Call.Typeof), nil
	},
}

func orNull(sqls []string) []string {
	out := make([]string, len(sqls))
	for i, s := range sqls {
		out[i] = "coalesce(" + s + ", 'null')"
	}
	return out
}

// emitBag writes a bag of operands that are keys and values in turn. With different constant keys it is plain
// concatenation.
func emitBag(e *Emission) (string, error) {
	var parts, all []string
	seen := map[string]bool{}
	plain := true
	for i := 0; i+1 < len(e.SQL); i += 2 {
		value := asElement(e, i+1)
		all = append(all, e.SQL[i], value)
		k := e.Const(i)
		if k == nil || seen[k.Value.Str] || k.Value.Type != symbol.String {
			plain = false
			continue
		}
		seen[k.Value.Str] = true
		key := dynjson.Quote(k.Value.Str) + ":"
		if i > 0 {
			key = "," + key
		}
		parts = append(parts, quote(key), "coalesce("+value+", 'null')")
	}
	if !plain {
		return "kql_bag_pack(" + strings.Join(all, ", ") + ")", nil
	}
	if len(parts) == 0 {
		return "'{}'", nil
	}
	return "'{' || " + strings.Join(parts, " || ") + " || '}'", nil
}

// asElement writes an operand as what it is inside of a dynamic.
func asElement(e *Emission, i int) string {
	return (&scope{}).toDynamic(frag{sql: e.SQL[i], t: e.Call.Args[i].Type()}).sql
}

// emitPackAll writes pack_all(): a bag of all columns, which come as names and values in turn. A bool in front of them,
// when true, leaves out what is null or empty.
func emitPackAll(e *Emission) (string, error) {
	if len(e.SQL)%2 == 0 {
		return emitBag(e)
	}
	flag := e.Const(0)
	rest := &Emission{Call: &plan.Call{Fn: e.Call.Fn, Args: e.Call.Args[1:], T: e.Call.T}, SQL: e.SQL[1:]}
	if flag == nil || flag.Value.Int == 0 {
		return emitBag(rest)
	}
	var args []string
	for i := 0; i+1 < len(rest.SQL); i += 2 {
		args = append(args, rest.SQL[i], asElement(rest, i+1))
	}
	return "kql_bag_pack_filled(" + strings.Join(args, ", ") + ")", nil
}

// emitArraySort writes one of the arrays that a sort yields. A constant bool at the end says where nulls go.
func emitArraySort(e *Emission) (string, error) {
	arrays := e.SQL
	nullsLast := "true"
	if n := len(arrays); n > 1 {
		if k := e.Const(n - 1); k != nil && k.Value.Type == symbol.Bool {
			arrays, nullsLast = arrays[:n-1], arrays[n-1]
		}
	}
	desc := strconv.FormatBool(e.Call.Fn.Name == "array_sort_desc")
	return "kql_array_sort(" + desc + ", " + nullsLast + ", " + strconv.Itoa(e.Call.Part) + ", " + strings.Join(arrays, ", ") + ")", nil
}

// emitRange writes range() by the type of the start: longs, reals, datetimes, timespans.
func emitRange(e *Emission) (string, error) {
	t := e.Call.Args[0].Type()
	step := "1"
	switch t {
	case symbol.Datetime:
		step = strconv.Itoa(24 * 3600 * result.TicksPerSecond)
	case symbol.Timespan:
		step = strconv.Itoa(3600 * result.TicksPerSecond)
	default:
		for _, a := range e.Call.Args {
			if symbol.Reals.Has(a.Type()) {
				t = symbol.Real
			}
		}
	}
	if len(e.SQL) > 2 {
		step = e.SQL[2]
	}
	args := "(" + e.SQL[0] + ", " + e.SQL[1] + ", " + step + ")"
	switch t {
	case symbol.Real, symbol.Decimal:
		return "kql_range_real" + args, nil
	case symbol.Datetime:
		return "kql_range_datetime" + args, nil
	case symbol.Timespan:
		return "kql_range_timespan" + args, nil
	}
	return "kql_range_long" + args, nil
}
