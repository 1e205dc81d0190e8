package syntax

// PartitionOp is `partition [hint.strategy=..] by col (op | op)`, or with a query in braces: { query }.
type PartitionOp struct {
	Head
	By    Token
	X     Expr
	In    Token // legacy: partition by X in (...)
	InX   Expr
	Open  Token
	Body  *OpList // of the ( ) form; nil
	Query []*StatementItem
	Close Token
}

var partitionProps = []property{
	prop("hint.strategy", "native", "shuffle", "legacy"), prop("hint.concurrency"), prop("hint.spread"), prop("hint.materialized", "true", "false"),
}

func (p *parser) partition() Op {
	o := &PartitionOp{}
	p.start(o, partitionProps)
	o.By = p.needWord("by")
	o.X = p.key()
	o.Props = append(o.Props, p.props(nil)...)
	if o.In = p.optWord("in"); o.In.Present() {
		o.InX = p.exprPath(ScalarSlot)
	}
	if p.at('{') {
		o.Open = p.next()
		o.Query = p.statements('}')
		o.Close = p.need('}', "}")
		return o
	}
	p.body(&o.Open, &o.Body, &o.Close)
	return o
}

// key parses a column that a parenthesis may follow without making it a call.
func (p *parser) key() Expr {
	from := p.pos
	if p.sign() == sWord && p.signAt(1) == '(' {
		return p.nameExpr(from, p.wordName())
	}
	return p.exprPath(ColumnSlot)
}

func (x *PartitionOp) Visit(f func(Part)) {
	x.visitHead(f)
	x.By.visit(f)
	visitTo(f, x.X)
	x.In.visit(f)
	visitTo(f, x.InX)
	x.Open.visit(f)
	if x.Body != nil {
		f(Part{Node: x.Body})
	}
	visitAll(f, x.Query)
	x.Close.visit(f)
	visitTokens(f, x.Rest)
}
