package syntax

// TakeOp is `take|limit n`.
type TakeOp struct {
	Head
	N Expr
}

func (p *parser) take() Op {
	o := &TakeOp{}
	p.start(o, nil)
	o.N = p.exprFor(NumberSlot)
	return o
}

func (x *TakeOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.N)
	visitTokens(f, x.Rest)
}
