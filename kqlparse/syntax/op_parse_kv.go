package syntax

// ParseKvOp is `parse-kv expr as (name: type, ...) [with (pair_delimiter=.., kv_delimiter=.., ...)]`.
type ParseKvOp struct {
	Head
	X       Expr
	As      Token
	Schema  *SchemaType
	With    Token
	Open    Token
	Options []*Property
	Close   Token
}

var parseKvOptions = []property{
	prop("pair_delimiter"), prop("kv_delimiter"), prop("quote"), prop("escape"), prop("greedy", "true", "false"), prop("regex"),
}

func (p *parser) parseKv() Op {
	o := &ParseKvOp{}
	p.start(o, nil)
	o.X = p.exprFor(StringSlot)
	o.As = p.needWord("as")
	o.Schema = p.schema()
	if o.With = p.optWord("with"); o.With.Present() {
		o.Open = p.need('(', "(")
		if o.Open.Present() {
			o.Options = p.options(parseKvOptions)
		}
		o.Close = p.closing(o.Open, ')', ")")
	}
	return o
}

func (x *ParseKvOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.X)
	x.As.visit(f)
	if x.Schema != nil {
		f(Part{Node: x.Schema})
	}
	x.With.visit(f)
	x.Open.visit(f)
	visitAll(f, x.Options)
	x.Close.visit(f)
	visitTokens(f, x.Rest)
}
