package dataflow

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// cells reads `-- id` lines with the text below each.
func cells(text string) (list []Cell) {
	for part := range strings.SplitSeq("\n"+text, "\n-- ") {
		id, body, ok := strings.Cut(part, "\n")
		if !ok {
			id, body = part, ""
		}
		if strings.TrimSpace(id) == "" {
			continue
		}
		list = append(list, Cell{ID: strings.TrimSpace(id), Language: "kusto", Text: body})
	}
	return list
}

func TestCompose(t *testing.T) {
	for _, c := range []struct {
		name, cells string
		o           Options
		want        string // of the last cell
	}{
		{"a cell that uses nothing is its own text", "-- a\nlet x = 1;\n-- b\nT | take 5", Options{}, "T | take 5"},
		{"a definition is put before", "-- a\nlet x = 1; let y = 2\n-- b\nT | where n > x", Options{}, "let x = 1;\nT | where n > x"},
		{"definitions come with what they use", "-- a\nlet x = 1;\n-- b\nlet f = (n: long) { n + x };\n-- c\nprint f(2)", Options{},
			"let x = 1;\nlet f = (n: long) { n + x };\nprint f(2)"},
		{"the nearest above counts", "-- a\nlet x = 1;\n-- b\nlet x = 2;\n-- c\nprint x\n", Options{}, "let x = 2;\nprint x\n"},
		{"a hidden definition that is needed gets another name", "-- a\nlet x = 1;\n-- b\nlet y = x + 1;\n-- c\nlet x = 10;\n-- d\nprint x, y", Options{},
			"let x_1 = 1;\nlet y = x_1 + 1;\nlet x = 10;\nprint x, y"},
		{"a new name is not one that is there", "-- a\nlet x = 1;\n-- b\nlet y = x + 1;\n-- c\nlet x = 10;\n-- d\nT | project x_1, x, y", Options{},
			"let x_2 = 1;\nlet y = x_2 + 1;\nlet x = 10;\nT | project x_1, x, y"},
		{"an own let hides the one above from there on", "-- a\nlet x = 1;\n-- b\nlet x = x + 1; print x", Options{}, "let x_1 = 1;\nlet x = x_1 + 1; print x"},
		{"a cell that defines a name twice stays wrong", "-- a\nlet x = 1; let x = x + 1; print x", Options{}, "let x = 1; let x = x + 1; print x"},
		{"an own let that is first needs nothing", "-- a\nlet x = 1;\n-- b\nlet x = 5; print x", Options{}, "let x = 5; print x"},
		{"parameters of a lambda hide inside of it only", "-- a\nlet x = 1;\n-- b\nlet f = (x: long) { x + 1 }; print f(2)", Options{}, "let f = (x: long) { x + 1 }; print f(2)"},
		{"and not behind it", "-- a\nlet x = 1;\n-- b\nlet f = (x: long) { x + 1 }; print f(x)", Options{}, "let x = 1;\nlet f = (x: long) { x + 1 }; print f(x)"},
		{"inner lets of a body hide", "-- a\nlet x = 1;\n-- b\nlet f = () { let x = 3; x }; print f()", Options{}, "let f = () { let x = 3; x }; print f()"},
		{"no uses: after a dot, new names, columns", "-- a\nlet x = 1; let y = 2; let z = 3;\n-- b\nT | extend x = d.y | project-away z | project-rename y = z | distinct x | join (U) on y | parse s with * x", Options{},
			"T | extend x = d.y | project-away z | project-rename y = z | distinct x | join (U) on y | parse s with * x"},
		{"a scalar is not called", "-- a\nlet count = 1;\n-- b\nT | summarize count()", Options{}, "T | summarize count()"},
		{"quoted names are names", "-- a\nlet ['my list'] = dynamic([1]);\n-- b\nT | where n in (['my list'])", Options{}, "let ['my list'] = dynamic([1]);\nT | where n in (['my list'])"},
		{"a name by as is local", "-- a\nlet X = T;\n-- b\nT | as X | union X", Options{}, "T | as X | union X"},
		{"a table that is read by a join", "-- a\nlet Staff = HR | where Active;\n-- b\nT | join kind=leftouter (Staff | project Name) on Name", Options{},
			"let Staff = HR | where Active;\nT | join kind=leftouter (Staff | project Name) on Name"},
		{"settings stay, as comments", "-- a\nlet x = 1;\n-- b\n//% as r timespan 7d\nprint x", Options{}, "let x = 1;\n//% as r timespan 7d\nprint x"},
		{"a named result stays a name", "-- a\n//% as r\nT\n-- b\nr | count", Options{}, "r | count"},
		{"a named result travels as text", "-- a\n//% as r\nT\n-- b\nr | count", Options{ResultText: func(r ResultUse) (string, error) { return "datatable(n:long)[1]", nil }},
			"let r = datatable(n:long)[1];\nr | count"},
		{"a result is called otherwise where a table of that name is meant", "-- a\nlet f = () { T | count };\n-- b\n//% as T\nU\n-- c\nunion f(), T", Options{}, "let f = () { T | count };\nunion f(), T_1"},
		{"parameters become lets", "-- a\ndeclare query_parameters(Who: string = \"eve\", N: long = 5);\n-- b\nT | where User == Who", Options{}, "let Who = \"eve\";\nT | where User == Who"},
		{"with their values", "-- a\ndeclare query_parameters(Who: string, N: long = 5);\n-- b\nT | where User == Who | take N", Options{Values: map[string]string{"Who": "a\"; drop \\", "N": "7"}},
			"let Who = \"a\\\"; drop \\\\\";\nlet N = long(7);\nT | where User == Who | take N"},
		{"or stay a declaration", "-- a\ndeclare query_parameters(Who: string = \"eve\", N: long = 5);\n-- b\nlet x = N;\n-- c\nT | where User == Who | take x", Options{Declare: true},
			"declare query_parameters(Who: string = \"eve\", N: long = 5);\nlet x = N;\nT | where User == Who | take x"},
		{"own parameters too", "-- a\nlet y = 1;\n-- b\ndeclare query_parameters(N: long = 5);\nT | take N + y", Options{}, "let y = 1;\nlet N = 5;\n\nT | take N + y"},
		{"own and other declarations are one", "-- a\ndeclare query_parameters(M: long = 1);\n-- b\ndeclare query_parameters(N: long = 5); print M + N", Options{Declare: true},
			"declare query_parameters(M: long = 1, N: long = 5);\n print M + N"},
		{"a command takes nothing", "-- a\nlet T = 1;\n-- b\n.show table T", Options{}, ".show table T"},
		{"all that can be seen, for editors", "-- a\nlet x = 1; let y = x;\n-- b\nlet x = 2;\n-- c\nprint 1", Options{All: true}, "let x_1 = 1;\nlet y = x_1;\nlet x = 2;\nprint 1"},
		{"other languages define nothing", "-- a\nlet x = 1;\n-- b\nprint ", Options{}, "print "},
		{"scan steps and graph names are their own", "-- a\nlet s1 = 1; let n = 2;\n-- b\nT | scan with (step s1: true => y = s1.z;)", Options{}, "T | scan with (step s1: true => y = s1.z;)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := New(cells(c.cells))
			comp := g.Compose(len(g.Cells)-1, c.o)
			if comp.Text != c.want {
				t.Errorf("got  %q\nwant %q", comp.Text, c.want)
			}
			checkPlaces(t, g, comp)
		})
	}
}

