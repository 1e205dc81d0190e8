package lsp

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"go.lsp.dev/uri"

	lsp "go.lsp.dev/protocol"
)

// model is a document as an editor has it: lines of UTF-16 units.
type model struct {
	uri     uri.URI
	units   []uint16
	version int32
}

// pieces are what the test types: words of queries, and characters that take one, two and three bytes and two units.
var pieces = []string{"SigninLogs ", "| where ", "| summarize count() by ", "ResultType == '0' ", "let x = 5;", "\n", "\n\n", "\r\n", "🦊", "é", "漢", "'", "\"", "(", ")", "|", ";", ",", "//", "```", "x", " ", "ago(1d)", "\r", "\x00"}

// position converts an offset in units, as the protocol counts lines.
func (m *model) position(offset int) lsp.Position {
	var p lsp.Position
	for i := 0; i < offset; i++ {
		switch c := m.units[i]; {
		case c == '\n' || c == '\r' && (i+1 == len(m.units) || m.units[i+1] != '\n'):
			p = lsp.Position{Line: p.Line + 1}
		default:
			p.Character++
		}
	}
	return p
}

// place returns a random offset that is not inside of a character or a line break.
func (m *model) place(r *rand.Rand) int {
	i := r.IntN(len(m.units) + 1)
	for i > 0 && i < len(m.units) && (utf16.IsSurrogate(rune(m.units[i])) && m.units[i] >= 0xDC00 || m.units[i] == '\n' && m.units[i-1] == '\r') {
		i--
	}
	return i
}

// TestSoak types at random into documents and cells, asks for everything beside, and compares the server's texts with a
// model's.
func TestSoak(t *testing.T) {
	e := open(t, "", Options{})
	r := rand.New(rand.NewPCG(1, 2))
	var models []*model
	for i := range 2 {
		m := &model{uri: uri.URI(fmt.Sprintf("file:///hunt/%d.kql", i)), version: 1}
		e.file(m.uri, "")
		models = append(models, m)
	}
	for _, c := range e.notebook("file:///hunt/nb.kqlnb", "", "", "") {
		models = append(models, &model{uri: c, version: 1})
	}
	methods := []string{"textDocument/completion", "textDocument/hover", "textDocument/definition", "textDocument/signatureHelp", "textDocument/documentHighlight",
		"textDocument/references", "textDocument/prepareRename", "textDocument/semanticTokens/full", "textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/formatting", "textDocument/diagnostic"}
	for step := range 2000 {
		m := models[r.IntN(len(models))]
		if step%4 == 3 {
			p := m.position(m.place(r))
			method := methods[r.IntN(len(methods))]
			params := place(m.uri, p)
			params["context"] = map[string]any{"includeDeclaration": true, "triggerKind": 1}
			params["options"] = map[string]any{"tabSize": 4, "insertSpaces": true}
			_ = e.try(method, params, nil)
			continue
		}
		var changes []any
		m.version++
		for range 1 + r.IntN(2) {
			from, to := m.place(r), m.place(r)
			if from > to {
				from, to = to, from
			}
			if len(m.units) < 400 {
				to = from
			}
			text := strings.Repeat(pieces[r.IntN(len(pieces))], 1+r.IntN(2))
			changes = append(changes, map[string]any{"range": lsp.Range{Start: m.position(from), End: m.position(to)}, "text": text})
			m.units = append(append(append([]uint16{}, m.units[:from]...), utf16.Encode([]rune(text))...), m.units[to:]...)
		}
		e.versions[m.uri] = m.version
		e.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": m.uri, "version": m.version}, "contentChanges": changes})
	}
	for _, m := range models {
		e.problems(m.uri) // everything before it has arrived
		if got, want := e.server.state.Snapshot().Document(string(m.uri)).Text(), string(utf16.Decode(m.units)); got != want {
			t.Errorf("%s after the edits:\ngot  %q\nwant %q", m.uri, got, want)
		}
	}
}
