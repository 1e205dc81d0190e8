package controller

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/render"
)

// held is a result of a cell, alive or saved beside the notebook. It is let go when its last user is done after drop.
type held struct {
	id      string
	name    string // of a named result; else empty
	cell    string
	folder  string // the notebook's
	at      string // RFC 3339
	columns []render.Column
	rows    int64
	// truncated: the query had more rows than are held.
	truncated bool
	tainted   bool // it comes from a connection whose data must not leave for another

	load func(ctx context.Context) (backend.Kept, error) // of a saved one that is not loaded yet
	path string                                          // where it is saved; empty: nowhere

	mu      sync.Mutex
	kept    backend.Kept
	users   int
	dropped bool
}

// newID returns an id for a result or a request.
func newID() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // it never fails
	return hex.EncodeToString(b)
}

// use returns the table for as long as the caller needs it: until it calls done. ok is false when the result is gone.
func (h *held) use(ctx context.Context) (kept backend.Kept, done func(), ok bool, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.dropped {
		return nil, nil, false, nil
	}
	if h.kept == nil {
		if h.load == nil {
			return nil, nil, false, nil
		}
		if h.kept, err = h.load(ctx); err != nil {
			return nil, nil, false, err
		}
	}
	h.users++
	return h.kept, sync.OnceFunc(h.done), true, nil
}

func (h *held) done() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.users--; h.users == 0 && h.dropped && h.kept != nil {
		h.kept.Drop()
		h.kept = nil
	}
}

func (h *held) drop() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.dropped = true
	if h.users == 0 && h.kept != nil {
		h.kept.Drop()
		h.kept = nil
	}
}

func (s *Service) hold(h *held) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held[h.id] = h
}

// release lets go of a result. What is saved of it stays on the disk.
func (s *Service) release(h *held) {
	s.mu.Lock()
	if s.held[h.id] == h {
		delete(s.held, h.id)
	}
	s.mu.Unlock()
	h.drop()
}

func (s *Service) find(id string) *held {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.held[id]
}

// saveFolder is the folder beside a notebook where its named results are saved.
func saveFolder(path string) string {
	return filepath.Join(filepath.Dir(path), ".huntbook", filepath.Base(path))
}

// savePath is the file of a named result. The id in it tells results of different runs apart, so that a notebook which was
// put back to an older state never shows rows of another run.
func savePath(notebook, name, id string) string {
	return filepath.Join(saveFolder(notebook), name+"."+id+".parquet")
}

// save writes a named result beside its notebook, and removes what was saved there under the same name before.
func save(ctx context.Context, kept backend.Kept, notebook, name, id string) (string, error) {
	folder := saveFolder(notebook)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	ignore := filepath.Join(filepath.Dir(folder), ".gitignore")
	if _, err := os.Stat(ignore); err != nil {
		if err := os.WriteFile(ignore, []byte("*\n"), 0o600); err != nil {
			return "", err
		}
	}
	path := savePath(notebook, name, id)
	if err := kept.Save(ctx, path); err != nil {
		return "", err
	}
	return path, nil
}

// forget removes the files of a name beside a notebook, but the one to keep.
func forget(notebook, name, keep string) {
	if notebook == "" {
		return
	}
	old, _ := filepath.Glob(filepath.Join(globQuote(saveFolder(notebook)), name+".*.parquet"))
	for _, f := range old {
		if f != keep {
			_ = os.Remove(f)
		}
	}
}

// globQuote makes a path mean itself in a pattern.
func globQuote(path string) string {
	if filepath.Separator == '\\' {
		return path
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

func now() string { return time.Now().UTC().Format(time.RFC3339) }
