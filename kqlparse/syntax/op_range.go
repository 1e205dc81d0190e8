package syntax

// RangeOp is `range name from a to b step s`.
type RangeOp struct {
	Head
	Name  *Name
	From  Token
	FromX Expr
	To    Token
	ToX   Expr
	Step  Token
	StepX Expr
}

func (p *parser) rangeOp() Op {
	o := &RangeOp{}
	p.start(o, nil)
	o.Name = p.newName()
	o.From = p.needWord("from")
	o.FromX = p.exprFor(ScalarSlot)
	o.To = p.needWord("to")
	o.ToX = p.exprFor(ScalarSlot)
	o.Step = p.needWord("step")
	o.StepX = p.exprFor(ScalarSlot)
	return o
}

func (x *RangeOp) Visit(f func(Part)) {
	x.visitHead(f)
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	x.From.visit(f)
	visitTo(f, x.FromX)
	x.To.visit(f)
	visitTo(f, x.ToX)
	x.Step.visit(f)
	visitTo(f, x.StepX)
	visitTokens(f, x.Rest)
}
