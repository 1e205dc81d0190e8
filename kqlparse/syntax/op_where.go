package syntax

// WhereOp is `where|filter predicate`.
type WhereOp struct {
	Head
	Pred Expr
}

func (p *parser) where() Op {
	o := &WhereOp{}
	p.start(o, nil)
	o.Pred = p.exprFor(PredicateSlot)
	return o
}

func (x *WhereOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.Pred)
	visitTokens(f, x.Rest)
}
