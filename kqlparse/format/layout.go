package format

import "github.com/huntbook/huntbook/kqlparse/syntax"

// block prints statements, each on its own line.
func (p *printer) block(b *syntax.QueryBlock, indent int) {
	p.statements(b.Statements, indent)
	for _, k := range b.Skipped {
		p.token(k, indent)
	}
	p.newline(indent)
	p.blanks = true
}

func (p *printer) statements(list []*syntax.StatementItem, indent int) {
	for _, it := range list {
		p.newline(indent)
		p.blanks = true
		p.node(it, indent)
	}
}

// node prints a node whose line began at indent.
func (p *printer) node(n syntax.Node, indent int) {
	switch n := n.(type) {
	case *syntax.ExprStmt:
		if pipe, ok := n.X.(*syntax.PipeExpr); ok {
			p.pipe(pipe, indent)
			return
		}
	case *syntax.LetStmt:
		p.let(n, indent)
		return
	case *syntax.CommandStmt:
		p.command(n, indent)
		return
	case *syntax.PipeExpr:
		if p.breaksPipe(n) {
			p.pipe(n, indent)
			return
		}
	case *syntax.ParenExpr:
		if p.breaksInside(n.X) {
			p.token(n.Open, indent)
			p.newline(indent + p.o.Indent)
			p.node(n.X, indent+p.o.Indent)
			p.newline(indent)
			p.token(n.Close, indent)
			return
		}
	case *syntax.CallExpr:
		if p.breaksCall(n) {
			p.call(n, indent)
			return
		}
	case *syntax.BinaryExpr:
		if op := p.t.TokenText(n.Op); (op == "and" || op == "or") && !p.fits(n) {
			p.chain(n, op, indent+p.o.Indent)
			return
		}
	case *syntax.InExpr:
		if !p.fits(n) {
			p.in(n, indent)
			return
		}
	case *syntax.FuncBody:
		p.funcBody(n, indent)
		return
	case *syntax.DataTableExpr:
		if !p.fits(n) {
			p.dataTable(n, indent)
			return
		}
	case *syntax.JSONObject:
		if !p.fits(n) && len(n.Pairs) > 0 {
			p.token(n.Open, indent)
			for _, pair := range n.Pairs {
				p.newline(indent + p.o.Indent)
				p.node(pair, indent+p.o.Indent)
			}
			p.newline(indent)
			p.token(n.Close, indent)
			return
		}
	case *syntax.JSONArray:
		if !p.fits(n) && len(n.Items) > 0 {
			p.fill(n.Open, n.Items, n.Close, indent)
			return
		}
	case syntax.Op:
		p.operator(n, indent)
		return
	}
	p.parts(n, indent)
}

// parts prints a node on the line, breaking only inside of its parts.
func (p *printer) parts(n syntax.Node, indent int) {
	n.Visit(func(part syntax.Part) {
		if part.Node != nil {
			p.node(part.Node, indent)
		} else {
			p.token(part.Token, indent)
		}
	})
}

// breaksPipe reports whether a pipe inside of something has its operators on lines of their own.
func (p *printer) breaksPipe(n *syntax.PipeExpr) bool { return len(n.Ops) > 1 || !p.fits(n) }

// breaksInside reports whether the inside of a parenthesis stands on lines of its own: a pipe does when it is broken.
func (p *printer) breaksInside(x syntax.Expr) bool {
	pipe, ok := x.(*syntax.PipeExpr)
	return ok && p.breaksPipe(pipe)
}

func (p *printer) pipe(n *syntax.PipeExpr, indent int) {
	p.node(n.Source, indent)
	p.ops(n.Ops, indent)
}

func (p *printer) ops(ops []*syntax.PipedOp, indent int) {
	for _, o := range ops {
		p.newline(indent)
		p.token(o.Pipe, indent)
		p.node(o.Op, indent)
	}
}

func (p *printer) let(n *syntax.LetStmt, indent int) {
	p.token(n.Let, indent)
	p.node(n.Name, indent)
	p.token(n.Eq, indent)
	if pipe, ok := n.Value.(*syntax.PipeExpr); ok && p.breaksPipe(pipe) {
		indent += p.o.Indent
		p.newline(indent)
	}
	p.node(n.Value, indent)
}

