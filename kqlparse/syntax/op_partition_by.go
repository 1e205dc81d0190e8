package syntax

// PartitionByOp is __partitionby and partition-by of internal queries (rare).
type PartitionByOp struct {
	Head
	X     Expr
	ID    Token
	IDX   Expr
	Open  Token
	Body  *OpList
	Close Token
}

func (p *parser) partitionBy() Op {
	o := &PartitionByOp{}
	p.start(o, partitionProps)
	o.X = p.key()
	if p.is("id") || p.is("__id") {
		o.ID = p.next()
		o.IDX = p.key()
	}
	p.body(&o.Open, &o.Body, &o.Close)
	return o
}

func (x *PartitionByOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.X)
	x.ID.visit(f)
	visitTo(f, x.IDX)
	x.Open.visit(f)
	if x.Body != nil {
		f(Part{Node: x.Body})
	}
	x.Close.visit(f)
	visitTokens(f, x.Rest)
}
