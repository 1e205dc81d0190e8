package bind_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// FuzzQuery: binding never panics, and every diagnostic lies in the text.
func FuzzQuery(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range strings.Split(string(text), "\n# ") {
			if _, rest, ok := strings.Cut(c, "\n"); ok {
				query, _, _ := strings.Cut(rest, "\n--")
				f.Add(query)
			}
		}
	}
	for _, c := range bind.Codes {
		f.Add(c.Example)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		tree := syntax.Parse(text)
		info := bind.Query(tree, testCatalog(), bind.Options{})
		for _, d := range info.Diagnostics {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) {
				t.Errorf("%q: %s at %v", text, d.Code, d.Span)
			}
			if d.Message == "" || strings.Contains(d.Message, "%!") {
				t.Errorf("%q: %s says %q", text, d.Code, d.Message)
			}
		}
		checkInfo(t, info)
		for _, st := range info.Statements {
			if st.Rows == nil {
				continue
			}
			for _, c := range st.Rows.Columns {
				if c == nil {
					t.Fatalf("%q: a nil column", text)
				}
			}
		}
	})
}

// TestBounds: long and deep texts, and functions that call functions many times over, end soon.
func TestBounds(t *testing.T) {
	var chain strings.Builder
	chain.WriteString("let f0 = (x: long) { x + 1 };\n")
	for i := 1; i < 40; i++ {
		prev := "f" + string(rune('0'+(i-1)/10)) + string(rune('0'+(i-1)%10))
		if i == 1 {
			prev = "f0"
		}
		chain.WriteString("let f" + string(rune('0'+i/10)) + string(rune('0'+i%10)) + " = (x: long) { " + prev + "(x) + " + prev + "(x * 2) };\n")
	}
	chain.WriteString("print f39(1)")
	for name, text := range map[string]string{
		"calls":      chain.String(),
		"conditions": "T | where " + strings.Repeat("Num == 1 or ", 20000) + "Num == 2",
		"nesting":    "T | extend x = " + strings.Repeat("(", 3000) + "1" + strings.Repeat(")", 3000),
		"columns":    "T | extend " + strings.Repeat("x = 1, ", 5000) + "y = 2",
		"names":      "T | project " + strings.Repeat("Num + 1, ", 5000) + "y = 2",
		"pipes":      "T" + strings.Repeat(" | extend a = Num", 3000),
		"lets":       strings.Repeat("let a = 1;", 3000) + "print a",
	} {
		t.Run(name, func(t *testing.T) {
			tree := syntax.Parse(text)
			bind.Query(tree, testCatalog(), bind.Options{})
		})
	}
}

// wide is a schema of many tables with many columns.
func wide() catalog {
	cat := testCatalog()
	for i := range 1000 {
		name := "Wide" + strings.Repeat("x", i%7) + string(rune('A'+i%26)) + string(rune('A'+i/26%26)) + string(rune('A'+i/676))
		t := &symbol.Table{Name: name}
		for j := range 36 {
			t.Rows.Columns = append(t.Rows.Columns, &symbol.Column{Name: "Field" + string(rune('A'+j%26)) + string(rune('A'+j/26)), Type: symbol.String, Table: t})
		}
		cat.db.Tables[name] = t
	}
	return cat
}

// BenchmarkQuery binds a query of the size that hunters write, against a large schema.
func BenchmarkQuery(b *testing.B) {
	cat := wide()
	text := `let window = 7d;
let noisy = dynamic(["svc-backup", "svc-scan"]);
let failures = Logins
| where Time > ago(window) and Result != 0
| where User !in (noisy) and Address !startswith "10."
| summarize Failures = count(), Addresses = make_set(Address, 20), First = min(Time), Last = max(Time) by User, bin(Time, 1h)
| where Failures > 5;
failures
| join kind=leftouter (
    Logins
    | where Time > ago(window) and Result == 0
    | summarize arg_max(Time, *) by User
    | project User, LastSuccess = Time, LastAddress = Address
) on User
| extend Known = set_has_element(Addresses, LastAddress), Span = Last - First
| extend Severity = case(Failures > 100, "high", Failures > 20, "medium", "low")
| mv-expand Source = Addresses to typeof(string)
| project Time, User, Severity, Failures, Source, Known, LastSuccess, Minutes = Span / 1m
| where Severity != "low" or Known == true
| sort by Failures desc, Time asc
| take 100`
	tree := syntax.Parse(text)
	if info := bind.Query(tree, cat, bind.Options{}); len(info.Diagnostics) > 0 {
		b.Fatal(describe(info, tree))
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		bind.Query(tree, cat, bind.Options{})
	}
}
