package syntax

import (
	"fmt"
	"strings"
	"testing"
)

// describe writes an expectation as words: keywords as they are, slots in angle brackets.
func describe(e Expectation) string {
	var parts []string
	for _, s := range e.Slots {
		d := s.Kind.String()
		if s.Property != "" {
			d += " " + s.Property
		}
		if s.Call != nil {
			d += fmt.Sprintf(" of %s %d", s.Call.Name.Value, s.Arg)
		}
		if s.Left != nil {
			d += " after " + e.Tree.Source(s.Left)
		}
		parts = append(parts, "<"+d+">")
	}
	parts = append(parts, e.Words...)
	if e.InComment {
		parts = append(parts, "comment")
	}
	if e.InString {
		parts = append(parts, "string")
	}
	return strings.Join(parts, " ")
}

// Each case has $0 where the cursor is; wants are parts of the description that must occur, those with ! must not.
var expectCases = []struct {
	query string
	wants []string
}{
	{"$0", []string{"<statement>", "<source>", "<table>", "!<operator>"}},
	{"Lo$0", []string{"<statement>", "<table>"}},
	{"let x = 1;\n$0", []string{"<statement>", "<table>"}},
	{"let $0", []string{"<new name>", "!<table>"}},
	{"let x = $0", []string{"<let value>", "<source>", "view", "!<statement>"}},
	{"Logs | $0", []string{"<operator>", "!<table>", "!by"}},
	{"Logs | wh$0", []string{"<operator>"}},
	{"Logs | mv-ex$0", []string{"<operator>"}},
	{"Logs | where $0", []string{"<predicate>", "!<operator>", "!and"}},
	{"Logs | where Le$0vel == 1 | take 3", []string{"<predicate>"}},
	{"Logs | where Level $0", []string{"<infix after Level>", "and", "or", "!<predicate>"}},
	{"Logs | where Level !h$0", []string{"<infix after Level>", "!<predicate>"}},
	{"Logs | where Level == $0", []string{"<scalar after Level>", "!and", "!<infix"}},
	{"Logs | where Level == 1 $0", []string{"and", "or"}},
	{"Logs | where Level == 1 and $0", []string{"<predicate>", "!after"}},
	{"Logs | where Level in ($0", []string{"<list>", "<source>"}},
	{"Logs | where a matches $0", []string{"regex"}},
	{"Logs | extend x = strcat(a, $0", []string{"<arg of strcat 1>"}},
	{"Logs | extend x = strcat(a, tolower($0), b)", []string{"<arg of tolower 0>"}},
	{"Logs | extend x = d.$0", []string{"<member after d>", "!<scalar>"}},
	{"Logs | extend x = iff(a > $0", []string{"<arg of iff 0>"}},
	{"Logs | summarize $0", []string{"<aggregate>", "by", "<property name hint.strategy>"}},
	{"Logs | summarize count() $0", []string{"by", "!<aggregate>", "!<operator>"}},
	{"Logs | summarize count() by $0", []string{"<group>", "!<aggregate>"}},
	{"Logs | project a, $0", []string{"<scalar>"}},
	{"Logs | project-away $0", []string{"<wildcard>"}},
	{"Logs | project-rename a = $0", []string{"<rename>"}},
	{"Logs | sort by a $0", []string{"asc", "desc", "nulls"}},
	{"Logs | sort by a desc nulls $0", []string{"first", "last"}},
	{"Logs | sort $0", []string{"by", "!<scalar>"}},
	{"Logs | top 5 $0", []string{"by"}},
	{"Logs | join $0", []string{"<table>", "<property name kind>", "<property name hint.remote>"}},
	{"Logs | join kind=$0", []string{"<property value kind>", "!<table>"}},
	{"Logs | join hint.str$0", []string{"<property name hint.strategy>"}},
	{"Logs | join kind=inner ($0", []string{"<table>", "<source>", "!<property"}},
	{"Logs | join kind=inner (Users | $0", []string{"<operator>"}},
	{"Logs | join kind=inner (Users | where a $0) on b", []string{"<infix after a>"}},
	{"Logs | join (Users) $0", []string{"on"}},
	{"Logs | join (Users) on $0", []string{"<join key>"}},
	{"Logs | join (Users) on $left.$0", []string{"<member after $left>"}},
	{"Logs | join (Users) on a, $0", []string{"<join key>"}},
	{"union $0", []string{"<table>", "<property name withsource>"}},
	{"union A, $0", []string{"<table>", "!<property"}},
	{"Logs | render $0", []string{"<render>"}},
	{"Logs | render timechart with ($0", []string{"<property name title>"}},
	{"Logs | render timechart with (kind=$0", []string{"<property value kind>"}},
	{"Logs | evaluate $0", []string{"<plugin>"}},
	{"Logs | invoke $0", []string{"<invoke>"}},
	{"Logs | mv-expand a to $0", []string{"typeof"}},
	{"Logs | mv-expand a to typeof($0", []string{"<type>"}},
	{"Logs | mv-apply x = a on ($0", []string{"<operator>"}},
	{"Logs | mv-apply x = a on (where x > 1 | summarize $0", []string{"<aggregate>"}},
	{"Logs | make-series count() $0", []string{"on", "default"}},
	{"Logs | make-series count() on Time $0", []string{"from", "to", "step", "in"}},
	{"Logs | parse Text with 'a' $0", []string{"<parse pattern>"}},
	{"datatable(a:$0", []string{"<type>"}},
	{"datatable(a:long)[$0", []string{"<literal>"}},
	{"set $0", []string{"<option>"}},
	{"let f = (a:string, b:$0", []string{"<type>"}},
	{"let f = (a:string) { Logs | where $0 };", []string{"<predicate>"}},
	{"let f = () { $0", []string{"<statement>", "<table>"}},
	{"let t = toscalar($0", []string{"<table of toscalar 0>"}},
	{"range x $0", []string{"from"}},
	{"range x from 1 $0", []string{"to", "!step"}},
	{"Logs | where (a + | where $0", []string{"<predicate>"}},
	{"Logs | foo bar | extend a = $0", []string{"<scalar>"}},
	{"Logs | where a == 'x$0", []string{"string", "!<"}},
	{"Logs // wh$0", []string{"comment", "!<"}},
	{"Logs | partition by Host ($0", []string{"<operator>"}},
	{"search in ($0", []string{"<table>"}},
	{"Logs | take $0", []string{"<number>"}},
	{"Logs | distinct $0", []string{"<scalar>"}},
	{"Logs | as $0", []string{"<new name>"}},
	{"Logs | lookup kind=leftouter Users on $0", []string{"<join key>"}},
	{"Logs | where x between ($0", []string{"<scalar>"}},
	{"Logs | count | where Count > 1\n| $0\n| take 1", []string{"<operator>"}},
}

