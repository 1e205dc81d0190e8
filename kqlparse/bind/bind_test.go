package bind_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata")

// catalog is the database of the tests, and one beside it.
type catalog struct{ db, other *symbol.Database }

func (c catalog) Database() *symbol.Database { return c.db }

func (c catalog) Lookup(cluster, database string) (*symbol.Database, bool) {
	switch {
	case cluster != "":
		return nil, false
	case database == "" || database == c.db.Name:
		return c.db, true
	case database == c.other.Name:
		return c.other, true
	}
	return nil, true
}

// table makes a table from "name: a long, b string".
func table(name, columns string) *symbol.Table {
	t := &symbol.Table{Name: name}
	for _, c := range strings.Split(columns, ",") {
		word, typ, _ := strings.Cut(strings.TrimSpace(c), " ")
		kind, ok := symbol.TypeNamed(typ)
		if !ok {
			panic("no type " + typ)
		}
		t.Rows.Columns = append(t.Rows.Columns, &symbol.Column{Name: word, Type: kind, Table: t})
	}
	return t
}

func testCatalog() catalog {
	db := &symbol.Database{Name: "lab", Tables: map[string]*symbol.Table{}, Functions: map[string]*symbol.Function{}}
	for _, t := range []*symbol.Table{
		table("T", "Num long, Text string, When datetime, Bag dynamic, Flag bool, Small int, Ratio real, Span timespan, Id guid"),
		table("Other", "Num long, Name string, When datetime, Bag dynamic"),
		table("Logins", "Time datetime, User string, Address string, Result int"),
		table("LoginsOld", "Time datetime, User string, Address dynamic, Code long"),
	} {
		db.Tables[t.Name] = t
	}
	view := table("Daily", "Day datetime, Hits long")
	view.Kind = symbol.MaterializedView
	db.Tables[view.Name] = view
	outside := table("Outside", "Line string")
	outside.Kind = symbol.ExternalTable
	db.Tables[outside.Name] = outside
	for _, f := range []*symbol.Function{
		{Name: "Failed", Body: "Logins | where Result != 0 | project Time, User"},
		{Name: "Twice", Params: []symbol.Param{{Name: "x", Type: symbol.Long}}, Body: "x * 2"},
		{Name: "Since", Params: []symbol.Param{{Name: "from", Type: symbol.Datetime, Default: "datetime(2024-01-01)"}}, Body: "Logins | where Time > from"},
		{Name: "Tag", Params: []symbol.Param{{Name: "rows", Rows: &symbol.Rows{Open: true}}, {Name: "tag", Type: symbol.String}}, Body: "rows | extend Tag = tag"},
		{Name: "Loop", Body: "Loop | take 1"},
		{Name: "Dark", Result: &symbol.Rows{Columns: []*symbol.Column{{Name: "Light", Type: symbol.Real}}}},
		{Name: "Unlit"},
	} {
		db.Functions[f.Name] = f
	}
	other := &symbol.Database{Name: "archive", Tables: map[string]*symbol.Table{"Old": table("Old", "Year int, Text string")}, Functions: map[string]*symbol.Function{}}
	return catalog{db, other}
}

// describe is what a test shows of a binding: what each statement yields, then the diagnostics.
func describe(info *bind.Info, tree *syntax.Tree) string {
	var s strings.Builder
	for _, st := range info.Statements {
		if st.Rows == nil {
			fmt.Fprintf(&s, "scalar %s\n", st.Type)
			continue
		}
		s.WriteString(rowsText(st.Rows))
		s.WriteByte('\n')
	}
	for _, e := range tree.Errors {
		fmt.Fprintf(&s, "%s %q %s\n", e.Code, tree.Text[e.Span.Start:e.Span.End], e.Message)
	}
	for _, d := range info.Diagnostics {
		fmt.Fprintf(&s, "%s %q %s\n", d.Code, tree.Text[d.Span.Start:d.Span.End], d.Message)
	}
	return s.String()
}

