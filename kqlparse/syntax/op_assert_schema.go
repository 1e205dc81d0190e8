package syntax

// AssertSchemaOp is `assert-schema (name: type, ...)`.
type AssertSchemaOp struct {
	Head
	Schema *SchemaType
}

func (p *parser) assertSchema() Op {
	o := &AssertSchemaOp{}
	p.start(o, nil)
	o.Schema = p.schema()
	return o
}

func (x *AssertSchemaOp) Visit(f func(Part)) {
	x.visitHead(f)
	if x.Schema != nil {
		f(Part{Node: x.Schema})
	}
	visitTokens(f, x.Rest)
}
