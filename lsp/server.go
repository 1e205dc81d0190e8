// Package lsp answers the editor: KQL in .kql and .csl files, and in the cells of notebooks.
//
// A request sees the workspace.Snapshot of the moment at which it arrived; features are functions of one analysis, one
// file each. The server connects to nothing: schemas come from package schema, which gets them from a function that cmd
// hands in.
package lsp

import (
	"context"
	"encoding/json"
	"io"
	"path"
	"sync"

	"go.lsp.dev/jsonrpc2"
	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"

	"github.com/huntbook/huntbook/lsp/protocol"
	"github.com/huntbook/huntbook/lsp/workspace"
	"github.com/huntbook/huntbook/schema"
)

// Options are what cmd hands to a server.
type Options struct {
	Version string
	Log     *zap.Logger // nil: no log
	// Pull makes the function that fetches schemas for a workspace folder; nil: only bundled schemas, schema files and
	// the cache are known. It is not used in a workspace that the editor calls untrusted.
	Pull func(root string) schema.Pull
	// Cache is where a folder's schemas are kept between sessions; nil: nowhere.
	Cache func(root string) schema.Cache
}

// Serve answers one editor on a stream until it disconnects or ctx ends.
func Serve(ctx context.Context, rw io.ReadWriteCloser, o Options) error {
	return serve(ctx, rw, o, func(*server) {})
}

// serve is Serve, and shows the server that answers.
func serve(ctx context.Context, rw io.ReadWriteCloser, o Options, built func(*server)) error {
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	var s *server
	err := protocol.Serve(ctx, rw, o.Log, func(client lsp.Client, exit func()) protocol.Server {
		s = newServer(client, o)
		s.exit = exit
		built(s)
		return s
	})
	s.close()
	return err
}

// server is the state of one connection.
type server struct {
	lsp.UnimplementedServer
	client  lsp.Client
	options Options
	state   *workspace.State
	publish *publisher
	tokens  tokenAnswers
	exit    func()
	ended   chan struct{} // closed when the session is over

	mu       sync.Mutex
	catalogs *catalogs // nil before initialize
	chosen   settings
	abilities
}

// abilities are what the editor can do, as far as it matters here.
type abilities struct {
	watches  bool // files for us, when asked to
	contents bool // shows documents whose text a server gives
}

func abilitiesOf(c lsp.ClientCapabilities) (a abilities) {
	if w := c.Workspace; w != nil {
		a.watches = w.DidChangeWatchedFiles != nil && w.DidChangeWatchedFiles.DynamicRegistration != nil && *w.DidChangeWatchedFiles.DynamicRegistration
		a.contents = w.TextDocumentContent != nil
	}
	return a
}

func newServer(client lsp.Client, o Options) *server {
	s := &server{client: client, options: o, state: workspace.NewState(bundledOnly{}), ended: make(chan struct{})}
	s.publish = newPublisher(s)
	return s
}

func (s *server) close() {
	close(s.ended)
	s.publish.close()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.catalogs != nil {
		s.catalogs.close()
	}
}

type snapshotKey struct{}

// Snapshot puts the state of this moment into a request's context.
func (s *server) Snapshot(ctx context.Context) context.Context {
	return context.WithValue(ctx, snapshotKey{}, s.state.Snapshot())
}

// analysis returns the meaning of a document as of the request's arrival, or nil.
func (s *server) analysis(ctx context.Context, u uri.URI) *workspace.Analysis {
	return s.snapshot(ctx).Analysis(string(u))
}

// Initialize begins the session. Everything works without a folder and without any configuration.
func (s *server) Initialize(_ context.Context, p *lsp.InitializeParams) (*lsp.InitializeResult, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.catalogs == nil {
		s.abilities = abilitiesOf(p.Capabilities)
		s.chosen = readSettings(p.InitializationOptions)
		s.catalogs = newCatalogs(rootFolder(p), s.chosen.trusted(), s.options, s.schemaArrived)
		s.state.SetCatalogs(s.catalogs)
		if p.ProcessID != nil {
			s.endWith(int(*p.ProcessID))
		}
	}
	return &lsp.InitializeResult{Capabilities: s.capabilities(), ServerInfo: lsp.ServerInfo{Name: "huntbook", Version: lsp.NewOptional(s.options.Version)}}, nil
}

// schemaArrived is called when a connection's schema has changed.
func (s *server) schemaArrived() { s.publish.all() }

func rootFolder(p *lsp.InitializeParams) string {
	if folders, ok := p.WorkspaceFolders.Get(); ok && len(folders) > 0 {
		return folders[0].URI.FsPath()
	}
	if p.RootURI != nil {
		return p.RootURI.FsPath()
	}
	return ""
}

