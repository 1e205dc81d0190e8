package syntax

// ProjectRenameOp is `project-rename new = old, ...`.
type ProjectRenameOp struct {
	Head
	Items []*ExprItem
}

func (p *parser) projectRename() Op {
	o := &ProjectRenameOp{}
	p.start(o, nil)
	o.Items = p.listOf((*parser).optNamed, RenameSlot)
	return o
}

func (x *ProjectRenameOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
