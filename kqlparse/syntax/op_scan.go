package syntax

// ScanOp is `scan [with_match_id=id] [order by cols] [partition by cols] [declare (name: type = default, ...)] with ( step ...; )`.
type ScanOp struct {
	Head
	Order       Token
	OrderBy     Token
	OrderItems  []*ExprItem
	Partition   Token
	PartitionBy Token
	PartItems   []*ExprItem
	Declare     Token
	Vars        *ParamList
	With        Token
	Open        Token
	Steps       []*ScanStepDecl
	Close       Token
}

// ScanStepDecl is step name [optional] [output=all|last|none]: condition [=> name = expr, ...];
type ScanStepDecl struct {
	node
	Step     Token
	Name     *Name
	Optional Token
	Output   *Property
	Colon    Token
	Cond     Expr
	Arrow    Token
	Assign   []*ExprItem
	Semi     Token
}

func (p *parser) scan() Op {
	o := &ScanOp{}
	p.start(o, []property{prop("with_match_id"), prop("kind", "full", "partial")})
	if p.is("order") {
		o.Order = p.next()
		o.OrderBy = p.needWord("by")
		o.OrderItems = p.listOf((*parser).optOrdered, ScalarSlot, "partition", "declare", "with")
	}
	if p.is("partition") {
		o.Partition = p.next()
		o.PartitionBy = p.needWord("by")
		o.PartItems = p.listOf((*parser).optExpr, ScalarSlot, "declare", "with")
	}
	if p.is("declare") {
		o.Declare = p.next()
		o.Vars = p.params()
	}
	o.With = p.needWord("with")
	o.Open = p.need('(', "(")
	if o.Open.Present() {
		for p.is("step") {
			o.Steps = append(o.Steps, p.scanStep())
		}
	}
	o.Close = p.closing(o.Open, ')', ")")
	return o
}

func (p *parser) scanStep() *ScanStepDecl {
	from := p.pos
	s := &ScanStepDecl{Step: p.next()}
	s.Name = p.newName()
	s.Optional = p.optWord("optional")
	if p.is("output") && p.signAt(1) == '=' {
		s.Output = p.property(&property{name: "output", values: []string{"all", "last", "none"}})
	}
	s.Colon = p.need(':', ":")
	s.Cond = p.exprFor(PredicateSlot)
	if s.Arrow = p.opt(sArrow); s.Arrow.Present() {
		s.Assign = p.listOf((*parser).optNamed, ScalarSlot)
	}
	s.Semi = p.need(';', ";")
	p.done(&s.node, from)
	return s
}

func (x *ScanOp) Visit(f func(Part)) {
	x.visitHead(f)
	x.Order.visit(f)
	x.OrderBy.visit(f)
	visitAll(f, x.OrderItems)
	x.Partition.visit(f)
	x.PartitionBy.visit(f)
	visitAll(f, x.PartItems)
	x.Declare.visit(f)
	if x.Vars != nil {
		f(Part{Node: x.Vars})
	}
	x.With.visit(f)
	x.Open.visit(f)
	visitAll(f, x.Steps)
	x.Close.visit(f)
	visitTokens(f, x.Rest)
}

func (x *ScanStepDecl) Visit(f func(Part)) {
	x.Step.visit(f)
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	x.Optional.visit(f)
	if x.Output != nil {
		f(Part{Node: x.Output})
	}
	x.Colon.visit(f)
	visitTo(f, x.Cond)
	x.Arrow.visit(f)
	visitAll(f, x.Assign)
	x.Semi.visit(f)
}
