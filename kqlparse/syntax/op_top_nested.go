package syntax

// TopNestedOp is `top-nested [n] of expr [with others=x] by agg [asc|desc], top-nested ...`.
type TopNestedOp struct {
	Head
	Levels []*TopNestedLevel
}

// TopNestedLevel is [top-nested] [n] of [name =] expr [with others = x] by [name =] agg [asc|desc].
type TopNestedLevel struct {
	node
	Keyword Token // of the second and later levels
	N       Expr  // nil: all
	Of      Token
	X       Expr
	With    Token
	Others  *Property
	By      Token
	Agg     Expr // *OrderedExpr, *NamedExpr or plain
	Comma   Token
}

func (p *parser) topNested() Op {
	o := &TopNestedOp{}
	p.start(o, nil)
	for {
		l := p.topNestedLevel(len(o.Levels) > 0)
		o.Levels = append(o.Levels, l)
		if !l.Comma.Present() {
			return o
		}
	}
}

func (p *parser) topNestedLevel(later bool) *TopNestedLevel {
	from := p.pos
	l := &TopNestedLevel{}
	if later {
		l.Keyword = p.needWord("top-nested")
	}
	if !p.is("of") {
		l.N = p.exprFor(NumberSlot)
	}
	l.Of = p.needWord("of")
	restore := p.wanting(ScalarSlot)
	if l.X = p.optNamed(); l.X == nil {
		l.X = p.missingExpr()
	}
	restore()
	if l.With = p.optWord("with"); l.With.Present() {
		if p.is("others") {
			l.Others = p.property(&property{name: "others"})
		} else {
			p.needWord("others")
		}
	}
	l.By = p.needWord("by")
	restore = p.wanting(AggregateSlot)
	if l.Agg = p.optOrdered(); l.Agg == nil {
		l.Agg = p.missingExpr()
	}
	restore()
	l.Comma = p.opt(',')
	p.done(&l.node, from)
	return l
}

func (x *TopNestedOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Levels)
	visitTokens(f, x.Rest)
}

func (x *TopNestedLevel) Visit(f func(Part)) {
	x.Keyword.visit(f)
	visitTo(f, x.N)
	x.Of.visit(f)
	visitTo(f, x.X)
	x.With.visit(f)
	if x.Others != nil {
		f(Part{Node: x.Others})
	}
	x.By.visit(f)
	visitTo(f, x.Agg)
	x.Comma.visit(f)
}
