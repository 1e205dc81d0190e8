package datafile

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// show writes a shape for comparison.
func show(s *Shape) string {
	var b strings.Builder
	for i, c := range s.Columns {
		if i > 0 {
			b.WriteString(" ")
		}
		fmt.Fprintf(&b, "%s:%v", c.Name, c.Type)
		if c.Ticks {
			b.WriteString("!")
		}
	}
	if s.Clean {
		b.WriteString(" clean")
	}
	for _, p := range s.Problems {
		fmt.Fprintf(&b, "\n%d: %s", p.Line, p.Message)
	}
	return b.String()
}

func write(t *testing.T, name string, text []byte) string {
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSniffCSV(t *testing.T) {
	tests := []struct{ what, text, want string }{
		{"types", "a,b,c,d,e,f\n1,1.5,true,x,2024-05-01T10:00:00Z,\"{\"\"k\"\":1}\"\n-2,2,FALSE,,,[]\n", "a:long b:real c:bool d:string e:datetime f:dynamic clean"},
		{"nothing known of an empty column", "a,b\n,1\n", "a:string b:long clean"},
		{"the seventh digit", "t,u\n2024-05-01 10:00:00.1234567,2024-05-01 10:00:00.1234560\n", "t:datetime! u:datetime clean"},
		{"portal export", "\ufeff\"When [UTC]\",Who\n\"4/28/2021, 2:08:45.221 PM\",a\n", "When:datetime Who:string clean"},
		{"not the day first", "t\n28/4/2021\n", "t:string clean"},
		{"ids stay text", "zip,phone,id\n01234,+491,7c759f10-811c-4db8-ad6d-f07d8ae3f8ea\n", "zip:string phone:string id:string clean"},
		{"too large for a long", "n\n9223372036854775808\n", "n:real clean"},
		{"an index without a name", ",x\n0,a\n1,b\n", "Column1:long x:string clean"},
		{"twice the same name", "a,a,A\n1,2,3\n", "a:long a1:long A:long clean\n1: column 2 has the same name as an earlier one, \"a\"; it is called \"a1\"\n1: columns \"a\" and \"A\" differ by case only; both are there, under these names"},
		{"semicolons", "a;b\n1,5;x\n", "a:string b:string clean"},
		{"bars", "a|b|c\n1|2|3\n", "a:long b:long c:long clean"},
		{"no header", "2024-05-01 10:00:00,x\n2024-05-02 10:00:00,y\n", "Column1:datetime Column2:string clean\n1: the first row looks like data, so the columns are called Column1 to Column2"},
		{"ragged", "a,b\n1\n2,x,y\n3,z\n", "a:long b:string"},
		{"odd quotes", "a,b\n\"x\"y,\"z\n", "a:string b:string"},
		{"line ends", "a,b\r\n1,2\n", "a:long b:long"},
		{"lines in cells", "a,b\n\"x\ny\",2\n", "a:string b:long clean"},
		{"a header that does not end", ",\"0\n,", "\n0: line 1, the header, opens a quote that nothing closes"},
		{"only a header", "a,b\n", "a:string b:string clean"},
		{"nothing", "", "\n0: the file is empty"},
		{"only blanks", "\n\n", "\n0: the file is empty"},
	}
	for _, test := range tests {
		if test.want[0] == '\n' {
			test.want = " clean" + test.want
		}
		if got := show(Sniff(write(t, "x.csv", []byte(test.text)), 1<<20)); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.what, got, test.want)
		}
	}
}

func TestSniffJSON(t *testing.T) {
	tests := []struct{ what, name, text, want string }{
		{"lines", "x.jsonl", `{"a":1,"b":"x","c":{"d":1},"t":"2024-05-01 10:00:00"}` + "\n" + `{"a":2,"e":true,"b":null}`, "a:long b:string c:dynamic t:datetime e:bool clean"},
		{"lines under another name", "x.json", "{\"a\":1}\n{\"a\":2.5}\n", "a:real clean"},
		{"array", "x.json", ` [ {"a":1}, {"b":[1]} ] `, "a:long b:dynamic clean"},
		{"wrapped", "x.json", `{"@odata.context":"u","value":[{"a":1},{"a":2}]}`, "a:long"},
		{"one object", "x.json", "{\n \"a\": 1,\n \"b\": {\"value\": 2}\n}", "a:long b:dynamic"},
		{"one line", "x.ndjson", `{"value":[1]}`, "value:dynamic clean"},
		{"mixed plain kinds are text", "x.jsonl", "{\"a\":1}\n{\"a\":\"x\"}\n", "a:string clean"},
		{"mixed with objects is dynamic", "x.jsonl", "{\"a\":{}}\n{\"a\":\"x\"}\n", "a:dynamic clean"},
		{"a broken line", "x.jsonl", "{\"a\":1}\n{\"a\":\n[1]\n{\"a\":3}\n", "a:long"},
		{"names that differ by case", "x.jsonl", `{"a":1,"A":"x"}`, "a:long A:string clean\n0: columns \"a\" and \"A\" differ by case only; both are there, under these names"},
		{"nothing", "x.json", "  ", " clean\n0: the file is empty"},
		{"an empty array", "x.json", "[]", " clean\n0: the file is empty"},
		{"no objects", "x.json", "[1,2]", "\n0: nothing in it is a JSON object"},
		{"cut", "x.json", `[{"a":1},{"a":`, "a:long"},
	}
	for _, test := range tests {
		if got := show(Sniff(write(t, test.name, []byte(test.text)), 1<<20)); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.what, got, test.want)
		}
	}
}

