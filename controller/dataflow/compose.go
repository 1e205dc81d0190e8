package dataflow

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Options are the circumstances of a composition.
type Options struct {
	// Connection returns the connection of a cell. nil: all cells are on one.
	Connection func(cell int) string
	// Declare: query parameters stay `declare query_parameters`, as Kusto takes them. Else they become lets, with their
	// values as literals.
	Declare bool
	// Editor: nothing is going to run: parameters need no values, and places are all that matters.
	Editor bool
	// All: every definition that can be seen from the cell is put before it, not only those that it uses: for an editor
	// that wants to know what else could be written.
	All bool
	// Values are the values given for query parameters, by name.
	Values map[string]string
	// ResultText writes a named result as a tabular expression, for a query that runs where results can't be read in
	// place. nil: results stay names, and the engine is handed the tables.
	ResultText func(r ResultUse) (string, error)
}

// Composition is what a cell means together with the definitions that it uses.
type Composition struct {
	Text    string
	Results []ResultUse
	Params  []Param // that the text uses
	// Problems are reasons not to run; the text is complete all the same.
	Problems []Problem
	pieces   []piece
}

// ResultUse is a named result that a composition refers to.
type ResultUse struct {
	Name string // as the notebook calls it
	As   string // as the composed text calls it: another name where the first is taken
	Cell string // the cell whose result it is
	Use  Place  // one place that needs it
}

// Problem is a reason why a composition can't run.
type Problem struct {
	Place
	Code    string
	Message string
	Remedy  string
}

// piece is a part of a composed text that is copied from a cell. Between pieces is text of ours.
type piece struct {
	start, end int
	cell       string
	from       int // offset in the cell's text
	// whole: the piece stands for whole, not letter by letter: a name that was changed.
	whole syntax.Span
}

// Place returns where a span of the composed text comes from. A span over several pieces is cut to the one that holds its
// beginning. ok is false for text of ours.
func (c *Composition) Place(span syntax.Span) (p Place, ok bool) {
	i, found := slices.BinarySearchFunc(c.pieces, span.Start, func(p piece, at int) int { return p.start - at })
	if !found {
		i--
	}
	if i < 0 {
		return p, false
	}
	pc := c.pieces[i]
	// The end of the last piece counts, so that an error at the end of a text has a place.
	if span.Start > pc.end || span.Start == pc.end && i != len(c.pieces)-1 && span.End > span.Start {
		return p, false
	}
	if pc.whole != (syntax.Span{}) {
		return Place{pc.cell, pc.whole}, true
	}
	at := pc.from - pc.start
	return Place{pc.cell, syntax.Span{Start: span.Start + at, End: max(span.Start, min(span.End, pc.end)) + at}}, true
}

// composer builds one composition.
type composer struct {
	g      *Graph
	cell   int
	o      Options
	needed []Ref
	names  map[Ref]string // of definitions that are called otherwise
	out    strings.Builder
	c      *Composition
}

// Compose returns the text that a cell means: the definitions it uses from cells above, in the order of their places, then
// its own text. A definition whose name another one needs too is renamed, also where it is used.
func (g *Graph) Compose(cell int, o Options) *Composition {
	m := composer{g: g, cell: cell, o: o, needed: g.Needed(cell), names: map[Ref]string{}, c: &Composition{}}
	n := &g.Cells[cell]
	if n.Tree == nil || n.Command {
		m.copy(cell, syntax.Span{End: len(n.Text)}, nil)
		m.c.Text = m.out.String()
		return m.c
	}
	if o.All {
		uses := slices.Clone(n.Uses)
		for _, r := range g.Visible(cell) {
			uses = append(uses, Use{To: r})
		}
		m.needed = g.closure(uses)
	}
	m.rename()
	m.check()
	if o.Declare {
		m.declare()
	}
	for _, r := range m.needed {
		if r.Cell != cell {
			m.define(r)
		}
	}
	m.own()
	m.c.Text = m.out.String()
	return m.c
}

// rename finds other names for definitions whose name is taken by a later one.
func (m *composer) rename() {
	all := slices.Clone(m.needed)
	for d := range m.g.Cells[m.cell].Defs {
		if r := (Ref{m.cell, d}); m.g.Def(r).Kind != Result && !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, compareRefs)
	taken := map[string]bool{}
	word := func(cell int) {
		t := m.g.Cells[cell].Tree
		for _, k := range t.Tokens {
			if k.Kind == syntax.Word || k.Kind == syntax.StringLit {
				taken[t.TokenText(k)] = true
			}
		}
	}
	word(m.cell)
	for _, r := range m.needed {
		word(r.Cell)
	}
	for i, r := range all {
		name := m.g.Def(r).Name
		// A name that one cell defines twice is an error, and stays one.
		later := slices.ContainsFunc(all[i+1:], func(o Ref) bool { return m.g.Def(o).Name == name && o.Cell != r.Cell })
		if !later && !m.captures(r) {
			continue
		}
		for n := 1; ; n++ {
			other := name + "_" + strconv.Itoa(n)
			if !taken[other] {
				taken[other] = true
				m.names[r] = other
				break
			}
		}
	}
}

