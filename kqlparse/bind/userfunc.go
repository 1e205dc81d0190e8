package bind

import (
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// closure is a function that a text declares: its body and the definitions that the body sees.
type closure struct {
	tree    *syntax.Tree
	fn      *syntax.FuncExpr // nil for a pattern
	pattern *syntax.DeclarePatternStmt
	cases   map[*syntax.PatternCase]*symbol.Rows // what a pattern's cases yield
	scope   *scope
	db      *symbol.Database
	stored  *symbol.Function
}

// bodyKey identifies a body bound with given arguments: the types and constants of scalars, the rows of tables.
type bodyKey struct {
	fn   any // *syntax.FuncExpr or *symbol.Function
	db   *symbol.Database
	args string
	rows [4]*symbol.Rows
}

// body is a function's body bound for some arguments. It is the same for all calls with these arguments.
type body struct {
	params []*symbol.Variable
	info   *Info
	fn     *syntax.FuncBody
	typ    symbol.Type
	rows   *symbol.Rows
}

// Bounds on the binding of bodies: how many in one text, and how deep a body within a body.
const (
	maxBodies    = 2000
	maxBodyDepth = 60
)

func paramsOf(f *syntax.FuncExpr) []*syntax.ParamDecl {
	if f == nil || f.Params == nil {
		return nil
	}
	return f.Params.Params
}

// lambda binds the body of a function where it is declared, with the types that its parameters declare: so that the
// body's own mistakes are reported once, and names in it can be followed.
func (b *binder) lambda(f *syntax.FuncExpr) {
	locals, column := b.locals, b.column
	b.column = 1
	for _, p := range paramsOf(f) {
		if v := b.param(p); v != nil {
			c := *v
			c.Const = nil
			b.info.Defs[p.Name] = &c
			b.declare(&c)
		}
	}
	b.detached(func() value {
		if f.Body != nil {
			b.funcBody(f.Body)
		}
		return broken
	})
	b.locals, b.column = locals, column
}

// funcBody binds the statements of a body; its value is the last expression.
func (b *binder) funcBody(f *syntax.FuncBody) value {
	v := value{kind: noValue}
	for _, item := range f.Statements {
		if item == nil || item.Stmt == nil {
			continue
		}
		val := b.statement(item.Stmt)
		if _, ok := item.Stmt.(*syntax.ExprStmt); ok {
			v = val
		}
	}
	return v
}

// callLambda binds the call of a function that the text declares.
func (b *binder) callLambda(v *symbol.Variable, h *closure, e *syntax.CallExpr) value {
	decls := paramsOf(h.fn)
	names := make([]string, len(decls))
	need := make([]bool, len(decls))
	tables := make([]*symbol.Rows, len(decls))
	isTable := make([]bool, len(decls))
	for i, p := range decls {
		if p.Name != nil {
			names[i] = p.Name.Value
		}
		need[i] = p.Default == nil
		isTable[i] = p.Schema != nil
		if p.Schema != nil && !p.Schema.Star.Present() {
			tables[i] = declaredRows(h.tree, p.Schema)
		}
	}
	argOf, vals, ok := b.place(e, names, need, isTable, tables)
	if !ok {
		// The arguments are wrong: what the body yields is known only as far as it needs none of them.
		argOf, vals = make([]syntax.Expr, len(decls)), make([]value, len(decls))
		for i := range vals {
			vals[i] = unknown
			if isTable[i] {
				vals[i] = tabular(openRows())
			}
		}
	}
	c := b.lambdaCall(v, h, argOf, vals)
	c.Args = argOf
	b.info.Calls[e] = c
	return callValue(c)
}

// declaredRows are the columns of a tabular parameter, for the check of arguments.
func declaredRows(tree *syntax.Tree, s *syntax.SchemaType) *symbol.Rows {
	rows := &symbol.Rows{}
	for _, c := range s.Columns {
		if c == nil || c.Name == nil {
			continue
		}
		col := &symbol.Column{Name: c.Name.Value}
		if c.Type != nil && c.Type.Word.Present() {
			col.Type, _ = symbol.TypeNamed(tree.TokenText(c.Type.Word))
		}
		rows.Columns = append(rows.Columns, col)
	}
	return rows
}

// place binds arguments and puts them to their parameters: in order, or by name. It reports what does not fit.
func (b *binder) place(e *syntax.CallExpr, names []string, need, isTable []bool, tables []*symbol.Rows) (argOf []syntax.Expr, vals []value, ok bool) {
	n := len(names)
	argOf, vals = make([]syntax.Expr, n), make([]value, n)
	shift := 0
	if b.piped != nil && n > 0 {
		vals[0] = tabular(b.piped)
		shift = 1
		b.piped = nil
	}
	ok = true
	given := 0
	for i, it := range e.Args {
		if it.X == nil {
			continue
		}
		given++
		at, x := i+shift, it.X
		if named, isNamed := x.(*syntax.NamedExpr); isNamed && named.Name != nil {
			at = -1
			for k, name := range names {
				if name == named.Name.Value {
					at = k
				}
			}
			if at < 0 {
				b.report(codeArgumentName, named.Name.Span())
				ok = false
			}
			x = named.X
		}
		var v value
		if at >= 0 && at < n && isTable[at] {
			v = b.tableArg(x)
		} else {
			old := b.calls
			b.calls = scalarCalls
			v = b.expr(x)
			b.calls = old
		}
		if x != it.X {
			b.record(it.X, v)
			b.copyConst(it.X, x)
		}
		if at >= n || at < 0 {
			continue
		}
		argOf[at], vals[at] = x, v
		ok = b.checkUserArg(x, v, isTable[at], tables[at]) && ok
	}
	least := 0
	for _, nd := range need {
		if nd {
			least++
		}
	}
	switch total := given + shift; {
	case !e.Close.Present():
		ok = false // it is still being written
	case total > n || total < least:
		ok = false
		if least == n {
			b.report(codeArgumentCount, e.Name.Span(), e.Name.Value, argumentsWord(n))
		} else {
			b.report(codeArgumentRange, e.Name.Span(), e.Name.Value, least, n)
		}
	default:
		for i := range names {
			if argOf[i] == nil && need[i] && !(i == 0 && shift == 1) && ok {
				b.report(codeArgumentMissing, e.Name.Span(), names[i])
				ok = false
			}
		}
	}
	return argOf, vals, ok
}

// tableArg binds an argument where the function wants a table: a column of that name does not count.
func (b *binder) tableArg(e syntax.Expr) value {
	if n, ok := unparen(e).(*syntax.NameExpr); ok {
		v := b.detached(func() value { return b.name(n, false) })
		b.record(e, v)
		b.record(n, v)
		return v
	}
	return b.detached(func() value { return b.tables(e) })
}

// checkUserArg reports an argument of the wrong kind. Scalars convert as needed.
func (b *binder) checkUserArg(e syntax.Expr, v value, wantTable bool, want *symbol.Rows) bool {
	if v.isBroken() {
		if wantTable && present(e) {
			b.strictly(codeTableExpected, e.Span())
		}
		return true
	}
	if !wantTable {
		if v.isTable() {
			b.report(codeScalarExpected, e.Span())
			return false
		}
		return true
	}
	if v.kind == scalarValue && v.typ == symbol.Unknown {
		return true
	}
	if !v.isTable() {
		b.report(codeTableExpected, e.Span())
		return false
	}
	rows := rowsOf(v)
	if want == nil || rows.Open {
		return true
	}
	for _, c := range want.Columns {
		have := rows.Column(c.Name)
		if have == nil || have.Type != c.Type && have.Type != symbol.Unknown && c.Type != symbol.Unknown {
			b.report(codeLacksColumns, e.Span())
			return false
		}
	}
	return true
}

// callStored binds the call of a function of a database.
func (b *binder) callStored(db *symbol.Database, f *symbol.Function, e *syntax.CallExpr) value {
	n := len(f.Params)
	names, need, isTable, tables := make([]string, n), make([]bool, n), make([]bool, n), make([]*symbol.Rows, n)
	for i, p := range f.Params {
		names[i], need[i], isTable[i] = p.Name, p.Default == "", p.Rows != nil
		if p.Rows != nil && !p.Rows.Open {
			tables[i] = p.Rows
		}
	}
	argOf, vals, ok := b.place(e, names, need, isTable, tables)
	if !ok {
		vals = nil
	}
	c := b.storedCallIn(db, f, argOf, vals)
	c.Args = argOf
	b.info.Calls[e] = c
	return callValue(c)
}

// lambdaCall is the call of a text's function with the arguments given: nil where a default is meant.
func (b *binder) lambdaCall(v *symbol.Variable, h *closure, argOf []syntax.Expr, vals []value) *Call {
	decls := paramsOf(h.fn)
	key, cacheable := b.bodyKey(h.fn, h.db, len(decls), argOf, vals)
	bd := b.run.bodies[key]
	if bd == nil || !cacheable {
		bd = b.bindBody(key, cacheable, h.fn, func(in *binder) *body {
			in.tree, in.locals, in.db, in.stored = h.tree, h.scope, h.db, h.stored
			in.info = newInfo(h.tree, 64)
			out := &body{fn: h.fn.Body, info: in.info}
			for i, p := range decls {
				pv := in.param(p)
				if pv == nil {
					pv = &symbol.Variable{Kind: symbol.FunctionParam, Decl: p}
				}
				if i < len(vals) {
					b.bindParam(pv, argOf[i], vals[i], p.Schema != nil)
				}
				out.params = append(out.params, pv)
				in.declare(pv)
			}
			return out
		})
	}
	return callOf(bd, nil, argOf)
}

// bindParam gives a parameter what its argument is.
func (b *binder) bindParam(v *symbol.Variable, e syntax.Expr, arg value, wantTable bool) {
	switch {
	case arg.isTable():
		v.Rows = rowsOf(arg)
		v.Const = nil
	case wantTable:
		if v.Rows == nil {
			v.Rows = openRows()
		}
	case e != nil:
		if v.Type == symbol.Unknown {
			v.Type = arg.typ
		}
		v.Const = nil
		if c := b.info.Consts[e]; c != nil && (c.Type == v.Type || v.Type == symbol.Unknown) {
			v.Const = c
		}
	}
}

func callOf(bd *body, f *symbol.Function, argOf []syntax.Expr) *Call {
	return &Call{Function: f, Body: bd.fn, Params: bd.params, ArgOf: argOf, Info: bd.info, Type: bd.typ, Rows: bd.rows}
}

// bodyKey is the key of a call; it reports whether the body may be shared.
func (b *binder) bodyKey(fn any, db *symbol.Database, n int, argOf []syntax.Expr, vals []value) (bodyKey, bool) {
	k := bodyKey{fn: fn, db: db}
	var s strings.Builder
	table := 0
	for i := range min(n, len(vals)) {
		switch v := vals[i]; {
		case v.isTable():
			if table == len(k.rows) {
				return k, false
			}
			k.rows[table] = rowsOf(v)
			table++
			s.WriteByte('t')
		case i < len(argOf) && argOf[i] == nil:
			s.WriteByte('d')
		default:
			s.WriteByte('a' + byte(v.typ))
			if c := b.info.Consts[argOf[i]]; c != nil {
				s.WriteString(strconv.Quote(constText(c)))
			}
		}
	}
	k.args = s.String()
	return k, true
}

// bindBody binds a body once: prepare makes the binder ready and declares the parameters.
func (b *binder) bindBody(key bodyKey, cacheable bool, identity any, prepare func(in *binder) *body) *body {
	again := 0
	for _, a := range b.run.active {
		if a == identity {
			again++
		}
	}
	if again > 0 || len(b.run.active) >= maxBodyDepth || b.run.expanded >= maxBodies {
		return &body{rows: openRows()}
	}
	b.run.expanded++
	in := &binder{cat: b.cat, opts: b.opts, run: b.run, column: 1, silent: true, depth: b.depth, fuzzy: b.fuzzy}
	out := prepare(in)
	b.run.active = append(b.run.active, identity)
	if out.fn != nil {
		switch v := in.funcBody(out.fn); v.kind {
		case tableValue, tablesValue:
			out.rows = rowsOf(v)
		case scalarValue, tupleValue:
			out.typ = v.typ
		}
	}
	b.run.active = b.run.active[:len(b.run.active)-1]
	if cacheable {
		if b.run.bodies == nil {
			b.run.bodies = map[bodyKey]*body{}
		}
		b.run.bodies[key] = out
	}
	return out
}
