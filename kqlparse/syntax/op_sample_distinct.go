package syntax

// SampleDistinctOp is `sample-distinct n of expr`.
type SampleDistinctOp struct {
	Head
	N  Expr
	Of Token
	X  Expr
}

func (p *parser) sampleDistinct() Op {
	o := &SampleDistinctOp{}
	p.start(o, nil)
	o.N = p.exprFor(NumberSlot)
	o.Of = p.needWord("of")
	o.X = p.exprFor(ScalarSlot)
	return o
}

func (x *SampleDistinctOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.N)
	x.Of.visit(f)
	visitTo(f, x.X)
	visitTokens(f, x.Rest)
}
