// Package controller runs the cells of notebooks: it keeps a session for each open notebook, decides what a cell means
// and whether its result is stale, hands queries to engines, and tells an editor or a terminal what happens.
//
// A Service is the whole of it, usable in the same process (`huntbook run`) or over JSON-RPC (Serve). Cells of a notebook
// run one after the other; notebooks run side by side. Engines come from outside (Backends), so that a build without the
// embedded one links.
//
// Invariant: each cell that is queued gets exactly one event done, failed or cancelled.
package controller

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/schema"
	"go.uber.org/zap"
)

// Backends are the engines that cells run on. Its methods are safe for concurrent use; it owns what it returns.
type Backends interface {
	// Open returns the engine of a connection, and the catalog that its queries are checked against (nil: unknown).
	// folder is the notebook's, or empty; the connection `local` is that folder.
	Open(ctx context.Context, conn schema.Connection, folder string) (backend.Backend, bind.Catalog, error)
	// Store returns where results of a notebook in that folder are kept.
	Store(folder string) (backend.Store, error)
	// Local reports whether there is an embedded engine.
	Local() bool
	Close() error
}

// TokenFunc asks for a token; see TokenParams.
type TokenFunc func(ctx context.Context, p TokenParams) (TokenResult, error)

// Options configure a Service.
type Options struct {
	Version string
	// Backends makes the engines of a workspace. token is nil when there is nobody to ask.
	Backends func(root string, config *schema.Config, token TokenFunc) Backends
	// Emit tells what happens to cells; it must not block for long, and may be called by several goroutines at once.
	Emit func(Event)
	// Token asks the editor for a token; nil without one.
	Token TokenFunc
	Log   *zap.Logger
	// SaveNone: named results are not saved beside notebooks.
	SaveNone bool
}

// Service is the controller.
type Service struct {
	o Options

	mu       sync.Mutex
	root     string
	trusted  bool
	config   *schema.Config
	broken   []string // what is wrong with the configuration
	backends Backends
	sessions map[string]*session
	held     map[string]*held // results that can be paged, by id
	runs     sync.WaitGroup
}

// NewService makes a controller without notebooks.
func NewService(o Options) *Service {
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	if o.Emit == nil {
		o.Emit = func(Event) {}
	}
	return &Service{o: o, config: &schema.Config{}, sessions: map[string]*session{}, held: map[string]*held{}}
}

// Initialize begins: it reads huntbook.json of the workspace. A huntbook.json that is wrong in places is used as far as it
// is right; the language server says what is wrong.
func (s *Service) Initialize(p InitializeParams) InitializeResult {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.root, s.trusted = p.Root, p.Trusted
	s.config, s.broken = &schema.Config{}, nil
	if p.Trusted {
		config, err := schema.LoadConfig(p.Root)
		if err != nil {
			s.o.Log.Info("configuration", zap.Error(err))
			s.broken = strings.Split(err.Error(), "\n")
		}
		s.config = config
	}
	if s.backends != nil {
		_ = s.backends.Close()
	}
	s.backends = s.o.Backends(s.root, s.config, s.o.Token)
	r := InitializeResult{Version: s.o.Version, Warnings: s.broken, LocalEngine: s.backends.Local(), Connections: []Connection{}}
	for _, c := range s.config.Connections {
		r.Connections = append(r.Connections, Connection{Name: c.Name, Kind: string(c.Kind)})
	}
	if s.backends.Local() {
		r.Connections = append(r.Connections, Connection{Name: schema.LocalName, Kind: string(schema.KindFiles)})
	}
	return r
}

// Close stops everything that runs and lets go of all results.
func (s *Service) Close() error {
	s.mu.Lock()
	sessions := slices.Collect(maps.Values(s.sessions))
	s.sessions = map[string]*session{}
	s.mu.Unlock()
	for _, n := range sessions {
		n.close()
	}
	s.runs.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.backends == nil {
		return nil
	}
	err := s.backends.Close()
	s.backends = nil
	return err
}

