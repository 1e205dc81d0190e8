package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// tabularFunctions name tables, databases and clusters, or turn a table into a value.
var tabularFunctions = []Function{
	{
		Name: "table", Kind: Tabular, Family: "tabular",
		Doc: "The table of a name that a string holds.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("name", symbol.Strings, "The name of the table, a constant."),
				opt(arg("query_data_scope", symbol.Strings, `Which data is seen: "hotcache" or "all".`)),
			),
		},
		Local: Local{Emit: "relation"},
	},
	{
		Name: "database", Kind: Tabular, Family: "tabular",
		Doc: "A database of the cluster, to reach its tables and functions.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				opt(arg("name", symbol.Strings, "The name of the database.")),
			),
		},
		Local: Local{Emit: "relation"},
	},
	{
		Name: "cluster", Kind: Tabular, Family: "tabular",
		Doc: "Another cluster, to reach its databases.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("name", symbol.Strings, "The name or address of the cluster."),
			),
		},
		Local: Local{Remote: "the embedded engine reaches no clusters; put the query into a cell on that connection"},
	},
	{
		Name: "materialize", Kind: Tabular, Family: "tabular",
		Doc: "Computes a tabular expression once, however often the query uses it.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				need(symbol.NeedTabular, arg("expression", 0, "The tabular expression to keep.")),
			),
		},
		Local: Local{Emit: "relation"},
		Examples: []Example{
			{Query: "let T = materialize(range x from 1 to 3 step 1); T | summarize total = sum(x), lines = count()"},
		},
	},
	{
		Name: "toscalar", Kind: Tabular, Family: "tabular",
		Doc:     "The first column of the first row of a tabular expression, as a value.",
		Returns: "Null when there is no row. The table must not depend on the current row.",
		Sigs: []symbol.Signature{
			sig(custom(),
				need(symbol.NeedTabular, arg("expression", 0, "The tabular expression; one row and one column are enough.")),
			),
		},
		Local: Local{Emit: "relation", Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print toscalar(range x from 1 to 3 step 1 | summarize max(x))"},
		},
	},
	{
		Name: "external_table", Kind: Tabular, Family: "tabular",
		Doc: "An external table: data outside of the cluster that it can read.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("name", symbol.Strings, "The name."),
				opt(arg("mapping", symbol.Strings, "The name of the mapping to read with.")),
			),
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("name", symbol.Strings, "The name."),
				arg("max_age", symbol.Timespans, "How old cached data may be."),
			),
		},
		Local: Local{Remote: "external tables belong to a cluster"},
	},
	{
		Name: "materialized_view", Kind: Tabular, Family: "tabular",
		Doc: "The materialized part of a materialized view.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("name", symbol.Strings, "The name."),
				opt(arg("max_age", symbol.Timespans, "How old the materialized part may be; newer rows are then left out.")),
			),
		},
		Local: Local{Remote: "materialized views belong to a cluster"},
	},
	{
		Name: "stored_query_result", Kind: Tabular, Family: "tabular",
		Doc: "A result that was stored on the cluster under a name.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("name", symbol.Strings, "The name."),
			),
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("name", symbol.Strings, "The name."),
				arg("index", symbol.SetOf(symbol.Long), "Which of several tables, from 0."),
			),
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("name", symbol.Strings, "The name."),
				arg("table_name", symbol.Strings, "Which of several tables, by name."),
			),
		},
		Local: Local{Remote: "stored results belong to a cluster; name the result of a cell instead"},
	},
	{
		Name: "entity_group", Kind: Tabular, Family: "tabular",
		Doc: "A named list of clusters, databases and tables to run over.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("name", symbol.Strings, "The name."),
			),
		},
		Local: Local{Remote: "entity groups belong to a cluster"},
	},
	{
		Name: "graph", Kind: Tabular, Family: "tabular",
		Doc: "A stored graph model, or a snapshot of it.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("name", symbol.Strings, "The name."),
				opt(arg("snapshot", symbol.Strings, "The name of the snapshot.")),
			),
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("name", symbol.Strings, "The name."),
				arg("volatile", symbol.Bools, "Whether to build the graph anew rather than use a snapshot."),
			),
		},
		Local: Local{Remote: "graph models belong to a cluster"},
	},
	{
		Name: "workspace", Kind: Tabular, Family: "tabular",
		Doc: "Another Log Analytics workspace, to reach its tables.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("identifier", symbol.Strings, "The name, id or resource id of the workspace."),
			),
		},
		Local: Local{Remote: "the embedded engine reaches no workspaces; put the query into a cell on that connection"},
	},
	{
		Name: "app", Kind: Tabular, Family: "tabular",
		Doc: "An Application Insights resource, to reach its tables.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("identifier", symbol.Strings, "The name, id or resource id of the application."),
			),
		},
		Local: Local{Remote: "the embedded engine reaches no applications; put the query into a cell on that connection"},
	},
	{
		Name: "resource", Kind: Tabular, Family: "tabular",
		Doc: "An Azure resource, to reach the logs that it keeps.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("identifier", symbol.Strings, "The id of the resource, subscription or resource group."),
			),
		},
		Local: Local{Remote: "the embedded engine reaches no resources; put the query into a cell on that connection"},
	},
	{
		Name: "adx", Kind: Tabular, Family: "tabular",
		Doc: "An Azure Data Explorer cluster and database, to reach its tables from Log Analytics.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("address", symbol.Strings, "The address of the cluster, followed by a slash and the database."),
			),
		},
		Local: Local{Remote: "the embedded engine reaches no clusters; put the query into a cell on that connection"},
	},
	{
		Name: "arg", Kind: Tabular, Family: "tabular",
		Doc: "Azure Resource Graph, to reach its tables from Log Analytics and Azure Data Explorer.",
		Sigs: []symbol.Signature{
			sig(symbol.Result{Kind: symbol.ResultTable},
				arg("scope", symbol.Strings, "The empty string."),
			),
		},
		Local: Local{Remote: "Azure Resource Graph answers to clusters and workspaces only"},
	},
}
