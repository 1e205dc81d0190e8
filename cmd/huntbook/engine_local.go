//go:build !nolocal

package main

import (
	"context"
	"os"
	"runtime/debug"
	"sync"

	"go.uber.org/zap"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/duckdb"
	"github.com/huntbook/huntbook/controller/rest"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/schema"
)

// hasLocal says whether this build has the embedded engine.
const hasLocal = true

// duckEngine is the embedded engine and the folders that are open in it.
type duckEngine struct {
	engine *duckdb.Engine
	log    *zap.Logger

	mu      sync.Mutex
	folders map[string]*openFolder
}

// openFolder is a folder as it was when it was looked at.
type openFolder struct {
	db    *duckdb.Database
	state uint64
}

// goMemory is what the Go side of a process with an engine aims at, in bytes: results pass through it in batches. The
// engine has its own limit.
const goMemory = 1 << 30

func newLocal(dirs []string, log *zap.Logger) (localEngine, error) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(goMemory)
	}
	engine, err := duckdb.Open(duckdb.Options{Dirs: dirs, Log: log})
	if err != nil {
		return nil, err
	}
	return &duckEngine{engine: engine, log: log, folders: map[string]*openFolder{}}, nil
}

func (d *duckEngine) store() backend.Store { return d.engine }
func (d *duckEngine) close() error         { return d.engine.Close() }

func (d *duckEngine) open(ctx context.Context, dir string) (backend.Backend, bind.Catalog, error) {
	state := duckdb.FolderState(dir)
	d.mu.Lock()
	defer d.mu.Unlock()
	if f := d.folders[dir]; f != nil && f.state == state {
		return f.db, catalogOf(f.db), nil
	}
	db, problems, err := openFolderOf(ctx, d.engine, dir)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range problems {
		d.log.Info("data file", zap.String("problem", db.Sentence(p)))
	}
	if old := d.folders[dir]; old != nil {
		_ = old.db.Close() // it drops the tables that were loaded
	}
	d.folders[dir] = &openFolder{db, state}
	return db, catalogOf(db), nil
}

func catalogOf(db *duckdb.Database) bind.Catalog { return schema.NewCatalog(db.Schema()) }

// openFolderOf opens a folder as a database. A folder that is not there is the caller's mistake: a usageError.
func openFolderOf(ctx context.Context, engine *duckdb.Engine, dir string) (*duckdb.Database, []duckdb.Problem, error) {
	if err := isFolder(dir); err != nil {
		return nil, nil, err
	}
	return duckdb.OpenFolder(ctx, engine, dir, schema.BundledTable)
}

// openServed opens what `huntbook serve` and `huntbook query` run on: a database without tables, or a folder's. more are
// folders that the engine may write to. said are the things to know about the folder's files.
func openServed(ctx context.Context, data string, log *zap.Logger, more ...string) (db rest.Database, said []string, end func(), err error) {
	o := duckdb.Options{Log: log, Dirs: more}
	if data != "" {
		if err := isFolder(data); err != nil {
			return nil, nil, nil, err
		}
		o.Dirs = append(o.Dirs, data)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(goMemory)
	}
	engine, err := duckdb.Open(o)
	if err != nil {
		return nil, nil, nil, err
	}
	end = func() { _ = engine.Close() }
	if data == "" {
		return engine.Database("NetDefaultDB"), nil, end, nil
	}
	folder, problems, err := openFolderOf(ctx, engine, data)
	if err != nil {
		end()
		return nil, nil, nil, err
	}
	for _, p := range problems {
		said = append(said, folder.Sentence(p))
	}
	return folder, said, end, nil
}
