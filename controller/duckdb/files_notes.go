package duckdb

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// fileNotes are the problems of a database's files, as they become known.
type fileNotes struct {
	root     string // the folder
	mu       sync.Mutex
	problems []Problem
}

func (n *fileNotes) add(p []Problem) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.problems = append(n.problems, p...)
}

// Problems returns what is known by now to be wrong with the files of the database.
func (d *Database) Problems() []Problem {
	if d.files == nil {
		return nil
	}
	d.files.mu.Lock()
	defer d.files.mu.Unlock()
	return slices.Clone(d.files.problems)
}

// Sentence is a problem in words, with its place.
func (d *Database) Sentence(p Problem) string {
	place := filepath.Base(p.Path)
	if rel, err := filepath.Rel(d.files.root, p.Path); err == nil && filepath.IsLocal(rel) {
		place = filepath.ToSlash(rel)
	}
	if p.Line > 0 {
		place = fmt.Sprintf("%s, line %d", place, p.Line)
	}
	return place + ": " + p.Message
}

// WhyNoTable implements backend.Explainer: a file of that name is there, but can't be read.
func (d *Database) WhyNoTable(name string) string {
	for _, p := range d.Problems() {
		if p.Fatal && strings.EqualFold(p.Table, name) {
			return d.Sentence(p)
		}
	}
	return ""
}

// Codes of diagnostics about names that mean no table.
const (
	codeNoName  = "KS142"
	codeNoTable = "KS204"
)

// absence is what an error about an unknown name says beside, when a file would be the table.
func (d *Database) absence(code, text string, span syntax.Span) string {
	if code != codeNoName && code != codeNoTable || span.End > len(text) {
		return ""
	}
	if why := d.WhyNoTable(text[span.Start:span.End]); why != "" {
		return "; " + why
	}
	return ""
}

// readTables are the tables that a query reads, and which of their problems were told.
type readTables struct {
	mu    sync.Mutex
	names map[string]bool
	told  map[Problem]bool
}

func (r *readTables) add(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.names == nil {
		r.names = map[string]bool{}
	}
	r.names[name] = true
}

// maxNotes is how many problems of one table are told with a result.
const maxNotes = 5

// Notes implements result.Noter: what is wrong with the files of the tables that were read.
func (s *resultSet) Notes() (notes []result.Note) {
	r := &s.v.read
	r.mu.Lock()
	defer r.mu.Unlock()
	count := map[string]int{}
	for _, p := range s.v.db.Problems() {
		if !r.names[p.Table] || r.told[p] {
			continue
		}
		if r.told == nil {
			r.told = map[Problem]bool{}
		}
		r.told[p] = true
		if count[p.Table]++; count[p.Table] > maxNotes {
			continue
		}
		note := result.Note{Severity: "warning", Text: s.v.db.Sentence(p)}
		if p.Harmless {
			note.Severity = "info"
		}
		notes = append(notes, note)
	}
	for _, table := range slices.Sorted(maps.Keys(count)) {
		if more := count[table] - maxNotes; more > 0 {
			notes = append(notes, result.Note{Severity: "warning", Text: fmt.Sprintf("%d more remarks about the files of %s.", more, table)})
		}
	}
	return notes
}
