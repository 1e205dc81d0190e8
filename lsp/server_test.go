package lsp

import (
	"strings"
	"testing"

	lsp "go.lsp.dev/protocol"
)

const doc = "file:///hunt/a.kql"

func TestDiagnosticsFollowEdits(t *testing.T) {
	e := open(t, "", Options{})
	e.file(doc, "SigninLogs | where Ressult == 1")
	problems := e.problems(doc)
	if len(problems) != 1 || problems[0].Range.Start.Character != 19 || problems[0].Code != lsp.ProgressToken(lsp.String("KS142")) {
		t.Fatalf("an unknown column is reported once, where it stands: %+v", problems)
	}
	e.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": doc, "version": 2},
		"contentChanges": []any{map[string]any{"range": map[string]any{"start": map[string]int{"line": 0, "character": 19}, "end": map[string]int{"line": 0, "character": 31}}, "text": "ResultType == '0'"}}})
	e.versions[doc] = 2
	if problems := e.problems(doc); len(problems) != 0 {
		t.Errorf("after the mistake was mended: %+v", problems)
	}
}

func TestPositionsAreUTF16(t *testing.T) {
	e := open(t, "", Options{})
	e.file(doc, "SigninLogs | where UserDisplayName == '🦊é' and Ressult == 1")
	problems := e.problems(doc)
	if len(problems) != 1 || problems[0].Range.Start.Character != 48 || problems[0].Range.End.Character != 55 {
		t.Errorf("got %+v", problems)
	}
}

func TestCellsSeeCellsAbove(t *testing.T) {
	e := open(t, "", Options{})
	cells := e.notebook("file:///hunt/nb.kqlnb",
		"let Limit = 5;",
		"//% as failed\nSigninLogs | where ResultType != '0' | summarize Tries = count() by UserPrincipalName",
		"failed | where Tries > Limit and Nothing == 1",
		"later | take 1")
	if problems := e.problems(cells[1]); len(problems) != 0 {
		t.Errorf("cell 1: %+v", problems)
	}
	if problems := e.problems(cells[2]); len(problems) != 1 || !strings.Contains(string(problems[0].Message.(lsp.String)), "Nothing") {
		t.Errorf("cell 2 knows the columns of the named result and the let: %+v", problems)
	}
	// An edit of a cell above changes what the cells below mean.
	e.replace(cells[1], "//% as failed\nSigninLogs | project UserPrincipalName")
	e.problems(cells[1])
	var hover lsp.Hover
	e.call("textDocument/hover", place(cells[2], lsp.Position{Character: 2}), &hover)
	if text := hover.Contents.(*lsp.MarkupContent).Value; !strings.Contains(text, "UserPrincipalName") || strings.Contains(text, "Tries") {
		t.Errorf("hover of the named result: %s", text)
	}
}

func TestResultSchemasFillOpenColumns(t *testing.T) {
	e := open(t, "", Options{})
	const nb = "file:///hunt/nb.kqlnb"
	cells := e.notebook(nb, "//% as wide\nSigninLogs | extend D = todynamic(DeviceDetail) | evaluate bag_unpack(D)", "wide | project browser\n| where browser == 'x'")
	e.call("huntbook/resultSchemas", map[string]any{"notebook": nb, "schemas": []any{map[string]any{"name": "wide", "columns": []any{map[string]string{"name": "browser", "type": "string"}}}}}, nil)
	var hover lsp.Hover
	e.call("textDocument/hover", place(cells[1], lsp.Position{Character: 16}), &hover)
	if text := hover.Contents.(*lsp.MarkupContent).Value; !strings.Contains(text, "browser: string") {
		t.Errorf("hover: %s", text)
	}
}

func TestNothingTakesTheServerDown(t *testing.T) {
	e := open(t, "", Options{})
	if err := e.try("textDocument/nonsense", struct{}{}, nil); err == nil {
		t.Error("an unknown request was answered")
	}
	e.notify("$/nonsense", struct{}{})
	e.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": "file:///nowhere", "version": 9}, "contentChanges": []any{map[string]any{"text": "x"}}})
	e.notify("textDocument/didOpen", map[string]any{"textDocument": "malformed"})
	if err := e.try("textDocument/hover", map[string]any{"textDocument": 7}, nil); err == nil {
		t.Error("a malformed request was answered")
	}
	e.file(doc, "SigninLogs | count")
	if problems := e.problems(doc); len(problems) != 0 {
		t.Errorf("after all that: %+v", problems)
	}
}

func TestEditsAreAppliedInOrder(t *testing.T) {
	e := open(t, "", Options{})
	e.file(doc, "")
	want := strings.Repeat("print x = 1 // a comment of some length\n", 25)
	for i, c := range want {
		e.versions[doc]++
		line := strings.Count(want[:i], "\n")
		pos := map[string]int{"line": line, "character": i - strings.LastIndex(want[:i], "\n") - 1}
		e.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": doc, "version": e.versions[doc]},
			"contentChanges": []any{map[string]any{"range": map[string]any{"start": pos, "end": pos}, "text": string(c)}}})
	}
	var edits []lsp.TextEdit
	e.call("textDocument/formatting", map[string]any{"textDocument": map[string]any{"uri": doc}, "options": map[string]any{"tabSize": 4, "insertSpaces": true}}, &edits)
	var symbols []lsp.DocumentSymbol
	e.call("textDocument/documentSymbol", map[string]any{"textDocument": map[string]any{"uri": doc}}, &symbols)
	if len(symbols) == 0 || int(symbols[len(symbols)-1].Range.Start.Line) > 25 {
		t.Errorf("symbols after %d edits: %+v", len(want), symbols)
	}
	if problems := e.problems(doc); len(problems) != 0 {
		// 25 prints without a blank line between them are one query with errors: the text must be exactly that.
		if problems[0].Range.Start.Line == 0 && problems[0].Range.Start.Character == 0 {
			t.Errorf("the text was garbled: %+v", problems[0])
		}
	}
}

func TestDefinitionAcrossCells(t *testing.T) {
	e := open(t, "", Options{})
	cells := e.notebook("file:///hunt/nb.kqlnb", "let Limit = 5;", "//% as failed\nSigninLogs | take 5", "failed | take Limit")
	var places []lsp.Location
	e.call("textDocument/definition", place(cells[2], lsp.Position{Character: 15}), &places)
	if len(places) != 1 || places[0].URI != cells[0] || places[0].Range.Start.Character != 4 {
		t.Errorf("Limit: %+v", places)
	}
	e.call("textDocument/definition", place(cells[2], lsp.Position{Character: 1}), &places)
	if len(places) != 1 || places[0].URI != cells[1] || places[0].Range.Start.Character != 7 {
		t.Errorf("failed: %+v", places)
	}
}

func TestSemanticTokens(t *testing.T) {
	e := open(t, "", Options{})
	e.file(doc, "SigninLogs\n| where ResultType == '0'\n| summarize n = count() by bin(TimeGenerated, 1h)")
	var tokens lsp.SemanticTokens
	e.call("textDocument/semanticTokens/full", map[string]any{"textDocument": map[string]any{"uri": doc}}, &tokens)
	legend := tokenLegend().TokenTypes
	var got []string
	for i := 0; i+4 < len(tokens.Data); i += 5 {
		got = append(got, legend[tokens.Data[i+3]])
	}
	want := "class keyword property string keyword property function keyword function property number"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}
