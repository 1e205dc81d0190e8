package lsp

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/huntbook/huntbook/lsp/protocol"
)

// ask opens a marked text as doc and asks a question about the place of its cursor.
func ask(t *testing.T, e *editor, marked, method string, extra map[string]any, answer any) (text string) {
	t.Helper()
	text, p := at(t, marked)
	e.file(doc, text)
	params := place(doc, p)
	for k, v := range extra {
		params[k] = v
	}
	e.call(method, params, answer)
	return text
}

func TestSignatureHelp(t *testing.T) {
	for _, c := range []struct{ marked, label, active string }{
		{"print bin($0", "bin(", "value"},
		{"print bin(5, $0)", "bin(", "roundTo"},
		{"print strcat('a', 'b', 'c', $0)", "strcat(", "arg"},
		{"SigninLogs | summarize arg_max($0)", "arg_max(", ""},
		{"print x = f(1)\n| extend y = tolower(strcat('é🦊', $0 'b'))", "strcat(", "arg"},
		{"let f = (name: string, n: long = 5) { strcat(name, n) };\nprint f('x', $0)", "f(name: string, n: long = 5)", "n: long = 5"},
		{"print bin(5, 1)$0", "", ""},
		{"SigninLogs | $0where ResultType == ''", "", ""},
	} {
		e := open(t, "", Options{})
		var h *lsp.SignatureHelp
		ask(t, e, c.marked, "textDocument/signatureHelp", nil, &h)
		if c.label == "" {
			if h != nil {
				t.Errorf("%s: %+v", c.marked, h)
			}
			continue
		}
		if h == nil || len(h.Signatures) == 0 {
			t.Errorf("%s: no help", c.marked)
			continue
		}
		s := h.Signatures[*h.ActiveSignature]
		n, _ := h.ActiveParameter.Get()
		l := s.Parameters[n].Label.(lsp.ParameterInformationLabelTuple)
		if !strings.HasPrefix(s.Label, c.label) || !strings.HasPrefix(s.Label[l[0]:l[1]], c.active) {
			t.Errorf("%s: %q, active %q", c.marked, s.Label, s.Label[l[0]:l[1]])
		}
	}
}

func TestSignatureHelpOfAFunctionAbove(t *testing.T) {
	e := open(t, "", Options{})
	cells := e.notebook("file:///hunt/nb.kqlnb", "let f = (a: string, b: long) { strcat(a, b) };", "print f('x', ")
	var h lsp.SignatureHelp
	e.call("textDocument/signatureHelp", place(cells[1], lsp.Position{Character: 13}), &h)
	if n, _ := h.ActiveParameter.Get(); len(h.Signatures) != 1 || h.Signatures[0].Label != "f(a: string, b: long)" || n != 1 {
		t.Errorf("%+v", h)
	}
}

// marks puts [ ] around ranges of a text.
func marks(text string, ranges []lsp.Range) string {
	m := protocol.NewMapper(text)
	slices.SortFunc(ranges, func(a, b lsp.Range) int { return m.PositionOffset(b.Start) - m.PositionOffset(a.Start) })
	for _, r := range ranges {
		s := m.RangeSpan(r)
		text = text[:s.Start] + "[" + text[s.Start:s.End] + "]" + text[s.End:]
	}
	return text
}

func TestDocumentHighlight(t *testing.T) {
	for _, c := range []struct{ marked, want string }{
		{"let 🦊 = 1;\nlet $0x = 5;\nprint x, y = x + 1", "let 🦊 = 1;\nlet [x] = 5;\nprint [x], y = [x] + 1"},
		{"SigninLogs | where Result$0Type == '' | project ResultType, AppId", "SigninLogs | where [ResultType] == '' | project [ResultType], AppId"},
		{"let f = (n: long) { n + $0n };\nprint f(1)", "let f = ([n]: long) { [n] + [n] };\nprint f(1)"},
		{"union SigninLogs, SigninLogs$0", "union [SigninLogs], [SigninLogs]"},
	} {
		e := open(t, "", Options{})
		var hs []lsp.DocumentHighlight
		text := ask(t, e, c.marked, "textDocument/documentHighlight", nil, &hs)
		var ranges []lsp.Range
		for _, h := range hs {
			ranges = append(ranges, h.Range)
		}
		if got := marks(text, ranges); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.marked, got, c.want)
		}
	}
}

