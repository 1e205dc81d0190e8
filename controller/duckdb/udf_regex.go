package duckdb

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// DuckDB's regular expressions are RE2, as Kusto's; what its functions can't return is done with Go's, which have RE2's
// syntax and meaning.

var patterns memo[*regexp.Regexp]

// compiled returns the regular expression, or ends the query with a message.
func compiled(pattern string) *regexp.Regexp {
	return patterns.of(pattern, func(p string) *regexp.Regexp {
		re, err := regexp.Compile(p)
		if err != nil {
			panic("the regular expression is not valid: " + strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		}
		return re
	})
}

// extractGroup returns a group of the first match; empty when there is no match or no such group.
func extractGroup(pattern string, group int64, source string) string {
	m := compiled(pattern).FindStringSubmatchIndex(source)
	if m == nil || group < 0 || 2*group+1 >= int64(len(m)) || m[2*group] < 0 {
		return ""
	}
	return source[m[2*group]:m[2*group+1]]
}

// extractAll returns the groups of all matches. groups is an array of numbers and names, or null for all groups.
func extractAll(pattern string, groups opt[string], source string) opt[string] {
	re := compiled(pattern)
	var which []int
	if wanted, ok := dynjson.Items(groups.v); ok {
		for _, w := range wanted {
			n, isNumber := dynjson.Int(w)
			if !isNumber {
				n = int64(re.SubexpIndex(dynjson.Text(w)))
			}
			if n < 0 || n > int64(re.NumSubexp()) {
				return none[string]()
			}
			which = append(which, int(n))
		}
	} else {
		for i := 1; i <= re.NumSubexp(); i++ {
			which = append(which, i)
		}
	}
	if len(which) == 0 {
		which = []int{0}
	}
	matches := re.FindAllStringSubmatch(source, -1)
	if len(matches) == 0 {
		return none[string]()
	}
	out := []byte{'['}
	for i, m := range matches {
		if i > 0 {
			out = append(out, ',')
		}
		if len(which) > 1 {
			out = append(out, '[')
		}
		for j, g := range which {
			if j > 0 {
				out = append(out, ',')
			}
			out = dynjson.AppendString(out, m[g])
		}
		if len(which) > 1 {
			out = append(out, ']')
		}
	}
	return some(string(append(out, ']')))
}

var regexFunctions = []*goFunction{
	fn3("kql_extract", extractGroup),
	fn3("kql_extract_all", extractAll),
	fn2v("kql_indexof_regex", func(s, pattern string, more []int64) opt[int64] {
		start, length, occurrence := searchRange(more)
		if start < 0 || length < -1 || occurrence < 1 {
			return none[int64]()
		}
		from, to, skipped := window(s, start, length)
		for _, m := range compiled(pattern).FindAllStringIndex(s[from:], int(min(occurrence, 1<<30))) {
			if from+m[0] >= to && length >= 0 {
				break
			}
			if occurrence--; occurrence == 0 {
				return some(skipped + int64(utf8.RuneCountInString(s[from:from+m[0]])))
			}
		}
		return some[int64](-1)
	}),
	fn1("kql_regex_quote", regexp.QuoteMeta),
}

var regexEmitters = map[string]emitter{
	"extract": func(e *Emission) (string, error) {
		sql := "kql_extract(" + e.SQL[0] + ", " + e.SQL[1] + ", " + e.SQL[2] + ")"
		// DuckDB takes constants only, and groups up to 9.
		if p, g := e.Const(0), e.Const(1); p != nil && g != nil && !g.Value.Null && 0 <= g.Value.Int && g.Value.Int <= 9 {
			re, err := regexp.Compile(p.Value.Str)
			if err == nil && g.Value.Int > int64(re.NumSubexp()) {
				sql = "''"
			} else {
				sql = "regexp_extract(" + e.SQL[2] + ", " + e.SQL[0] + ", " + strconv.FormatInt(g.Value.Int, 10) + ")"
			}
		}
		return textAs(sql, e.Call.Typeof), nil
	},
	"extract_all": func(e *Emission) (string, error) {
		if len(e.SQL) > 2 {
			return "kql_extract_all(" + strings.Join(e.SQL, ", ") + ")", nil
		}
		if p := e.Const(0); p != nil {
			if re, err := regexp.Compile(p.Value.Str); err == nil && re.NumSubexp() == 1 {
				return "nullif(to_json(regexp_extract_all(" + e.SQL[1] + ", " + e.SQL[0] + ", 1))::VARCHAR, '[]')", nil
			}
		}
		return "kql_extract_all(" + e.SQL[0] + ", NULL, " + e.SQL[1] + ")", nil
	},
	"indexof_regex": func(e *Emission) (string, error) {
		return "kql_indexof_regex(" + strings.Join(e.SQL, ", ") + ")", nil
	},
}

// textAs converts the SQL of a text to the type that a typeof argument names, as toint() and its relatives do.
func textAs(sql string, t symbol.Type) string {
	switch t {
	case symbol.Unknown, symbol.String:
		return sql
	case symbol.Dynamic:
		return "kql_parse_json(" + sql + ")"
	}
	row := builtin.Named(builtin.Scalar, conversions[t])
	template := row.Local.SQL
	if template == "" {
		template = pick(row.Local.Cases, []symbol.Type{symbol.String})
	}
	return (&scope{}).fill(template, []string{"(" + sql + ")"})
}
