package duckdb

// coreMacros are the conversions between physical forms that the writer itself uses.
// 621355968000000000 is 1970-01-01 in ticks since year 1.
var coreMacros = []macro{
	{"kql_ticks", "t", "epoch_us(t) * 10 + 621355968000000000"},
	{"kql_timestamp", "n", "make_timestamp((n - 621355968000000000) // 10)"},
}

var coreFunctions = []*goFunction{}

var coreEmitters = map[string]emitter{}
