package syntax

// PrintOp is `print [name =] expr, ...`.
type PrintOp struct {
	Head
	Items []*ExprItem
}

func (p *parser) print() Op {
	o := &PrintOp{}
	p.start(o, nil)
	defer p.wanting(ScalarSlot)()
	o.Items = p.list((*parser).optNamed)
	return o
}

func (x *PrintOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
