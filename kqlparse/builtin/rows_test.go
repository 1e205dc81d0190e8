package builtin

import (
	"os"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

var kindNames = map[Kind]string{Scalar: "scalar", Aggregate: "aggregate", Window: "window", Plugin: "plugin", Tabular: "tabular", Sign: "sign"}

// Every name of the language has a row.
func TestComplete(t *testing.T) {
	kinds := map[string]Kind{}
	for k, n := range kindNames {
		kinds[n] = k
	}
	text, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		kind, name, ok := strings.Cut(line, " ")
		if !ok || kind == "#" {
			continue
		}
		if kind == "operator" {
			if OperatorNamed(name) == nil {
				t.Errorf("no row for operator %s", name)
			}
			continue
		}
		if Named(kinds[kind], name) == nil {
			t.Errorf("no row for %s %s", kind, name)
		}
	}
}

// A name belongs to one row of its kind.
func TestNamesUnique(t *testing.T) {
	seen := map[string]*Function{}
	for f := range All {
		for _, names := range [][]string{{f.Name}, f.Aliases, f.Obsolete} {
			for _, n := range names {
				key := kindNames[f.Kind] + " " + n
				if seen[key] != nil {
					t.Errorf("%s belongs to two rows", key)
				}
				seen[key] = f
			}
		}
	}
}

// sentence reports whether s reads as one: it begins with what is no space and ends with a point.
func sentence(s string) bool { return s != "" && s[0] != ' ' && strings.HasSuffix(s, ".") }

func TestRowsSayWhatTheyAre(t *testing.T) {
	for f := range All {
		name := kindNames[f.Kind] + " " + f.Name
		if !sentence(f.Doc) {
			t.Errorf("%s: Doc is no sentence: %q", name, f.Doc)
		}
		if f.Returns != "" && !sentence(f.Returns) {
			t.Errorf("%s: Returns is no sentence: %q", name, f.Returns)
		}
		if f.Family == "" {
			t.Errorf("%s has no family", name)
		}
		if len(f.Sigs) == 0 {
			t.Errorf("%s has no signature", name)
		}
		for _, s := range f.Sigs {
			checkSignature(t, name, s)
		}
		if f.Naming == NamePrefixed && f.NamePrefix == "" {
			t.Errorf("%s is named by a prefix that it does not have", name)
		}
		if f.Replaced != "" && Named(f.Kind, f.Replaced) == nil {
			t.Errorf("%s is replaced by %s, which does not exist", name, f.Replaced)
		}
	}
}

func checkSignature(t *testing.T, name string, s symbol.Signature) {
	t.Helper()
	optional := false
	for _, p := range s.Params {
		if p.Name == "" || !sentence(p.Doc) {
			t.Errorf("%s: parameter %q has no sentence: %q", name, p.Name, p.Doc)
		}
		if p.Type == 0 && p.Need != symbol.NeedTabular && p.Need != symbol.NeedTypeName {
			t.Errorf("%s: parameter %s takes nothing", name, p.Name)
		}
		if optional && !p.Optional && !p.Repeat {
			t.Errorf("%s: parameter %s must be given behind one that need not", name, p.Name)
		}
		optional = optional || p.Optional
		if p.Closed && len(p.Values) == 0 {
			t.Errorf("%s: parameter %s allows no value", name, p.Name)
		}
	}
	switch r := s.Result; r.Kind {
	case symbol.ResultFixed:
		if r.Type == symbol.Unknown {
			t.Errorf("%s yields nothing", name)
		}
	case symbol.ResultArg, symbol.ResultPromote, symbol.ResultTypeof:
		if r.Arg >= len(s.Params) {
			t.Errorf("%s yields the type of argument %d, which it does not have", name, r.Arg)
		}
	case symbol.ResultCommon:
		common := false
		for _, p := range s.Params {
			common = common || p.Common
		}
		if !common {
			t.Errorf("%s yields the common type of no arguments", name)
		}
	}
}

// A row says in exactly one way how the embedded engine computes it, and what runs there has an example.
func TestLocal(t *testing.T) {
	for f := range All {
		name, ways := kindNames[f.Kind]+" "+f.Name, 0
		for _, has := range []bool{f.Local.SQL != "", len(f.Local.Cases) > 0, f.Local.Emit != "", f.Local.Remote != ""} {
			if has {
				ways++
			}
		}
		if ways != 1 {
			t.Errorf("%s has %d ways to be computed", name, ways)
		}
		if f.Local.Remote == "" && len(f.Examples) == 0 && f.Kind == Scalar {
			t.Errorf("%s runs on the embedded engine but has no example", name)
		}
	}
}

func TestOperators(t *testing.T) {
	seen := map[string]bool{}
	last := ""
	for _, op := range Operators {
		for _, n := range append([]string{op.Name}, op.Aliases...) {
			if seen[n] {
				t.Errorf("operator %s has two rows", n)
			}
			seen[n] = true
		}
		if !sentence(op.Doc) || !strings.HasPrefix(op.Form, op.Name) {
			t.Errorf("operator %s: Doc %q, Form %q", op.Name, op.Doc, op.Form)
		}
		for _, p := range op.Params {
			if !sentence(p.Doc) {
				t.Errorf("operator %s: property %s: %q", op.Name, p.Name, p.Doc)
			}
		}
		if op.Remote == "" && !op.Hidden && len(op.Examples) == 0 && op.Name != "externaldata" {
			t.Errorf("operator %s has no example", op.Name)
		}
		if strings.Split(op.Name, "-")[0] < strings.Split(last, "-")[0] {
			t.Errorf("operator %s stands behind %s", op.Name, last)
		}
		last = op.Name
	}
}

func TestOptions(t *testing.T) {
	last := ""
	for _, o := range Options {
		if o.Name <= last || !sentence(o.Doc) {
			t.Errorf("option %s behind %s: %q", o.Name, last, o.Doc)
		}
		last = o.Name
		if OptionNamed(o.Name) == nil {
			t.Errorf("option %s is not found", o.Name)
		}
	}
	for _, ty := range symbol.AnyScalar.Types() {
		found := false
		for _, w := range TypeDocs {
			found = found || w.Name == ty.String()
		}
		if !found {
			t.Errorf("type %s is not described", ty)
		}
	}
}
