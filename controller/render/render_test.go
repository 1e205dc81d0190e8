package render

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/controller/memory"
	"github.com/huntbook/huntbook/controller/notebook"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Each type's cells, as the MIME type's documentation says.
func TestRows(t *testing.T) {
	b := &result.Batch{Len: 2, Cols: []result.Vector{
		{Type: symbol.Bool, Ints: []int64{1, 0}, Null: []bool{false, true}},
		{Type: symbol.Int, Ints: []int64{-7, 0}, Null: []bool{false, true}},
		{Type: symbol.Long, Ints: []int64{math.MaxInt64, 0}, Null: []bool{false, true}},
		{Type: symbol.Real, Reals: []float64{0.1, math.NaN()}},
		{Type: symbol.Real, Reals: []float64{math.Inf(1), math.Inf(-1)}},
		{Type: symbol.Decimal, Strings: []string{"1.10", ""}, Null: []bool{false, true}},
		{Type: symbol.String, Strings: []string{"a\"b", ""}},
		{Type: symbol.Datetime, Ints: []int64{638000000000000001, 0}},
		{Type: symbol.Timespan, Ints: []int64{864000000000 + 1, -10000000}},
		{Type: symbol.Guid, Strings: []string{"74be27de-1e4e-49d9-b579-fe0b331d3642", ""}, Null: []bool{false, true}},
		{Type: symbol.Dynamic, Strings: []string{`{"a":[1]}`, "null"}},
	}}
	text, err := json.Marshal(Rows(b))
	want := `[[true,-7,"9223372036854775807",0.1,"Infinity","1.10","a\"b","2022-09-28T22:13:20.0000001Z","1.00:00:00.0000001","74be27de-1e4e-49d9-b579-fe0b331d3642","{\"a\":[1]}"],` +
		`[null,null,null,"NaN","-Infinity",null,"","0001-01-01T00:00:00.0000000Z","-00:00:01",null,"null"]]`
	if err != nil || string(text) != want {
		t.Errorf("got  %s %v\nwant %s", text, err, want)
	}
}

// Long texts are cut at a character's edge, so that a page stays small.
func TestLongText(t *testing.T) {
	b := &result.Batch{Len: 1, Cols: []result.Vector{{Type: symbol.String, Strings: []string{strings.Repeat("é", maxText)}}}}
	got := Rows(b)[0][0].(string)
	if len(got) > maxText+40 || !strings.HasSuffix(got, "é… (65536 bytes)") {
		t.Errorf("%d bytes, %s", len(got), got[len(got)-20:])
	}
}

// evil is what rows, names and notes may hold.
const evil = "</script></td><script>alert(1)</script><img src=x onerror=alert(2)>\"' onmouseover=\"alert(3) \x1b[2J\u202egnp.exe\u0007<!--"

func evilResult() *Result {
	rows := [][]any{{evil, "1", nil}, {evil, "2", evil}}
	return &Result{Version: 1, ID: "00", Name: evil, Columns: []Column{{evil, "string"}, {"n", "long"}, {"d", evil}}, Rows: rows, Total: 2,
		Notes: []Note{{"warning", evil}}, Source: Source{Connection: evil, Query: evil, At: evil, From: evil},
		Chart: &Chart{Kind: "piechart", Title: evil, XType: "category", Note: evil, Series: []Series{{Name: evil, Points: [][2]any{{evil, 1.0}}}}}}
}

func TestHTMLIsEscaped(t *testing.T) {
	bundle := Bundle(evilResult())
	html := bundle["text/html"].(string)
	checkMarkup(t, html, "table", "thead", "tbody", "tr", "th", "td", "p")
	plain := bundle["text/plain"].(string)
	for _, r := range plain {
		if r != '\n' && control(r) {
			t.Errorf("text/plain has %U", r)
		}
	}
	if strings.Count(html, "<tr>") != 3 {
		t.Errorf("rows: %s", html)
	}
}

var tags = regexp.MustCompile(`<[^>]*>?`)

// checkMarkup fails on any tag but the ones allowed, on event handlers, and on characters that act on a display.
func checkMarkup(t *testing.T, html string, allowed ...string) {
	t.Helper()
	for _, tag := range tags.FindAllString(html, -1) {
		name := strings.Trim(strings.Fields(strings.Trim(tag, "</>"))[0], "/>")
		ok := false
		for _, a := range allowed {
			ok = ok || a == name
		}
		// Attributes come quoted; what is in the quotes is text.
		bare := regexp.MustCompile(`"[^"]*"`).ReplaceAllString(tag, "")
		if !ok || strings.Contains(bare, "on") && strings.Contains(bare, "=") && regexp.MustCompile(`\son\w+=`).MatchString(bare) {
			t.Errorf("tag %q", tag)
		}
	}
	for _, r := range html {
		if r != '\n' && r != '\t' && control(r) {
			t.Errorf("character %U", r)
		}
	}
}

