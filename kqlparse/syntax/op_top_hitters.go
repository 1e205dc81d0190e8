package syntax

// TopHittersOp is `top-hitters n of expr [by expr]`.
type TopHittersOp struct {
	Head
	N   Expr
	Of  Token
	X   Expr
	By  Token
	ByX Expr
}

func (p *parser) topHitters() Op {
	o := &TopHittersOp{}
	p.start(o, nil)
	o.N = p.exprFor(NumberSlot)
	o.Of = p.needWord("of")
	o.X = p.exprFor(ScalarSlot)
	if o.By = p.optWord("by"); o.By.Present() {
		o.ByX = p.exprFor(ScalarSlot)
	}
	return o
}

func (x *TopHittersOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.N)
	x.Of.visit(f)
	visitTo(f, x.X)
	x.By.visit(f)
	visitTo(f, x.ByX)
	visitTokens(f, x.Rest)
}
