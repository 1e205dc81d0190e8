package bind_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/lint"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// shapes are texts that may be made as long as one likes.
var shapes = map[string]func(n int) string{
	"or":          func(n int) string { return "T | where " + strings.Repeat("Num == 1 or ", n) + "Flag" },
	"and":         func(n int) string { return "T | where " + strings.Repeat("Num == 1 and ", n) + "Flag" },
	"plus":        func(n int) string { return "T | extend x = " + strings.Repeat("Num + ", n) + "1" },
	"union legs":  func(n int) string { return "union T" + strings.Repeat(", (Other | where Num > 1)", n) },
	"wheres":      func(n int) string { return "T" + strings.Repeat(" | where Num > 1", n) },
	"same extend": func(n int) string { return "T" + strings.Repeat(" | extend a = Num", n) },
	"new columns": func(n int) string { return "T | extend z = 1" + numbered(n, ", a%[1]d = Num + 1") },
	"one project": func(n int) string { return "T | project z = 1" + numbered(n, ", a%[1]d = Num + 1") },
	"lets":        func(n int) string { return numbered(n, "let v%[1]d = %[1]d;\n") + "print v1" },
	"let chain":   func(n int) string { return "let v0 = 1;\n" + numbered(n, "let v%[1]d = v0 + 1;\n") + "print v1" },
	"in list":     func(n int) string { return "T | where Num in (0" + numbered(n, ", %[1]d") + ")" },
	"text list":   func(n int) string { return "T | where Text has_any ('a'" + numbered(n, ", 'word %[1]d'") + ")" },
	"rows":        func(n int) string { return "datatable(a: long, b: string) [0, ''" + numbered(n, ", %[1]d, 'x'") + "]" },
	"dynamic":     func(n int) string { return "print dynamic([0" + numbered(n, ", {\"k\": %[1]d}") + "])" },
	"arguments":   func(n int) string { return "print strcat('a'" + strings.Repeat(", 'b'", n) + ")" },
	"cases":       func(n int) string { return "T | extend x = case(" + numbered(n, "Num == %[1]d, 'a', ") + "'b')" },
	"aggregates":  func(n int) string { return "T | summarize count()" + numbered(n, ", s%[1]d = sum(Num)") },
	"unnamed":     func(n int) string { return "T | summarize count()" + strings.Repeat(", count()", n) },
	"names":       func(n int) string { return "T | project Num" + strings.Repeat(", Num + 1", n) },
	"statements":  func(n int) string { return strings.Repeat("T | take 1;\n", n) },
	"path":        func(n int) string { return "T | extend x = Bag" + strings.Repeat(".a", n) },
	"comments":    func(n int) string { return "T" + strings.Repeat("\n// why\n| take 5", n) },
	"garbage":     func(n int) string { return "T | where " + strings.Repeat(") | | == ", n) },
	"nested": func(n int) string {
		return "T | extend x = 1" + strings.Repeat(", "+strings.Repeat("(", 40)+"1"+strings.Repeat(")", 40), n/20)
	},
	"open":  func(n int) string { return "T | where " + strings.Repeat("f(", min(n, 400)) + strings.Repeat(" 1 ", n) },
	"joins": func(n int) string { return "T" + strings.Repeat(" | join kind=leftsemi Other on Num", n) },
}

func numbered(n int, form string) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}

// cost is the least time of three that parsing, binding and linting a text takes, by byte.
func cost(text string) float64 {
	least := time.Hour
	for range 3 {
		start := time.Now()
		lint.Check(bind.Query(syntax.Parse(text), testCatalog(), bind.Options{}), lint.Options{Alone: true})
		least = min(least, time.Since(start))
	}
	return float64(least) / float64(len(text))
}

// TestGrowth: eight times the text costs about eight times as much: a byte of a long text may cost some more than a byte
// of a short one (caches, garbage collection), but not eight times as much, as it would in what is quadratic. Other
// programs disturb the measure, so that a shape has several tries.
func TestGrowth(t *testing.T) {
	const short, times, allowed, tries = 400, 8, 5.0, 6
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			one, eight := math.Inf(1), math.Inf(1)
			for range tries {
				one, eight = min(one, cost(shape(short))), min(eight, cost(shape(short*times)))
				if eight < allowed*one {
					t.Logf("%.0f ns a byte, %.0f ns when long: %.1f times", one, eight, eight/one)
					return
				}
			}
			t.Errorf("a byte costs %.0f ns in a short text, %.0f ns in a long one: %.1f times", one, eight, eight/one)
		})
	}
}

// TestExtendsAllocate: the decision about each extend lists all columns that leave it, so that a long chain of them takes
// memory by the square; but each makes as few things as the first, whatever it passes on.
func TestExtendsAllocate(t *testing.T) {
	perExtend := func(n int) float64 {
		tree := syntax.Parse("T" + numbered(n, " | extend a%[1]d = Num + 1"))
		cat := testCatalog()
		return testing.AllocsPerRun(2, func() { bind.Query(tree, cat, bind.Options{}) }) / float64(n)
	}
	if few, many := perExtend(100), perExtend(1000); many > 1.5*few {
		t.Errorf("an extend allocates %.0f times in a chain of 100, %.0f times in one of 1000", few, many)
	}
	start := time.Now()
	text := "T" + numbered(5000, " | extend a%[1]d = Num + 1")
	bind.Query(syntax.Parse(text), testCatalog(), bind.Options{})
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("5000 extends took %v", took)
	} else {
		t.Logf("5000 extends took %v", took)
	}
}
