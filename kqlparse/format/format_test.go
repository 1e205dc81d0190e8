package format

import (
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

func format(q string) string { return Format(syntax.Parse(q), Options{}) }

func TestFormat(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"T|where a==1|take 5", "T\n| where a == 1\n| take 5"},
		{"T\n\n\n|  count  \n", "T\n| count\n"},
		{"let x=1;let y=2;\n\n\nT|count", "let x = 1;\nlet y = 2;\n\nT\n| count"},
		{"let t=T|where a>1|take 2;t", "let t =\n    T\n    | where a > 1\n    | take 2;\nt"},
		{"let t = T | take 2; t", "let t = T | take 2;\nt"},
		{"T|join kind = inner(U|where x|take 1)on a,b", "T\n| join kind=inner (\n    U\n    | where x\n    | take 1\n) on a, b"},
		{"T|join kind=leftouter (U|take 1) on $left.a==$right.b", "T\n| join kind=leftouter (U | take 1) on $left.a == $right.b"},
		{"T // head\n// own\n| where a // why\n and b\n| count // end\n// last\n", "T // head\n// own\n| where a // why\n    and b\n| count // end\n// last\n"},
		{"let f=(a:string,b:long=1){a}; f('x')", "let f = (a: string, b: long = 1) { a };\nf('x')"},
		{"let f=(a:string){T|where b==a}; f( 'x' )", "let f = (a: string) {\n    T\n    | where b == a\n};\nf('x')"},
		{"T|where x in(1,2)and y has_any('a')or z between(1d..2d)", "T\n| where x in (1, 2) and y has_any ('a') or z between (1d .. 2d)"},
		{"T|extend a=-1,b = d . x [0] [ 'y' ],c=f( -b )", "T\n| extend a = -1, b = d.x[0]['y'], c = f(-b)"},
		{"T|mv-apply x=a on(where x>1|count)", "T\n| mv-apply x = a on (\n    where x > 1\n    | count\n)"},
		{"T|mv-expand a to typeof( long )limit 5", "T\n| mv-expand a to typeof(long) limit 5"},
		{"union A*,(B|take 1)|project-away c*", "union A*, (B | take 1)\n| project-away c*"},
		{"print x=dynamic({'a':[1,2],'b':{}})", "print x = dynamic({'a': [1, 2], 'b': {}})"},
		{"datatable(a:long,b:string)[1,'x',2,'y']|count", "datatable(a: long, b: string) [1, 'x', 2, 'y']\n| count"},
		{".show   tables details|where a==1", ".show   tables details\n| where a == 1"},
		{"E|make-graph a-->b with N on id|graph-match (x)-[e*1..3]->(y),(z) where x.a==1 project x.a",
			"E\n| make-graph a --> b with N on id\n| graph-match (x)-[e*1..3]->(y), (z) where x.a == 1 project x.a"},
		{"T|render timechart with(title = 'x',ycolumns = a,b)", "T\n| render timechart with (title='x', ycolumns=a, b)"},
		{"T|where a | where", "T|where a | where"},
		{"", ""},
		{"// only\n", "// only\n"},
		{"T\r\n|count\r\n", "T\r\n| count\r\n"},
		{"\ufeffT|count", "\ufeffT\n| count"},
		{"T | extend s = ```a\n  b```|count", "T\n| extend s = ```a\n  b```\n| count"},
		{"#connect x\nT|count", "#connect x\nT\n| count"},
		{"T|where a\n\n// about b\n| where b", "T\n| where a\n// about b\n| where b"},
		{"A;\n// about B\n\nB", "A;\n// about B\n\nB"},
		{"//% as x\n\nT|count", "//% as x\n\nT\n| count"},
		{"toscalar(T|count)", "toscalar(T | count)"},
		{"T|where a > toscalar(U|where b|summarize max(c))", "T\n| where a > toscalar(\n    U\n    | where b\n    | summarize max(c)\n)"},
		{"T|scan declare(n:long=0)with(step a:x>1=>n=1;step b output=all:true;)",
			"T\n| scan declare (n: long = 0) with (\n    step a: x > 1 => n = 1;\n    step b output=all: true;\n)"},
		{"T|fork a=(count)(where x|take 1)", "T\n| fork\n    a = (count)\n    (\n        where x\n        | take 1\n    )"},
	} {
		got := format(c.in)
		if got != c.want {
			t.Errorf("%q:\n%s\nwant\n%s", c.in, got, c.want)
		}
		check(t, c.in)
	}
}

