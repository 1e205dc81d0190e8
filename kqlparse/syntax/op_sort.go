package syntax

// SortOp is `sort|order by expr [asc|desc] [nulls first|last], ...`.
type SortOp struct {
	Head
	By    Token
	Items []*ExprItem // *OrderedExpr or plain expressions
}

func (p *parser) sort() Op {
	o := &SortOp{}
	p.start(o, []property{prop("hint.strategy")})
	o.By = p.needWord("by")
	o.Items = p.listOf((*parser).optOrdered, ScalarSlot)
	return o
}

// optOrdered: [name =] expr [asc|desc] [nulls first|last]
func (p *parser) optOrdered() Expr {
	from := p.pos
	x := p.optNamed()
	if x == nil {
		return nil
	}
	e := &OrderedExpr{X: x}
	if p.isAny("asc", "desc") {
		e.Dir = p.next()
	}
	if e.Nulls = p.optWord("nulls"); e.Nulls.Present() {
		if p.isAny("first", "last") {
			e.Where = p.next()
		} else {
			p.errNext("KS005", "expected one of: first, last")
			e.Where = p.missing(Word)
		}
	}
	if !e.Dir.Present() && !e.Nulls.Present() {
		return x
	}
	p.done(&e.node, from)
	return e
}

func (x *SortOp) Visit(f func(Part)) {
	x.visitHead(f)
	x.By.visit(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
