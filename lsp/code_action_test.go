package lsp

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/huntbook/huntbook/lsp/protocol"
)

// selection is a document with a selection between « and »; a single | in « » is the cursor.
func selection(t *testing.T, marked string) (string, lsp.Range) {
	t.Helper()
	before, rest, ok := strings.Cut(marked, "«")
	inside, after, closed := strings.Cut(rest, "»")
	if !ok || !closed {
		t.Fatalf("no selection in %q", marked)
	}
	text := before + inside + after
	m := protocol.NewMapper(text)
	return text, lsp.Range{Start: m.OffsetPosition(len(before)), End: m.OffsetPosition(len(before) + len(inside))}
}

// actions asks for the code actions of a range.
func (e *editor) actions(u uri.URI, r lsp.Range, only ...string) (out []lsp.CodeAction) {
	e.t.Helper()
	context := map[string]any{"diagnostics": []any{}}
	if len(only) > 0 {
		context["only"] = only
	}
	e.call("textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": u}, "range": r, "context": context}, &out)
	return out
}

// told waits for what is said about a document's current version, hints and all.
func (e *editor) told(u uri.URI) []lsp.Diagnostic {
	e.t.Helper()
	e.problems(u)
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.diagnostics[u].Diagnostics
}

func titles(list []lsp.CodeAction) (out []string) {
	for _, c := range list {
		out = append(out, c.Title)
	}
	return out
}

// applied makes an action's edits, which are about one document.
func applied(t *testing.T, text string, c lsp.CodeAction) string {
	t.Helper()
	m := protocol.NewMapper(text)
	for _, edits := range c.Edit.Changes {
		slices.SortStableFunc(edits, func(a, b lsp.TextEdit) int { return m.PositionOffset(b.Range.Start) - m.PositionOffset(a.Range.Start) })
		for _, e := range edits {
			text = text[:m.PositionOffset(e.Range.Start)] + e.NewText + text[m.PositionOffset(e.Range.End):]
		}
	}
	return text
}

// TestCodeActions: the selection, the action's title, and the text after it. What comes out binds without errors.
func TestCodeActions(t *testing.T) {
	for _, c := range []struct{ name, text, title, want string }{
		{"did you mean", "SigninLogs | where Result«»Typ == '0'", "Change to ResultType", "SigninLogs | where ResultType == '0'"},
		{"lint", "SigninLogs | where tolower«»(AppDisplayName) == 'x'", "Change to AppDisplayName =~ 'x'", "SigninLogs | where AppDisplayName =~ 'x'"},
		{"ignore", "SigninLogs\n| summarize make«»set(Id) // all\n| take 1", "Ignore KS507 on this line", "SigninLogs\n| summarize makeset(Id) // all // huntbook:ignore KS507\n| take 1"},
		{"the same everywhere", "SigninLogs | summarize make«»set(Id), makelist(Id)", "Fix all 2 of KS507", "SigninLogs | summarize make_set(Id), make_list(Id)"},
		{"in the second query", "print 1\n\nSigninLogs | summarize «makeset»(Id)", "Change to make_set", "print 1\n\nSigninLogs | summarize make_set(Id)"},
		{"beside emoji", "SigninLogs | where Id == '🦊' | summarize make«»set(Id)", "Change to make_set", "SigninLogs | where Id == '🦊' | summarize make_set(Id)"},

		{"extract a value", "SigninLogs\n| where TimeGenerated > «ago(1d)»", "Extract to a let", "let value = ago(1d);\nSigninLogs\n| where TimeGenerated > value"},
		{"extract with columns", "SigninLogs | where «strlen(Id) + 1» > 3", "Extract to a function", "let compute = (Id: string) { strlen(Id) + 1 };\nSigninLogs | where compute(Id) > 3"},
		{"extract a table", "SigninLogs | join kind=inner («AuditLogs | where TimeGenerated > ago(1d)») on CorrelationId", "Extract to a let", "let rows = AuditLogs | where TimeGenerated > ago(1d);\nSigninLogs | join kind=inner (rows) on CorrelationId"},
		{"extract the beginning of a pipe", "«SigninLogs\n| where TimeGenerated > ago(1d)»\n| count", "Extract to a let", "let rows = SigninLogs\n| where TimeGenerated > ago(1d);\nrows\n| count"},
		{"extract what uses a parameter", "let f = (n: long) { print «n + 1» }; f(1)", "Extract to a let", "let f = (n: long) { let value = n + 1;\nprint value }; f(1)"},
		{"extract in a function", "let f = () {\n  let rows = 1;\n  «SigninLogs | take 1»\n  | count\n};\nf()", "Extract to a let", "let f = () {\n  let rows = 1;\n  let rows2 = SigninLogs | take 1;\n  rows2\n  | count\n};\nf()"},

		{"inline a value", "let win«»dow = 1d + 1h;\nSigninLogs | where TimeGenerated > ago(window)", "Inline 'window'", "SigninLogs | where TimeGenerated > ago((1d + 1h))"},
		{"inline from a use", "let a = 5; let n = a;\nSigninLogs | take «»n", "Inline 'n'", "let a = 5; SigninLogs | take a"},
		{"inline a table", "let r = SigninLogs | where Id != '';\nr«» | union r | count", "Inline 'r'", "(SigninLogs | where Id != '') | union (SigninLogs | where Id != '') | count"},

		{"the kind of a join", "SigninLogs | jo«»in AuditLogs on CorrelationId", "Write the join's kind, innerunique", "SigninLogs | join kind=innerunique AuditLogs on CorrelationId"},
		{"a filter on the time", "Signin«»Logs\n| where Id == 'x'", "Add where TimeGenerated > ago(7d)", "SigninLogs\n| where TimeGenerated > ago(7d)\n| where Id == 'x'"},
		{"a filter on the time of a joined table", "SigninLogs | join kind=inner Audit«»Logs on CorrelationId", "Add where TimeGenerated > ago(1h)", "SigninLogs | join kind=inner (AuditLogs | where TimeGenerated > ago(1h)) on CorrelationId"},
		{"without case", "SigninLogs | where Id «»!= 'abc'", "Compare without case: !~", "SigninLogs | where Id !~ 'abc'"},
		{"a list without case", "SigninLogs | where Id «»in ('abc', 'd')", "Compare without case: in~", "SigninLogs | where Id in~ ('abc', 'd')"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := open(t, "", Options{})
			text, r := selection(t, c.text)
			e.file(doc, text)
			list := e.actions(doc, r)
			i := slices.Index(titles(list), c.title)
			if i < 0 {
				t.Fatalf("offered: %q", titles(list))
			}
			got := applied(t, text, list[i])
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			e.replace(doc, got)
			for _, p := range e.problems(doc) {
				if p.Severity == lsp.DiagnosticSeverityError {
					t.Errorf("%s\n%+v", got, p)
				}
			}
		})
	}
}

