package lsp

import (
	"strings"
	"testing"

	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

func (e *editor) host(u uri.URI, language, text string) {
	e.versions[u] = 1
	e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": u, "languageId": language, "version": 1, "text": text}})
}

const rule = "id: 7\nname: \"🦊 logons\"\nquery: |\n  SigninLogs\n  | where Ressult == 1\n  | where Result$0\ntactics:\n  - Execution\n"

func TestQueriesInRules(t *testing.T) {
	e := open(t, "", Options{})
	text, cursor := at(t, rule)
	e.host("file:///hunt/r.yaml", "yaml", text)
	problems := e.problems("file:///hunt/r.yaml")
	if len(problems) == 0 || problems[0].Range.Start != (lsp.Position{Line: 4, Character: 10}) || problems[0].Range.End != (lsp.Position{Line: 4, Character: 17}) {
		t.Errorf("problems: %+v", problems)
	}
	var list lsp.CompletionList
	e.call("textDocument/completion", place("file:///hunt/r.yaml", cursor), &list)
	if len(list.Items) == 0 || !strings.HasPrefix(list.Items[0].Label, "Result") || list.Items[0].TextEdit.(*lsp.TextEdit).Range.Start != (lsp.Position{Line: 5, Character: 10}) {
		t.Errorf("completion: %+v", list.Items[:min(2, len(list.Items))])
	}
	var hover lsp.Hover
	e.call("textDocument/hover", place("file:///hunt/r.yaml", lsp.Position{Line: 3, Character: 4}), &hover)
	if hover.Range == nil || hover.Range.Start != (lsp.Position{Line: 3, Character: 2}) {
		t.Errorf("hover: %+v", hover)
	}
	for _, outside := range []lsp.Position{{Line: 0, Character: 2}, {Line: 7, Character: 4}} {
		var list *lsp.CompletionList
		e.call("textDocument/completion", place("file:///hunt/r.yaml", outside), &list)
		if list != nil {
			t.Errorf("%v is no place of a query: %d items", outside, len(list.Items))
		}
	}
}

func TestOtherYAMLIsLeftAlone(t *testing.T) {
	e := open(t, "", Options{})
	e.host("file:///hunt/other.yaml", "yaml", "panel:\n  query: |\n    SELECT a FROM b\n  title: x\n")
	if problems := e.problems("file:///hunt/other.yaml"); len(problems) != 0 {
		t.Errorf("%+v", problems)
	}
}

func TestQueriesInMarkdown(t *testing.T) {
	e := open(t, "", Options{})
	e.host("file:///hunt/n.md", "markdown", "# Hunt\n\n```kql\nSigninLogs | count\n```\n\n- step\n\n  ```kusto\n  SigninLogs\n  | where Nope == 1\n  ```\n")
	problems := e.problems("file:///hunt/n.md")
	if len(problems) != 1 || problems[0].Range.Start != (lsp.Position{Line: 10, Character: 10}) {
		t.Errorf("%+v", problems)
	}
	var edits []lsp.TextEdit
	e.call("textDocument/formatting", map[string]any{"textDocument": map[string]any{"uri": "file:///hunt/n.md"}, "options": map[string]any{"tabSize": 4, "insertSpaces": true}}, &edits)
	for _, x := range edits {
		for l := range strings.Lines(x.NewText) {
			if x.Range.Start.Line > 6 && !strings.HasPrefix(l, "  ") {
				t.Errorf("a line of the list's fence lost its indentation: %q", x.NewText)
			}
		}
	}
}
