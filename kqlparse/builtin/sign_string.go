package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// textSign is the row of an operator on two texts. The compiler reads its meaning from sql; see the comments on terms in
// controller/duckdb.
func textSign(name, doc, example, sql string, aliases ...string) Function {
	return Function{
		Name: name, Kind: Sign, Family: "string operator", Aliases: aliases,
		Doc: doc,
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("left", textual, "The text that is looked at."),
				arg("right", textual, "What it is compared with."),
			),
		},
		Local:    Local{SQL: sql, As: asText, Nulls: NullNever},
		Examples: []Example{{Query: example}},
	}
}

// textThenList converts the first operand as tostring() does and leaves the members of the list as they are.
var textThenList = []symbol.Type{symbol.String, symbol.Unknown}

// listSign is the row of an operator between a value and a list.
func listSign(name, doc, example string, left symbol.Set, local Local) Function {
	return Function{
		Name: name, Kind: Sign, Family: "string operator",
		Doc:     doc,
		Returns: "The list is values in parentheses, a dynamic array, or a table with one column.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("left", left, "The value that is looked at."),
				many(arg("right", symbol.AnyScalar, "A value of the list.")),
			),
		},
		Local:    local,
		Examples: []Example{{Query: example}},
	}
}

// The engine writes in and !in by the types of the operands; the templates here say what they mean for values of one type.
//
// A term is a run of letters and digits of any script; everything else separates, the underscore too. What is looked for
// matches where its own first and last characters, if they belong to terms, begin and end a term.
//
// Invariants: operators without _cs fold case; both sides are text, so no result is null. DuckDB folds constants, so that
// lower() of a literal costs nothing; contains(lower(...)) is the fast way to look for a text, and also the cheap test
// before the dear one of has.
var textSigns = []Function{
	textSign("=~", "Equal, whatever the case of letters.",
		`print "CMD.exe" =~ "cmd.EXE"`, "(lower($1) = lower($2))"),
	textSign("!~", "Not equal, whatever the case of letters.",
		`print "cmd.exe" !~ "CMD.EXE"`, "(lower($1) <> lower($2))"),

	textSign("has", "The text has a term: quicker and more exact than contains, because it matches whole words only.",
		`print "net user /add" has "USER", "superuser" has "user"`, "CASE WHEN contains(lower($1), lower($2)) THEN kql_has(lower($1), lower($2)) ELSE false END", ":"),
	textSign("!has", "The text does not have a term.",
		`print "superuser" !has "user"`, "CASE WHEN contains(lower($1), lower($2)) THEN NOT kql_has(lower($1), lower($2)) ELSE true END"),
	textSign("has_cs", "The text has a term, with regard to case.",
		`print "net USER" has_cs "USER"`, "CASE WHEN contains($1, $2) THEN kql_has($1, $2) ELSE false END"),
	textSign("!has_cs", "The text does not have a term, with regard to case.",
		`print "net USER" !has_cs "user"`, "CASE WHEN contains($1, $2) THEN NOT kql_has($1, $2) ELSE true END"),
	textSign("hasprefix", "The text has a term that begins with a prefix.",
		`print "run powershell.exe" hasprefix "POWER"`, "CASE WHEN contains(lower($1), lower($2)) THEN kql_hasprefix(lower($1), lower($2)) ELSE false END"),
	textSign("!hasprefix", "The text has no term that begins with a prefix.",
		`print "run powershell.exe" !hasprefix "shell"`, "CASE WHEN contains(lower($1), lower($2)) THEN NOT kql_hasprefix(lower($1), lower($2)) ELSE true END"),
	textSign("hasprefix_cs", "The text has a term that begins with a prefix, with regard to case.",
		`print "run PowerShell" hasprefix_cs "Power"`, "CASE WHEN contains($1, $2) THEN kql_hasprefix($1, $2) ELSE false END"),
	textSign("!hasprefix_cs", "The text has no term that begins with a prefix, with regard to case.",
		`print "run PowerShell" !hasprefix_cs "power"`, "CASE WHEN contains($1, $2) THEN NOT kql_hasprefix($1, $2) ELSE true END"),
	textSign("hassuffix", "The text has a term that ends with a suffix.",
		`print "run powershell.exe" hassuffix "SHELL"`, "CASE WHEN contains(lower($1), lower($2)) THEN kql_hassuffix(lower($1), lower($2)) ELSE false END"),
	textSign("!hassuffix", "The text has no term that ends with a suffix.",
		`print "run powershell.exe" !hassuffix "power"`, "CASE WHEN contains(lower($1), lower($2)) THEN NOT kql_hassuffix(lower($1), lower($2)) ELSE true END"),
	textSign("hassuffix_cs", "The text has a term that ends with a suffix, with regard to case.",
		`print "run PowerShell" hassuffix_cs "Shell"`, "CASE WHEN contains($1, $2) THEN kql_hassuffix($1, $2) ELSE false END"),
	textSign("!hassuffix_cs", "The text has no term that ends with a suffix, with regard to case.",
		`print "run PowerShell" !hassuffix_cs "shell"`, "CASE WHEN contains($1, $2) THEN NOT kql_hassuffix($1, $2) ELSE true END"),

	textSign("contains", "The text occurs somewhere in the other one; has is quicker where whole words are meant.",
		`print "superuser" contains "USER"`, "contains(lower($1), lower($2))"),
	textSign("!contains", "The text occurs nowhere in the other one.",
		`print "superuser" !contains "admin"`, "(NOT contains(lower($1), lower($2)))", "notcontains"),
	textSign("contains_cs", "The text occurs somewhere in the other one, with regard to case.",
		`print "superUser" contains_cs "User"`, "contains($1, $2)", "containscs"),
	textSign("!contains_cs", "The text occurs nowhere in the other one, with regard to case.",
		`print "superuser" !contains_cs "User"`, "(NOT contains($1, $2))", "!containscs", "notcontainscs"),
	textSign("startswith", "The text begins with the other one.",
		`print "C:\\Windows" startswith "c:"`, "starts_with(lower($1), lower($2))"),
	textSign("!startswith", "The text does not begin with the other one.",
		`print "C:\\Windows" !startswith "d:"`, "(NOT starts_with(lower($1), lower($2)))"),
	textSign("startswith_cs", "The text begins with the other one, with regard to case.",
		`print "C:\\Windows" startswith_cs "C:"`, "starts_with($1, $2)"),
	textSign("!startswith_cs", "The text does not begin with the other one, with regard to case.",
		`print "C:\\Windows" !startswith_cs "c:"`, "(NOT starts_with($1, $2))"),
	textSign("endswith", "The text ends with the other one.",
		`print "invoice.pdf.EXE" endswith ".exe"`, "ends_with(lower($1), lower($2))"),
	textSign("!endswith", "The text does not end with the other one.",
		`print "invoice.pdf" !endswith ".exe"`, "(NOT ends_with(lower($1), lower($2)))"),
	textSign("endswith_cs", "The text ends with the other one, with regard to case.",
		`print "invoice.EXE" endswith_cs ".EXE"`, "ends_with($1, $2)"),
	textSign("!endswith_cs", "The text does not end with the other one, with regard to case.",
		`print "invoice.EXE" !endswith_cs ".exe"`, "(NOT ends_with($1, $2))"),
	textSign("matches regex", "A regular expression matches somewhere in the text; case counts unless the expression says (?i).",
		`print "host DC-017" matches regex @"DC-\d{3}"`, "regexp_matches($1, $2)"),
	{
		Name: "like", Kind: Sign, Family: "string operator", Aliases: []string{"likecs", "notlike", "notlikecs"}, Replaced: "contains",
		Doc: "Compares with a pattern; an outdated operator that is not documented any more.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool), arg("left", textual, "The text that is looked at."), arg("right", textual, "The pattern.")),
		},
		Local: Local{Remote: "`like` is outdated and its patterns are not documented; write `contains`, `startswith` or `matches regex`"},
	},

	listSign("in", "The value is in a list, with regard to case.",
		`print "a" in ("a", "b"), 3 in (1, 2)`, symbol.AnyScalar, Local{SQL: "coalesce($1 IN ($2*), false)", Nulls: NullNever}),
	listSign("!in", "The value is not in a list, with regard to case.",
		`print "A" !in ("a", "b")`, symbol.AnyScalar, Local{SQL: "(NOT coalesce($1 IN ($2*), false))", Nulls: NullNever}),
	listSign("in~", "The value is in a list, whatever the case of letters.",
		`print "A" in~ ("a", "b")`, textual, Local{SQL: "list_contains(list_transform([$2*], lambda e: lower(e)), lower($1))", As: asText, Nulls: NullNever}),
	listSign("!in~", "The value is not in a list, whatever the case of letters.",
		`print "A" !in~ ("c", "b")`, textual, Local{SQL: "(NOT list_contains(list_transform([$2*], lambda e: lower(e)), lower($1)))", As: asText, Nulls: NullNever}),
	listSign("has_any", "The text has at least one of several terms.",
		`print "net user /add" has_any ("whoami", "user")`, textual, Local{Emit: "has_any", As: textThenList, Nulls: NullNever}),
	listSign("has_all", "The text has all of several terms.",
		`print "net user /add" has_all ("net", "add")`, textual, Local{Emit: "has_all", As: textThenList, Nulls: NullNever}),
}
