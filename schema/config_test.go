package schema

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestParseConfig(t *testing.T) {
	config, problems := ParseConfig([]byte(`{
  "$schema": "x",
  "connections": [
    {"name": "logs", "kind": "files", "path": "data/logs", "timeColumn": "ts", "keep": false},
    {"name": "prod", "kind": "kusto", "cluster": "https://c.kusto.windows.net/", "database": "D", "tenant": "t", "share": "local", "protected": true},
    {"name": "one", "kind": "loganalytics", "workspace": "w1"},
    {"name": "two", "kind": "loganalytics", "workspace": ["w1", "w2"], "cloud": "usgov"},
    {"name": "xdr", "kind": "defender"},
    {"name": "shape", "kind": "schema", "path": "schema.json"}
  ],
  "default": "prod",
  "functions": ["lib/*.kql"],
  "lint": {"HB101": "off", "HB102": "error"}
}`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := &Config{
		Connections: []Connection{
			{Name: "logs", Kind: KindFiles, Path: "data/logs", TimeColumn: "ts", Discard: true},
			{Name: "prod", Kind: KindKusto, Cluster: "https://c.kusto.windows.net/", Database: "D", Tenant: "t", LocalOnly: true, Protected: true},
			{Name: "one", Kind: KindLogAnalytics, Workspaces: []string{"w1"}},
			{Name: "two", Kind: KindLogAnalytics, Workspaces: []string{"w1", "w2"}, Cloud: "usgov"},
			{Name: "xdr", Kind: KindDefender},
			{Name: "shape", Kind: KindSchema, Path: "schema.json"},
		},
		Default: "prod", Functions: []string{"lib/*.kql"}, Lint: map[string]string{"HB101": "off", "HB102": "error"},
	}
	if !reflect.DeepEqual(config, want) {
		t.Errorf("got %+v\nwant %+v", config, want)
	}
}

// Each problem is said where it stands, and what is right beside it is kept.
func TestConfigProblems(t *testing.T) {
	tests := []struct {
		text string
		want string // all problems, joined by " | "
		kept string // names of the connections left
	}{
		{`{"connections": [{"name": "a", "kind": "files", "path": "x"}], "colour": 1}`, `1:64: huntbook.json has no property "colour"; use "connections", "default", "functions" or "lint"`, "a"},
		{`{"connections": [{"name": "a", "kind": "postgres"}]}`, `1:40: "kind" must be "files", "schema", "kusto", "loganalytics" or "defender", not "postgres"`, ""},
		{`{"connections": [{"name": "a", "kind": "files"}, {"name": "b", "kind": "defender"}]}`,
			"1:18: a connection needs \"path\"; A folder of data files, or a file in the shape of `.show databases schema as json`; relative to this file.", "b"},
		{`{"connections": [{"name": "local", "kind": "defender"}]}`, `1:27: the name "local" is taken by the data files of the notebook's folder; choose another name`, ""},
		{`{"connections": [{"name": "a b", "kind": "defender"}]}`, "1:27: the name \"a b\" can't be written in a `//% on` line; use letters, digits, '-', '_' and '.'", ""},
		{`{"connections": [{"name": "a", "kind": "defender", "cluster": "x"}]}`, `1:52: "cluster" has no meaning for kind "defender"; remove it`, ""},
		{`{"connections": [{"name": "a", "kind": "kusto", "database": "d", "cluster": "http://example.org"}]}`, `1:77: http is for this machine only; use https`, ""},
		{`{"connections": [{"name": "a", "kind": "kusto", "database": "d", "cluster": "ftp://example.org"}]}`, `1:77: "ftp" is not a way to reach a cluster; use https`, ""},
		{`{"connections": [{"name": "a", "kind": "kusto", "database": "d", "cluster": "http://127.0.0.1:80"}]}`, "", "a"},
		{`{"connections": [{"name": "a", "kind": "defender"}, {"name": "a", "kind": "defender"}]}`, `1:53: two connections are called "a"; rename one`, "a"},
		{`{"connections": [{"name": "a", "name": "b", "kind": "defender"}]}`, `1:32: "name" is given twice; keep one`, ""},
		{`{"connections": [7]}`, `1:18: a connection must be an object, not 7; write { ... }`, ""},
		{`{"connections": {}}`, `1:17: "connections" must be a list, not an object; write [ {...}, {...} ]`, ""},
		{`{"default": "nope"}`, `1:13: there is no connection "nope"; use "local"`, ""},
		{`{"default": "local"}`, "", ""},
		{`{"lint": {"HB1": "loud"}}`, `1:18: "HB1" must be "off", "hint", "warning" or "error", not "loud"`, ""},
		{"{\n  \"functions\": [\"a\", 3]\n}", `2:22: "functions" must be a list of texts, not 3`, ""},
		{`{"connections": [{"name": "a", "kind": "loganalytics", "workspace": []}]}`, `1:69: "workspace" must be a text or a list of texts, not a list`, ""},
		{`[]`, `1:1: huntbook.json must be an object, not a list; write { ... }`, ""},
		{`{"default": "local",}`, `1:21: not JSON`, ""},
		{`{"default"`, `1:11: not JSON: the file ends too early`, ""},
		{``, `1:1: not JSON: the file ends too early`, ""},
		{`{} {}`, `1:4: not JSON: something follows the closing brace`, ""},
		{strings.Repeat("[", 100), `not JSON: nested too deeply`, ""},
	}
	for _, test := range tests {
		config, problems := ParseConfig([]byte(test.text))
		var said []string
		for _, p := range problems {
			said = append(said, p.String())
			if p.Start > p.End || p.End > len(test.text) {
				t.Errorf("%s: a place outside of the text: %+v", test.text, p)
			}
		}
		got := strings.Join(said, " | ")
		if test.want == "" && got != "" || !containsAll(got, strings.Split(test.want, " | ")) {
			t.Errorf("%s\ngot  %s\nwant %s", test.text, got, test.want)
		}
		if kept := strings.Join(config.Names(), ","); kept != test.kept {
			t.Errorf("%s: kept %q, want %q", test.text, kept, test.kept)
		}
	}
}

func containsAll(s string, parts []string) bool {
	for _, p := range parts {
		if !strings.Contains(s, p) {
			return false
		}
	}
	return true
}

func TestLoadConfig(t *testing.T) {
	root := t.TempDir()
	if c, err := LoadConfig(root); err != nil || len(c.Connections) != 0 {
		t.Errorf("no file: %v, %v", c, err)
	}
	path := filepath.Join(root, ConfigFile)
	if err := os.WriteFile(path, []byte("\ufeff{\"default\": 1}"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := LoadConfig(root)
	if err == nil || err.Error() != path+`:1:13: "default" must be a text, not 1` {
		t.Errorf("got %v", err)
	}
}

func TestEndpoint(t *testing.T) {
	for c, want := range map[clusterName]string{
		{"help", ""}:                          "https://help.kusto.windows.net",
		{"help", "china"}:                     "https://help.kusto.chinacloudapi.cn",
		{"help.westus.kusto.windows.net", ""}: "https://help.westus.kusto.windows.net",
		{"http://localhost:99/", ""}:          "http://localhost:99",
	} {
		if got := (Connection{Cluster: c.cluster, Cloud: c.cloud}).Endpoint(); got != want {
			t.Errorf("%v: got %s, want %s", c, got, want)
		}
	}
}

type clusterName struct{ cluster, cloud string }

func FuzzParseConfig(f *testing.F) {
	f.Add([]byte(`{"connections": [{"name": "a", "kind": "files", "path": "x"}], "default": "a"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		config, problems := ParseConfig(text)
		if config == nil {
			t.Fatal("no config")
		}
		for _, p := range problems {
			if p.Start > p.End || p.End > len(text) || p.Line < 1 || p.Column < 1 {
				t.Fatalf("a place outside of the text: %+v", p)
			}
		}
	})
}
