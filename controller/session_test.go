package controller

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/huntbook/huntbook/controller/render"
)

func writeBytes(path string, text []byte) error { return os.WriteFile(path, text, 0o600) }

func TestRunInOrder(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\nT | take 1\n-- b\nlet x = 1;\n-- c\nT | where n > x")
	r := b.run("cells", "c", "a")
	b.expect("ran", strings.Join(r.Ran, " "), "a c")
	b.expect("events", b.told(), "a queued, c queued, a started, a output, a done, c started, c output, c done")
	b.expect("queries", strings.Join(b.fake.queries, "\n"), "local: T | take 1\nlocal: let x = 1;\nT | where n > x")
	b.expect("states", b.states(), "a fresh, b idle, c fresh")
	b.run("all")
	b.expect("a cell of definitions has no output", b.told(), "a queued, b queued, c queued, a started, a output, a done, b started, b done, c started, c output, c done")
}

func TestStopAtFirstError(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\nT\n-- b\nT | where boom\n-- c\nT")
	r := b.run("all")
	b.expect("failed", r.Failed, "b")
	var failure *CellError
	for _, e := range b.drain() {
		if e.Kind == "failed" {
			failure = e.Error
		}
	}
	if failure == nil || len(failure.Diagnostics) != 1 || failure.Diagnostics[0] != (Diagnostic{Cell: "b", Start: 10, End: 14, Severity: "error", Code: "KS999", Message: "boom"}) {
		t.Errorf("failure: %+v", failure)
	}
	b.expect("states", b.states(), "a fresh, b failed, c idle")
}

// An error in a definition lands in the cell that holds it, counted in UTF-16.
func TestErrorInOtherCell(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\nlet x = 1; // 😀\nlet f = () { T | where s == \"😀\" and boom };\n-- b\nf() | count")
	b.run("cells", "b")
	for _, e := range b.drain() {
		if e.Kind == "failed" {
			text := []rune(b.cells[0].Text)
			d := e.Error.Diagnostics[0]
			if d.Cell != "a" || string(text[d.Start-2:d.End-2]) != "boom" { // two characters of two units before it
				t.Errorf("diagnostic: %+v", d)
			}
			return
		}
	}
	t.Error("it did not fail")
}

func TestSyntaxErrorDoesNotRun(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\nT | where (")
	if r := b.run("cells", "a"); r.Failed != "a" || len(b.fake.queries) != 0 {
		t.Errorf("%+v, queries %v", r, b.fake.queries)
	}
}

func TestPanicIsTheCellsFailure(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\nT | where panics")
	if r := b.run("cells", "a"); r.Failed != "a" {
		t.Errorf("%+v", r)
	}
	b.expect("events", b.told(), "a queued, a started, a failed")
}

func TestInterrupt(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\nforever\n-- b\nT\n-- c\nT")
	done := make(chan RunResult)
	go func() { done <- b.run("all") }()
	<-b.fake.begun
	// A second run waits behind the first.
	second, err := b.s.Enqueue(RunParams{Notebook: uri, Cells: []string{"b"}})
	if err != nil {
		t.Fatal(err)
	}
	go func() { done <- second.Wait(context.Background()) }()
	if err := b.s.Interrupt(InterruptParams{Notebook: uri, Cells: []string{"a"}}); err != nil {
		t.Fatal(err)
	}
	<-done
	<-done
	b.expect("events", b.told(), "a queued, b queued, c queued, a started, b queued, a cancelled, b cancelled, c cancelled, b started, b output, b done")
	b.expect("states", b.states(), "a cancelled, b fresh, c idle")

	go func() { done <- b.run("all") }()
	<-b.fake.begun
	b.s.Interrupt(InterruptParams{Notebook: uri})
	<-done
	b.expect("all at once", b.told(), "a queued, b queued, c queued, a started, b cancelled, c cancelled, a cancelled")
}

func TestRequestCancelled(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\nforever\n-- b\nT")
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-b.fake.begun; cancel() }()
	if _, err := b.s.Run(ctx, RunParams{Notebook: uri, Mode: "all"}); err != nil {
		t.Fatal(err)
	}
	if got := b.told(); strings.Count(got, "cancelled") != 2 {
		t.Error(got)
	}
}

func TestTimeout(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\n//% timeout 0.05s\nforever")
	b.run("cells", "a")
	for _, e := range b.drain() {
		if e.Kind == "failed" {
			b.expect("code", e.Error.Code, "HB138")
			return
		}
	}
	t.Error("it did not fail")
}

