package syntax

// DistinctOp is `distinct * | expr, ...`.
type DistinctOp struct {
	Head
	Items []*ExprItem
}

var distinctProps = []property{prop("hint.strategy", "shuffle"), prop("hint.num_partitions"), prop("hint.shufflekey")}

func (p *parser) distinct() Op {
	o := &DistinctOp{}
	p.start(o, distinctProps)
	o.Items = p.listOf(func(p *parser) Expr {
		if p.sign() == '*' && p.signAt(1) != sEqual {
			return p.star()
		}
		return p.optNamed()
	}, ScalarSlot)
	return o
}

func (x *DistinctOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
