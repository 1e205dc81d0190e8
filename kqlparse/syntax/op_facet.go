package syntax

// FacetOp is `facet by col, ... [with (op | op)]`; with may also be followed by one operator.
type FacetOp struct {
	Head
	By    Token
	Items []*ExprItem
	With  Token
	Open  Token
	Query *OpList // nil without with
	Close Token
}

func (p *parser) facet() Op {
	o := &FacetOp{}
	p.start(o, nil)
	o.By = p.needWord("by")
	o.Items = p.listOf((*parser).optExpr, ColumnSlot, "with")
	if o.With = p.optWord("with"); o.With.Present() {
		if p.at('(') {
			p.body(&o.Open, &o.Query, &o.Close)
		} else {
			o.Query = p.opList()
		}
	}
	return o
}

func (x *FacetOp) Visit(f func(Part)) {
	x.visitHead(f)
	x.By.visit(f)
	visitAll(f, x.Items)
	x.With.visit(f)
	x.Open.visit(f)
	if x.Query != nil {
		f(Part{Node: x.Query})
	}
	x.Close.visit(f)
	visitTokens(f, x.Rest)
}