// Each byte of a composed text that comes from a cell is the byte there, unless a name was changed.
func checkPlaces(t *testing.T, g *Graph, c *Composition) {
	t.Helper()
	for at := range len(c.Text) {
		p, ok := c.Place(syntax.Span{Start: at, End: at + 1})
		if !ok {
			continue
		}
		text := g.Cells[g.Index(p.Cell)].Text
		if p.Span.Start < 0 || p.Span.End > len(text) || p.Span.End-p.Span.Start == 1 && text[p.Span.Start] != c.Text[at] && !strings.Contains(c.Text, "_") {
			t.Errorf("byte %d %q of %q: place %+v", at, c.Text[at:at+1], c.Text, p)
		}
	}
}

func TestPlace(t *testing.T) {
	g := New(cells("-- a\nlet x = 1;\n-- b\nlet y = x + oops;\n-- c\nlet x = 2;\n-- d\nprint y, x, bad"))
	c := g.Compose(3, Options{})
	for word, want := range map[string]string{"oops": "b 12-16", "bad": "d 12-15", "x_1 +": "b 8-9", "let x = 2": "c 0-9"} {
		at := strings.Index(c.Text, word)
		p, ok := c.Place(syntax.Span{Start: at, End: at + len(word)})
		if got := fmt.Sprintf("%s %d-%d", p.Cell, p.Span.Start, p.Span.End); !ok || got != want {
			t.Errorf("%q in %q: %s %v, want %s", word, c.Text, got, ok, want)
		}
	}
	if p, ok := c.Place(syntax.Span{Start: len(c.Text), End: len(c.Text)}); !ok || p.Cell != "d" || p.Span.Start != 15 {
		t.Errorf("the end: %+v %v", p, ok)
	}
}

