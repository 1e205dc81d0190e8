package duckdb

import (
	"fmt"
	"testing"
)

func TestAggregates(t *testing.T) {
	sqlCases(t, [][2]string{
		{`kql_list(['1', NULL, '[2,3]', '"x"'], 10)`, `[1,2,3,"x"]`}, {`kql_list(['1', '2', '3'], 2)`, `[1,2]`}, {`kql_list([]::VARCHAR[], 5)`, `[]`}, {`kql_list(['[1,2]'], -1)`, `[]`},
		{`kql_list_with_nulls(['1', NULL, '[2]'])`, `[1,null,[2]]`},
		{`kql_set(['"b"', '"a"', NULL, '"b"', '["c","a"]'], 10)`, `["b","a","c"]`}, {`kql_set(['1', '2', '3'], 2)`, `[1,2]`},
		{`kql_bag(['{"a":1,"b":null}', '7', '{"a":2,"c":3}', NULL], 10)`, `{"a":1,"b":null,"c":3}`}, {`kql_bag(['{"a":1,"b":2}'], 1)`, `{"a":1}`},
		{`kql_list_text(['b', 'a"', 'b'], 2)`, `["b","a\""]`}, {`kql_set_text(['b', 'a', 'b'], 9)`, `["b","a"]`}, {`kql_set_text([]::VARCHAR[], 9)`, `[]`}, {"kql_set_text(['a', 'b'], 1)", `["a"]`},
		{"kql_list_long([3, NULL, 3, 1], 9)", "[3,3,1]"}, {"kql_set_long([3, NULL, 3, 1], 9)", "[3,1]"}, {"kql_list_long([3, 1], 1)", "[3]"}, {"kql_list_long([3, 1], -1)", "[]"},
		{"kql_weighted([1, 5, 1], 0, 50::DOUBLE)", "1"}, {"kql_weighted([1, 5, 1], 0, 100::DOUBLE)", "2"}, {"kql_weighted([1, 5, 1], 0, 0::DOUBLE)", "0"}, {"kql_weighted([]::BIGINT[], 0, 50::DOUBLE)", "-1"},
		{"SELECT kql_spread(count(x), bool_or(NOT isfinite(x)), stddev_samp(kql_finite(x))) FROM (VALUES (1::DOUBLE), (3::DOUBLE)) v(x)", "1.4142135623730951"},
		{"SELECT kql_spread(count(x), bool_or(NOT isfinite(x)), stddev_samp(kql_finite(x))) FROM (VALUES (1::DOUBLE)) v(x)", "0.0"},
		{"SELECT kql_spread(count(x), bool_or(NOT isfinite(x)), var_samp(kql_finite(x))) FROM (VALUES (1::DOUBLE), ('inf'::DOUBLE)) v(x)", "nan"},
		{"SELECT kql_wrap(sum(x)) FROM (VALUES (9223372036854775807), (2)) v(x)", "-9223372036854775807"},
	})
}

