package duckdb

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// folder writes files and opens them as a database.
func folder(t *testing.T, files map[string]string, known func(string) *symbol.Table) (*Database, string) {
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return openDir(t, dir, known), dir
}

func openDir(t *testing.T, dir string, known func(string) *symbol.Table) *Database {
	e, err := Open(Options{Dirs: []string{dir}, Threads: 2, MemoryLimit: 512 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	db, _, err := OpenFolder(t.Context(), e, dir, known)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// contents shows a table: its columns, then its rows.
func contents(t *testing.T, db *Database, name string) string {
	table, ok := db.Table(name)
	if !ok {
		return fmt.Sprintf("no table %s, but %v", name, slices.Sorted(maps.Keys(db.Schema().Tables)))
	}
	s, _ := db.source(table)
	if s.Load != nil {
		if err := s.Load(t.Context()); err != nil {
			return "error: " + err.Error()
		}
	}
	var out strings.Builder
	var values []string
	for i, c := range table.Rows.Columns {
		if i > 0 {
			out.WriteByte(' ')
		}
		fmt.Fprintf(&out, "%s:%v", c.Name, c.Type)
		x := s.Columns[i].SQL
		if c.Type == symbol.Datetime && !s.Columns[i].Stamp {
			x = "(" + x + ") % 100000000"
		}
		values = append(values, "coalesce(CAST("+x+" AS VARCHAR), 'null')")
	}
	c, err := db.engine.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer db.engine.release(c)
	rows, err := c.strings(t.Context(), "SELECT "+strings.Join(values, ", ")+" FROM "+s.SQL)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		out.WriteString("\n" + strings.Join(row, "|"))
	}
	return out.String()
}

func said(db *Database) string {
	var lines []string
	for _, p := range db.Problems() {
		lines = append(lines, fmt.Sprintf("%s:%d: %s", filepath.Base(p.Path), p.Line, p.Message))
	}
	return strings.Join(lines, "\n")
}

func zipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.String()
}

// cut is a packed file that lacks its end.
func cut(packed string) string { return packed[:len(packed)-12] }

func TestFolder(t *testing.T) {
	tests := []struct{ what, file, text, table, want, said string }{
		{"CSV", "a-b.csv", "n,r,b,s,t,d\n1,1.5,true,x,2024-05-01T10:00:00+02:00,\"{\"\"k\"\": [1, 2]}\"\n,,,,,\n", "a_b",
			"n:long r:real b:bool s:string t:datetime d:dynamic\n1|1.5|true|x|2024-05-01 08:00:00|{\"k\":[1,2]}\nnull|null|null||null|null", ""},
		{"packed", "a.csv.gz", zipped("n\n7\n"), "a", "n:long\n7", ""},
		{"packed under a plain name", "a.csv", zipped("n\n7\n"), "a", "n:long\n7", ""},
		{"the portal's dates", "p.csv", "\ufeff\"At [UTC]\",x\n\"4/28/2021, 2:08:45.221 PM\",1\n\"12/1/2021, 12:00:00.000 AM\",2\n", "p",
			"At:datetime x:long\n2021-04-28 14:08:45.221|1\n2021-12-01 00:00:00|2", ""},
		{"forms of dates", "p.csv", "a,b,c\n5/1/2024,5/1/2024 14:30,2024-05-01\n5/2/2024 1:02:03 PM,5/1/2024 9:30,2024-05-01 10:20\n", "p",
			"a:datetime b:datetime c:datetime\n2024-05-01 00:00:00|2024-05-01 14:30:00|2024-05-01 00:00:00\n2024-05-02 13:02:03|2024-05-01 09:30:00|2024-05-01 10:20:00", ""},
		{"ticks", "t.csv", "t\n2024-05-01T10:00:00.1234567Z\n2024-05-01T10:00:00Z\n", "t", "t:datetime\n1234567\n0", ""},
		{"lines in cells", "t.csv", "a,b\n\"x\ny\",\"say \"\"hi\"\"\"\n", "t", "a:string b:string\nx\ny|say \"hi\"", ""},
		{"ragged rows", "t.csv", "a,b\n1\n2,x,y\n3,z\n", "t", "a:long b:string\n1|\n3|z",
			"t.csv:3: row left out: it has 3 cells, the header has 2\nt.csv:2: the row has fewer cells than the header; the missing cells are empty"},
		{"semicolons and Windows", "t.csv", "a;b\r\n1;caf\xe9\r\n", "t", "a:long b:string\n1|café", "t.csv:0: the text is not UTF-8; it was read as Windows-1252"},
		{"tabs", "t.tsv", "a\tb\n1\t\"x\"\n", "t", "a:long b:string\n1|x", ""},
		{"JSON lines", "t.jsonl", `{"n":1,"s":"x","d":{"k":1.0},"m":1,"u":null}` + "\n" + `{"n":2,"s":"\"q\"","d":["y"],"m":"z","late":true}` + "\n", "t",
			"n:long s:string d:dynamic m:string u:string late:bool\n1|x|{\"k\":1.0}|1||null\n2|\"q\"|[\"y\"]|z||true", ""},
		{"a broken line", "t.jsonl", "{\"n\":1}\n{\"n\":\n{\"n\":3}\n", "t", "n:long\n1\n3", "t.jsonl:2: row left out: the JSON object ends too early"},
		{"names that differ by case", "t.jsonl", "{\"n\":1,\"N\":\"x\"}\n{\"n\":2}\n", "t", "n:long N:string\n1|x\n2|", "t.jsonl:0: columns \"n\" and \"N\" differ by case only; both are there, under these names"},
		{"an array", "t.json", "[\n {\"n\": 1},\n {\"d\": {\"a\": [1, 2]}}\n]", "t", "n:long d:dynamic\n1|null\nnull|{\"a\":[1,2]}", ""},
		{"a wrapped array", "t.json", `{"value": [{"n": 1}, {"n": 9007199254740993}]}`, "t", "n:long\n1\n9007199254740993", ""},
		{"UTF-16", "t.csv", "\xff\xfea\x00\n\x00\xe9\x00\n\x00", "t", "a:string\né", ""},
		{"a quote in the name", "it's.csv", "a\n1\n", "it_s", "a:long\n1", ""},
		{"stars in the name", "x[*].csv", "a\n1\n", "x___", "a:long\n1", ""},
		{"only a header", "t.csv", "a,b\n", "t", "a:string b:string", ""},
		{"nothing", "t.csv", "", "t", "no table t, but []", "t.csv:0: the file is empty"},
		{"no text", "t.csv", "a,b\n\x00\x01\xff\xfe,\x80\n", "t", "no table t, but []", "t.csv:0: the file holds no text"},
		{"cut off", "t.csv.gz", cut(zipped("a,b\n" + strings.Repeat("1,x\n", 10))), "t", "a:long b:string" + strings.Repeat("\n1|x", 10), "t.csv.gz:12: the file ends too early: it was cut off, or is still being written; the rows before this line were read"},
		{"broken gzip", "t.csv.gz", "\x1f\x8bnonsense and more of it", "t", "no table t, but []", "t.csv.gz:0: the file begins like gzip, but what follows is broken; pack it again"},
		{"an array cut off", "t.json", `[{"a":1},{"a":`, "t", "a:long\n1", "t.json:0: row left out: the file ends too early: it was cut off, or is still being written; nothing behind it was read"},
		{"no Parquet", "t.parquet", "nonsense", "t", "no table t, but []", ""},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			db, _ := folder(t, map[string]string{test.file: test.text}, nil)
			if got := contents(t, db, test.table); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			if got := said(db); got != test.said && test.said != "" || test.said == "" && got != "" && !strings.Contains(got, "no Parquet") {
				t.Errorf("said\n%s\nwant\n%s", got, test.said)
			}
		})
	}
}

