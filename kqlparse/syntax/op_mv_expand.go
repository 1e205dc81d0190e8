package syntax

// MvExpandOp is `mv-expand [bagexpansion=..] [with_itemindex=i] [name =] expr [to typeof(t)], ... [limit n]`.
type MvExpandOp struct {
	Head
	Items  []*MvItem
	Limit  Token
	LimitX Expr
}

// MvItem is an item of mv-expand and mv-apply. X is a *NamedExpr when it is named.
type MvItem struct {
	node
	X     Expr
	To    Token
	Typ   *TypeofExpr // nil without one
	Comma Token
}

var mvExpandProps = []property{prop("bagexpansion", "bag", "array"), prop("kind", "bag", "array"), prop("with_itemindex")}

func (p *parser) mvExpand() Op {
	o := &MvExpandOp{}
	p.start(o, mvExpandProps)
	o.Items = p.mvItems()
	if o.Limit = p.optWord("limit"); o.Limit.Present() {
		o.LimitX = p.exprFor(LiteralSlot)
	}
	return o
}

func (p *parser) mvItems() (items []*MvItem) {
	for {
		it := p.mvItem()
		items = append(items, it)
		if !it.Comma.Present() {
			return items
		}
	}
}

// mvItem: [name =] expr [to typeof(type)]
func (p *parser) mvItem() *MvItem {
	from := p.pos
	it := &MvItem{}
	restore := p.wanting(DynamicSlot)
	if it.X = p.optNamed(); it.X == nil {
		it.X = p.missingExpr()
	}
	restore()
	if it.To = p.optWord("to"); it.To.Present() {
		it.Typ = p.typeof()
	}
	it.Comma = p.opt(',')
	p.done(&it.node, from)
	return it
}

func (x *MvExpandOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Items)
	x.Limit.visit(f)
	visitTo(f, x.LimitX)
	visitTokens(f, x.Rest)
}

func (x *MvItem) Visit(f func(Part)) {
	visitTo(f, x.X)
	x.To.visit(f)
	if x.Typ != nil {
		f(Part{Node: x.Typ})
	}
	x.Comma.visit(f)
}
