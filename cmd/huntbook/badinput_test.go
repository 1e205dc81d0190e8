//go:build !nolocal

package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/huntbook/huntbook/controller/notebook"
)

// asMain makes the test's own binary be huntbook, so that exit statuses, memory and signals are those of a process.
const asMain = "HUNTBOOK_TEST_AS_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(asMain) != "" {
		main()
	}
	os.Exit(m.Run())
}

// process is a huntbook that has not been started.
func process(ctx context.Context, dir string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, os.Args[0], args...)
	c.Dir = dir
	c.Env = append(os.Environ(), asMain+"=1", "AZURE_CONFIG_DIR="+dir, "AZURE_TENANT_ID=", "AZURE_CLIENT_ID=", "PATH=/nowhere")
	return c
}

// outcome is how a process ended.
type outcome struct {
	status   int
	out, err string
	rss      int64 // the most memory that it had, in bytes
	took     time.Duration
}

func huntbook(t *testing.T, dir string, args ...string) outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := process(ctx, dir, args...)
	var out, err bytes.Buffer
	c.Stdout, c.Stderr = &out, &err
	started := time.Now()
	_ = c.Run()
	o := outcome{status: c.ProcessState.ExitCode(), out: out.String(), err: err.String(), took: time.Since(started)}
	if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		o.rss = usage.Maxrss << 10
	}
	return o
}

