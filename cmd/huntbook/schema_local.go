//go:build !nolocal

package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/huntbook/huntbook/controller/duckdb"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/schema"
)

// schemaMemory is what the engine may use to look at a folder, in bytes: samples, and the footers of Parquet files.
const schemaMemory = 512 << 20

// folderSchema returns the tables that a folder's files are, and what is wrong with the files.
func folderSchema(ctx context.Context, dir string) (*symbol.Database, []string, error) {
	engine, err := duckdb.Open(duckdb.Options{Dirs: []string{dir}, MemoryLimit: schemaMemory})
	if err != nil {
		return nil, nil, err
	}
	defer engine.Close()
	db, problems, err := duckdb.OpenFolder(ctx, engine, dir, schema.BundledTable)
	if err != nil {
		return nil, nil, err
	}
	var said []string
	for _, p := range problems {
		place := p.Path
		if rel, err := filepath.Rel(dir, p.Path); err == nil {
			place = rel
		}
		if p.Line > 0 {
			place = fmt.Sprintf("%s:%d", place, p.Line)
		}
		said = append(said, place+": "+p.Message)
	}
	return db.Schema(), said, nil
}
