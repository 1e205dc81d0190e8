package workspace

import (
	"maps"
	"slices"
	"sync"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// State is what the editor has told, and the only thing that changes: it makes a new Snapshot for each message. Its
// methods are safe for concurrent use.
type State struct {
	mu      sync.Mutex
	current *Snapshot
}

// NewState returns an empty state.
func NewState(c Catalogs) *State {
	return &State{current: &Snapshot{catalogs: c, docs: map[string]*Document{}, notebooks: map[string]*Notebook{}, cellOf: map[string]string{}}}
}

// Snapshot returns the state of this moment.
func (s *State) Snapshot() *Snapshot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current
}

// change makes the next snapshot from a copy of the current one.
func (s *State) change(edit func(next *Snapshot)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	next := &Snapshot{catalogs: s.current.catalogs, docs: maps.Clone(s.current.docs), notebooks: maps.Clone(s.current.notebooks), cellOf: s.current.cellOf}
	edit(next)
	s.current = next
}

// SetCatalogs changes where schemas come from: the configuration was read again.
func (s *State) SetCatalogs(c Catalogs) {
	s.change(func(next *Snapshot) { next.catalogs = c })
}

// SetDocument opens a document or replaces its text.
func (s *State) SetDocument(d *Document) {
	s.change(func(next *Snapshot) {
		d.follow(next.docs[d.URI])
		next.docs[d.URI] = d
		next.renew(next.cellOf[d.URI])
	})
}

// CloseDocument forgets a document.
func (s *State) CloseDocument(uri string) {
	s.change(func(next *Snapshot) {
		delete(next.docs, uri)
		next.renew(next.cellOf[uri])
	})
}

// SetNotebook opens a notebook or replaces its cells' order and metadata.
func (s *State) SetNotebook(uri, connection string, cells []string) {
	s.change(func(next *Snapshot) {
		n := &Notebook{URI: uri, Connection: connection, Cells: cells}
		if old := next.notebooks[uri]; old != nil {
			n.Results, n.old = old.Results, old.graph.Load()
		}
		next.notebooks[uri] = n
		next.reindex()
	})
}

// SetResults replaces the columns of a notebook's finished results.
func (s *State) SetResults(uri string, results map[string]*symbol.Rows) {
	s.change(func(next *Snapshot) {
		if old := next.notebooks[uri]; old != nil {
			next.renew(uri)
			next.notebooks[uri].Results = results
		}
	})
}

// CloseNotebook forgets a notebook and its cells.
func (s *State) CloseNotebook(uri string) {
	s.change(func(next *Snapshot) {
		if n := next.notebooks[uri]; n != nil {
			for _, c := range n.Cells {
				delete(next.docs, c)
			}
		}
		delete(next.notebooks, uri)
		next.reindex()
	})
}

// renew puts a copy of a notebook into the snapshot, because one of its cells changed.
func (s *Snapshot) renew(uri string) {
	old := s.notebooks[uri]
	if old == nil {
		return
	}
	s.notebooks[uri] = &Notebook{URI: old.URI, Connection: old.Connection, Cells: slices.Clone(old.Cells), Results: old.Results, old: old.graph.Load()}
}

func (s *Snapshot) reindex() {
	s.cellOf = map[string]string{}
	for uri, n := range s.notebooks {
		for _, c := range n.Cells {
			s.cellOf[c] = uri
		}
	}
}
