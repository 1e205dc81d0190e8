package duckdb

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

var update = flag.Bool("update", false, "rewrite the expected answers in testdata")

// runText runs a query and writes its results as text: a header of names and types, then the rows.
func runText(t testing.TB, db *Database, q backend.Query) string {
	t.Helper()
	var b strings.Builder
	set, err := db.Run(context.Background(), q)
	for n := 0; err == nil; n++ {
		var r result.Result
		if r, err = set.Next(context.Background()); err != nil {
			break
		}
		if n > 0 {
			b.WriteString("\n")
		}
		if r.Chart != nil {
			b.WriteString("render " + r.Chart.Kind + "\n")
		}
		for i, c := range r.Columns() {
			if i > 0 {
				b.WriteString(" | ")
			}
			b.WriteString(c.Name + ":" + c.Type.String())
		}
		b.WriteString("\n")
		for {
			var batch *result.Batch
			if batch, err = r.Next(context.Background()); err != nil {
				break
			}
			for i := range batch.Len {
				for j := range batch.Cols {
					if j > 0 {
						b.WriteString(" | ")
					}
					b.WriteString(cell(&batch.Cols[j], i))
				}
				b.WriteString("\n")
			}
		}
		if errors.Is(err, io.EOF) {
			err = nil
		}
	}
	if set != nil {
		set.Close()
	}
	var q2 *result.QueryError
	if errors.As(err, &q2) {
		b.WriteString("error " + q2.Code + ": " + q2.Message)
		if q2.End > q2.Start {
			b.WriteString(" at «" + q.Text[q2.Start:q2.End] + "»")
		}
		b.WriteString("\n")
	} else if !errors.Is(err, io.EOF) {
		b.WriteString("error " + err.Error() + "\n")
	}
	return b.String()
}

func cell(v *result.Vector, i int) string {
	if v.IsNull(i) {
		return "null"
	}
	switch v.Type {
	case symbol.Bool:
		return strconv.FormatBool(v.Ints[i] != 0)
	case symbol.Int, symbol.Long:
		return strconv.FormatInt(v.Ints[i], 10)
	case symbol.Datetime:
		return string(result.AppendDatetime(nil, v.Ints[i]))
	case symbol.Timespan:
		return string(result.AppendTimespan(nil, v.Ints[i]))
	case symbol.Real:
		return strconv.FormatFloat(v.Reals[i], 'g', -1, 64)
	case symbol.String:
		return strconv.Quote(v.Strings[i])
	}
	return v.Strings[i]
}