func (p *printer) command(n *syntax.CommandStmt, indent int) {
	p.token(n.Dot, indent)
	for _, k := range n.Words {
		p.token(k, indent)
	}
	p.token(n.Arrow, indent)
	if n.Inner != nil {
		p.statements(n.Inner.Statements, indent)
	}
	p.ops(n.Ops, indent)
}

// breaksCall reports whether the arguments of a call stand on lines of their own: when one is a broken pipe, or when
// they are too long and there are several.
func (p *printer) breaksCall(n *syntax.CallExpr) bool {
	for _, a := range n.Args {
		if p.breaksInside(a.X) {
			return true
		}
	}
	return len(n.Args) > 1 && !p.fits(n)
}

func (p *printer) call(n *syntax.CallExpr, indent int) {
	p.node(n.Name, indent)
	for _, k := range n.Kind {
		p.token(k, indent)
	}
	p.token(n.Open, indent)
	p.items(n.Args, indent+p.o.Indent)
	p.newline(indent)
	p.token(n.Close, indent)
}

// items prints each item on a line of its own.
func (p *printer) items(items []*syntax.ExprItem, indent int) {
	for _, it := range items {
		p.newline(indent)
		p.node(it, indent)
	}
}

// chain prints a chain of and or or, each operand but the first on a line of its own.
func (p *printer) chain(n *syntax.BinaryExpr, op string, indent int) {
	if l, ok := n.L.(*syntax.BinaryExpr); ok && p.t.TokenText(l.Op) == op {
		p.chain(l, op, indent)
	} else {
		p.node(n.L, indent)
	}
	p.newline(indent)
	p.token(n.Op, indent)
	p.node(n.R, indent)
}

func (p *printer) in(n *syntax.InExpr, indent int) {
	p.node(n.X, indent)
	p.token(n.Op, indent)
	if len(n.Items) == 1 {
		p.token(n.Open, indent)
		if p.breaksInside(n.Items[0].X) {
			p.items(n.Items, indent+p.o.Indent)
			p.newline(indent)
		} else {
			p.node(n.Items[0], indent)
		}
		p.token(n.Close, indent)
		return
	}
	p.fill(n.Open, n.Items, n.Close, indent)
}

// fill prints a bracketed list with as many items on a line as fit.
func (p *printer) fill(open syntax.Token, items []*syntax.ExprItem, closing syntax.Token, indent int) {
	p.token(open, indent)
	inner := indent + p.o.Indent
	for i, it := range items {
		if i == 0 || !p.fits(it) {
			p.newline(inner)
		}
		p.node(it, inner)
	}
	p.newline(indent)
	p.token(closing, indent)
}

// funcBody prints { statements }: on one line when it is one short expression.
func (p *printer) funcBody(n *syntax.FuncBody, indent int) {
	if len(n.Statements) == 1 && p.fits(n) {
		s, ok := n.Statements[0].Stmt.(*syntax.ExprStmt)
		if ok && !p.hasPipes(s) {
			p.parts(n, indent)
			return
		}
	}
	p.token(n.Open, indent)
	p.statements(n.Statements, indent+p.o.Indent)
	p.newline(indent)
	p.token(n.Close, indent)
}

// hasPipes reports whether a node holds a pipe with more than one operator, or one that is the statement itself.
func (p *printer) hasPipes(s *syntax.ExprStmt) bool {
	found := false
	syntax.Walk(s, func(n syntax.Node) bool {
		if _, ok := n.(*syntax.PipeExpr); ok {
			found = true
		}
		return !found
	})
	return found
}

// dataTable prints a row of values a line.
func (p *printer) dataTable(n *syntax.DataTableExpr, indent int) {
	p.token(n.Keyword, indent)
	for _, pr := range n.Props {
		p.node(pr, indent)
	}
	p.node(n.Schema, indent)
	p.token(n.Open, indent)
	for i, v := range n.Values {
		if i%max(1, len(n.Schema.Columns)) == 0 {
			p.newline(indent + p.o.Indent)
		}
		p.node(v, indent+p.o.Indent)
	}
	p.newline(indent)
	p.token(n.Close, indent)
}