// CloseNotebook lets go of a notebook: it is not known any more at once, and what runs in it is stopped when the returned
// function has run.
func (s *Service) CloseNotebook(p NotebookRef) (stop func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.sessions[p.Notebook]
	delete(s.sessions, p.Notebook)
	if n == nil {
		return func() {}
	}
	return n.close
}

var errUnknownNotebook = errors.New("this notebook is not open; send notebook/sync first")

func (s *Service) session(uri string) (*session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := s.sessions[uri]; n != nil {
		return n, nil
	}
	return nil, errUnknownNotebook
}

// Sync takes a notebook as the editor has it, and returns the states of its code cells.
func (s *Service) Sync(p SyncParams) SyncResult {
	s.mu.Lock()
	n := s.sessions[p.Notebook]
	if n == nil {
		n = newSession(s, p.Notebook)
		s.sessions[p.Notebook] = n
	}
	s.mu.Unlock()
	return n.sync(p)
}

// Variables lists the named results of a notebook, by the place of their cells.
func (s *Service) Variables(p NotebookRef) (VariablesResult, error) {
	n, err := s.session(p.Notebook)
	if err != nil {
		return VariablesResult{}, err
	}
	return n.variables(), nil
}

// connection finds a connection by name; an empty name is the workspace's default.
func (s *Service) connection(name, folder string) (schema.Connection, *CellError) {
	s.mu.Lock()
	config, broken := s.config, s.broken
	s.mu.Unlock()
	if name == "" {
		name = config.Default
	}
	if name == "" || name == schema.LocalName {
		return schema.Local(folder), nil
	}
	if c, ok := config.Connection(name); ok {
		return c, nil
	}
	names := append(config.Names(), schema.LocalName)
	failure := &CellError{Code: "HB130", Message: fmt.Sprintf("there is no connection %q", name),
		Remedy: "the connections are " + strings.Join(names, ", ") + "; others are declared in " + schema.ConfigFile}
	if len(broken) > 0 {
		failure.Remedy = schema.ConfigFile + " is broken, and what is wrong in it does not count: " + broken[0]
	}
	return schema.Connection{}, failure
}

// engines returns the engines of the workspace, and whether cells may run.
func (s *Service) engines() (Backends, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.backends, s.trusted
}

// maxFunctions is how big a functions file may be, in bytes.
const maxFunctions = 1 << 20

// functions reads the functions files of the workspace, by name. Files that can't be read are left out; what they would
// define is then unknown where it is used.
func (s *Service) functions() (files []Cell) {
	s.mu.Lock()
	root, globs := s.root, s.config.Functions
	s.mu.Unlock()
	if root == "" {
		return nil
	}
	dir, err := os.OpenRoot(root)
	if err != nil {
		return nil
	}
	defer dir.Close()
	var paths []string
	for _, g := range globs {
		found, _ := filepath.Glob(filepath.Join(root, filepath.FromSlash(g)))
		for _, f := range found {
			rel, err := filepath.Rel(root, f)
			if err == nil && filepath.IsLocal(rel) && !slices.Contains(paths, rel) {
				paths = append(paths, rel)
			}
		}
	}
	slices.Sort(paths)
	for _, rel := range paths {
		info, err := dir.Stat(rel)
		if err != nil || !info.Mode().IsRegular() || info.Size() > maxFunctions {
			continue
		}
		text, err := dir.ReadFile(rel)
		if err != nil {
			s.o.Log.Warn("functions file", zap.String("path", rel), zap.Error(err))
			continue
		}
		files = append(files, Cell{ID: functionsPrefix + filepath.ToSlash(rel), Kind: "code", Language: "kusto", Text: string(text)})
	}
	return files
}

// functionsPrefix begins the ids of functions files among cells; ids of cells have no colon.
const functionsPrefix = "file:"
