package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// fromText is the signature of a function of one text.
func fromText(result symbol.Type, name, doc string) []symbol.Signature {
	return []symbol.Signature{sig(symbol.Returns(result), arg(name, symbol.Strings, doc))}
}

// parseFunctions read texts of known shapes.
var parseFunctions = []Function{
	{
		Name: "extract_json", Kind: Scalar, Family: "parse", Aliases: []string{"extractjson"}, Constant: true,
		Doc:     "Takes one value out of JSON text by its path.",
		Returns: "Text; empty when the path leads nowhere. With typeof, the value converted to that type.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				need(symbol.NeedConstant, arg("jsonPath", symbol.Strings, "The path, such as $.user.ids[0].")),
				arg("jsonText", symbol.Strings|symbol.Dynamics, "The JSON text."),
			),
			sig(symbol.Result{Kind: symbol.ResultTypeof, Arg: 2, Type: symbol.String},
				need(symbol.NeedConstant, arg("jsonPath", symbol.Strings, "The path, such as $.user.ids[0].")),
				arg("jsonText", symbol.Strings|symbol.Dynamics, "The JSON text."),
				need(symbol.NeedTypeName, arg("type", symbol.AnyScalar, "The type to convert to, as typeof(long).")),
			),
		},
		Local:    Local{Emit: "extract_json", Nulls: NullMaybe},
		Examples: []Example{{Query: `print extract_json("$.user.ids[0]", '{"user":{"ids":[7,8]}}', typeof(long))`}},
	},
	{
		Name: "parse_url", Kind: Scalar, Family: "parse", Obsolete: []string{"parseurl"}, Constant: true,
		Doc:     "Takes a URL apart.",
		Returns: "A bag with Scheme, Host, Port, Path, Username, Password, Query Parameters (a bag) and Fragment.",
		Sigs:    fromText(symbol.Dynamic, "url", "An absolute URL."),
		Local:   Local{SQL: "kql_parse_url($1)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print u = parse_url("https://bob@contoso.com:8443/a/b?x=1&y=2#top") | project u.Host, u["Query Parameters"].y`},
		},
	},
	{
		Name: "parse_urlquery", Kind: Scalar, Family: "parse", Obsolete: []string{"parseurlquery"}, Constant: true,
		Doc:      "Takes the query part of a URL apart.",
		Returns:  "A bag with one key, Query Parameters, which is a bag of the parameters.",
		Sigs:     fromText(symbol.Dynamic, "query", "The query, without the question mark."),
		Local:    Local{SQL: "kql_parse_urlquery($1)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print parse_urlquery("user=bob&id=7")`}},
	},
	{
		Name: "parse_path", Kind: Scalar, Family: "parse", Constant: true,
		Doc:      "Takes the path of a file apart: Windows, Unix or UNC.",
		Returns:  "A bag with Scheme, RootPath, DirectoryPath, DirectoryName, Filename, Extension and AlternateDataStreamName.",
		Sigs:     fromText(symbol.Dynamic, "path", "The path."),
		Local:    Local{SQL: "kql_parse_path($1)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print parse_path(@"C:\Users\alice\report.docx").Extension`}},
	},
	{
		Name: "parse_csv", Kind: Scalar, Family: "parse", Naming: NameOfArg, Constant: true,
		Doc:     "Takes one record of comma-separated values apart.",
		Returns: "An array of texts; of several records only the first.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic), arg("csv_text", textual, "The record; values with commas are in double quotes.")),
		},
		Local:    Local{SQL: "kql_parse_csv($1)", As: asText, Nulls: NullMaybe},
		Examples: []Example{{Query: `print parse_csv('alice,"Sales, EMEA",7')`}},
	},
	{
		Name: "parse_xml", Kind: Scalar, Family: "parse", Naming: NameOfArg, Constant: true,
		Doc:     "Reads XML as a dynamic value: elements become keys, attributes keys with @, text beside them #text.",
		Returns: "Null when the text is no XML; elements of one name become an array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic), arg("xml_text", textual, "The XML text.")),
		},
		Local:    Local{SQL: "kql_parse_xml($1)", As: asText, Nulls: NullMaybe},
		Examples: []Example{{Query: `print x = parse_xml('<Event id="4688"><User>alice</User></Event>') | project x.Event.User, x.Event["@id"]`}},
	},
	{
		Name: "parse_command_line", Kind: Scalar, Family: "parse", Constant: true,
		Doc: "Cuts a command line into its arguments, by the rules of an operating system.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("command", symbol.AnyScalar, "The command line."),
				values(arg("parser", symbol.Strings, "Whose rules: windows."), "windows"),
			),
		},
		Local:    Local{SQL: "kql_parse_command_line($1, $2)", As: asText, Nulls: NullMaybe},
		Examples: []Example{{Query: `print parse_command_line(@'cmd.exe /c "dir C:\Temp"', "windows")`}},
	},
	{
		Name: "parse_user_agent", Kind: Scalar, Family: "parse", Constant: true,
		Doc:     "Recognises browser, operating system and device in a user agent string.",
		Returns: "A bag with Browser, OperatingSystem and Device, as far as they were asked for; what is not recognised is called Other.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("user_agent", symbol.Strings, "The user agent string."),
				opt(arg("look_for", textual, "What is wanted: browser, os, device, or an array of them.")),
			),
		},
		Local:    Local{SQL: "kql_parse_user_agent($1, $2)", As: []symbol.Type{symbol.String, symbol.Dynamic}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print parse_user_agent("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:126.0) Gecko/20100101 Firefox/126.0", "browser")`}},
	},
	{
		Name: "parse_version", Kind: Scalar, Family: "parse", Constant: true,
		Doc:     "Makes a number of a version, so that versions can be compared.",
		Returns: "A decimal of up to 32 digits; null when the text is no version of one to four numbers.",
		Sigs:    fromText(symbol.Decimal, "version", "The version, such as 10.0.19045.1."),
		Local:   Local{Remote: "its result has up to 32 digits, and decimals of the embedded engine have 20 before the point"},
	},
}
