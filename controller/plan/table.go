package plan

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// maxDepth bounds how deep functions and lets may be expanded within each other.
const maxDepth = 200

// table plans a tabular expression.
func (e *env) table(x syntax.Expr) *stream {
	e.b.depth++
	defer func() { e.b.depth-- }()
	if e.b.depth > maxDepth {
		e.unsupported(x, "a query nested this deep", "")
	}
	if c := e.info.Expand[x]; c != nil {
		return e.body(x, c, nil)
	}
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return e.table(x.X)
	case *syntax.PipeExpr:
		s := e.table(x.Source)
		return e.operators(s, x.Ops)
	case *syntax.OpExpr:
		return e.operator(x.Op, nil)
	case *syntax.NameExpr:
		return e.tableName(x)
	case *syntax.CallExpr:
		return e.tableCall(x, nil)
	case *syntax.PathExpr:
		return e.tablePath(x)
	case *syntax.DataTableExpr:
		return e.datatable(x)
	case *syntax.ExternalDataExpr:
		return e.externaldata(x)
	case *syntax.WildcardExpr, *syntax.StarExpr:
		e.unsupported(x, "a pattern of table names here", "write union")
	}
	e.unsupported(x, "this table expression", "")
	return nil
}

func (e *env) operators(s *stream, ops []*syntax.PipedOp) *stream {
	for _, p := range ops {
		if p != nil && p.Op != nil {
			s = e.operator(p.Op, s)
		}
	}
	return s
}

// opList plans a pipe in parentheses, with the lets before it.
func (e *env) opList(s *stream, l *syntax.OpList) *stream {
	if l == nil {
		return s
	}
	e.home(l.Lets)
	return e.operators(s, l.Ops)
}

// tableName plans a name that stands for a table.
func (e *env) tableName(x *syntax.NameExpr) *stream {
	switch u := e.info.Uses[x.Name].(type) {
	case *symbol.Table:
		return e.scan(u, x)
	case *symbol.Variable:
		return e.variable(u, x)
	}
	e.unsupported(x, "the table "+x.Name.Value, "it is not known")
	return nil
}

// variable plans a reference to a let, a parameter or a name given by `as`.
func (e *env) variable(v *symbol.Variable, x syntax.Node) *stream {
	if a, ok := e.params[v]; ok && a.table != nil {
		return a.table()
	}
	if sh := e.b.named[v]; sh != nil {
		return e.b.ref(sh)
	}
	if let, ok := v.Decl.(*syntax.LetStmt); ok {
		home := e.b.homes[let]
		if home == nil {
			e.unsupported(x, "the definition of "+v.Name, "it is not part of this text")
		}
		if len(home.params) == 0 {
			sh := e.b.lets[let]
			if sh == nil {
				sh = e.b.share(home.table(let.Value), false)
				e.b.lets[let] = sh
			}
			return e.b.ref(sh)
		}
		return home.table(let.Value)
	}
	e.unsupported(x, "the definition of "+v.Name, "")
	return nil
}

// scan reads a table of the catalog.
func (e *env) scan(t *symbol.Table, at syntax.Node) *stream {
	s := &Scan{Table: t, Span: e.span(at)}
	out := &stream{rel: s, cols: map[*symbol.Column]ColID{}, rows: t.Rows.Columns}
	for _, c := range t.Rows.Columns {
		col := e.b.column(c)
		s.Columns = append(s.Columns, ScanColumn{Column: col, Source: c})
		out.cols[c] = col.ID
	}
	return out
}

// tableCall plans a call that yields a table. piped is what invoke hands over, else nil.
func (e *env) tableCall(x *syntax.CallExpr, piped *stream) *stream {
	c := e.info.Calls[x]
	if c == nil {
		e.unsupported(x, x.Name.Value+"()", "")
	}
	if c.Builtin == nil {
		return e.body(x, c, piped)
	}
	switch name := c.Builtin.Name; name {
	case "materialize", "__materialize", "totable":
		return e.b.ref(e.b.share(e.table(c.Args[0]), true))
	case "table":
		if k := e.info.Consts[c.Args[0]]; k != nil {
			if t := e.tableOf(c.Rows); t != nil {
				return e.scan(t, x)
			}
		}
	}
	reason := c.Builtin.Local.Remote
	e.unsupported(x, c.Builtin.Name+"()", reason)
	return nil
}

