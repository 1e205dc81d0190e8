package duckdb

import (
	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// coreMacros are the conversions between physical forms that the writer itself uses.
// 621355968000000000 is 1970-01-01 in ticks since year 1.
var coreMacros = []macro{
	{"kql_ticks", "t", "epoch_us(t) * 10 + 621355968000000000"},
	// Ten ticks are a microsecond; the rest is cut off towards the past.
	{"kql_timestamp", "n", "make_timestamp(((n - (((n % 10) + 10) % 10)) - 621355968000000000) // 10)"},
	{"kql_wrap", "h", "((((h + 9223372036854775808::HUGEINT) % 18446744073709551616::HUGEINT) + 18446744073709551616::HUGEINT) % 18446744073709551616::HUGEINT - 9223372036854775808::HUGEINT)::BIGINT"},
	{"kql_mod", "a, b", "((a % b) + abs(b)) % abs(b)"},
	{"kql_mod_real", "a, b", "a - abs(b) * floor(a / abs(b))"},
	{"kql_floor_step", "a, s", "a - (((a % s) + s) % s)"},
	{"kql_range_count", "a, b, s", "CASE WHEN s = 0 OR (b - a) / s < 0 THEN 0 ELSE floor((b - a) / s + 1e-9)::BIGINT + 1 END"},

	// Dynamic values are JSON text; null is SQL's NULL.
	{"kql_json_text", "s", "to_json(s)::VARCHAR"},
	{"kql_dynamic_of_text", "s", "CASE WHEN s IS NULL OR s = '' THEN NULL WHEN json_valid(s) THEN s ELSE to_json(s)::VARCHAR END"},
	{"kql_element_list", "d", "list_transform(json_extract(d, '$[*]')::VARCHAR[], lambda e: nullif(e, 'null'))"},
	{"kql_elements", "d", "CASE WHEN starts_with(d, '[') THEN kql_element_list(d) WHEN starts_with(d, '{') THEN list_transform(json_keys(d), lambda k: '{' || to_json(k)::VARCHAR || ':' || json_extract(d, '/' || replace(replace(k, '~', '~0'), '/', '~1'))::VARCHAR || '}') ELSE [d] END"},
	{"kql_element_pairs", "d", "CASE WHEN starts_with(d, '[') THEN kql_element_list(d) WHEN starts_with(d, '{') THEN list_transform(json_keys(d), lambda k: '[' || to_json(k)::VARCHAR || ',' || json_extract(d, '/' || replace(replace(k, '~', '~0'), '/', '~1'))::VARCHAR || ']') ELSE [d] END"},
	// The texts of an array's elements, as tostring() gives them.
	{"kql_texts", "d", "CASE WHEN starts_with(d, '[') THEN list_transform(json_extract(d, '$[*]'), lambda e: coalesce(json_extract_string(e, '$'), '')) WHEN d IS NULL THEN [] ELSE [coalesce(json_extract_string(d, '$'), '')] END"},
	// Access by a computed step k: JSON text of a number or a string.
	{"kql_dynamic_at", "d, k", "CASE WHEN starts_with(k, '\"') THEN json_extract(d, '/' || replace(replace(json_extract_string(k, '$'), '~', '~0'), '/', '~1'))::VARCHAR WHEN starts_with(k, '-') THEN json_extract(d, '$[#' || k || ']')::VARCHAR ELSE json_extract(d, '$[' || k || ']')::VARCHAR END"},
	// Dynamic values sort by number where they are numbers, else by text.
	{"kql_sort_key", "d", "json_extract_string(d, '$')"},
}

var coreFunctions = parseFunctions

// coreEmitters holds names that rows use for what the planner or the writer does itself.
var coreEmitters = map[string]emitter{}

// doneByPlan are the emitters whose calls never reach an emitter: they become relations or window clauses.
var doneByPlan = []string{"row_number", "row_cumsum", "row_rank_dense", "row_rank_min", "row_window_session", "prev", "next", "table", "database", "materialize", "toscalar"}

func planned(e *Emission) (string, error) {
	return "", &plan.Unsupported{Span: e.Call.Span, Construct: e.Call.Fn.Name + "()", Reason: "it cannot stand here"}
}

// coreCalls are scalar functions that the writer knows better than a template: the operand's form decides.
var coreCalls map[string]func(*scope, *plan.Call) frag

func init() {
	for _, name := range doneByPlan {
		coreEmitters[name] = planned
	}
	coreCalls = map[string]func(*scope, *plan.Call) frag{
		"tostring": func(s *scope, c *plan.Call) frag {
			if p, ok := c.Args[0].(*plan.Path); ok {
				return s.pathText(p)
			}
			return s.byRow(c)
		},
		"bin": binStamp,
	}
}

// binStamp is bin() of a stored time by a whole number of microseconds: it stays a TIMESTAMP. Counted from year 1 no time
// is negative, so that cutting off is rounding down.
func binStamp(s *scope, c *plan.Call) frag {
	k, ok := c.Args[1].(*plan.Const)
	if !ok || k.Value.Null || k.Value.Type != symbol.Timespan || k.Value.Int <= 0 || k.Value.Int%10 != 0 {
		return s.byRow(c)
	}
	f := s.scalar(c.Args[0])
	if !f.stamp {
		return s.byRow(c)
	}
	step := long(k.Value.Int / 10)
	f.sql = "make_timestamp((epoch_us(" + f.sql + ") + " + long(microsBeforeUnix) + ") // " + step + " * " + step + " - " + long(microsBeforeUnix) + ")"
	return f
}
