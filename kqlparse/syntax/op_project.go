package syntax

// ProjectOp is `project [name =] expr, ...`.
type ProjectOp struct {
	Head
	Items []*ExprItem
}

func (p *parser) project() Op {
	o := &ProjectOp{}
	p.start(o, nil)
	defer p.wanting(ScalarSlot)()
	o.Items = p.list((*parser).optNamed)
	return o
}

func (x *ProjectOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
