package syntax

// ForkOp is `fork [name=](op | op) ...`.
type ForkOp struct {
	Head
	Legs []*ForkLeg
}

// ForkLeg is [name =] ( op | op ).
type ForkLeg struct {
	node
	Name  *Name
	Eq    Token
	Open  Token
	Body  *OpList
	Close Token
	Comma Token
}

func (p *parser) fork() Op {
	o := &ForkOp{}
	p.start(o, nil)
	for p.sign() == '(' || p.signAt(1) == '=' && p.signAt(2) == '(' {
		o.Legs = append(o.Legs, p.forkLeg())
	}
	if len(o.Legs) == 0 {
		p.need('(', "(")
	}
	return o
}

func (p *parser) forkLeg() *ForkLeg {
	from := p.pos
	l := &ForkLeg{}
	if p.sign() != '(' {
		l.Name = p.newName()
		l.Eq = p.need('=', "=")
	}
	p.body(&l.Open, &l.Body, &l.Close)
	l.Comma = p.opt(',')
	p.done(&l.node, from)
	return l
}

func (x *ForkOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Legs)
	visitTokens(f, x.Rest)
}

func (x *ForkLeg) Visit(f func(Part)) {
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	x.Eq.visit(f)
	x.Open.visit(f)
	if x.Body != nil {
		f(Part{Node: x.Body})
	}
	x.Close.visit(f)
	x.Comma.visit(f)
}
