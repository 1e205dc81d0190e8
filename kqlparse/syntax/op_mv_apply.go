package syntax

// MvApplyOp is `mv-apply [with_itemindex=i] [name =] expr [to typeof(t)], ... [limit n] [id ..] on ( subquery )`.
type MvApplyOp struct {
	Head
	Items  []*MvItem
	Limit  Token
	LimitX Expr
	ID     Token
	IDX    Expr
	On     Token
	Open   Token
	Body   *OpList
	Close  Token
}

var mvApplyProps = []property{prop("with_itemindex")}

func (p *parser) mvApply() Op {
	o := &MvApplyOp{}
	p.start(o, mvApplyProps)
	o.Items = p.mvItems()
	if o.Limit = p.optWord("limit"); o.Limit.Present() {
		o.LimitX = p.exprFor(LiteralSlot)
	}
	if p.is("id") && p.signAt(1) != '(' {
		o.ID = p.next()
		o.IDX = p.exprFor(LiteralSlot)
	}
	o.On = p.needWord("on")
	p.body(&o.Open, &o.Body, &o.Close)
	return o
}

func (x *MvApplyOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Items)
	x.Limit.visit(f)
	visitTo(f, x.LimitX)
	x.ID.visit(f)
	visitTo(f, x.IDX)
	x.On.visit(f)
	x.Open.visit(f)
	if x.Body != nil {
		f(Part{Node: x.Body})
	}
	x.Close.visit(f)
	visitTokens(f, x.Rest)
}