func TestSeries(t *testing.T) {
	sqlCases(t, [][2]string{
		{"kql_series_zip('+', '[1,2,3]', '[10,20]')", "[11,22,null]"}, {"kql_series_zip('*', '[1.5,null]', '2')", "[3.0,null]"}, {"kql_series_zip('/', '[1,2]', '[2,0]')", `[0.5,"Infinity"]`},
		{"kql_series_zip('<', '[1,5]', '[2,2]')", "[true,false]"}, {"kql_series_zip('+', '1', '2')", "NULL"}, {"kql_series_zip('pow', '[2]', '[10]')", "[1024.0]"},
		{"kql_series_each('abs', '[-1,2,null]')", "[1,2,null]"}, {"kql_series_each('exp', '[0]')", "[1.0]"}, {"kql_series_each('sign', '[-0.5,0.0]')", "[-1.0,0.0]"}, {"kql_series_each('abs', '7')", "NULL"},
		{"kql_series_sum('[1,2,\"x\",3.5]')", "6.5"}, {"kql_series_product('[2,3]')", "6.0"}, {"kql_series_magnitude('[3,4]')", "5.0"}, {"kql_series_dot('[1,2]', '[3,4]')", "11.0"},
		{"kql_series_cosine('[1,0]', '[0,1]')", "0.0"}, {"round(kql_series_pearson('[1,2,3]', '[2,4,6]'), 9)", "1.0"},
		{"kql_series_stats('[23,46,23,87]', false)", `{"min":23.0,"min_idx":0,"max":87.0,"max_idx":3,"avg":44.75,"stdev":30.181396035748026,"variance":910.9166666666666,"sum":179.0,"len":4}`},
		{"kql_series_fill_const('[1,null,3]', 0::DOUBLE, NULL)", "[1,0,3]"}, {"kql_series_fill_forward('[null,1,null,null]', NULL)", "[null,1,1,1]"}, {"kql_series_fill_backward('[null,null,4,null]', NULL)", "[4,4,4,null]"},
		{"kql_series_fill_linear('[null,1,null,3,null]', NULL, true, 0::DOUBLE)", "[1,1,2,3,3]"}, {"kql_series_fill_linear('[null,1,null,3]', NULL, false, 0::DOUBLE)", "[null,1,2,3]"}, {"kql_series_fill_linear('[null,null]', NULL, true, 7::DOUBLE)", "[7,7]"},
		{"kql_series_fill_linear('[1,null,4]', NULL, true, 0::DOUBLE)", "[1,2,4]"}, {"kql_series_fill_linear('[1.0,null,4]', NULL, true, 0::DOUBLE)", "[1.0,2.5,4]"},
		{"kql_series_fill_linear('[1,0,3]', 0::DOUBLE, true, 0::DOUBLE)", "[1,2,3]"},
		{"kql_series_fir('[1,2,3,4]', '[1,1]', NULL, false)", "[0.5,1.5,2.5,3.5]"}, {"kql_series_fir('[1,2,3,4]', '[1,-1]', NULL, false)", "[1.0,1.0,1.0,1.0]"}, {"kql_series_fir('[0,3,0]', '[1,1,1]', NULL, true)", "[1.0,1.0,1.0]"},
		{"kql_series_iir('[1,2,3]', '[1]', '[1,-1]')", "[1.0,3.0,6.0]"},
		{"kql_series_fit_line('[1,3,5]')", `{"rsquare":1.0,"slope":2.0,"variance":4.0,"rvariance":0.0,"interception":1.0,"line_fit":[1.0,3.0,5.0]}`},
		{"kql_bag_value(kql_series_fit_2lines('[1,2,3,30,20,10]'), 'split_idx')", "3"},
		{"kql_bag_value('{\"a\":null}', 'a')", "NULL"},
	})
}

func TestSessions(t *testing.T) {
	at := func(xs ...int64) (out []opt[int64]) {
		for _, x := range xs {
			out = append(out, maybe(x, x >= 0))
		}
		return out
	}
	for _, c := range []struct {
		times        []opt[int64]
		restart      []int64
		longest, gap int64
		want         string
	}{
		{at(1, 3, 9, 10), make([]int64, 4), 100, 5, "[1,1,9,9]"},
		{at(1, 3, 5, 7), make([]int64, 4), 4, 5, "[1,1,1,7]"},
		{at(1, 2, 3), []int64{0, 1, 0}, 100, 100, "[1,2,2]"},
		{at(1, -1, 2), make([]int64, 3), 100, 100, "[1,NULL,1]"},
		{nil, nil, 1, 1, "[]"},
	} {
		if got := sessions(c.times, c.restart, c.longest, c.gap); got != c.want {
			t.Errorf("sessions of %v are %s, want %s", c.times, got, c.want)
		}
	}
	e := open(t)
	rows, err := answer(e, "range x from 1 to 5 step 1 | extend t = datetime(2024-05-01) + x * x * 1m | sort by t asc | extend s = row_window_session(t, 1h, 6m) | project long = (s - datetime(2024-05-01)) / 1m")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, r[0])
	}
	if want := "[1.0 1.0 1.0 16.0 25.0]"; fmt.Sprint(got) != want {
		t.Errorf("sessions begin at %v, want %s", got, want)
	}
}
