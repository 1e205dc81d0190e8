package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// mathFunctions are functions of numbers.
var mathFunctions = []Function{
	{
		Name: "abs", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "The absolute value of a number or timespan.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("number", symbol.Integers, "The value whose sign is dropped."),
			),
			sig(symbol.ReturnsArg(0),
				arg("number", symbol.Numbers, "The value whose sign is dropped."),
			),
			sig(symbol.Returns(symbol.Timespan),
				arg("number", symbol.Timespans, "The value whose sign is dropped."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers | symbol.Timespans}, "kql_abs($1)"},
			{[]symbol.Set{symbol.AnyScalar}, "abs($1)"},
		}},
		Examples: []Example{
			{Query: "print abs(-5), abs(-2h)"},
		},
	},
	{
		Name: "ceiling", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "The smallest whole number that is not below a number.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "ceil($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print ceiling(1.2), ceiling(-1.2)"},
		},
	},
	{
		Name: "round", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "Rounds a number to a count of decimal places; halves go away from zero.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("number", symbol.Numbers, "The number."),
				opt(need(symbol.NeedConstant, arg("precision", symbol.SetOf(symbol.Long), "How many digits to keep after the point; 0 when left out, negative ones round left of it."))),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers, symbol.Integers}, "round($1, $2::INTEGER)"},
			{[]symbol.Set{symbol.Integers}, "$1"},
			{[]symbol.Set{symbol.SetOf(symbol.Real), symbol.Integers}, "round($1, $2::INTEGER)"},
			{[]symbol.Set{symbol.SetOf(symbol.Real)}, "round($1)"},
			{[]symbol.Set{symbol.SetOf(symbol.Decimal), symbol.Integers}, "round($1, $2::INTEGER)::DECIMAL(38,18)"},
			{[]symbol.Set{symbol.SetOf(symbol.Decimal)}, "round($1)::DECIMAL(38,18)"},
		}},
		Examples: []Example{
			{Query: "print round(2.567, 2), round(1250.0, -2)"},
		},
	},
	{
		Name: "sign", Kind: Scalar, Family: "math", Constant: true,
		Doc: "Says whether a number is positive (1), negative (-1) or zero (0).",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "sign($1)::DOUBLE"},
		Examples: []Example{
			{Query: "print sign(-3.5)"},
		},
	},
	{
		Name: "sqrt", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc:     "The square root.",
		Returns: "NaN for negative numbers.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_sqrt($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print sqrt(16)"},
		},
	},
	{
		Name: "pow", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "Raises a number to a power.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("base", symbol.Numbers, "The number to raise."),
				arg("exponent", symbol.Numbers, "The power."),
			),
		},
		Local: Local{SQL: "kql_pow($1::DOUBLE, $2::DOUBLE)"},
		Examples: []Example{
			{Query: "print pow(2, 10)"},
		},
	},
	{
		Name: "exp", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "The exponential function: e raised to a number.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "exp($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print exp(1)"},
		},
	},
	{
		Name: "exp2", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "2 raised to a number.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "pow(2::DOUBLE, $1::DOUBLE)"},
		Examples: []Example{
			{Query: "print exp2(8)"},
		},
	},
	{
		Name: "exp10", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "10 raised to a number.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "pow(10::DOUBLE, $1::DOUBLE)"},
		Examples: []Example{
			{Query: "print exp10(3)"},
		},
	},
	{
		Name: "log", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc:     "The natural logarithm.",
		Returns: "Negative infinity for 0, NaN below.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_ln($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print log(10)"},
		},
	},
	{
		Name: "log2", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc:     "The logarithm to base 2.",
		Returns: "Negative infinity for 0, NaN below.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_log2($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print log2(8)"},
		},
	},
	{
		Name: "log10", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc:     "The logarithm to base 10.",
		Returns: "Negative infinity for 0, NaN below.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_log10($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print log10(1000)"},
		},
	},
	{
		Name: "pi", Kind: Scalar, Family: "math", Constant: true,
		Doc: "The ratio of a circle's circumference to its diameter.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real)),
		},
		Local: Local{SQL: "pi()"},
		Examples: []Example{
			{Query: "print pi()"},
		},
	},
	{
		Name: "sin", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "The sine of an angle in radians.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_sin($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print sin(0.5)"},
		},
	},
	{
		Name: "cos", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "The cosine of an angle in radians.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_cos($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print cos(0.5)"},
		},
	},
	{
		Name: "tan", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "The tangent of an angle in radians.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_tan($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print tan(0.5)"},
		},
	},
	{
		Name: "cot", Kind: Scalar, Family: "math", Constant: true,
		Doc: "The cotangent of an angle in radians.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "(1 / kql_tan($1::DOUBLE))"},
		Examples: []Example{
			{Query: "print cot(0.5)"},
		},
	},
	{
		Name: "asin", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc:     "The angle, in radians, whose sine is given.",
		Returns: "NaN outside of -1 to 1.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_asin($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print asin(1)"},
		},
	},
	{
		Name: "acos", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc:     "The angle, in radians, whose cosine is given.",
		Returns: "NaN outside of -1 to 1.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_acos($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print acos(1)"},
		},
	},
	{
		Name: "atan", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "The angle, in radians, whose tangent is given.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "atan($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print atan(1)"},
		},
	},
	{
		Name: "atan2", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "The angle, in radians, between the positive x axis and the point (x, y).",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("y", symbol.Numbers, "The y coordinate."),
				arg("x", symbol.Numbers, "The x coordinate."),
			),
		},
		Local: Local{SQL: "atan2($1::DOUBLE, $2::DOUBLE)"},
		Examples: []Example{
			{Query: "print atan2(1, 1)"},
		},
	},
	{
		Name: "degrees", Kind: Scalar, Family: "math", Constant: true,
		Doc: "Turns radians into degrees.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("radians", symbol.Numbers, "The angle in radians."),
			),
		},
		Local: Local{SQL: "degrees($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print degrees(pi())"},
		},
	},
	{
		Name: "radians", Kind: Scalar, Family: "math", Constant: true,
		Doc: "Turns degrees into radians.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("degrees", symbol.Numbers, "The angle in degrees."),
			),
		},
		Local: Local{SQL: "radians($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print radians(180)"},
		},
	},
	{
		Name: "gamma", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "The gamma function, which extends the factorial to real numbers.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_gamma($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print gamma(5)"},
		},
	},
	{
		Name: "loggamma", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "The natural logarithm of the absolute value of the gamma function.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_loggamma($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print loggamma(5)"},
		},
	},
	{
		Name: "erf", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "The error function of a number.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_erf($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print erf(0.5)"},
		},
	},
	{
		Name: "erfc", Kind: Scalar, Family: "math", Naming: NameOfArg, Constant: true,
		Doc: "One minus the error function of a number.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("number", symbol.Numbers, "The number."),
			),
		},
		Local: Local{SQL: "kql_erfc($1::DOUBLE)"},
		Examples: []Example{
			{Query: "print erfc(0.5)"},
		},
	},
	{
		Name: "isnan", Kind: Scalar, Family: "math", Constant: true,
		Doc: "Says whether a number is not a number (NaN).",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("number", symbol.SetOf(symbol.Real), "The number."),
			),
		},
		Local: Local{SQL: "coalesce(isnan($1::DOUBLE), false)", Nulls: NullNever},
		Examples: []Example{
			{Query: "print isnan(0.0 / 0.0)"},
		},
	},
	{
		Name: "isinf", Kind: Scalar, Family: "math", Constant: true,
		Doc: "Says whether a number is infinite, positive or negative.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("number", symbol.SetOf(symbol.Real), "The number."),
			),
		},
		Local: Local{SQL: "coalesce(isinf($1::DOUBLE), false)", Nulls: NullNever},
		Examples: []Example{
			{Query: "print isinf(1.0 / 0.0)"},
		},
	},
	{
		Name: "isfinite", Kind: Scalar, Family: "math", Constant: true,
		Doc: "Says whether a number is neither infinite nor NaN.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("number", symbol.SetOf(symbol.Real), "The number."),
			),
		},
		Local: Local{SQL: "coalesce(isfinite($1::DOUBLE), false)", Nulls: NullNever},
		Examples: []Example{
			{Query: "print isfinite(1.5)"},
		},
	},
	{
		Name: "rand", Kind: Scalar, Family: "math", Naming: NameOfArg,
		Doc: "A random number: at least 0 and below 1, or a whole number below a limit.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				opt(arg("number", symbol.Integers, "The limit: whole numbers from 0 up to, not including, it are drawn.")),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers}, "floor(random() * $1)"},
			{nil, "random()"},
		}, Volatile: true},
		Examples: []Example{
			{Query: "print rand() < 1, rand(6) < 6"},
		},
	},
	{
		Name: "beta_cdf", Kind: Scalar, Family: "math", Constant: true,
		Doc: "The probability that a beta-distributed value is at most x.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("x", symbol.Numbers, "The point at which the distribution is read, from 0 to 1."),
				arg("alpha", symbol.Numbers, "The first shape parameter, above 0."),
				arg("beta", symbol.Numbers, "The second shape parameter, above 0."),
			),
		},
		Local: Local{SQL: "kql_beta_cdf($1::DOUBLE, $2::DOUBLE, $3::DOUBLE)"},
		Examples: []Example{
			{Query: "print beta_cdf(0.2, 10.0, 50.0)"},
		},
	},
	{
		Name: "beta_inv", Kind: Scalar, Family: "math", Constant: true,
		Doc: "The value below which a beta-distributed value lies with a given probability.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("probability", symbol.Numbers, "A probability, from 0 to 1."),
				arg("alpha", symbol.Numbers, "The first shape parameter, above 0."),
				arg("beta", symbol.Numbers, "The second shape parameter, above 0."),
			),
		},
		Local: Local{SQL: "kql_beta_inv($1::DOUBLE, $2::DOUBLE, $3::DOUBLE)"},
		Examples: []Example{
			{Query: "print beta_inv(0.1, 10.0, 50.0)"},
		},
	},
	{
		Name: "beta_pdf", Kind: Scalar, Family: "math", Constant: true,
		Doc: "The density of the beta distribution at x.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("x", symbol.Numbers, "The point at which the distribution is read, from 0 to 1."),
				arg("alpha", symbol.Numbers, "The first shape parameter, above 0."),
				arg("beta", symbol.Numbers, "The second shape parameter, above 0."),
			),
		},
		Local: Local{SQL: "kql_beta_pdf($1::DOUBLE, $2::DOUBLE, $3::DOUBLE)"},
		Examples: []Example{
			{Query: "print beta_pdf(0.5, 10.0, 50.0)"},
		},
	},
	{
		Name: "welch_test", Kind: Scalar, Family: "math",
		Doc: "The p-value of the Welch test: how likely two samples come from populations of the same mean.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("mean1", symbol.Numbers, "The mean of the first sample."),
				arg("variance1", symbol.Numbers, "The variance of the first sample."),
				arg("count1", symbol.Numbers, "The size of the first sample."),
				arg("mean2", symbol.Numbers, "The mean of the second sample."),
				arg("variance2", symbol.Numbers, "The variance of the second sample."),
				arg("count2", symbol.Numbers, "The size of the second sample."),
			),
		},
		Local: Local{SQL: "kql_welch_test($1::DOUBLE, $2::DOUBLE, $3::DOUBLE, $4::DOUBLE, $5::DOUBLE, $6::DOUBLE)"},
		Examples: []Example{
			{Query: "print welch_test(11.0, 4.0, 20, 9.5, 5.0, 20)"},
		},
	},
}
