package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// environmentFunctions say where a query runs, as whom, and on which storage.
var environmentFunctions = []Function{
	{
		Name: "new_guid", Kind: Scalar, Family: "environment",
		Doc: "A new random globally unique identifier, another one for each row.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Guid)),
		},
		Local: Local{SQL: "uuid()", Volatile: true},
		Examples: []Example{
			{Query: "print isnotnull(new_guid())"},
		},
	},
	{
		Name: "current_database", Kind: Scalar, Family: "environment",
		Doc: "The name of the database that the query runs in.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String)),
		},
		Local: Local{SQL: "'local'", Nulls: NullNever},
		Examples: []Example{
			{Query: "print isnotempty(current_database())"},
		},
	},
	{
		Name: "current_cluster_endpoint", Kind: Scalar, Family: "environment",
		Doc: "The network name of the cluster that the query runs on.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String)),
		},
		Local: Local{SQL: "'local'", Nulls: NullNever},
		Examples: []Example{
			{Query: "print current_cluster_endpoint()"},
		},
	},
	{
		Name: "current_principal", Kind: Scalar, Family: "environment",
		Doc: "The full name of the identity that runs the query.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String)),
		},
		Local: Local{Remote: "there is no signed-in identity"},
	},
	{
		Name: "current_principal_details", Kind: Scalar, Family: "environment",
		Doc: "What is known of the identity that runs the query, as a property bag.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic)),
		},
		Local: Local{Remote: "there is no signed-in identity"},
	},
	{
		Name: "current_principal_is_member_of", Kind: Scalar, Family: "environment",
		Doc: "Says whether the identity that runs the query belongs to one of some groups or applications.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				many(arg("group", symbol.Strings|symbol.Dynamics, "The full name of a group, user or application, or an array of such.")),
			),
		},
		Local: Local{Remote: "there is no signed-in identity"},
	},
	{
		Name: "extent_id", Kind: Scalar, Family: "environment", Obsolete: []string{"extentid"},
		Doc: "The identifier of the data shard that holds the row.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Guid)),
		},
		Local: Local{Remote: "local tables have no shards"},
	},
	{
		Name: "extent_tags", Kind: Scalar, Family: "environment",
		Doc: "The tags of the data shard that holds the row, as an array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic)),
		},
		Local: Local{Remote: "local tables have no shards"},
	},
	{
		Name: "row_id", Kind: Scalar, Family: "environment",
		Doc: "An identifier of the row within its table.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String)),
		},
		Local: Local{Remote: "local tables number no rows"},
	},
	{
		Name: "cursor_after", Kind: Scalar, Family: "environment",
		Doc: "Says whether the row arrived after a cursor was taken.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("cursor", symbol.Strings, "A cursor, from cursor_current()."),
			),
		},
		Local: Local{Remote: "local tables have no cursors"},
	},
	{
		Name: "cursor_before_or_at", Kind: Scalar, Family: "environment",
		Doc: "Says whether the row had arrived when a cursor was taken.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("cursor", symbol.Strings, "A cursor, from cursor_current()."),
			),
		},
		Local: Local{Remote: "local tables have no cursors"},
	},
	{
		Name: "cursor_current", Kind: Scalar, Family: "environment", Obsolete: []string{"current_cursor"},
		Doc: "The database cursor: a mark of what has arrived by now.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String)),
		},
		Local: Local{Remote: "local tables have no cursors"},
	},
	{
		Name: "estimate_data_size", Kind: Scalar, Family: "environment",
		Doc: "Estimates how many bytes columns take in a row.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				many(need(symbol.NeedColumn, arg("column", symbol.AnyScalar, "A column; * stands for all."))),
			),
			sig(symbol.Returns(symbol.Long),
				need(symbol.NeedStar, arg("column", symbol.AnyScalar, "A column; * stands for all.")),
			),
		},
		Local: Local{Remote: "the estimate follows from the cluster's storage"},
	},
	{
		Name: "column_names_of", Kind: Scalar, Family: "environment", Constant: true,
		Doc: "The names of a table's columns, as an array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				need(symbol.NeedTabular, arg("table", 0, "The table.")),
			),
		},
		Local:    Local{Emit: "relation"},
		Examples: []Example{{Query: `let T = datatable(A:string, B:int)[]; print column_names_of(T)`}},
	},
}
