package duckdb

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/result"
)

// told runs a query to its end and returns the notes, or the error.
func told(t *testing.T, db *Database, text string) string {
	t.Helper()
	set, err := db.Run(t.Context(), backend.Query{Text: text})
	if err != nil {
		return "error: " + err.Error()
	}
	defer set.Close()
	var lines []string
	for {
		r, err := set.Next(t.Context())
		if errors.Is(err, io.EOF) {
			return strings.Join(lines, "\n")
		}
		if err != nil {
			t.Fatal(err)
		}
		k, err := db.engine.Keep(t.Context(), r, 0)
		if err != nil {
			t.Fatal(err)
		}
		k.Drop()
		for _, n := range set.(result.Noter).Notes() {
			lines = append(lines, n.Severity+": "+n.Text)
		}
	}
}

// A query is told what is wrong with the files that it reads, once, and nothing about others.
func TestNotes(t *testing.T) {
	var many strings.Builder
	for i := range 20 {
		fmt.Fprintf(&many, "{\"a%d\":1,\"A%d\":2}\n", i, i)
	}
	db, _ := folder(t, map[string]string{
		"good.csv": "a\n1\n", "ragged.csv": "a,b\n1,2\n3\n4,5,6\n", "latin.csv": "a\ncaf\xe9\n", "empty.csv": "", "many.jsonl": many.String(),
		"parts/1.csv": "a\n1\n", "parts/2.csv": "",
	}, nil)
	for _, test := range []struct{ query, want string }{
		{"good", ""},
		{"latin | count", "info: latin.csv: the text is not UTF-8; it was read as Windows-1252"},
		{"ragged", "warning: ragged.csv, line 4: row left out: it has 3 cells, the header has 2\nwarning: ragged.csv, line 3: the row has fewer cells than the header; the missing cells are empty"},
		{"ragged | count; ragged | take 1; good", "warning: ragged.csv, line 4: row left out: it has 3 cells, the header has 2\nwarning: ragged.csv, line 3: the row has fewer cells than the header; the missing cells are empty"},
		{"parts | count", "warning: parts/2.csv: the file is empty"},
		{"empty | take 1", "error: there is no table, tabular variable or function 'empty'; empty.csv: the file is empty"},
		{"print x = empty", "error: there is no column, table, variable or function 'empty' here; empty.csv: the file is empty"},
		{"nothing | take 1", "error: there is no table, tabular variable or function 'nothing'"},
	} {
		if got := told(t, db, test.query); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.query, got, test.want)
		}
	}
	if got := told(t, db, "many"); strings.Count(got, "differ by case") != maxNotes || !strings.HasSuffix(got, "15 more remarks about the files of many.") {
		t.Error(got)
	}
}

// A closed database drops what it loaded, but not before the queries that run have ended; one that begins later still
// gets its rows.
func TestDatabaseClose(t *testing.T) {
	db, _ := folder(t, map[string]string{"a.csv": "n\n1\n2\n"}, nil)
	tables := func() (n int64) {
		c, err := db.engine.acquire()
		if err != nil {
			t.Fatal(err)
		}
		defer db.engine.release(c)
		rows, err := c.ints(t.Context(), "SELECT count(*) FROM duckdb_tables()")
		if err != nil {
			t.Fatal(err)
		}
		return rows[0][0]
	}
	set, err := db.Run(t.Context(), backend.Query{Text: "a"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := set.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := r.Next(t.Context())
	if err != nil || b.Len != 2 || tables() != 1 {
		t.Errorf("the query that ran: %v, %d tables", err, tables())
	}
	set.Close()
	set.Close()
	if n := tables(); n != 0 {
		t.Errorf("%d tables are left", n)
	}
	if got := told(t, db, "a"); got != "" || tables() != 0 {
		t.Errorf("a late query: %s, %d tables", got, tables())
	}
}

// The state of a folder changes with its data, and not with what else is written there.
func TestFolderState(t *testing.T) {
	_, dir := folder(t, map[string]string{"a.csv": "n\n1\n", "hunt.kqlnb": "{}"}, nil)
	write := func(name, text string) uint64 {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return FolderState(dir)
	}
	first := FolderState(dir)
	if write("hunt.kqlnb", "{ }") != first || write("report.html", "x") != first {
		t.Error("a notebook is no data")
	}
	second := write("a.csv", "n\n1\n2\n")
	third := write("b.jsonl", "{}")
	if first == second || second == third || first == third {
		t.Error("a change of the data is not seen")
	}
}
