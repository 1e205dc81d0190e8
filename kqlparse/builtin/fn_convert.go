package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// convertFunctions turn values of one type into another. What cannot be converted becomes null.
var convertFunctions = []Function{
	{
		Name: "tostring", Kind: Scalar, Family: "conversion", Naming: NameOfArg, Constant: true,
		Doc:     "The text of a value.",
		Returns: "Null becomes the empty string; bools are True and False, datetimes have seven digits of fraction.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("value", symbol.AnyScalar, "The value to convert."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Strings}, "$1"},
			{[]symbol.Set{symbol.Integers}, "$1::VARCHAR"},
			{[]symbol.Set{symbol.Bools}, "CASE WHEN $1 THEN 'True' WHEN NOT $1 THEN 'False' END"},
			{[]symbol.Set{symbol.SetOf(symbol.Real)}, "kql_real_text($1)"},
			{[]symbol.Set{symbol.SetOf(symbol.Decimal)}, "kql_decimal_text($1)"},
			{[]symbol.Set{symbol.Datetimes}, "kql_datetime_text($1)"},
			{[]symbol.Set{symbol.Timespans}, "kql_timespan_text($1)"},
			{[]symbol.Set{symbol.Guids}, "$1::VARCHAR"},
			{[]symbol.Set{symbol.Dynamics}, "kql_dynamic_text($1)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print tostring(12.0), tostring(true), tostring(1d)"},
		},
	},
	{
		Name: "tolong", Kind: Scalar, Family: "conversion", Naming: NameOfArg, Constant: true,
		Doc:     "A value as a 64-bit integer.",
		Returns: "Reals are cut off towards zero; text must be a whole number, decimal or with 0x.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("value", symbol.AnyScalar, "The value to convert."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers}, "$1::BIGINT"},
			{[]symbol.Set{symbol.Bools}, "$1::BIGINT"},
			{[]symbol.Set{symbol.SetOf(symbol.Real)}, "kql_real_long($1)"},
			{[]symbol.Set{symbol.SetOf(symbol.Decimal)}, "kql_real_long($1::DOUBLE)"},
			{[]symbol.Set{symbol.Strings}, "kql_text_long($1)"},
			{[]symbol.Set{symbol.Datetimes | symbol.Timespans}, "$1"},
			{[]symbol.Set{symbol.Dynamics}, "kql_dynamic_long($1)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print tolong("123"), tolong(-3.7), tolong("0x1F")`},
		},
	},
	{
		Name: "toint", Kind: Scalar, Family: "conversion", Naming: NameOfArg, Constant: true,
		Doc:     "A value as a 32-bit integer.",
		Returns: "Reals are cut off towards zero; null when the value does not fit or text is no whole number.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Int),
				arg("value", symbol.AnyScalar, "The value to convert."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers}, "kql_long_int($1::BIGINT)"},
			{[]symbol.Set{symbol.Bools}, "$1::INTEGER"},
			{[]symbol.Set{symbol.SetOf(symbol.Real)}, "kql_long_int(kql_real_long($1))"},
			{[]symbol.Set{symbol.SetOf(symbol.Decimal)}, "kql_long_int(kql_real_long($1::DOUBLE))"},
			{[]symbol.Set{symbol.Strings}, "kql_long_int(kql_text_long($1))"},
			{[]symbol.Set{symbol.Datetimes | symbol.Timespans}, "kql_long_int($1)"},
			{[]symbol.Set{symbol.Dynamics}, "kql_long_int(kql_dynamic_long($1))"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print toint("42"), toint(7.9)`},
		},
	},
	{
		Name: "toreal", Kind: Scalar, Family: "conversion", Aliases: []string{"todouble"}, Naming: NameOfArg, Constant: true,
		Doc: "A value as a floating point number.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("value", symbol.AnyScalar, "The value to convert."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Numbers}, "$1::DOUBLE"},
			{[]symbol.Set{symbol.Bools}, "$1::INTEGER::DOUBLE"},
			{[]symbol.Set{symbol.Strings}, "kql_text_real($1)"},
			{[]symbol.Set{symbol.Datetimes | symbol.Timespans}, "$1::DOUBLE"},
			{[]symbol.Set{symbol.Dynamics}, "kql_dynamic_real($1)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print toreal("2.5"), toreal(3)`},
		},
	},
	{
		Name: "todecimal", Kind: Scalar, Family: "conversion", Naming: NameOfArg, Constant: true,
		Doc: "A value as an exact decimal number.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Decimal),
				arg("value", symbol.AnyScalar, "The value to convert."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.SetOf(symbol.Decimal)}, "$1"},
			{[]symbol.Set{symbol.Numbers}, "TRY_CAST($1 AS DECIMAL(38,18))"},
			{[]symbol.Set{symbol.Bools}, "$1::INTEGER::DECIMAL(38,18)"},
			{[]symbol.Set{symbol.Strings}, "TRY_CAST(trim($1) AS DECIMAL(38,18))"},
			{[]symbol.Set{symbol.Dynamics}, "TRY_CAST(kql_dynamic_text($1) AS DECIMAL(38,18))"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print todecimal("123.45")`},
		},
	},
	{
		Name: "tobool", Kind: Scalar, Family: "conversion", Aliases: []string{"toboolean"}, Naming: NameOfArg, Constant: true,
		Doc:     "A value as true or false.",
		Returns: `Numbers are true unless 0; the texts "true" and "false" are understood in any case, and texts of numbers.`,
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("value", symbol.AnyScalar, "The value to convert."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Bools}, "$1"},
			{[]symbol.Set{symbol.Numbers}, "($1 <> 0)"},
			{[]symbol.Set{symbol.Strings}, "kql_text_bool($1)"},
			{[]symbol.Set{symbol.Timespans}, "($1 <> 0)"},
			{[]symbol.Set{symbol.Dynamics}, "kql_dynamic_bool($1)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print tobool("true"), tobool(0)`},
		},
	},
	{
		Name: "todatetime", Kind: Scalar, Family: "conversion", Naming: NameOfArg, Constant: true,
		Doc:     "A value as a point in time.",
		Returns: "Text is read in ISO 8601 and in the other common forms; null when it is none.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("value", symbol.AnyScalar, "The value to convert."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Datetimes}, "$1"},
			{[]symbol.Set{symbol.Integers}, "$1::BIGINT"},
			{[]symbol.Set{symbol.Strings}, "kql_text_datetime($1)"},
			{[]symbol.Set{symbol.Dynamics}, "kql_text_datetime(kql_dynamic_text($1))"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print todatetime("2024-05-01 13:45"), todatetime("May 1, 2024")`},
		},
	},
	{
		Name: "totimespan", Kind: Scalar, Family: "conversion", Obsolete: []string{"totime"}, Naming: NameOfArg, Constant: true,
		Doc:     "A value as a length of time.",
		Returns: "Text is read as d.hh:mm:ss.fffffff or as a literal such as 5m; null when it is neither.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Timespan),
				arg("value", symbol.AnyScalar, "The value to convert."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Timespans}, "$1"},
			{[]symbol.Set{symbol.Integers}, "$1::BIGINT"},
			{[]symbol.Set{symbol.Strings}, "kql_text_timespan($1)"},
			{[]symbol.Set{symbol.Dynamics}, "kql_text_timespan(kql_dynamic_text($1))"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print totimespan("1.02:30:00"), totimespan("90m")`},
		},
	},
	{
		Name: "toguid", Kind: Scalar, Family: "conversion", Naming: NameOfArg, Constant: true,
		Doc: "A value as a globally unique identifier.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Guid),
				arg("value", symbol.Strings|symbol.Dynamics, "The value to convert."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Strings}, "kql_text_guid($1)"},
			{[]symbol.Set{symbol.Dynamics}, "kql_text_guid(kql_dynamic_text($1))"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print toguid("74be27de-1e4e-49d9-b579-fe0b331d3642")`},
		},
	},
	{
		Name: "tohex", Kind: Scalar, Family: "conversion", Naming: NameOfArg, Constant: true,
		Doc: "The hexadecimal text of an integer; of a negative one, that of its two's complement.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("value", symbol.Integers, "The integer."),
				opt(arg("minLength", symbol.Integers, "The least number of digits; zeros are put in front.")),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.SetOf(symbol.Int), symbol.AnyScalar}, "kql_hex($1::BIGINT & 4294967295, $2::BIGINT)"},
			{[]symbol.Set{symbol.SetOf(symbol.Int)}, "kql_hex($1::BIGINT & 4294967295, 0)"},
			{[]symbol.Set{symbol.AnyScalar, symbol.AnyScalar}, "kql_hex($1::BIGINT, $2::BIGINT)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_hex($1::BIGINT, 0)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print tohex(255), tohex(255, 4)"},
		},
	},
	{
		Name: "format_bytes", Kind: Scalar, Family: "conversion", Naming: NameOfArg,
		Doc: "The text of a data size with a unit that fits: 10.1 KB.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("size", symbol.Numbers, "The size in bytes."),
				opt(need(symbol.NeedConstant, arg("precision", symbol.Numbers, "How many digits to show behind the point; 0 when left out."))),
				opt(need(symbol.NeedConstant, arg("format", symbol.Strings, "The unit to use: Bytes, KB, MB, GB, TB, PB or EB; one that fits when left out."))),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.AnyScalar, symbol.AnyScalar, symbol.AnyScalar}, "kql_format_bytes($1::DOUBLE, $2::BIGINT, $3)"},
			{[]symbol.Set{symbol.AnyScalar, symbol.AnyScalar}, "kql_format_bytes($1::DOUBLE, $2::BIGINT, '')"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_format_bytes($1::DOUBLE, 0, '')"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print format_bytes(20010332), format_bytes(20010332, 2)"},
		},
	},
}