// Each file of testdata/cases is a list of cases: a line `-- what it shows`, the query, a line `--`, the answer.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	db := open(t).Database("Test")
	addEvents(t, db)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, c := range strings.Split("\n"+string(text), "\n-- ")[1:] {
			title, rest, _ := strings.Cut(c, "\n")
			query, want, _ := strings.Cut(rest, "\n--\n")
			got := runText(t, db, backend.Query{Text: query})
			if !*update && strings.TrimSpace(got) != strings.TrimSpace(want) {
				t.Errorf("%s: %s\n%s\ngot:\n%s\nwant:\n%s", filepath.Base(file), title, query, got, want)
			}
			out.WriteString("-- " + title + "\n" + query + "\n--\n" + got + "\n")
		}
		if *update {
			if err := os.WriteFile(file, []byte(strings.TrimRight(out.String(), "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// addEvents adds table Events: stored as a file's table is, with TIMESTAMPs and NULLs.
func addEvents(t testing.TB, db *Database) {
	t.Helper()
	ctx := context.Background()
	if err := db.engine.exec(ctx, `CREATE TABLE events AS SELECT * FROM (VALUES
		(TIMESTAMP '2024-05-01 10:00:00', 'dc-01', 4624, NULL::DOUBLE, '{"user":{"name":"alice"},"tags":["a","b"]}'),
		(TIMESTAMP '2024-05-01 10:00:00.000001', NULL, 4625, 1.5, '{"user":{"name":"bob"},"tags":[]}'),
		(TIMESTAMP '2024-05-02 00:00:00', 'WS-7', NULL, 'nan'::DOUBLE, NULL),
		(NULL, 'ws-7', 4624, -2, '{"user":{"name":"O''Hara"}}')) AS v("when", "Host ""x""", id, score, detail)`); err != nil {
		t.Fatal(err)
	}
	table := &symbol.Table{Name: "Events"}
	src := Source{SQL: "events"}
	for _, c := range []struct {
		name string
		t    symbol.Type
		sql  string
	}{
		{"TimeGenerated", symbol.Datetime, `"when"`}, {"Host", symbol.String, `"Host ""x"""`}, {"Id", symbol.Long, "id::BIGINT"}, {"Score", symbol.Real, "score"}, {"Detail", symbol.Dynamic, "detail"},
	} {
		table.Rows.Columns = append(table.Rows.Columns, &symbol.Column{Name: c.name, Type: c.t, Table: table})
		src.Columns = append(src.Columns, SourceColumn{SQL: c.sql, Stamp: c.t == symbol.Datetime})
	}
	db.AddTable(table, src)
}

// Texts and names from a query reach SQL only as values.
func TestInjection(t *testing.T) {
	db := open(t).Database("Test")
	for _, evil := range []string{
		`'; DROP TABLE x; --`, `' OR '1'='1`, `"`, `\`, `''`, `$1`, `$order`, `*/`, `a'b"c`, "tab\there", `${x}`, "日本'語",
	} {
		quoted := strconv.Quote(evil)
		got := runText(t, db, backend.Query{Text: "print v = " + quoted + " | where v == " + quoted + " and v in (" + quoted + ") | extend n = strlen(v) | project v"})
		if want := "v:string\n" + strconv.Quote(evil) + "\n"; got != want {
			t.Errorf("%s: got %s", quoted, got)
		}
		name := "['" + strings.ReplaceAll(strings.ReplaceAll(evil, `\`, `\\`), "'", `\'`) + "']"
		got = runText(t, db, backend.Query{Text: "datatable(x:long)[1] | extend " + name + " = x + 1 | project " + name + " | sort by " + name})
		if want := evil + ":long\n2\n"; got != want {
			t.Errorf("column %s: got %q, want %q", name, got, want)
		}
		got = runText(t, db, backend.Query{Text: "print d = bag_pack(" + quoted + ", 1) | project x = tolong(d[" + quoted + "])"})
		if want := "x:long\n1\n"; got != want {
			t.Errorf("key %s: got %q", quoted, got)
		}
	}
}

// A million rows pass through little memory, and closing a result ends its query.
func TestMillionRows(t *testing.T) {
	e := open(t)
	db := e.Database("Test")
	ctx := context.Background()
	query := "range i from 1 to 1000000 step 1 | extend s = strcat('row number ', i), r = i * 1.5, t = datetime(2024-01-01) + i * 1s, b = i % 2 == 0, d = 1s * i, k = i % 7"
	set, err := db.Run(ctx, backend.Query{Text: query})
	if err != nil {
		t.Fatal(err)
	}
	r, err := set.Next(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	rows, peak := int64(0), uint64(0)
	runtime.GC()
	runtime.ReadMemStats(&before)
	for {
		b, err := r.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		rows += int64(b.Len)
		if rows%(2048*64) == 0 {
			runtime.ReadMemStats(&after)
			peak = max(peak, after.HeapInuse-min(before.HeapInuse, after.HeapInuse))
		}
	}
	if rows != 1_000_000 {
		t.Errorf("%d rows", rows)
	}
	if peak > 100<<20 {
		t.Errorf("the heap grew by %d MB", peak>>20)
	}
	set.Close()
	set, _ = db.Run(ctx, backend.Query{Text: query})
	r, _ = set.Next(ctx)
	if _, err := r.Next(ctx); err != nil {
		t.Fatal(err)
	}
	set.Close()
	if _, err := r.Next(ctx); !errors.Is(err, io.EOF) {
		t.Errorf("after Close: %v", err)
	}
	if e.busy != 0 {
		t.Errorf("%d connections are still in use", e.busy)
	}
}

// Cancelling stops a query that would run for ages, soon, and the engine goes on.
func TestCancel(t *testing.T) {
	db := open(t).Database("Test")
	for _, query := range []string{
		"range a from 1 to 100000000 step 1 | extend b = a * 7 % 1000003 | summarize dcount(b), count() by c = a % 50000003 | count",
		"range a from 1 to 3000000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 3000000 step 1 | extend k = 1) on k | summarize sum(a * b)",
		"range a from 1 to 100000000 step 1 | where strcat('x', a) matches regex @'(a+)+y' | count",
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 150*time.Millisecond)
		start := time.Now()
		set, err := db.Run(ctx, backend.Query{Text: query})
		if err != nil {
			t.Fatal(err)
		}
		r, err := set.Next(ctx)
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Next(ctx)
		took := time.Since(start)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", query, err)
		}
		// Generous, because tests share their machine.
		if took > 3*time.Second {
			t.Errorf("%s: stopped after %v", query, took)
		}
		set.Close()
		cancel()
		if got := runText(t, db, backend.Query{Text: "print 1"}); got != "print_0:long\n1\n" {
			t.Errorf("afterwards: %q", got)
		}
	}
}

// A query's time scope bounds tables with a time column; its end is exclusive.
func TestTimeScope(t *testing.T) {
	db := open(t).Database("Test")
	addEvents(t, db)
	ticks := func(day int) int64 { return nowTicks(time.Date(2024, 5, day, 0, 0, 0, 0, time.UTC)) }
	got := runText(t, db, backend.Query{Text: "Events | project Host", From: ticks(1), To: ticks(2)})
	if want := "Host:string\n\"dc-01\"\n\"\"\n"; got != want {
		t.Errorf("got %q", got)
	}
	if got := runText(t, db, backend.Query{Text: "datatable(TimeGenerated:datetime)[datetime(2020-01-01)] | count", From: ticks(1), To: ticks(2)}); got != "Count:long\n1\n" {
		t.Errorf("a datatable is no table: %q", got)
	}
}

// A kept result is paged, sorted, searched, saved, loaded and used as a table of later queries.
func TestStore(t *testing.T) {
	dir := t.TempDir()
	e, err := Open(Options{TempDir: t.TempDir(), Dirs: []string{dir}, MemoryLimit: 1 << 30})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	db := e.Database("Test")
	ctx := context.Background()
	query := `datatable(i:int, l:long, r:real, m:decimal, s:string, b:bool, t:datetime, d:timespan, g:guid, j:dynamic)[
		1, 9223372036854775807, real(nan), decimal(1.5), "x", true, datetime(2024-05-01 10:00:00.1234567), timespan(1.02:03:04), guid(74be27de-1e4e-49d9-b579-fe0b331d3642), dynamic({"a":[1,2.0]}),
		int(null), long(null), real(null), decimal(null), "", bool(null), datetime(null), timespan(null), guid(null), dynamic(null),
		2, -1, 2.5, decimal(-0.25), "Zebra", false, datetime(0001-01-01), timespan(-00:00:01), guid(00000000-0000-0000-0000-000000000000), dynamic("text")]`
	want := runText(t, db, backend.Query{Text: query})
	keep := func(text string, max int64) backend.Kept {
		t.Helper()
		set, err := db.Run(ctx, backend.Query{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		defer set.Close()
		r, err := set.Next(ctx)
		if err != nil {
			t.Fatal(err)
		}
		k, err := e.Keep(ctx, r, max)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	k := keep(query, 0)
	same := func(what string, k backend.Kept) {
		t.Helper()
		if got := runText(t, db, backend.Query{Text: "Saved", Tables: map[string]backend.Kept{"Saved": k}}); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", what, got, want)
		}
	}
	same("kept", k)
	path := filepath.Join(dir, "result.parquet")
	if err := k.Save(ctx, path); err != nil {
		t.Fatal(err)
	}
	loaded, err := e.Load(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	same("loaded", loaded)
	// A result of another engine arrives as batches.
	rd, err := k.Read(ctx)
	if err != nil {
		t.Fatal(err)
	}
	copied, err := e.Keep(ctx, result.Result{Reader: rd}, 0)
	if err != nil {
		t.Fatal(err)
	}
	rd.Close()
	same("copied", copied)

	page, total, err := k.Page(ctx, backend.Page{Limit: 10, Sort: []backend.SortKey{{Column: 0, Desc: true}}})
	if err != nil || total != 3 || page.Len != 3 || page.Cols[0].Ints[0] != 2 || !page.Cols[0].IsNull(2) {
		t.Errorf("sorted page: %+v, %d, %v", page, total, err)
	}
	page, total, err = k.Page(ctx, backend.Page{Limit: 10, Search: "zEBra"})
	if err != nil || total != 1 || page.Len != 1 || page.Cols[4].Strings[0] != "Zebra" {
		t.Errorf("search: %+v, %d, %v", page, total, err)
	}
	cut := keep("range i from 1 to 100 step 1", 10)
	if cut.Rows() != 10 || !cut.Truncated() {
		t.Errorf("cut to %d, %v", cut.Rows(), cut.Truncated())
	}
	k.Drop()
	if _, _, err := k.Page(ctx, backend.Page{Limit: 1}); err == nil {
		t.Error("a dropped result was read")
	}
	if err := os.WriteFile(path, []byte("no parquet"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Load(ctx, path); err == nil {
		t.Error("a broken file was loaded")
	}
}

func BenchmarkStream(b *testing.B) {
	db := open(b).Database("Test")
	ctx := context.Background()
	for b.Loop() {
		set, err := db.Run(ctx, backend.Query{Text: "range i from 1 to 1000000 step 1 | extend s = strcat('row number ', i), r = i * 1.5, t = datetime(2024-01-01) + i * 1s, b = i % 2 == 0, d = 1s * i, k = i % 7"})
		if err != nil {
			b.Fatal(err)
		}
		r, _ := set.Next(ctx)
		for {
			if _, err := r.Next(ctx); err != nil {
				break
			}
		}
		set.Close()
	}
}

func BenchmarkCompile(b *testing.B) {
	db := open(b).Database("Test")
	addEvents(b, db)
	text := "let bad = dynamic(['a','b']); Events | where TimeGenerated > ago(7d) and Host has_any (bad) | extend u = tostring(Detail.user.name) | summarize n = count(), last = max(TimeGenerated) by u, bin(TimeGenerated, 1h) | join kind=leftouter (Events | distinct Host) on $left.u == $right.Host | where n > 5 | top 10 by n"
	for b.Loop() {
		set, err := db.Run(context.Background(), backend.Query{Text: text})
		if err != nil {
			b.Fatal(err)
		}
		s := set.(*resultSet)
		if _, _, err := s.write(context.Background(), &s.plan.Results[0], -1, false); err != nil {
			b.Fatal(err)
		}
	}
}
