package lsp

import (
	"testing"

	lsp "go.lsp.dev/protocol"
)

func TestQueryAt(t *testing.T) {
	e := open(t, "", Options{})
	e.file(doc, "let n = 1;\n\nprint n\n\n\n// the other\nSigninLogs\n| take 2\n")
	for line, want := range map[uint32][2]uint32{0: {0, 2}, 2: {0, 2}, 4: {0, 2}, 6: {5, 7}, 8: {5, 7}} {
		var got *queryRange
		e.call("huntbook/queryAt", place(doc, lsp.Position{Line: line}), &got)
		if got == nil || got.Range.Start.Line != want[0] || got.Range.End.Line != want[1] {
			t.Errorf("line %d: got %+v, want lines %v", line, got, want)
		}
	}
	const empty = "file:///hunt/empty.kql"
	e.file(empty, "\n\n")
	var got *queryRange
	e.call("huntbook/queryAt", place(empty, lsp.Position{}), &got)
	if got != nil {
		t.Errorf("a document without queries: %+v", got)
	}
}

func TestCellsKnowParametersDeclaredAbove(t *testing.T) {
	e := open(t, "", Options{})
	cells := e.notebook("file:///hunt/params.kqlnb", "declare query_parameters(Least: long = 3);", "SigninLogs | summarize n = count() by UserPrincipalName | where n > Least")
	if problems := e.problems(cells[1]); len(problems) != 0 {
		t.Errorf("the parameter of the cell above: %+v", problems)
	}
}