// captures reports whether a definition, under its own name, would be meant by a name that does not mean it: one that
// stands free in a definition of a cell above. Results count everywhere in the text that is composed; a let only where it
// can be seen, which is below.
func (m *composer) captures(r Ref) bool {
	d := m.g.Def(r)
	if d.Kind != Result && d.Kind != Parameter {
		return false
	}
	for _, o := range m.needed {
		od := m.g.Def(o)
		if o.Cell > r.Cell || od.Kind == Result {
			continue
		}
		for _, f := range m.g.Cells[o.Cell].Free {
			if f.Name == d.Name && od.Stmt.Start <= f.Span.Start && f.Span.End <= od.Stmt.End {
				return true
			}
		}
	}
	return false
}

// check finds definitions that another connection holds.
func (m *composer) check() {
	if m.o.Connection == nil {
		return
	}
	here := m.o.Connection(m.cell)
	for _, r := range m.needed {
		d := m.g.Def(r)
		if r.Cell == m.cell || !d.Table || d.Kind != Let && d.Kind != Function {
			continue
		}
		there := m.o.Connection(r.Cell)
		if there == here {
			continue
		}
		m.c.Problems = append(m.c.Problems, Problem{
			Place:   m.useOf(r),
			Code:    "HB110",
			Message: fmt.Sprintf("%q reads tables of the connection %q, and this cell runs on %q", d.Name, there, here),
			Remedy:  fmt.Sprintf("run %q in a cell on %q with a line `//%% as NAME`, and use that name here", d.Name, there),
		})
	}
}

// useOf returns the place in the cell from which a definition is needed.
func (m *composer) useOf(r Ref) Place {
	for _, u := range m.g.Cells[m.cell].Uses {
		if u.To == r || m.g.reaches(u.To, r, map[Ref]bool{}) {
			return Place{m.g.Cells[m.cell].ID, u.Span}
		}
	}
	return Place{Cell: m.g.Cells[m.cell].ID}
}

func (g *Graph) reaches(from, to Ref, seen map[Ref]bool) bool {
	if seen[from] {
		return false
	}
	seen[from] = true
	for _, u := range g.inside(from) {
		if u.To == to || g.reaches(u.To, to, seen) {
			return true
		}
	}
	return false
}

// name returns what a definition is called in the composed text.
func (m *composer) name(r Ref) string {
	if n, ok := m.names[r]; ok {
		return n
	}
	return m.g.Def(r).Name
}

// define writes a definition of a cell above.
func (m *composer) define(r Ref) {
	d := m.g.Def(r)
	switch d.Kind {
	case Result:
		use := ResultUse{Name: d.Name, As: m.name(r), Cell: m.g.Cells[r.Cell].ID, Use: m.useOf(r)}
		m.c.Results = append(m.c.Results, use)
		if m.o.ResultText == nil {
			return
		}
		text, err := m.o.ResultText(use)
		if err != nil {
			m.c.Problems = append(m.c.Problems, Problem{Place: use.Use, Code: "HB111", Message: err.Error()})
			return
		}
		m.out.WriteString("let " + use.As + " = " + text + ";\n")
	case Parameter:
		if p := m.param(r); !m.o.Declare {
			m.letParam(r, p)
		}
	default:
		m.copy(r.Cell, d.Stmt, &r)
		m.out.WriteString(";\n")
	}
}

func (m *composer) param(r Ref) Param {
	p := m.g.param(r, m.o.Values)
	p.As = m.name(r)
	m.c.Params = append(m.c.Params, p)
	if p.Given && !m.o.Editor {
		if _, bad := Literal(p.Type, p.Value); bad != "" {
			m.c.Problems = append(m.c.Problems, Problem{Place: p.Decl, Code: "HB112",
				Message: fmt.Sprintf("query parameter %q is of type %s: %s", p.Name, p.Type, bad)})
		}
	}
	if !p.Given && p.Default == "" && !m.o.Editor {
		m.c.Problems = append(m.c.Problems, Problem{Place: m.useOf(r), Code: "HB113",
			Message: fmt.Sprintf("query parameter %q has no value", p.Name),
			Remedy:  fmt.Sprintf("give its declaration a default, or run with --param %s=VALUE", p.Name)})
	}
	return p
}

