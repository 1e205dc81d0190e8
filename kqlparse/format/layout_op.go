package format

import "github.com/huntbook/huntbook/kqlparse/syntax"

// operator prints an operator: on one line when it fits, its lists an item per line when not.
func (p *printer) operator(n syntax.Op, indent int) {
	inner := indent + p.o.Indent
	wide := !p.fits(n)
	switch n := n.(type) {
	case *syntax.SummarizeOp:
		if wide && len(n.Aggs)+len(n.Groups) > 1 {
			p.summarize(n, indent)
			return
		}
	case *syntax.ScanOp:
		p.until(n, n.Steps, indent)
		return
	case *syntax.MvApplyOp:
		if p.breaksList(n.Body) {
			p.withBody(n, n.Open, n.Body, n.Close, indent)
			return
		}
	case *syntax.PartitionOp:
		if n.Body != nil && p.breaksList(n.Body) {
			p.withBody(n, n.Open, n.Body, n.Close, indent)
			return
		}
	case *syntax.PartitionByOp:
		if p.breaksList(n.Body) {
			p.withBody(n, n.Open, n.Body, n.Close, indent)
			return
		}
	case *syntax.MakeGraphOp:
		if n.Body != nil && p.breaksList(n.Body) {
			p.withBody(n, n.Open, n.Body, n.Close, indent)
			return
		}
	case *syntax.FacetOp:
		if n.Query != nil && n.Open.Present() && p.breaksList(n.Query) {
			p.withBody(n, n.Open, n.Query, n.Close, indent)
			return
		}
	case *syntax.ForkOp:
		p.fork(n, indent)
		return
	default:
		if items := listOf(n); wide && len(items) > 1 {
			p.listed(n, items, inner, indent)
			return
		}
	}
	p.parts(n, indent)
}

// listOf returns the items of the operators that are a word and a list.
func listOf(n syntax.Op) []*syntax.ExprItem {
	switch n := n.(type) {
	case *syntax.ProjectOp:
		return n.Items
	case *syntax.ExtendOp:
		return n.Items
	case *syntax.ProjectAwayOp:
		return n.Items
	case *syntax.ProjectKeepOp:
		return n.Items
	case *syntax.ProjectRenameOp:
		return n.Items
	case *syntax.ProjectReorderOp:
		return n.Items
	case *syntax.DistinctOp:
		return n.Items
	case *syntax.PrintOp:
		return n.Items
	case *syntax.SerializeOp:
		return n.Items
	case *syntax.UnionOp:
		return n.Tables
	}
	return nil
}

// listed prints the parts before the items on the line, and each item on one of its own.
func (p *printer) listed(n syntax.Op, items []*syntax.ExprItem, inner, indent int) {
	n.Visit(func(part syntax.Part) {
		if part.Node == nil {
			p.token(part.Token, indent)
			return
		}
		if it, ok := part.Node.(*syntax.ExprItem); ok && isOf(it, items) {
			p.newline(inner)
			p.node(it, inner)
			return
		}
		p.node(part.Node, indent)
	})
}

func isOf(it *syntax.ExprItem, items []*syntax.ExprItem) bool {
	s := it.Span()
	return s.Start >= items[0].Span().Start && s.End <= items[len(items)-1].Span().End
}

func (p *printer) summarize(n *syntax.SummarizeOp, indent int) {
	inner := indent + p.o.Indent
	p.token(n.Keyword, indent)
	for _, pr := range n.Props {
		p.node(pr, indent)
	}
	if len(n.Aggs) == 1 && p.fits(n.Aggs[0]) {
		p.node(n.Aggs[0], indent)
	} else {
		p.items(n.Aggs, inner)
	}
	if n.By.Present() {
		p.newline(inner)
		p.token(n.By, inner)
		width := 0
		for _, g := range n.Groups {
			width += p.width(g) + 1
		}
		if p.column()+width > p.o.Width && len(n.Groups) > 1 {
			p.items(n.Groups, inner+p.o.Indent)
		} else {
			for _, g := range n.Groups {
				p.node(g, inner)
			}
		}
	}
	p.token(n.Bin, inner)
	p.token(n.BinEq, inner)
	if n.BinX != nil {
		p.node(n.BinX, inner)
	}
}

// breaksList reports whether the operators of a body stand on lines of their own.
func (p *printer) breaksList(l *syntax.OpList) bool {
	return l != nil && (len(l.Ops)+len(l.Lets) > 1 || !p.fits(l))
}

// withBody prints an operator whose body stands on lines of its own.
func (p *printer) withBody(n syntax.Op, open syntax.Token, body *syntax.OpList, closing syntax.Token, indent int) {
	n.Visit(func(part syntax.Part) {
		switch {
		case part.Node == syntax.Node(body):
			p.opList(body, indent+p.o.Indent)
		case part.Node != nil:
			p.node(part.Node, indent)
		case part.Token == closing:
			p.newline(indent)
			p.token(closing, indent)
		default:
			p.token(part.Token, indent)
		}
	})
}

func (p *printer) opList(l *syntax.OpList, indent int) {
	p.statements(l.Lets, indent)
	p.ops(l.Ops, indent)
}

// until prints a scan: a step per line.
func (p *printer) until(n *syntax.ScanOp, steps []*syntax.ScanStepDecl, indent int) {
	n.Visit(func(part syntax.Part) {
		if s, ok := part.Node.(*syntax.ScanStepDecl); ok {
			p.newline(indent + p.o.Indent)
			p.node(s, indent+p.o.Indent)
			return
		}
		if part.Node != nil {
			p.node(part.Node, indent)
			return
		}
		if part.Token == n.Close && len(steps) > 0 {
			p.newline(indent)
		}
		p.token(part.Token, indent)
	})
}

// fork prints a leg per line.
func (p *printer) fork(n *syntax.ForkOp, indent int) {
	inner := indent + p.o.Indent
	p.token(n.Keyword, indent)
	for _, l := range n.Legs {
		p.newline(inner)
		if l.Name != nil {
			p.node(l.Name, inner)
			p.token(l.Eq, inner)
		}
		p.token(l.Open, inner)
		broken := p.breaksList(l.Body)
		if broken {
			p.opList(l.Body, inner+p.o.Indent)
			p.newline(inner)
		} else if l.Body != nil {
			p.node(l.Body, inner)
		}
		p.token(l.Close, inner)
		p.token(l.Comma, inner)
	}
}