func TestReportIsSafe(t *testing.T) {
	r := evilResult()
	nb := &notebook.Notebook{Cells: []notebook.Cell{
		{Kind: "markdown", Source: "Intro\n\n" + evil + "\n\n[x](javascript:alert(1)) [y](https://example.com) ![z](http://evil/x.png)\n\n| a |\n|:-:|\n| b |\n\n<style>body{}</style>"},
		{Kind: "code", Source: "T // " + evil, Outputs: []notebook.Output{
			notebook.Display(Bundle(r)),
			notebook.Failure(evil, evil, nil),
			{"output_type": "stream", "text": evil},
			{"output_type": "display_data", "data": map[string]any{"text/html": "<script>alert(9)</script>", "text/plain": evil}},
			{"output_type": "display_data", "data": map[string]any{"image/png": "\" onerror=alert(1)", "text/plain": "no picture"}},
			{"output_type": "display_data", "data": map[string]any{"image/png": "iVBORw0KGgo="}},
			{"output_type": "display_data", "data": map[string]any{MIME: map[string]any{"version": 1, "rows": "no rows"}}},
		}},
	}}
	var b bytes.Buffer
	if err := (Report{Title: evil, Made: "now", By: "test", Parameter: []string{"a = " + evil}}).Write(&b, nb); err != nil {
		t.Fatal(err)
	}
	html := b.String()
	if !strings.Contains(html, `content="default-src 'none'; script-src 'sha256-`) || strings.Contains(html, "unsafe") && strings.Contains(html[:1000], "unsafe") {
		t.Error("policy is missing")
	}
	if strings.Contains(html, "javascript:alert") || strings.Contains(html, "alert(9)") {
		t.Error("something runs")
	}
	// Scripts: the data of the chart, and ours. Data must not end its element.
	scripts := regexp.MustCompile(`(?s)<script[^>]*>.*?</script>`).FindAllString(html, -1)
	if len(scripts) != 2 || !strings.HasPrefix(scripts[0], `<script type="application/json"`) || !strings.HasPrefix(scripts[1], "<script>") {
		t.Fatalf("%d scripts", len(scripts))
	}
	var chart Chart
	data := strings.TrimSuffix(scripts[0][strings.IndexByte(scripts[0], '>')+1:], "</script>")
	if err := json.Unmarshal([]byte(data), &chart); err != nil || chart.Title != evil {
		t.Errorf("chart: %v %q", err, chart.Title)
	}
	rest := html
	for _, s := range scripts {
		rest = strings.Replace(rest, s, "", 1)
	}
	rest = regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAllString(rest, "")
	rest = regexp.MustCompile(`<!-- raw HTML omitted -->|<!DOCTYPE html>`).ReplaceAllString(rest, "")
	checkMarkup(t, rest, "html", "head", "meta", "title", "body", "header", "main", "section", "div", "h1", "p", "pre", "code", "a", "img", "strong", "small",
		"table", "thead", "tbody", "tr", "th", "td")
	if got := hash(strings.TrimSuffix(strings.TrimPrefix(scripts[1], "<script>"), "</script>")); !strings.Contains(html, got) {
		t.Error("the script's hash is not the policy's")
	}
}

