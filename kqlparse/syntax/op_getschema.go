package syntax

// GetSchemaOp is `getschema [kind=csl]`.
type GetSchemaOp struct {
	Head
}

func (p *parser) getSchema() Op {
	o := &GetSchemaOp{}
	p.start(o, []property{prop("kind", "csl")})
	return o
}

func (x *GetSchemaOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTokens(f, x.Rest)
}
