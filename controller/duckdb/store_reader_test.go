package duckdb

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/duckdb/duckdb-go/v2" // an independent reader of what Save wrote

	"github.com/huntbook/huntbook/controller/backend"
)

// TestSavedIsReadByOthers reads a saved result with DuckDB's own driver for database/sql, which knows nothing of ours.
func TestSavedIsReadByOthers(t *testing.T) {
	dir := t.TempDir()
	e, err := Open(Options{Dirs: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	set, err := e.Database("x").Run(t.Context(), backend.Query{Text: `print at = datetime(2024-05-01T02:03:04.5) + 1h, fine = datetime(2024-05-01) + 1tick, n = 9007199254740993, f = 0.1, ok = 1 > 0,
		who = "Zoë", bag = dynamic({"k": [1, null]}), ['odd name'] = int(null)`, MaxRows: -1})
	if err != nil {
		t.Fatal(err)
	}
	defer set.Close()
	r, err := set.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	kept, err := e.Keep(t.Context(), r, 0)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "saved.parquet")
	if err := kept.Save(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var (
		at       time.Time
		fine, n  int64
		f        float64
		ok       bool
		who, bag string
		odd      sql.NullInt64
	)
	row := db.QueryRow(`SELECT "at", fine, n, f, ok, who, bag, "odd name" FROM read_parquet(?)`, path)
	if err := row.Scan(&at, &fine, &n, &f, &ok, &who, &bag, &odd); err != nil {
		t.Fatal(err)
	}
	if !at.Equal(time.Date(2024, 5, 1, 3, 3, 4, 500_000_000, time.UTC)) {
		t.Errorf("a datetime is a timestamp for others: %v", at)
	}
	if fine != 638_501_184_000_000_001 {
		t.Errorf("a datetime with a seventh digit stays ticks: %d", fine)
	}
	if n != 9007199254740993 || f != 0.1 || !ok || who != "Zoë" || bag != `{"k":[1,null]}` || odd.Valid {
		t.Errorf("got %d %v %v %q %q %v", n, f, ok, who, bag, odd)
	}
}
