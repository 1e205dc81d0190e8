package syntax

import (
	"reflect"
	"testing"
)

func TestBlocks(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"// nothing here\n\n", nil},
		{"A | count", []string{"A | count"}},
		{"A\n| count\n\nB\n| take 1\n", []string{"A\n| count", "B\n| take 1"}},
		{"A\r\n\r\nB", []string{"A", "B"}},
		{"A\n \t\nB", []string{"A", "B"}},
		{"A\n\n| count", []string{"A\n\n| count"}},
		{"A |\n\ncount", []string{"A |\n\ncount"}},
		{"let x = 1;\n\nA | where b == x\n\nC", []string{"let x = 1;\n\nA | where b == x", "C"}},
		{"A | where b in (\n\n1, 2)\n\nC", []string{"A | where b in (\n\n1, 2)", "C"}},
		{"let f = () {\n\nA\n\n};\nf()", []string{"let f = () {\n\nA\n\n};\nf()"}},
		{"A\n\n// about B\nB", []string{"A", "// about B\nB"}},
		{"A\n// still A\n\nB", []string{"A", "B"}},
		{"A // note\n// more\n| count\n\n// first\n\n// second\nB", []string{"A // note\n// more\n| count", "// first\n\n// second\nB"}},
		{"\n\n// head\nA", []string{"// head\nA"}},
		{"A | where x == '\n\nB", []string{"A | where x == '", "B"}},
		{"print ```a\n\nb```\n\nB", []string{"print ```a\n\nb```", "B"}},
	} {
		var got []string
		for _, s := range Blocks(c.text) {
			got = append(got, c.text[s.Start:s.End])
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: %q", c.text, got)
		}
	}
}
