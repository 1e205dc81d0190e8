package lint_test

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/lint"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// catalog is the database of the tests.
type catalog struct{ db *symbol.Database }

func (c catalog) Database() *symbol.Database                   { return c.db }
func (catalog) Lookup(string, string) (*symbol.Database, bool) { return nil, true }

var lab = newCatalog()

func newCatalog() catalog {
	db := &symbol.Database{Name: "lab", Tables: map[string]*symbol.Table{}, Functions: map[string]*symbol.Function{}}
	for name, columns := range map[string]string{
		"Logs":   "TimeGenerated datetime, Time datetime, User string, Message string, FileName string, Size long, Sent long, Took timespan, Tags dynamic",
		"Alerts": "TimeGenerated datetime, User string, Title string",
		"Events": "Timestamp datetime, DeviceName string, ActionType string",
		"Users":  "User string, Name string",
		"Daily":  "Day datetime, Hits long",
	} {
		t := &symbol.Table{Name: name}
		for _, c := range strings.Split(columns, ", ") {
			word, typ, _ := strings.Cut(c, " ")
			kind, _ := symbol.TypeNamed(typ)
			t.Rows.Columns = append(t.Rows.Columns, &symbol.Column{Name: word, Type: kind, Table: t})
		}
		db.Tables[name] = t
	}
	db.Tables["Daily"].Kind = symbol.MaterializedView
	db.Functions["Broken"] = &symbol.Function{Name: "Broken", Body: "Gone | take 1"}
	db.Functions["Whole"] = &symbol.Function{Name: "Whole", Body: "Logs | take 1"}
	return catalog{db}
}

func bound(t testing.TB, text string) *bind.Info {
	t.Helper()
	tree := syntax.Parse(text)
	info := bind.Query(tree, lab, bind.Options{})
	if len(tree.Errors)+len(info.Diagnostics) > 0 {
		t.Errorf("%s: %v %v", text, tree.Errors, info.Diagnostics)
	}
	return info
}

func advice(t testing.TB, text string, o lint.Options) []bind.Diagnostic {
	t.Helper()
	return lint.Check(bound(t, text), o)
}

// of returns the advice of one code.
func of(code string, found []bind.Diagnostic) (out []bind.Diagnostic) {
	for _, d := range found {
		if d.Code == code {
			out = append(out, d)
		}
	}
	return out
}

// apply makes the changes of a fix. They don't overlap.
func apply(text string, edits []bind.Edit) string {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b bind.Edit) int { return b.Span.Start - a.Span.Start })
	for _, e := range edits {
		text = text[:e.Span.Start] + e.New + text[e.Span.End:]
	}
	return text
}

// TestRules: each rule speaks up about its example and not about what is fine; each fix silences it and leaves a query
// without mistakes.
func TestRules(t *testing.T) {
	for _, r := range lint.Rules {
		o := lint.Options{Alone: true, Scheduled: r.Code == "HB163"}
		if r.Doc == "" || r.Example == "" || r.Fine == "" || lint.RuleNamed(r.Code) != r {
			t.Errorf("%s lacks documentation, or its code is taken", r.Code)
		}
		found := of(r.Code, advice(t, r.Example, o))
		if len(found) != 1 || found[0].Severity != r.Severity || found[0].Kind != "lint" {
			t.Errorf("%s: %s gives %v", r.Code, r.Example, found)
			continue
		}
		if more := of(r.Code, advice(t, r.Fine, o)); len(more) > 0 {
			t.Errorf("%s: %s gives %q", r.Code, r.Fine, more[0].Message)
		}
		for _, fix := range found[0].Fixes {
			fixed := apply(r.Example, fix.Edits)
			if left := of(r.Code, advice(t, fixed, o)); len(left) > 0 {
				t.Errorf("%s: the fix leaves %s", r.Code, fixed)
			}
		}
		off := o
		off.Configure(map[string]string{r.Code: "off"})
		if found := of(r.Code, advice(t, r.Example, off)); len(found) > 0 {
			t.Errorf("%s can't be turned off", r.Code)
		}
		loud := o
		loud.Configure(map[string]string{r.Code: "error"})
		if found := of(r.Code, advice(t, r.Example, loud)); len(found) != 1 || found[0].Severity != bind.Error {
			t.Errorf("%s: the severity can't be set", r.Code)
		}
	}
}