// TestCodeActionsNotOffered: what would change the meaning, or make no sense.
func TestCodeActionsNotOffered(t *testing.T) {
	for _, c := range []struct{ text, title string }{
		{"let x«» = rand(); print x + x", "Inline 'x'"},
		{"let f«» = () { 1 }; print f()", "Inline 'f'"},
		{"SigninLogs | where Id == «Id»", "Extract to a let"},
		{"SigninLogs | as All | join kind=inner («All | take 5») on Id", "Extract to a let"},
		{"SigninLogs | summarize «count()»", "Extract to a function"},
		{"SigninLogs | join kind=inner AuditLogs on «$left.Id == $right.Id»", "Extract to a function"},
		{"SigninLogs | jo«»in kind=inner AuditLogs on CorrelationId", "Write the join's kind, innerunique"},
		{"datatable(TimeGenerated: datetime)[ datetime(2024-01-01) ] | where «»TimeGenerated > ago(1d)", "Add where TimeGenerated > ago(1d)"},
		{"SigninLogs | where TimeGenerated «»== ago(1d)", "Compare without case: =~"},
	} {
		e := open(t, "", Options{})
		text, r := selection(t, c.text)
		e.file(doc, text)
		if list := titles(e.actions(doc, r)); slices.Contains(list, c.title) {
			t.Errorf("%s: %q", c.text, list)
		}
	}
}

func TestCodeActionKinds(t *testing.T) {
	e := open(t, "", Options{})
	text, r := selection(t, "SigninLogs | where Message«» contains 'abc' | join AuditLogs on CorrelationId | summarize makeset(Id), makelist(Id)")
	text = strings.Replace(text, "Message", "Id", 1)
	e.file(doc, text)
	all := e.actions(doc, r, "source.fixAll")
	if len(all) != 1 || *all[0].Kind != fixAll {
		t.Fatalf("%q", titles(all))
	}
	// Only what changes no result: the join and contains stay.
	if got := applied(t, text, all[0]); !strings.Contains(got, "contains") || !strings.Contains(got, "join Audit") || !strings.Contains(got, "make_set(Id), make_list(Id)") {
		t.Errorf("%s", got)
	}
	r.Start.Character, r.End.Character = 0, uint32(len(text))
	for _, c := range e.actions(doc, r, "quickfix") {
		if *c.Kind != lsp.CodeActionKindQuickFix {
			t.Errorf("%s is %s", c.Title, *c.Kind)
		}
		if preferred := c.IsPreferred != nil && *c.IsPreferred; preferred != strings.HasPrefix(c.Title, "Change to make_") {
			t.Errorf("%s: preferred %v", c.Title, preferred)
		}
	}
	if list := e.actions(doc, r, "refactor.inline"); len(list) > 0 {
		t.Errorf("%q", titles(list))
	}
}

