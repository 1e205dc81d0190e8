package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// binaryFunctions work on the bits of integers.
var binaryFunctions = []Function{
	{
		Name: "binary_and", Kind: Scalar, Family: "binary", Naming: NameOfArg, Constant: true,
		Doc: "The bits that are set in both integers.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("value1", symbol.Integers, "The first integer."),
				arg("value2", symbol.Integers, "The second integer."),
			),
		},
		Local: Local{SQL: "($1::BIGINT & $2::BIGINT)"},
		Examples: []Example{
			{Query: "print binary_and(12, 10)"},
		},
	},
	{
		Name: "binary_or", Kind: Scalar, Family: "binary", Naming: NameOfArg, Constant: true,
		Doc: "The bits that are set in at least one of two integers.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("value1", symbol.Integers, "The first integer."),
				arg("value2", symbol.Integers, "The second integer."),
			),
		},
		Local: Local{SQL: "($1::BIGINT | $2::BIGINT)"},
		Examples: []Example{
			{Query: "print binary_or(12, 10)"},
		},
	},
	{
		Name: "binary_xor", Kind: Scalar, Family: "binary", Naming: NameOfArg, Constant: true,
		Doc: "The bits that are set in exactly one of two integers.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("value1", symbol.Integers, "The first integer."),
				arg("value2", symbol.Integers, "The second integer."),
			),
		},
		Local: Local{SQL: "xor($1::BIGINT, $2::BIGINT)"},
		Examples: []Example{
			{Query: "print binary_xor(12, 10)"},
		},
	},
	{
		Name: "binary_not", Kind: Scalar, Family: "binary", Naming: NameOfArg, Constant: true,
		Doc: "Flips every bit of an integer.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("value", symbol.Integers, "The integer."),
			),
		},
		Local: Local{SQL: "(-1 - $1::BIGINT)"},
		Examples: []Example{
			{Query: "print binary_not(100)"},
		},
	},
	{
		Name: "binary_shift_left", Kind: Scalar, Family: "binary", Naming: NameOfArg, Constant: true,
		Doc: "Shifts the bits of an integer towards the higher end.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("value", symbol.Integers, "The integer."),
				arg("shift", symbol.Integers, "By how many bits; taken modulo 64."),
			),
		},
		Local: Local{SQL: "kql_shift_left($1::BIGINT, $2::BIGINT)"},
		Examples: []Example{
			{Query: "print binary_shift_left(1, 4)"},
		},
	},
	{
		Name: "binary_shift_right", Kind: Scalar, Family: "binary", Naming: NameOfArg, Constant: true,
		Doc: "Shifts the bits of an integer towards the lower end; the sign is kept.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("value", symbol.Integers, "The integer."),
				arg("shift", symbol.Integers, "By how many bits; taken modulo 64."),
			),
		},
		Local: Local{SQL: "($1::BIGINT >> ((($2::BIGINT % 64) + 64) % 64)::INTEGER)"},
		Examples: []Example{
			{Query: "print binary_shift_right(16, 2)"},
		},
	},
	{
		Name: "bitset_count_ones", Kind: Scalar, Family: "binary", Naming: NameOfArg, Constant: true,
		Doc: "Counts the bits that are set in an integer.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("value", symbol.Integers, "The integer."),
			),
		},
		Local: Local{SQL: "bit_count($1::BIGINT)::BIGINT"},
		Examples: []Example{
			{Query: "print bitset_count_ones(42)"},
		},
	},
}
