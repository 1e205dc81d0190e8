package dataflow

import (
	"slices"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// place is what kind of thing a name at a place can mean first.
type place uint8

const (
	table  place = iota // a table, or a scalar where a whole value stands: the value of a let, an argument of a table's function
	scalar              // a scalar outside of any rows
	row                 // a scalar where the columns of rows can be seen
)

// scanner finds the definitions and uses of one cell.
type scanner struct {
	g      *Graph
	cell   int
	n      *Node
	hidden []string // parameters and inner lets around the place, innermost last
	as     []asName
}

// asName is a name that `| as` gave; it is local to its cell.
type asName struct {
	name string
	from int
}

func scan(g *Graph, cell int) {
	n := &g.Cells[cell]
	if n.Tree == nil {
		return
	}
	s := scanner{g: g, cell: cell, n: n}
	for _, item := range n.Tree.Root.Statements {
		s.statement(item.Stmt)
	}
	slices.SortStableFunc(n.Uses, func(a, b Use) int { return a.Span.Start - b.Span.Start })
	if as := n.Settings.Get("as"); as != nil && n.Settings.As != "" {
		n.Defs = append(n.Defs, Def{Name: n.Settings.As, Kind: Result, Span: as.ValueSpan, Stmt: as.ValueSpan})
	}
}

func (s *scanner) statement(stmt syntax.Stmt) {
	switch stmt := stmt.(type) {
	case *syntax.LetStmt:
		s.let(stmt)
	case *syntax.DeclareParamsStmt:
		s.params(stmt.Params)
	case *syntax.ExprStmt:
		s.expr(stmt.X, table)
	case *syntax.CommandStmt:
		s.children(stmt)
	case *syntax.AliasStmt, *syntax.SetStmt, nil:
	default:
		s.children(stmt)
	}
}

func (s *scanner) let(stmt *syntax.LetStmt) {
	frees, reads := len(s.n.Free), len(s.n.tables)
	s.expr(stmt.Value, table)
	if stmt.Name == nil || stmt.Name.Value == "" {
		return
	}
	span := stmt.Span()
	d := Def{Name: stmt.Name.Value, Span: stmt.Name.Span(), Stmt: span, From: span.End, Node: stmt}
	if _, ok := stmt.Value.(*syntax.FuncExpr); ok {
		d.Kind = Function
	}
	d.Table = len(s.n.tables) > reads || slices.ContainsFunc(s.n.Free[frees:], func(f Free) bool { return f.Table })
	s.n.Defs = append(s.n.Defs, d)
}

func (s *scanner) params(list *syntax.ParamList) {
	if list == nil {
		return
	}
	for _, p := range list.Params {
		if p.Name == nil || p.Name.Value == "" {
			continue
		}
		span := p.Span()
		if p.Comma.Present() {
			span.End = int(p.Comma.Lead)
		}
		s.n.Defs = append(s.n.Defs, Def{Name: p.Name.Value, Kind: Parameter, Span: p.Name.Span(), Stmt: span, From: span.End, Node: p})
	}
}

// refer notes a name. call says that it stands before parentheses: then it means functions only.
func (s *scanner) refer(name *syntax.Name, p place, call bool) {
	if name == nil || name.Value == "" || slices.Contains(s.hidden, name.Value) {
		return
	}
	span := name.Span()
	for _, as := range s.as {
		if as.name == name.Value && as.from <= span.Start {
			return
		}
	}
	if to, ok := s.g.lookup(s.cell, name.Value, span.Start); ok && (!call || s.g.Def(to).Kind == Function) {
		s.n.Uses = append(s.n.Uses, Use{Name: name.Value, Span: span, To: to, Row: p == row && !call})
		return
	}
	s.n.Free = append(s.n.Free, Free{Name: name.Value, Span: span, Table: p == table && !call, Row: p == row})
}

// readers are the functions that reach for tables by themselves.
var readers = []string{"table", "database", "cluster", "workspace", "app", "resource", "external_table", "materialized_view", "graph", "stored_query_result"}

func (s *scanner) expr(e syntax.Expr, p place) {
	below := max(p, scalar)
	switch e := e.(type) {
	case nil:
	case *syntax.NameExpr:
		s.refer(e.Name, p, false)
	case *syntax.WildcardExpr:
		if p == table {
			s.n.tables = append(s.n.tables, e.Span())
		}
	case *syntax.ParenExpr:
		s.expr(e.X, p)
	case *syntax.UnaryExpr:
		s.expr(e.X, below)
	case *syntax.BinaryExpr:
		s.expr(e.L, below)
		s.expr(e.R, below)
	case *syntax.InExpr:
		s.expr(e.X, below)
		s.items(e.Items, below)
	case *syntax.CallExpr:
		s.call(e, p)
	case *syntax.PathExpr:
		s.expr(e.X, below)
		switch sel := e.Selector.(type) {
		case *syntax.CallExpr:
			s.items(sel.Args, below)
		case *syntax.BracketedExpr:
			s.expr(sel.X, below)
		}
	case *syntax.IndexExpr:
		s.expr(e.X, below)
		s.expr(e.Index, below)
	case *syntax.NamedExpr:
		s.expr(e.X, p)
	case *syntax.OrderedExpr:
		s.expr(e.X, p)
	case *syntax.PipeExpr:
		s.expr(e.Source, table)
		s.ops(e.Ops)
	case *syntax.OpExpr:
		s.op(e.Op)
	case *syntax.DataTableExpr:
		s.items(e.Values, scalar)
	case *syntax.ExternalDataExpr:
		s.items(e.URIs, scalar)
	case *syntax.FuncExpr:
		s.lambda(e)
	case *syntax.DynamicLiteral, *syntax.TypeofExpr, *syntax.TypedNameExpr, *syntax.BadExpr:
	case *syntax.AtExpr:
		s.n.tables = append(s.n.tables, e.Span())
	default:
		s.children(e)
	}
}

func (s *scanner) items(items []*syntax.ExprItem, p place) {
	for _, it := range items {
		s.expr(it.X, p)
	}
}

func (s *scanner) call(e *syntax.CallExpr, p place) {
	s.refer(e.Name, p, true)
	if e.Name == nil {
		return
	}
	switch {
	case slices.Contains(readers, e.Name.Value):
		s.n.tables = append(s.n.tables, e.Span())
	case e.Name.Value == "toscalar" || e.Name.Value == "materialize":
		p = table
	}
	s.items(e.Args, p)
}

func (s *scanner) lambda(e *syntax.FuncExpr) {
	depth := len(s.hidden)
	if e.Params != nil {
		for _, p := range e.Params.Params {
			s.hide(p.Name)
		}
	}
	if e.Body != nil {
		s.body(e.Body.Statements)
	}
	s.hidden = s.hidden[:depth]
}

// body reads statements in braces or parentheses; the caller ends the scope of their names.
func (s *scanner) body(statements []*syntax.StatementItem) {
	for _, item := range statements {
		if let, ok := item.Stmt.(*syntax.LetStmt); ok {
			s.expr(let.Value, table)
			s.hide(let.Name)
			continue
		}
		s.statement(item.Stmt)
	}
}

func (s *scanner) hide(name *syntax.Name) {
	if name != nil && name.Value != "" {
		s.hidden = append(s.hidden, name.Value)
	}
}

// children reads the parts of a node that has no rule of its own: expressions in it see rows.
func (s *scanner) children(n syntax.Node) {
	n.Visit(func(part syntax.Part) {
		switch c := part.Node.(type) {
		case nil, *syntax.Name, *syntax.Property, *syntax.SchemaType, *syntax.ParamList, *syntax.TypeName:
		case syntax.Expr:
			s.expr(c, row)
		case syntax.Op:
			s.op(c)
		case syntax.Stmt:
			s.statement(c)
		case *syntax.OpList:
			s.list(c)
		case *syntax.QueryBlock:
			depth := len(s.hidden)
			s.body(c.Statements)
			s.hidden = s.hidden[:depth]
		default:
			s.children(c)
		}
	})
}
