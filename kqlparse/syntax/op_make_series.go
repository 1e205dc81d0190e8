package syntax

// MakeSeriesOp is `make-series [name=]agg [default=x], ... on axis [from a] [to b] step s [by group, ...]`,
// with `in range(a, b, s)` instead of from, to and step in old texts.
type MakeSeriesOp struct {
	Head
	Aggs   []*MakeSeriesItem
	On     Token
	Axis   Expr
	From   Token
	FromX  Expr
	To     Token
	ToX    Expr
	Step   Token
	StepX  Expr
	In     Token // the old form: in range(start, stop, step)
	Range  *CallExpr
	By     Token
	Groups []*ExprItem
}

// MakeSeriesItem is [name =] agg [default = x].
type MakeSeriesItem struct {
	node
	X        Expr
	Default  Token
	Eq       Token
	DefaultX Expr
	Comma    Token
}

var makeSeriesProps = []property{prop("kind", "nonempty"), prop("hint.shufflekey"), prop("hint.strategy", "shuffle")}

func (p *parser) makeSeries() Op {
	o := &MakeSeriesOp{}
	p.start(o, makeSeriesProps)
	for {
		it := p.makeSeriesItem()
		o.Aggs = append(o.Aggs, it)
		if !it.Comma.Present() {
			break
		}
	}
	o.On = p.needWord("on")
	o.Axis = p.exprFor(ScalarSlot)
	if o.In = p.optWord("in"); o.In.Present() {
		from := p.pos
		n := p.name(ScalarSlot)
		o.Range = p.callNamed(from, n).(*CallExpr)
	} else {
		if o.From = p.optWord("from"); o.From.Present() {
			o.FromX = p.exprFor(ScalarSlot)
		}
		if o.To = p.optWord("to"); o.To.Present() {
			o.ToX = p.exprFor(ScalarSlot)
		}
		o.Step = p.needWord("step")
		if o.Step.Present() {
			o.StepX = p.exprFor(ScalarSlot)
		}
	}
	if o.By = p.optWord("by"); o.By.Present() {
		o.Groups = p.listOf((*parser).optNamed, ScalarSlot)
	}
	return o
}

func (p *parser) makeSeriesItem() *MakeSeriesItem {
	from := p.pos
	it := &MakeSeriesItem{}
	restore := p.wanting(AggregateSlot)
	if it.X = p.optNamed(); it.X == nil {
		it.X = p.missingExpr()
	}
	restore()
	if p.is("default") {
		it.Default = p.next()
		it.Eq = p.need('=', "=")
		it.DefaultX = p.exprFor(LiteralSlot)
	}
	it.Comma = p.opt(',')
	p.done(&it.node, from)
	return it
}

func (x *MakeSeriesOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Aggs)
	x.On.visit(f)
	visitTo(f, x.Axis)
	x.From.visit(f)
	visitTo(f, x.FromX)
	x.To.visit(f)
	visitTo(f, x.ToX)
	x.Step.visit(f)
	visitTo(f, x.StepX)
	x.In.visit(f)
	if x.Range != nil {
		f(Part{Node: x.Range})
	}
	x.By.visit(f)
	visitAll(f, x.Groups)
	visitTokens(f, x.Rest)
}

func (x *MakeSeriesItem) Visit(f func(Part)) {
	visitTo(f, x.X)
	x.Default.visit(f)
	x.Eq.visit(f)
	visitTo(f, x.DefaultX)
	x.Comma.visit(f)
}
