// Package dataflow says which cell of a notebook feeds which, and what a cell means together with the cells above it.
// The language server and the controller share it, so that an editor explains what the runner does.
//
// Terms. A cell defines names: by let statements, by declared query parameters, and by `//% as NAME`, which names its
// last tabular result. A name in a cell means its nearest definition above: in the cell itself before that place, else in
// the nearest cell above, where the last definition of a name counts. The rule looks at the text only: it needs no schema,
// and gives the same answer at every time.
//
// Invariants: a Graph does not change and does no I/O. Offsets are bytes of the cell's text. Edges point upwards only, so
// there are no cycles.
package dataflow

import (
	"slices"
	"sort"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Cell is a code cell. A functions file that all notebooks share is a cell too: it is put before all others.
type Cell struct {
	ID       string
	Language string // kusto; cells in other languages define and use nothing
	Text     string
}

// Kind says what defines a name.
type Kind uint8

const (
	Let       Kind = iota // a let of a scalar or a table
	Function              // a let of a lambda
	Parameter             // a declared query parameter
	Result                // `//% as`
)

// Def is a definition of a name.
type Def struct {
	Name string
	Kind Kind
	Span syntax.Span // of the name, as written
	Stmt syntax.Span // of the let statement, without its semicolon; of the parameter's declaration; else Span
	// From is where the name begins to be visible in its own cell; a Result is not visible there at all.
	From int
	// Table reports whether it reads tables of its connection: such a definition belongs to the connection of its cell.
	Table bool
	Node  syntax.Node // *syntax.LetStmt, *syntax.ParamDecl, or nil
}

// Ref names a definition: the cell's position in the graph, and the position in its Defs.
type Ref struct{ Cell, Def int }

// Use is a name that refers to a definition of its own cell or of one above.
type Use struct {
	Name string
	Span syntax.Span // of the name, as written
	To   Ref
	// Row reports whether it stands where a column of the same name would be meant first.
	Row bool
}

// Free is a name that refers to no definition: a table, a column, a function, or a mistake.
type Free struct {
	Name  string
	Span  syntax.Span
	Table bool // it stands where a table is read
	Row   bool
}

// Node is a cell with what was found out about it.
type Node struct {
	Cell
	Settings Settings
	Tree     *syntax.Tree // nil for other languages
	Defs     []Def
	Uses     []Use // in the order of the text
	Free     []Free
	// Runs reports whether it has something to run: a query or a command, not only definitions.
	Runs bool
	// Command reports whether it is a management command, which takes no definitions before it.
	Command bool
	// tables are the places that read the connection's tables without naming one: search, find, union *.
	tables []syntax.Span
}

// Graph is the cells of a notebook and how they depend on each other.
type Graph struct {
	Cells []Node
	index map[string]int
	named map[string][]Ref // the definitions of each name, by place
}

// New analyses cells, given in the order of their place.
func New(cells []Cell) *Graph { return Renew(nil, cells) }

// Renew is New, and takes over what is known of cells whose text did not change.
func Renew(old *Graph, cells []Cell) *Graph {
	g := &Graph{Cells: make([]Node, len(cells)), index: make(map[string]int, len(cells)), named: map[string][]Ref{}}
	for i, c := range cells {
		g.index[c.ID] = i
		n := &g.Cells[i]
		if old != nil {
			if j, ok := old.index[c.ID]; ok && old.Cells[j].Cell == c {
				o := &old.Cells[j]
				*n = Node{Cell: c, Settings: o.Settings, Tree: o.Tree, Runs: o.Runs, Command: o.Command}
			}
		}
		if n.Tree == nil {
			n.Cell = c
			n.read()
		}
		scan(g, i)
		for d := range n.Defs {
			g.named[n.Defs[d].Name] = append(g.named[n.Defs[d].Name], Ref{i, d})
		}
	}
	return g
}

func (n *Node) read() {
	if n.Language != "kusto" {
		return
	}
	n.Settings = parseSettings(n.Text)
	n.Tree = syntax.Parse(n.Text)
	for _, s := range n.Tree.Root.Statements {
		switch s.Stmt.(type) {
		case *syntax.ExprStmt:
			n.Runs = true
		case *syntax.CommandStmt:
			n.Runs, n.Command = true, true
		}
	}
}

// Index returns a cell's position, or -1.
func (g *Graph) Index(id string) int {
	if i, ok := g.index[id]; ok {
		return i
	}
	return -1
}

// Def returns a definition.
func (g *Graph) Def(r Ref) *Def { return &g.Cells[r.Cell].Defs[r.Def] }

// lookup finds what a name means at an offset of a cell.
func (g *Graph) lookup(cell int, name string, at int) (Ref, bool) {
	defs := g.Cells[cell].Defs
	for d := len(defs) - 1; d >= 0; d-- {
		if defs[d].Name == name && defs[d].Kind != Result && defs[d].From <= at {
			return Ref{cell, d}, true
		}
	}
	return g.above(cell, name)
}

func (g *Graph) above(cell int, name string) (Ref, bool) {
	refs := g.named[name]
	if i := sort.Search(len(refs), func(i int) bool { return refs[i].Cell >= cell }); i > 0 {
		return refs[i-1], true
	}
	return Ref{}, false
}

// Visible returns the definitions above a cell that a name in it may mean, by place; the cell's own are not among them.
func (g *Graph) Visible(cell int) []Ref {
	var refs []Ref
	seen := map[string]bool{}
	for c := cell - 1; c >= 0; c-- {
		for d := len(g.Cells[c].Defs) - 1; d >= 0; d-- {
			if name := g.Cells[c].Defs[d].Name; !seen[name] {
				seen[name] = true
				refs = append(refs, Ref{c, d})
			}
		}
	}
	slices.SortFunc(refs, compareRefs)
	return refs
}

func compareRefs(a, b Ref) int {
	if a.Cell != b.Cell {
		return a.Cell - b.Cell
	}
	return a.Def - b.Def
}

// Needed returns the definitions that a cell's text uses, directly or through others, by place: its own, and those of the
// cells above. What a named result was made of is not needed.
func (g *Graph) Needed(cell int) []Ref { return g.closure(g.Cells[cell].Uses) }

// closure returns what uses refer to, and what that refers to, and so on, by place.
func (g *Graph) closure(uses []Use) []Ref {
	seen := map[Ref]bool{}
	var need func(Use)
	need = func(u Use) {
		if seen[u.To] {
			return
		}
		seen[u.To] = true
		for _, inner := range g.inside(u.To) {
			need(inner)
		}
	}
	for _, u := range uses {
		need(u)
	}
	refs := make([]Ref, 0, len(seen))
	for r := range seen {
		refs = append(refs, r)
	}
	slices.SortFunc(refs, compareRefs)
	return refs
}

// inside returns the uses in a definition's statement.
func (g *Graph) inside(r Ref) []Use {
	d := g.Def(r)
	if d.Kind == Result {
		return nil
	}
	uses := g.Cells[r.Cell].Uses
	lo, _ := slices.BinarySearchFunc(uses, d.Stmt.Start, func(u Use, at int) int { return u.Span.Start - at })
	hi := lo
	for hi < len(uses) && uses[hi].Span.Start < d.Stmt.End {
		hi++
	}
	return uses[lo:hi]
}

// Needs returns the cells above whose definitions a cell uses, by place.
func (g *Graph) Needs(cell int) []int {
	var cells []int
	for _, r := range g.Needed(cell) {
		if r.Cell != cell && !slices.Contains(cells, r.Cell) {
			cells = append(cells, r.Cell)
		}
	}
	return cells
}

// Feeds returns the cells below that use a cell's definitions, directly or through lets, by place.
func (g *Graph) Feeds(cell int) []int {
	var cells []int
	for c := cell + 1; c < len(g.Cells); c++ {
		if slices.Contains(g.Needs(c), cell) {
			cells = append(cells, c)
		}
	}
	return cells
}

// Dependents returns all cells below whose results follow from a cell, by place: Feeds, what they feed, and so on.
func (g *Graph) Dependents(cell int) []int {
	from := map[int]bool{cell: true}
	var cells []int
	for c := cell + 1; c < len(g.Cells); c++ {
		for _, n := range g.Needs(c) {
			if from[n] {
				from[c] = true
				cells = append(cells, c)
				break
			}
		}
	}
	return cells
}
