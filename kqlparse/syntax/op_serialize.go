package syntax

// SerializeOp is `serialize [name =] expr, ...`.
type SerializeOp struct {
	Head
	Items []*ExprItem
}

func (p *parser) serialize() Op {
	o := &SerializeOp{}
	p.start(o, nil)
	defer p.wanting(ScalarSlot)()
	o.Items = p.list((*parser).optNamed)
	return o
}

func (x *SerializeOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
