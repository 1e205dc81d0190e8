package syntax

// CountOp is `count [as Name]`.
type CountOp struct {
	Head
	As   Token
	Name *Name
}

func (p *parser) count() Op {
	o := &CountOp{}
	p.start(o, nil)
	if o.As = p.optWord("as"); o.As.Present() {
		o.Name = p.newName()
	}
	return o
}

func (x *CountOp) Visit(f func(Part)) {
	x.visitHead(f)
	x.As.visit(f)
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	visitTokens(f, x.Rest)
}
