package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// windowFunctions see the rows around the current one. Their input must have an order: sort or serialize comes before.
var windowFunctions = []Function{
	{
		Name: "row_number", Kind: Window, Family: "window",
		Doc: "Numbers the rows in their order.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				opt(arg("startingIndex", symbol.SetOf(symbol.Long), "The number of the first row; 1 when left out.")),
				opt(arg("restart", symbol.Bools, "Where this is true the computation starts afresh.")),
			),
		},
		Local: Local{Emit: "window"},
		Examples: []Example{
			{Query: "range x from 5 to 7 step 1 | serialize n = row_number()"},
		},
	},
	{
		Name: "row_cumsum", Kind: Window, Family: "window",
		Doc: "The running total of a number, up to and with the current row.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("term", symbol.Numbers, "The number to add up."),
				opt(arg("restart", symbol.Bools, "Where this is true the computation starts afresh.")),
			),
		},
		Local: Local{Emit: "window", Nulls: NullMaybe},
		Examples: []Example{
			{Query: "range x from 1 to 4 step 1 | serialize total = row_cumsum(x)"},
		},
	},
	{
		Name: "row_rank_dense", Kind: Window, Family: "window",
		Doc: "Ranks rows by the changes of a value: the rank grows by one with each new value.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("term", symbol.NotDynamic, "The value to rank by."),
				opt(arg("restart", symbol.Bools, "Where this is true the computation starts afresh.")),
			),
		},
		Local: Local{Emit: "window"},
		Examples: []Example{
			{Query: "datatable(v:long)[10, 10, 20] | sort by v asc | extend rank = row_rank_dense(v)"},
		},
	},
	{
		Name: "row_rank_min", Kind: Window, Family: "window",
		Doc: "Ranks rows by the changes of a value: equal values share the number of their first row.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("term", symbol.NotDynamic, "The value to rank by."),
				opt(arg("restart", symbol.Bools, "Where this is true the computation starts afresh.")),
			),
		},
		Local: Local{Emit: "window"},
		Examples: []Example{
			{Query: "datatable(v:long)[10, 10, 20] | sort by v asc | extend rank = row_rank_min(v)"},
		},
	},
	{
		Name: "row_rank", Kind: Window, Family: "window", Replaced: "row_rank_dense",
		Doc: "An old form of row_rank_dense() and row_rank_min().",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("column", symbol.NotDynamic, "The value to rank by."),
				opt(need(symbol.NeedConstant, arg("dense", symbol.Bools, "Whether ranks leave no gaps."))),
			),
		},
		Local: Local{Remote: "use row_rank_dense() or row_rank_min()"},
	},
	{
		Name: "row_window_session", Kind: Window, Family: "window",
		Doc:     "Gives each row the start of its session: a run of rows whose times lie close together.",
		Returns: "Rows must be sorted by the time.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				arg("expr", symbol.Datetimes, "The time of the row."),
				arg("maxDistanceFromFirst", symbol.Timespans, "A row later than this after the session's start begins a new one."),
				arg("maxDistanceBetweenNeighbors", symbol.Timespans, "A row later than this after the row before begins a new one."),
				opt(arg("restart", symbol.Bools, "Where this is true the computation starts afresh.")),
			),
		},
		Local: Local{Emit: "window", Nulls: NullMaybe},
		Examples: []Example{
			{Query: "range t from datetime(2024-05-01) to datetime(2024-05-01 02:00) step 40m | serialize session = row_window_session(t, 1h, 45m)"},
		},
	},
	{
		Name: "prev", Kind: Window, Family: "window",
		Doc: "A column's value in an earlier row.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				need(symbol.NeedColumn, arg("column", symbol.AnyScalar, "The column to read in the other row.")),
				opt(arg("offset", symbol.SetOf(symbol.Long), "How many rows away; 1 when left out.")),
				opt(need(symbol.NeedConstant, arg("default_value", symbol.AnyScalar, "The value where there is no such row; null when left out."))),
			),
		},
		Local: Local{Emit: "window", Nulls: NullMaybe},
		Examples: []Example{
			{Query: "range x from 1 to 3 step 1 | serialize before = prev(x, 1, 0)"},
		},
	},
	{
		Name: "next", Kind: Window, Family: "window",
		Doc: "A column's value in a later row.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				need(symbol.NeedColumn, arg("column", symbol.AnyScalar, "The column to read in the other row.")),
				opt(arg("offset", symbol.SetOf(symbol.Long), "How many rows away; 1 when left out.")),
				opt(need(symbol.NeedConstant, arg("default_value", symbol.AnyScalar, "The value where there is no such row; null when left out."))),
			),
		},
		Local: Local{Emit: "window", Nulls: NullMaybe},
		Examples: []Example{
			{Query: "range x from 1 to 3 step 1 | serialize after = next(x)"},
		},
	},
}
