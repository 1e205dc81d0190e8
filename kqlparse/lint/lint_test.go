package lint_test

import (
	"testing"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/lint"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// bare is a catalog without tables.
type bare struct{}

func (bare) Database() *symbol.Database                     { return &symbol.Database{Name: "bare"} }
func (bare) Lookup(string, string) (*symbol.Database, bool) { return nil, true }

func advice(t *testing.T, text string, o lint.Options) []bind.Diagnostic {
	t.Helper()
	tree := syntax.Parse(text)
	info := bind.Query(tree, bare{}, bind.Options{})
	if len(tree.Errors)+len(info.Diagnostics) > 0 {
		t.Fatalf("%s: %v %v", text, tree.Errors, info.Diagnostics)
	}
	return lint.Check(info, o)
}

// TestRules: each rule speaks up about its example and about nothing that is fine; applying its fix silences it.
func TestRules(t *testing.T) {
	alone := lint.Options{Alone: true}
	for _, r := range lint.Rules {
		if r.Doc == "" || r.Example == "" || r.Fine == "" {
			t.Errorf("%s lacks documentation", r.Code)
		}
		found := advice(t, r.Example, alone)
		if len(found) != 1 || found[0].Code != r.Code || found[0].Severity != r.Severity || found[0].Kind != "lint" {
			t.Errorf("%s: %s gives %v", r.Code, r.Example, found)
			continue
		}
		for _, d := range advice(t, r.Fine, alone) {
			if d.Code == r.Code {
				t.Errorf("%s: %s gives %q", r.Code, r.Fine, d.Message)
			}
		}
		for _, fix := range found[0].Fixes {
			e := fix.Edits[0]
			fixed := r.Example[:e.Span.Start] + e.New + r.Example[e.Span.End:]
			if left := advice(t, fixed, alone); len(left) > 0 {
				t.Errorf("%s: the fix leaves %s with %v", r.Code, fixed, left)
			}
		}
		if found := advice(t, r.Example, lint.Options{Alone: true, Off: map[string]bool{r.Code: true}}); len(found) > 0 {
			t.Errorf("%s can't be turned off", r.Code)
		}
		found = advice(t, r.Example, lint.Options{Alone: true, Severity: map[string]bind.Severity{r.Code: bind.Error}})
		if len(found) != 1 || found[0].Severity != bind.Error {
			t.Errorf("%s: the severity can't be set", r.Code)
		}
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
