package syntax

// SampleOp is `sample n`.
type SampleOp struct {
	Head
	N Expr
}

func (p *parser) sample() Op {
	o := &SampleOp{}
	p.start(o, nil)
	o.N = p.exprFor(NumberSlot)
	return o
}

func (x *SampleOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.N)
	visitTokens(f, x.Rest)
}
