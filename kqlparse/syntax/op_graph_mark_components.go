package syntax

// GraphMarkComponentsOp is `graph-mark-components [kind=..] [with_component_id=name]`.
type GraphMarkComponentsOp struct {
	Head
}

func (p *parser) graphMarkComponents() Op {
	o := &GraphMarkComponentsOp{}
	p.start(o, []property{prop("kind", "weak", "strong"), prop("with_component_id")})
	return o
}

func (x *GraphMarkComponentsOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTokens(f, x.Rest)
}
