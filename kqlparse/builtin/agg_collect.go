package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// collectAggregates gather values into arrays, sets and bags, or take them from one row.
var collectAggregates = []Function{
	{
		Name: "make_list", Kind: Aggregate, Family: "aggregation", Obsolete: []string{"makelist"}, NamePrefix: "list",
		Doc:     "Gathers the values of each group into an array, in the order of the rows.",
		Returns: "Nulls are left out; an empty array when there is no value.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				opt(arg("maxSize", symbol.Integers, "The most elements to keep; 1048576 when left out.")),
			),
		},
		Local: Local{Emit: "make_list", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize make_list(v) by k`},
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize make_list(v, 1)`, Shows: "at most one element"},
		},
	},
	{
		Name: "make_list_if", Kind: Aggregate, Family: "aggregation", NamePrefix: "list",
		Doc: "Gathers the values of the rows for which a condition holds into an array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
				opt(arg("maxSize", symbol.Integers, "The most elements to keep; 1048576 when left out.")),
			),
		},
		Local: Local{Emit: "make_list", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize make_list_if(v, v > 1) by k`},
		},
	},
	{
		Name: "make_list_with_nulls", Kind: Aggregate, Family: "aggregation", NamePrefix: "list",
		Doc: "Gathers the values of each group into an array that keeps nulls, so that it has one element a row.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{Emit: "make_list_with_nulls", Nulls: NullNever},
		Examples: []Example{
			{Query: "datatable(v:long)[1, long(null), 3] | summarize make_list_with_nulls(v)"},
		},
	},
	{
		Name: "make_set", Kind: Aggregate, Family: "aggregation", Obsolete: []string{"makeset"}, NamePrefix: "set",
		Doc:     "Gathers the different values of each group into an array.",
		Returns: "Nulls are left out; the elements of dynamic arrays are gathered one by one.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				opt(arg("maxSize", symbol.Integers, "The most elements to keep; 1048576 when left out.")),
			),
		},
		Local: Local{Emit: "make_set", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize make_set(k)`},
		},
	},
	{
		Name: "make_set_if", Kind: Aggregate, Family: "aggregation", NamePrefix: "set",
		Doc: "Gathers the different values of the rows for which a condition holds into an array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
				opt(arg("maxSize", symbol.Integers, "The most elements to keep; 1048576 when left out.")),
			),
		},
		Local: Local{Emit: "make_set", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize make_set_if(k, v > 3)`},
		},
	},
	{
		Name: "make_bag", Kind: Aggregate, Family: "aggregation", Obsolete: []string{"make_dictionary"}, NamePrefix: "bag",
		Doc: "Merges property bags into one; of several values for a key, one is kept.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.Dynamics, "A property bag; other values are left out."),
				opt(arg("maxSize", symbol.Integers, "The most elements to keep; 1048576 when left out.")),
			),
		},
		Local: Local{Emit: "make_bag", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize make_bag(bag_pack(k, v))`},
		},
	},
	{
		Name: "make_bag_if", Kind: Aggregate, Family: "aggregation", NamePrefix: "bag",
		Doc: "Merges the property bags of the rows for which a condition holds into one.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.Dynamics, "A property bag; other values are left out."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
				opt(arg("maxSize", symbol.Integers, "The most elements to keep; 1048576 when left out.")),
			),
		},
		Local: Local{Emit: "make_bag", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize make_bag_if(bag_pack(k, v), v > 1)`},
		},
	},
	{
		Name: "arg_max", Kind: Aggregate, Family: "aggregation",
		Doc:     "Finds the row with the largest value of an expression in each group, and returns columns of that row.",
		Returns: "Rows whose value is null lose against all others, but a group of such rows is kept.",
		Sigs: []symbol.Signature{
			sig(custom(),
				arg("maximized", orderable, "The value whose largest occurrence is looked for."),
				opt(many(need(symbol.NeedStar, arg("returned", symbol.AnyScalar, "What to take from the row that was found; * stands for all columns.")))),
			),
		},
		Local: Local{Emit: "extreme", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize arg_max(v, *) by k`},
		},
	},
	{
		Name: "arg_min", Kind: Aggregate, Family: "aggregation",
		Doc:     "Finds the row with the smallest value of an expression in each group, and returns columns of that row.",
		Returns: "Rows whose value is null lose against all others, but a group of such rows is kept.",
		Sigs: []symbol.Signature{
			sig(custom(),
				arg("minimized", orderable, "The value whose smallest occurrence is looked for."),
				opt(many(need(symbol.NeedStar, arg("returned", symbol.AnyScalar, "What to take from the row that was found; * stands for all columns.")))),
			),
		},
		Local: Local{Emit: "extreme", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize arg_min(v, *) by k`},
		},
	},
	{
		Name: "argmax", Kind: Aggregate, Family: "aggregation", Replaced: "arg_max", NamePrefix: "max",
		Doc: "An old spelling of arg_max(), which names its columns max_v and max_v_other.",
		Sigs: []symbol.Signature{
			sig(custom(),
				arg("maximized", orderable, "The value whose largest occurrence is looked for."),
				opt(many(need(symbol.NeedStar, arg("returned", symbol.AnyScalar, "What to take from the row that was found; * stands for all columns.")))),
			),
		},
		Local: Local{Emit: "extreme", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize argmax(v, k)`},
		},
	},
	{
		Name: "argmin", Kind: Aggregate, Family: "aggregation", Replaced: "arg_min", NamePrefix: "min",
		Doc: "An old spelling of arg_min(), which names its columns min_v and min_v_other.",
		Sigs: []symbol.Signature{
			sig(custom(),
				arg("minimized", orderable, "The value whose smallest occurrence is looked for."),
				opt(many(need(symbol.NeedStar, arg("returned", symbol.AnyScalar, "What to take from the row that was found; * stands for all columns.")))),
			),
		},
		Local: Local{Emit: "extreme", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize argmin(v, k)`},
		},
	},
	{
		Name: "take_any", Kind: Aggregate, Family: "aggregation",
		Doc: "Takes the values of some row of each group, not null ones where there are such.",
		Sigs: []symbol.Signature{
			sig(custom(),
				many(need(symbol.NeedStar, arg("expr", symbol.AnyScalar, "What to take; * stands for all columns."))),
			),
		},
		Local: Local{Emit: "take_any", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize take_any(v) by k`},
		},
	},
	{
		Name: "take_anyif", Kind: Aggregate, Family: "aggregation", Naming: NameOfArg,
		Doc: "Takes a value from some row for which a condition holds.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{SQL: "any_value($1) FILTER (WHERE $2)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize take_anyif(v, v > 1) by k`},
		},
	},
	{
		Name: "any", Kind: Aggregate, Family: "aggregation", Replaced: "take_any", NamePrefix: "any",
		Doc: "An old spelling of take_any(), which names its column any_v.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("expr", symbol.AnyScalar, "What to take; * stands for all columns."),
			),
			sig(custom(),
				arg("expr", symbol.AnyScalar, "What to take; * stands for all columns."),
				many(arg("expr", symbol.AnyScalar, "What to take; * stands for all columns.")),
			),
			sig(custom(),
				need(symbol.NeedStar, arg("expr", symbol.AnyScalar, "What to take; * stands for all columns.")),
			),
		},
		Local: Local{Emit: "take_any", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize any(v) by k`},
		},
	},
	{
		Name: "anyif", Kind: Aggregate, Family: "aggregation", Replaced: "take_anyif", NamePrefix: "anyif",
		Doc: "An old spelling of take_anyif(), which names its column anyif_v.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{SQL: "any_value($1) FILTER (WHERE $2)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize anyif(v, v > 1) by k`},
		},
	},
	{
		Name: "buildschema", Kind: Aggregate, Family: "aggregation", NamePrefix: "schema",
		Doc: "Describes which types the values of a dynamic column have, key by key.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.Dynamics, "The dynamic value to describe."),
			),
		},
		Local: Local{SQL: "kql_buildschema(list($1) FILTER (WHERE $1 IS NOT NULL))", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(d:dynamic)[dynamic({"a": 1}), dynamic({"a": "x", "b": [1, 2.5]})] | summarize buildschema(d)`},
		},
	},
}
