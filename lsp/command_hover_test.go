package lsp

import (
	"strings"
	"testing"

	lsp "go.lsp.dev/protocol"
)

// TestCommandHover: the words of a management command have the command's page, those that no row knows have none.
func TestCommandHover(t *testing.T) {
	e := open(t, "", Options{})
	cells := e.notebook("file:///hunt/commands.kqlnb", ".show tables details | where TableName == 'a'", ".show nothing known")
	var hover lsp.Hover
	e.call("textDocument/hover", place(cells[0], lsp.Position{Character: 8}), &hover)
	if text := hover.Contents.(*lsp.MarkupContent).Value; !strings.Contains(text, ".show tables") || !strings.Contains(text, "Columns:") {
		t.Errorf("hover of a command: %s", text)
	}
	var none *lsp.Hover
	e.call("textDocument/hover", place(cells[1], lsp.Position{Character: 8}), &none)
	if none != nil {
		t.Errorf("hover of a command that is not known: %+v", none)
	}
}
