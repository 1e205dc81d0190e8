// Package workspace is what the language server knows of the editor's documents: their texts, the notebooks that order
// some of them as cells, and what each text means.
//
// Terms. A Document is one text at one version; a notebook's cell is a Document too. A Snapshot is all documents at one
// moment. An Analysis is a document's meaning in a snapshot.
//
// Invariants: documents, notebooks and snapshots never change; State is the one place that makes new ones. An analysis is
// computed when it is asked for first, and once: what a text means follows from the text, the catalog of its connection and
// the definitions above it, and as long as these three are the same, so is the analysis.
package workspace

import (
	"strings"
	"sync"
	"sync/atomic"

	"github.com/huntbook/huntbook/controller/dataflow"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/protocol"
)

// Document is one text at one version.
type Document struct {
	URI      string
	Version  int32
	Language string
	*protocol.Mapper

	mu   sync.Mutex // held while the text is analysed
	memo atomic.Pointer[Analysis]
	// prior is the analysis of the version before, whose unchanged queries are taken over; nil once that is done.
	prior *Analysis
}

// NewDocument returns a document. It keeps copies: what is given may alias a message's buffer.
func NewDocument(uri, language string, version int32, text string) *Document {
	return &Document{URI: strings.Clone(uri), Version: version, Language: strings.Clone(language), Mapper: protocol.NewMapper(strings.Clone(text))}
}

// follow makes d take over from the version before it. d must not be in use yet.
func (d *Document) follow(old *Document) {
	if old == nil {
		return
	}
	if d.prior = old.memo.Load(); d.prior == nil && old.mu.TryLock() { // else it is being analysed now: not worth a wait
		d.prior = old.prior
		old.mu.Unlock()
	}
}

// Analysis is what a document means.
type Analysis struct {
	Doc     *Document
	Catalog bind.Catalog
	// Connection is the name of the connection that the text's names are looked up in.
	Connection string
	Scope      *Scope // what was defined above
	// Blocks are the queries of the text, in order: one for a cell, one or more for a file.
	Blocks []Block
	// Below is the scope of the next cell: Scope, and what this text defines.
	Below *Scope
	// Remarks are about the cell as part of its notebook: settings, shadowing, use above the definition. Spans are of the
	// document.
	Remarks []bind.Diagnostic
	place   place
}

// Block is one query of a document. Spans inside of Tree and Info count from Span.Start.
type Block struct {
	Span syntax.Span
	Tree *syntax.Tree
	Info *bind.Info
	// Advice goes with the query from version to version of the document.
	Advice *Advice
}

// Advice remembers what was said about a query in some circumstances.
type Advice struct {
	mu            sync.Mutex
	circumstances any // comparable
	said          []bind.Diagnostic
}

// In returns what say says, which is asked again when the circumstances are others. What it returns must not be changed.
func (a *Advice) In(circumstances any, say func() []bind.Diagnostic) []bind.Diagnostic {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.circumstances != circumstances {
		a.circumstances, a.said = circumstances, say()
	}
	return a.said
}

// At returns the block at an offset of the document, and the offset in it; nil for a document without blocks. An offset
// between two blocks belongs to the one before it; in a host, to none.
func (a *Analysis) At(offset int) (*Block, int) {
	if a.Doc.Host() {
		for i := range a.Blocks {
			if b := &a.Blocks[i]; b.Span.Start <= offset && offset <= b.Span.End {
				return b, offset - b.Span.Start
			}
		}
		return nil, 0
	}
	var found *Block
	for i := range a.Blocks {
		if b := &a.Blocks[i]; b.Span.Start <= offset {
			found = b
		}
	}
	if found == nil {
		if len(a.Blocks) == 0 {
			return nil, 0
		}
		found = &a.Blocks[0]
	}
	return found, min(max(offset-found.Span.Start, 0), found.Span.End-found.Span.Start)
}

// Scope is the definitions that a text finds above it, nearest last. A nil Scope holds none. Two texts with the same
// *Scope find the same definitions.
type Scope struct {
	above *Scope
	own   []*symbol.Variable
	all   []*symbol.Variable // above's and own, nearest last
}

// Variables returns the definitions, nearest last.
func (s *Scope) Variables() []*symbol.Variable {
	if s == nil {
		return nil
	}
	return s.all
}

// with returns the scope below a text that defines own. It is s itself when that is nothing.
func (s *Scope) with(own []*symbol.Variable) *Scope {
	if len(own) == 0 {
		return s
	}
	above := s.Variables()
	return &Scope{above: s, own: own, all: append(above[:len(above):len(above)], own...)}
}

// Folder is the folder of the text's file, or of its notebook's; empty for a text that is no file.
func (a *Analysis) Folder() string { return a.place.folder }

// Named returns the span of the name in `//% as NAME`, and whether the cell has one.
func (a *Analysis) Named() (syntax.Span, bool) {
	g := dataflow.New([]dataflow.Cell{{ID: "cell", Language: "kusto", Text: a.Doc.Text()}})
	if s := g.Cells[0].Settings.Get("as"); s != nil {
		return s.ValueSpan, true
	}
	return syntax.Span{}, false
}
