package syntax

// ProjectAwayOp is `project-away col|wildcard, ...`.
type ProjectAwayOp struct {
	Head
	Items []*ExprItem
}

func (p *parser) projectAway() Op {
	o := &ProjectAwayOp{}
	p.start(o, nil)
	o.Items = p.listOf((*parser).columnItem, WildcardSlot)
	return o
}

// columnItem: column | wildcard
func (p *parser) columnItem() Expr {
	if w := p.optWildcard(); w != nil {
		return w
	}
	return p.optExpr()
}

func (x *ProjectAwayOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
