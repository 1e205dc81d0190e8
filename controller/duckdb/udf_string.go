package duckdb

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

var stringMacros = []macro{
	{"kql_substring", "s, i, n", "substring(s, CASE WHEN i < 0 THEN greatest(length(s) + i, 0) ELSE least(i, 2147483647) END + 1, least(greatest(n, 0), 2147483647))"},
}

var termLists memo[*termList]

var stringFunctions = []*goFunction{
	fn2("kql_has", func(text, needle string) bool { return hasTerm(text, needle, termEdges{true, true}) }),
	fn2("kql_hasprefix", func(text, needle string) bool { return hasTerm(text, needle, termEdges{start: true}) }),
	fn2("kql_hassuffix", func(text, needle string) bool { return hasTerm(text, needle, termEdges{end: true}) }),
	fn2("kql_has_any", func(text string, terms opt[string]) bool { return termLists.of(terms.v, newTermList).any(text) }),
	fn2("kql_has_all", func(text string, terms opt[string]) bool { return termLists.of(terms.v, newTermList).every(text) }),
	fn2("kql_has_any_index", func(text string, terms opt[string]) int64 { return termLists.of(terms.v, newTermList).first(text) }),
	fn0v("kql_terms", joinTerms),

	fn3("kql_strrep", func(s string, n int64, delimiter string) string {
		if n = min(n, 1024); n <= 0 {
			return ""
		}
		return strings.Repeat(s+delimiter, int(n)-1) + s
	}),
	fn1("kql_reverse", func(s string) string {
		out := make([]byte, 0, len(s))
		for len(s) > 0 {
			_, n := utf8.DecodeLastRuneInString(s)
			out = append(out, s[len(s)-n:]...)
			s = s[:len(s)-n]
		}
		return string(out)
	}),
	fn3("kql_split_at", func(s, delimiter string, i int64) string {
		pieces := splitText(s, delimiter)
		if i < 0 || i >= int64(len(pieces)) {
			return "[]"
		}
		return dynjson.Strings(pieces[i : i+1])
	}),
	fn2("kql_split", func(s, delimiter string) string { return dynjson.Strings(splitText(s, delimiter)) }),
	fn2v("kql_indexof", func(s, match string, more []int64) opt[int64] {
		start, length, occurrence := searchRange(more)
		if length < -1 || occurrence < 1 {
			return none[int64]()
		}
		return some(indexOf(s, match, start, length, occurrence))
	}),
	fn2("kql_countof", func(s, search string) int64 {
		if search == "" {
			return 0
		}
		n := int64(0)
		for from := 0; ; n++ {
			i := strings.Index(s[from:], search)
			if i < 0 {
				return n
			}
			_, size := utf8.DecodeRuneInString(s[from+i:])
			from += i + size
		}
	}),
	fn3("kql_translate", func(search, replacement, source string) string {
		from, to := []rune(search), []rune(replacement)
		return strings.Map(func(r rune) rune {
			for i, f := range from {
				if r != f {
					continue
				}
				if len(to) == 0 {
					return -1
				}
				return to[min(i, len(to)-1)]
			}
			return r
		}, source)
	}),
	fn3("kql_replace_strings", replaceStrings),
	fn1("kql_codepoints", func(s string) string {
		out := []byte{'['}
		for i, r := range s {
			if i > 0 {
				out = append(out, ',')
			}
			out = strconv.AppendInt(out, int64(r), 10)
		}
		return string(append(out, ']'))
	}),
	fn0v("kql_from_codepoints", func(args []opt[string]) string {
		var out []byte
		for _, a := range args {
			items, ok := dynjson.Items(a.v)
			if !ok {
				items = []string{a.v}
			}
			for _, item := range items {
				if n, ok := dynjson.Int(item); ok && 0 <= n && n <= utf8.MaxRune {
					out = utf8.AppendRune(out, rune(n))
				}
			}
		}
		return string(out)
	}),
}

// joinTerms makes one array of dynamics: arrays stand for their elements.
func joinTerms(args []opt[string]) string {
	var all []string
	for _, a := range args {
		if items, ok := dynjson.Items(a.v); ok {
			all = append(all, items...)
		} else if !dynjson.IsNull(a.v) {
			all = append(all, a.v)
		}
	}
	return dynjson.ArrayOf(all)
}

// splitText cuts at each delimiter; an empty one cuts nowhere.
func splitText(s, delimiter string) []string {
	if delimiter == "" {
		return []string{s}
	}
	return strings.Split(s, delimiter)
}

// searchRange reads the optional arguments start, length and occurrence.
func searchRange(more []int64) (start, length, occurrence int64) {
	start, length, occurrence = 0, -1, 1
	for i, p := range []*int64{&start, &length, &occurrence} {
		if i < len(more) {
			*p = more[i]
		}
	}
	return start, length, occurrence
}

