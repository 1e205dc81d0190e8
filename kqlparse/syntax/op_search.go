package syntax

// SearchOp is `search [kind=..] [in (tables)] predicate`.
type SearchOp struct {
	Head
	In     Token
	Open   Token
	Tables []*ExprItem
	Close  Token
	Pred   Expr
}

func (p *parser) search() Op {
	o := &SearchOp{}
	p.start(o, []property{prop("kind", "default", "case_insensitive", "case_sensitive")})
	if p.is("in") && p.signAt(1) == '(' {
		o.In, o.Open = p.next(), p.next()
		o.Tables = p.listOf((*parser).tableItem, TableSlot)
		o.Close = p.need(')', ")")
	}
	if p.sign() == '*' && (p.signAt(1) == '|' || p.signAt(1) == sEOF || p.wordAt(1) == "and" || p.wordAt(1) == "or") {
		from := p.pos
		x := p.star()
		for p.isAny("and", "or") {
			x = p.binary(from, x, (*parser).equality)
		}
		o.Pred = x
		return o
	}
	o.Pred = p.exprFor(PredicateSlot)
	return o
}

func (x *SearchOp) Visit(f func(Part)) {
	x.visitHead(f)
	x.In.visit(f)
	x.Open.visit(f)
	visitAll(f, x.Tables)
	x.Close.visit(f)
	visitTo(f, x.Pred)
	visitTokens(f, x.Rest)
}
