package syntax

// ProjectByNamesOp is `project-by-names expr, ...`: names, patterns, dynamic arrays of them.
type ProjectByNamesOp struct {
	Head
	Items []*ExprItem
}

func (p *parser) projectByNames() Op {
	o := &ProjectByNamesOp{}
	p.start(o, nil)
	o.Items = p.listOf((*parser).columnItem, ScalarSlot)
	return o
}

func (x *ProjectByNamesOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
