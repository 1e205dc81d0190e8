//go:build !nolocal

package main

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
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
	state := folderState(dir)
	d.mu.Lock()
	defer d.mu.Unlock()
	if f := d.folders[dir]; f != nil && f.state == state {
		return f.db, catalogOf(f.db), nil
	}
	db, problems, err := duckdb.OpenFolder(ctx, d.engine, dir, schema.BundledTable)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range problems {
		d.log.Info("data file", zap.Any("problem", p))
	}
	d.folders[dir] = &openFolder{db, state}
	return db, catalogOf(db), nil
}

func catalogOf(db *duckdb.Database) bind.Catalog { return schema.NewCatalog(db.Schema()) }

// folderState is a hash of which files a folder holds, two levels deep, as its tables are, with their sizes and times.
func folderState(dir string) uint64 {
	h := fnv.New64a()
	seen := 0
	_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || seen > 10_000 {
			return fs.SkipDir
		}
		rel, _ := filepath.Rel(dir, path)
		hidden := strings.HasPrefix(entry.Name(), ".") && rel != "."
		if entry.IsDir() {
			if hidden || strings.Count(rel, string(filepath.Separator)) > 1 {
				return fs.SkipDir
			}
			return nil
		}
		if seen++; hidden {
			return nil
		}
		if info, err := os.Stat(path); err == nil {
			fmt.Fprintf(h, "%s %d %d\n", rel, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	return h.Sum64()
}

// openServed opens what `huntbook serve` and `huntbook query` run on: a database without tables, or a folder's.
func openServed(ctx context.Context, data string, log *zap.Logger) (rest.Database, func(), error) {
	o := duckdb.Options{Log: log}
	if data != "" {
		o.Dirs = []string{data}
	}
	engine, err := duckdb.Open(o)
	if err != nil {
		return nil, nil, err
	}
	end := func() { _ = engine.Close() }
	if data == "" {
		return engine.Database("NetDefaultDB"), end, nil
	}
	db, problems, err := duckdb.OpenFolder(ctx, engine, data, schema.BundledTable)
	if err != nil {
		end()
		return nil, nil, err
	}
	for _, p := range problems {
		log.Warn("data file", zap.Any("problem", p))
	}
	return db, end, nil
}
