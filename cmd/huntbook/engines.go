package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"go.uber.org/zap"

	"github.com/huntbook/huntbook/controller"
	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/memory"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/schema"
)

// localEngine is the embedded engine: folders of data files, and the store of results. In a build without it there is
// none (see engine_nolocal.go).
type localEngine interface {
	// open returns a folder as a database. The folder is looked at again when its files changed.
	open(ctx context.Context, dir string) (backend.Backend, bind.Catalog, error)
	store() backend.Store
	close() error
}

// engines are the engines of a workspace. An embedded engine may only touch the folders that it was started with, so there
// is one for the workspace, and one for each folder of a notebook outside of it.
type engines struct {
	root   string
	config *schema.Config
	token  controller.TokenFunc // nil: nobody to ask
	data   string               // the folder that `local` is, when it is not the notebook's
	log    *zap.Logger

	mu      sync.Mutex
	locals  map[string]localEngine // by the folder they were started for
	remotes map[string]remote      // by connection
	memory  memory.Store
}

// remote is an open connection to a cluster.
type remote struct {
	conn    schema.Connection
	engine  backend.Backend
	catalog bind.Catalog
}

func newEngines(data string, log *zap.Logger) func(string, *schema.Config, controller.TokenFunc) controller.Backends {
	return func(root string, config *schema.Config, token controller.TokenFunc) controller.Backends {
		return &engines{root: root, config: config, token: token, data: data, log: log, locals: map[string]localEngine{}, remotes: map[string]remote{}}
	}
}

func (e *engines) Local() bool { return hasLocal }

// Open implements controller.Backends.
func (e *engines) Open(ctx context.Context, conn schema.Connection, folder string) (backend.Backend, bind.Catalog, error) {
	if conn.Kind != schema.KindFiles {
		return e.remote(ctx, conn)
	}
	dir := conn.Resolve(e.root)
	if conn.Name == schema.LocalName && e.data != "" {
		dir = e.data
	}
	local, err := e.local(folder)
	if err != nil {
		return nil, nil, err
	}
	b, catalog, err := local.open(ctx, dir)
	if err != nil && conn.Name != schema.LocalName && ctx.Err() == nil {
		err = fmt.Errorf("connection %s: %w; see its \"path\" in %s", conn.Name, err, schema.ConfigFile)
	}
	return b, catalog, err
}

// isFolder returns what is wrong with a folder that someone named.
func isFolder(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usageError{fmt.Errorf("there is no folder %s", dir)}
	case err != nil:
		return usageError{err}
	case !info.IsDir():
		return usageError{fmt.Errorf("%s is a file, and a folder of data files is wanted; give the folder that holds it", dir)}
	}
	return nil
}

// Store implements controller.Backends.
func (e *engines) Store(folder string) (backend.Store, error) {
	if !hasLocal {
		return &e.memory, nil
	}
	local, err := e.local(folder)
	if err != nil {
		return nil, err
	}
	return local.store(), nil
}

var errEnginesClosed = errors.New("the controller is ending")

// local returns the embedded engine for notebooks of a folder.
func (e *engines) local(folder string) (localEngine, error) {
	key := folder
	if key == "" || e.root != "" && below(e.root, folder) {
		key = e.root
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.locals == nil {
		return nil, errEnginesClosed
	}
	if l := e.locals[key]; l != nil {
		return l, nil
	}
	var dirs []string
	for _, d := range []string{key, e.data} {
		if d != "" {
			dirs = append(dirs, d)
		}
	}
	for _, c := range e.config.Connections {
		if c.Kind == schema.KindFiles {
			dirs = append(dirs, c.Resolve(e.root))
		}
	}
	l, err := newLocal(dirs, e.log)
	if err != nil {
		return nil, err
	}
	e.locals[key] = l
	return l, nil
}

// below reports whether a path is a folder or in it.
func below(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// remote returns the connection to a cluster, which stays open.
func (e *engines) remote(ctx context.Context, conn schema.Connection) (backend.Backend, bind.Catalog, error) {
	open, ok := remoteKinds[conn.Kind]
	if !ok {
		return nil, nil, fmt.Errorf("connections of kind %q do not run queries", conn.Kind)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.remotes == nil {
		return nil, nil, errEnginesClosed
	}
	if r, ok := e.remotes[conn.Name]; ok {
		return r.engine, r.catalog, nil
	}
	engine, catalog, err := open(ctx, e, conn)
	if err != nil {
		return nil, nil, err
	}
	e.remotes[conn.Name] = remote{conn, engine, catalog}
	return engine, catalog, nil
}

// remoteKinds says how each kind of remote connection is opened.
var remoteKinds = map[schema.Kind]func(context.Context, *engines, schema.Connection) (backend.Backend, bind.Catalog, error){
	schema.KindKusto: openKusto,
}

// Close implements controller.Backends.
func (e *engines) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	var errs []error
	for _, r := range e.remotes {
		errs = append(errs, r.engine.Close())
	}
	for _, l := range e.locals {
		errs = append(errs, l.close())
	}
	e.locals, e.remotes = nil, nil
	return errors.Join(errs...)
}
