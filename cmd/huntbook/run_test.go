//go:build !nolocal

package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/controller/notebook"
	"github.com/huntbook/huntbook/controller/render"
)

// runNotebook runs a notebook of code cells, given by their texts, in a folder with a small table.
func runNotebook(t *testing.T, dir string, cells []string, flags ...string) (out, progress string, err error) {
	t.Helper()
	nb := &notebook.Notebook{Cells: []notebook.Cell{{ID: "title", Kind: "markdown", Source: "# A hunt"}}}
	for _, c := range cells {
		nb.Cells = append(nb.Cells, notebook.Cell{Kind: "code", Source: c})
	}
	text, werr := notebook.Write(nb)
	if werr != nil {
		t.Fatal(werr)
	}
	for name, body := range map[string]string{"nb.kqlnb": string(text), "logons.csv": "User,Failed,At\neve,true,2024-05-01T10:00:00Z\nbob,false,2024-05-01T11:00:00Z\neve,true,2024-05-02T10:00:00Z\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var o, p bytes.Buffer
	c := newRunCommand()
	c.SetOut(&o)
	c.SetErr(&p)
	c.SilenceErrors, c.SilenceUsage = true, true
	c.SetArgs(append([]string{filepath.Join(dir, "nb.kqlnb")}, flags...))
	err = c.ExecuteContext(context.Background())
	return o.String(), p.String(), err
}

func TestRunNotebook(t *testing.T) {
	dir := t.TempDir()
	written, report := filepath.Join(dir, "done.kqlnb"), filepath.Join(dir, "done.html")
	out, progress, err := runNotebook(t, dir, []string{
		"declare query_parameters(Who: string = \"nobody\");",
		"//% as tries\nlogons | where User == Who | summarize Tries = count() by User, Day = bin(At, 1d) | sort by Day asc",
		"tries | summarize sum(Tries)",
		"tries | render timechart",
	}, "--param", "Who=eve", "--out", written, "--report", report)
	if err != nil {
		t.Fatalf("%v\n%s", err, progress)
	}
	want := "tries:\nUser  Day                  Tries\n----  -------------------  -----\neve   2024-05-01 00:00:00      1\neve   2024-05-02 00:00:00      1\n2 rows\n"
	if !strings.Contains(out, want) || !strings.Contains(out, "# A hunt") || !strings.Contains(out, "sum_Tries\n---------\n        2\n1 row\n") || !strings.Contains(out, "(timechart: 1 series, 2 points)") {
		t.Errorf("output:\n%s", out)
	}
	text, err := os.ReadFile(written)
	if err != nil {
		t.Fatal(err)
	}
	nb, err := notebook.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	r := render.ResultOf(nb.Cells[2].Outputs[0].Data())
	if r == nil || r.Name != "tries" || r.Total != 2 || nb.Cells[2].Count != 2 {
		t.Errorf("result: %+v", r)
	}
	if saved, _ := filepath.Glob(filepath.Join(dir, ".huntbook", "done.kqlnb", "tries."+r.ID+".parquet")); len(saved) != 1 {
		t.Error("the named result is not saved beside the notebook that was written")
	}
	html, err := os.ReadFile(report)
	if err != nil || !bytes.Contains(html, []byte("<title>A hunt</title>")) || !bytes.Contains(html, []byte("data-huntbook-chart")) || !bytes.Contains(html, []byte("Who = eve")) {
		t.Errorf("report: %v", err)
	}
}

func TestRunStopsAtError(t *testing.T) {
	dir := t.TempDir()
	out, progress, err := runNotebook(t, dir, []string{"logons | count", "// é\nlogons | where Nope == 1", "print 1"})
	if !errors.Is(err, errFindings) {
		t.Errorf("error %v", err)
	}
	if !strings.Contains(progress, "cell 3, line 2, column 16: error: KS142") || strings.Contains(out, "print 1\nprint_0") {
		t.Errorf("progress:\n%s\noutput:\n%s", progress, out)
	}
	if entries, _ := os.ReadDir(filepath.Join(dir, ".huntbook")); len(entries) != 0 {
		t.Error("something was saved though nothing is written")
	}
}

func TestRunUsage(t *testing.T) {
	dir := t.TempDir()
	for _, flags := range [][]string{{"--param", "Who=eve"}, {"--param", "Who"}, {"--data", filepath.Join(dir, "none")}, {"another"}} {
		var usage usageError
		if _, _, err := runNotebook(t, dir, []string{"print 1"}, flags...); !errors.As(err, &usage) {
			t.Errorf("%v: error %v", flags, err)
		}
	}
	if _, _, err := runNotebook(t, dir, []string{"print 1"}, "--on", "nowhere"); !errors.Is(err, errFindings) {
		t.Errorf("an unknown connection: %v", err)
	}
	bad := filepath.Join(dir, "bad.kqlnb")
	if err := os.WriteFile(bad, []byte("{\n \"cells\": [,]\n}"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := newRunCommand()
	c.SilenceErrors, c.SilenceUsage = true, true
	c.SetArgs([]string{bad})
	if err := c.Execute(); err == nil || !strings.Contains(err.Error(), "bad.kqlnb: line 2, column 12: not JSON") {
		t.Errorf("a malformed notebook: %v", err)
	}
}

// The data folder may be another one than the notebook's.
func TestRunData(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(data, "other.csv"), []byte("n\n1\n2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, progress, err := runNotebook(t, dir, []string{"other | count"}, "--data", data)
	if err != nil || !strings.Contains(out, "Count\n-----\n    2\n") {
		t.Errorf("%v\n%s\n%s", err, out, progress)
	}
}
