package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFormatFiles(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a.kql", "T|count\n\n\n\n// about U\nU|where a\n", "T\n| count\n\n// about U\nU\n| where a\n"},
		{"a.csl", "T|where (\n\nU|count", "T|where (\n\nU|count"},
		{"b.kql", "T|count // done\n\nU|count", "T\n| count // done\n\nU\n| count"},
		{"c.kql", "T|count\r\n\r\nU\r\n", "T\r\n| count\r\n\r\nU\r\n"},
		{"d.kql", "// nothing\n", "// nothing\n"},
		{"a.md", "# T|count\n```kql\nT|count\n```\n```sh\na|b\n```\n", "# T|count\n```kql\nT\n| count\n```\n```sh\na|b\n```\n"},
		{"a.yaml", "name: a|b\nquery: |\n  T|count\n  |take 1\nx: y\n", "name: a|b\nquery: |\n  T\n  | count\n  | take 1\nx: y\n"},
		{"b.yml", "query: T|count\n", "query: T|count\n"},
		{"c.yml", "query: >\n  T | count // a\n", "query: >\n  T | count // a\n"},
		{"a.kqlnb", `{"cells":[{"cell_type":"code","source":["T|count"],"id":"a"},{"cell_type":"markdown","source":"a|b"}],"n":1.50}`,
			`{"cells":[{"cell_type":"code","source":["T\n", "| count"],"id":"a"},{"cell_type":"markdown","source":"a|b"}],"n":1.50}`},
		{"b.kqlnb", "{\n \"cells\": [\n  {\n   \"source\": [\n    \"T|where a<1\\n\",\n    \"|count\"\n   ],\n   \"cell_type\": \"code\"\n  }\n ]\n}\n",
			"{\n \"cells\": [\n  {\n   \"source\": [\n    \"T\\n\",\n    \"| where a < 1\\n\",\n    \"| count\"\n   ],\n   \"cell_type\": \"code\"\n  }\n ]\n}\n"},
		{"c.kqlnb", `{"cells":[{"cell_type":"code","source":"a|b","metadata":{"vscode":{"languageId":"python"}}}]}`, `{"cells":[{"cell_type":"code","source":"a|b","metadata":{"vscode":{"languageId":"python"}}}]}`},
		{"a.ipynb", `{"cells":[{"cell_type":"code","source":"T|count"}],"metadata":{}}`, `{"cells":[{"cell_type":"code","source":"T|count"}],"metadata":{}}`},
		{"b.ipynb", `{"cells":[{"cell_type":"code","source":"T|count"}],"metadata":{"kernelspec":{"language":"kusto"}}}`,
			`{"cells":[{"cell_type":"code","source":"T\n| count"}],"metadata":{"kernelspec":{"language":"kusto"}}}`},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, []byte(c.in), 0o640); err != nil {
			t.Fatal(err)
		}
		differs, err := formatFile(path, true)
		if got, _ := os.ReadFile(path); err != nil || differs != (c.in != c.want) || string(got) != c.in {
			t.Errorf("%s: check says %v, %v and leaves %q", c.name, differs, err, got)
		}
		if _, err := formatFile(path, false); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if got, _ := os.ReadFile(path); string(got) != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.name, got, c.want)
		}
		if differs, err := formatFile(path, true); differs || err != nil {
			t.Errorf("%s is not formatted after formatting: %v", c.name, err)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
			t.Errorf("%s: mode %v", c.name, info.Mode())
		}
	}
}

func TestFmtCommand(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.kql")
	if err := os.WriteFile(path, []byte("T|count"), 0o644); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (string, error) {
		c := newFmtCommand()
		var out strings.Builder
		c.SetOut(&out)
		c.SetErr(&out)
		c.SilenceErrors, c.SilenceUsage = true, true
		c.SetArgs(args)
		err := c.Execute()
		return out.String(), err
	}
	if out, err := run("--check", path); err != errFindings || out != path+"\n" {
		t.Errorf("an unformatted file: %v, %q", err, out)
	}
	if _, err := run(path); err != nil {
		t.Errorf("formatting: %v", err)
	}
	if _, err := run("--check", path); err != nil {
		t.Errorf("a formatted file: %v", err)
	}
	for _, args := range [][]string{{}, {filepath.Join(dir, "none.kql")}, {filepath.Join(dir, "a.txt")}} {
		if _, err := run(args...); err == nil || err == errFindings {
			t.Errorf("%q: %v", args, err)
		}
	}
	broken := filepath.Join(dir, "b.kqlnb")
	if err := os.WriteFile(broken, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := run(broken); err == nil || !strings.Contains(err.Error(), "b.kqlnb") {
		t.Errorf("a notebook that is none: %v", err)
	}
}