func TestStale(t *testing.T) {
	b := newBench(t, "")
	const text = "-- a\nlet x = 1;\n-- b\n//% as r\nT | where n > x\n-- c\nr | count\n-- d\nT"
	b.sync(text)
	b.run("all")
	b.expect("after a run", b.states(), "a fresh, b fresh, c fresh, d fresh")
	b.sync(strings.Replace(text, "x = 1", "x = 2 // two", 1))
	b.expect("a definition changed", b.states(), "a stale, b stale, c stale, d fresh")
	if why := b.send()["c"].Why; !strings.Contains(why, `"r" is stale: "x" changed`) {
		t.Errorf("why: %s", why)
	}
	b.sync(text)
	b.expect("and was put back", b.states(), "a fresh, b fresh, c fresh, d fresh")
	b.run("cells", "b")
	b.expect("what made a result ran again", b.states(), "a fresh, b fresh, c stale, d fresh")
	b.drain()
	b.run("stale")
	b.expect("run what is stale", b.told(), "c queued, c started, c output, c done")
	b.sync(strings.Replace(text, "T | where n > x", "T | where boom", 1))
	b.run("cells", "b")
	b.expect("what made it failed", b.states(), "a fresh, b failed, c stale, d fresh")
	b.drain()
	b.run("needed", "c")
	b.expect("with what it needs", b.told(), "b queued, c queued, b started, b failed, c cancelled")
}

func TestStatesAreTold(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\n//% as r\nT\n-- b\nr")
	b.run("all")
	b.drain()
	b.run("cells", "a")
	var got []string
	for _, e := range b.drain() {
		for _, s := range e.States {
			got = append(got, s.Cell+" "+s.State)
		}
	}
	b.expect("states", strings.Join(got, ", "), "a queued, a running, a fresh, b stale")
}

func TestModes(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\nT\n-- b\nT\n-- c\nT")
	b.expect("above", strings.Join(b.run("above", "c").Ran, " "), "a b")
	b.expect("below", strings.Join(b.run("below", "b").Ran, " "), "b c")
	for _, p := range []RunParams{{Notebook: uri, Mode: "sideways"}, {Notebook: uri, Cells: []string{"x"}}, {Notebook: "no"}, {Notebook: uri, Mode: "above"}} {
		if _, err := b.s.Run(context.Background(), p); err == nil {
			t.Errorf("%+v is taken", p)
		}
	}
}

func TestNamedResults(t *testing.T) {
	b := newBench(t, `{"connections": [{"name": "adx", "kind": "kusto", "cluster": "http://127.0.0.1:1", "database": "D"},
		{"name": "secret", "kind": "files", "path": "s", "share": "local"}, {"name": "proto", "kind": "schema", "path": "x.json"}]}`)
	b.sync("-- a\n//% as r\nT | take 2\n-- b\nr | count\n-- c\n//% on adx\nU | join r on n\n-- d\n//% as big\nT | take 4000\n-- e\n//% on adx\nbig\n-- f\n//% on secret as s\nT\n-- g\n//% on adx\ns\n-- h\n//% on proto\nT\n-- i\n//% on nowhere\nT\n-- j\n//% as t\ns | count\n-- k\n//% on adx\nt")
	failed := func(cell string) (code string) {
		b.drain()
		b.run("cells", cell)
		for _, e := range b.drain() {
			if e.Kind == "failed" {
				code = e.Error.Code
				if len(e.Error.Diagnostics) == 0 {
					t.Errorf("%s: no place", cell)
				}
			}
		}
		return code
	}
	b.expect("not there yet", failed("b"), "HB133")
	b.run("cells", "a", "b", "c")
	b.expect("local reads in place", b.fake.queries[1], "local: r | count")
	if b.fake.asked[1].Tables["r"] == nil || b.fake.asked[2].Tables != nil {
		t.Error("tables go to the embedded engine, and only there")
	}
	b.expect("remote gets the text", b.fake.queries[2],
		`adx: let r = datatable(n: long, at: datetime, text: string)[long(0), datetime(2022-09-28T22:13:20.0000000Z), "row 0", long(1), datetime(2022-09-29T22:13:20.0000000Z), "row 1"];`+"\n//% on adx\nU | join r on n")
	b.run("cells", "d", "f", "j")
	b.expect("too big", failed("e"), "HB111")
	b.expect("stays local", failed("g"), "HB111")
	b.expect("and what comes of it", failed("k"), "HB111")
	b.expect("a schema runs nothing", failed("h"), "HB134")
	b.expect("unknown connection", failed("i"), "HB130")
	v, _ := b.s.Variables(NotebookRef{uri})
	if len(v.Variables) != 4 || v.Variables[0].Name != "r" || v.Variables[0].Rows != 2 || v.Variables[0].Columns[1].Type != "datetime" {
		t.Errorf("variables: %+v", v)
	}
}