// TestComments: the comment of a rule has the four headings, and the example and the remedy of the row.
func TestComments(t *testing.T) {
	files, _ := filepath.Glob("rule_*.go")
	documented := map[string]string{}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range f.Comments {
			if name, rest, ok := strings.Cut(c.Text(), "\n"); ok && strings.Contains(rest, "\nWhat it does:\n") {
				documented[strings.TrimSuffix(name[strings.LastIndexByte(name, ' ')+1:], ".")] = rest
			}
		}
	}
	for _, r := range lint.Rules {
		text := documented[r.Code]
		for _, want := range []string{"\nWhat it does:\n", "\nWhy:\n", "\nExample:\n\n\t" + r.Example + "\n", "\nUse instead:\n\n\t" + r.Fine + "\n"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the comment lacks %q", r.Code, want)
			}
		}
	}
	if len(documented) != len(lint.Rules) {
		t.Errorf("%d rules, %d comments", len(lint.Rules), len(documented))
	}
}

// TestCell: what a cell defines may be used below it; what a function's body defines may not.
func TestCell(t *testing.T) {
	if found := advice(t, "let least = 3; print 1", lint.Options{}); len(found) > 0 {
		t.Errorf("%v", found)
	}
	if found := advice(t, "let f = () { let a = 1; let b = 2; b }; print f()", lint.Options{}); len(found) != 1 || found[0].Message != "nothing uses 'a'" {
		t.Errorf("%v", found)
	}
	if found := advice(t, "let lib = (n: long) { n }", lint.Options{Alone: true}); len(found) > 0 {
		t.Errorf("a library: %v", found)
	}
}

// TestSurroundings: what limits the time, or is small, outside of the text.
func TestSurroundings(t *testing.T) {
	const text = "Logs | where User == 'bob'"
	if found := of("HB150", advice(t, text, lint.Options{Bounded: true})); len(found) > 0 {
		t.Errorf("with a timespan: %v", found)
	}
	if found := advice(t, text, lint.Options{Small: func(t *symbol.Table) bool { return t.Name == "Logs" }}); len(found) > 0 {
		t.Errorf("a small table: %v", found)
	}
	for _, code := range []string{"HB151", "HB152"} {
		if found := advice(t, lint.RuleNamed(code).Example, lint.Options{Scheduled: true, Bounded: true}); len(found) != 1 || found[0].Code != "HB163" {
			t.Errorf("one cause, one diagnostic: %v", found)
		}
	}
	if found := of("HB163", advice(t, "Logs // "+strings.Repeat("long ", 2000), lint.Options{Scheduled: true})); len(found) != 1 {
		t.Errorf("a long rule: %v", found)
	}
}

// TestBeside: comments of the file that stand outside of the query's text.
func TestBeside(t *testing.T) {
	const text = "Logs | where User == 'bob'"
	for _, c := range []struct {
		before, after string
		silent        bool
	}{
		{"// huntbook:ignore HB150\n", "", true},
		{"// huntbook:ignore HB150\n\n// more\n", "", true},
		{"// huntbook:ignore KS500\n", "", false},
		{"x // huntbook:ignore HB150\n", "", false},
		{"", " // huntbook:ignore HB150, it is small", true},
		{"", "\n// huntbook:ignore HB150", false},
	} {
		if found := advice(t, text, lint.Options{Before: c.before, After: c.after}); (len(found) == 0) != c.silent {
			t.Errorf("%q %q: %v", c.before, c.after, found)
		}
	}
}

// TestBroken: a tree with holes gets advice or none, but is no reason to stop.
func TestBroken(t *testing.T) {
	for _, r := range lint.Rules {
		for i := range len(r.Example) {
			tree := syntax.Parse(r.Example[:i])
			for _, d := range lint.Check(bind.Query(tree, lab, bind.Options{}), lint.Options{Alone: true, Scheduled: true}) {
				if d.Span.Start < 0 || d.Span.End > i || d.Span.End < d.Span.Start {
					t.Errorf("%q: %s at %v", r.Example[:i], d.Code, d.Span)
				}
			}
		}
	}
}

// FuzzCheck: no text makes a rule panic, advice lies in the text, and its fixes can be made.
func FuzzCheck(f *testing.F) {
	for _, r := range lint.Rules {
		f.Add(r.Example)
		f.Add(r.Fine)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 3000 {
			return
		}
		info := bind.Query(syntax.Parse(text), lab, bind.Options{})
		for _, d := range lint.Check(info, lint.Options{Alone: true, Scheduled: true}) {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) {
				t.Errorf("%q: %s at %v", text, d.Code, d.Span)
			}
			for _, fix := range d.Fixes {
				for _, e := range fix.Edits {
					if e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(text) {
						t.Errorf("%q: %s changes %v", text, d.Code, e.Span)
					}
				}
				apply(text, fix.Edits)
			}
		}
	})
}
