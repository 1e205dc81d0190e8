package syntax

// ProjectReorderOp is `project-reorder col|wildcard [asc|desc|granny-asc|granny-desc], ...`.
type ProjectReorderOp struct {
	Head
	Items []*ExprItem
}

func (p *parser) projectReorder() Op {
	o := &ProjectReorderOp{}
	p.start(o, nil)
	o.Items = p.listOf(func(p *parser) Expr {
		from := p.pos
		x := p.columnItem()
		if x != nil && p.isAny("asc", "desc", "granny-asc", "granny-desc") {
			e := &OrderedExpr{X: x, Dir: p.next()}
			p.done(&e.node, from)
			return e
		}
		return x
	}, WildcardSlot)
	return o
}

func (x *ProjectReorderOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
