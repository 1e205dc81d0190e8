package builtin_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/builtin"
)

func TestCommandFor(t *testing.T) {
	for text, form := range map[string]string{
		"show tables":                                    "show tables [( <table>, ... )]",
		" show  TABLES (One, Two)":                       "show tables [( <table>, ... )]",
		"show tables details":                            "show tables [( <table>, ... )] details",
		"show table ['My table'] cslschema":              "show table <table> cslschema",
		"show database schema":                           "show database [<database>] schema",
		"show database lab schema as json":               "show database [<database>] schema as json",
		"set-or-append Target <| x":                      "set-or-append [async] <table> [with] <| <query>",
		"set-or-append async T with (folder=\"a\") <| x": "set-or-append [async] <table> [with] <| <query>",
		"drop table T ifexists":                          "drop table <table> [ifexists]",
		"create table T (a: long, b: string)":            "create table <table> ( <schema> ) [with]",
		"cancel query \"id; 1\"":                         "cancel query <string> [with]",
		"enable plugin \"r\" // why":                     "enable plugin <string>",
		"create-or-alter function F() { T " + strings.Repeat("| take 1 ", 3000) + "}": "create-or-alter function [with] <function> ...",
		"show unheard of": "",
		"":                "",
	} {
		got := ""
		if c := builtin.CommandFor(text); c != nil {
			got = c.Form
		}
		if got != form {
			t.Errorf("%q is %q, not %q", text, got, form)
		}
	}
}

func TestNextInCommand(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "show create alter drop set ingest export clear purge cancel",
		"show":                  "tables table database functions queries",
		"show table T":          "details cslschema extents ingestion policy",
		"show table":            "<table>",
		"drop table T":          "ifexists",
		"set-or-append T":       "with <|",
		"show table T policy":   "caching retention update",
		"alter database policy": "policy",
	} {
		var got []string
		for _, n := range builtin.NextInCommand(text) {
			got = append(got, n.Word)
		}
		for _, w := range strings.Fields(want) {
			if !slices.Contains(got, w) {
				t.Errorf("behind %q: no %s in %v", text, w, got)
			}
		}
	}
	if got := builtin.NextInCommand("set-or-append T with (folder="); len(got) > 0 {
		t.Errorf("in properties: %v", got)
	}
}

// TestCommandRows: each row has what its page and its result need, and fits itself.
func TestCommandRows(t *testing.T) {
	seen := map[string]bool{}
	for c := range builtin.Commands {
		if seen[c.Form] {
			t.Errorf("%s is there twice", c.Form)
		}
		seen[c.Form] = true
		if !strings.HasSuffix(c.Doc, ".") || c.Name() == "" {
			t.Errorf("%s: its sentence is %q, its name %q", c.Form, c.Doc, c.Name())
		}
		for _, col := range c.Rows().Columns {
			if col.Name == "" || col.Type == 0 {
				t.Errorf("%s: a column %q of type %v", c.Form, col.Name, col.Type)
			}
		}
		if strings.ContainsAny(c.Form, "[(<|=.") {
			continue
		}
		if builtin.CommandFor(c.Form) != c {
			t.Errorf("%s does not fit itself", c.Form)
		}
	}
}