// TestAdvice: what huntbook.json, a timespan and a comment say of advice; changes of huntbook.json count at once.
func TestAdvice(t *testing.T) {
	root := t.TempDir()
	config := func(text string) {
		if err := os.WriteFile(filepath.Join(root, "huntbook.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	config(`{"lint": {"HB150": "off", "KS507": "error"}}`)
	e := open(t, root, Options{})
	u := uri.File(filepath.Join(root, "a.kql"))
	e.file(u, "SigninLogs | summarize makeset(Id)")
	if list := e.told(u); len(list) != 1 || list[0].Severity != lsp.DiagnosticSeverityError || list[0].Tags.IsZero() {
		t.Errorf("%+v", list)
	}
	config(`{"lint": {"KS507": "off"}}`)
	e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": uri.File(filepath.Join(root, "huntbook.json")), "type": 2}}})
	e.replace(u, "SigninLogs | summarize makeset(Id) ")
	if list := e.told(u); len(list) != 1 || list[0].Code != lsp.ProgressToken(lsp.String("HB150")) || list[0].Severity != lsp.DiagnosticSeverityHint {
		t.Errorf("after the change: %+v", list)
	}
	e.replace(u, "SigninLogs | count // huntbook:ignore HB150")
	if list := e.told(u); len(list) != 0 {
		t.Errorf("with a comment: %+v", list)
	}
	cells := e.notebook("file:///hunt/nb.kqlnb", "//% timespan 1d\nSigninLogs | count", "let unused = 1;", "SigninLogs | where")
	if list := append(e.told(cells[0]), e.told(cells[1])...); len(list) != 0 {
		t.Errorf("with a timespan; a let of a cell: %+v", list)
	}
	if list := e.told(cells[2]); len(list) != 1 || list[0].Severity != lsp.DiagnosticSeverityError {
		t.Errorf("an unfinished query has an error and no advice: %+v", list)
	}
}

// TestAdviceInRules: a rule's own limits, and edits that keep the file's form.
func TestAdviceInRules(t *testing.T) {
	e := open(t, "", Options{})
	u := uri.URI("file:///hunt/rule.yaml")
	show := func(marked string) (string, []lsp.CodeAction) {
		text, r := selection(t, marked)
		e.versions[u]++
		e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": u, "languageId": "yaml", "version": e.versions[u], "text": text}})
		return text, e.actions(u, r)
	}
	text, list := show("kind: Scheduled\nquery: |\n  SigninLogs\n  | where TimeGenerated > «ago(1d)»\n  | summarize makeset(Id)\n")
	if told := e.told(u); len(told) != 1 || told[0].Range.Start.Line != 4 {
		t.Errorf("%+v", told)
	}
	if got := applied(t, text, list[0]); list[0].Title != "Extract to a let" || !strings.Contains(got, "query: |\n  let value = ago(1d);\n  SigninLogs\n  | where TimeGenerated > value\n") {
		t.Errorf("%s\n%s", list[0].Title, got)
	}
	text, list = show("kind: Scheduled\nquery: 'SigninLogs | where TimeGenerated > «ago(1d)» | summarize makeset(Id)'\n")
	if got := applied(t, text, list[0]); !strings.Contains(got, "query: 'let value = ago(1d); SigninLogs | where") {
		t.Errorf("%s", got)
	}
	_, list = show("kind: Scheduled\nquery: 'SigninLogs | summarize make«»set(Id)'\n")
	if got := titles(list); slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "Ignore") }) || !slices.Contains(got, "Change to make_set") {
		t.Errorf("%q", got)
	}
	show("kind: Scheduled\nquery: |\n  union * | take« »1\n")
	if told := e.told(u); len(told) != 1 || told[0].Code != lsp.ProgressToken(lsp.String("HB163")) {
		t.Errorf("%+v", told)
	}
}
