package controller

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/render"
)

// maxPage is how many rows one page has at most.
const maxPage = 10_000

// store returns where results of a notebook in a folder are kept.
func (s *Service) store(folder string) (backend.Store, error) {
	backends, _ := s.engines()
	if backends == nil {
		return nil, errors.New("the controller is ending")
	}
	return backends.Store(folder)
}

// loader returns a function that loads a saved result.
func (s *Service) loader(folder, path string) func(context.Context) (backend.Kept, error) {
	return func(ctx context.Context) (backend.Kept, error) {
		store, err := s.store(folder)
		if err != nil {
			return nil, err
		}
		return store.Load(ctx, path)
	}
}

// Page returns rows of a result.
func (s *Service) Page(ctx context.Context, p PageParams) (PageResult, error) {
	gone := PageResult{Offset: p.Offset, Rows: [][]any{}, Gone: true}
	h := s.find(p.Result)
	if h == nil {
		return gone, nil
	}
	kept, done, ok, err := h.use(ctx)
	if err != nil || !ok {
		return gone, err
	}
	defer done()
	q := backend.Page{Offset: max(0, p.Offset), Limit: min(max(0, p.Limit), maxPage), Search: p.Search}
	for _, k := range p.Sort {
		if k.Column < 0 || k.Column >= len(h.columns) {
			return gone, fmt.Errorf("there is no column %d to sort by", k.Column)
		}
		q.Sort = append(q.Sort, backend.SortKey{Column: k.Column, Desc: k.Desc})
	}
	batch, total, err := kept.Page(ctx, q)
	if err != nil {
		return gone, err
	}
	return PageResult{Offset: q.Offset, Rows: render.Rows(batch), Total: total}, nil
}

// Export writes a result to a file. The file is there only when it is whole.
func (s *Service) Export(ctx context.Context, p ExportParams) (r ExportResult, err error) {
	h := s.find(p.Result)
	if h == nil {
		return r, errors.New("this result is not held any more: run the cell again")
	}
	kept, done, ok, err := h.use(ctx)
	if err != nil {
		return r, err
	}
	if !ok {
		return r, errors.New("this result is not held any more: run the cell again")
	}
	defer done()
	r.Rows = kept.Rows()
	if p.Format == "parquet" {
		return r, saveAt(ctx, kept, h.folder, p.Path)
	}
	write, ok := render.Exports[p.Format]
	if !ok {
		return r, fmt.Errorf("there is no format %q: csv, json or parquet", p.Format)
	}
	rows, err := kept.Read(ctx)
	if err != nil {
		return r, err
	}
	defer rows.Close()
	return r, WriteFile(p.Path, func(f *os.File) error { return write(ctx, f, rows) })
}

// saveAt saves a table anywhere. The engine itself may only write below the notebook's folder.
func saveAt(ctx context.Context, kept backend.Kept, folder, path string) error {
	if folder == "" {
		return kept.Save(ctx, path)
	}
	near := filepath.Join(folder, ".huntbook-"+newID()+".parquet")
	defer os.Remove(near)
	if err := kept.Save(ctx, near); err != nil {
		return err
	}
	from, err := os.Open(near)
	if err != nil {
		return err
	}
	defer from.Close()
	return WriteFile(path, func(f *os.File) error {
		_, err := io.Copy(f, from)
		return err
	})
}

// WriteFile writes a file whole or not at all.
func WriteFile(path string, write func(*os.File) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".huntbook-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	mode := os.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	if err := os.Chmod(f.Name(), mode); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