func TestEncodings(t *testing.T) {
	text := "name,n\nJosé 😀,1\n"
	utf16le, utf16be := []byte{}, []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(text)) {
		utf16le = append(utf16le, byte(u), byte(u>>8))
		utf16be = append(utf16be, byte(u>>8), byte(u))
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write([]byte(text))
	w.Close()
	for _, test := range []struct {
		name string
		text []byte
		want string
	}{
		{"a.csv", []byte(text), "\"José 😀\",\"1\"\n"},
		{"a.csv", utf16le, "\"José 😀\",\"1\"\n"},
		{"a.csv", utf16be, "\"José 😀\",\"1\"\n"},
		{"a.csv.gz", packed.Bytes(), "\"José 😀\",\"1\"\n"},
		{"a.csv", packed.Bytes(), "\"José 😀\",\"1\"\n"},
		{"a.csv", []byte("name,n\nJos\xe9 \x80,1\n"), "\"José €\",\"1\"\n"},
	} {
		s := Sniff(write(t, test.name, test.text), 1<<20)
		var out bytes.Buffer
		if _, err := s.Rewrite(t.Context(), &out); err != nil || out.String() != test.want {
			t.Errorf("%q: got %q, %v", test.text, out.String(), err)
		}
	}
	// A file that is UTF-8 as far as its beginning tells.
	long := "a\n" + strings.Repeat("x\n", sniffBytes) + "\xff\n"
	s := Sniff(write(t, "b.csv", []byte(long)), 100)
	var out bytes.Buffer
	r, err := s.Rewrite(t.Context(), &out)
	if err != nil || len(r.Problems) != 1 || r.Problems[0].Message != "1 bytes are not UTF-8 and were replaced" || !strings.HasSuffix(out.String(), "\uFFFD\"\n") {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestRewrite(t *testing.T) {
	tests := []struct{ what, name, text, want, said string }{
		{"ragged rows", "x.csv", "a,b\n1\n2,x,y\n3,\"q\"\"q\",\n\n4,z\n", "\"1\",\n\"3\",\"q\"\"q\"\n\"4\",\"z\"\n",
			"3: row left out: it has 3 cells, the header has 2\n2: the row has fewer cells than the header; the missing cells are empty\n"},
		{"odd quotes", "x.csv", "a,b\n\"x\"y,5\" disk\n", "\"\"\"x\"\"y\",\"5\"\" disk\"\n", ""},
		{"a quote that nothing closes", "x.csv", "a,b\n1,\"x\n2,y\n3,z\n", "\"2\",\"y\"\n\"3\",\"z\"\n", "2: row left out: it opens a quote that nothing closes\n"},
		{"empty cells of one column", "x.csv", "a\n\"\"\nx\n", "\"\"\n\"x\"\n", ""},
		{"tabs", "x.tsv", "a\tb\n1,5\t\"x\ty\"\r\n", "\"1,5\",\"x\ty\"\n", ""},
		{"lines", "x.jsonl", "{\"a\":1,\"b\":[1, 2]}\nnope\n[3]\n{\"b\":null}\n", "{\"c1\":1,\"c2\":[1, 2]}\n{\"c2\":null}\n",
			"2: row left out: invalid character 'o' in literal null (expecting 'u')\n3: row left out: not a JSON object\n"},
		{"an object in lines", "x.json", "{\n\"a\": {\n\"b\": 1}\n}", "{\"c1\":{\"b\":1}}\n", ""},
		{"a cut array", "x.json", `[{"a":1},{"a":`, "{\"c1\":1}\n", "0: row left out: the file ends too early: it was cut off, or is still being written; nothing behind it was read\n"},
	}
	for _, test := range tests {
		s := Sniff(write(t, test.name, []byte(test.text)), 1<<20)
		var out bytes.Buffer
		r, err := s.Rewrite(t.Context(), &out)
		if err != nil {
			t.Errorf("%s: %v", test.what, err)
			continue
		}
		var said strings.Builder
		for _, p := range r.Problems {
			fmt.Fprintf(&said, "%d: %s\n", p.Line, p.Message)
		}
		if out.String() != test.want || said.String() != test.said {
			t.Errorf("%s: got\n%s%s\nwant\n%s%s", test.what, out.String(), said.String(), test.want, test.said)
		}
	}
}

// Many rejected rows are counted, a few are named.
func TestRewriteCounts(t *testing.T) {
	s := Sniff(write(t, "x.csv", []byte("a\n"+strings.Repeat("1,2\n", 10)+"3\n")), 1<<20)
	var out bytes.Buffer
	r, err := s.Rewrite(t.Context(), &out)
	if err != nil || r.Rejected != 10 || r.Rows != 1 || len(r.Problems) != maxSaid+1 || r.Problems[maxSaid].Message != "10 rows in all were left out, 1 were read" {
		t.Errorf("%+v, %v", r, err)
	}
}

// Properties that appear behind the sample are told.
func TestRewriteLate(t *testing.T) {
	s := Sniff(write(t, "x.jsonl", []byte("{\"a\":1}\n{\"a\":2,\"late\":1}\n")), 3)
	var out bytes.Buffer
	r, err := s.Rewrite(t.Context(), &out)
	if err != nil || s.Whole || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Message, `["late"]`) {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{"missing.csv": "no such file or directory", "missing.parquet": "no such file", "missing.parquet.gz": "packed with gzip"} {
		s := Sniff(filepath.Join(dir, name), 100)
		if s.Readable() || !strings.Contains(s.Problems[0].Message, want) {
			t.Errorf("%s: %+v", name, s.Problems)
		}
	}
	bad := append([]byte{0x1f, 0x8b}, "garbage"...)
	if s := Sniff(write(t, "x.csv.gz", bad), 100); s.Readable() {
		t.Error("no gzip")
	}
}

func TestNames(t *testing.T) {
	for path, want := range map[string][2]string{
		"a/DeviceEvents_2024-01.csv.gz":     {"DeviceEvents_2024_01", "DeviceEvents"},
		"sign-in_adelete.csv":               {"sign_in_adelete", "sign-in_adelete"},
		"SigninLogs (2).json":               {"SigninLogs__2_", "SigninLogs"},
		"SecurityEvent-part-003.parquet":    {"SecurityEvent_part_003", "SecurityEvent"},
		"2024.csv":                          {"_2024", ""},
		"DeviceEvents.2024-05-01T10:00.tsv": {"DeviceEvents_2024_05_01T10_00", "DeviceEvents"},
		".csv":                              {"_csv", ".csv"},
		"W3CIISLog.csv":                     {"W3CIISLog", "W3CIISLog"},
	} {
		if got := [2]string{TableName(path), BaseName(path)}; got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
	for name, want := range map[string]bool{"a.csv": true, "a.CSV.GZ": true, "a.jsonl": true, "a.parquet": true, "a.txt": false, "csv": false, "a.gz": false} {
		if IsData(name) != want {
			t.Errorf("%s: not %v", name, want)
		}
	}
}

func FuzzRewriteCSV(f *testing.F) {
	f.Add([]byte("a,b\n1,\"x\n\"\"y\"\n"))
	f.Add([]byte("a,\"b\n1,\"\"x\",2\r\r\n\xff"))
	f.Fuzz(func(t *testing.T, text []byte) {
		again(t, write(t, "x.csv", text))
	})
}

func FuzzRewriteJSON(f *testing.F) {
	f.Add([]byte("{\"a\":1}\n{\"b\":[1,{}]}\n"))
	f.Add([]byte("[{\"a\":1}]"))
	f.Add([]byte("{\"value\":[{\"a\":1}]}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		again(t, write(t, "x.json", text))
	})
}

// again checks that a clean copy is clean: every row of it is read again, none is left out.
func again(t *testing.T, path string) {
	s := Sniff(path, 1<<20)
	if !s.Readable() {
		return
	}
	var out bytes.Buffer
	r, err := s.Rewrite(t.Context(), &out)
	if err != nil || r.Rows == 0 {
		return
	}
	name, header := "y.jsonl", ""
	if s.Format == CSV {
		name = "y.csv"
		var cells []string
		for i := range s.Columns {
			cells = append(cells, fmt.Sprintf("h%d", i))
		}
		header = strings.Join(cells, ",") + "\n"
	}
	copied := Sniff(write(t, name, append([]byte(header), out.Bytes()...)), 1<<20)
	if s.Format == CSV && len(s.Columns) > 1 {
		copied.Delimiter = ','
	}
	var out2 bytes.Buffer
	r2, err := copied.Rewrite(t.Context(), &out2)
	if err != nil || r2.Rows != r.Rows || r2.Rejected != 0 || r2.Padded != 0 {
		t.Fatalf("%d rows, then %+v, %v\n%q", r.Rows, r2, err, out.Bytes())
	}
}
