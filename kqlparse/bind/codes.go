package bind

import "sync"

// Code is a kind of diagnostic of this package: the official service's number where it says the same.
type Code struct {
	Code     string
	Severity Severity
	Message  string // a format; its operands are given where it is reported
	Doc      string // what it means and what to do, in one or two sentences
	Example  string // a query that causes it, against the tables of the tests
}

// The codes, by what they say.
const (
	codeWordExpected     = "KS005"
	codeOperatorTypes    = "KS106"
	codeTypeExpected     = "KS107"
	codeScalarExpected   = "KS108"
	codeColumnExpected   = "KS109"
	codeRenameExpected   = "KS110"
	codeTableExpected    = "KS111"
	codeDatabaseNeeded   = "KS114"
	codeTypeNotAllowed   = "KS116"
	codeNeedsArguments   = "KS117"
	codeNoArguments      = "KS118"
	codeArgumentCount    = "KS119"
	codeArgumentRange    = "KS120"
	codePluginUnknown    = "KS124"
	codePluginHere       = "KS126"
	codeNoOverload       = "KS127"
	codeLiteralNeeded    = "KS131"
	codeIntegerNeeded    = "KS134"
	codeNumberNeeded     = "KS137"
	codeSummableNeeded   = "KS138"
	codeManyInVariable   = "KS139"
	codeMustHaveType     = "KS141"
	codeUnknownName      = "KS142"
	codeAggregateHere    = "KS144"
	codeNotOnBothSides   = "KS145"
	codeNoIndex          = "KS147"
	codeNotSeveral       = "KS149"
	codeNameWithoutPart  = "KS150"
	codeUnknownType      = "KS160"
	codeColumnTwice      = "KS171"
	codeDataCount        = "KS173"
	codeNotFirst         = "KS174"
	codeMustBeFirst      = "KS175"
	codeJoinCondition    = "KS182"
	codeJoinOperand      = "KS183"
	codeNoPattern        = "KS188"
	codeNoStar           = "KS191"
	codeArgumentName     = "KS196"
	codeArgumentMissing  = "KS197"
	codeDeclaredTwice    = "KS201"
	codeUnknownTable     = "KS204"
	codeFuzzyUnknown     = "KS205"
	codeOrderableNeeded  = "KS206"
	codeUnknownCluster   = "KS207"
	codeUnknownDatabase  = "KS208"
	codeUnknownExternal  = "KS209"
	codeUnknownView      = "KS210"
	codeUnknownFunction  = "KS211"
	codeGraphNeeded      = "KS219"
	codeKeyTypes         = "KS227"
	codeNoCommonType     = "KS232"
	codeArrayNeeded      = "KS234"
	codeBagNeeded        = "KS235"
	codeNotAggregate     = "KS236"
	codeDynamicNode      = "KS240"
	codeDynamicKey       = "KS241"
	codeKeysNotAlike     = "KS242"
	codeUnknownStored    = "KS248"
	codeLacksColumns     = "KS249"
	codeUnknownDirective = "KS250"
	codeUnknownGraph     = "KS260"
	// Ours: what literals contain.
	codeBadDatetime = "HB201"
	codeBadTimespan = "HB202"
	codeBadGuid     = "HB203"
	codeBadNumber   = "HB204"
	codeBadRegex    = "HB205"
	codeNoGroup     = "HB206"
	codeBadAddress  = "HB207"
	codeBadJSON     = "HB208"
	codeBadBase64   = "HB209"
	codeBadFormat   = "HB210"
	codeBadWord     = "HB211"
	codeNoWildcard  = "KS268"
)