// A report without charts carries no script, and allows none.
func TestReportWithoutCharts(t *testing.T) {
	var b bytes.Buffer
	if err := (Report{Title: "x"}).Write(&b, &notebook.Notebook{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<script") || !strings.Contains(b.String(), "script-src 'none'") {
		t.Error(b.String())
	}
}

func TestTimesForPeople(t *testing.T) {
	for in, want := range map[string]string{"1.02:00:00": "1.02:00:00", "00:19:09.6700000": "00:19:09.67", "-10.00:00:00.0000001": "-10.00:00:00.0000001", "": ""} {
		if got := Timespan(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
	r := &Result{Columns: []Column{{"t", "datetime"}}}
	for in, want := range map[any]string{"2024-05-13T05:32:28.0000000Z": "2024-05-13 05:32:28", "2024-05-13T05:32:28.1200000Z": "2024-05-13 05:32:28.12",
		"2024-05-13T10:00:00.0000000Z": "2024-05-13 10:00:00", nil: "", "odd": "odd"} {
		if got := show(r, 0, in); got != want {
			t.Errorf("%v: %s, want %s", in, got, want)
		}
	}
}

func TestTable(t *testing.T) {
	r := &Result{Columns: []Column{{"name", "string"}, {"n", "long"}, {"a wide one", "string"}}, Rows: [][]any{{"é日", "5", "x\ty"}, {strings.Repeat("w", 80), "-10", nil}, {"", "1", "z"}}, Total: 300, Truncated: true}
	var b strings.Builder
	if err := (Table{MaxRows: 2, MaxWidth: 38}).Write(&b, r); err != nil {
		t.Fatal(err)
	}
	want := "" +
		"name                        n\n" +
		"------------------------  ---\n" +
		"é日                         5\n" +
		strings.Repeat("w", 23) + "…  -10\n" +
		"first 2 of 300 rows (the query has more), 1 column not shown: a wide one\n"
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
	b.Reset()
	_ = Table{MaxRows: 2, MaxWidth: 60}.Write(&b, r) // the widest column gives way to the others
	if lines := strings.Split(b.String(), "\n"); lines[1] != strings.Repeat("-", 43)+"  ---  ----------" || lines[2] != "é日"+strings.Repeat(" ", 40)+"    5  x\\ty" || lines[4] != "first 2 of 300 rows (the query has more)" {
		t.Errorf("got:\n%s", b.String())
	}
	b.Reset()
	_ = Table{}.Write(&b, &Result{Columns: []Column{{"c", "string"}}, Rows: [][]any{{"\x1b]0;title\a\r\nnext\u0085"}}, Total: 1})
	if want := "c\n---------------------------------------\n\\u001b]0;title\\u0007\\r\\nnext\\u0085\n1 row\n"; !strings.HasPrefix(b.String(), "c\n") || !strings.Contains(b.String(), strings.Split(want, "\n")[2]) {
		t.Errorf("got %q", b.String())
	}
}

// cols makes a table of columns, written as name and values.
func cols(list ...any) *memory.Table {
	b := &result.Batch{}
	var names []result.Column
	for i := 0; i < len(list); i += 2 {
		v := result.Vector{}
		switch vals := list[i+1].(type) {
		case []int64:
			v.Type, v.Ints, b.Len = symbol.Long, vals, len(vals)
		case []float64:
			v.Type, v.Reals, b.Len = symbol.Real, vals, len(vals)
		case []string:
			v.Type, v.Strings, b.Len = symbol.String, vals, len(vals)
		}
		name, kind, _ := strings.Cut(list[i].(string), ":")
		if t, ok := symbol.TypeNamed(kind); ok {
			v.Type = t
		}
		b.Cols = append(b.Cols, v)
		names = append(names, result.Column{Name: name, Type: v.Type})
	}
	return memory.New(names, b)
}

func chartOf(t *testing.T, kind string, props map[string]string, table *memory.Table) (*Chart, string) {
	t.Helper()
	r, _ := table.Read(context.Background())
	c, why, err := BuildChart(context.Background(), &result.Chart{Kind: kind, Props: props}, r)
	if err != nil {
		t.Fatal(err)
	}
	return c, why
}

func TestCharts(t *testing.T) {
	const day, start = 864000000000, 621355968000000000
	for _, c := range []struct {
		name, kind string
		props      map[string]string
		table      *memory.Table
		want       string
	}{
		{"a time chart sorts by time, and splits by text", "timechart", nil,
			cols("n", []int64{1, 2, 3}, "at:datetime", []int64{start + 2*day, start + day, start}, "who", []string{"a", "b", "a"}),
			"timechart time x=1 y=[0] by=[2] none | a: [0 3] [1.728e+08 1] | b: [8.64e+07 2]"},
		{"several values are several series", "linechart", nil, cols("x", []int64{1, 2}, "p", []int64{5, 6}, "q", []float64{0.5, math.NaN()}),
			"linechart number x=0 y=[1 2] by=[] none | p: [1 5] [2 6] | q: [1 0.5] [2 <nil>]"},
		{"both", "columnchart", map[string]string{"kind": "stacked"}, cols("c", []string{"x", ""}, "who", []string{"a", "b"}, "p", []int64{5, 6}, "q", []int64{7, 8}),
			"columnchart category x=0 y=[2 3] by=[1] stacked | a: p: [x 5] | a: q: [x 7] | b: p: [(empty) 6] | b: q: [(empty) 8]"},
		{"a pie takes one value, biggest first", "piechart", nil, cols("n", []int64{1, 5}, "c", []string{"x", "y"}), "piechart category x=1 y=[0] by=[] none | n: [y 5] [x 1]"},
		{"columns that were asked for", "columnchart", map[string]string{"xcolumn": "b", "ycolumns": "n", "series": "a", "title": "T", "ymin": "0", "legend": "hidden"},
			cols("a", []string{"s"}, "b", []string{"x"}, "n", []int64{1}, "m", []int64{2}), "columnchart category x=1 y=[2] by=[0] none | s: [x 1]"},
		{"running sums", "linechart", map[string]string{"accumulate": "true"}, cols("x", []int64{2, 1}, "y", []int64{10, 1}), "linechart number x=0 y=[1] by=[] none | y: [1 1] [2 11]"},
		{"series out of make-series", "timechart", nil, cols("who", []string{"a"}, "y:dynamic", []string{"[1,null]"}, "at:dynamic", []string{`["1970-01-01T00:00:00.0000000Z","1970-01-02T00:00:00.0000000Z"]`}),
			"timechart time x=2 y=[1] by=[0] none | a: [0 1] [8.64e+07 <nil>]"},
		{"timespans are seconds", "linechart", nil, cols("x", []int64{1}, "y:timespan", []int64{15000000}), "linechart number x=0 y=[1] by=[] none | y: [1 1.5]"},
		{"an area that is stacked", "stackedareachart", nil, cols("x", []int64{1}, "y", []int64{1}), "stackedareachart number x=0 y=[1] by=[] stacked | y: [1 1]"},
		{"a card is the first row", "card", nil, cols("n", []int64{7, 8}, "s", []string{"up", "down"}), "card category x=-1 y=[0 1] by=[] none | : [n 7] [s up]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ch, why := chartOf(t, c.kind, c.props, c.table)
			if ch == nil {
				t.Fatal(why)
			}
			got := fmt.Sprintf("%s %s x=%d y=%v by=%v %s", ch.Kind, ch.XType, ch.X, ch.Y, ch.By, ch.Stack)
			for _, s := range ch.Series {
				got += " | " + s.Name + ":"
				for _, p := range s.Points {
					got += fmt.Sprintf(" %v", p)
				}
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if _, err := json.Marshal(ch); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestChartsThatAreNone(t *testing.T) {
	for _, c := range []struct {
		kind  string
		props map[string]string
		table *memory.Table
		want  string
	}{
		{"timechart", nil, cols("a", []string{"x"}, "n", []int64{1}), "needs a column of type datetime"},
		{"columnchart", nil, cols("a", []string{"x"}), "needs a column of numbers"},
		{"columnchart", map[string]string{"xcolumn": "zz"}, cols("a", []string{"x"}, "n", []int64{1}), `no column "zz"`},
		{"treemap", nil, cols("a", []string{"x"}), "treemap is not drawn here"},
		{"table", nil, cols("a", []string{"x"}), ""},
		{"card", nil, cols("a", []string{}), "needs a row"},
	} {
		ch, why := chartOf(t, c.kind, c.props, c.table)
		if ch != nil || !strings.Contains(why, c.want) || (why == "") != (c.want == "") {
			t.Errorf("%s: %v %q, want %q", c.kind, ch, why, c.want)
		}
	}
}

// What is too much is left out, and said.
func TestChartLimits(t *testing.T) {
	n := maxPoints + 10
	x, y, s := make([]int64, n), make([]int64, n), make([]string, n)
	for i := range n {
		x[i], y[i], s[i] = int64(i), 1, fmt.Sprint(i%100)
	}
	c, _ := chartOf(t, "linechart", nil, cols("x", x, "y", y))
	if len(c.Series[0].Points) != maxPoints || !c.Cut || c.Note != "5000 points are drawn, 10 are left out" {
		t.Errorf("%d points, %v %q", len(c.Series[0].Points), c.Cut, c.Note)
	}
	c, _ = chartOf(t, "linechart", nil, cols("x", x, "y", y, "s", s))
	if len(c.Series) != maxSeries || !strings.HasSuffix(c.Note, "(40 further series)") {
		t.Errorf("%d series, %q", len(c.Series), c.Note)
	}
	c, _ = chartOf(t, "piechart", nil, cols("s", s[:100], "y", y[:100]))
	if p := c.Series[0].Points; len(p) != maxSlices || p[maxSlices-1] != [2]any{"(others)", 61.0} {
		t.Errorf("slices: %v", p)
	}
}

func TestExports(t *testing.T) {
	table := cols("a,b", []string{"=1+1", "x\"y\nz"}, "n", []int64{-5, 6}, "r", []float64{math.NaN(), 0.5}, "d:dynamic", []string{`{"a": 1}`, "not json"})
	for format, want := range map[string]string{
		"csv":  "\"a,b\",n,r,d\n'=1+1,-5,NaN,\"{\"\"a\"\": 1}\"\n\"x\"\"y\nz\",6,0.5,not json\n",
		"json": "{\"a,b\":\"=1+1\",\"n\":-5,\"r\":\"NaN\",\"d\":{\"a\": 1}}\n{\"a,b\":\"x\\\"y\\nz\",\"n\":6,\"r\":0.5,\"d\":\"not json\"}\n",
	} {
		var b strings.Builder
		r, _ := table.Read(context.Background())
		if err := Exports[format](context.Background(), &b, r); err != nil || b.String() != want {
			t.Errorf("%s: %v\ngot  %q\nwant %q", format, err, b.String(), want)
		}
	}
}
