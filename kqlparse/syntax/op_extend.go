package syntax

// ExtendOp is `extend [name =] expr, ...`.
type ExtendOp struct {
	Head
	Items []*ExprItem
}

func (p *parser) extend() Op {
	o := &ExtendOp{}
	p.start(o, nil)
	o.Items = p.listOf((*parser).optNamed, ScalarSlot)
	return o
}

func (x *ExtendOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