// Codes lists every code that binding reports, in the order of their numbers.
var Codes = []Code{
	{codeWordExpected, Error, "expected one of: %s", "The property takes one of these words.", `T | join kind=sideways Other on Num`},
	{codeOperatorTypes, Error, "the operator '%s' is not defined for %s", "Convert one side, for instance with tostring() or toint().", `T | where Text + 1 == 2`},
	{codeTypeExpected, Error, "a value of type %s is expected here, not %s", "The argument has a type that the function or operator does not take.", `T | where isempty(url_encode(Num))`},
	{codeScalarExpected, Error, "a single value is expected here, not a table", "Use toscalar() to take the first cell of a table.", `T | where Other == 1`},
	{codeColumnExpected, Error, "the name of a column is expected here", "The place takes a column itself, not an expression.", `T | project-away 1 + 1`},
	{codeRenameExpected, Error, "a new name is expected here: new = old", "project-rename takes pairs of a new and an old name.", `T | project-rename Num`},
	{codeTableExpected, Error, "a table is expected here", "The place takes a table or a query.", `T | union (1)`},
	{codeDatabaseNeeded, Error, "a database is expected here", "An alias names a database: cluster(..).database(..).", `alias database D = 1; T`},
	{codeTypeNotAllowed, Error, "a value of type %s is not allowed here", "Dynamic values can't be grouped, sorted or compared as keys: convert them, for instance with tostring().", `T | summarize count() by Bag`},
	{codeNeedsArguments, Error, "the function '%s' needs an argument list", "Call it with parentheses.", `T | where strlen > 2`},
	{codeNoArguments, Error, "%d arguments are expected", "A pattern takes as many arguments as it declares.", `declare pattern P = (a: string)[b: string] { ("x").["y"] = { T }; }; P("x", "z")`},
	{codeArgumentCount, Error, "the function '%s' takes %s", "Too few or too many arguments.", `T | where strlen() > 2`},
	{codeArgumentRange, Error, "the function '%s' takes between %d and %d arguments", "Too few or too many arguments.", `T | extend x = strcat()`},
	{codePluginUnknown, Error, "there is no plugin '%s'", "Plugins stand after evaluate.", `T | evaluate no_such_plugin()`},
	{codePluginHere, Error, "the plugin '%s' is called by evaluate only", "Write it behind: evaluate.", `T | extend x = bag_unpack(Bag)`},
	{codeNoOverload, Error, "the function '%s' does not take (%s)", "No form of the function fits these arguments.", `T | summarize avg(Text)`},
	{codeLiteralNeeded, Error, "a literal is expected here", "The value must stand in the text.", `T | make-series n = count() default = Num on When step 1h`},
	{codeIntegerNeeded, Error, "a whole number is expected here", "The place takes an int or a long.", `T | take "x"`},
	{codeNumberNeeded, Error, "a number is expected here", "The place takes an int, long, real or decimal.", `T | top-hitters 2 of Text by Text`},
	{codeSummableNeeded, Error, "a number, timespan or datetime is expected here", "The value must be one that can be added up.", `range x from "a" to "b" step 1`},
	{codeManyInVariable, Error, "an expression with several values can't be given to one variable", "Take one of its values.", ""},
	{codeMustHaveType, Error, "a value of type %s is expected here, not %s", "Write a condition: a comparison, has, isnotempty() ...", `T | where Num`},
	{codeUnknownName, Error, "there is no column, table, variable or function '%s' here", "The name is not among the columns that reach this place, nor among the tables, lets and functions.", `T | where Nonsense == 1`},
	{codeAggregateHere, Error, "the aggregate function '%s' is not allowed here", "Aggregates stand in summarize, make-series and top-nested.", `T | where count() > 1`},
	{codeNotOnBothSides, Error, "the column '%s' must exist on both sides of the join", "Name the columns with $left.a == $right.b when they differ.", `T | join Other on Text`},
	{codeNoIndex, Error, "only dynamic values have elements", "Parse the text first: parse_json(x)[0].", `T | extend x = Num[0]`},
	{codeNotSeveral, Error, "the expression has one value only", "A list of names takes a function with several results.", `T | extend (a, b) = Num`},
	{codeNameWithoutPart, Error, "there is no value for this name", "The function has fewer results than there are names.", `T | summarize (a, b, c) = arg_max(Num, Text)`},
	{codeUnknownType, Error, "'%s' is not a type that can be used here", "The types are bool, int, long, real, decimal, string, datetime, timespan, guid and dynamic.", `datatable(a: strong)["x"]`},
	{codeColumnTwice, Error, "a column '%s' is declared already", "Give one of them another name.", `T | project a = Num, a = Text`},
	{codeDataCount, Error, "the number of values must be a multiple of %d", "A datatable's values fill its rows one after another.", `datatable(a: int, b: int)[1, 2, 3]`},
	{codeNotFirst, Error, "the operator needs a table before it", "Begin with a table's name and a pipe.", ``},
	{codeMustBeFirst, Error, "the operator must be the first of the query", "It makes rows of its own and takes none.", `T | print 1`},
	{codeJoinCondition, Error, "a join compares columns: the name of a column of both sides, or $left.a == $right.b", "Compute the key with extend before joining.", `T | join Other on $left.Num > $right.Num`},
	{codeJoinOperand, Error, "this side of the comparison must be %s.column", "The left operand names a column of the left table, the right one of the right table.", `T | join Other on $left.Num == 1`},
	{codeNoPattern, Error, "no case of the pattern fits these arguments", "The arguments must be among the cases that the pattern declares.", `declare pattern P = (a: string)[b: string] { ("x").["y"] = { T }; }; P("other")["y"]`},
	{codeNoStar, Error, "* is not allowed here", "Name the columns.", `T | extend x = strlen(*)`},
	{codeArgumentName, Error, "the function has no parameter of this name", "Named arguments use the names that the function declares.", `let f = (a: long) { a }; T | extend x = f(b = 1)`},
	{codeArgumentMissing, Error, "the argument for '%s' is missing", "The parameter has no default.", `let f = (a: long, b: long = 1) { a + b }; T | extend x = f(b = 1)`},
	{codeDeclaredTwice, Error, "'%s' is declared already", "Names of one query must differ.", `let a = 1; let a = 2; print a`},
	{codeUnknownTable, Error, "there is no table, tabular variable or function '%s'", "The name is not among the tables of the schema.", `Nonsense | take 1`},
	{codeFuzzyUnknown, Warning, "'%s' is not known and will be left out", "isfuzzy=true leaves out tables that don't exist.", `union isfuzzy=true T, Nonsense`},
	{codeOrderableNeeded, Error, "a number, timespan, datetime, string or bool is expected here", "The values must have an order.", `T | summarize max(Bag)`},
	{codeUnknownCluster, Warning, "nothing is known of the cluster '%s'", "Its tables and columns are not checked.", ""},
	{codeUnknownDatabase, Error, "there is no database '%s'", "The name is not among the databases of the cluster.", `database("nonsense").T`},
	{codeUnknownExternal, Error, "there is no external table '%s'", "The name is not among the external tables of the schema.", `external_table("Nonsense")`},
	{codeUnknownView, Error, "there is no materialized view '%s'", "The name is not among the materialized views of the schema.", `materialized_view("Nonsense")`},
	{codeUnknownFunction, Error, "there is no function '%s'", "The name is neither a built-in function nor one of the schema or of a let.", `T | extend x = nonsense(1)`},
	{codeGraphNeeded, Error, "the operator needs a graph before it", "Make one with make-graph.", `T | graph-match (a)-[e]->(b) project a.Num`},
	{codeKeyTypes, Error, "the column '%s' must have the same type on both sides of the join", "Convert one of them before joining.", `T | join (Other | extend When = tostring(When)) on When`},
	{codeNoCommonType, Error, "the arguments have no type in common", "Convert them to one type.", `T | extend x = coalesce(Text, 2)`},
	{codeArrayNeeded, Error, "a dynamic array or property bag is expected here", "The function works on dynamic values: parse the text first with parse_json().", `T | extend x = array_length(Text)`},
	{codeBagNeeded, Error, "a property bag is expected here", "The function works on property bags: parse the text first with parse_json().", `T | extend x = bag_keys(Text)`},
	{codeNotAggregate, Error, "'%s' is not an aggregate", "Group by the column, or take one of its values: take_any(), max() ...", `T | summarize Num by Text`},
	{codeDynamicNode, Error, "a node's id can't be dynamic", "Convert it, for instance with tostring().", `T | make-graph Bag --> Text`},
	{codeDynamicKey, Error, "a join key can't be dynamic", "Convert it, for instance with tostring().", `T | join Other on $left.Bag == $right.Num`},
	{codeKeysNotAlike, Error, "these keys can't be compared: %s and %s", "Convert one of them before joining.", `T | join Other on $left.Num == $right.Name`},
	{codeUnknownStored, Error, "there is no stored query result '%s'", "Stored query results are not part of the schema.", `stored_query_result("Nonsense")`},
	{codeLacksColumns, Error, "the table lacks columns that the parameter needs", "The function declares which columns its table must have.", `let f = (t: (Missing: long)) { t }; f(T)`},
	{codeUnknownDirective, Error, "there is no directive '%s'", "Lines that begin with # are directives of an editor: #connect, #crp, #save.", "#nonsense\nT"},
	{codeUnknownGraph, Error, "there is no graph model '%s'", "The name is not among the graph models of the database.", `graph("Nonsense")`},
	{codeNoWildcard, Error, "a pattern of names is not allowed here", "Patterns stand in union, find, search and the project- operators.", ""},
	{codeBadDatetime, Warning, "'%s' is not a point in time", "Write year, month and day, then the time: datetime(2024-05-15 13:45:30).", `T | where When > datetime(2024-13-45)`},
	{codeBadTimespan, Warning, "'%s' is not a length of time", "Write a number and a unit, or days and a clock: 90m, time(1.12:30:00).", `T | where Span > timespan(soon)`},
	{codeBadGuid, Warning, "'%s' is not a guid", "A guid has 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.", `T | where Id == guid(1234)`},
	{codeBadNumber, Warning, "'%s' is not a value of this type", "The literal's text must be one of the type that is written before it.", `T | where Num == long(many)`},
	{codeBadRegex, Error, "this is not a regular expression: %s", "Kusto reads the syntax of RE2: no look-around, no references back. Write patterns as @'...', so that a backslash is one.", `T | where Text matches regex "a("`},
	{codeNoGroup, Warning, "the regular expression has no group %s, it has %d", "Groups are counted by their opening parentheses, from 1; 0 is the whole match.", `T | extend x = extract("a(b)", 2, Text)`},
	{codeBadAddress, Warning, "'%s' is not %s", "The function answers null for it.", `T | where ipv4_is_in_range(Text, "10.0.0.0/33")`},
	{codeBadJSON, Warning, "this begins like JSON and is none: it stays a text", "Names are in double quotes, and nothing follows the last entry.", `T | extend x = parse_json("{'a': 1}")`},
	{codeBadBase64, Warning, "this is not base64", "The alphabet is A-Z a-z 0-9 + /, padded with = to a multiple of 4.", `print base64_decode_tostring("not base64")`},
	{codeBadFormat, Warning, "%s does not know '%s'", "A letter may be repeated as often as the function's page says: months and days are numbers, of one or two digits.", `T | extend x = format_datetime(When, "dd MMM yyyy")`},
	{codeBadWord, Warning, "'%s' is none of the words that %s knows: %s", "The function takes one of these words.", `T | extend x = datetime_part("moment", When)`},
}

var codes = sync.OnceValue(func() map[string]*Code {
	m := make(map[string]*Code, len(Codes))
	for i := range Codes {
		m[Codes[i].Code] = &Codes[i]
	}
	return m
})

// CodeNamed returns the description of a code, or nil.
func CodeNamed(code string) *Code { return codes()[code] }
