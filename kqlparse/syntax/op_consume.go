package syntax

// ConsumeOp is `consume [decodeblocks=true]`.
type ConsumeOp struct {
	Head
}

func (p *parser) consume() Op {
	o := &ConsumeOp{}
	p.start(o, []property{prop("decodeblocks", "true", "false")})
	return o
}

func (x *ConsumeOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTokens(f, x.Rest)
}
