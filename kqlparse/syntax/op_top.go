package syntax

// TopOp is `top n by expr [asc|desc] [nulls first|last], ...`.
type TopOp struct {
	Head
	N     Expr
	By    Token
	Items []*ExprItem
}

func (p *parser) top() Op {
	o := &TopOp{}
	p.start(o, nil)
	o.N = p.exprFor(NumberSlot)
	o.By = p.needWord("by")
	restore := p.wanting(ScalarSlot)
	defer restore()
	x := p.optOrdered()
	if x == nil {
		x = p.missingExpr()
	}
	o.Items = []*ExprItem{p.item(x)} // one key: Kusto takes no more
	return o
}

func (x *TopOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.N)
	x.By.visit(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
