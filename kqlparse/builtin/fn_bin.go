package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// binFunctions round values down to steps.
var binFunctions = []Function{
	{
		Name: "bin", Kind: Scalar, Family: "rounding", Aliases: []string{"floor"}, Naming: NameOfArg, Constant: true,
		Doc:     "Rounds a value down to a multiple of a step, which groups nearby values.",
		Returns: "Null when the step is not positive. Steps of time are counted from the beginning of year 1.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("value", symbol.Integers, "The value to round down."),
				arg("roundTo", symbol.Integers, "The step, for example 10."),
			),
			sig(symbol.ReturnsCommon(),
				common(arg("value", symbol.Numbers, "The value to round down.")),
				common(arg("roundTo", symbol.Numbers, "The step, for example 0.5.")),
			),
			sig(symbol.Returns(symbol.Timespan),
				arg("value", symbol.Timespans, "The timespan to round down."),
				arg("roundTo", symbol.Timespans, "The step, for example 1h."),
			),
			sig(symbol.Returns(symbol.Datetime),
				arg("value", symbol.Datetimes, "The point in time to round down."),
				arg("roundTo", symbol.Times, "The step, for example 1d."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Datetimes, symbol.AnyScalar}, "kql_bin_datetime($1, $2)"},
			{[]symbol.Set{symbol.Integers | symbol.Timespans, symbol.Integers | symbol.Timespans}, "kql_bin_long($1::BIGINT, $2::BIGINT)"},
			{[]symbol.Set{symbol.SetOf(symbol.Decimal), symbol.AnyScalar}, "kql_bin_decimal($1, $2::DECIMAL(38,18))"},
			{[]symbol.Set{symbol.AnyScalar, symbol.AnyScalar}, "kql_bin_real($1::DOUBLE, $2::DOUBLE)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print bin(17, 5), bin(4.7, 0.5), bin(datetime(2024-05-01 13:45), 1h)"},
		},
	},
	{
		Name: "bin_at", Kind: Scalar, Family: "rounding", Naming: NameOfArg, Constant: true,
		Doc:     "As bin(), with steps counted from a chosen point.",
		Returns: "Null when the step is not positive.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("value", symbol.Integers, "The value to round down."),
				arg("bin_size", symbol.Integers, "The step."),
				arg("fixed_point", symbol.Integers, "A value at which a step begins."),
			),
			sig(symbol.Returns(symbol.Timespan),
				arg("value", symbol.Timespans, "The value to round down."),
				arg("bin_size", symbol.Timespans|symbol.Numbers, "The step."),
				arg("fixed_point", symbol.Timespans, "A value at which a step begins."),
			),
			sig(symbol.Returns(symbol.Datetime),
				arg("value", symbol.Datetimes, "The value to round down."),
				arg("bin_size", symbol.Timespans|symbol.Numbers, "The step."),
				arg("fixed_point", symbol.Datetimes, "A value at which a step begins."),
			),
			sig(symbol.ReturnsCommon(),
				common(arg("value", symbol.Numbers, "The value to round down.")),
				common(arg("bin_size", symbol.Numbers, "The step.")),
				common(arg("fixed_point", symbol.Numbers, "A value at which a step begins.")),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers | symbol.Times, symbol.Integers | symbol.Times, symbol.Integers | symbol.Times}, "kql_bin_at_long($1::BIGINT, $2::BIGINT, $3::BIGINT)"},
			{[]symbol.Set{symbol.Times, symbol.Numbers, symbol.Times}, "kql_bin_at_long($1, $2::BIGINT, $3)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_bin_at_real($1::DOUBLE, $2::DOUBLE, $3::DOUBLE)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print bin_at(6.5, 2.5, 7.0), bin_at(datetime(2024-05-01 10:00), 1d, datetime(2024-01-01 12:00))"},
		},
	},
	{
		Name: "bin_auto", Kind: Scalar, Family: "rounding", Naming: NameOfArg, Constant: true,
		Doc: "As bin(), with the step that the query option query_bin_auto_size sets.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultPromote},
				arg("value", summable, "The value to round down."),
			),
		},
		Local: Local{Remote: "the step comes from an option that clusters read; use bin() with a step"},
	},
}
