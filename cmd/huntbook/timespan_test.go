//go:build !nolocal

package main

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/schema"
)

// A time scope bounds TimeGenerated, Timestamp, or the connection's own column; where it bounds nothing, the cell says so.
func TestTimespan(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lay(t, dir, map[string]string{
		"huntbook.json":    `{"connections": [{"name": "logs", "kind": "files", "path": "logs", "timeColumn": "ts"}, {"name": "bare", "kind": "files", "path": "logs"}]}`,
		"logs/mail.csv":    "ts,n\n2024-05-01 10:00:00,1\n2024-05-03 10:00:00,2\n",
		"logs/conn.csv":    "Timestamp,ts,n\n2024-05-01 10:00:00,2024-05-03 00:00:00,1\n2024-05-03 10:00:00,2024-05-01 00:00:00,5\n",
		"logs/people.csv":  "name\neve\n",
		"column.kqlnb":     "cells\n//% on logs timespan 2024-05-02..2024-05-04\nmail | summarize S = sum(n)",
		"timestamp.kqlnb":  "cells\n//% on logs timespan 2024-05-02..2024-05-04\nconn | summarize S = sum(n)",
		"none.kqlnb":       "cells\n//% on logs timespan 7d\npeople | count",
		"bare.kqlnb":       "cells\n//% on bare timespan 7d\nmail | summarize S = sum(n)",
		"everything.kqlnb": "cells\n//% on logs timespan 2024-05-02..2024-05-04\nunion people, mail | count",
	})
	const none = "The time scope had no effect"
	for file, want := range map[string]struct {
		out  string
		none bool
	}{"column": {"S\n-\n2\n", false}, "timestamp": {"S\n-\n5\n", false}, "none": {"Count", true}, "bare": {"S\n-\n3\n", true}, "everything": {"    2\n", false}} {
		got := huntbook(t, dir, "run", file+".kqlnb")
		if got.status != exitFine || !strings.Contains(got.out, want.out) || strings.Contains(got.out, none) != want.none {
			t.Errorf("%s: status %d\n%s%s", file, got.status, got.out, got.err)
		}
	}
}

// A file that changed while the process runs is read again.
func TestChangedFile(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, map[string]string{"a.csv": "n\n1\n"})
	backends := newEngines("", quietLog())(dir, &schema.Config{}, nil)
	defer backends.Close()
	count := func() string {
		b, _, err := backends.Open(t.Context(), schema.Local(dir), dir)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		w := bufio.NewWriter(&out)
		if err := runQuery(t.Context(), b, backend.Query{Text: "a | summarize sum(n)"}, w, printCSV, func(result.Note) {}); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		return strings.TrimSpace(strings.TrimPrefix(out.String(), "sum_n\r\n"))
	}
	for n, text := range map[string]string{"1": "n\n1\n", "30": "n\n10\n20\n"} {
		lay(t, dir, map[string]string{"a.csv": text})
		if got := count(); got != n {
			t.Errorf("%s, want %s", got, n)
		}
	}
	lay(t, dir, map[string]string{"notes.kqlnb": "{}"})
	first, _, _ := backends.Open(t.Context(), schema.Local(dir), dir)
	lay(t, dir, map[string]string{"notes.kqlnb": "{ }"})
	if second, _, _ := backends.Open(t.Context(), schema.Local(dir), dir); first != second {
		t.Error("a notebook that was saved made the data be read again")
	}
}
