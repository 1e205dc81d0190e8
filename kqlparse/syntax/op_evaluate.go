package syntax

// EvaluateOp is `evaluate [hint...] plugin(args) [: (schema)]`.
type EvaluateOp struct {
	Head
	Call   *CallExpr
	Colon  Token
	Schema *SchemaType // nil without one
}

var evaluateProps = []property{
	prop("hint.distribution", "single", "per_node", "per_shard", "default"), prop("hint.remote", "auto", "local"),
	prop("hint.pass_filters", "true", "false"), prop("hint.pass_filters_column"),
}

func (p *parser) evaluate() Op {
	o := &EvaluateOp{}
	p.start(o, evaluateProps)
	from := p.pos
	n := p.name(PluginSlot)
	o.Call = p.callNamed(from, n).(*CallExpr)
	if o.Colon = p.opt(':'); o.Colon.Present() {
		o.Schema = p.schema()
	}
	return o
}

func (x *EvaluateOp) Visit(f func(Part)) {
	x.visitHead(f)
	if x.Call != nil {
		f(Part{Node: x.Call})
	}
	x.Colon.visit(f)
	if x.Schema != nil {
		f(Part{Node: x.Schema})
	}
	visitTokens(f, x.Rest)
}