func TestProblems(t *testing.T) {
	on := func(names ...string) func(int) string { return func(i int) string { return names[i] } }
	for _, c := range []struct {
		name, cells string
		o           Options
		want        string // code, place and a part of the message of each
	}{
		{"a table of another connection", "-- a\nlet Fails = Log | where Bad;\n-- b\nFails | count", Options{Connection: on("prod", "local")}, `HB110 b:0-5 "Fails" reads tables of the connection "prod"`},
		{"through another definition", "-- a\nlet Fails = Log | where Bad;\n-- b\nlet n = toscalar(Fails | count);\n-- c\nprint n", Options{Connection: on("prod", "prod", "local")}, `HB110 c:6-7 "Fails"`},
		{"what reads no table goes anywhere", "-- a\nlet x = ago(1d); let d = datatable(a:long)[1]; let f = (t: (a: long)) { t | where a > 1 };\n-- b\nprint x | extend n = toscalar(f(d) | count)", Options{Connection: on("prod", "local")}, ""},
		{"search reads tables", "-- a\nlet s = search \"x\";\n-- b\ns", Options{Connection: on("prod", "local")}, "HB110"},
		{"so does a wildcard", "-- a\nlet s = union Device*;\n-- b\ns", Options{Connection: on("prod", "local")}, "HB110"},
		{"and a function that reaches out", "-- a\nlet s = () { database('x').T };\n-- b\ns()", Options{Connection: on("prod", "local")}, "HB110"},
		{"a named result of another connection is fine", "-- a\n//% as r\nLog\n-- b\nr", Options{Connection: on("prod", "local")}, ""},
		{"a parameter without a value, where it is used", "-- a\ndeclare query_parameters(Who: string);\n-- b\nprint Who", Options{}, `HB113 b:6-9 query parameter "Who" has no value`},
		{"declared alone it is no problem", "-- a\ndeclare query_parameters(Who: string);", Options{}, ""},
		{"a value of another type", "-- a\ndeclare query_parameters(N: long);\n-- b\nprint N", Options{Values: map[string]string{"N": "1); T"}}, `HB112 a:25-26 query parameter "N" is of type long`},
		{"a result that can't travel", "-- a\n//% as r\nT\n-- b\nU | join r on x", Options{ResultText: func(ResultUse) (string, error) { return "", errors.New("too big") }}, "HB111 b:9-10 too big"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := New(cells(c.cells))
			var got []string
			for _, p := range g.Compose(len(g.Cells)-1, c.o).Problems {
				got = append(got, fmt.Sprintf("%s %s:%d-%d %s", p.Code, p.Cell, p.Span.Start, p.Span.End, p.Message))
			}
			if all := strings.Join(got, "\n"); c.want == "" && all != "" || !strings.HasPrefix(all, c.want) {
				t.Errorf("got %s\nwant %s", all, c.want)
			}
		})
	}
}

