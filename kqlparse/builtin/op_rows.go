package builtin

// OperatorNamed returns the row of the operator of that name or alias, or nil.
func OperatorNamed(name string) *Operator {
	for i := range Operators {
		if op := &Operators[i]; op.Name == name {
			return op
		}
	}
	for i := range Operators {
		for _, a := range Operators[i].Aliases {
			if a == name {
				return &Operators[i]
			}
		}
	}
	return nil
}

// Properties that several operators take.
var (
	shuffleKey    = OperatorParam{Name: "hint.shufflekey", Doc: "A column by which the cluster spreads the work over its nodes."}
	numPartitions = OperatorParam{Name: "hint.num_partitions", Doc: "Into how many parts the cluster splits the work."}
	concurrency   = OperatorParam{Name: "hint.concurrency", Doc: "How many parts of the work the cluster runs at a time."}
	spread        = OperatorParam{Name: "hint.spread", Doc: "How many nodes of the cluster each part of the work uses."}
	itemIndex     = OperatorParam{Name: "with_itemindex", Doc: "The name of a column for the position of the element, from 0."}
	isFuzzy       = OperatorParam{Name: "isfuzzy", Doc: "Whether tables that do not exist are left out instead of failing the query.", Values: []string{"true", "false"}}
	bestEffort    = OperatorParam{Name: "best_effort", Doc: "As isfuzzy; a table that fails while running is left out as well.", Values: []string{"true", "false"}}
	withSource    = OperatorParam{Name: "withsource", Doc: "The name of a column that tells which table the row is from."}
	parseKind     = OperatorParam{Name: "kind", Doc: "How the pattern is read: as plain text, as regular expressions, or as plain text where a value that does not convert becomes null.", Values: []string{"simple", "regex", "relaxed"}}
	parseFlags    = OperatorParam{Name: "flags", Doc: "Flags of the regular expressions: i ignores case, U is ungreedy, m makes ^ and $ match at lines, s lets a dot match a newline."}
	cycles        = OperatorParam{Name: "cycles", Doc: "Which paths may come back to where they were: none, all, or those that use an edge once.", Values: []string{"none", "all", "unique_edges"}}
)

const noGraphs = "graphs run on clusters only"

const people = `datatable(name:string, city:string, age:long)["Ann","Rome",31, "Bob","Oslo",25, "Cy","Rome",47]`

