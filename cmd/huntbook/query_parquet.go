package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"go.uber.org/zap"

	"github.com/huntbook/huntbook/controller/backend"
)

// storing is a database that can keep and save its results.
type storing interface{ Store() backend.Store }

// writeParquet runs a query and writes its first result as a Parquet file. A Parquet file holds one table, so that a
// query with several results is refused.
func writeParquet(ctx context.Context, out io.Writer, q backend.Query, data string, log *zap.Logger) error {
	if f, ok := out.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return usageError{errors.New("--format parquet writes bytes that a terminal can't show: send them to a file, as in > result.parquet")}
		}
	}
	dir, err := os.MkdirTemp("", "huntbook-query-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	db, _, closeEngine, err := openServed(ctx, data, log, dir)
	if err != nil {
		return err
	}
	defer closeEngine()
	set, err := db.Run(ctx, q)
	if err != nil {
		return err
	}
	defer set.Close()
	r, err := set.Next(ctx)
	if errors.Is(err, io.EOF) {
		return usageError{errors.New("the query has no result to write")}
	}
	if err != nil {
		return err
	}
	store, ok := db.(storing)
	if !ok {
		return errors.New("this engine writes no Parquet")
	}
	kept, err := store.Store().Keep(ctx, r, max(q.MaxRows, 0))
	if err != nil {
		return err
	}
	if _, err := set.Next(ctx); !errors.Is(err, io.EOF) {
		if err != nil {
			return err
		}
		return usageError{errors.New("the query has several results, and a Parquet file holds one table: write one statement")}
	}
	path := filepath.Join(dir, "result.parquet")
	if err := kept.Save(ctx, path); err != nil {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(out, file)
	return err
}
