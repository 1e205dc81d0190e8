package syntax

// UnionOp is `union [kind=..] [withsource=c] [isfuzzy=true] tables`.
type UnionOp struct {
	Head
	Tables []*ExprItem
}

var unionProps = []property{
	prop("kind", "inner", "outer"), prop("withsource"), prop("with_source"), prop("isfuzzy", "true", "false"),
	prop("hint.concurrency"), prop("hint.spread"), prop("hint.remote", hintRemote...),
}

func (p *parser) union() Op {
	o := &UnionOp{}
	p.start(o, unionProps)
	o.Tables = p.listOf((*parser).tableItem, TableSlot)
	return o
}

// tableItem: wildcard | table path | query in parentheses
func (p *parser) tableItem() Expr {
	p.slot(TableSlot)
	from := p.pos
	if w := p.optWildcard(); w != nil {
		return w
	}
	x := p.path()
	if x != nil && p.sign() == '|' && p.op != nil && p.inList() {
		return p.pipes(from, x)
	}
	return x
}

// inList reports whether the tables being parsed stand in parentheses, where an `as` may follow each.
func (p *parser) inList() bool {
	switch o := p.op.(type) {
	case *FindOp:
		return o.Open.Present() && !o.Close.Present()
	case *SearchOp:
		return o.Open.Present() && !o.Close.Present()
	}
	return false
}

func (x *UnionOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Tables)
	visitTokens(f, x.Rest)
}