// Operators holds every query operator, in alphabetical order.
var Operators = []Operator{
	{
		Name: "as", Form: "as [hint.materialized=true] Name",
		Doc:      "Gives the rows a name that later parts of the query can use.",
		Params:   []OperatorParam{{Name: "hint.materialized", Doc: "Whether the rows are computed once and kept.", Values: []string{"true", "false"}}},
		Examples: []Example{{"range x from 1 to 3 step 1 | as T | union T", "the rows twice"}},
	},
	{
		Name: "assert-schema", Form: "assert-schema (Name: type, ...)", Hidden: true,
		Doc: "Fails unless the rows have the columns given.",
	},
	{
		Name: "consume", Form: "consume [decodeblocks=true]",
		Doc:      "Computes all rows and returns none of them, to measure a query.",
		Params:   []OperatorParam{{Name: "decodeblocks", Doc: "Whether the values are decoded as well.", Values: []string{"true", "false"}}},
		Examples: []Example{{"range x from 1 to 100 step 1 | consume", "no rows"}},
	},
	{
		Name: "count", Form: "count",
		Doc:      "Counts the rows.",
		Examples: []Example{{people + ` | where city == "Rome" | count`, "2"}},
	},
	{
		Name: "datatable", Form: "datatable (Name: type, ...) [value, ...]", Source: true,
		Doc:      "A small table written into the query, row by row.",
		Examples: []Example{{`datatable(name:string, age:long)["Ann", 31, "Bob", 25]`, "two rows"}},
	},
	{
		Name: "distinct", Form: "distinct Column, ... | distinct *",
		Doc: "Keeps one row of each combination of values.",
		Params: []OperatorParam{shuffleKey, numPartitions,
			{Name: "hint.strategy", Doc: "How the cluster spreads the work.", Values: []string{"shuffle"}}},
		Examples: []Example{{people + " | distinct city", "each city once"}},
	},
	{
		Name: "evaluate", Form: "evaluate Plugin(arguments) [: (Name: type, ...)]", Source: true,
		Doc: "Calls a plugin, which may yield other columns than its input has. A schema behind a colon fixes them.",
		Params: []OperatorParam{
			{Name: "hint.distribution", Doc: "How the cluster spreads the plugin's work.", Values: []string{"single", "per_node", "per_shard", "default"}},
			{Name: "hint.pass_filters", Doc: "Whether filters behind the plugin may run before it.", Values: []string{"true", "false"}},
			{Name: "hint.pass_filters_column", Doc: "A column whose filters may run before the plugin."},
			{Name: "hint.remote", Doc: "Where the plugin runs when several clusters take part.", Values: []string{"auto", "local"}},
		},
		Examples: []Example{{`print d = dynamic({"a": 1, "b": "x"}) | evaluate bag_unpack(d)`, "columns a and b"}},
	},
	{
		Name: "extend", Form: "extend [Name =] expression, ...",
		Doc:      "Adds columns, or replaces those of the same name.",
		Examples: []Example{{people + " | extend older = age + 1", "a fourth column"}},
	},
	{
		Name: "externaldata", Form: "externaldata (Name: type, ...) [\"address\", ...] [with (format=csv, ...)]", Source: true,
		Doc: "Reads rows from files at the given addresses.",
		Params: []OperatorParam{
			{Name: "format", Doc: "The format of the files; when left out it follows from their names.", Values: []string{"csv", "tsv", "psv", "scsv", "sohsv", "tsve", "txt", "raw", "json", "multijson", "parquet", "avro", "orc", "w3clogfile"}},
			{Name: "ignoreFirstRecord", Doc: "Whether the first line is a header to skip.", Values: []string{"true", "false"}},
			{Name: "ingestionMapping", Doc: "Which parts of a record become which columns, as JSON."},
		},
	},
	{
		Name: "facet", Form: "facet by Column, ... [with (operators)]",
		Doc:      "Returns a table of counts for each column given, and the rows themselves or what the operators make of them.",
		Examples: []Example{{people + " | facet by city with (where age > 30)", "two tables"}},
	},
	{
		Name: "find", Form: "find [in (Table, ...)] [where] predicate [project Column, ... | project-smart]", Source: true,
		Doc:      "Finds rows in several tables for which a predicate holds.",
		Params:   []OperatorParam{withSource, {Name: "datascope", Doc: "Which data is searched.", Values: []string{"all", "hotcache"}}},
		Examples: []Example{{`let T = ` + people + `; find in (T) where city == "Oslo"`, "Bob's row"}},
	},
	{
		Name: "fork", Form: "fork [Name =] (operators) ...",
		Doc:      "Gives the same rows to several lists of operators and returns a table of each.",
		Examples: []Example{{people + " | fork (count) (where age > 30 | project name)", "two tables"}},
	},
	{
		Name: "getschema", Form: "getschema [kind=csl]",
		Doc:      "Describes the columns of the rows: name, position and type.",
		Params:   []OperatorParam{{Name: "kind", Doc: "csl returns one text with all columns.", Values: []string{"csl"}}},
		Examples: []Example{{people + " | getschema", "three rows"}},
	},
	{
		Name: "graph-mark-components", Form: "graph-mark-components [kind=weak|strong] [with_component_id=Name]", Remote: noGraphs,
		Doc: "Numbers the connected components of a graph and marks each node with the number of its own.",
		Params: []OperatorParam{{Name: "kind", Doc: "Whether the direction of edges counts (strong) or not (weak).", Values: []string{"weak", "strong"}},
			{Name: "with_component_id", Doc: "The name of the property for the number."}},
	},
	{
		Name: "graph-match", Form: "graph-match [cycles=none] (a)-[e]->(b), ... [where predicate] project expression, ...", Remote: noGraphs,
		Doc:    "Finds every place in a graph where a pattern of nodes and edges occurs.",
		Params: []OperatorParam{cycles},
	},
	{
		Name: "graph-shortest-paths", Form: "graph-shortest-paths [output=any] (a)-[e*1..5]->(b) [where predicate] project expression, ...", Remote: noGraphs,
		Doc:    "Finds shortest paths between nodes of a graph.",
		Params: []OperatorParam{{Name: "output", Doc: "Whether to return one of several paths of the same length, or all.", Values: []string{"any", "all"}}, cycles},
	},
	{
		Name: "graph-to-table", Form: "graph-to-table nodes|edges [as Name] [with_node_id=Name], ...", Remote: noGraphs,
		Doc: "Returns the nodes or edges of a graph as a table.",
		Params: []OperatorParam{{Name: "with_node_id", Doc: "The name of a column for a hash of the node."},
			{Name: "with_source_id", Doc: "The name of a column for a hash of the edge's source."},
			{Name: "with_target_id", Doc: "The name of a column for a hash of the edge's target."}},
	},
	{
		Name: "graph-where-nodes", Form: "graph-where-nodes predicate", Remote: noGraphs,
		Doc: "Keeps the nodes of a graph for which a predicate holds, and the edges between them.",
	},
	{
		Name: "graph-where-edges", Form: "graph-where-edges predicate", Remote: noGraphs,
		Doc: "Keeps the edges of a graph for which a predicate holds.",
	},
	{
		Name: "invoke", Form: "invoke function(arguments)",
		Doc:      "Calls a function with the rows as its first, tabular argument.",
		Examples: []Example{{"let double = (T: (x: long)) { T | extend y = x * 2 }; range x from 1 to 3 step 1 | invoke double()", "a second column"}},
	},
	{
		Name: "join", Form: "join [kind=inner] (right rows) on condition, ...",
		Doc: "Matches rows of two tables by equal keys. The default kind, innerunique, keeps one left row for each key.",
		Params: []OperatorParam{
			{Name: "kind", Doc: "Which rows are returned.", Values: namesOf(JoinKinds)},
			{Name: "hint.remote", Doc: "Where the join runs when its sides are on different clusters.", Values: []string{"auto", "left", "local", "right"}},
			{Name: "hint.strategy", Doc: "How the cluster spreads the work.", Values: []string{"auto", "broadcast", "centralized", "shuffle"}},
			shuffleKey, numPartitions,
		},
		Examples: []Example{
			{people + ` | join kind=inner (datatable(city:string, country:string)["Rome","IT", "Oslo","NO"]) on city`, "each row with its country"},
			{people + ` | join kind=leftanti (print city = "Rome") on city`, "rows without a match"},
		},
	},
	{
		Name: "lookup", Form: "lookup [kind=leftouter] (right rows) on Column, ...",
		Doc:      "Adds the columns of a small table by equal keys; the keys are not repeated.",
		Params:   []OperatorParam{{Name: "kind", Doc: "Whether rows without a match stay (leftouter) or go (inner).", Values: []string{"leftouter", "inner"}}},
		Examples: []Example{{people + ` | lookup (datatable(city:string, country:string)["Rome","IT"]) on city`, "an empty country for Oslo"}},
	},
	{
		Name: "macro-expand", Form: "macro-expand EntityGroup as Name (query)", Source: true, Remote: "entity groups belong to a cluster",
		Doc:    "Runs a query over each member of an entity group and unites the results.",
		Params: []OperatorParam{isFuzzy, bestEffort, {Name: "force_remote", Doc: "Whether members of the same cluster are treated as remote.", Values: []string{"true", "false"}}},
	},
	{
		Name: "make-graph", Form: "make-graph Source --> Target [with Nodes on Id, ...] [with_node_id=Name]", Remote: noGraphs,
		Doc: "Makes a graph of rows that are edges, and optionally tables of nodes.",
		Params: []OperatorParam{{Name: "with_node_id", Doc: "The name of the node's property that holds its id."},
			{Name: "hint.strategy", Doc: "How the cluster splits a partitioned graph.", Values: []string{"shuffle", "native"}}},
	},
	{
		Name: "make-series", Form: "make-series [Name =] aggregate [default=value], ... on Axis [from start] [to end] step step [by Column, ...]",
		Doc: "Aggregates rows into arrays with one element for each step along an axis, empty steps included.",
		Params: []OperatorParam{{Name: "kind", Doc: "nonempty yields a series of default values when there are no rows.", Values: []string{"nonempty"}},
			shuffleKey},
		Examples: []Example{{"range x from 1 to 8 step 2 | make-series n = count() default = 0 on x from 1 to 9 step 1", "1, 0, 1, 0 ..."}},
	},
	{
		Name: "mv-apply", Form: "mv-apply [with_itemindex=Name] [Name =] array [to typeof(type)], ... [limit n] on (operators)",
		Doc:      "Runs operators over the elements of each row's array.",
		Params:   []OperatorParam{itemIndex},
		Examples: []Example{{"print xs = dynamic([5, 1, 9]) | mv-apply x = xs to typeof(long) on (top 2 by x)", "9 and 5"}},
	},
	{
		Name: "mv-expand", Aliases: []string{"mvexpand"}, Form: "mv-expand [with_itemindex=Name] [Name =] array [to typeof(type)], ... [limit n]",
		Doc: "Makes a row of each element of an array, or of each property of a bag.",
		Params: []OperatorParam{
			{Name: "kind", Doc: "Whether a bag's properties become bags of one property, or arrays of key and value.", Values: []string{"bag", "array"}},
			{Name: "bagexpansion", Doc: "The older name of kind.", Values: []string{"bag", "array"}}, itemIndex},
		Examples: []Example{{`print k = "a", xs = dynamic([1, 2]) | mv-expand x = xs to typeof(long)`, "two rows"}},
	},
	{
		Name: "parse", Form: "parse [kind=simple] expression with [*] \"text\" Name[: type] ...",
		Doc:      "Cuts columns out of a text by the texts that stand between them. Rows that do not match get nulls and empty strings.",
		Params:   []OperatorParam{parseKind, parseFlags},
		Examples: []Example{{`print s = "user=ann id=7" | parse s with "user=" user " id=" id:long`, "ann, 7"}},
	},
	{
		Name: "parse-kv", Form: "parse-kv expression as (Name: type, ...) [with (pair_delimiter=..., kv_delimiter=..., quote=..., regex=...)]",
		Doc: "Cuts the values of named keys out of a text of keys and values.",
		Params: []OperatorParam{
			{Name: "pair_delimiter", Doc: "What stands between pairs; a space when left out."},
			{Name: "kv_delimiter", Doc: "What stands between key and value; = when left out."},
			{Name: "quote", Doc: "One or two characters that enclose values."},
			{Name: "escape", Doc: "The character that takes away the meaning of a quote."},
			{Name: "greedy", Doc: "Whether an unquoted value may hold delimiters, up to the next key.", Values: []string{"true", "false"}},
			{Name: "regex", Doc: "A regular expression whose first group is the key and second the value."},
		},
		Examples: []Example{{`print s = "user=ann;id=7" | parse-kv s as (user: string, id: long) with (pair_delimiter=";", kv_delimiter="=")`, "ann, 7"}},
	},
	{
		Name: "parse-where", Form: "parse-where [kind=simple] expression with [*] \"text\" Name[: type] ...",
		Doc:      "As parse, but drops the rows that do not match.",
		Params:   []OperatorParam{parseKind, parseFlags},
		Examples: []Example{{`datatable(s:string)["id=7", "other"] | parse-where s with "id=" id:long`, "one row"}},
	},
	{
		Name: "partition", Form: "partition [hint.strategy=native] by Column (operators)",
		Doc: "Splits the rows by a column, runs operators on each part and unites the results.",
		Params: []OperatorParam{{Name: "hint.strategy", Doc: "How the parts are run; legacy allows at most 64.", Values: []string{"native", "shuffle", "legacy"}},
			shuffleKey, concurrency, spread, {Name: "hint.materialized", Doc: "Whether the input is computed once and kept.", Values: []string{"true", "false"}}},
		Examples: []Example{{people + " | partition hint.strategy=native by city (top 1 by age)", "the oldest of each city"}},
	},
	{
		Name: "print", Form: "print [Name =] expression, ...", Source: true,
		Doc:      "Returns one row of computed values.",
		Examples: []Example{{`print answer = 6 * 7, word = "ok"`, "one row"}},
	},
	{
		Name: "project", Form: "project [Name =] expression, ...",
		Doc:      "Chooses, renames and computes the columns to return, in order.",
		Examples: []Example{{people + " | project who = name, age", "two columns"}},
	},
	{
		Name: "project-away", Form: "project-away Column|pattern*, ...",
		Doc:      "Drops columns.",
		Examples: []Example{{people + " | project-away c*", "without city"}},
	},
	{
		Name: "project-by-names", Form: "project-by-names \"Column\"|\"pattern*\"|array, ...",
		Doc:      "Chooses columns whose names are given as strings or arrays of strings.",
		Examples: []Example{{people + ` | project-by-names "name", "a*"`, "name and age"}},
	},
	{
		Name: "project-keep", Form: "project-keep Column|pattern*, ...",
		Doc:      "Keeps only the columns given, in the order they have.",
		Examples: []Example{{people + " | project-keep age, name", "name and age"}},
	},
	{
		Name: "project-rename", Form: "project-rename New = Old, ...",
		Doc:      "Renames columns.",
		Examples: []Example{{people + " | project-rename who = name", "who, city, age"}},
	},
	{
		Name: "project-reorder", Form: "project-reorder Column|pattern* [asc|desc|granny-asc|granny-desc], ...",
		Doc:      "Moves columns to the front.",
		Examples: []Example{{people + " | project-reorder age", "age, name, city"}},
	},
	{
		Name: "range", Form: "range Name from start to end step step", Source: true,
		Doc:      "Makes rows of a value that grows by a step; the end belongs to it.",
		Examples: []Example{{"range day from datetime(2024-05-01) to datetime(2024-05-03) step 1d", "three rows"}},
	},
	{
		Name: "reduce", Form: "reduce [kind=source] by expression [with threshold=0.1, characters=\"-\"]", Remote: "its patterns are found by the cluster's own heuristics",
		Doc: "Groups similar texts and returns a pattern for each group.",
		Params: []OperatorParam{{Name: "kind", Doc: "source keeps the rows and adds the pattern.", Values: []string{"source"}},
			{Name: "threshold", Doc: "The share of rows from which on a pattern counts, from 0 to 1; 0.1 when left out."},
			{Name: "characters", Doc: "Characters that do not separate words, beside letters and digits."}},
	},
	{
		Name: "render", Form: "render kind [with (property=value, ...)]",
		Doc:      "Says how the result is drawn. It must be the last operator.",
		Params:   ChartProperties,
		Examples: []Example{{people + " | summarize count() by city | render piechart", "a chart"}},
	},
	{
		Name: "sample", Form: "sample n",
		Doc:      "Returns n rows chosen at random.",
		Examples: []Example{{"range x from 1 to 100 step 1 | sample 3 | count", "3"}},
	},
	{
		Name: "sample-distinct", Form: "sample-distinct n of expression",
		Doc:      "Returns up to n different values of an expression.",
		Examples: []Example{{people + " | sample-distinct 1 of city", "one city"}},
	},
	{
		Name: "scan", Form: "scan [with_match_id=Name] [declare (Name: type = default, ...)] with (step name: condition => Name = expression, ...; ...)",
		Doc: "Walks over ordered rows with a state, to find sequences or carry values from row to row.",
		Params: []OperatorParam{{Name: "with_match_id", Doc: "The name of a column that numbers the sequences found."},
			{Name: "with_step_name", Doc: "The name of a column for the step that the row belongs to."},
			{Name: "kind", Doc: "Whether unfinished sequences are returned.", Values: []string{"partial", "full"}}},
		Examples: []Example{{"range x from 1 to 4 step 1 | scan declare (total: long = 0) with (step s: true => total = x + s.total;)", "running totals"}},
	},
	{
		Name: "search", Form: "search [kind=case_insensitive] [in (Table, ...)] predicate", Source: true,
		Doc:      "Finds rows that hold a term in any column, or for which a predicate holds.",
		Params:   []OperatorParam{{Name: "kind", Doc: "Whether case counts.", Values: []string{"default", "case_insensitive", "case_sensitive"}}},
		Examples: []Example{{people + ` | search "oslo"`, "Bob's row"}},
	},
	{
		Name: "serialize", Form: "serialize [Name = expression, ...]",
		Doc:      "Fixes the order of the rows, so that window functions may be used, and adds columns.",
		Examples: []Example{{"range x from 1 to 3 step 1 | serialize n = row_number()", "numbered rows"}},
	},
	{
		Name: "sort", Aliases: []string{"order"}, Form: "sort by expression [asc|desc] [nulls first|nulls last], ...",
		Doc:      "Orders the rows; largest first unless said otherwise.",
		Params:   []OperatorParam{{Name: "hint.strategy", Doc: "How the cluster sorts.", Values: []string{"splitBlock", "multipleBlocks"}}},
		Examples: []Example{{people + " | sort by age asc", "Bob, Ann, Cy"}},
	},
	{
		Name: "summarize", Form: "summarize [Name =] aggregate, ... [by [Name =] expression, ...]",
		Doc: "Groups the rows and aggregates each group.",
		Params: []OperatorParam{shuffleKey, numPartitions,
			{Name: "hint.strategy", Doc: "How the cluster spreads the work.", Values: []string{"shuffle"}}},
		Examples: []Example{{people + " | summarize oldest = max(age), count() by city", "a row for each city"}},
	},
	{
		Name: "take", Aliases: []string{"limit"}, Form: "take n",
		Doc:      "Returns up to n rows: the first ones if the rows have an order, else any.",
		Examples: []Example{{"range x from 1 to 100 step 1 | take 3 | count", "3"}},
	},
	{
		Name: "top", Form: "top n by expression [asc|desc] [nulls first|nulls last]",
		Doc:      "Returns the first n rows in an order.",
		Params:   []OperatorParam{{Name: "hint.progressive_top", Doc: "Whether the cluster looks at the newest data first.", Values: []string{"true", "false"}}},
		Examples: []Example{{people + " | top 1 by age", "Cy's row"}},
	},
	{
		Name: "top-hitters", Form: "top-hitters n of expression [by expression]",
		Doc:      "Returns the n values that occur most often, or weigh most, with an estimate of how much.",
		Examples: []Example{{people + " | top-hitters 1 of city", "Rome, 2"}},
	},
	{
		Name: "top-nested", Form: "top-nested [n] of expression [with others=value] by aggregate [asc|desc], top-nested ...",
		Doc:      "Returns the top values of a column, within each of them the top values of another, and so on.",
		Examples: []Example{{people + " | top-nested 1 of city by count(), top-nested 1 of name by max(age)", "Rome and its oldest"}},
	},
	{
		Name: "union", Form: "union [kind=outer] [withsource=Name] [isfuzzy=true] Table, ...", Source: true,
		Doc: "Puts the rows of several tables after each other. Columns are matched by name and type.",
		Params: []OperatorParam{{Name: "kind", Doc: "Whether all columns are returned (outer) or those that all tables have (inner).", Values: []string{"outer", "inner"}},
			withSource, isFuzzy, bestEffort, concurrency, spread},
		Examples: []Example{{"print x = 1 | union (print x = 2)", "two rows"}},
	},
	{
		Name: "where", Aliases: []string{"filter"}, Form: "where predicate",
		Doc:      "Keeps the rows for which a predicate is true.",
		Examples: []Example{{people + ` | where city == "Rome" and age > 40`, "Cy's row"}},
	},
}
