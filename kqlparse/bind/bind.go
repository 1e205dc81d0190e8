package bind

import (
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Query binds a text against a catalog. It never fails: what is wrong becomes a Diagnostic of the Info.
func Query(tree *syntax.Tree, cat Catalog, opts Options) *Info {
	b := &binder{cat: cat, opts: opts, tree: tree, db: cat.Database(), column: 1, run: &run{}}
	if b.db == nil {
		b.db = &symbol.Database{Loading: true}
	}
	b.info = newInfo(tree, len(tree.Tokens))
	for _, v := range opts.Outer {
		b.locals = &scope{v: v, outer: true, up: b.locals}
	}
	b.directives()
	if tree.Root != nil {
		b.block(tree.Root)
	}
	b.info.OuterUses = b.run.outer
	return b.info
}

func newInfo(tree *syntax.Tree, tokens int) *Info {
	n := tokens / 4
	return &Info{
		Tree:    tree,
		Types:   make(map[syntax.Expr]symbol.Type, n),
		Consts:  make(map[syntax.Expr]*symbol.Value, n/2),
		Rows:    make(map[syntax.Expr]*symbol.Rows),
		In:      make(map[syntax.Op]*symbol.Rows),
		Out:     make(map[syntax.Op]*symbol.Rows),
		Results: make(map[syntax.Op][]*symbol.Rows),
		Uses:    make(map[*syntax.Name]symbol.Symbol, n),
		Defs:    make(map[*syntax.Name]symbol.Symbol),
		Calls:   make(map[*syntax.CallExpr]*Call),
		Signs:   make(map[syntax.Expr]*builtinRow),
		Ops:     make(map[syntax.Op]any),
		Expand:  make(map[syntax.Expr]*Call),
	}
}

// binder binds one text, or one body of a function: then it shares run with the binder of the text that calls it.
//
// The fields from rows on are the surroundings of the expression that is being bound; whoever changes them puts them
// back.
type binder struct {
	cat  Catalog
	opts Options
	tree *syntax.Tree
	info *Info
	run  *run

	db      *symbol.Database // unqualified names are looked up here
	locals  *scope           // the innermost definition
	aliases map[string]*place
	column  int // the number of the next Column1
	silent  bool
	// stored is the database's function whose body this is; nil for a text. Its own name means the table of that name.
	stored *symbol.Function

	rows     *symbol.Rows // the columns in scope; nil outside of a pipe
	right    *symbol.Rows // the right table's columns in the condition of a join
	calls    callContext
	groups   []*symbol.Column // the group columns of the summarize around
	inPlugin bool
	piped    *symbol.Rows // what invoke hands to the function as its first argument
	nodes    *symbol.Rows // the columns of a graph's nodes, in its patterns' conditions
	fuzzy    bool         // isfuzzy=true: a missing table is a warning
	depth    int

	lastPassed *passedIndex // of the operator before, when it passed all columns on
}

// run is what the binders of one Query share.
type run struct {
	outer    []*symbol.Variable
	bodies   map[bodyKey]*body
	expanded int // bodies bound so far
	lookups  int // questions about other databases so far
	active   []any
	inferred map[*symbol.Rows]map[string]*symbol.Column
	lost     map[*symbol.Rows]syntax.Span // rows without columns because of a mistake, and where that is
}

// callContext says which kinds of functions may be called.
type callContext uint8

const (
	scalarCalls    callContext = iota
	aggregateCalls             // in summarize: aggregates too, and no column stands outside of one
	pluginCalls                // after evaluate
)

// maxDepth bounds the nesting of expressions, and of bodies within bodies.
const maxDepth = 1500

// scope is a definition and those around it. Scopes are never changed, so that a function's body keeps the one in which
// it was declared.
type scope struct {
	v     *symbol.Variable
	outer bool // declared outside of the text
	up    *scope
}

// find returns the nearest definition of a name, or nil.
func (b *binder) find(name string) *symbol.Variable {
	for s := b.locals; s != nil; s = s.up {
		if s.v.Name == name {
			if s.outer {
				b.usesOuter(s.v)
			}
			return s.v
		}
	}
	return nil
}

func (b *binder) usesOuter(v *symbol.Variable) {
	for _, u := range b.run.outer {
		if u == v {
			return
		}
	}
	b.run.outer = append(b.run.outer, v)
}

// declare puts a definition into scope.
func (b *binder) declare(v *symbol.Variable) { b.locals = &scope{v: v, up: b.locals} }

// declared reports whether the text itself, or the function around, declares the name already.
func (b *binder) declared(name string) bool {
	for s := b.locals; s != nil; s = s.up {
		if s.v.Name == name {
			return !s.outer
		}
	}
	return false
}

// inferredColumn is the column of open rows that has a name which is not among the known ones. Asked again for the same
// name, it is the same column.
func (b *binder) inferredColumn(rows *symbol.Rows, name string) *symbol.Column {
	m := b.run.inferred[rows]
	if m == nil {
		if b.run.inferred == nil {
			b.run.inferred = map[*symbol.Rows]map[string]*symbol.Column{}
		}
		m = map[string]*symbol.Column{}
		b.run.inferred[rows] = m
	}
	c := m[name]
	if c == nil {
		c = &symbol.Column{Name: name}
		m[name] = c
	}
	return c
}

func (b *binder) text(t syntax.Token) string { return b.tree.TokenText(t) }
