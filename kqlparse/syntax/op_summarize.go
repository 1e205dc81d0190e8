package syntax

// SummarizeOp is `summarize [hint..] [name =] agg, ... [by [name =] expr, ...]`.
type SummarizeOp struct {
	Head
	Aggs   []*ExprItem
	By     Token
	Groups []*ExprItem
	Bin    Token // legacy `by x bin = 1h`: the word, with Eq and BinX
	BinEq  Token
	BinX   Expr
}

var summarizeProps = []property{
	prop("hint.strategy", "shuffle"), prop("hint.shufflekey"), prop("hint.num_partitions"),
}

func (p *parser) summarize() Op {
	o := &SummarizeOp{}
	p.start(o, summarizeProps)
	restore := p.wanting(AggregateSlot)
	o.Aggs = p.list((*parser).optNamed, "by")
	restore()
	if o.By = p.optWord("by"); o.By.Present() {
		o.Groups = p.listOf((*parser).optNamed, GroupSlot, "bin")
		if p.word() == "bin" && p.signAt(1) == '=' {
			o.Bin, o.BinEq = p.next(), p.next()
			o.BinX = p.exprFor(LiteralSlot)
		}
	}
	return o
}

func (x *SummarizeOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Aggs)
	x.By.visit(f)
	visitAll(f, x.Groups)
	x.Bin.visit(f)
	x.BinEq.visit(f)
	visitTo(f, x.BinX)
	visitTokens(f, x.Rest)
}
