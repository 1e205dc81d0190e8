package syntax

// ReduceOp is `reduce [kind=..] by expr [with threshold=.., characters=..]`.
type ReduceOp struct {
	Head
	By      Token
	X       Expr
	With    Token
	Options []*Property
}

var reduceOptions = []property{prop("threshold"), prop("characters")}

func (p *parser) reduce() Op {
	o := &ReduceOp{}
	p.start(o, []property{prop("kind", "source")})
	o.By = p.needWord("by")
	o.X = p.exprFor(StringSlot)
	if o.With = p.optWord("with"); o.With.Present() {
		o.Options = p.options(reduceOptions)
	}
	return o
}

func (x *ReduceOp) Visit(f func(Part)) {
	x.visitHead(f)
	x.By.visit(f)
	visitTo(f, x.X)
	x.With.visit(f)
	visitAll(f, x.Options)
	visitTokens(f, x.Rest)
}