func rowsText(rows *symbol.Rows) string {
	var parts []string
	for _, c := range rows.Columns {
		parts = append(parts, c.Name+":"+c.Type.String())
	}
	if rows.Open {
		parts = append(parts, "...")
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// TestCases runs testdata/*.txt; strict.txt with Options.Strict. A file holds cases: a line "# what it shows", the query, a line "--", what comes out.
func TestCases(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	if len(files) == 0 {
		t.Fatal("no cases")
	}
	cat := testCatalog()
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, c := range strings.Split(string(text), "\n# ") {
			c = strings.TrimPrefix(c, "# ")
			title, rest, _ := strings.Cut(c, "\n")
			query, want, ok := strings.Cut(rest, "\n--\n")
			if !ok {
				query, want = strings.TrimSuffix(rest, "\n--"), ""
			}
			query = strings.TrimSpace(query)
			if query == "" {
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+title, func(t *testing.T) {
				tree := syntax.Parse(query)
				info := bind.Query(tree, cat, bind.Options{Strict: filepath.Base(file) == "strict.txt"})
				checkInfo(t, info)
				got := describe(info, tree)
				fmt.Fprintf(&out, "# %s\n%s\n--\n%s\n", title, query, got)
				if !*update && strings.TrimSpace(got) != strings.TrimSpace(want) {
					t.Errorf("%s\ngot:\n%s\nwant:\n%s", query, got, want)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestCodes binds the example of every code, which must cause it; codes without an example say so by its absence, and
// are few.
func TestCodes(t *testing.T) {
	cat := testCatalog()
	for _, c := range bind.Codes {
		if c.Doc == "" || c.Message == "" {
			t.Errorf("%s has no documentation", c.Code)
		}
		if c.Example == "" {
			continue
		}
		tree := syntax.Parse(c.Example)
		found := false
		info := bind.Query(tree, cat, bind.Options{})
		for _, d := range info.Diagnostics {
			found = found || d.Code == c.Code
		}
		if !found {
			t.Errorf("%s: %s\ngives %s", c.Code, c.Example, describe(info, tree))
		}
	}
}

// TestLoading: while a schema is on its way, a missing name is no error.
func TestLoading(t *testing.T) {
	cat := testCatalog()
	db := *cat.db
	db.Loading = true
	cat.db = &db
	for _, q := range []string{"Nonsense | where a == 1 | summarize count() by b", "T | where Nonsense2 == 1 | extend x = nonsense(1)", "union Nonsense*", "let a = Nonsense; a | take 1"} {
		tree := syntax.Parse(q)
		info := bind.Query(tree, cat, bind.Options{})
		for _, d := range info.Diagnostics {
			if d.Severity == bind.Error && !strings.Contains(d.Message, "Nonsense2") {
				t.Errorf("%s: %s %s", q, d.Code, d.Message)
			}
		}
	}
}

// TestSuggestions: a near name is proposed, in the message and as a change of the text.
func TestSuggestions(t *testing.T) {
	for _, c := range []struct{ query, want, edit string }{
		{"T | where Tex == 'a'", "did you mean 'Text'?", "Text"},
		{"Login | take 1", "did you mean 'Logins'?", "Logins"},
		{"T | extend x = strle(Text)", "did you mean 'strlen'?", "strlen"},
		{"T | where text == 'a'", "did you mean 'Text'?", "Text"},
		{"T | where Zzzzz == 'a'", "", ""},
	} {
		tree := syntax.Parse(c.query)
		info := bind.Query(tree, testCatalog(), bind.Options{})
		if len(info.Diagnostics) != 1 {
			t.Errorf("%s: %d diagnostics", c.query, len(info.Diagnostics))
			continue
		}
		d := info.Diagnostics[0]
		if c.want == "" {
			if len(d.Fixes) > 0 || strings.Contains(d.Message, "did you mean") {
				t.Errorf("%s: proposes %q", c.query, d.Message)
			}
			continue
		}
		if !strings.Contains(d.Message, c.want) || len(d.Fixes) != 1 || d.Fixes[0].Edits[0].New != c.edit || d.Fixes[0].Edits[0].Span != d.Span {
			t.Errorf("%s: %q %v", c.query, d.Message, d.Fixes)
		}
	}
}

// TestCells: what a text leaves behind is known in the next one; a later definition hides an earlier one.
func TestCells(t *testing.T) {
	cat := testCatalog()
	first := bind.Query(syntax.Parse("let bad = T | where Num > 1; let limit = 3; let f = (n: long) { bad | take n }; bad"), cat, bind.Options{})
	if len(first.Globals) != 3 {
		t.Fatalf("%d globals", len(first.Globals))
	}
	second := syntax.Parse("f(limit) | project Num")
	info := bind.Query(second, cat, bind.Options{Outer: first.Globals})
	if got := describe(info, second); got != "(Num:long)\n" {
		t.Error(got)
	}
	var used []string
	for _, v := range info.OuterUses {
		used = append(used, v.Name)
	}
	if strings.Join(used, " ") != "f limit" {
		t.Errorf("uses %v", used)
	}
	named := &symbol.Variable{Name: "bad", Kind: symbol.LetTable, Rows: &symbol.Rows{Columns: []*symbol.Column{{Name: "Only", Type: symbol.String}}}}
	third := syntax.Parse("bad | project Only")
	info = bind.Query(third, cat, bind.Options{Outer: append(first.Globals, named)})
	if got := describe(info, third); got != "(Only:string)\n" {
		t.Error(got)
	}
	again := syntax.Parse("let bad = 1; print bad")
	if got := describe(bind.Query(again, cat, bind.Options{Outer: first.Globals}), again); got != "(print_0:long)\n" {
		t.Error(got)
	}
}

// TestConstants: what is known without running.
func TestConstants(t *testing.T) {
	for _, c := range []struct {
		text string
		want symbol.Value
	}{
		{"1 + 2 * 3", symbol.Value{Type: symbol.Long, Int: 7}},
		{"-5", symbol.Value{Type: symbol.Long, Int: -5}},
		{"1.5 * 2", symbol.Value{Type: symbol.Real, Real: 3}},
		{"1h + 30m", symbol.Value{Type: symbol.Timespan, Int: 54_000_000_000}},
		{"2 * 1d", symbol.Value{Type: symbol.Timespan, Int: 2 * 864_000_000_000}},
		{"7 / 2", symbol.Value{Type: symbol.Long, Int: 3}},
		{"datetime(0001-01-02)", symbol.Value{Type: symbol.Datetime, Int: 864_000_000_000}},
		{"strcat('a', 'b')", symbol.Value{Type: symbol.String, Str: "ab"}},
		{"(true)", symbol.Value{Type: symbol.Bool, Int: 1}},
		{"time(1.02:03:04.5)", symbol.Value{Type: symbol.Timespan, Int: 864_000_000_000 + 2*36_000_000_000 + 3*600_000_000 + 4*10_000_000 + 5_000_000}},
		{"0x10", symbol.Value{Type: symbol.Long, Int: 16}},
	} {
		info := bind.Query(syntax.Parse("let x = "+c.text+"; print x"), testCatalog(), bind.Options{})
		if len(info.Globals) != 1 || info.Globals[0].Const == nil {
			t.Errorf("%s is not known", c.text)
			continue
		}
		if got := *info.Globals[0].Const; got != c.want {
			t.Errorf("%s is %+v, want %+v", c.text, got, c.want)
		}
	}
	for _, text := range []string{"now()", "ago(1d)", "1 / 0", "toscalar(T | count)", "rand()"} {
		info := bind.Query(syntax.Parse("let x = "+text+"; print x"), testCatalog(), bind.Options{})
		if len(info.Globals) != 1 || info.Globals[0].Const != nil {
			t.Errorf("%s must not be folded", text)
		}
	}
}

// TestParams: values given from outside stand for declared query parameters.
func TestParams(t *testing.T) {
	tree := syntax.Parse("declare query_parameters(Name: string, Days: long = 7); T | where Text == Name and Num < Days")
	info := bind.Query(tree, testCatalog(), bind.Options{Params: map[string]symbol.Value{"Name": {Type: symbol.String, Str: "bob"}}})
	if len(info.Parameters) != 2 || len(info.Diagnostics) > 0 {
		t.Fatalf("%v %v", info.Parameters, info.Diagnostics)
	}
	if c := info.Parameters[0].Const; c == nil || c.Str != "bob" {
		t.Error("the value given is not used")
	}
	if c := info.Parameters[1].Const; c == nil || c.Int != 7 {
		t.Error("the default is not used")
	}
}

// TestUnfinished: what is still being written is said by the parser alone.
func TestUnfinished(t *testing.T) {
	for _, q := range []string{
		"T | where Num == ", "T | where Bag.", "T | where Bag[", "T | extend x = strlen(", "T | extend x = case(", "T | join (", "T | join Other on ",
		"T | summarize count() by ", "T | project Num, ", "T | where Text in (", "let f = (a: long) { a }; print f(", "T | ", "let x = ", "union ", "T | mv-expand ",
		"T | lookup Other on $left.Num == ", "T | parse Text with ", "T | evaluate ", "datatable(a:",
	} {
		tree := syntax.Parse(q)
		if len(tree.Errors) == 0 {
			t.Errorf("%q is complete", q)
		}
		for _, d := range bind.Query(tree, testCatalog(), bind.Options{}).Diagnostics {
			t.Errorf("%q: %s %s", q, d.Code, d.Message)
		}
	}
}