// indexOf returns the place, in characters, of an occurrence of match that begins within length characters from start
// (it may end behind them); -1 when there is none.
func indexOf(s, match string, start, length, occurrence int64) int64 {
	from, to, skipped := window(s, start, length)
	for at := from; ; occurrence-- {
		i := strings.Index(s[at:], match)
		if i < 0 {
			return -1
		}
		if at += i; at > to || at == to && length >= 0 {
			return -1
		}
		if occurrence == 1 {
			return skipped + int64(utf8.RuneCountInString(s[from:at]))
		}
		if at == len(s) {
			return -1
		}
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
}

// window returns the bytes from:to of s that hold length characters (-1: all) from character start (negative: from the
// end), and how many characters lie before.
func window(s string, start, length int64) (from, to int, skipped int64) {
	if start < 0 {
		start = max(0, int64(utf8.RuneCountInString(s))+start)
	}
	for skipped < start && from < len(s) {
		_, n := utf8.DecodeRuneInString(s[from:])
		from += n
		skipped++
	}
	to = len(s)
	if length >= 0 {
		to = from
		for ; length > 0 && to < len(s); length-- {
			_, n := utf8.DecodeRuneInString(s[to:])
			to += n
		}
	}
	return from, to, skipped
}

// replaceStrings takes the lookups in order. What a lookup matched is settled: later lookups see only the text between.
// A replacement that is no text leaves its matches as they are, and settled.
func replaceStrings(text string, lookups, rewrites opt[string]) opt[string] {
	from, ok1 := dynjson.Items(lookups.v)
	to, ok2 := dynjson.Items(rewrites.v)
	if !ok1 || !ok2 || len(from) != len(to) {
		return none[string]()
	}
	type piece struct {
		text    string
		settled bool
	}
	pieces := []piece{{text: text}}
	for i, lookup := range from {
		old := dynjson.Text(lookup)
		if old == "" {
			continue
		}
		fresh := old
		if dynjson.KindOf(to[i]) == dynjson.String {
			fresh = dynjson.Text(to[i])
		}
		var next []piece
		for _, p := range pieces {
			if p.settled || !strings.Contains(p.text, old) {
				next = append(next, p)
				continue
			}
			for j, part := range strings.Split(p.text, old) {
				if j > 0 {
					next = append(next, piece{fresh, true})
				}
				next = append(next, piece{text: part})
			}
		}
		pieces = next
	}
	var out strings.Builder
	for _, p := range pieces {
		out.WriteString(p.text)
	}
	return some(out.String())
}

var stringEmitters = map[string]emitter{
	"has_any": hasList("kql_has_any"),
	"has_all": hasList("kql_has_all"),
	"strrep": func(e *Emission) (string, error) {
		delimiter := "''"
		if len(e.SQL) > 2 {
			delimiter = e.SQL[2]
		}
		return "kql_strrep(" + e.SQL[0] + ", " + e.SQL[1] + ", " + delimiter + ")", nil
	},
	"substring": emitSubstring,
	"split": func(e *Emission) (string, error) {
		if len(e.SQL) > 2 {
			return "kql_split_at(" + strings.Join(e.SQL, ", ") + ")", nil
		}
		if d := e.Const(1); d != nil && d.Value.Str != "" {
			return "to_json(string_split(" + e.SQL[0] + ", " + e.SQL[1] + "))::VARCHAR", nil
		}
		return "kql_split(" + strings.Join(e.SQL, ", ") + ")", nil
	},
	"indexof": func(e *Emission) (string, error) {
		if len(e.SQL) == 2 {
			return "instr(" + e.SQL[0] + ", " + e.SQL[1] + ") - 1", nil
		}
		return "kql_indexof(" + strings.Join(e.SQL, ", ") + ")", nil
	},
	"countof": func(e *Emission) (string, error) {
		if k := e.Const(2); k != nil && k.Value.Str == "regex" {
			return "CAST(len(regexp_extract_all(" + e.SQL[0] + ", " + e.SQL[1] + ")) AS BIGINT)", nil
		}
		return "kql_countof(" + e.SQL[0] + ", " + e.SQL[1] + ")", nil
	},
}

// hasList writes has_any and has_all: the terms become one array, a constant one when they are constant.
func hasList(function string) emitter {
	return func(e *Emission) (string, error) {
		return function + "(" + e.SQL[0] + ", " + listOf(e, 1) + ")", nil
	}
}

// listOf writes the operands from position from on as one JSON array: dynamic arrays stand for their elements.
func listOf(e *Emission, from int) string {
	var texts []opt[string]
	var parts []string
	constant := true
	for i := from; i < len(e.SQL); i++ {
		text, ok := constDynamic(e, i)
		constant = constant && ok
		texts = append(texts, some(text))
		part := e.SQL[i]
		if t := e.Call.Args[i].Type(); t != symbol.Dynamic {
			part = "kql_json_text(" + part + "::VARCHAR)"
		}
		parts = append(parts, part)
	}
	if constant {
		return quote(joinTerms(texts))
	}
	return "kql_terms(" + strings.Join(parts, ", ") + ")"
}

// constDynamic returns a constant operand, text or number or dynamic, as the text of a dynamic.
func constDynamic(e *Emission, i int) (string, bool) {
	k := e.Const(i)
	switch {
	case k == nil:
		return "", false
	case k.Value.Null:
		return "null", true
	}
	switch k.Value.Type {
	case symbol.String, symbol.Guid:
		return dynjson.Quote(k.Value.Str), true
	case symbol.Dynamic:
		return k.Value.Str, true
	case symbol.Int, symbol.Long:
		return strconv.FormatInt(k.Value.Int, 10), true
	}
	return "", false
}

// emitSubstring spares the general form its cases where the positions are constant, as they mostly are.
func emitSubstring(e *Emission) (string, error) {
	length := "2147483647"
	if len(e.SQL) > 2 {
		length = e.SQL[2]
	}
	start, n := e.Const(1), e.Const(2)
	simple := start != nil && !start.Value.Null && 0 <= start.Value.Int && start.Value.Int < 1<<31-1
	if simple && (len(e.SQL) == 2 || n != nil && !n.Value.Null && 0 <= n.Value.Int && n.Value.Int < 1<<31) {
		first := strconv.FormatInt(start.Value.Int+1, 10)
		if len(e.SQL) == 2 {
			return "substring(" + e.SQL[0] + ", " + first + ")", nil
		}
		return "substring(" + e.SQL[0] + ", " + first + ", " + strconv.FormatInt(n.Value.Int, 10) + ")", nil
	}
	return "kql_substring(" + e.SQL[0] + ", " + e.SQL[1] + ", " + length + ")", nil
}
