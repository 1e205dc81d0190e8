package bind

import (
	"strings"
	"sync"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// storedTree is the parsed text of a database's function: one let statement that declares it.
type storedTree struct {
	tree *syntax.Tree
	fn   *syntax.FuncExpr
}

// parsed keeps the trees of functions by their symbol, so that a body is parsed once however many texts call it. Bodies
// that are given no tables keep their binding too, unless they look into other databases: catalogs don't change what a
// symbol or database means.
//
// Invariant: at most parsedLimit entries, so that replaced catalogs don't pile up.
var parsed struct {
	sync.Mutex
	trees  map[*symbol.Function]*storedTree
	bodies map[bodyKey]*body
}

const parsedLimit = 4000

func storedTreeOf(f *symbol.Function) *storedTree {
	parsed.Lock()
	defer parsed.Unlock()
	if t := parsed.trees[f]; t != nil {
		return t
	}
	text := strings.TrimSpace(f.Body)
	if !strings.HasPrefix(text, "{") {
		text = "{" + text + "\n}"
	}
	t := &storedTree{tree: syntax.Parse("let f = () " + text)}
	for _, item := range t.tree.Root.Statements {
		if let, ok := item.Stmt.(*syntax.LetStmt); ok {
			t.fn, _ = let.Value.(*syntax.FuncExpr)
			break
		}
	}
	if parsed.trees == nil || len(parsed.trees) >= parsedLimit {
		parsed.trees = map[*symbol.Function]*storedTree{}
	}
	parsed.trees[f] = t
	return t
}

func (b *binder) storedCall(f *symbol.Function, argOf []syntax.Expr, vals []value) *Call {
	return b.storedCallIn(b.db, f, argOf, vals)
}

// storedCallIn is the call of a database's function: bound with its database as surroundings, or known by its declared
// result alone.
func (b *binder) storedCallIn(db *symbol.Database, f *symbol.Function, argOf []syntax.Expr, vals []value) *Call {
	if strings.TrimSpace(f.Body) == "" {
		c := &Call{Function: f, ArgOf: argOf, Type: f.Type, Rows: f.Result}
		if c.Rows == nil && c.Type == symbol.Unknown {
			c.Rows = openRows()
		}
		return c
	}
	key, cacheable := b.bodyKey(f, db, len(f.Params), argOf, vals)
	bd := b.run.bodies[key]
	lasting := cacheable && key.rows[0] == nil && !b.fuzzy
	if bd == nil && lasting {
		parsed.Lock()
		bd = parsed.bodies[key]
		parsed.Unlock()
	}
	if bd == nil || !cacheable {
		t := storedTreeOf(f)
		if t.fn == nil {
			return &Call{Function: f, ArgOf: argOf, Rows: openRows()}
		}
		before, asked := b.run.expanded, b.run.lookups
		bd = b.bindBody(key, cacheable, f, func(in *binder) *body {
			in.tree, in.db, in.stored = t.tree, db, f
			in.info = newInfo(t.tree, len(t.tree.Tokens))
			out := &body{fn: t.fn.Body, info: in.info}
			for i, p := range f.Params {
				v := &symbol.Variable{Name: p.Name, Kind: symbol.FunctionParam, Type: p.Type, Rows: p.Rows, Const: defaultOf(p)}
				if i < len(vals) {
					b.bindParam(v, argOf[i], vals[i], p.Rows != nil)
				}
				out.params = append(out.params, v)
				in.declare(v)
			}
			return out
		})
		if lasting && b.run.expanded > before && b.run.expanded < maxBodies && len(b.run.active) == 0 && b.run.lookups == asked {
			parsed.Lock()
			if parsed.bodies == nil || len(parsed.bodies) >= parsedLimit {
				parsed.bodies = map[bodyKey]*body{}
			}
			parsed.bodies[key] = bd
			parsed.Unlock()
		}
	}
	if bd.rows == nil && bd.typ == symbol.Unknown && bd.fn == nil {
		return &Call{Function: f, ArgOf: argOf, Rows: openRows()}
	}
	return callOf(bd, f, argOf)
}

// defaultOf is the value of a parameter's default, where its text is a literal.
func defaultOf(p symbol.Param) *symbol.Value {
	if p.Default == "" {
		return nil
	}
	tree := syntax.Parse("print " + p.Default)
	info := Query(tree, emptyCatalog{}, Options{})
	for _, st := range info.Statements {
		if st.Stmt == nil {
			continue
		}
		if op, ok := st.Stmt.X.(*syntax.OpExpr); ok {
			if pr, ok := op.Op.(*syntax.PrintOp); ok && len(pr.Items) == 1 {
				return info.Consts[pr.Items[0].X]
			}
		}
	}
	return nil
}

// emptyCatalog knows nothing, and says so.
type emptyCatalog struct{}

func (emptyCatalog) Database() *symbol.Database                         { return &symbol.Database{Loading: true} }
func (emptyCatalog) Lookup(cluster, db string) (*symbol.Database, bool) { return nil, false }

// callPattern binds the call of a declared pattern: P("a").["p"] or P("a").
func (b *binder) callPattern(h *closure, e *syntax.CallExpr) value {
	vals := b.args(e, scalarCalls)
	d := h.pattern
	if d.Params == nil {
		b.strictly(codeNoArguments, e.Name.Span(), 0)
		b.strictly(codeNoPattern, e.Name.Span())
		return value{kind: placeValue, at: &place{isDB: true}}
	}
	if n := len(d.Params.Params); len(vals) != n {
		b.report(codeNoArguments, e.Name.Span(), n)
		return value{kind: placeValue, at: &place{isDB: true}}
	}
	rows := map[string]*symbol.Rows{}
	fits := false
	for _, c := range d.Cases {
		if !b.caseFits(c, e) {
			continue
		}
		fits = true
		name := ""
		if c.Path != nil {
			if lit, ok := c.Path.X.(*syntax.StringLiteral); ok {
				name = lit.Value
			}
		}
		if r := h.cases[c]; r != nil && rows[name] == nil {
			rows[name] = r
		}
	}
	switch {
	case !fits:
		b.report(codeNoPattern, e.Name.Span())
		return broken
	case d.Path == nil && rows[""] != nil:
		return tabular(rows[""])
	}
	return value{kind: placeValue, at: &place{isDB: true, rows: rows}}
}

func (b *binder) caseFits(c *syntax.PatternCase, e *syntax.CallExpr) bool {
	for i, it := range c.Values {
		lit, ok := it.X.(*syntax.StringLiteral)
		if !ok || i >= len(e.Args) {
			return false
		}
		if k := b.info.Consts[e.Args[i].X]; k != nil && k.Str != lit.Value {
			return false
		}
	}
	return true
}

// pattern binds `declare pattern`.
func (b *binder) pattern(s *syntax.DeclarePatternStmt) {
	if s.Name == nil || s.Name.Value == "" {
		return
	}
	locals := b.locals
	if s.Params != nil {
		for _, p := range s.Params.Params {
			if v := b.param(p); v != nil {
				b.declare(v)
			}
		}
	}
	if s.Path != nil {
		if v := b.param(s.Path); v != nil {
			b.declare(v)
		}
	}
	cases := map[*syntax.PatternCase]*symbol.Rows{}
	for _, c := range s.Cases {
		for _, it := range c.Values {
			if it.X != nil {
				b.expr(it.X)
			}
		}
		if c.Body != nil {
			inner := b.locals
			if v := b.funcBody(c.Body); v.isTable() {
				cases[c] = rowsOf(v)
			}
			b.locals = inner
		}
	}
	b.locals = locals
	v := &symbol.Variable{Name: s.Name.Value, Kind: symbol.LetFunction, Decl: s, Home: &closure{tree: b.tree, pattern: s, cases: cases, scope: locals, db: b.db}}
	b.info.Defs[s.Name] = v
	b.declare(v)
}
