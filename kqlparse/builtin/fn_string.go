package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// textual is what string functions take that look into dynamics too.
const textual = symbol.Strings | symbol.Dynamics

// asText converts all operands as tostring() does.
var asText = []symbol.Type{symbol.String}

// stringFunctions take texts apart and put them together. Positions and lengths count characters (code points).
var stringFunctions = []Function{
	{
		Name: "strcat", Kind: Scalar, Family: "string", Constant: true,
		Doc:     "Joins values to one text, one after the other.",
		Returns: "Values that are not text are converted as by tostring(); null adds nothing.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				many(arg("arg", symbol.AnyScalar, "A value to append; up to 64 of them.")),
			),
		},
		Local:    Local{SQL: "concat($*)", As: asText, Nulls: NullNever},
		Examples: []Example{{Query: `print strcat("DESKTOP", "-", 17)`}},
	},
	{
		Name: "strcat_delim", Kind: Scalar, Family: "string", Constant: true,
		Doc: "Joins values to one text, with a separator between them.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("delimiter", symbol.AnyScalar, "What stands between two values."),
				many(arg("arg", symbol.AnyScalar, "A value to append; 2 to 64 of them.")),
			),
		},
		Local:    Local{SQL: "concat_ws($*)", As: asText, Nulls: NullNever},
		Examples: []Example{{Query: `print strcat_delim("\\", "CONTOSO", "alice")`}},
	},
	{
		Name: "strcat_array", Kind: Scalar, Family: "string", Aliases: []string{"array_strcat"}, Constant: true,
		Doc:     "Joins the elements of an array to one text, with a separator between them.",
		Returns: "Empty for null and for what is no array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("array", symbol.Dynamics, "The array whose elements are joined."),
				arg("delimiter", symbol.AnyScalar, "What stands between two elements."),
			),
		},
		Local:    Local{SQL: "kql_strcat_array($1, $2)", As: []symbol.Type{symbol.Dynamic, symbol.String}, Nulls: NullNever},
		Examples: []Example{{Query: `print strcat_array(dynamic(["whoami", "net", "quser"]), "; ")`}},
	},
	{
		Name: "strcmp", Kind: Scalar, Family: "string", Constant: true,
		Doc:     "Compares two texts, with regard to case.",
		Returns: "-1 when the first is smaller, 0 when they are equal, 1 when it is greater.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("s1", symbol.AnyScalar, "The first text."),
				arg("s2", symbol.AnyScalar, "The second text."),
			),
		},
		Local:    Local{SQL: "CAST(CASE WHEN $1 < $2 THEN -1 WHEN $1 > $2 THEN 1 ELSE 0 END AS BIGINT)", As: asText, Nulls: NullNever},
		Examples: []Example{{Query: `print strcmp("abc", "abd")`}},
	},
	{
		Name: "strrep", Kind: Scalar, Family: "string", Constant: true,
		Doc: "Repeats a text a number of times, at most 1024.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("value", symbol.AnyScalar, "The text to repeat."),
				arg("multiplier", symbol.Integers, "How many times."),
				opt(arg("delimiter", symbol.AnyScalar, "What stands between two repetitions; nothing when left out.")),
			),
		},
		Local:    Local{Emit: "strrep", As: []symbol.Type{symbol.String, symbol.Long, symbol.String}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print strrep("ab", 3, "-")`}},
	},
	{
		Name: "strlen", Kind: Scalar, Family: "string", NamePrefix: "strlen", Constant: true,
		Doc: "Counts the characters of a text.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long), arg("string", textual, "The text to measure.")),
		},
		Local:    Local{SQL: "length($1)", As: asText},
		Examples: []Example{{Query: `print strlen("naïve")`}},
	},
	{
		Name: "string_size", Kind: Scalar, Family: "string", NamePrefix: "string_size", Constant: true,
		Doc: "Counts the bytes that a text takes in UTF-8.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long), arg("string", textual, "The text to measure.")),
		},
		Local:    Local{SQL: "strlen($1)", As: asText},
		Examples: []Example{{Query: `print string_size("naïve")`}},
	},
	{
		Name: "tolower", Kind: Scalar, Family: "string", Constant: true,
		Doc: "Turns all letters into small ones.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String), arg("value", symbol.AnyScalar, "The text to convert.")),
		},
		Local:    Local{SQL: "lower($1)", As: asText},
		Examples: []Example{{Query: `print tolower("CMD.EXE")`}},
	},
	{
		Name: "toupper", Kind: Scalar, Family: "string", Constant: true,
		Doc: "Turns all letters into capitals.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String), arg("value", symbol.AnyScalar, "The text to convert.")),
		},
		Local:    Local{SQL: "upper($1)", As: asText},
		Examples: []Example{{Query: `print toupper("dc01")`}},
	},
	{
		Name: "substring", Kind: Scalar, Family: "string", Constant: true,
		Doc:     "Cuts a piece out of a text.",
		Returns: "Empty when the text has no character at the start.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("string", symbol.AnyScalar, "The text to cut from."),
				arg("start", symbol.Integers, "The position of the first character, from 0; a negative one counts from the end."),
				opt(arg("length", symbol.Integers, "How many characters; all up to the end when left out.")),
			),
		},
		Local:    Local{Emit: "substring", As: []symbol.Type{symbol.String, symbol.Long}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print substring("S-1-5-21-1004", 4, 4), substring("report.exe", -4)`}},
	},
	{
		Name: "split", Kind: Scalar, Family: "string", Naming: NameOfArg, Constant: true,
		Doc:     "Cuts a text at each separator and gives the pieces as an array.",
		Returns: "An array of texts; the separators are not part of them.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("source", symbol.AnyScalar, "The text to cut."),
				arg("delimiter", symbol.Strings, "The separator, taken literally."),
				opt(arg("requestedIndex", symbol.Integers, "The position, from 0, of the one piece that is wanted; the array then has only this piece.")),
			),
		},
		Local:    Local{Emit: "split", As: []symbol.Type{symbol.String, symbol.String, symbol.Long}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print split("10.0.0.4", "."), split("alice@contoso.com", "@", 1)`}},
	},
	{
		Name: "reverse", Kind: Scalar, Family: "string", Constant: true,
		Doc: "Writes a text backwards.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String), arg("value", symbol.AnyScalar, "The text to turn around.")),
		},
		Local:    Local{SQL: "kql_reverse($1)", As: asText},
		Examples: []Example{{Query: `print reverse("exe.tpircs")`}},
	},
	{
		Name: "indexof", Kind: Scalar, Family: "string", Constant: true,
		Doc:     "Finds where a text occurs in another one, with regard to case.",
		Returns: "The position from 0; -1 when it does not occur; null when occurrence is below 1 or length below -1.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("string", symbol.AnyScalar, "The text to search in."),
				arg("match", symbol.AnyScalar, "The text to search for."),
				opt(arg("start", symbol.Integers, "Where to begin; a negative position counts from the end.")),
				opt(arg("length", symbol.Integers, "How many characters to search; -1 for all.")),
				opt(need(symbol.NeedConstant, arg("occurrence", symbol.Integers, "Which occurrence is meant; the first when left out."))),
			),
		},
		Local:    Local{Emit: "indexof", As: []symbol.Type{symbol.String, symbol.String, symbol.Long}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print indexof("alice@contoso.com", "@"), indexof("a.b.c", ".", 0, -1, 2)`}},
	},
	{
		Name: "countof", Kind: Scalar, Family: "string", Constant: true,
		Doc:     "Counts how often a text or a regular expression occurs.",
		Returns: "Occurrences of a plain text may overlap, matches of a regular expression do not.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("source", symbol.Strings, "The text to search in."),
				arg("search", symbol.Strings, "What is counted."),
				opt(need(symbol.NeedLiteral, only(arg("kind", symbol.Strings, "Whether search is plain text or a regular expression; plain text when left out."), "normal", "regex"))),
			),
		},
		Local:    Local{Emit: "countof"},
		Examples: []Example{{Query: `print countof("aaa", "aa"), countof("a1b22", @"\d+", "regex")`}},
	},
	{
		Name: "translate", Kind: Scalar, Family: "string", Constant: true,
		Doc:     "Replaces single characters by others.",
		Returns: "When the replacements are fewer, the last one stands for the rest; when there are none, the characters are removed.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("searchList", symbol.Strings, "The characters to replace."),
				arg("replacementList", symbol.Strings, "The character for each of them, in the same order."),
				arg("source", symbol.Strings, "The text to change."),
			),
		},
		Local:    Local{SQL: "kql_translate($1, $2, $3)"},
		Examples: []Example{{Query: `print translate("^\"", "", "p^ower\"shell")`}},
	},
	{
		Name: "replace_string", Kind: Scalar, Family: "string", Constant: true,
		Doc: "Replaces every occurrence of a text by another one.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("text", symbol.Strings, "The text to change."),
				arg("lookup", symbol.Strings, "What is replaced, taken literally."),
				arg("rewrite", symbol.Strings, "What comes in its place."),
			),
		},
		Local:    Local{SQL: "replace($1, $2, $3)"},
		Examples: []Example{{Query: `print replace_string("hxxp://bad.example", "hxxp", "http")`}},
	},
	{
		Name: "replace_strings", Kind: Scalar, Family: "string", Constant: true,
		Doc:     "Replaces several texts, each by its own replacement.",
		Returns: "The lookups come one after the other; what a replacement put in is not replaced again.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("text", symbol.Strings, "The text to change."),
				arg("lookups", symbol.Dynamics, "An array of what is replaced."),
				arg("rewrites", symbol.Dynamics, "An array with the replacement for each of them."),
			),
		},
		Local:    Local{SQL: "kql_replace_strings($1, $2, $3)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print replace_strings("hxxp://bad[.]example", dynamic(["hxxp", "[.]"]), dynamic(["http", "."]))`}},
	},
	{
		Name: "has_any_index", Kind: Scalar, Family: "string", Constant: true,
		Doc:     "Finds which of several terms a text has.",
		Returns: "The position in the array of the first one that occurs as a term; -1 when none does.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				arg("source", textual, "The text to search in."),
				arg("values", symbol.Dynamics, "An array of terms."),
			),
		},
		Local:    Local{SQL: "kql_has_any_index($1, $2)", As: []symbol.Type{symbol.String, symbol.Dynamic}, Nulls: NullNever},
		Examples: []Example{{Query: `print has_any_index("net user /add", dynamic(["whoami", "user"]))`}},
	},
	{
		Name: "unicode_codepoints_from_string", Kind: Scalar, Family: "string", Obsolete: []string{"to_utf8"}, Constant: true,
		Doc: "Gives the numbers of a text's characters as an array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic), arg("value", symbol.AnyScalar, "The text.")),
		},
		Local:    Local{SQL: "kql_codepoints($1)", As: asText},
		Examples: []Example{{Query: `print unicode_codepoints_from_string("Kß")`}},
	},
	{
		Name: "unicode_codepoints_to_string", Kind: Scalar, Family: "string", Obsolete: []string{"make_string"}, Constant: true,
		Doc: "Makes a text of the numbers of its characters.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				many(arg("value", symbol.Integers|symbol.Dynamics, "A code point, or an array of them.")),
			),
		},
		Local:    Local{SQL: "kql_from_codepoints($*)", As: []symbol.Type{symbol.Dynamic}, Nulls: NullNever},
		Examples: []Example{{Query: `print unicode_codepoints_to_string(75, dynamic([81, 76]))`}},
	},
	{
		Name: "isascii", Kind: Scalar, Family: "string",
		Doc: "Says whether a text has ASCII characters only.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool), arg("value", symbol.AnyScalar, "The text to test.")),
		},
		Local:    Local{SQL: "(strlen($1) = length($1))", As: asText, Nulls: NullNever},
		Examples: []Example{{Query: `print isascii("admin"), isascii("аdmin")`, Shows: "the second begins with a Cyrillic letter"}},
	},
	{
		Name: "isutf8", Kind: Scalar, Family: "string",
		Doc:     "Says whether a text is valid UTF-8.",
		Returns: "Always true on the embedded engine, which repairs text when it loads it.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool), arg("value", symbol.AnyScalar, "The text to test.")),
		},
		Local:    Local{SQL: "($1 IS NOT NULL)", As: asText, Nulls: NullNever},
		Examples: []Example{{Query: `print isutf8("admin")`}},
	},
}
