package syntax

// GraphWhereOp is `graph-where-nodes pred`, or the same for edges.
type GraphWhereOp struct {
	Head
	Pred Expr
}

func (p *parser) graphWhere() Op {
	o := &GraphWhereOp{}
	p.start(o, nil)
	o.Pred = p.exprFor(PredicateSlot)
	return o
}

func (x *GraphWhereOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.Pred)
	visitTokens(f, x.Rest)
}
