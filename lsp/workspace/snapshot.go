package workspace

import (
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"go.lsp.dev/uri"

	"github.com/huntbook/huntbook/controller/dataflow"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Catalogs gives the catalog of a connection, for a text in a folder (the connection "local" is the data files beside
// the text; folder is empty for a text that is no file). A connection that nobody knows gets a catalog, too: that of
// bundled schemas. The same state of knowledge gives the same catalog, so that catalogs can be compared.
type Catalogs interface {
	Catalog(connection, folder string) bind.Catalog
	// Default is the connection of texts that name none.
	Default() string
}

// Notebook is the order of a notebook's cells at one version.
type Notebook struct {
	URI        string
	Connection string   // of its metadata; empty for none
	Cells      []string // URIs of all cells, in order
	// Results are the columns of finished named results, by name.
	Results map[string]*symbol.Rows

	once  sync.Once
	graph atomic.Pointer[dataflow.Graph] // nil until it is asked for
	order []*Document                    // the KQL cells, as the graph has them
	notes [][]remark                     // about each of them
	old   *dataflow.Graph                // of the version before, whose unchanged cells are taken over; nil for none
}

// Snapshot is all documents at one moment.
type Snapshot struct {
	catalogs  Catalogs
	docs      map[string]*Document
	notebooks map[string]*Notebook
	cellOf    map[string]string // cell's URI -> notebook's
}

// Document returns the open document of that URI, or nil.
func (s *Snapshot) Document(uri string) *Document { return s.docs[uri] }

// Notebook returns the notebook that a cell belongs to, or nil.
func (s *Snapshot) Notebook(cell string) *Notebook { return s.notebooks[s.cellOf[cell]] }

// Documents returns the URIs of all open documents, sorted.
func (s *Snapshot) Documents() []string { return slices.Sorted(maps.Keys(s.docs)) }

// Graph returns how the cells of the notebook depend on each other. Ids of its cells are their URIs.
func (s *Snapshot) Graph(n *Notebook) *dataflow.Graph {
	n.once.Do(func() {
		var cells []dataflow.Cell
		for _, uri := range n.Cells {
			if d := s.docs[uri]; d != nil && d.Language == "kusto" {
				n.order = append(n.order, d)
				cells = append(cells, dataflow.Cell{ID: uri, Language: d.Language, Text: d.Text()})
			}
		}
		g := dataflow.Renew(n.old, cells)
		n.notes = make([][]remark, len(cells))
		for i := range cells {
			n.notes[i] = remarksOf(g, i)
		}
		n.graph.Store(g)
		n.old = nil // a chain of all versions would never be freed
	})
	return n.graph.Load()
}

// Analysis returns what a document means, or nil for a document that is not open or not KQL.
func (s *Snapshot) Analysis(uri string) *Analysis {
	d := s.docs[uri]
	if d == nil || d.Language != "kusto" && !d.Host() {
		return nil
	}
	n := s.Notebook(uri)
	if n == nil || d.Host() {
		connection := s.catalogs.Default()
		if !d.Host() {
			connection = fileConnection(d.Text(), connection)
		}
		folder := folderOf(d.URI)
		return d.analyze(place{connection: connection, catalog: s.catalogs.Catalog(connection, folder), folder: folder})
	}
	for a := range s.cells(n) {
		if a.Doc == d {
			return a
		}
	}
	return nil
}

func (s *Snapshot) cellPlace(n *Notebook, g *dataflow.Graph, i int, folder string, scope *Scope) place {
	node := &g.Cells[i]
	connection := s.catalogs.Default()
	if n.Connection != "" {
		connection = n.Connection
	}
	if len(node.Settings.On) > 0 {
		connection = node.Settings.On[0]
	}
	return place{connection: connection, catalog: s.catalogs.Catalog(connection, folder), scope: scope, named: node.Settings.As,
		rows: n.Results[node.Settings.As], remarks: n.notes[i], cell: true, folder: folder}
}

// folderOf returns the folder of a file's URI, or "" for other URIs.
func folderOf(u string) string {
	if !strings.HasPrefix(u, "file:") {
		return ""
	}
	return filepath.Dir(uri.URI(u).FsPath())
}

// fileConnection returns the connection that a file's first lines name, as a cell's would.
func fileConnection(text, otherwise string) string {
	if !strings.Contains(text, "//%") {
		return otherwise
	}
	g := dataflow.New([]dataflow.Cell{{ID: "file", Language: "kusto", Text: text}})
	if on := g.Cells[0].Settings.On; len(on) > 0 {
		return on[0]
	}
	return otherwise
}

// Catalog returns the catalog of a connection, for a text in a folder.
func (s *Snapshot) Catalog(connection, folder string) bind.Catalog {
	return s.catalogs.Catalog(connection, folder)
}

// NotebookOf returns the open notebook of that URI, or nil.
func (s *Snapshot) NotebookOf(uri string) *Notebook { return s.notebooks[uri] }

// Together returns the analyses of the documents that can use each other's definitions: the KQL cells of a notebook, in
// order, or a file alone.
func (s *Snapshot) Together(uri string) (out []*Analysis) {
	n := s.Notebook(uri)
	if n == nil {
		if a := s.Analysis(uri); a != nil {
			out = append(out, a)
		}
		return out
	}
	return slices.Collect(s.cells(n))
}

// cells yields the analyses of a notebook's KQL cells, in order. Each has the scope that the ones above it leave.
func (s *Snapshot) cells(n *Notebook) iter.Seq[*Analysis] {
	return func(yield func(*Analysis) bool) {
		graph, folder := s.Graph(n), folderOf(n.URI)
		var scope *Scope
		for i, cell := range n.order {
			a := cell.analyze(s.cellPlace(n, graph, i, folder, scope))
			if !yield(a) {
				return
			}
			scope = a.Below
		}
	}
}
