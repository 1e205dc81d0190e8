package syntax

// AsOp is `as [hint.materialized=true] Name`.
type AsOp struct {
	Head
	Name *Name
}

var asProps = []property{prop("hint.materialized", "true", "false")}

func (p *parser) as() Op {
	o := &AsOp{}
	p.start(o, asProps)
	o.Name = p.newName()
	return o
}

func (x *AsOp) Visit(f func(Part)) {
	x.visitHead(f)
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	visitTokens(f, x.Rest)
}
