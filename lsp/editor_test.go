package lsp

import (
	"context"
	"fmt"
	"github.com/go-json-experiment/json"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/huntbook/huntbook/lsp/protocol"
)

// editor is a client of a server in the same process, over a real connection.
type editor struct {
	t    *testing.T
	conn jsonrpc2.Conn
	done chan error
	// server is the other side, for tests that look inside.
	server *server

	mu          sync.Mutex
	news        *sync.Cond
	diagnostics map[uri.URI]lsp.PublishDiagnosticsParams
	versions    map[uri.URI]int32
	requests    map[string][]byte // the last parameters of each request of the server's
}

// open starts a server and an editor for a workspace folder (empty for none).
func open(t *testing.T, root string, o Options) *editor {
	t.Helper()
	return openWith(t, root, o, nil)
}

// openWith is open with initialization options, and with changes of the parameters of initialize.
func openWith(t *testing.T, root string, o Options, options any, change ...func(map[string]any)) *editor {
	t.Helper()
	near, far := net.Pipe()
	e := &editor{t: t, done: make(chan error, 1), diagnostics: map[uri.URI]lsp.PublishDiagnosticsParams{}, versions: map[uri.URI]int32{}, requests: map[string][]byte{}}
	e.news = sync.NewCond(&e.mu)
	ctx, cancel := context.WithCancel(context.Background())
	built := make(chan *server, 1)
	go func() { e.done <- serve(ctx, far, o, func(s *server) { built <- s }) }()
	e.server = <-built
	e.conn = jsonrpc2.NewConn(jsonrpc2.NewStream(near))
	e.conn.Go(ctx, func(_ context.Context, req *jsonrpc2.Request) (any, error) {
		if req.Method() == "textDocument/publishDiagnostics" {
			var p lsp.PublishDiagnosticsParams
			if err := json.Unmarshal(req.Params(), &p); err != nil {
				t.Error(err)
			}
			e.mu.Lock()
			e.diagnostics[p.URI] = p
			e.news.Broadcast()
			e.mu.Unlock()
		}
		if req.IsCall() {
			e.mu.Lock()
			e.requests[strings.Clone(req.Method())] = slices.Clone(req.Params())
			e.news.Broadcast()
			e.mu.Unlock()
		}
		return nil, nil
	})
	t.Cleanup(func() {
		_ = e.conn.Close()
		select {
		case err := <-e.done:
			if err != nil && err != io.EOF && !strings.Contains(err.Error(), "closed") {
				t.Errorf("the server ended with %v", err)
			}
		case <-time.After(10 * time.Second):
			t.Error("the server did not end")
		}
		cancel()
	})
	params := map[string]any{"processId": nil, "capabilities": map[string]any{}, "rootUri": nil, "initializationOptions": options}
	if root != "" {
		params["rootUri"] = uri.File(root)
	}
	for _, f := range change {
		f(params)
	}
	e.call("initialize", params, nil)
	e.notify("initialized", struct{}{})
	return e
}

func (e *editor) call(method string, params, answer any) {
	e.t.Helper()
	if err := e.try(method, params, answer); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) try(method string, params, answer any) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	_, err := e.conn.Call(ctx, method, params, answer)
	return err
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	if err := e.conn.Notify(context.Background(), method, params); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

// file opens a .kql document.
func (e *editor) file(u uri.URI, text string) {
	e.versions[u] = 1
	e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": u, "languageId": "kusto", "version": 1, "text": text}})
}

// replace changes a whole document.
func (e *editor) replace(u uri.URI, text string) {
	e.versions[u]++
	e.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": u, "version": e.versions[u]}, "contentChanges": []any{map[string]any{"text": text}}})
}

// notebook opens a notebook whose cells have the URIs nb#0, nb#1, ...
func (e *editor) notebook(u uri.URI, cells ...string) []uri.URI {
	var uris []uri.URI
	var order, docs []any
	for i, text := range cells {
		c := uri.URI(fmt.Sprintf("vscode-notebook-cell:/hunt/nb.kqlnb#c%d", i))
		uris = append(uris, c)
		e.versions[c] = 1
		order = append(order, map[string]any{"kind": 2, "document": c})
		docs = append(docs, map[string]any{"uri": c, "languageId": "kusto", "version": 1, "text": text})
	}
	e.notify("notebookDocument/didOpen", map[string]any{
		"notebookDocument":  map[string]any{"uri": u, "notebookType": "huntbook-notebook", "version": 1, "cells": order},
		"cellTextDocuments": docs})
	return uris
}

// problems waits for the diagnostics of the document's current version. Advice is left out.
func (e *editor) problems(u uri.URI) []lsp.Diagnostic {
	e.t.Helper()
	return e.problemsUntil(u, func([]lsp.Diagnostic) bool { return true })
}

// problemsUntil waits for diagnostics of the document's current version that are as wanted.
func (e *editor) problemsUntil(u uri.URI, wanted func([]lsp.Diagnostic) bool) (found []lsp.Diagnostic) {
	e.t.Helper()
	e.wait(fmt.Sprintf("diagnostics of %s version %d", u, e.versions[u]), func() bool {
		p, ok := e.diagnostics[u]
		found = slices.DeleteFunc(slices.Clone(p.Diagnostics), func(d lsp.Diagnostic) bool { return d.Severity == lsp.DiagnosticSeverityHint })
		v, _ := p.Version.Get()
		return ok && v == e.versions[u] && wanted(found)
	})
	return found
}

// asked waits for a request of the server's.
func (e *editor) asked(method string, params any) {
	e.t.Helper()
	e.wait(method, func() bool { return e.requests[method] != nil })
	if err := lsp.Unmarshal(e.requests[method], params); err != nil {
		e.t.Fatal(err)
	}
}

// wait waits until something is so. What is asked holds e.mu.
func (e *editor) wait(what string, so func() bool) {
	e.t.Helper()
	stop := time.AfterFunc(20*time.Second, e.news.Broadcast)
	defer stop.Stop()
	deadline := time.Now().Add(20 * time.Second)
	e.mu.Lock()
	defer e.mu.Unlock()
	for !so() {
		if time.Now().After(deadline) {
			e.t.Fatalf("waited in vain for %s", what)
		}
		e.news.Wait()
	}
}

// at returns the text without its cursor `$0`, and the cursor's position.
func at(t *testing.T, marked string) (string, lsp.Position) {
	t.Helper()
	i := strings.Index(marked, "$0")
	if i < 0 {
		t.Fatalf("no cursor in %q", marked)
	}
	text := marked[:i] + marked[i+2:]
	return text, protocol.NewMapper(text).OffsetPosition(i)
}

func place(u uri.URI, p lsp.Position) map[string]any {
	return map[string]any{"textDocument": map[string]any{"uri": u}, "position": p}
}
