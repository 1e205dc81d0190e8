package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// countAggregates count rows and distinct values.
var countAggregates = []Function{
	{
		Name: "count", Kind: Aggregate, Family: "aggregation", NamePrefix: "count",
		Doc: "Counts the rows of each group.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long)),
			sig(symbol.Returns(symbol.Long),
				arg("predicate", symbol.AnyScalar, "A condition: only rows for which it is true are counted. A value of another type changes nothing."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Bools}, "count(*) FILTER (WHERE $1)"},
			{nil, "count(*)"},
		}, Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize count() by k`},
		},
	},
	{
		Name: "cnt", Kind: Aggregate, Family: "aggregation", Replaced: "count", NamePrefix: "cnt",
		Doc: "Counts the rows of each group; an old spelling of count().",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long)),
		},
		Local: Local{SQL: "count(*)", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize cnt() by k`},
		},
	},
	{
		Name: "countif", Kind: Aggregate, Family: "aggregation", NamePrefix: "countif",
		Doc: "Counts the rows of each group for which a condition holds.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{SQL: "count(*) FILTER (WHERE $1)", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize countif(v > 1) by k`},
		},
	},
	{
		Name: "dcount", Kind: Aggregate, Family: "aggregation", NamePrefix: "dcount",
		Doc:     "Says how many different values occur.",
		Returns: "Exact on the embedded engine; clusters estimate, to within about one percent.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				opt(arg("accuracy", symbol.NotDynamic, "Precision of the estimate, from 0 (fast, coarse) to 4 (slow, fine); 1 when left out.")),
			),
		},
		Local: Local{SQL: "count(DISTINCT $1)", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize dcount(k)`},
		},
	},
	{
		Name: "dcountif", Kind: Aggregate, Family: "aggregation", NamePrefix: "dcountif",
		Doc: "Says how many different values occur in the rows for which a condition holds.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("expr", symbol.AnyScalar, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
				opt(arg("accuracy", symbol.NotDynamic, "Precision of the estimate, from 0 (fast, coarse) to 4 (slow, fine); 1 when left out.")),
			),
		},
		Local: Local{SQL: "count(DISTINCT $1) FILTER (WHERE $2)", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize dcountif(k, v > 3)`},
		},
	},
	{
		Name: "count_distinct", Kind: Aggregate, Family: "aggregation", NamePrefix: "count_distinct",
		Doc:     "Counts different values exactly.",
		Returns: "Exact everywhere, at the price of memory: prefer dcount() for very many values.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("expr", symbol.NotDynamic, "The value to aggregate, computed for each row."),
			),
		},
		Local: Local{SQL: "count(DISTINCT $1)", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize count_distinct(k)`},
		},
	},
	{
		Name: "count_distinctif", Kind: Aggregate, Family: "aggregation", NamePrefix: "count_distinctif",
		Doc: "Counts different values exactly, in the rows for which a condition holds.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("expr", symbol.NotDynamic, "The value to aggregate, computed for each row."),
				arg("predicate", symbol.Bools, "Only rows for which this is true count."),
			),
		},
		Local: Local{SQL: "count(DISTINCT $1) FILTER (WHERE $2)", Nulls: NullNever},
		Examples: []Example{
			{Query: `datatable(k:string, v:long)["a",1, "a",4, "b",2] | summarize count_distinctif(k, v > 3)`},
		},
	},
}