func TestEdges(t *testing.T) {
	g := New(cells("-- a\nlet x = 1;\n-- b\n//% as r\nT | where n > x\n-- c\nr | count\n-- d\nlet y = x;\n-- e\nprint y\n-- f\nprint late\n-- g\nlet late = 1; let x = 2;"))
	want := [][3][]int{ // needs, feeds, dependents
		{nil, {1, 3, 4}, {1, 2, 3, 4}},
		{{0}, {2}, {2}},
		{{1}, nil, nil},
		{{0}, {4}, {4}},
		{{0, 3}, nil, nil},
		{nil, nil, nil},
		{nil, nil, nil},
	}
	for i, w := range want {
		if got := [3][]int{g.Needs(i), g.Feeds(i), g.Dependents(i)}; fmt.Sprint(got) != fmt.Sprint(w) {
			t.Errorf("%s: %v, want %v", g.Cells[i].ID, got, w)
		}
	}
	var notes []string
	for i := range g.Cells {
		for _, n := range g.Notes(i) {
			notes = append(notes, fmt.Sprintf("%s %s:%d->%s", n.Code, g.Cells[i].ID, n.Span.Start, n.Other.Cell))
		}
	}
	if got := strings.Join(notes, " "); got != "HB121 f:6->g HB120 g:18->a" {
		t.Errorf("notes: %s", got)
	}
	if got := len(g.Visible(6)); got != 3 { // x, r, y
		t.Errorf("visible: %d", got)
	}
}

