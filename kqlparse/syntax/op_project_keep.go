package syntax

// ProjectKeepOp is `project-keep col|wildcard, ...`.
type ProjectKeepOp struct {
	Head
	Items []*ExprItem
}

func (p *parser) projectKeep() Op {
	o := &ProjectKeepOp{}
	p.start(o, nil)
	o.Items = p.listOf((*parser).columnItem, WildcardSlot)
	return o
}

func (x *ProjectKeepOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
