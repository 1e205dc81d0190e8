package lint_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/lint"
)

var update = flag.Bool("update", false, "rewrite the markers of testdata")

// TestCases: files of cases, `# title` and a query. Under a line stand markers of what is said about it: carets below the
// text, and the code. Below the query, `=> query` is what the fixes of all advice make of it.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, c := range strings.Split(string(text), "# ")[1:] {
			title, body, _ := strings.Cut(c, "\n")
			query := unmarked(body)
			got := "# " + title + "\n" + marked(t, query) + "\n"
			out.WriteString(got)
			if want := "# " + c; !*update && strings.TrimSpace(got) != strings.TrimSpace(want) {
				t.Errorf("%s\ngot\n%s\nwant\n%s", file, got, want)
			}
		}
		if *update {
			if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// unmarked is a case's query without markers and fixed texts.
func unmarked(body string) string {
	var lines []string
	fixed := false
	for _, l := range strings.Split(strings.TrimRight(body, "\n"), "\n") {
		fixed = fixed || strings.HasPrefix(l, "=> ")
		if !fixed && !strings.HasPrefix(strings.TrimLeft(l, " "), "^") {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

func marked(t *testing.T, query string) string {
	found := advice(t, query, lint.Options{Alone: true})
	var out strings.Builder
	start := 0
	for _, line := range strings.SplitAfter(query, "\n") {
		out.WriteString(strings.TrimSuffix(line, "\n") + "\n")
		for _, d := range found {
			if at := d.Span.Start - start; at >= 0 && at < len(line) || at == 0 && line == "" {
				width := max(1, min(d.Span.End-d.Span.Start, len(line)-at))
				out.WriteString(strings.Repeat(" ", at) + strings.Repeat("^", width) + " " + d.Code + "\n")
			}
		}
		start += len(line)
	}
	var edits []bind.Edit
	for _, d := range found {
		if len(d.Fixes) > 0 && !slices.ContainsFunc(d.Fixes[0].Edits, func(e bind.Edit) bool { return overlaps(edits, e) }) {
			edits = append(edits, d.Fixes[0].Edits...)
		}
	}
	if len(edits) > 0 {
		fixed := apply(query, edits)
		bound(t, fixed)
		out.WriteString("=> " + fixed + "\n")
	}
	return out.String()
}

func overlaps(list []bind.Edit, e bind.Edit) bool {
	return slices.ContainsFunc(list, func(o bind.Edit) bool { return e.Span.Start <= o.Span.End && o.Span.Start <= e.Span.End })
}