// A folder in the folder is one table in parts; other files and what leads out of the folder stay out.
func TestFolderParts(t *testing.T) {
	db, dir := folder(t, map[string]string{
		"logs/1.csv": "a,b\n1,x\n", "logs/2.jsonl": "{\"b\":2.5,\"c\":\"y\"}\n", "logs/readme.md": "no", "logs/deep/3.csv": "a\n9\n",
		"notes.txt": "no", ".hidden.csv": "a\n1\n", "node_modules/x.csv": "a\n1\n", "package.json": "{\"a\":1}", "dup.csv": "a\n1\n", "dup.json": "[{\"a\":2}]", "zz/bad.csv": "",
	}, nil)
	if got, want := contents(t, db, "logs"), "a:long b:string c:string\n1|x|\nnull|2.5|y"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if names, want := slices.Sorted(maps.Keys(db.Schema().Tables)), []string{"dup", "dup_2", "logs"}; !slices.Equal(names, want) {
		t.Errorf("tables %v, want %v", names, want)
	}
	if got := said(db); !strings.Contains(got, "another file is the table dup; this one is dup_2") || !strings.Contains(got, "bad.csv:0: the file is empty") {
		t.Error(got)
	}
	outside := filepath.Join(t.TempDir(), "secret.csv")
	if err := os.WriteFile(outside, []byte("a\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if os.Symlink(outside, filepath.Join(dir, "link.csv")) != nil || os.Symlink(filepath.Join(dir, "dup.csv"), filepath.Join(dir, "inner.csv")) != nil {
		return // no links on this system
	}
	db = openDir(t, dir, nil)
	if _, ok := db.Table("link"); ok || !strings.Contains(said(db), "the link leads out of the folder") {
		t.Error(said(db))
	}
	if got := contents(t, db, "inner"); got != "a:long\n1" {
		t.Error(got)
	}
}

func knownTables(name string) *symbol.Table {
	if !strings.EqualFold(name, "DeviceEvents") {
		return nil
	}
	t := &symbol.Table{Name: "DeviceEvents"}
	for _, c := range []struct {
		name string
		t    symbol.Type
	}{{"TimeGenerated", symbol.Datetime}, {"Timestamp", symbol.Datetime}, {"DeviceId", symbol.String}, {"Port", symbol.Int}, {"Fields", symbol.Dynamic}, {"Ok", symbol.Bool}, {"Size", symbol.Long}, {"Id", symbol.Guid}} {
		t.Rows.Columns = append(t.Rows.Columns, &symbol.Column{Name: c.name, Type: c.t, Table: t})
	}
	return t
}

// A file that is named like a known table has its types, its missing columns, and what it holds beside.
func TestFolderKnown(t *testing.T) {
	db, _ := folder(t, map[string]string{
		"deviceevents.csv":         "timestamp,DeviceId,Port,Fields,Ok,Extra\n2024-05-01 10:00:00,12,443.0,\"{\"\"a\"\":1}\",1,e\n2024-05-02 10:00:00,13,1.5,plain,0,f\n",
		"DeviceEvents_2024-05.csv": "Port,Ok\nhttp,yes\n",
		"DeviceEvents-2.jsonl":     `{"Fields":"{\"b\": 2}","Size":"7x","Id":"7c759f10-811c-4db8-ad6d-f07d8ae3f8ea"}` + "\n",
	}, knownTables)
	const columns = "Timestamp:datetime DeviceId:string Port:int Fields:dynamic Ok:bool Extra:string TimeGenerated:datetime Size:long Id:guid"
	if got, want := contents(t, db, "DeviceEvents"), columns+
		"\n2024-05-01 10:00:00|12|443|{\"a\":1}|true|e|2024-05-01 10:00:00|null|null\n2024-05-02 10:00:00|13|null|\"plain\"|false|f|2024-05-02 10:00:00|null|null"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := contents(t, db, "DeviceEvents_2024_05"), "Port:string Ok:bool TimeGenerated:datetime Timestamp:datetime DeviceId:string Fields:dynamic Size:long Id:guid\nhttp|true|null|null||null|null|null"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := contents(t, db, "DeviceEvents_2"), "Fields:dynamic Size:string Id:guid TimeGenerated:datetime Timestamp:datetime DeviceId:string Port:int Ok:bool\n{\"b\":2}|7x|7c759f10-811c-4db8-ad6d-f07d8ae3f8ea|null|null||null|null"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	db2, _ := folder(t, map[string]string{
		"DeviceEvents.jsonl":   `{"Port":"443","Ok":"true","Size":"7","Fields":[1]}` + "\n",
		"DeviceEvents (2).csv": "Port,Fields_dynamic,Fields_string,Ok\n,\"{\"\"a\"\":1}\",,\n",
	}, knownTables)
	if got, want := contents(t, db2, "DeviceEvents"), "Port:int Ok:bool Size:long Fields:dynamic TimeGenerated:datetime Timestamp:datetime DeviceId:string Id:guid\n443|true|7|[1]|null|null||null"; got != want {
		t.Errorf("numbers in quotes: got\n%s\nwant\n%s", got, want)
	}
	if got, want := contents(t, db2, "DeviceEvents__2_"), "Port:int Fields_dynamic:dynamic Fields_string:string Ok:bool TimeGenerated:datetime Timestamp:datetime DeviceId:string Fields:dynamic Size:long Id:guid\nnull|{\"a\":1}||null|null|null||{\"a\":1}|null|null"; got != want {
		t.Errorf("an old export: got\n%s\nwant\n%s", got, want)
	}
	if said(db2) != "" {
		t.Error(said(db2))
	}
	for _, want := range []string{
		"column Port holds a string here, not an int as in DeviceEvents", "column Size holds a string here, not a long as in DeviceEvents",
		"1 values of column Port are no int and are null, the first is \"1.5\"",
	} {
		if !strings.Contains(said(db), want) {
			t.Errorf("not said: %s\nbut\n%s", want, said(db))
		}
	}
}

// A known table's time is there where the file has one other time, and is empty where it is not clear which one it is.
func TestFolderTimeStandsIn(t *testing.T) {
	db, _ := folder(t, map[string]string{
		"DeviceEvents.csv":   "Made,Port\n2024-05-01 10:00:00,1\n",
		"DeviceEvents_2.csv": "Made,Gone\n2024-05-01 10:00:00,2024-05-02 10:00:00\n",
	}, knownTables)
	if got := contents(t, db, "DeviceEvents"); !strings.Contains(got, "2024-05-01 10:00:00|1|2024-05-01 10:00:00|2024-05-01 10:00:00|") {
		t.Error(got)
	}
	if got := contents(t, db, "DeviceEvents_2"); !strings.Contains(got, "\n2024-05-01 10:00:00|2024-05-02 10:00:00|null|null|") {
		t.Error(got)
	}
	if got := said(db); got != "DeviceEvents.csv:0: there is no column TimeGenerated; Made stands in for it\nDeviceEvents.csv:0: there is no column Timestamp; Made stands in for it" {
		t.Error(got)
	}
}

func TestFolderParquet(t *testing.T) {
	dir := t.TempDir()
	e, err := Open(Options{Dirs: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if err := os.Mkdir(filepath.Join(dir, "parts"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, sql := range map[string]string{
		"p.parquet": `SELECT 1::TINYINT AS "a b", 2::UBIGINT AS u, 'x' AS s, TIMESTAMP '2024-05-01 10:00:00' AS t, TIMESTAMP_NS '2024-05-01 10:00:00.123456789' AS ns,
			TIMESTAMPTZ '2024-05-01 10:00:00+02' AS z, {'k': [1, 2]} AS d, 1.25::DECIMAL(5,2) AS dec, DATE '2024-05-02' AS day, NULL::VARCHAR AS empty`,
		"DeviceEvents.parquet": `SELECT '{"a": 1}' AS Fields, 5 AS Extra`,
		"parts/1.parquet":      `SELECT 1 AS a`, "parts/2.parquet": `SELECT 2 AS a`,
	} {
		if err := e.exec(t.Context(), "COPY ("+sql+") TO "+quote(filepath.Join(dir, name))+" (FORMAT parquet)"); err != nil {
			t.Fatal(err)
		}
	}
	db := openDir(t, dir, knownTables)
	for table, want := range map[string]string{
		"p":            "a b:int u:decimal s:string t:datetime ns:datetime z:datetime d:dynamic dec:decimal day:datetime empty:string\n1|2.000000000000000000|x|2024-05-01 10:00:00|1234567|2024-05-01 08:00:00|{\"k\":[1,2]}|1.250000000000000000|2024-05-02 00:00:00|null",
		"DeviceEvents": "Fields:dynamic Extra:int TimeGenerated:datetime Timestamp:datetime DeviceId:string Port:int Ok:bool Size:long Id:guid\n{\"a\":1}|5|null|null||null|null|null|null",
		"parts":        "a:int\n1\n2",
	} {
		if got := contents(t, db, table); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", table, got, want)
		}
		tab, _ := db.Table(table)
		if s, _ := db.source(tab); s.Load != nil {
			t.Errorf("%s is not read in place", table)
		}
	}
	if said(db) != "" {
		t.Error(said(db))
	}
}

// A folder that the engine may not read by itself is read all the same, through copies.
func TestFolderNotAllowed(t *testing.T) {
	_, dir := folder(t, map[string]string{"a.csv": "n\n1\n"}, nil)
	e, err := Open(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	db, _, err := OpenFolder(t.Context(), e, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := contents(t, db, "a"); got != "n:long\n1" {
		t.Error(got)
	}
	if left, err := os.ReadDir(e.spill); err != nil || len(left) != 0 {
		t.Errorf("copies are left: %v, %v", left, err)
	}
	if _, _, err := OpenFolder(t.Context(), e, filepath.Join(dir, "a.csv"), nil); err == nil {
		t.Error("a file is no folder")
	}
	if _, _, err := OpenFolder(t.Context(), e, filepath.Join(dir, "none"), nil); err == nil {
		t.Error("no such folder")
	}
}

// A load that is stopped begins again.
func TestFolderCancel(t *testing.T) {
	db, _ := folder(t, map[string]string{"a.csv": "n\n1\n"}, nil)
	table, _ := db.Table("a")
	s, _ := db.source(table)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Load(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if got := contents(t, db, "a"); got != "n:long\n1" {
		t.Error(got)
	}
}
