package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// DidOpen and the other notifications of this file arrive in the order of the wire, one at a time.
func (s *server) DidOpen(_ context.Context, p *lsp.DidOpenTextDocumentParams) error {
	s.open(p.TextDocument)
	return nil
}

func (s *server) open(d lsp.TextDocumentItem) {
	s.state.SetDocument(workspace.NewDocument(string(d.URI), string(d.LanguageID), d.Version, d.Text))
	s.publish.changed(string(d.URI))
}

func (s *server) DidChange(_ context.Context, p *lsp.DidChangeTextDocumentParams) error {
	return s.edit(p.TextDocument, p.ContentChanges)
}

func (s *server) edit(id lsp.VersionedTextDocumentIdentifier, changes []lsp.TextDocumentContentChangeEvent) error {
	d := s.state.Snapshot().Document(string(id.URI))
	if d == nil {
		return fmt.Errorf("a change of %s, which is not open", id.URI)
	}
	for _, c := range changes {
		text := d.Text()
		switch c := c.(type) {
		case *lsp.TextDocumentContentChangePartial:
			text = d.Splice(c.Range, c.Text)
		case *lsp.TextDocumentContentChangeWholeDocument:
			text = c.Text
		}
		d = workspace.NewDocument(d.URI, d.Language, id.Version, text)
	}
	s.state.SetDocument(d)
	s.publish.changed(d.URI)
	return nil
}

func (s *server) DidClose(_ context.Context, p *lsp.DidCloseTextDocumentParams) error {
	s.closeDocument(string(p.TextDocument.URI))
	return nil
}

func (s *server) closeDocument(u string) {
	s.state.CloseDocument(u)
	s.tokens.forget(uri.URI(u))
	s.publish.closed(u)
}

func (s *server) DidSave(context.Context, *lsp.DidSaveTextDocumentParams) error { return nil }

func (s *server) DidOpenNotebookDocument(_ context.Context, p *lsp.DidOpenNotebookDocumentParams) error {
	n := p.NotebookDocument
	s.state.SetNotebook(strings.Clone(string(n.URI)), connectionOf(n.Metadata), cellURIs(n.Cells))
	for _, d := range p.CellTextDocuments {
		s.open(d)
	}
	return nil
}

// DidChangeNotebookDocument applies new texts, a new order, and new metadata.
func (s *server) DidChangeNotebookDocument(_ context.Context, p *lsp.DidChangeNotebookDocumentParams) error {
	u := string(p.NotebookDocument.URI)
	n := s.state.Snapshot().NotebookOf(u)
	if n == nil {
		return fmt.Errorf("a change of notebook %s, which is not open", u)
	}
	connection, cells := n.Connection, n.Cells
	if p.Change.Metadata != nil {
		connection = connectionOf(p.Change.Metadata)
	}
	var problem error
	if c := p.Change.Cells; c != nil {
		if c.Structure != nil {
			a := c.Structure.Array
			from := min(int(a.Start), len(cells))
			cells = slices.Concat(cells[:from], cellURIs(a.Cells), cells[min(from+int(a.DeleteCount), len(cells)):])
			for _, d := range c.Structure.DidClose {
				s.closeDocument(string(d.URI))
			}
			for _, d := range c.Structure.DidOpen {
				s.state.SetDocument(workspace.NewDocument(string(d.URI), string(d.LanguageID), d.Version, d.Text))
			}
		}
		for _, t := range c.TextContent {
			if err := s.edit(t.Document, t.Changes); err != nil {
				problem = err // the other changes still hold
			}
		}
	}
	s.state.SetNotebook(n.URI, connection, cells)
	for _, c := range cells {
		s.publish.changed(c)
	}
	return problem
}

func (s *server) DidSaveNotebookDocument(context.Context, *lsp.DidSaveNotebookDocumentParams) error {
	return nil
}

func (s *server) DidCloseNotebookDocument(_ context.Context, p *lsp.DidCloseNotebookDocumentParams) error {
	s.state.CloseNotebook(string(p.NotebookDocument.URI))
	for _, d := range p.CellTextDocuments {
		s.publish.closed(string(d.URI))
	}
	return nil
}

func cellURIs(cells []lsp.NotebookCell) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.Clone(string(c.Document))
	}
	return out
}

// connectionOf reads the connection from a notebook's metadata: {"huntbook": {"connection": NAME}}, also inside of
// "metadata", where VS Code's own notebooks have the file's metadata.
func connectionOf(metadata lsp.LSPObject) string {
	var m struct {
		Connection string `json:"connection"`
	}
	if raw, ok := metadata["huntbook"]; ok && json.Unmarshal(raw, &m) == nil && m.Connection != "" {
		return m.Connection
	}
	var inner lsp.LSPObject
	if raw, ok := metadata["metadata"]; ok && json.Unmarshal(raw, &inner) == nil {
		if raw, ok := inner["huntbook"]; ok && json.Unmarshal(raw, &m) == nil {
			return m.Connection
		}
	}
	return ""
}

// resultSchemas is the parameter of huntbook/resultSchemas: the columns of all finished named results of a notebook.
type resultSchemas struct {
	Notebook uri.URI `json:"notebook"`
	Schemas  []struct {
		Name    string `json:"name"`
		Columns []struct {
			Name string `json:"name"`
			Type string `json:"type"`
		} `json:"columns"`
	} `json:"schemas"`
}

func (s *server) setResultSchemas(p resultSchemas) {
	results := map[string]*symbol.Rows{}
	for _, r := range p.Schemas {
		rows := &symbol.Rows{}
		for _, c := range r.Columns {
			t, _ := symbol.TypeNamed(c.Type)
			rows.Columns = append(rows.Columns, &symbol.Column{Name: strings.Clone(c.Name), Type: t})
		}
		results[strings.Clone(r.Name)] = rows
	}
	n := s.state.Snapshot().NotebookOf(string(p.Notebook))
	if n == nil {
		return
	}
	s.state.SetResults(n.URI, results)
	for _, c := range n.Cells {
		s.publish.changed(c)
	}
}
