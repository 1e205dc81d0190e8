package bind

import (
	"slices"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

type builtinRow = builtin.Function

// block binds the statements of a text, or of a query inside of a command, in order.
func (b *binder) block(q *syntax.QueryBlock) {
	for _, item := range q.Statements {
		if item == nil || item.Stmt == nil {
			continue
		}
		v := b.statement(item.Stmt)
		switch s := item.Stmt.(type) {
		case *syntax.ExprStmt:
			st := Statement{Stmt: s}
			switch {
			case v.isTable():
				st.Rows = rowsOf(v)
			case v.kind == scalarValue:
				st.Type = v.typ
			}
			b.info.Statements = append(b.info.Statements, st)
		case *syntax.LetStmt:
			if d, ok := b.info.Defs[s.Name].(*symbol.Variable); ok {
				b.info.Globals = append(b.info.Globals, d)
			}
		}
	}
	b.info.Globals = lastOfName(b.info.Globals)
}

// lastOfName leaves out the variables that a later one of the same name replaces.
func lastOfName(vars []*symbol.Variable) []*symbol.Variable {
	last := make(map[string]*symbol.Variable, len(vars))
	for _, v := range vars {
		last[v.Name] = v
	}
	return slices.DeleteFunc(vars, func(v *symbol.Variable) bool { return last[v.Name] != v })
}

// statement binds one statement. The value is that of an expression statement.
func (b *binder) statement(s syntax.Stmt) value {
	switch s := s.(type) {
	case *syntax.ExprStmt:
		if s.X == nil {
			return broken
		}
		return b.expr(s.X)
	case *syntax.LetStmt:
		b.let(s)
	case *syntax.DeclareParamsStmt:
		b.queryParams(s)
	case *syntax.DeclarePatternStmt:
		b.pattern(s)
	case *syntax.AliasStmt:
		b.alias(s)
	case *syntax.RestrictStmt:
		b.restrict(s)
	case *syntax.CommandStmt:
		return b.command(s)
	}
	return broken
}

// let binds `let Name = Value` and puts the name into scope.
func (b *binder) let(s *syntax.LetStmt) {
	if s.Name == nil || s.Name.Value == "" {
		if s.Value != nil {
			b.expr(s.Value)
		}
		return
	}
	if b.declared(s.Name.Value) {
		b.report(codeDeclaredTwice, s.Name.Span(), s.Name.Value)
	}
	v := &symbol.Variable{Name: s.Name.Value, Decl: s}
	switch x := s.Value.(type) {
	case nil:
	case *syntax.FuncExpr:
		v.Kind = symbol.LetFunction
		if x.View.Present() {
			v.Kind = symbol.LetView
		}
		v.Home = &closure{tree: b.tree, fn: x, scope: b.locals, db: b.db, stored: b.stored}
		b.lambda(x)
	default:
		val := b.expr(x)
		switch {
		case val.isTable():
			v.Kind, v.Rows = symbol.LetTable, rowsOf(val)
		case val.kind == graphValue:
			v.Kind, v.Home = symbol.LetTable, val.net
		case val.kind == placeValue:
			v.Home = val.at
		case val.kind == tupleValue:
			if len(val.cols) > 1 {
				b.report(codeManyInVariable, x.Span())
			}
			v.Type = val.typ
		case val.isBroken() && present(x):
			v.Home = &mistake{at: x.Span()}
		default:
			v.Type, v.Const = val.typ, b.info.Consts[x]
		}
		if f, ok := val.sym.(*symbol.Variable); ok && val.kind == functionValue {
			v.Kind, v.Home = f.Kind, f.Home
		}
	}
	b.info.Defs[s.Name] = v
	b.declare(v)
}

// queryParams binds `declare query_parameters(...)`.
func (b *binder) queryParams(s *syntax.DeclareParamsStmt) {
	if s.Params == nil {
		return
	}
	for _, p := range s.Params.Params {
		v := b.param(p)
		if v == nil {
			continue
		}
		v.Kind = symbol.QueryParam
		if given, ok := b.opts.Params[v.Name]; ok {
			v.Const = &given
		}
		b.info.Parameters = append(b.info.Parameters, v)
		b.declare(v)
	}
}

// param declares a parameter, with the types that its declaration gives. It returns nil when it has no name.
func (b *binder) param(p *syntax.ParamDecl) *symbol.Variable {
	if p == nil || p.Name == nil || p.Name.Value == "" {
		return nil
	}
	v := &symbol.Variable{Name: p.Name.Value, Kind: symbol.FunctionParam, Decl: p}
	switch {
	case p.Schema != nil:
		v.Rows = b.schemaRows(p.Schema)
	case p.Type != nil:
		v.Type = b.typeName(p.Type)
	}
	if p.Default != nil {
		b.expr(p.Default)
		v.Const = b.info.Consts[p.Default]
	}
	b.info.Defs[p.Name] = v
	return v
}

// schemaRows makes the columns that `(name: type, ...)` declares; `(*)` is open.
func (b *binder) schemaRows(s *syntax.SchemaType) *symbol.Rows {
	rows := &symbol.Rows{Open: s.Star.Present()}
	for _, c := range s.Columns {
		if c == nil || c.Name == nil || c.Name.Value == "" {
			continue
		}
		col := &symbol.Column{Name: c.Name.Value}
		if c.Type != nil {
			col.Type = b.typeName(c.Type)
		}
		if rows.Column(col.Name) != nil {
			b.report(codeColumnTwice, c.Name.Span(), col.Name)
			continue
		}
		b.info.Defs[c.Name] = col
		rows.Columns = append(rows.Columns, col)
	}
	return rows
}

// typeName is the type that a word names.
func (b *binder) typeName(t *syntax.TypeName) symbol.Type {
	if !t.Word.Present() {
		return symbol.Unknown
	}
	word := b.text(t.Word)
	typ, ok := symbol.TypeNamed(word)
	if !ok {
		b.report(codeUnknownType, t.Word.Span(), word)
	}
	return typ
}

func (b *binder) alias(s *syntax.AliasStmt) {
	if s.Value == nil || s.Name == nil {
		return
	}
	v := b.expr(s.Value)
	switch {
	case v.kind == placeValue:
		if b.aliases == nil {
			b.aliases = map[string]*place{}
		}
		b.aliases[s.Name.Value] = v.at
	case !v.isBroken() && !(v.kind == scalarValue && v.typ == symbol.Unknown):
		b.report(codeDatabaseNeeded, s.Value.Span())
	}
}

func (b *binder) restrict(s *syntax.RestrictStmt) {
	for _, e := range s.Entities {
		if e.X != nil {
			b.tables(e.X)
		}
	}
}

// command binds what a management command contains: the query behind `<|`, and the operators applied to its result, of
// which nothing is known when no row of the table has the command.
func (b *binder) command(s *syntax.CommandStmt) value {
	result := tabular(openRows())
	if c := CommandOf(b.tree, s); c != nil {
		result = tabular(c.Rows())
	}
	if s.Inner != nil {
		inner := b.info.Statements
		b.block(s.Inner)
		b.info.Statements = inner
	} else if s.Query != nil {
		b.statement(s.Query)
	}
	return b.operators(result, s.Ops)
}

// CommandOf returns the row of a management command, or nil when no row knows it.
func CommandOf(tree *syntax.Tree, s *syntax.CommandStmt) *builtin.Command {
	if len(s.Words) == 0 {
		return nil
	}
	text := tree.Text[s.Dot.End:s.Words[len(s.Words)-1].End]
	if s.Arrow.Present() {
		text += " <| x" // whatever the query is
	}
	return builtin.CommandFor(text)
}
