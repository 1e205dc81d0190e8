package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// conditionalFunctions choose between values, and test them.
var conditionalFunctions = []Function{
	{
		Name: "iff", Kind: Scalar, Family: "conditional", Aliases: []string{"iif"}, Constant: true,
		Doc:     "One value if a condition holds, another if not.",
		Returns: "A condition that is null counts as not true.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsCommon(),
				arg("if", symbol.Bools, "The condition."),
				common(arg("then", symbol.AnyScalar, "The value if the condition is true.")),
				common(arg("else", symbol.AnyScalar, "The value if it is false or null.")),
			),
		},
		Local: Local{SQL: "CASE WHEN $1 THEN $2 ELSE $3 END", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print iff(2 > 1, "yes", "no")`},
		},
	},
	{
		Name: "case", Kind: Scalar, Family: "conditional", Constant: true,
		Doc: "The value beside the first condition that holds, else the last value.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsCommon(),
				many(arg("predicate", symbol.Bools, "A condition; they are tried in order.")),
				many(common(arg("then", symbol.AnyScalar, "The value if the condition before it is the first that is true."))),
				common(arg("else", symbol.AnyScalar, "The value if no condition is true.")),
			),
		},
		Local: Local{Emit: "case", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print case(5 > 9, "big", 5 > 3, "medium", "small")`},
		},
	},
	{
		Name: "coalesce", Kind: Scalar, Family: "conditional", Constant: true,
		Doc: "The first of its arguments that is not null, or for strings not empty.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsCommon(),
				common(arg("arg", symbol.AnyScalar, "A value to take if all before it are null or empty.")),
				many(common(arg("arg", symbol.AnyScalar, "A value to take if all before it are null or empty."))),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Strings}, "coalesce(list_filter([$*], lambda x: x <> '')[1], '')"},
			{[]symbol.Set{symbol.AnyScalar}, "coalesce($*)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print coalesce(long(null), 5, 7), coalesce("", "b")`},
		},
	},
	{
		Name: "max_of", Kind: Scalar, Family: "conditional", Constant: true,
		Doc:     "The largest of its arguments.",
		Returns: "Nulls are left out.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsCommon(),
				common(arg("arg", orderable, "A value to compare with the others.")),
				many(common(arg("arg", orderable, "A value to compare with the others."))),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.AnyScalar}, "greatest($*)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print max_of(3, 9, 4)"},
		},
	},
	{
		Name: "min_of", Kind: Scalar, Family: "conditional", Constant: true,
		Doc:     "The smallest of its arguments.",
		Returns: "Nulls are left out.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsCommon(),
				common(arg("arg", orderable, "A value to compare with the others.")),
				many(common(arg("arg", orderable, "A value to compare with the others."))),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.SetOf(symbol.Real)}, "kql_min_real([$*])"},
			{[]symbol.Set{symbol.AnyScalar}, "least($*)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print min_of(3, 9, 4)"},
		},
	},
	{
		Name: "not", Kind: Scalar, Family: "conditional",
		Doc:     "The opposite of a bool.",
		Returns: "Null for null.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("expression", symbol.Bools, "The bool to reverse."),
			),
		},
		Local: Local{SQL: "(NOT $1)"},
		Examples: []Example{
			{Query: "print not(1 > 2)"},
		},
	},
	{
		Name: "isnull", Kind: Scalar, Family: "conditional",
		Doc:     "Says whether a value is null.",
		Returns: "Never true for strings, which are empty rather than null.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("expression", symbol.AnyScalar, "The value to test."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Strings}, "false"},
			{[]symbol.Set{symbol.Dynamics}, "(coalesce($1, 'null') = 'null')"},
			{[]symbol.Set{symbol.AnyScalar}, "($1 IS NULL)"},
		}, Nulls: NullNever},
		Examples: []Example{
			{Query: `print isnull(long(null)), isnull("")`},
		},
	},
	{
		Name: "isnotnull", Kind: Scalar, Family: "conditional", Obsolete: []string{"notnull"},
		Doc:     "Says whether a value is not null.",
		Returns: "Always true for strings.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("expression", symbol.AnyScalar, "The value to test."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Strings}, "true"},
			{[]symbol.Set{symbol.Dynamics}, "(coalesce($1, 'null') <> 'null')"},
			{[]symbol.Set{symbol.AnyScalar}, "($1 IS NOT NULL)"},
		}, Nulls: NullNever},
		Examples: []Example{
			{Query: "print isnotnull(5)"},
		},
	},
	{
		Name: "isempty", Kind: Scalar, Family: "conditional",
		Doc: "Says whether a value is the empty string or null.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("value", symbol.AnyScalar, "The value to test."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Strings}, "($1 = '')"},
			{[]symbol.Set{symbol.Dynamics}, `(coalesce($1, 'null') IN ('null', '""'))`},
			{[]symbol.Set{symbol.AnyScalar}, "($1 IS NULL)"},
		}, Nulls: NullNever},
		Examples: []Example{
			{Query: `print isempty(""), isempty("x")`},
		},
	},
	{
		Name: "isnotempty", Kind: Scalar, Family: "conditional", Obsolete: []string{"notempty"},
		Doc: "Says whether a value is neither the empty string nor null.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("value", symbol.AnyScalar, "The value to test."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Strings}, "($1 <> '')"},
			{[]symbol.Set{symbol.Dynamics}, `(coalesce($1, 'null') NOT IN ('null', '""'))`},
			{[]symbol.Set{symbol.AnyScalar}, "($1 IS NOT NULL)"},
		}, Nulls: NullNever},
		Examples: []Example{
			{Query: `print isnotempty("x")`},
		},
	},
	{
		Name: "around", Kind: Scalar, Family: "conditional",
		Doc: "Says whether a value lies within a distance of another.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("value", symbol.AnyScalar, "The value to test."),
				arg("center", symbol.AnyScalar, "The middle of the range."),
				arg("delta", symbol.AnyScalar, "How far the value may be from the middle, either way."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Numbers}, "($1 BETWEEN $2 - $3 AND $2 + $3)"},
			{[]symbol.Set{symbol.Times}, "($1 BETWEEN $2 - $3 AND $2 + $3)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print around(5, 4, 2)"},
		},
	},
	{
		Name: "assert", Kind: Scalar, Family: "conditional",
		Doc: "Fails the query with a message unless a condition holds.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("predicate", symbol.Bools, "The condition, known before the query runs."),
				arg("message", symbol.Strings, "What the failure says."),
			),
		},
		Local: Local{SQL: "CASE WHEN $1 THEN true ELSE error($2) END", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print assert(1 < 2, "arithmetic is broken")`},
		},
	},
	{
		Name: "column_ifexists", Kind: Scalar, Family: "conditional", Obsolete: []string{"columnifexists"}, Naming: NameOfValue,
		Doc: "A column if the rows have it, else another value.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(1),
				need(symbol.NeedConstant, arg("column_name", symbol.Strings, "The name of the column, as a string.")),
				arg("defaultValue", symbol.AnyScalar, "The value to use when there is no such column."),
			),
		},
		Local: Local{Emit: "column_ifexists", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(a:long)[1] | project b = column_ifexists("b", 0)`},
		},
	},
}
