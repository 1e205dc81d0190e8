package workspace

import (
	"slices"
	"strings"

	"github.com/huntbook/huntbook/controller/dataflow"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// place is where a document stands: everything beside its text that its meaning depends on.
type place struct {
	connection string
	catalog    bind.Catalog
	scope      *Scope
	named      string       // the name of the last tabular result; empty: none
	rows       *symbol.Rows // columns of that result as it was run, where binding leaves them open
	remarks    []remark     // about this cell
	cell       bool
	folder     string // of the file; empty for a text that is none
}

// remark is something about a cell as part of its notebook.
type remark struct {
	bind.Diagnostic
	// maybe: the name may be a column, too; it is only told where binding found no meaning.
	maybe bool
}

func (r remark) equal(o remark) bool {
	return r.Span == o.Span && r.Code == o.Code && r.Message == o.Message && r.maybe == o.maybe
}

// remarksOf returns what the graph knows about a cell.
func remarksOf(g *dataflow.Graph, cell int) (out []remark) {
	for _, w := range g.Cells[cell].Settings.Warnings {
		out = append(out, remark{Diagnostic: bind.Diagnostic{Span: w.Span, Kind: "lint", Code: w.Code, Severity: bind.Warning, Message: w.Message}})
	}
	for _, n := range g.Notes(cell) {
		severity := bind.Hint
		if n.Maybe || n.Code == "HB121" {
			severity = bind.Information
		}
		out = append(out, remark{maybe: n.Maybe, Diagnostic: bind.Diagnostic{Span: n.Span, Kind: "lint", Code: n.Code, Severity: severity, Message: n.Message,
			Related: []bind.Related{{Span: n.Other.Span, Cell: n.Other.Cell, Message: "the other definition"}}}})
	}
	return out
}

// analyze returns the document's meaning at a place, from memory when the place is the one it was analysed at last.
func (d *Document) analyze(p place) *Analysis {
	d.mu.Lock()
	defer d.mu.Unlock()
	if m := d.memo.Load(); m != nil && m.Catalog == p.catalog && m.Scope == p.scope && m.fits(p) {
		return m
	}
	old := reusable(d.prior, p)
	d.prior = nil
	a := &Analysis{Doc: d, Catalog: p.catalog, Connection: p.connection, Scope: p.scope}
	var own []*symbol.Variable
	for _, s := range d.spans(p.cell) {
		text := d.Text()[s.Start:s.End]
		b, ok := old.take(text)
		if b.Span = s; !ok {
			b.Tree = syntax.Parse(strings.Clone(text)) // a tree that outlives this version must not keep its whole text
			b.Advice = &Advice{}
			b.Info = bind.Query(b.Tree, p.catalog, bind.Options{Outer: p.scope.Variables()})
		}
		a.Blocks = append(a.Blocks, b)
		if p.cell {
			own = append(own, b.Info.Parameters...)
			own = append(own, b.Info.Globals...)
		}
	}
	for _, v := range own {
		v.Cell = d.URI
	}
	if p.named != "" {
		own = append(own, result(d, p, a))
	}
	a.Below = p.scope.with(own)
	for _, r := range p.remarks {
		if !r.maybe || a.faulty(r.Span) {
			a.Remarks = append(a.Remarks, r.Diagnostic)
		}
	}
	a.place = p
	d.memo.Store(a)
	return a
}

// blocks are queries that were analysed already, by their text.
type blocks map[string][]Block

// reusable returns the blocks of an analysis that mean the same at a place.
func reusable(a *Analysis, p place) blocks {
	if a == nil || a.Catalog != p.catalog || a.Scope != p.scope {
		return nil
	}
	m := make(blocks, len(a.Blocks))
	for _, b := range a.Blocks {
		m[b.Tree.Text] = append(m[b.Tree.Text], b)
	}
	return m
}

// take returns a block of that text. Each is given once: two queries of the same text have names of their own.
func (m blocks) take(text string) (b Block, ok bool) {
	if list := m[text]; len(list) > 0 {
		m[text] = list[1:]
		return list[0], true
	}
	return Block{}, false
}

// faulty reports whether binding found something wrong at a span of the document.
func (a *Analysis) faulty(span syntax.Span) bool {
	for i := range a.Blocks {
		for _, d := range a.Blocks[i].Info.Diagnostics {
			if base := a.Blocks[i].Span.Start; d.Severity == bind.Error && base+d.Span.Start < span.End && span.Start < base+d.Span.End {
				return true
			}
		}
	}
	return false
}

// fits reports whether an analysis at the same catalog and scope is also right for the rest of the place.
func (a *Analysis) fits(p place) bool {
	return a.Connection == p.connection && a.place.named == p.named && a.place.rows == p.rows && slices.EqualFunc(a.place.remarks, p.remarks, remark.equal)
}

// result is the table that `//% as NAME` makes of the last tabular statement.
func result(d *Document, p place, a *Analysis) *symbol.Variable {
	v := &symbol.Variable{Name: p.named, Kind: symbol.AsTable, Rows: &symbol.Rows{Open: true}, Cell: d.URI}
	for _, b := range a.Blocks {
		for _, s := range b.Info.Statements {
			if s.Rows != nil {
				v.Rows = s.Rows
			}
		}
	}
	if v.Rows.Open && p.rows != nil {
		v.Rows = p.rows
	}
	return v
}
