package dataflow

import (
	"fmt"
	"sort"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Note explains how a name at a place is understood.
type Note struct {
	Span    syntax.Span
	Code    string // HB120: hides a definition above; HB121: defined below only
	Message string
	Other   Place // the other definition
	// Maybe: the name may also be a column; the note is of use only when it turns out to mean nothing.
	Maybe bool
}

// Notes explains a cell's names: definitions that hide one above, and names that only a cell below defines.
func (g *Graph) Notes(cell int) (notes []Note) {
	n := &g.Cells[cell]
	for i := range n.Defs {
		d := &n.Defs[i]
		r, ok := g.above(cell, d.Name)
		for j := range i {
			if n.Defs[j].Name == d.Name {
				r, ok = Ref{cell, j}, true
			}
		}
		if ok {
			notes = append(notes, Note{Span: d.Span, Code: "HB120", Other: g.place(r),
				Message: fmt.Sprintf("from here on, %q means this definition; it hides the one above", d.Name)})
		}
	}
	for _, f := range n.Free {
		if r, ok := g.below(cell, f.Name); ok {
			notes = append(notes, Note{Span: f.Span, Code: "HB121", Other: g.place(r), Maybe: f.Row || f.Table,
				Message: fmt.Sprintf("%q is defined in a cell below; a name means its nearest definition above, so move that cell up", f.Name)})
		}
	}
	return notes
}

func (g *Graph) place(r Ref) Place { return Place{g.Cells[r.Cell].ID, g.Def(r).Span} }

func (g *Graph) below(cell int, name string) (Ref, bool) {
	refs := g.named[name]
	if i := sort.Search(len(refs), func(i int) bool { return refs[i].Cell > cell }); i < len(refs) {
		return refs[i], true
	}
	return Ref{}, false
}