func TestExpected(t *testing.T) {
	for _, c := range expectCases {
		at := strings.Index(c.query, "$0")
		got := describe(Expected(strings.Replace(c.query, "$0", "", 1), at))
		for _, w := range c.wants {
			no, absent := strings.CutPrefix(w, "!")
			if absent == hasWord(got, no) {
				t.Errorf("%s: want %s in %q", c.query, w, got)
			}
		}
	}
}

func hasWord(s, w string) bool {
	if strings.HasPrefix(w, "<") || w == "after" {
		return strings.Contains(s, w)
	}
	for _, f := range strings.Fields(s) {
		if f == w {
			return true
		}
	}
	return false
}

func TestExpectedPrefix(t *testing.T) {
	for _, c := range []struct{ query, prefix, replace string }{
		{"Logs | wh$0", "wh", "wh"}, {"Logs | wh$0ere x", "wh", "where"}, {"Logs | project-aw$0", "project-aw", "project-aw"},
		{"Logs | project-$0", "project-", "project-"}, {"Logs | where a !ha$0", "!ha", "!ha"}, {"Logs | where a - b$0", "b", "b"},
		{"Logs | where a-b$0", "b", "b"}, {"Logs | join hint.str$0", "hint.str", "hint.str"}, {"Logs | where $0x", "", ""},
		{"Logs | where a.b$0", "b", "b"}, {"Logs | $0", "", ""}, {"", "", ""},
	} {
		at := max(0, strings.Index(c.query, "$0"))
		text := strings.Replace(c.query, "$0", "", 1)
		e := Expected(text, at)
		if p, r := text[e.Prefix.Start:e.Prefix.End], text[e.Replace.Start:e.Replace.End]; p != c.prefix || r != c.replace {
			t.Errorf("%s: prefix %q, replaces %q", c.query, p, r)
		}
	}
}

func TestExpectedNeverPanics(t *testing.T) {
	for _, q := range valid {
		for i := 0; i <= len(q); i++ {
			Expected(q, i)
		}
	}
}