func TestParameters(t *testing.T) {
	b := newBench(t, `{"connections": [{"name": "adx", "kind": "kusto", "cluster": "http://127.0.0.1:1", "database": "D"}]}`)
	b.values = map[string]string{"Who": "eve\"", "Since": "2024-05-01"}
	b.sync("-- a\ndeclare query_parameters(Who: string, Since: datetime = datetime(2020-01-01), N: long = 3);\n-- b\nT | where u == Who and t > Since\n-- c\n//% on adx\nT | where u == Who | take N")
	b.run("all")
	b.expect("as lets", b.fake.queries[0], "local: let Who = \"eve\\\"\";\nlet Since = datetime(2024-05-01);\nT | where u == Who and t > Since")
	b.expect("as parameters", b.fake.queries[1], "adx: declare query_parameters(Who: string, N: long = 3);\n//% on adx\nT | where u == Who | take N")
	if p := b.fake.asked[1].Params; len(p) != 1 || p["Who"].Str != "eve\"" {
		t.Errorf("params: %v", p)
	}
}

func TestPaging(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\n//% rows 250\nT | take 300")
	b.run("cells", "a")
	var out *render.Result
	for _, e := range b.drain() {
		if e.Kind == "output" {
			out = render.ResultOf(e.Output)
		}
	}
	if len(out.Rows) != firstPage || out.Total != 250 || !out.Truncated || len(out.Notes) != 1 {
		t.Fatalf("output: %d rows of %d, %v", len(out.Rows), out.Total, out.Notes)
	}
	page := func(p PageParams) PageResult {
		p.Result = out.ID
		r, err := b.s.Page(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := page(PageParams{Offset: 240, Limit: 50}); len(r.Rows) != 10 || r.Rows[0][0] != "240" || r.Total != 250 {
		t.Errorf("last page: %+v", r)
	}
	if r := page(PageParams{Limit: 1, Sort: []SortKey{{Column: 0, Desc: true}}}); r.Rows[0][0] != "249" {
		t.Errorf("sorted: %v", r.Rows)
	}
	if r := page(PageParams{Limit: 10, Search: "ROW 24"}); r.Total != 11 || r.Rows[1][2] != "row 240" {
		t.Errorf("searched: %+v", r)
	}
	if r := page(PageParams{Offset: 1 << 40, Limit: 5}); len(r.Rows) != 0 || r.Total != 250 {
		t.Errorf("behind the end: %+v", r)
	}
	if _, err := b.s.Page(context.Background(), PageParams{Result: out.ID, Limit: 1, Sort: []SortKey{{Column: 9}}}); err == nil {
		t.Error("a column that is not there is sorted by")
	}
	b.run("cells", "a")
	if r := page(PageParams{Limit: 1}); !r.Gone {
		t.Error("the result of the earlier run is still there")
	}
}

func TestExport(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\nT | take 2")
	b.run("cells", "a")
	id := ""
	for _, e := range b.drain() {
		if e.Kind == "output" {
			id = render.ResultOf(e.Output).ID
		}
	}
	path := filepath.Join(b.dir, "out.csv")
	r, err := b.s.Export(context.Background(), ExportParams{Result: id, Format: "csv", Path: path})
	text, _ := os.ReadFile(path)
	if err != nil || r.Rows != 2 || string(text) != "n,at,text\n0,2022-09-28T22:13:20.0000000Z,row 0\n1,2022-09-29T22:13:20.0000000Z,row 1\n" {
		t.Errorf("%v %v %q", r, err, text)
	}
	if _, err := b.s.Export(context.Background(), ExportParams{Result: id, Format: "xml", Path: path}); err == nil {
		t.Error("xml is taken")
	}
}

// A new controller knows the named results of the notebook again, and whether cells are stale.
func TestReopen(t *testing.T) {
	b := newBench(t, "")
	const text = "-- a\nlet k = 1;\n-- b\n//% as r\nT | take 5\n-- c\nr | where n > k\n-- d\n//% as gone keep none\nT\n-- e\ngone"
	b.sync(text)
	b.run("all")
	outputs := map[string][]json.RawMessage{}
	for _, e := range b.drain() {
		if e.Kind == "output" {
			raw, err := json.Marshal(e.Output[render.MIME])
			if err != nil {
				t.Fatal(err)
			}
			outputs[e.Cell] = []json.RawMessage{raw}
		}
	}
	if ignore, err := os.ReadFile(filepath.Join(b.dir, ".huntbook", ".gitignore")); err != nil || string(ignore) != "*\n" {
		t.Errorf("gitignore: %q %v", ignore, err)
	}
	b.restart()
	for i := range b.cells {
		b.cells[i].Outputs = outputs[b.cells[i].ID]
	}
	b.expect("states", b.states(), "a idle, b fresh, c fresh, d stale, e stale")
	v, _ := b.s.Variables(NotebookRef{uri})
	if len(v.Variables) != 1 || v.Variables[0].Rows != 5 {
		t.Fatalf("variables: %+v", v)
	}
	page, err := b.s.Page(context.Background(), PageParams{Result: v.Variables[0].Result, Limit: 10})
	if err != nil || len(page.Rows) != 5 {
		t.Errorf("page: %+v %v", page, err)
	}
	b.drain()
	b.run("needed", "c")
	b.expect("nothing else runs", b.told(), "c queued, c started, c output, c done")
	b.run("cells", "b")
	if saved, _ := filepath.Glob(filepath.Join(b.dir, ".huntbook", "nb.kqlnb", "*.parquet")); len(saved) != 1 {
		t.Errorf("saved: %v", saved)
	}
}

// What a notebook file says about saved results is not a path to anywhere.
func TestReopenHostile(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\n//% as r\nT")
	for _, id := range []string{"../../../../etc/passwd", "", "0123456789abcdeg", "0123456789abcde/"} {
		raw, _ := json.Marshal(render.Result{Version: 1, ID: id, Name: "r"})
		b.restart()
		b.cells[0].Outputs = []json.RawMessage{raw, json.RawMessage(`{"data": 5}`), json.RawMessage(`[]`)}
		b.expect(id, b.states(), "a stale")
		if v, _ := b.s.Variables(NotebookRef{uri}); len(v.Variables) != 0 {
			t.Errorf("%q: %+v", id, v)
		}
	}
}

func TestUntrusted(t *testing.T) {
	b := newBench(t, `{"default": "x"}`)
	r := b.s.Initialize(InitializeParams{Root: b.dir, Trusted: false})
	b.sync("-- a\nT")
	if _, err := b.s.Run(context.Background(), RunParams{Notebook: uri, Mode: "all"}); err == nil {
		t.Error("a cell ran")
	}
	if len(r.Connections) != 1 {
		t.Errorf("connections: %+v", r.Connections)
	}
}

func TestFunctionsFiles(t *testing.T) {
	b := newBench(t, `{"functions": ["lib/*.kql"]}`)
	if err := os.Mkdir(filepath.Join(b.dir, "lib"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := writeBytes(filepath.Join(b.dir, "lib", "a.kql"), []byte("let recent = (n: timespan) { T | where at > ago(n) };\n")); err != nil {
		t.Fatal(err)
	}
	states := b.sync("-- a\nrecent(1d)")
	b.run("all")
	b.expect("query", strings.Join(b.fake.queries, ""), "local: let recent = (n: timespan) { T | where at > ago(n) };\nrecent(1d)")
	if len(states) != 1 || states["a"].Needs != nil || states["a"].Uses[0] != "recent" {
		t.Errorf("states: %+v", states)
	}
}

func TestSeveralResultsAndChart(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\n//% as r view table timespan 2024-05-01..2024-05-08\ntwice | render timechart")
	b.run("all")
	var outs []*render.Result
	for _, e := range b.drain() {
		if e.Kind == "output" {
			if e.Index != min(len(outs), 1) {
				t.Errorf("index %d of output %d", e.Index, len(outs))
			}
			outs = append(outs, render.ResultOf(e.Output))
		}
	}
	if len(outs) != 3 || outs[0].Name != "" || outs[2].Name != "r" || outs[2].ID != outs[1].ID {
		t.Fatalf("outputs: %+v", outs)
	}
	o := outs[2]
	if o.View != "table" || o.Chart == nil || o.Chart.XType != "time" || len(o.Chart.Series) != 3 || o.Source.To != "2024-05-08T00:00:00.0000000Z" {
		t.Errorf("%+v chart %+v", o, o.Chart)
	}
	if q := b.fake.asked[0]; q.To-q.From != 7*864000000000 {
		t.Errorf("scope %d..%d", q.From, q.To)
	}
}

// A notebook that is closed while a cell runs stops it and lets go of everything.
func TestCloseWhileRunning(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\nT\n-- b\nforever")
	done := make(chan RunResult)
	go func() { done <- b.run("all") }()
	<-b.fake.begun
	b.s.CloseNotebook(NotebookRef{uri})()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("it runs on")
	}
	if len(b.s.held) != 0 {
		t.Errorf("%d results are held", len(b.s.held))
	}
}

func TestCellsThatGoAway(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\nforever\n-- b\nT\n-- c\nT")
	done := make(chan RunResult)
	go func() { done <- b.run("all") }()
	<-b.fake.begun
	b.sync("-- b\nT | take 7")
	b.s.Interrupt(InterruptParams{Notebook: uri, Cells: []string{"a"}})
	<-done
	b.run("all")
	b.expect("the text of now", b.fake.queries[1], "local: T | take 7")
	b.expect("states", b.states(), "b fresh")
}

func TestReport(t *testing.T) {
	b := newBench(t, "")
	nb := filepath.Join(b.dir, "nb.kqlnb")
	b.sync("-- a\nT | take 2\n-- b\nT | where boom")
	b.cells = append([]Cell{{ID: "m", Kind: "markdown", Language: "markdown", Text: "# The <case>"}}, b.cells...)
	b.send()
	b.run("all")
	path := filepath.Join(b.dir, "r.html")
	if _, err := b.s.Report(ReportParams{Notebook: uri, Path: path}); err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(path)
	for _, want := range []string{"<title>The &lt;case&gt;</title>", "<td>row 1</td>", "KS999: boom", "nb.kqlnb · ", "2 rows"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	// Cells that did not run in this session are shown with the outputs of the file.
	if err := writeBytes(nb, []byte(`{"nbformat": 4, "cells": [{"cell_type": "code", "id": "a", "source": "T", "outputs": [{"output_type": "stream", "text": "of the file"}]}]}`)); err != nil {
		t.Fatal(err)
	}
	b.restart()
	b.send()
	if _, err := b.s.Report(ReportParams{Notebook: uri, Path: path}); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(path); !strings.Contains(string(text), "of the file") {
		t.Error("the file's outputs are not there")
	}
}

// A cell says so when what it is computed from is not whole.
func TestTruncatedInput(t *testing.T) {
	b := newBench(t, "")
	b.sync("-- a\n//% as r rows 5\nT | take 9\n-- b\nr | count")
	b.run("all")
	notes := ""
	for _, e := range b.drain() {
		if e.Kind == "output" && e.Cell == "b" {
			for _, n := range render.ResultOf(e.Output).Notes {
				notes += n.Text
			}
		}
	}
	b.expect("notes", notes, "It is computed from r, of which only the first 5 rows are held.")
}

func TestConnections(t *testing.T) {
	b := newBench(t, `{"default": "one", "connections": [{"name": "one", "kind": "files", "path": "a"}, {"name": "two", "kind": "files", "path": "b"},
		{"name": "vault", "kind": "files", "path": "c", "protected": true}, {"name": "down", "kind": "files", "path": "d"}]}`)
	run := func(text string) (queries, code string) {
		b.sync("-- a\n" + text)
		b.fake.queries = nil
		b.drain()
		b.run("all")
		for _, e := range b.drain() {
			if e.Kind == "failed" {
				code = e.Error.Code
			}
		}
		return strings.Join(b.fake.queries, "; "), code
	}
	q, _ := run("T")
	b.expect("the default", q, "one: T")
	q, _ = run("//% on one, two\nT")
	b.expect("on each", q, "one: //% on one, two\nT; two: //% on one, two\nT")
	for text, want := range map[string]string{"//% on one,two as r\nT": "HB132", "//% on down\nT": "HB900"} {
		if _, code := run(text); code != want {
			t.Errorf("%q: %s, want %s", text, code, want)
		}
	}
	b.sync("-- a\nT\n-- b\n//% on vault\nT")
	meta := json.RawMessage(`{"connection": "vault"}`)
	b.v++
	b.s.Sync(SyncParams{Notebook: uri, Path: filepath.Join(b.dir, "nb.kqlnb"), Version: b.v, Metadata: meta, Cells: b.cells})
	b.drain()
	b.run("cells", "b")
	b.run("cells", "a")
	b.expect("a protected one only when the cell says so", b.told(), "b queued, b started, b output, b done, a queued, a started, a failed")
	b.cells[0].Language = "python"
	b.send()
	b.run("cells", "a")
	b.expect("other languages", b.told(), "a queued, a started, a failed")
}