func TestReferencesAcrossCells(t *testing.T) {
	e := open(t, "", Options{})
	cells := e.notebook("file:///hunt/nb.kqlnb", "let Limit = 5;", "//% as failed\nSigninLogs | take Limit", "failed | take Limit", "let Limit = 6;\nfailed | take Limit")
	count := func(u uri.URI, p lsp.Position, declaration bool) (at []string) {
		params := place(u, p)
		params["context"] = map[string]any{"includeDeclaration": declaration}
		var places []lsp.Location
		e.call("textDocument/references", params, &places)
		for _, l := range places {
			at = append(at, fmt.Sprintf("%d:%d:%d", slices.Index(cells, l.URI), l.Range.Start.Line, l.Range.Start.Character))
		}
		return at
	}
	if got := count(cells[2], lsp.Position{Character: 15}, true); strings.Join(got, " ") != "0:0:4 1:1:18 2:0:14" {
		t.Errorf("Limit, which the last cell hides: %v", got)
	}
	if got := count(cells[1], lsp.Position{Character: 9}, false); strings.Join(got, " ") != "2:0:0 3:1:0" {
		t.Errorf("failed, from its setting: %v", got)
	}
}

func TestRename(t *testing.T) {
	e := open(t, "", Options{})
	texts := []string{"let Limit = 5;", "//% as failed\nSigninLogs | take Limit", "failed | extend s = '🦊' | take Limit"}
	cells := e.notebook("file:///hunt/nb.kqlnb", texts...)
	rename := func(p lsp.Position, name string) string {
		params := place(cells[2], p)
		params["newName"] = name
		var edit lsp.WorkspaceEdit
		if err := e.try("textDocument/rename", params, &edit); err != nil {
			return err.Error()
		}
		var out []string
		for i, text := range texts {
			m := protocol.NewMapper(text)
			edits := edit.Changes[cells[i]]
			slices.SortFunc(edits, func(a, b lsp.TextEdit) int { return int(b.Range.Start.Character) - int(a.Range.Start.Character) })
			for _, x := range edits {
				text = m.Splice(x.Range, x.NewText)
				m = protocol.NewMapper(text)
			}
			out = append(out, text)
		}
		return strings.Join(out, " / ")
	}
	limit, failed := lsp.Position{Character: 38}, lsp.Position{Character: 6}
	for _, c := range []struct {
		at         lsp.Position
		name, want string
	}{
		{limit, "Most", "let Most = 5; / //% as failed\nSigninLogs | take Most / failed | extend s = '🦊' | take Most"},
		{failed, "bad_logons", "let Limit = 5; / //% as bad_logons\nSigninLogs | take Limit / bad_logons | extend s = '🦊' | take Limit"},
		{limit, "5x", "is no name"},
		{limit, "", "is no name"},
		{limit, "a b", "is no name"},
		{limit, "failed", "is taken"},
		{limit, "SigninLogs", "is taken"},
		{lsp.Position{Character: 17}, "t", "only lets, parameters and named results"},
		{lsp.Position{Character: 10}, "t", "no name here"},
	} {
		if got := rename(c.at, c.name); got != c.want && !(strings.HasPrefix(c.want, "is ") || strings.Contains(c.want, "only") || strings.Contains(c.want, "no name")) || !strings.Contains(got, c.want) {
			t.Errorf("%v to %q:\ngot  %s\nwant %s", c.at, c.name, got, c.want)
		}
	}
	var prepared lsp.PrepareRenamePlaceholder
	e.call("textDocument/prepareRename", place(cells[2], failed), &prepared)
	if prepared.Placeholder != "failed" || prepared.Range.End.Character != 6 {
		t.Errorf("prepareRename: %+v", prepared)
	}
}