// lay writes files; those that end in .kqlnb are notebooks, given by their cells with a blank line of dashes between.
func lay(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if cells, ok := strings.CutPrefix(text, "cells\n"); ok {
			nb := &notebook.Notebook{}
			for i, c := range strings.Split(cells, "\n---\n") {
				nb.Cells = append(nb.Cells, notebook.Cell{ID: fmt.Sprintf("c%d", i+1), Kind: "code", Source: c})
			}
			raw, err := notebook.Write(nb)
			if err != nil {
				t.Fatal(err)
			}
			text = string(raw)
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// Whatever is wrong with what people give: the status, and words that say where and what to do.
func TestBadInput(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write([]byte("a,b\n" + strings.Repeat("1,x\n", 50)))
	w.Close()
	lay(t, dir, map[string]string{
		"data/ragged.csv": "a,b\n1\n2,x,y\n3,z\n", "data/empty.csv": "", "data/latin.csv": "a,b\n1,caf\xe9\n", "data/noise.parquet": "PAR1 nonsense",
		"data/broken.csv.gz": "\x1f\x8b\x08\x00nonsense", "data/cut.csv.gz": packed.String()[:packed.Len()-9], "data/dir.csv/readme.txt": "x",
		"data/deep.json": strings.Repeat(`{"a":`, 20000),
		"big/cell.jsonl": `{"a":"` + strings.Repeat("0123456789", 1<<20) + `"}` + "\n",
		"one.kqlnb":      "cells\nprint 1", "lab.kqlnb": "cells\n//% on lab\nprint 1", "nowhere.kqlnb": "cells\n//% on nowhere\nprint 1",
		"param.kqlnb":   "cells\ndeclare query_parameters(N: long, S: timespan = 1h, D: dynamic = dynamic([]));\nprint N, S, D",
		"from.kqlnb":    "cells\n//% from x\nprint 1",
		"split.kqlnb":   "cells\n//% split 1d\nprint 1",
		"lets.kqlnb":    "cells\nlet f = () { nosuch | count };\n---\nprint 1",
		"slow.kqlnb":    "cells\n//% timeout 1s\nrange i from 1 to 100000000000 step 1 | where hash_sha256(tostring(i)) == ''",
		"nested.kqlnb":  "cells\nprint " + strings.Repeat("(", 20000) + "1" + strings.Repeat(")", 20000),
		"chain.kqlnb":   "cells\nprint x = 1" + strings.Repeat(" | extend x = x + 1", 1500),
		"minus.kqlnb":   "cells\nprint " + strings.Repeat("-", 20000) + "1",
		"table.kqlnb":   "cells\nragged | count",
		"missing.kqlnb": "cells\nempty | count",
		"bad.kqlnb":     `{"cells": 5}`, "half.kqlnb": `{"cells": [`, "bad.kql": "print 1 |",
		"down/huntbook.json":   `{"connections": [{"name": "lab", "kind": "kusto", "cluster": "http://127.0.0.1:1", "database": "d"}]}`,
		"down/lab.kqlnb":       "cells\n//% on lab\nprint 1",
		"signin/huntbook.json": `{"connections": [{"name": "lab", "kind": "kusto", "cluster": "https://x.kusto.windows.net", "database": "d"}]}`,
		"signin/lab.kqlnb":     "cells\n//% on lab\nprint 1",
		"evil/huntbook.json":   `{"connections": [{"name": "lab", "kind": "kusto", "cluster": "https://example.com", "database": "d"}]}`,
		"evil/lab.kqlnb":       "cells\n//% on lab\nprint 1",
		"path/huntbook.json":   `{"connections": [{"name": "lab", "kind": "files", "path": "gone"}]}`,
		"path/lab.kqlnb":       "cells\n//% on lab\nprint 1",
		"json/huntbook.json":   `{"connections": [`,
		"json/lab.kqlnb":       "cells\n//% on lab\nprint 1",
	})
	const usage, findings, fine = exitUsage, exitFindings, exitFine
	for _, test := range []struct {
		args   string // words
		status int
		out    string // is in standard output
		err    []string
	}{
		{"query --data data ragged", fine, "3  z", []string{"ragged.csv, line 3: row left out: it has 3 cells, the header has 2", "ragged.csv, line 2: the row has fewer cells"}},
		{"query --data data latin", fine, "café", []string{"latin.csv: the text is not UTF-8; it was read as Windows-1252"}},
		{"query --data data cut|count", fine, "Count", []string{"cut.csv.gz, line ", "it was cut off, or is still being written; the rows before this line were read"}},
		{"query --data big cell|take_1", fine, "…", nil},
		{"query --data data empty", findings, "", []string{"'empty'", "empty.csv: the file is empty", "^^^^^"}},
		{"query --data data broken", findings, "", []string{"broken.csv.gz: the file"}},
		{"query --data data noise", findings, "", []string{"noise.parquet: no Parquet file: "}},
		{"query --data data dir", findings, "", []string{"dir.csv: it is a folder, and no data file is in it"}},
		{"query --data data deep", findings, "", []string{"deep.json: "}},
		{"query --data gone x", usage, "", []string{"there is no folder gone"}},
		{"query --data bad.kql x", usage, "", []string{"bad.kql is a file"}},
		{"query", usage, "", []string{"give one query"}},
		{"query --format xml print_1", usage, "", []string{"--format xml: there are table, json"}},
		{"query where", findings, "", []string{"KS"}},
		{"run", usage, "", []string{"give one notebook"}},
		{"run gone.kqlnb", usage, "", []string{"gone.kqlnb: no such file"}},
		{"run data", usage, "", []string{"is a directory"}},
		{"run bad.kqlnb", findings, "", []string{"bad.kqlnb: cells: a list is expected"}},
		{"run half.kqlnb", findings, "", []string{"half.kqlnb: line 1, column 12"}},
		{"run one.kqlnb --data gone", usage, "", []string{"there is no folder"}},
		{"run one.kqlnb --out gone/x.kqlnb", usage, "", []string{"--out gone/x.kqlnb: there is no folder gone"}},
		{"run one.kqlnb --report gone/x.html", usage, "", []string{"--report gone/x.html: there is no folder gone"}},
		{"run one.kqlnb --param X=1", usage, "", []string{`the notebook has no query parameter "X"; it declares none`}},
		{"run one.kqlnb --wrong", usage, "", []string{"unknown flag: --wrong"}},
		{"run param.kqlnb", findings, "", []string{`query parameter "N" has no value`, "--param N=VALUE", "cell 1, line 2, column 7"}},
		{"run param.kqlnb --param N=abc", usage, "", []string{"N is declared as long; the value is no long, such as 42"}},
		{"run param.kqlnb --param N=1 --param S=2x", usage, "", []string{"the value is no timespan, such as 7d"}},
		{"run param.kqlnb --param N=1 --param D={a:1}", usage, "", []string{"the value is not JSON"}},
		{"run param.kqlnb --param N=1 --param S=2d", fine, "2.00:00:00", nil},
		{"run table.kqlnb --data data", fine, "ragged.csv, line 3: row left out", nil},
		{"run missing.kqlnb --data data", findings, "", []string{"cell 1, line 1, column 1", "'empty'; empty.csv: the file is empty"}},
		{"run nowhere.kqlnb", findings, "", []string{`there is no connection "nowhere"`, "cell 1, line 1, column 8"}},
		{"run down/lab.kqlnb", findings, "", []string{"127.0.0.1:1 refuses the connection: nothing listens there"}},
		{"run signin/lab.kqlnb", findings, "", []string{"nobody is signed in", "az login"}},
		{"run evil/lab.kqlnb", findings, "", []string{"example.com is no Kusto host of the public cloud, so it gets no token"}},
		{"run path/lab.kqlnb", findings, "", []string{"connection lab: there is no folder", `see its "path" in huntbook.json`}},
		{"run json/lab.kqlnb", findings, "", []string{"huntbook.json:1:1", "huntbook.json is broken"}},
		{"run from.kqlnb", findings, "", []string{"HB139", "`//% from`", "cell 1, line 1, column 10", "used by its name"}},
		{"run split.kqlnb", findings, "", []string{"HB139", "`//% split`", "timespan"}},
		{"run lets.kqlnb", findings, "", []string{"cell 1, line 1, column 14", "'nosuch'"}},
		{"run slow.kqlnb", findings, "", []string{"HB138: stopped after 1s", "raise the timeout"}},
		{"run nested.kqlnb", findings, "", []string{"nested too deeply"}},
		{"run chain.kqlnb", findings, "", []string{"a chain of too many steps"}},
		{"run minus.kqlnb", findings, "", []string{"and 90 more"}},
		{"serve --listen 0.0.0.0:0", usage, "", []string{"is not a loopback address"}},
		{"serve --listen nonsense", usage, "", []string{"--listen wants HOST:PORT"}},
		{"serve --data gone", usage, "", []string{"there is no folder gone"}},
		{"check gone.kql", usage, "", []string{"gone.kql"}},
		{"check bad.kql", findings, "bad.kql:1:", nil},
		{"check bad.kqlnb", findings, "", []string{"cells: a list is expected"}},
		{"nonsense", usage, "", []string{`unknown command "nonsense"`}},
	} {
		t.Run(strings.ReplaceAll(test.args, "/", "."), func(t *testing.T) {
			t.Parallel()
			args := strings.Fields(test.args)
			for i := range args {
				args[i] = strings.NewReplacer("|", " | ", "_", " ").Replace(args[i])
			}
			got := huntbook(t, dir, args...)
			if got.status != test.status || !strings.Contains(got.out, test.out) {
				t.Errorf("status %d, want %d\n%.2000s\n%.2000s", got.status, test.status, got.out, got.err)
			}
			for _, want := range test.err {
				if !strings.Contains(got.err, want) {
					t.Errorf("not said: %s\n%.2000s", want, got.err)
				}
			}
			if strings.Contains(got.err, "goroutine ") || strings.Contains(got.err, "WARN") || strings.Contains(got.err, "ERROR") {
				t.Errorf("a log instead of words:\n%.2000s", got.err)
			}
		})
	}
}

// A result of three million rows, a value of 10 MB and a query of 5 MB stay within bounds.
func TestBounded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lay(t, dir, map[string]string{
		"rows.kqlnb": "cells\n//% as big\nrange i from 1 to 3000000 step 1 | extend s = strcat('row ', i), t = datetime(2024-01-01) + i * 1s\n---\nbig | count",
		"all.kqlnb":  "cells\n//% as big rows 5_000_000\nrange i from 1 to 3000000 step 1 | extend s = strcat('row ', i), t = datetime(2024-01-01) + i * 1s\n---\nbig | count",
		"cell.kqlnb": "cells\nprint x = strrep('abcdefghij', 1000000)",
		"long.kqlnb": "cells\nprint x = \"" + strings.Repeat("a", 5<<20) + "\"",
	})
	for _, test := range []struct {
		args, out, err string
		status         int
		most           int64 // bytes
	}{
		{"run rows.kqlnb --out o.kqlnb --report r.html", "first 20 of 1000000 rows (the query has more)", "wrote r.html", exitFine, 400 << 20},
		{"run all.kqlnb", "Count\n-------\n3000000", "", exitFine, 500 << 20},
		{"run cell.kqlnb --out c.kqlnb --report c.html", "abcdefghij", "wrote c.html", exitFine, 300 << 20},
		{"run long.kqlnb", "", "query this large", exitFindings, 400 << 20},
	} {
		got := huntbook(t, dir, strings.Fields(test.args)...)
		out := strings.ReplaceAll(got.out, "  Count", "Count")
		if got.status != test.status || !strings.Contains(out, test.out) || !strings.Contains(got.err, test.err) {
			t.Errorf("%s: status %d\n%.1000s\n%.1000s", test.args, got.status, got.out, got.err)
		}
		if got.rss > test.most {
			t.Errorf("%s: %d MB", test.args, got.rss>>20)
		}
	}
	for _, file := range []string{"o.kqlnb", "r.html", "c.kqlnb", "c.html"} {
		if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Size() > 2<<20 {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// A query without an end is stopped by Ctrl-C, and what ran before is written all the same.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lay(t, dir, map[string]string{"nb.kqlnb": "cells\nprint First = 1\n---\nrange i from 1 to 100000000000 step 1 | where hash_sha256(tostring(i)) == ''\n---\nprint 3"})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := process(ctx, dir, "run", "nb.kqlnb", "--out", "o.kqlnb")
	var out, progress bytes.Buffer
	c.Stdout, c.Stderr = &out, &progress
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	stopped := time.Now()
	c.Process.Signal(os.Interrupt)
	_ = c.Wait()
	if took := time.Since(stopped); took > 10*time.Second {
		t.Errorf("it took %v to end", took)
	}
	text, _ := os.ReadFile(filepath.Join(dir, "o.kqlnb"))
	if c.ProcessState.ExitCode() != exitFindings || !strings.Contains(progress.String(), "stopped") || !bytes.Contains(text, []byte("First")) || !bytes.Contains(text, []byte("text/plain")) {
		t.Errorf("%v\n%s\n%s", c.ProcessState, out.String(), progress.String())
	}
}

func TestServeTakenPort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	got := huntbook(t, t.TempDir(), "serve", "--listen", l.Addr().String())
	if got.status != exitUsage || !strings.Contains(got.err, "in use") || !strings.Contains(got.err, "port 0") {
		t.Errorf("status %d: %s", got.status, got.err)
	}
}
