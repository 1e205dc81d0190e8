package embed

import (
	"reflect"
	"strings"
	"testing"
)

func texts(qs []Query) (ts []string) {
	for _, q := range qs {
		ts = append(ts, q.Text)
	}
	return ts
}

func TestMarkdown(t *testing.T) {
	for _, c := range []struct {
		host string
		want []string
	}{
		{"# Title\n\n```kql\nT\n| count\n```\n\ntext\n", []string{"T\n| count"}},
		{"~~~~ kusto title\nA\n~~~\nB\n~~~~\n", []string{"A\n~~~\nB"}},
		{"- item\n  ```KQL\n  T\n    | count\n  ```\n", []string{"T\n  | count"}},
		{"```python\nT\n```\n```\nU\n```\n", nil},
		{"```sh\n```kql\n```\n```kql\nT\n```", []string{"T"}},
		{"```kql\r\nT\r\n| count\r\n```\r\n", []string{"T\n| count"}},
		{"```kql\nT", []string{"T"}},
		{"```kql\n\n```\n", nil},
		{"```{.kusto}\nT\n```\n", []string{"T"}},
	} {
		if got := texts(Markdown(c.host)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: %q", c.host, got)
		}
	}
}

func TestYAML(t *testing.T) {
	for _, c := range []struct {
		host string
		want []string
	}{
		{"name: x\nquery: |\n  T\n  | count\nother: y\n", []string{"T\n| count"}},
		{"query: |-\n    T\n      | count\n\n\nother: y", []string{"T\n  | count"}},
		{"query: >\n  T\n  | where a\n\n  | count\n", []string{"T | where a\n\n| count"}},
		{"rules:\n  - name: a\n    query: |\n      T\n  - query: |2\n       U\n      | count\n", []string{"T", " U\n| count"}},
		{"query: T | count # note\n", []string{"T | count"}},
		{"query: 'T | where a == 1'\nquery: \"U\"\n", []string{"T | where a == 1", "U"}},
		{"query: \"T \\\" x\"\n", nil},
		{"query:\n  T\n", nil},
		{"description: |\n  query: |\n    T\nquery: |\n  U", []string{"U"}},
		{"queryFrequency: 1h\nqueryPeriod: 1h\n", nil},
		{"\"query\": |\r\n  T\r\n  | count\r\n", []string{"T\n| count"}},
		{"query: |\n\nother: 1\n", nil},
	} {
		if got := texts(YAML(c.host)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: %q", c.host, got)
		}
	}
}

func TestPositions(t *testing.T) {
	for _, host := range []string{
		"a: 1\nquery: |\n    T\n    | where b == 'ü'\n\n    | count\nc: 2\n", "x\n\n  ```kql\r\n  T\r\n  | count\r\n  ```\r\n", "query: T | count # x", "query: >\n  T\n  | count\n",
	} {
		q := append(YAML(host), Markdown(host)...)[0]
		for i := range q.Text {
			at := q.Host(i)
			if c := q.Text[i]; c != '\n' && host[at] != c && !(q.Folded && c == ' ') {
				t.Errorf("%q: %d (%q) is at %q", host, i, c, host[at:])
			}
			if back, ok := q.Inner(at); !ok || back != i {
				t.Errorf("%q: %d is at %d, which is %d, %v", host, i, at, back, ok)
			}
		}
		if _, ok := q.Inner(q.Start - 1); ok {
			t.Errorf("%q: what stands before is in it", host)
		}
	}
}

func TestWrite(t *testing.T) {
	for _, host := range []string{"query: |\n    T\n\n    | count\nc: 2\n", "  ```kql\r\n  T\r\n  | count\r\n  ```\r\n", "query: T | count"} {
		q := append(YAML(host), Markdown(host)...)[0]
		if got := host[:q.Start] + q.Write(q.Text) + host[q.End:]; got != host {
			t.Errorf("%q: %q", host, got)
		}
	}
	q := YAML("query: |\n  T\n")[0]
	if got := q.Write("A\n\n| count\n"); got != "  A\n\n  | count" {
		t.Errorf("%q", got)
	}
}

func FuzzEmbed(f *testing.F) {
	f.Add("query: |\n  T\n```kql\nT\n```")
	f.Add("- query: >2\n   T\n \n  | x\n")
	f.Fuzz(func(t *testing.T, host string) {
		for _, q := range append(YAML(host), Markdown(host)...) {
			if q.Start > q.End || q.End > len(host) {
				t.Fatalf("%q: %d..%d", host, q.Start, q.End)
			}
			for i := 0; i <= len(q.Text); i++ {
				if at := q.Host(i); at < 0 || at > len(host) {
					t.Fatalf("%q: %d is at %d", host, i, at)
				}
			}
			for i := range host {
				if at, _ := q.Inner(i); at < 0 || at > len(q.Text) {
					t.Fatalf("%q: %d is %d of %q", host, i, at, strings.TrimSpace(q.Text))
				}
			}
		}
	})
}
