package syntax

// InvokeOp is `invoke f(args)`.
type InvokeOp struct {
	Head
	Call Expr // a *CallExpr, or a PathExpr that ends in one
}

func (p *parser) invoke() Op {
	o := &InvokeOp{}
	p.start(o, nil)
	defer p.wanting(InvokeSlot)()
	if o.Call = p.path(); o.Call == nil {
		p.errPrev("KS006", "missing function call")
		b := &BadExpr{At: p.prevEnd()}
		p.done(&b.node, p.pos)
		o.Call = b
	}
	return o
}

func (x *InvokeOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.Call)
	visitTokens(f, x.Rest)
}
