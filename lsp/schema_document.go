package lsp

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"strings"

	"go.lsp.dev/jsonrpc2"
	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/lsp/protocol"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// schemaScheme is the scheme of documents that hold the schema of a table: huntbook-schema:/CONNECTION/TABLE.kql?FOLDER.
const schemaScheme = "huntbook-schema"

// tableLocation is where a table's schema can be read: a document that the editor asks this server for.
func tableLocation(a *workspace.Analysis, t *symbol.Table) lsp.Location {
	u := url.URL{Scheme: schemaScheme, Path: "/" + a.Connection + "/" + t.Name + ".kql", RawQuery: url.QueryEscape(a.Folder())}
	text := schemaText(t)
	at := strings.Index(text, t.Name+" (")
	where := protocol.NewMapper(text).OffsetPosition(at)
	return lsp.Location{URI: uri.URI(u.String()), Range: lsp.Range{Start: where, End: where}}
}

// showsSchemas reports whether the editor opens such documents.
func (s *server) showsSchemas() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.contents
}

// TextDocumentContent answers with the text of such a document.
func (s *server) TextDocumentContent(_ context.Context, p *lsp.TextDocumentContentParams) (*lsp.TextDocumentContentResult, error) {
	u, err := url.Parse(string(p.URI))
	if err != nil || u.Scheme != schemaScheme {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, fmt.Sprintf("%s is no document of this server", p.URI))
	}
	folder, err := url.QueryUnescape(u.RawQuery)
	if err != nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, err.Error())
	}
	dir, file := path.Split(u.Path)
	name := strings.TrimSuffix(file, ".kql")
	t := s.snapshot(context.Background()).Catalog(strings.Trim(dir, "/"), folder).Database().Tables[name]
	if t == nil {
		return nil, refused("table %q is not known", name)
	}
	return &lsp.TextDocumentContentResult{Text: schemaText(t)}, nil
}

// schemaText writes a table as the command that would create it.
func schemaText(t *symbol.Table) string {
	var b strings.Builder
	if t.Doc != "" {
		fmt.Fprintf(&b, "// %s\n", strings.ReplaceAll(t.Doc, "\n", "\n// "))
	}
	if t.Origin != "" {
		fmt.Fprintf(&b, "// Schema from %s, %d columns.\n", strings.ReplaceAll(t.Origin, "\n", " "), len(t.Rows.Columns))
	}
	fmt.Fprintf(&b, ".create table %s (\n", t.Name)
	for i, c := range t.Rows.Columns {
		comma := ","
		if i == len(t.Rows.Columns)-1 {
			comma = ""
		}
		fmt.Fprintf(&b, "    %s: %s%s", c.Name, c.Type, comma)
		if c.Doc != "" {
			fmt.Fprintf(&b, " // %s", strings.ReplaceAll(c.Doc, "\n", " "))
		}
		b.WriteByte('\n')
	}
	b.WriteString(")\n")
	return b.String()
}