func TestFoldingRanges(t *testing.T) {
	e := open(t, "", Options{})
	e.file(doc, "// one\n// two\n\nlet f = (n: long) {\n    print n\n};\nSigninLogs\n| join kind=inner (\n    AuditLogs\n    | take 5\n) on Id\n| count")
	var got []lsp.FoldingRange
	e.call("textDocument/foldingRange", map[string]any{"textDocument": map[string]any{"uri": doc}}, &got)
	var text []string
	for _, f := range got {
		text = append(text, fmt.Sprintf("%d-%d", f.StartLine, f.EndLine))
	}
	if want := "0-1 3-5 6-11 7-10"; strings.Join(text, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(text, " "), want)
	}
}

func TestSelectionRange(t *testing.T) {
	e := open(t, "", Options{})
	text, p := at(t, "print 1\n\nSigninLogs | where tolower(Result$0Type) == '🦊'")
	e.file(doc, text)
	var got []lsp.SelectionRange
	e.call("textDocument/selectionRange", map[string]any{"textDocument": map[string]any{"uri": doc}, "positions": []any{p}}, &got)
	m := protocol.NewMapper(text)
	var parts []string
	for r := &got[0]; r != nil; r = r.Parent {
		s := m.RangeSpan(r.Range)
		parts = append(parts, text[s.Start:s.End])
	}
	want := []string{"ResultType", "tolower(ResultType)", "tolower(ResultType) == '🦊'", "where tolower(ResultType) == '🦊'", "| where tolower(ResultType) == '🦊'", "SigninLogs | where tolower(ResultType) == '🦊'", text}
	if !slices.Equal(parts, want) {
		t.Errorf("got  %q\nwant %q", parts, want)
	}
}

