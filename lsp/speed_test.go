package lsp

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/uri"
)

// TestBigDocumentsStayQuick edits a document of 5 MB and a notebook of 500 cells, whose cells use what the first defines.
// The limits are wide: they tell work that grows with all of the text from work on what was edited.
func TestBigDocumentsStayQuick(t *testing.T) {
	query := "SigninLogs\n| where TimeGenerated > ago(1d) and ResultType != '0'\n| summarize Tries = count(), Users = dcount(UserPrincipalName) by IPAddress, bin(TimeGenerated, 1h)\n| where Tries > 5\n\n"
	t.Run("document", func(t *testing.T) {
		e := open(t, "", Options{})
		e.file(doc, strings.Repeat(query, 5<<20/len(query)))
		e.problems(doc)
		started := time.Now()
		e.insert(doc, 3, 16, "1")
		e.problems(doc)
		took(t, time.Since(started), 2*time.Second)
	})
	t.Run("notebook", func(t *testing.T) {
		e := open(t, "", Options{})
		cells := []string{"let Limit = 5;"}
		for i := range 499 {
			cells = append(cells, fmt.Sprintf("%slet L%d = %d;\n%s", "//% as r"+fmt.Sprint(i)+"\n", i, i, strings.Replace(strings.TrimSpace(query), "5", "Limit", 1)))
		}
		uris := e.notebook("file:///hunt/nb.kqlnb", cells...)
		e.problems(uris[499])
		for _, i := range []int{499, 250, 0} {
			started := time.Now()
			e.insert(uris[i], 0, 0, "\n")
			e.problems(uris[i])
			took(t, time.Since(started), 500*time.Millisecond)
		}
	})
}

func took(t *testing.T, d, limit time.Duration) {
	t.Helper()
	t.Log(d)
	if d > limit {
		t.Errorf("it took %v, more than %v", d, limit)
	}
}

func (e *editor) insert(u uri.URI, line, character int, text string) {
	e.versions[u]++
	at := map[string]int{"line": line, "character": character}
	e.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": u, "version": e.versions[u]},
		"contentChanges": []any{map[string]any{"range": map[string]any{"start": at, "end": at}, "text": text}}})
}
