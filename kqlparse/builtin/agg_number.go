package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// numberAggregates add, average and measure the spread of values.
var numberAggregates = []Function{
	{
		Name: "sum", Kind: Aggregate, Family: "aggregation", NamePrefix: "sum",
		Doc:     "Adds up the values of each group.",
		Returns: "0 when there is no value; a sum of longs wraps around at 64 bits.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultPromote},
				arg("expr", summable, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers}, "kql_wrap(coalesce(sum($1), 0))"},
			{[]symbol.Set{symbol.SetOf(symbol.Real)}, "coalesce(sum($1), 0::DOUBLE)"},
			{[]symbol.Set{symbol.SetOf(symbol.Decimal)}, "coalesce(sum($1), 0)::DECIMAL(38,18)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_wrap(coalesce(sum($1), 0))"},
		}, Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize sum(v) by k`},
		},
	},
	{
		Name: "sumif", Kind: Aggregate, Family: "aggregation", NamePrefix: "sumif",
		Doc:     "Adds up the values of the rows for which a condition holds.",
		Returns: "0 when there is no such row.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultPromote},
				arg("expr", summable, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers, symbol.Bools}, "kql_wrap(coalesce(sum($1) FILTER (WHERE $2), 0))"},
			{[]symbol.Set{symbol.SetOf(symbol.Real), symbol.Bools}, "coalesce(sum($1) FILTER (WHERE $2), 0::DOUBLE)"},
			{[]symbol.Set{symbol.SetOf(symbol.Decimal), symbol.Bools}, "coalesce(sum($1) FILTER (WHERE $2), 0)::DECIMAL(38,18)"},
			{[]symbol.Set{symbol.AnyScalar, symbol.Bools}, "kql_wrap(coalesce(sum($1) FILTER (WHERE $2), 0))"},
		}, Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize sumif(v, v > 1) by k`},
		},
	},
	{
		Name: "avg", Kind: Aggregate, Family: "aggregation", NamePrefix: "avg",
		Doc:     "The mean of the values of each group.",
		Returns: "Nulls are left out; NaN when no value is left.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", symbol.Integers, "The value to aggregate, computed for each row."),
			),
			sig(symbol.Returns(symbol.Real),
				arg("expr", symbol.SetOf(symbol.Real), "The value to aggregate, computed for each row."),
			),
			sig(symbol.Returns(symbol.Decimal),
				arg("expr", symbol.SetOf(symbol.Decimal), "The value to aggregate, computed for each row."),
			),
			sig(symbol.Returns(symbol.Timespan),
				arg("expr", symbol.Timespans, "The value to aggregate, computed for each row."),
			),
			sig(symbol.Returns(symbol.Datetime),
				arg("expr", symbol.Datetimes, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers}, "coalesce(kql_wrap(sum($1))::DOUBLE / count($1), 'nan'::DOUBLE)"},
			{[]symbol.Set{symbol.SetOf(symbol.Real)}, "coalesce(avg($1), 'nan'::DOUBLE)"},
			{[]symbol.Set{symbol.SetOf(symbol.Decimal)}, "(sum($1) / count($1))::DECIMAL(38,18)"},
			{[]symbol.Set{symbol.AnyScalar}, "(sum($1) // count($1))::BIGINT"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize avg(v) by k`},
		},
	},
	{
		Name: "avgif", Kind: Aggregate, Family: "aggregation", NamePrefix: "avgif",
		Doc:     "The mean of the values of the rows for which a condition holds.",
		Returns: "NaN when there is no such value.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", symbol.Integers, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
			sig(symbol.Returns(symbol.Real),
				arg("expr", symbol.SetOf(symbol.Real), "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
			sig(symbol.Returns(symbol.Decimal),
				arg("expr", symbol.SetOf(symbol.Decimal), "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
			sig(symbol.Returns(symbol.Timespan),
				arg("expr", symbol.Timespans, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
			sig(symbol.Returns(symbol.Datetime),
				arg("expr", symbol.Datetimes, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers, symbol.Bools}, "coalesce(kql_wrap(sum($1) FILTER (WHERE $2))::DOUBLE / count($1) FILTER (WHERE $2), 'nan'::DOUBLE)"},
			{[]symbol.Set{symbol.SetOf(symbol.Real), symbol.Bools}, "coalesce(avg($1) FILTER (WHERE $2), 'nan'::DOUBLE)"},
			{[]symbol.Set{symbol.SetOf(symbol.Decimal), symbol.Bools}, "(sum($1) FILTER (WHERE $2) / count($1) FILTER (WHERE $2))::DECIMAL(38,18)"},
			{[]symbol.Set{symbol.AnyScalar, symbol.Bools}, "(sum($1) FILTER (WHERE $2) // count($1) FILTER (WHERE $2))::BIGINT"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize avgif(v, v > 1) by k`},
		},
	},
	{
		Name: "min", Kind: Aggregate, Family: "aggregation", NamePrefix: "min",
		Doc:     "The smallest value of each group.",
		Returns: "Nulls are left out; null when no value is left. A NaN makes the result NaN.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("expr", orderable, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.SetOf(symbol.Real)}, "CASE WHEN bool_or(isnan($1)) THEN 'nan'::DOUBLE ELSE min($1) END"},
			{[]symbol.Set{symbol.AnyScalar}, "min($1)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize min(v) by k`},
		},
	},
	{
		Name: "minif", Kind: Aggregate, Family: "aggregation", NamePrefix: "minif",
		Doc: "The smallest value of the rows for which a condition holds.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("expr", orderable, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.SetOf(symbol.Real), symbol.Bools}, "CASE WHEN bool_or(isnan($1)) FILTER (WHERE $2) THEN 'nan'::DOUBLE ELSE min($1) FILTER (WHERE $2) END"},
			{[]symbol.Set{symbol.AnyScalar, symbol.Bools}, "min($1) FILTER (WHERE $2)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize minif(v, v > 1) by k`},
		},
	},
	{
		Name: "max", Kind: Aggregate, Family: "aggregation", NamePrefix: "max",
		Doc:     "The largest value of each group.",
		Returns: "Nulls are left out; null when no value is left. A NaN makes the result NaN.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("expr", orderable, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{SQL: "max($1)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize max(v) by k`},
		},
	},
	{
		Name: "maxif", Kind: Aggregate, Family: "aggregation", NamePrefix: "maxif",
		Doc: "The largest value of the rows for which a condition holds.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("expr", orderable, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{SQL: "max($1) FILTER (WHERE $2)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize maxif(v, v < 4) by k`},
		},
	},
	{
		Name: "stdev", Kind: Aggregate, Family: "aggregation", NamePrefix: "stdev",
		Doc:     "The sample standard deviation of the values of each group.",
		Returns: "0 for a single value; NaN when there is none.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", summable, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{SQL: "kql_spread(count($1), bool_or(NOT isfinite($1::DOUBLE)), stddev_samp(kql_finite($1)))", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize stdev(v)`},
		},
	},
	{
		Name: "stdevif", Kind: Aggregate, Family: "aggregation", NamePrefix: "stdevif",
		Doc:     "The sample standard deviation of the rows for which a condition holds.",
		Returns: "0 for a single value; NaN when there is none.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", summable, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{SQL: "kql_spread(count($1) FILTER (WHERE $2), bool_or(NOT isfinite($1::DOUBLE)) FILTER (WHERE $2), stddev_samp(kql_finite($1)) FILTER (WHERE $2))", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize stdevif(v, v > 1)`},
		},
	},
	{
		Name: "variance", Kind: Aggregate, Family: "aggregation", NamePrefix: "variance",
		Doc:     "The sample variance of the values of each group.",
		Returns: "0 for a single value; NaN when there is none.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", summable, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{SQL: "kql_spread(count($1), bool_or(NOT isfinite($1::DOUBLE)), var_samp(kql_finite($1)))", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize variance(v)`},
		},
	},
	{
		Name: "varianceif", Kind: Aggregate, Family: "aggregation", NamePrefix: "varianceif",
		Doc:     "The sample variance of the rows for which a condition holds.",
		Returns: "0 for a single value; NaN when there is none.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", summable, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{SQL: "kql_spread(count($1) FILTER (WHERE $2), bool_or(NOT isfinite($1::DOUBLE)) FILTER (WHERE $2), var_samp(kql_finite($1)) FILTER (WHERE $2))", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize varianceif(v, v > 1)`},
		},
	},
	{
		Name: "stdevp", Kind: Aggregate, Family: "aggregation", NamePrefix: "stdevp",
		Doc:     "The population standard deviation of the values of each group.",
		Returns: "0 for a single value; NaN when there is none.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", summable, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{SQL: "kql_spread(count($1), bool_or(NOT isfinite($1::DOUBLE)), stddev_pop(kql_finite($1)))", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize stdevp(v)`},
		},
	},
	{
		Name: "variancep", Kind: Aggregate, Family: "aggregation", NamePrefix: "variancep",
		Doc:     "The population variance of the values of each group.",
		Returns: "0 for a single value; NaN when there is none.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", summable, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{SQL: "kql_spread(count($1), bool_or(NOT isfinite($1::DOUBLE)), var_pop(kql_finite($1)))", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize variancep(v)`},
		},
	},
	{
		Name: "variancepif", Kind: Aggregate, Family: "aggregation", NamePrefix: "variancepif",
		Doc:     "The population variance of the rows for which a condition holds.",
		Returns: "0 for a single value; NaN when there is none.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", summable, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{SQL: "kql_spread(count($1) FILTER (WHERE $2), bool_or(NOT isfinite($1::DOUBLE)) FILTER (WHERE $2), var_pop(kql_finite($1)) FILTER (WHERE $2))", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize variancepif(v, v > 1)`},
		},
	},
	{
		Name: "covariance", Kind: Aggregate, Family: "aggregation", NamePrefix: "covariance",
		Doc: "The sample covariance of two values over the rows of each group.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", summable, "The value to aggregate, computed for each row."),
				arg("expr", summable, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{SQL: "kql_spread(count(*) FILTER (WHERE $1 IS NOT NULL AND $2 IS NOT NULL), false, covar_samp($1::DOUBLE, $2::DOUBLE))", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize covariance(v, v * 2)`},
		},
	},
	{
		Name: "covarianceif", Kind: Aggregate, Family: "aggregation", NamePrefix: "covarianceif",
		Doc: "The sample covariance of two values over the rows for which a condition holds.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", summable, "The value to aggregate, computed for each row."),
				arg("expr", summable, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{SQL: "kql_spread(count(*) FILTER (WHERE $3 AND $1 IS NOT NULL AND $2 IS NOT NULL), false, covar_samp($1::DOUBLE, $2::DOUBLE) FILTER (WHERE $3))", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize covarianceif(v, v * 2, v > 1)`},
		},
	},
	{
		Name: "covariancep", Kind: Aggregate, Family: "aggregation", NamePrefix: "covariancep",
		Doc: "The population covariance of two values over the rows of each group.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", summable, "The value to aggregate, computed for each row."),
				arg("expr", summable, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{SQL: "kql_spread(count(*) FILTER (WHERE $1 IS NOT NULL AND $2 IS NOT NULL), false, covar_pop($1::DOUBLE, $2::DOUBLE))", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize covariancep(v, v * 2)`},
		},
	},
	{
		Name: "covariancepif", Kind: Aggregate, Family: "aggregation", NamePrefix: "covariancepif",
		Doc: "The population covariance of two values over the rows for which a condition holds.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("expr", summable, "The value to aggregate, computed for each row."),
				arg("expr", summable, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{SQL: "kql_spread(count(*) FILTER (WHERE $3 AND $1 IS NOT NULL AND $2 IS NOT NULL), false, covar_pop($1::DOUBLE, $2::DOUBLE) FILTER (WHERE $3))", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize covariancepif(v, v * 2, v > 1)`},
		},
	},
	{
		Name: "binary_all_or", Kind: Aggregate, Family: "aggregation", Naming: NameOfArg,
		Doc: "Combines integers bthe result by bit: it sets a bit that is set in any of the values.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("expr", summable, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{SQL: "bit_or($1)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize binary_all_or(v)`},
		},
	},
	{
		Name: "binary_all_and", Kind: Aggregate, Family: "aggregation", Naming: NameOfArg,
		Doc: "Combines integers bthe result by bit: it keeps the bits that are set in all of the values.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("expr", summable, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{SQL: "bit_and($1)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize binary_all_and(v)`},
		},
	},
	{
		Name: "binary_all_xor", Kind: Aggregate, Family: "aggregation", Naming: NameOfArg,
		Doc: "Combines integers bthe result by bit: it sets the bits that are set in an odd number of the values.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("expr", summable, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{SQL: "bit_xor($1)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize binary_all_xor(v)`},
		},
	},
}