func TestInlayHints(t *testing.T) {
	text := "let a = 5;\nlet b = a * 2.5;\nSigninLogs\n| summarize count(), n = dcount(AppId), max(TimeGenerated) by bin(TimeGenerated, 1h)\n| join kind=inner (print AppId = 'x') on $left.n == $right.AppId"
	hints := func(options map[string]any) string {
		e := openWith(t, "", Options{}, map[string]any{"inlayHints": options})
		e.file(doc, text)
		var got []lsp.InlayHint
		e.call("textDocument/inlayHint", map[string]any{"textDocument": map[string]any{"uri": doc}, "range": lsp.Range{End: lsp.Position{Line: 99}}}, &got)
		m := protocol.NewMapper(text)
		out := text
		slices.SortStableFunc(got, func(a, b lsp.InlayHint) int { return m.PositionOffset(b.Position) - m.PositionOffset(a.Position) })
		for _, h := range got {
			at := m.PositionOffset(h.Position)
			out = out[:at] + "«" + string(h.Label.(lsp.String)) + "»" + out[at:]
		}
		return out
	}
	off := map[string]any{"types": false, "names": false, "columns": false}
	if got := hints(off); got != text {
		t.Errorf("all turned off:\n%s", got)
	}
	want := "let a = 5;\nlet b«: real» = a * 2.5;\nSigninLogs\n| summarize «count_ = »count(), n = dcount(AppId), «max_TimeGenerated = »max(TimeGenerated) by «TimeGenerated = »bin(TimeGenerated, 1h)\n" +
		"| join kind=inner (print AppId = 'x') on $left.n == $right.AppId«(TimeGenerated: datetime, count_: long, n: long, max_TimeGenerated: datetime, AppId: string)»"
	if got := hints(nil); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWorkspaceSymbols(t *testing.T) {
	e := open(t, "", Options{})
	e.file(doc, "let FailedLogons = SigninLogs;\nlet f = (x: long) { x };\nFailedLogons | count")
	e.notebook("file:///hunt/nb.kqlnb", "//% as failing\nSigninLogs")
	var got []lsp.SymbolInformation
	e.call("workspace/symbol", map[string]any{"query": "fail"}, &got)
	var names []string
	for _, s := range got {
		names = append(names, s.Name)
	}
	if strings.Join(names, " ") != "FailedLogons failing" {
		t.Errorf("%v", names)
	}
}

func TestDefinitionOfATable(t *testing.T) {
	e := openWith(t, "", Options{}, nil, func(p map[string]any) {
		p["capabilities"] = map[string]any{"workspace": map[string]any{"textDocumentContent": map[string]any{}}}
	})
	text, p := at(t, "Signin$0Logs | count")
	e.file(doc, text)
	var places []lsp.Location
	e.call("textDocument/definition", place(doc, p), &places)
	if len(places) != 1 {
		t.Fatalf("%+v", places)
	}
	var content lsp.TextDocumentContentResult
	e.call("workspace/textDocumentContent", map[string]any{"uri": places[0].URI}, &content)
	line := strings.Split(content.Text, "\n")[places[0].Range.Start.Line]
	if !strings.HasPrefix(line[places[0].Range.Start.Character:], "SigninLogs (") || !strings.Contains(content.Text, "ResultType: string") {
		t.Errorf("%s", content.Text)
	}
	if err := e.try("workspace/textDocumentContent", map[string]any{"uri": "huntbook-schema:/local/Nothing.kql"}, nil); err == nil {
		t.Error("an unknown table has a text")
	}
}

func TestSemanticTokensDeltaAndRange(t *testing.T) {
	e := open(t, "", Options{})
	id := map[string]any{"uri": doc}
	e.file(doc, "SigninLogs | take 5\n| where AppId == ''\n| count")
	var full lsp.SemanticTokens
	e.call("textDocument/semanticTokens/full", map[string]any{"textDocument": id}, &full)
	e.replace(doc, "SigninLogs | take 5\n| extend AppId = ''\n| count")
	var delta lsp.SemanticTokensDelta
	e.call("textDocument/semanticTokens/full/delta", map[string]any{"textDocument": id, "previousResultId": *full.ResultID}, &delta)
	data := full.Data
	for _, x := range delta.Edits {
		data = slices.Concat(data[:x.Start], x.Data, data[x.Start+x.DeleteCount:])
	}
	var want lsp.SemanticTokens
	e.call("textDocument/semanticTokens/full", map[string]any{"textDocument": id}, &want)
	if len(delta.Edits) != 1 || !slices.Equal(data, want.Data) {
		t.Errorf("delta %+v makes\n%v, not\n%v", delta, data, want.Data)
	}
	var again lsp.SemanticTokens
	e.call("textDocument/semanticTokens/full/delta", map[string]any{"textDocument": id, "previousResultId": "another"}, &again)
	if !slices.Equal(again.Data, want.Data) {
		t.Error("against an answer that is not known, all is sent")
	}
	var part lsp.SemanticTokens
	e.call("textDocument/semanticTokens/range", map[string]any{"textDocument": id, "range": lsp.Range{Start: lsp.Position{Line: 2}, End: lsp.Position{Line: 3}}}, &part)
	if len(part.Data) != 5 || part.Data[0] != 2 {
		t.Errorf("the last line: %v", part.Data)
	}
}

func TestPullDiagnostics(t *testing.T) {
	e := openWith(t, "", Options{}, map[string]any{"diagnostics": "pull"})
	e.file(doc, "SigninLogs | where Ressult == 1")
	params := map[string]any{"textDocument": map[string]any{"uri": doc}}
	var report struct {
		Kind     string           `json:"kind"`
		ResultID string           `json:"resultId"`
		Items    []lsp.Diagnostic `json:"items"`
	}
	e.call("textDocument/diagnostic", params, &report)
	if report.Kind != "full" || len(report.Items) != 1 || report.ResultID == "" {
		t.Fatalf("%+v", report)
	}
	params["previousResultId"] = report.ResultID
	e.call("textDocument/diagnostic", params, &report)
	if report.Kind != "unchanged" {
		t.Errorf("asked again: %+v", report)
	}
	e.replace(doc, "SigninLogs | where TimeGenerated > ago(1d) | count")
	report.Items = nil
	e.call("textDocument/diagnostic", params, &report)
	if report.Kind != "full" || len(report.Items) != 0 {
		t.Errorf("after it was mended: %+v", report)
	}
}
