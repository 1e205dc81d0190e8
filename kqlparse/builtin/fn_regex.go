package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// pattern is the parameter for a regular expression.
func pattern(name string) symbol.Parameter {
	return need(symbol.NeedConstant, arg(name, symbol.Strings, "The regular expression, in RE2's syntax; @\"...\" saves doubling the backslashes."))
}

// regexFunctions work with regular expressions (RE2: no look-around, no back-references in patterns).
var regexFunctions = []Function{
	{
		Name: "extract", Kind: Scalar, Family: "regex", Constant: true,
		Doc:     "Takes the first match of a regular expression, or of one of its groups, out of a text.",
		Returns: "Empty without a match; with typeof, the match converted to that type, null where that fails.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				pattern("regex"),
				arg("captureGroup", symbol.SetOf(symbol.Int, symbol.Long), "Which group: 0 for the whole match, 1 for the first parenthesis."),
				arg("source", symbol.Strings, "The text to search in."),
			),
			sig(symbol.Result{Kind: symbol.ResultTypeof, Arg: 3, Type: symbol.String},
				pattern("regex"),
				arg("captureGroup", symbol.SetOf(symbol.Int, symbol.Long), "Which group: 0 for the whole match, 1 for the first parenthesis."),
				arg("source", symbol.Strings, "The text to search in."),
				need(symbol.NeedTypeName, arg("typeLiteral", symbol.AnyScalar, "The type to convert to, as typeof(long).")),
			),
		},
		Local:    Local{Emit: "extract", Nulls: NullMaybe},
		Examples: []Example{{Query: `print extract(@"user=(\w+)", 1, "user=alice ip=10.0.0.4"), extract(@"port (\d+)", 1, "port 443", typeof(long))`}},
	},
	{
		Name: "extract_all", Kind: Scalar, Family: "regex", Obsolete: []string{"extractall"}, Constant: true,
		Doc:     "Takes all matches of a regular expression's groups out of a text.",
		Returns: "An array of texts for one group, of arrays of texts for several; null without a match.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				pattern("regex"),
				arg("source", symbol.Strings, "The text to search in."),
			),
			sig(symbol.Returns(symbol.Dynamic),
				pattern("regex"),
				arg("captureGroups", symbol.Dynamics, "An array of the groups that are wanted, by number from 1 or by name."),
				arg("source", symbol.Strings, "The text to search in."),
			),
		},
		Local:    Local{Emit: "extract_all", Nulls: NullMaybe},
		Examples: []Example{{Query: `print extract_all(@"(\d+)", "ports 22, 80 and 443"), extract_all(@"(\w)(\d)", dynamic([2, 1]), "a1 b2")`}},
	},
	{
		Name: "replace_regex", Kind: Scalar, Family: "regex", Constant: true,
		Doc: "Replaces every match of a regular expression.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("source", symbol.Strings, "The text to change."),
				pattern("lookup_regex"),
				need(symbol.NeedConstant, arg("rewrite_pattern", symbol.Strings, `What comes in its place; \0 stands for the match, \1 for the first group.`)),
			),
		},
		Local:    Local{SQL: "regexp_replace($1, $2, $3, 'g')"},
		Examples: []Example{{Query: `print replace_regex("10.0.0.4 to 10.0.0.5", @"\d+\.\d+$", @"x.x")`}},
	},
	{
		Name: "replace", Kind: Scalar, Family: "regex", Replaced: "replace_regex", Constant: true,
		Doc: "Replaces every match of a regular expression; an old spelling of replace_regex() with another order of arguments.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				pattern("regex"),
				need(symbol.NeedConstant, arg("rewrite", symbol.Strings, `What comes in its place; \0 stands for the match, \1 for the first group.`)),
				arg("source", symbol.Strings, "The text to change."),
			),
		},
		Local:    Local{SQL: "regexp_replace($3, $1, $2, 'g')"},
		Examples: []Example{{Query: `print replace(@"\s+", " ", "net   user")`}},
	},
	{
		Name: "trim", Kind: Scalar, Family: "regex", Constant: true,
		Doc: "Removes one match of a regular expression at the beginning and one at the end.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				pattern("regex"),
				arg("source", symbol.Strings, "The text to trim."),
			),
		},
		Local:    Local{SQL: "regexp_replace(regexp_replace($2, '^(?:' || $1 || ')', ''), '(?:' || $1 || ')$$', '')"},
		Examples: []Example{{Query: `print trim(@"\s+", "  whoami  ")`}},
	},
	{
		Name: "trim_start", Kind: Scalar, Family: "regex", Constant: true,
		Doc: "Removes one match of a regular expression at the beginning.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				pattern("regex"),
				arg("source", symbol.Strings, "The text to trim."),
			),
		},
		Local:    Local{SQL: "regexp_replace($2, '^(?:' || $1 || ')', '')"},
		Examples: []Example{{Query: `print trim_start("www.", "www.contoso.com")`}},
	},
	{
		Name: "trim_end", Kind: Scalar, Family: "regex", Constant: true,
		Doc: "Removes one match of a regular expression at the end.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				pattern("regex"),
				arg("source", symbol.Strings, "The text to trim."),
			),
		},
		Local:    Local{SQL: "regexp_replace($2, '(?:' || $1 || ')$$', '')"},
		Examples: []Example{{Query: `print trim_end(@"\.$", "dc01.contoso.com.")`}},
	},
	{
		Name: "indexof_regex", Kind: Scalar, Family: "regex", Constant: true,
		Doc:     "Finds where a regular expression matches in a text.",
		Returns: "The position from 0; -1 without a match; null when start is negative, occurrence below 1 or length below -1.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("string", symbol.AnyScalar, "The text to search in."),
				need(symbol.NeedConstant, arg("match", symbol.AnyScalar, "The regular expression.")),
				opt(arg("start", symbol.Integers, "The position to begin at.")),
				opt(arg("length", symbol.Integers, "How many characters to search; -1 for all.")),
				opt(need(symbol.NeedConstant, arg("occurrence", symbol.Integers, "Which match is meant; the first when left out."))),
			),
		},
		Local:    Local{Emit: "indexof_regex", As: []symbol.Type{symbol.String, symbol.String, symbol.Long}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print indexof_regex("id 4688: x", @"\d+")`}},
	},
	{
		Name: "regex_quote", Kind: Scalar, Family: "regex", Constant: true,
		Doc: "Escapes the characters that have a meaning in regular expressions, so that a text matches itself.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String), arg("string", symbol.AnyScalar, "The text to escape.")),
		},
		Local:    Local{SQL: "kql_regex_quote($1)", As: asText},
		Examples: []Example{{Query: `print regex_quote("a.b*c")`}},
	},
}