func TestSettings(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"//% on sentinel-prod\nT", "on=[sentinel-prod]"},
		{"//% on a, b ,c as r timespan 7d\n//% timeout 5m  rows 10_000 keep none", "on=[a b c] as=r timespan=7d timeout=5m0s rows=10000 keep=none"},
		{"// a comment\n\n  //% AS x\nT", "as=x"},
		{"//% colour red as x", `as=x 4-10 HB101 "colour" is no setting`},
		{"//% as 1x", `7-9 HB103 "1x" is no value of "as"`},
		{"//% as", `4-6 HB103 "as" needs a value`},
		{"T\n//% as x", "2-10 HB102 settings count before the first statement only"},
		{"//% as x as y", `as=y 4-6 HB104 "as" is set again`},
		{"//% rows 0", `9-10 HB103`},
		{"//% timespan 2024-05-08..2024-05-01", "it ends before it begins"},
		{"//%as x", "as=x"},
		{"", ""},
		{"//% ", ""},
	} {
		s := parseSettings(c.text)
		got := ""
		if s.On != nil {
			got += fmt.Sprintf(" on=%v", s.On)
		}
		if s.As != "" {
			got += " as=" + s.As
		}
		if s.Timespan != "" {
			got += " timespan=" + s.Timespan
		}
		if s.Timeout != 0 {
			got += fmt.Sprintf(" timeout=%v", s.Timeout)
		}
		if s.Rows != 0 {
			got += fmt.Sprintf(" rows=%d", s.Rows)
		}
		if s.Keep != "" {
			got += " keep=" + s.Keep
		}
		for _, w := range s.Warnings {
			got += fmt.Sprintf(" %d-%d %s %s", w.Span.Start, w.Span.End, w.Code, w.Message)
		}
		if got = strings.TrimSpace(got); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

func TestScope(t *testing.T) {
	const day = 864e9
	now := int64(738000 * day)
	for text, want := range map[string][2]int64{
		"7d":                     {now - 7*day, now},
		"1d12h":                  {now - day - day/2, now},
		"1.5h":                   {now - day/16, now},
		"all":                    {0, 0},
		"0001-01-02..0001-01-03": {day, 2 * day},
		"0001-01-02T12:00..":     {day + day/2, maxTicks},
		"..0001-01-02T00:00:01Z": {1, day + 1e7},
	} {
		s, bad := ParseScope(text)
		if bad != "" {
			t.Errorf("%s: %s", text, bad)
			continue
		}
		if from, to := s.Bounds(now); from != want[0] || to != want[1] {
			t.Errorf("%s: %d..%d, want %v", text, from, to, want)
		}
	}
	for _, text := range []string{"", "7", "d", "7x", "..", "-7d", "0d", "2024-13-01..", "99999999999d", "1dd"} {
		if _, bad := ParseScope(text); bad == "" {
			t.Errorf("%q is taken", text)
		}
	}
}

func TestLiteral(t *testing.T) {
	for _, c := range [][3]string{
		{"string", "a\"b\\c\nd\u2028", `"a\"b\\c\nd\u2028"`},
		{"long", "-5", "long(-5)"}, {"long", "5.5", ""}, {"long", "5); print 1", ""}, {"int", "7", "int(7)"},
		{"real", "1e3", "real(1e3)"}, {"real", "nan", "real(nan)"}, {"bool", "TRUE", "true"}, {"bool", "x", ""},
		{"datetime", "2024-05-01 10:00", "datetime(2024-05-01 10:00)"}, {"datetime", "now)", ""}, {"datetime", "2024-13-01", ""}, {"timespan", "2x", ""}, {"int", "3000000000", ""}, {"dynamic", "{a:1}", ""}, {"timespan", "1.02:03:04", "timespan(1.02:03:04)"},
		{"guid", "74be27de-1e4e-49d9-b579-fe0b331d3642", "guid(74be27de-1e4e-49d9-b579-fe0b331d3642)"}, {"guid", "x", ""},
		{"dynamic", `{"a":1}`, `todynamic("{\"a\":1}")`}, {"table", "x", ""},
	} {
		got, bad := Literal(c[0], c[1])
		if got != c[2] || (bad == "") != (c[2] != "") {
			t.Errorf("%s %q: %s %s, want %s", c[0], c[1], got, bad, c[2])
		}
	}
}

func TestMeaning(t *testing.T) {
	base := "-- a\nlet x = 1;\n-- b\nprint x"
	mean := func(text, conn string, values map[string]string) Meaning {
		g := New(cells(text))
		return g.Meaning(len(g.Cells)-1, conn, values)
	}
	was := mean(base, "local", nil)
	for text, want := range map[string]string{
		base: "",
		"-- a\nlet x   = 1; // one\n-- b\n// now\nprint x":  "",
		"-- a\nlet x = 1; let y = 2;\n-- b\nprint x":        "",
		"-- a\nlet x = 2;\n-- b\nprint x":                   `"x" changed`,
		"-- a\nlet x = 1;\n-- b\nprint x + 1":               "the cell was edited",
		"-- a\nlet x = 1;\n-- b\n//% rows 5\nprint x":       "the cell was edited",
		"-- a\nlet x = 1;\n-- c\nlet x = 3;\n-- b\nprint x": `"x" changed`,
		"-- a\n//% as x\nprint 1\n-- b\nprint x":            `"x" changed`,
		"-- b\nprint x":                                     `"x" changed`,
	} {
		if got := mean(text, "local", nil).Changed(was); want == "" && got != "" || !strings.HasPrefix(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if mean(base, "prod", nil).Changed(was) == "" {
		t.Error("another connection is the same meaning")
	}
	p := "-- a\ndeclare query_parameters(n: long = 1);\n-- b\nprint n"
	if mean(p, "", nil).Changed(mean(p, "", map[string]string{"n": "2"})) == "" {
		t.Error("another value of a parameter is the same meaning")
	}
}

// What is known of a cell whose text stays is taken over, and gives the same graph.
func TestRenew(t *testing.T) {
	a := cells("-- a\n//% as r\nlet x = 1; T | where n > x\n-- b\nr | extend y = x")
	old := New(a)
	b := append([]Cell{{ID: "new", Language: "kusto", Text: "let T = U;"}}, a...)
	got, want := Renew(old, b), New(b)
	if got.Cells[1].Tree != old.Cells[0].Tree {
		t.Error("the tree was made anew")
	}
	for i := range want.Cells {
		if g, w := got.Compose(i, Options{}).Text, want.Compose(i, Options{}).Text; g != w {
			t.Errorf("%q, want %q", g, w)
		}
	}
}

func FuzzCompose(f *testing.F) {
	f.Add("let x = 1;", "let f = (x: long) { x + y }; T | where n > x", "//% as r\nr | as q | union q, f(x)")
	f.Add("declare query_parameters(a: long = 1);", "let a = a;", "print a;;")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		g := New([]Cell{{"a", "kusto", a}, {"b", "kusto", b}, {"c", "kusto", c}})
		for i := range g.Cells {
			for _, o := range []Options{{}, {Declare: true, All: true}} {
				comp := g.Compose(i, o)
				for at := range len(comp.Text) + 1 {
					if p, ok := comp.Place(syntax.Span{Start: at, End: at + 1}); ok {
						if n := len(g.Cells[g.Index(p.Cell)].Text); p.Span.Start < 0 || p.Span.End > n || p.Span.Start > p.Span.End {
							t.Fatalf("place %+v in %d bytes", p, n)
						}
					}
				}
			}
			g.Notes(i)
			g.Meaning(i, "x", nil).Key()
		}
	})
}
