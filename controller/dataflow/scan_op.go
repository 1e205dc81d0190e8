package dataflow

import "github.com/huntbook/huntbook/kqlparse/syntax"

func (s *scanner) ops(ops []*syntax.PipedOp) {
	for _, o := range ops {
		if search, ok := o.Op.(*syntax.SearchOp); ok { // behind a pipe it searches what comes in
			s.items(search.Tables, table)
			s.expr(search.Pred, row)
			continue
		}
		s.op(o.Op)
	}
}

func (s *scanner) list(l *syntax.OpList) {
	if l == nil {
		return
	}
	depth := len(s.hidden)
	s.body(l.Lets)
	s.ops(l.Ops)
	s.hidden = s.hidden[:depth]
}

// op reads an operator: which of its expressions are tables, and which names are columns only.
func (s *scanner) op(o syntax.Op) {
	switch o := o.(type) {
	case nil:
	case *syntax.AsOp:
		if o.Name != nil {
			s.as = append(s.as, asName{o.Name.Value, o.Span().End})
		}
	case *syntax.JoinOp:
		s.expr(o.Right, table)
		s.keys(o.Conds)
	case *syntax.LookupOp:
		s.expr(o.Right, table)
		s.keys(o.Conds)
	case *syntax.UnionOp:
		s.items(o.Tables, table)
	case *syntax.FindOp:
		s.searched(o, o.Tables)
		s.expr(o.Pred, row)
	case *syntax.SearchOp:
		s.searched(o, o.Tables)
		s.expr(o.Pred, row)
	case *syntax.ProjectAwayOp, *syntax.ProjectKeepOp, *syntax.ProjectReorderOp, *syntax.ProjectRenameOp, *syntax.RenderOp, *syntax.BadOp:
	case *syntax.ProjectByNamesOp:
		s.keys(o.Items)
	case *syntax.DistinctOp:
		s.keys(o.Items)
	case *syntax.FacetOp:
		s.list(o.Query)
	case *syntax.EvaluateOp:
		if o.Call != nil {
			s.items(o.Call.Args, row)
		}
	case *syntax.InvokeOp:
		s.expr(o.Call, row)
	case *syntax.PrintOp:
		s.items(o.Items, scalar)
	case *syntax.RangeOp:
		s.expr(o.FromX, scalar)
		s.expr(o.ToX, scalar)
		s.expr(o.StepX, scalar)
	case *syntax.ParseOp:
		s.expr(o.X, row)
	case *syntax.PartitionOp:
		s.expr(o.InX, row)
		s.list(o.Body)
		s.scope(nil, func() { s.body(o.Query) })
	case *syntax.MacroExpandOp:
		s.expr(o.Group, scalar)
		s.scope([]*syntax.Name{o.Name}, func() { s.body(o.Body) })
	case *syntax.MakeGraphOp:
		for _, n := range o.Nodes {
			s.expr(n.Table, table)
		}
		s.list(o.Body)
	case *syntax.GraphMatchOp:
		s.scope(patternNames(o.Patterns), func() { s.expr(o.Pred, row); s.items(o.Items, row) })
	case *syntax.GraphShortestPathsOp:
		s.scope(patternNames(o.Patterns), func() { s.expr(o.Pred, row); s.items(o.Items, row) })
	case *syntax.ScanOp:
		s.scan(o)
	default:
		s.children(o)
	}
}

// keys reads a list in which a bare name is a column.
func (s *scanner) keys(items []*syntax.ExprItem) {
	for _, it := range items {
		if _, ok := it.X.(*syntax.NameExpr); !ok {
			s.expr(it.X, row)
		}
	}
}

// searched notes the tables of search and find; without a list they are all tables.
func (s *scanner) searched(o syntax.Op, tables []*syntax.ExprItem) {
	if len(tables) == 0 {
		s.n.tables = append(s.n.tables, o.OpKeyword().Span())
	}
	s.items(tables, table)
}

// scope runs f with names hidden.
func (s *scanner) scope(names []*syntax.Name, f func()) {
	depth := len(s.hidden)
	for _, n := range names {
		s.hide(n)
	}
	f()
	s.hidden = s.hidden[:depth]
}

func patternNames(patterns []*syntax.GraphPattern) (names []*syntax.Name) {
	for _, p := range patterns {
		for _, part := range p.Parts {
			names = append(names, part.Name)
		}
	}
	return names
}

func (s *scanner) scan(o *syntax.ScanOp) {
	s.items(o.OrderItems, row)
	s.items(o.PartItems, row)
	var names []*syntax.Name
	if o.Vars != nil {
		for _, p := range o.Vars.Params {
			names = append(names, p.Name)
		}
	}
	for _, step := range o.Steps {
		names = append(names, step.Name)
	}
	s.scope(names, func() {
		for _, step := range o.Steps {
			s.expr(step.Cond, row)
			s.items(step.Assign, row)
		}
	})
}
