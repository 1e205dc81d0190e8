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
		Local: Local{Remote: "sketches are made by clusters only"},
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
		Local: Local{Remote: "sketches are made by clusters only"},
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
		Local: Local{Remote: "digests are made by clusters only"},
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
		Local: Local{Remote: "digests are made by clusters only"},
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
		Local: Local{Remote: "digests are made by clusters only"},
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
		Local: Local{Remote: "digests are made by clusters only"},
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
		Local: Local{Remote: "digests are made by clusters only"},
	},
}
