package syntax

// LookupOp is `lookup [kind=..] (right) on cond, ...`.
type LookupOp struct {
	Head
	Right Expr
	On    Token
	Conds []*ExprItem
}

var lookupProps = append([]property{prop("kind", "leftouter", "inner")}, joinProps[1:]...)

func (p *parser) lookup() Op {
	o := &LookupOp{}
	p.start(o, lookupProps)
	o.Right = p.joinSide()
	if o.On = p.optWord("on"); o.On.Present() {
		o.Conds = p.listOf((*parser).optExpr, JoinKeySlot)
	} else if !p.operatorEnds() {
		p.needWord("on")
	}
	return o
}

func (x *LookupOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.Right)
	x.On.visit(f)
	visitAll(f, x.Conds)
	visitTokens(f, x.Rest)
}