// capabilities are the features that this server has. Each is a method in a file of its name.
func (s *server) capabilities() lsp.ServerCapabilities {
	incremental := lsp.TextDocumentSyncKindIncremental
	var cells []lsp.NotebookSelector
	for _, notebook := range []string{"huntbook-notebook", "jupyter-notebook"} {
		cells = append(cells, &lsp.NotebookDocumentFilterWithCells{Notebook: lsp.String(notebook), Cells: []lsp.NotebookCellLanguage{{Language: "kusto"}}})
	}
	c := lsp.ServerCapabilities{
		PositionEncoding:           lsp.PositionEncodingKindUTF16,
		TextDocumentSync:           &lsp.TextDocumentSyncOptions{OpenClose: new(true), Change: &incremental},
		NotebookDocumentSync:       &lsp.NotebookDocumentSyncOptions{NotebookSelector: cells},
		CompletionProvider:         &lsp.CompletionOptions{TriggerCharacters: completionTriggers, ResolveProvider: new(true)},
		HoverProvider:              lsp.Boolean(true),
		SignatureHelpProvider:      &lsp.SignatureHelpOptions{TriggerCharacters: []string{"(", ","}, RetriggerCharacters: []string{")"}},
		CodeActionProvider:         &lsp.CodeActionOptions{CodeActionKinds: actionKinds},
		DefinitionProvider:         lsp.Boolean(true),
		ReferencesProvider:         lsp.Boolean(true),
		DocumentHighlightProvider:  lsp.Boolean(true),
		RenameProvider:             &lsp.RenameOptions{PrepareProvider: new(true)},
		FoldingRangeProvider:       lsp.Boolean(true),
		SelectionRangeProvider:     lsp.Boolean(true),
		InlayHintProvider:          lsp.Boolean(true),
		WorkspaceSymbolProvider:    lsp.Boolean(true),
		DocumentSymbolProvider:     lsp.Boolean(true),
		DocumentFormattingProvider: lsp.Boolean(true),
		SemanticTokensProvider:     &lsp.SemanticTokensOptions{Legend: tokenLegend(), Range: lsp.Boolean(true), Full: &lsp.SemanticTokensFullDelta{Delta: new(true)}},
	}
	if s.contents {
		c.Workspace = &lsp.WorkspaceOptions{TextDocumentContent: &lsp.TextDocumentContentOptions{Schemes: []string{schemaScheme}}}
	}
	if s.chosen.Diagnostics == "pull" {
		c.DiagnosticProvider = &lsp.DiagnosticOptions{InterFileDependencies: true}
	}
	return c
}

// Initialized asks the editor to watch huntbook.json, if it can; one that can't sends what it watches by itself.
func (s *server) Initialized(context.Context, *lsp.InitializedParams) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.watches {
		return nil
	}
	options, err := lsp.Marshal(lsp.DidChangeWatchedFilesRegistrationOptions{Watchers: []lsp.FileSystemWatcher{{GlobPattern: lsp.Pattern("**/" + schema.ConfigFile)}}})
	if err != nil {
		return err
	}
	go func() { // its answer comes by the stream that this notification holds up
		err := s.client.RegisterCapability(context.Background(), &lsp.RegistrationParams{Registrations: []lsp.Registration{{ID: "huntbook.json", Method: lsp.MethodWorkspaceDidChangeWatchedFiles, RegisterOptions: options}}})
		if err != nil {
			s.options.Log.Info("huntbook.json is not watched", zap.Error(err))
		}
	}()
	return nil
}

func (s *server) Shutdown(context.Context) error { return nil }

func (s *server) Exit(context.Context) error {
	s.exit()
	return nil
}

func (s *server) SetTrace(context.Context, *lsp.SetTraceParams) error { return nil }

// DidChangeConfiguration takes the settings under "huntbook"; without any, it is a hint that huntbook.json has changed.
func (s *server) DidChangeConfiguration(_ context.Context, p *lsp.DidChangeConfigurationParams) error {
	var all struct {
		Huntbook lsp.LSPAny `json:"huntbook"`
	}
	if json.Unmarshal(p.Settings, &all) == nil && len(all.Huntbook) > 0 {
		s.mu.Lock()
		s.chosen.InlayHints = readSettings(all.Huntbook).InlayHints
		s.mu.Unlock()
		return nil
	}
	s.refresh()
	return nil
}

// DidChangeWatchedFiles reads huntbook.json again when it has changed. Editors may watch other files, too.
func (s *server) DidChangeWatchedFiles(_ context.Context, p *lsp.DidChangeWatchedFilesParams) error {
	for _, c := range p.Changes {
		if path.Base(string(c.URI)) == schema.ConfigFile {
			s.refresh()
			break
		}
	}
	return nil
}

func (s *server) refresh() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.catalogs != nil {
		s.catalogs = s.catalogs.reload()
		s.state.SetCatalogs(s.catalogs)
	}
	s.publish.all()
}

// Request answers our own methods: huntbook/resultSchemas, huntbook/refresh, huntbook/queryAt.
func (s *server) Request(ctx context.Context, method string, params any) (any, error) {
	raw, _ := params.(lsp.LSPAny)
	switch method {
	case "huntbook/resultSchemas":
		var p resultSchemas
		if err := json.Unmarshal(raw, &p); err != nil {
			return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, err.Error())
		}
		s.setResultSchemas(p)
		return struct{}{}, nil
	case "huntbook/refresh":
		s.refresh()
		return struct{}{}, nil
	case "huntbook/queryAt":
		return s.queryAt(ctx, raw)
	}
	return nil, jsonrpc2.NewError(jsonrpc2.MethodNotFound, "method "+method+" is not known")
}
