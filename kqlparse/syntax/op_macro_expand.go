package syntax

// MacroExpandOp is `macro-expand [kind=..] entity_group as name ( query )`.
type MacroExpandOp struct {
	Head
	Group Expr
	As    Token
	Name  *Name
	Open  Token
	Body  []*StatementItem
	Close Token
}

func (p *parser) macroExpand() Op {
	o := &MacroExpandOp{}
	p.start(o, []property{prop("isfuzzy", "true", "false"), prop("kind", "inner", "outer")})
	o.Group = p.joinSide()
	o.As = p.needWord("as")
	o.Name = p.newName()
	o.Open = p.need('(', "(")
	if o.Open.Present() {
		o.Body = p.statements(')')
	}
	o.Close = p.closing(o.Open, ')', ")")
	return o
}

func (x *MacroExpandOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.Group)
	x.As.visit(f)
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	x.Open.visit(f)
	visitAll(f, x.Body)
	x.Close.visit(f)
	visitTokens(f, x.Rest)
}
