package syntax

// GraphToTableOp is `graph-to-table nodes|edges [as name] [with_node_id=..], ...`.
type GraphToTableOp struct {
	Head
	Outputs []*GraphOutput
}

// GraphOutput is nodes|edges [as name] [with_node_id=..].
type GraphOutput struct {
	node
	What  Token
	As    Token
	Name  *Name
	Props []*Property
	Comma Token
}

func (p *parser) graphToTable() Op {
	o := &GraphToTableOp{}
	p.start(o, nil)
	for {
		g := p.graphOutput()
		o.Outputs = append(o.Outputs, g)
		if !g.Comma.Present() {
			return o
		}
	}
}

func (p *parser) graphOutput() *GraphOutput {
	from := p.pos
	g := &GraphOutput{}
	if p.isAny("nodes", "edges") {
		g.What = p.next()
	} else {
		p.errNext("KS005", "expected one of: nodes, edges")
		g.What = p.missing(Word)
	}
	if g.As = p.optWord("as"); g.As.Present() {
		g.Name = p.newName()
	}
	g.Props = p.props([]property{prop("with_node_id"), prop("with_source_id"), prop("with_target_id")})
	g.Comma = p.opt(',')
	p.done(&g.node, from)
	return g
}

func (x *GraphToTableOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Outputs)
	visitTokens(f, x.Rest)
}

func (x *GraphOutput) Visit(f func(Part)) {
	x.What.visit(f)
	x.As.visit(f)
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	visitAll(f, x.Props)
	x.Comma.visit(f)
}