// letParam writes a parameter as a let of its value.
func (m *composer) letParam(r Ref, p Param) {
	value := p.Default
	if p.Given {
		value, _ = Literal(p.Type, p.Value)
	}
	if value == "" {
		value = p.Type + "(null)"
		if p.Type == "string" {
			value = `""`
		}
	}
	m.out.WriteString("let ")
	m.name1(r)
	m.out.WriteString(" = " + value + ";\n")
}

// name1 writes the name of a definition where it is defined.
func (m *composer) name1(r Ref) {
	d := m.g.Def(r)
	start := m.out.Len()
	cell := &m.g.Cells[r.Cell]
	if other, ok := m.names[r]; ok {
		m.out.WriteString(other)
	} else {
		m.out.WriteString(cell.Text[d.Span.Start:d.Span.End])
	}
	m.c.pieces = append(m.c.pieces, piece{start: start, end: m.out.Len(), cell: cell.ID, from: d.Span.Start, whole: d.Span})
}

// declare writes one declaration of all parameters that are needed or of the cell's own.
func (m *composer) declare() {
	var refs []Ref
	for _, r := range m.needed {
		if r.Cell != m.cell && m.g.Def(r).Kind == Parameter {
			refs = append(refs, r)
		}
	}
	for d := range m.g.Cells[m.cell].Defs {
		if m.g.Cells[m.cell].Defs[d].Kind == Parameter {
			refs = append(refs, Ref{m.cell, d})
		}
	}
	if len(refs) == 0 {
		return
	}
	m.out.WriteString("declare query_parameters(")
	for i, r := range refs {
		if i > 0 {
			m.out.WriteString(", ")
		}
		d := m.g.Def(r)
		m.name1(r)
		m.copy(r.Cell, syntax.Span{Start: d.Span.End, End: d.Stmt.End}, nil)
		if r.Cell == m.cell {
			m.ownParam(r)
		}
	}
	m.out.WriteString(");\n")
}

// ownParam notes a parameter that the cell itself declares; without a value it is wrong only where it is used.
func (m *composer) ownParam(r Ref) Param {
	if slices.Contains(m.needed, r) {
		return m.param(r)
	}
	return m.g.param(r, m.o.Values)
}

// own writes the cell's text, with its declaration of parameters taken out.
func (m *composer) own() {
	n := &m.g.Cells[m.cell]
	at := 0
	for _, item := range n.Tree.Root.Statements {
		decl, ok := item.Stmt.(*syntax.DeclareParamsStmt)
		if !ok {
			continue
		}
		span := decl.Span()
		if item.Semi.Present() {
			span.End = int(item.Semi.End)
		}
		m.copy(m.cell, syntax.Span{Start: at, End: span.Start}, nil)
		at = span.End
		if m.o.Declare {
			continue
		}
		for d := range n.Defs {
			if r := (Ref{m.cell, d}); n.Defs[d].Kind == Parameter && span.Start <= n.Defs[d].Span.Start && n.Defs[d].Span.End <= span.End {
				m.letParam(r, m.ownParam(r))
			}
		}
	}
	m.copy(m.cell, syntax.Span{Start: at, End: len(n.Text)}, nil)
}

// copy writes a span of a cell, with names changed that are called otherwise. def is the definition that the span holds.
func (m *composer) copy(cell int, span syntax.Span, def *Ref) {
	n := &m.g.Cells[cell]
	type edit struct {
		span syntax.Span
		name string
	}
	var edits []edit
	add := func(at syntax.Span, r Ref) {
		if other, ok := m.names[r]; ok && span.Start <= at.Start && at.End <= span.End {
			edits = append(edits, edit{at, other})
		}
	}
	if def != nil {
		add(m.g.Def(*def).Span, *def)
	} else {
		for d := range n.Defs {
			if n.Defs[d].Kind != Result {
				add(n.Defs[d].Span, Ref{cell, d})
			}
		}
	}
	for _, u := range n.Uses {
		add(u.Span, u.To)
	}
	slices.SortFunc(edits, func(a, b edit) int { return a.span.Start - b.span.Start })
	at := span.Start
	for _, e := range edits {
		m.piece(n, syntax.Span{Start: at, End: e.span.Start})
		start := m.out.Len()
		m.out.WriteString(e.name)
		m.c.pieces = append(m.c.pieces, piece{start: start, end: m.out.Len(), cell: n.ID, from: e.span.Start, whole: e.span})
		at = e.span.End
	}
	m.piece(n, syntax.Span{Start: at, End: span.End})
}

func (m *composer) piece(n *Node, span syntax.Span) {
	if span.End <= span.Start {
		return
	}
	start := m.out.Len()
	m.out.WriteString(n.Text[span.Start:span.End])
	m.c.pieces = append(m.c.pieces, piece{start: start, end: m.out.Len(), cell: n.ID, from: span.Start})
}
