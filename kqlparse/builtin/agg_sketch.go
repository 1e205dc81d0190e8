package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// sketchAggregates answer for percentiles, and keep sketches of values that can be merged later.
var sketchAggregates = []Function{
	{
		Name: "percentile", Kind: Aggregate, Family: "aggregation",
		Doc:     "The value at or below which a given percentage of the values lies.",
		Returns: "Always a value that occurs (nearest rank). Exact on the embedded engine.",
		Sigs: []symbol.Signature{
			sig(custom(),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				arg("percentile", symbol.Numbers, "A percentage from 0 to 100."),
			),
		},
		Local: Local{Emit: "percentile", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize percentile(v, 50)`},
		},
	},
	{
		Name: "percentiles", Kind: Aggregate, Family: "aggregation",
		Doc:     "The values at or below which given percentages of the values lie, one column each.",
		Returns: "As percentile().",
		Sigs: []symbol.Signature{
			sig(custom(),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				many(arg("percentile", symbol.Numbers, "A percentage from 0 to 100.")),
			),
		},
		Local: Local{Emit: "percentile", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize percentiles(v, 5, 50, 95)`},
		},
	},
	{
		Name: "percentiles_array", Kind: Aggregate, Family: "aggregation", NamePrefix: "percentiles",
		Doc: "The values at or below which given percentages of the values lie, as one array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				many(arg("percentile", symbol.Numbers, "A percentage from 0 to 100.")),
			),
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				arg("percentiles", symbol.Dynamics, "A dynamic array of percentages from 0 to 100."),
			),
		},
		Local: Local{Emit: "percentiles_array", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize percentiles_array(v, 5, 50, 95)`},
		},
	},
	{
		Name: "percentilew", Kind: Aggregate, Family: "aggregation",
		Doc: "As percentile(), with rows that stand for several values.",
		Sigs: []symbol.Signature{
			sig(custom(),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				arg("weight", symbol.Integers, "How many times the row counts."),
				arg("percentile", symbol.Numbers, "A percentage from 0 to 100."),
			),
		},
		Local: Local{Emit: "percentilew", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize percentilew(v, v, 50)`},
		},
	},
	{
		Name: "percentilesw", Kind: Aggregate, Family: "aggregation",
		Doc: "As percentiles(), with rows that stand for several values.",
		Sigs: []symbol.Signature{
			sig(custom(),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				arg("weight", symbol.Integers, "How many times the row counts."),
				many(arg("percentile", symbol.Numbers, "A percentage from 0 to 100.")),
			),
		},
		Local: Local{Emit: "percentilew", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize percentilesw(v, v, 5, 50)`},
		},
	},
	{
		Name: "percentilesw_array", Kind: Aggregate, Family: "aggregation", NamePrefix: "percentiles",
		Doc: "As percentiles_array(), with rows that stand for several values.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				arg("weight", symbol.Integers, "How many times the row counts."),
				many(arg("percentile", symbol.Numbers, "A percentage from 0 to 100.")),
			),
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				arg("weight", symbol.Integers, "How many times the row counts."),
				arg("percentiles", symbol.Dynamics, "A dynamic array of percentages from 0 to 100."),
			),
		},
		Local: Local{Emit: "percentilesw_array", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize percentilesw_array(v, v, 5, 50)`},
		},
	},
	{
		Name: "hll", Kind: Aggregate, Family: "aggregation", NamePrefix: "hll",
		Doc: "Makes a small sketch of the values, from which dcount_hll() reads how many are different.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.AnyScalar&^symbol.SetOf(symbol.Bool, symbol.Real), "The value to aggregate, computed for each row."),
				opt(arg("accuracy", symbol.Integers, "Precision of the estimate, from 0 (fast, coarse) to 4 (slow, fine); 1 when left out.")),
			),
		},
		Local: Local{Emit: "hll", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `range x from 1 to 100 step 1 | summarize h = hll(x % 7) | project dcount_hll(h)`},
		},
	},
	{
		Name: "hll_if", Kind: Aggregate, Family: "aggregation", NamePrefix: "hll_if",
		Doc: "As hll(), over the rows for which a condition holds.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", symbol.AnyScalar&^symbol.SetOf(symbol.Bool, symbol.Real), "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
				opt(arg("accuracy", symbol.Integers, "Precision of the estimate, from 0 (fast, coarse) to 4 (slow, fine); 1 when left out.")),
			),
		},
		Local: Local{Emit: "hll", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `range x from 1 to 100 step 1 | summarize h = hll_if(x, x > 90) | project dcount_hll(h)`},
		},
	},
	{
		Name: "hll_merge", Kind: Aggregate, Family: "aggregation", NamePrefix: "hll_merge",
		Doc: "Merges the sketches that hll() made into one.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("hll", symbol.Dynamics, "A sketch that hll() or hll_merge() made."),
			),
		},
		Local: Local{SQL: "kql_hll_merge_list(list($1))", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `range x from 1 to 100 step 1 | summarize h = hll(x) by y = x % 2 | summarize dcount_hll(hll_merge(h))`},
		},
	},
	{
		Name: "tdigest", Kind: Aggregate, Family: "aggregation", NamePrefix: "tdigest",
		Doc: "Makes a small digest of the values, from which percentile_tdigest() reads percentiles.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("expr", summable, "The value to aggregate, computed for each row."),
				opt(arg("weight", symbol.Integers, "How many times the row counts.")),
			),
		},
		Local: Local{Emit: "tdigest", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `range x from 1 to 100 step 1 | summarize d = tdigest(x) | project percentile_tdigest(d, 95)`},
		},
	},
	{
		Name: "tdigest_merge", Kind: Aggregate, Family: "aggregation", Aliases: []string{"merge_tdigest"}, NamePrefix: "merge_tdigests",
		Doc: "Merges the digests that tdigest() made into one.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("tdigest", symbol.Dynamics, "A digest that tdigest() or tdigest_merge() made."),
			),
		},
		Local: Local{SQL: "kql_tdigest_merge_list(list($1))", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `range x from 1 to 100 step 1 | summarize d = tdigest(x) by y = x % 2 | summarize m = tdigest_merge(d) | project percentile_tdigest(m, 50)`},
		},
	},
}
