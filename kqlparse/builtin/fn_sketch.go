package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// sketchFunctions read the sketches that aggregates made.
var sketchFunctions = []Function{
	{
		Name: "dcount_hll", Kind: Scalar, Family: "sketch", NamePrefix: "dcount_hll",
		Doc: "How many different values a sketch of hll() has seen.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("hll", symbol.Dynamics, "A sketch that hll() or hll_merge() made."),
			),
		},
		Local: Local{SQL: "kql_dcount_hll($1)", Nulls: NullNever},
		Examples: []Example{
			{Query: `range x from 1 to 100 step 1 | summarize h = hll(x) | project dcount_hll(h)`},
		},
	},
	{
		Name: "hll_merge", Kind: Scalar, Family: "sketch", NamePrefix: "hll_merged_result", Naming: NamePrefixed,
		Doc: "Merges sketches of hll() into one.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("hll", symbol.Dynamics, "A sketch that hll() or hll_merge() made."),
				many(arg("hll", symbol.Dynamics, "A sketch that hll() or hll_merge() made.")),
			),
		},
		Local: Local{SQL: "kql_hll_merge($*)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `range x from 1 to 100 step 1 | summarize a = hll(x), b = hll(x + 50) | project dcount_hll(hll_merge(a, b))`},
		},
	},
	{
		Name: "tdigest_merge", Kind: Scalar, Family: "sketch", Aliases: []string{"merge_tdigest"}, NamePrefix: "tdigests_merge_result", Naming: NamePrefixed,
		Doc: "Merges digests of tdigest() into one.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("tdigest", symbol.Dynamics, "A digest that tdigest() or tdigest_merge() made."),
				many(arg("tdigest", symbol.Dynamics, "A digest that tdigest() or tdigest_merge() made.")),
			),
		},
		Local: Local{SQL: "kql_tdigest_merge($*)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `range x from 1 to 100 step 1 | summarize a = tdigest(x), b = tdigest(x + 50) | project percentile_tdigest(tdigest_merge(a, b), 50)`},
		},
	},
	{
		Name: "percentile_tdigest", Kind: Scalar, Family: "sketch", NamePrefix: "percentile_tdigest",
		Doc: "A percentile of the values that a digest of tdigest() has seen.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("tdigest", symbol.Dynamics, "A digest that tdigest() or tdigest_merge() made."),
				arg("percentile1", symbol.SetOf(symbol.Real), "A percentage from 0 to 100."),
			),
			sig(symbol.Result{Kind: symbol.ResultTypeof, Type: symbol.Dynamic, Arg: 2},
				arg("tdigest", symbol.Dynamics, "A digest that tdigest() or tdigest_merge() made."),
				arg("percentile1", symbol.SetOf(symbol.Real), "A percentage from 0 to 100."),
				need(symbol.NeedTypeName, arg("type", 0, "The type that the result is read as.")),
			),
		},
		Local: Local{Emit: "percentile_tdigest", As: []symbol.Type{symbol.Dynamic, symbol.Real, symbol.Unknown}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `range x from 1 to 100 step 1 | summarize d = tdigest(x) | project percentile_tdigest(d, 95, typeof(long))`},
		},
	},
	{
		Name: "percentiles_array_tdigest", Kind: Scalar, Family: "sketch", NamePrefix: "percentile_tdigest",
		Doc: "Several percentiles of the values that a digest of tdigest() has seen, as an array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("tdigest", symbol.Dynamics, "A digest that tdigest() or tdigest_merge() made."),
				many(arg("percentile", symbol.SetOf(symbol.Real), "A percentage from 0 to 100.")),
			),
			sig(symbol.Returns(symbol.Dynamic),
				arg("tdigest", symbol.Dynamics, "A digest that tdigest() or tdigest_merge() made."),
				arg("percentiles", symbol.Dynamics, "An array of percentages."),
			),
		},
		Local: Local{SQL: "kql_percentiles_array_tdigest($*)", As: []symbol.Type{symbol.Dynamic}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `range x from 1 to 100 step 1 | summarize d = tdigest(x) | project percentiles_array_tdigest(d, 5, 50, 95)`},
		},
	},
	{
		Name: "percentrank_tdigest", Kind: Scalar, Family: "sketch",
		Doc: "What percentage of the values that a digest has seen lies at or below a value.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("digest", symbol.Dynamics, "A digest that tdigest() or tdigest_merge() made."),
				arg("value", symbol.AnyScalar, "The value to look for."),
			),
		},
		Local: Local{Cases: []Case{{[]symbol.Set{symbol.AnyScalar, symbol.Summable | symbol.Datetimes}, "kql_percentrank_tdigest($1, $2::DOUBLE)"}}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `range x from 1 to 100 step 1 | summarize d = tdigest(x) | project percentrank_tdigest(d, 30)`},
		},
	},
	{
		Name: "rank_tdigest", Kind: Scalar, Family: "sketch",
		Doc: "How many of the values that a digest has seen lie at or below a value.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("digest", symbol.Dynamics, "A digest that tdigest() or tdigest_merge() made."),
				arg("value", symbol.AnyScalar, "The value to look for."),
			),
		},
		Local: Local{Cases: []Case{{[]symbol.Set{symbol.AnyScalar, symbol.Summable | symbol.Datetimes}, "kql_rank_tdigest($1, $2::DOUBLE)"}}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: `range x from 1 to 100 step 1 | summarize d = tdigest(x) | project rank_tdigest(d, 30)`},
		},
	},
}