// tableOf finds the table whose columns these are.
func (e *env) tableOf(rows *symbol.Rows) *symbol.Table {
	if rows == nil {
		return nil
	}
	for _, c := range rows.Columns {
		if c.Table != nil && &c.Table.Rows == rows {
			return c.Table
		}
	}
	return nil
}

// tablePath plans database("d").T: of the current database only.
func (e *env) tablePath(x *syntax.PathExpr) *stream {
	switch s := x.Selector.(type) {
	case *syntax.NameExpr:
		switch u := e.info.Uses[s.Name].(type) {
		case *symbol.Table:
			return e.scan(u, x)
		case *symbol.Function:
			if c := e.info.Expand[s]; c != nil {
				return e.body(x, c, nil)
			}
		}
	case *syntax.CallExpr:
		return e.tableCall(s, nil)
	}
	e.unsupported(x, "a table of another database", "")
	return nil
}

// bodyEnv is the surroundings of a function's body for one call.
func (e *env) bodyEnv(x syntax.Node, c *bind.Call, piped *stream, at *scope) *env {
	if c.Body == nil || c.Info == nil {
		name := "this function"
		if c.Function != nil {
			name = c.Function.Name + "()"
		}
		e.unsupported(x, name, "its definition is not known")
	}
	in := &env{b: e.b, info: c.Info, params: map[*symbol.Variable]argument{}}
	// A body sees the parameters of the function around it, too.
	for v, a := range e.params {
		in.params[v] = a
	}
	for i, p := range c.Params {
		var arg syntax.Expr
		if i < len(c.ArgOf) {
			arg = c.ArgOf[i]
		}
		switch {
		case arg == nil && piped != nil && i == 0:
			in.params[p] = argument{table: func() *stream { return piped }}
		case arg == nil:
			if p.Const != nil {
				in.params[p] = argument{x: &Const{Value: *p.Const, Span: e.span(x)}}
			}
		case p.Rows != nil:
			var sh *shared
			in.params[p] = argument{table: func() *stream {
				if sh == nil {
					sh = e.b.share(e.table(arg), false)
				}
				return e.b.ref(sh)
			}}
		default:
			v := e.scalar(arg, at)
			if p.Type != symbol.Unknown && v.Type() != p.Type {
				v = cast(v, p.Type)
			}
			in.params[p] = argument{x: v}
		}
	}
	in.home(c.Body.Statements)
	return in
}

// body plans the call of a function that yields a table.
func (e *env) body(x syntax.Node, c *bind.Call, piped *stream) *stream {
	in := e.bodyEnv(x, c, piped, &scope{})
	if value := valueOf(c.Body); value != nil {
		return in.table(value)
	}
	e.unsupported(x, "a function without a value", "")
	return nil
}

// valueOf is the expression that a body yields.
func valueOf(f *syntax.FuncBody) (x syntax.Expr) {
	for _, it := range f.Statements {
		if it == nil {
			continue
		}
		if s, ok := it.Stmt.(*syntax.ExprStmt); ok {
			x = s.X
		}
	}
	return x
}

// datatable is rows of constants.
func (e *env) datatable(x *syntax.DataTableExpr) *stream {
	rows := e.info.Rows[x]
	v := &Values{}
	out := &stream{rel: v, cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	for _, c := range rows.Columns {
		col := e.b.column(c)
		v.Columns = append(v.Columns, col)
		out.cols[c] = col.ID
	}
	n := len(rows.Columns)
	if n == 0 {
		return out
	}
	var row []Scalar
	for _, it := range x.Values {
		if it.X == nil {
			continue
		}
		s := e.scalar(it.X, &scope{})
		if t := rows.Columns[len(row)].Type; s.Type() != t {
			s = cast(s, t)
		}
		row = append(row, s)
		if len(row) == n {
			v.Rows = append(v.Rows, row)
			row = nil
		}
	}
	return out
}
