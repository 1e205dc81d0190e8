package duckdb

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/builtin"
)

// open starts an engine for a test.
func open(t testing.TB) *Engine {
	t.Helper()
	e, err := Open(Options{TempDir: t.TempDir(), MemoryLimit: 2 << 30, Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

var ourNames = regexp.MustCompile(`\bkql_\w+`)

// Every name that a row of package builtin uses is registered, and nothing is registered twice.
func TestNamesExist(t *testing.T) {
	known := map[string]bool{}
	add := func(name string) {
		if known[name] {
			t.Errorf("%s is registered twice", name)
		}
		if !strings.HasPrefix(name, "kql_") {
			t.Errorf("%s does not begin with kql_", name)
		}
		known[name] = true
	}
	for _, m := range allMacros() {
		add(m.name)
	}
	for _, f := range allFunctions() {
		add(f.name)
	}
	for f := range builtin.All {
		sqls := []string{f.Local.SQL}
		for _, c := range f.Local.Cases {
			sqls = append(sqls, c.SQL)
		}
		for _, name := range ourNames.FindAllString(strings.Join(sqls, " "), -1) {
			if !known[name] {
				t.Errorf("%s uses %s, which is not registered", f.Name, name)
			}
		}
		if e := f.Local.Emit; e != "" && allEmitters()[e] == nil {
			t.Errorf("%s uses the emitter %s, which is not registered", f.Name, e)
		}
	}
}

// testFunctions are registered with the others while testing.
var testFunctions = []*goFunction{
	fn1("kql_test_string", func(s string) string { return s + "!" }),
	fn1("kql_test_bool", func(b bool) bool { return !b }),
	fn1("kql_test_int", func(n int32) int32 { return n + 1 }),
	fn1("kql_test_long", func(n int64) int64 { return n + 1 }),
	fn1("kql_test_real", func(x float64) float64 { return x / 2 }),
	fn1("kql_test_guid", func(g guid) guid { g[15]++; return g }),
	fn1("kql_test_decimal", func(d decimal) decimal { d.lo++; return d }),
	fn1("kql_test_opt", func(s opt[string]) opt[int64] { return maybe(int64(len(s.v)), !s.null) }),
	fn1v("kql_test_rest", func(s string, more []string) string { return s + strings.Join(more, ",") }),
	fn1("kql_test_list", func(xs []opt[int64]) string {
		out := ""
		for _, x := range xs {
			if x.null {
				out += "-"
			} else {
				out += string(rune('0' + x.v))
			}
		}
		return out
	}),
	fn1("kql_test_split", func(s string) []string { return strings.Split(s, ",") }),
	fn2("kql_test_panic", func(s string, n int64) string { panic("no such thing") }),
}

func TestMain(m *testing.M) {
	goFamilies = append(goFamilies, testFunctions)
	os.Exit(m.Run())
}

// ask runs one statement that yields VARCHAR columns.
func ask(t testing.TB, e *Engine, sql string) (string, error) {
	t.Helper()
	c, err := e.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer e.release(c)
	rows, err := c.strings(context.Background(), sql)
	if err != nil {
		return "", err
	}
	var lines []string
	for _, r := range rows {
		lines = append(lines, strings.Join(r, " "))
	}
	return strings.Join(lines, "\n"), nil
}

// Go functions see and give values of every type, NULL included.
func TestGoFunctionTypes(t *testing.T) {
	e := open(t)
	for _, test := range []struct{ sql, want string }{
		{"kql_test_string('a')", "a!"},
		{"kql_test_string('a long string, beyond twelve bytes')", "a long string, beyond twelve bytes!"},
		{"coalesce(kql_test_string(NULL), 'null')", "null"},
		{"kql_test_bool(true)", "false"},
		{"kql_test_int(41)", "42"},
		{"kql_test_long(9223372036854775806)", "9223372036854775807"},
		{"kql_test_real(3)", "1.5"},
		{"kql_test_guid('00112233-4455-6677-8899-aabbccddeeff')", "00112233-4455-6677-8899-aabbccddee00"},
		{"kql_test_decimal(1.5)", "1.500000000000000001"},
		{"kql_test_opt('abc')", "3"},
		{"coalesce(kql_test_opt(NULL), -1)", "-1"},
		{"kql_test_rest('a', 'b', 'c')", "ab,c"},
		{"kql_test_rest('a')", "a"},
		{"kql_test_list([1, NULL, 3])", "1-3"},
		{"kql_test_split('a,b,a text that is long')", "[a, b, a text that is long]"},
	} {
		got, err := ask(t, e, "SELECT ("+test.sql+")::VARCHAR")
		if err != nil || got != test.want {
			t.Errorf("%s: got %q, %v; want %q", test.sql, got, err, test.want)
		}
		// The same over rows, so that several threads and chunks call it.
		if got, err = ask(t, e, "SELECT count(*)::VARCHAR FROM range(5000) t(i) WHERE i >= 0 AND ("+test.sql+")::VARCHAR = "+quote(test.want)); err != nil || got != "5000" {
			t.Errorf("%s over rows: got %q, %v", test.sql, got, err)
		}
	}
	got, err := ask(t, e, "SELECT string_agg(coalesce(kql_test_string(CASE WHEN i % 3 > 0 THEN i::VARCHAR END), '-'), ' ' ORDER BY i) FROM range(7) t(i)")
	if want := "- 1! 2! - 4! 5! -"; err != nil || got != want {
		t.Errorf("NULL in some rows: got %q, %v; want %q", got, err, want)
	}
	if _, err := ask(t, e, "SELECT kql_test_panic('x', i) FROM range(3) t(i)"); err == nil || !strings.Contains(err.Error(), "no such thing") {
		t.Errorf("a panic became %v", err)
	}
}

// The engine reads no file outside of its folders and cannot be opened up by SQL.
func TestLockedDown(t *testing.T) {
	dir, inside := t.TempDir(), t.TempDir()
	for _, d := range []string{dir, inside} {
		if err := os.WriteFile(filepath.Join(d, "x.csv"), []byte("a\n1\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	e, err := Open(Options{TempDir: t.TempDir(), Dirs: []string{inside}, MemoryLimit: 1 << 30})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if got, err := ask(t, e, "SELECT a::VARCHAR FROM read_csv("+quote(filepath.Join(inside, "x.csv"))+")"); err != nil || got != "1" {
		t.Errorf("inside: %q, %v", got, err)
	}
	for _, sql := range []string{
		"SELECT * FROM read_csv(" + quote(filepath.Join(dir, "x.csv")) + ")",
		"COPY (SELECT 1) TO " + quote(filepath.Join(dir, "y.csv")),
		"SET enable_external_access = true",
		"SET allowed_directories = ['/']",
		"INSTALL httpfs",
		"LOAD httpfs",
		"ATTACH " + quote(filepath.Join(dir, "db")) + " AS other",
	} {
		if _, err := ask(t, e, sql); err == nil {
			t.Errorf("%s: accepted", sql)
		}
	}
}
