package syntax

// JoinOp is `join [kind=.. hint...] (right) on cond, ...`. Old texts have where instead of on.
type JoinOp struct {
	Head
	Right Expr
	On    Token
	Conds []*ExprItem
}

var joinProps = []property{
	prop("kind", "innerunique", "inner", "leftouter", "rightouter", "fullouter", "leftanti", "anti", "leftantisemi",
		"rightanti", "rightantisemi", "leftsemi", "rightsemi"),
	prop("hint.remote", hintRemote...), prop("hint.strategy", "auto", "broadcast", "centralized", "shuffle"),
	prop("hint.shufflekey"), prop("hint.num_partitions"), prop("hint.pass_filters"), prop("hint.pass_filters_column"),
}

func (p *parser) join() Op {
	o := &JoinOp{}
	p.start(o, joinProps)
	o.Right = p.joinSide()
	if p.isAny("on", "where") {
		o.On = p.next()
		o.Conds = p.listOf((*parser).optExpr, JoinKeySlot)
	} else if !p.operatorEnds() {
		p.needWord("on")
	}
	return o
}

// joinSide parses the right side: a name, call or literal table, or a query in parentheses.
func (p *parser) joinSide() Expr {
	defer p.wanting(TableSlot)()
	if x := p.path(); x != nil {
		return x
	}
	return p.missingExpr()
}

func (x *JoinOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.Right)
	x.On.visit(f)
	visitAll(f, x.Conds)
	visitTokens(f, x.Rest)
}