func TestLong(t *testing.T) {
	word := strings.Repeat("a", 30)
	for _, c := range []struct{ in, want string }{
		{"T | project " + word + ", b = " + word + ", c = " + word, "T\n| project\n    " + word + ",\n    b = " + word + ",\n    c = " + word},
		{"T | summarize n = count(), m = max(" + word + ") by " + word + ", b = " + word, "T\n| summarize\n    n = count(),\n    m = max(" + word + ")\n    by " + word + ", b = " + word},
		{"T | where " + word + " == 1 and " + word + " == 2 and (" + word + " or b)", "T\n| where " + word + " == 1\n    and " + word + " == 2\n    and (" + word + " or b)"},
		{"T | extend x = case(" + word + ", 1, " + word + ", 2, " + word + ", 3)", "T\n| extend x = case(\n    " + word + ",\n    1,\n    " + word + ",\n    2,\n    " + word + ",\n    3\n)"},
		{"T | where x in ('" + word + "', '" + word + "', '" + word + "', 'd')", "T\n| where x in (\n    '" + word + "', '" + word + "',\n    '" + word + "', 'd'\n)"},
		{"datatable(a:string, b:string)['" + word + "', '" + word + "', '" + word + "', 'd']", "datatable(a: string, b: string) [\n    '" + word + "', '" + word + "',\n    '" + word + "', 'd'\n]"},
	} {
		if got := format(c.in); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.in, got, c.want)
		}
		check(t, c.in)
	}
}

func TestRange(t *testing.T) {
	q := "let a=1;\nlet b=2;\nT|count"
	s, text := Range(syntax.Parse(q), syntax.Span{Start: 10, End: 12}, Options{})
	if q[s.Start:s.End] != "let b=2;" || text != "let b = 2;" {
		t.Errorf("%q: %q", q[s.Start:s.End], text)
	}
}

// check reports what breaks the invariants: the tokens and comments stay, and the result is formatted.
func check(t *testing.T, q string) {
	t.Helper()
	tr := syntax.Parse(q)
	got := Format(tr, Options{})
	again := syntax.Parse(got)
	if a, b := marks(tr), marks(again); a != b {
		t.Fatalf("%q: tokens changed:\n%s\n%s", q, a, b)
	}
	if twice := Format(again, Options{}); twice != got {
		t.Fatalf("%q: not stable:\n%s\n---\n%s", q, got, twice)
	}
}

// marks writes the tokens and comments of a tree, one a line.
func marks(t *syntax.Tree) string {
	var b strings.Builder
	for _, k := range t.Tokens {
		for _, c := range t.Comments(k) {
			b.WriteString(strings.TrimRight(t.Text[c.Start:c.End], " \t\r") + "\n")
		}
		b.WriteString(t.TokenText(k) + "\n")
	}
	return b.String()
}

func FuzzFormat(f *testing.F) {
	for _, q := range []string{
		"T|where a==1 // x\n|take 5", "let f=(a:string){T|where b==a};f('x')", "T|join kind=inner(U|where x|take 1)on a,b", ".show tables|count",
		"T|mv-apply x=a on(where x>1|count)|fork(count)(take 1)", "T|scan with(step a:x>1=>n=1;)", "datatable(a:long)[1,-2,]|extend x=dynamic({'a':[1]})",
		"E|make-graph a-->b with N on id|graph-match (x)-[e*1..3]->(y),(z)", "T|where a in(1,2,3)and b or c // q\n\n;\n\nU", "macro-expand G as X(X.T;X.U|count)",
		"T|partition by a{U|count}", "declare pattern p=(a:string)[b:string]{('x').['y']={T|count};};p('x').['y']", "T|facet by a with(where b|take 1)",
	} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		if len(q) < 5000 && len(syntax.Parse(q).Errors) == 0 {
			check(t, q)
		}
	})
}
