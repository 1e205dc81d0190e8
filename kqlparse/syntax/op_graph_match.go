package syntax

// GraphMatchOp is `graph-match [cycles=..] (a)-[e]->(b), ... [where pred] [project cols]`.
type GraphMatchOp struct {
	Head
	Patterns []*GraphPattern
	Where    Token
	Pred     Expr
	Project  Token
	Items    []*ExprItem
}

// GraphPattern is (a)-[e*1..5]->(b)-- ... of graph-match, in parts.
type GraphPattern struct {
	node
	Parts []*GraphPart
	Comma Token
}

// GraphPart is a node `(n)`, or an edge `-[e*1..3]->`, `<-[e]-`, `-->`, `--`.
type GraphPart struct {
	node
	Open   []Token // ( or the signs before the name
	Name   *Name   // nil when it has none
	Star   Token
	Lo     Expr
	DotDot Token
	Hi     Expr
	Close  []Token
}

func (p *parser) graphMatch() Op {
	o := &GraphMatchOp{}
	p.start(o, []property{prop("cycles", "all", "none", "unique_edges")})
	o.Patterns, o.Where, o.Pred, o.Project, o.Items = p.graphClauses()
	return o
}

// graphClauses: pattern, ... [where predicate] [project name = expr, ...]
func (p *parser) graphClauses() (patterns []*GraphPattern, where Token, pred Expr, project Token, items []*ExprItem) {
	if p.sign() != '(' {
		p.errPrev("KS217", "missing graph-match pattern")
	}
	for p.sign() == '(' {
		g := p.graphPattern()
		patterns = append(patterns, g)
		if !g.Comma.Present() {
			break
		}
	}
	if where = p.optWord("where"); where.Present() {
		pred = p.exprFor(PredicateSlot)
	}
	if project = p.optWord("project"); project.Present() {
		items = p.listOf((*parser).optNamed, ScalarSlot)
	}
	return
}

func (p *parser) graphPattern() *GraphPattern {
	from := p.pos
	g := &GraphPattern{}
	for {
		var part *GraphPart
		switch p.sign() {
		case '(':
			part = p.graphNode()
		case '-', '<':
			part = p.graphEdge()
		default:
			g.Comma = p.opt(',')
			p.done(&g.node, from)
			return g
		}
		g.Parts = append(g.Parts, part)
	}
}

func (p *parser) graphNode() *GraphPart {
	from := p.pos
	g := &GraphPart{Open: []Token{p.next()}}
	g.Name = p.optNewName()
	g.Close = []Token{p.need(')', ")")}
	p.done(&g.node, from)
	return g
}

func (p *parser) graphEdge() *GraphPart {
	from := p.pos
	g := &GraphPart{}
	for p.sign() == '<' || p.sign() == '-' || p.sign() == '>' {
		p.next()
	}
	if p.sign() != '[' {
		g.Open = p.toks[from:p.pos:p.pos]
		p.done(&g.node, from)
		return g
	}
	p.next()
	g.Open = p.toks[from:p.pos:p.pos]
	g.Name = p.optNewName()
	if g.Star = p.opt('*'); g.Star.Present() {
		g.Lo = p.path()
		if g.DotDot = p.opt(sDots); g.DotDot.Present() {
			g.Hi = p.path()
		}
	}
	if p.sign() != ']' {
		g.Close = []Token{p.need(']', "]")}
		p.done(&g.node, from)
		return g
	}
	end := p.pos
	p.next()
	for p.sign() == '-' || p.sign() == '>' {
		p.next()
	}
	g.Close = p.toks[end:p.pos:p.pos]
	p.done(&g.node, from)
	return g
}

func (x *GraphMatchOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Patterns)
	x.Where.visit(f)
	visitTo(f, x.Pred)
	x.Project.visit(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}

func (x *GraphPattern) Visit(f func(Part)) {
	visitAll(f, x.Parts)
	x.Comma.visit(f)
}

func (x *GraphPart) Visit(f func(Part)) {
	visitTokens(f, x.Open)
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	x.Star.visit(f)
	visitTo(f, x.Lo)
	x.DotDot.visit(f)
	visitTo(f, x.Hi)
	visitTokens(f, x.Close)
}
