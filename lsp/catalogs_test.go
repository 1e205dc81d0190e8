package lsp

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/schema"
)

// TestSchemasArriveLate: a name that may be in a schema which is still on its way is no error; then it is known, and a
// wrong one is an error.
func TestSchemasArriveLate(t *testing.T) {
	root := t.TempDir()
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(root, schema.ConfigFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"connections": [{"name": "soc", "kind": "kusto", "cluster": "https://soc.example.com", "database": "logs"}], "default": "soc"}`)
	arrived := make(chan string)
	pull := func(ctx context.Context, c schema.Connection) ([]byte, error) {
		select {
		case table := <-arrived:
			return (&schema.Snapshot{Connection: c.Name, Current: "logs", Databases: []*symbol.Database{{Name: "logs", Tables: map[string]*symbol.Table{
				table: {Name: table, Rows: symbol.Rows{Columns: []*symbol.Column{{Name: "Severity", Type: symbol.Long}}}}}}}}).Encode(c)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	e := openWith(t, root, Options{Pull: func(string) schema.Pull { return pull }}, nil, func(p map[string]any) {
		p["capabilities"] = map[string]any{"workspace": map[string]any{"didChangeWatchedFiles": map[string]any{"dynamicRegistration": true}}}
	})
	var registered lsp.RegistrationParams
	e.asked("client/registerCapability", &registered)
	if r := registered.Registrations; len(r) != 1 || r[0].Method != "workspace/didChangeWatchedFiles" || !strings.Contains(string(r[0].RegisterOptions), schema.ConfigFile) {
		t.Errorf("registered: %+v", r)
	}
	file := uri.File(filepath.Join(root, "a.kql"))
	e.file(file, "Alarms | where Sevrity == 1")
	if got := e.problems(file); len(got) != 0 {
		t.Errorf("while the schema is on its way: %+v", got)
	}
	arrived <- "Alarms"
	got := e.problemsUntil(file, func(ds []lsp.Diagnostic) bool { return len(ds) > 0 })
	if len(got) != 1 || !strings.Contains(string(got[0].Message.(lsp.String)), "Sevrity") {
		t.Errorf("the table is known, its wrong column is not: %+v", got)
	}
	e.replace(file, "Alarms | where Severity == 1")
	if got := e.problems(file); len(got) != 0 {
		t.Errorf("mended: %+v", got)
	}
	e.replace(file, "Alrms | count")
	if got := e.problems(file); len(got) != 1 {
		t.Errorf("a wrong table: %+v", got)
	}
	// The schema changes: huntbook.json was written anew.
	e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": uri.File(filepath.Join(root, schema.ConfigFile)), "type": 2}}})
	arrived <- "Alrms"
	if got := e.problemsUntil(file, func(ds []lsp.Diagnostic) bool { return len(ds) == 0 }); len(got) != 0 {
		t.Errorf("after the second schema: %+v", got)
	}
}
