package duckdb

import (
	"testing"

	"github.com/huntbook/huntbook/kqlparse/builtin"
)

// offered are the values that the row of a unit conversion lists.
func offered(t *testing.T, name string) []string {
	t.Helper()
	f := builtin.Named(builtin.Scalar, name)
	if f == nil || len(f.Sigs[0].Params[1].Values) == 0 {
		t.Fatalf("%s offers no units", name)
	}
	return f.Sigs[0].Params[1].Values
}

func TestConvert(t *testing.T) {
	sqlCases(t, [][2]string{
		{"kql_real_text(1::DOUBLE)", "1.0"}, {"kql_real_text(0.1::DOUBLE + 0.2::DOUBLE)", "0.30000000000000004"}, {"kql_real_text('nan'::DOUBLE)", "NaN"},
		{"kql_datetime_text(0)", "0001-01-01T00:00:00.0000000Z"}, {"kql_timespan_text(-864000000001)", "-1.00:00:00.0000001"},
		{"kql_decimal_text(1.50::DECIMAL(38,18))", "1.5"}, {"kql_decimal_text((-0.05)::DECIMAL(38,18))", "-0.05"}, {"kql_decimal_text(12::DECIMAL(38,18))", "12"},
		{"kql_text_long(' 42 ')", "42"}, {"kql_text_long('0x1F')", "31"}, {"kql_text_long('12.5')", "NULL"}, {"kql_text_long('')", "NULL"}, {"kql_text_long('1e3')", "NULL"},
		{"kql_text_long('9223372036854775808')", "NULL"},
		{"kql_text_real('2.5')", "2.5"}, {"kql_text_real('1e3')", "1000.0"}, {"kql_text_real('nan')", "nan"}, {"kql_text_real('-inf')", "-inf"}, {"kql_text_real('x')", "NULL"}, {"kql_text_real('')", "NULL"},
		{"kql_text_bool('TRUE')", "true"}, {"kql_text_bool('0')", "false"}, {"kql_text_bool('-3')", "true"}, {"kql_text_bool('yes')", "NULL"}, {"kql_text_bool('')", "NULL"},
		{"kql_text_guid('{74BE27DE-1e4e-49d9-b579-fe0b331d3642}')", "74be27de-1e4e-49d9-b579-fe0b331d3642"}, {"kql_text_guid('x')", "NULL"},
		{"kql_long_int(2147483648)", "NULL"}, {"kql_long_int(-2147483648)", "-2147483648"},
		{"kql_real_long(-3.7::DOUBLE)", "-3"}, {"kql_real_long('inf'::DOUBLE)", "NULL"}, {"kql_real_long('nan'::DOUBLE)", "NULL"}, {"kql_real_long(9.3e18::DOUBLE)", "NULL"},
		{"kql_dynamic_long('9.99')", "9"}, {"kql_dynamic_long('\"12\"')", "12"}, {"kql_dynamic_long('\"x\"')", "NULL"}, {"kql_dynamic_long('true')", "1"}, {"kql_dynamic_long('[1]')", "NULL"},
		{"kql_dynamic_long('9223372036854775807')", "9223372036854775807"}, {"kql_dynamic_real('7')", "7.0"}, {"kql_dynamic_bool('true')", "true"}, {"kql_dynamic_bool('{}')", "NULL"},
		{"kql_dynamic_text('\"a\\\"b\"')", "a\"b"}, {"kql_dynamic_text(NULL)", ""}, {"kql_dynamic_text('{\"a\":1}')", "{\"a\":1}"},
		{"kql_wrap(9223372036854775808::HUGEINT)", "-9223372036854775808"}, {"kql_wrap(-1::HUGEINT)", "-1"}, {"kql_wrap(NULL)", "NULL"},
		{"kql_hex(255, 0)", "ff"}, {"kql_hex(-1, 0)", "ffffffffffffffff"}, {"kql_hex(255, 4)", "00ff"},
		{"kql_format_bytes(564::DOUBLE, 0, '')", "564 Bytes"}, {"kql_format_bytes(10332::DOUBLE, 1, '')", "10.1 KB"}, {"kql_format_bytes(20010332::DOUBLE, 0, 'KB')", "19541 KB"},
		{"kql_json_real(1::DOUBLE)", "1.0"}, {"kql_json_real(1.5e300::DOUBLE)", "1.5e+300"}, {"kql_json_real('nan'::DOUBLE)", "\"NaN\""}, {"kql_json_real('-inf'::DOUBLE)", "\"-Infinity\""},
	})
}
