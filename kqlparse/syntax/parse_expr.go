package syntax

// expr parses a scalar expression, or reports that it is missing.
func (p *parser) expr() Expr {
	if x := p.optExpr(); x != nil {
		return x
	}
	return p.missingExpr()
}

// exprFor parses an expression that stands for something special, which completion offers.
func (p *parser) exprFor(want SlotKind) Expr {
	defer p.wanting(want)()
	return p.expr()
}

// wanting sets what expressions stand for until the function it returns is called.
func (p *parser) wanting(want SlotKind) func() {
	old := p.want
	p.want = want
	return func() { p.want = old }
}

func (p *parser) missingExpr() Expr {
	if p.sign() == sReserve {
		p.errPrev("KS006", "missing expression: as a name, "+p.word()+" needs brackets: ['"+p.word()+"']")
	} else {
		p.errPrev("KS006", "missing expression")
	}
	b := &BadExpr{At: p.prevEnd()}
	p.done(&b.node, p.pos)
	return b
}

// Precedence, loosest first: or, and, equality (in, has_any, between too; not chained), order (not chained), sum,
// product, string operators (not chained), sign, path.

// optExpr: and {or and}
func (p *parser) optExpr() Expr {
	if !p.enter() {
		return p.tooDeep()
	}
	defer p.leave()
	from := p.pos
	x := p.and()
	for n := 0; x != nil && p.is("or") && !p.tooLong(n); n++ {
		x = p.binary(from, x, (*parser).and)
	}
	return x
}

// tooDeep skips what is nested too deeply.
func (p *parser) tooDeep() Expr {
	from := p.pos
	b := &BadExpr{At: p.prevEnd(), Skipped: p.skipTo()}
	p.done(&b.node, from)
	return b
}

// tooLong reports a chain of more than maxChain operands.
func (p *parser) tooLong(n int) bool {
	if n <= maxChain {
		return false
	}
	p.errNext("KS245", "the query is nested too deeply")
	return true
}

// binary consumes an operator and parses what stands behind it.
func (p *parser) binary(from int, x Expr, parse func(*parser) Expr) Expr {
	b := &BinaryExpr{L: x, Op: p.next()}
	if p.look != nil {
		defer p.rightOf(x, b.Op)()
	}
	if b.R = parse(p); b.R == nil {
		b.R = p.missingExpr()
	}
	p.done(&b.node, from)
	return b
}

// rightOf tells completion what stands to the left of an operand, unless the operator is and or or.
func (p *parser) rightOf(left Expr, op Token) func() {
	old, want := p.look.left, p.want
	switch p.text[op.Start:op.End] {
	case "and", "or":
		left = nil
	default:
		if p.want == PredicateSlot {
			p.want = ScalarSlot
		}
	}
	p.look.left = left
	return func() { p.look.left, p.want = old, want }
}

func (p *parser) and() Expr {
	from := p.pos
	x := p.equality()
	for n := 0; x != nil && p.is("and") && !p.tooLong(n); n++ {
		x = p.binary(from, x, (*parser).equality)
	}
	return x
}

func (p *parser) equality() Expr {
	from := p.pos
	x := p.order()
	if x == nil {
		return nil
	}
	p.infixSlot(x)
	switch s := p.sign(); s {
	case sEqual, sNot, sTilde, sNotTil:
		return p.binary(from, x, (*parser).order)
	case '=': // `where a = 1` means ==
		if p.want == PredicateSlot {
			return p.binary(from, x, (*parser).order)
		}
	case sReserve, sWord, sOper:
		switch p.word() {
		case "in":
			if p.wordAt(1) == "range" { // make-series ... in range(...)
				return x
			}
			return p.in(from, x)
		case "in~", "!in", "!in~", "has_any", "has_all":
			return p.in(from, x)
		case "between", "!between":
			return p.between(from, x)
		}
	}
	return x
}

// in parses `in (a, b)` or `in (query)`.
func (p *parser) in(from int, x Expr) Expr {
	e := &InExpr{X: x, Op: p.next()}
	e.Open = p.need('(', "(")
	if e.Open.Present() {
		restore := p.wanting(ListSlot)
		e.Items = p.list(func(p *parser) Expr { return p.optPipe() })
		restore()
		if len(e.Items) == 0 {
			e.Items = append(e.Items, p.item(p.missingExpr()))
		}
	}
	e.Close = p.closing(e.Open, ')', ")")
	p.done(&e.node, from)
	return e
}

// closing parses the bracket that ends what open began. When open was missing, the closing one is not asked for.
func (p *parser) closing(open Token, c sign, text string) Token {
	if !open.Present() {
		return p.missing(Punct)
	}
	return p.need(c, text)
}

func (p *parser) between(from int, x Expr) Expr {
	e := &BetweenExpr{X: x, Op: p.next()}
	defer p.wanting(ScalarSlot)()
	e.Open = p.need('(', "(")
	e.Lo = p.expr()
	e.DotDot = p.need(sDots, "..")
	e.Hi = p.expr()
	e.Close = p.closing(e.Open, ')', ")")
	p.done(&e.node, from)
	return e
}

func (p *parser) order() Expr {
	from := p.pos
	x := p.sum()
	if x == nil {
		return nil
	}
	switch p.sign() {
	case '<', '>', sLess, sGreater:
		return p.binary(from, x, (*parser).sum)
	}
	return x
}

func (p *parser) sum() Expr {
	from := p.pos
	x := p.product()
	for n := 0; x != nil && (p.sign() == '+' || p.sign() == '-') && !p.tooLong(n); n++ {
		x = p.binary(from, x, (*parser).product)
	}
	return x
}

func (p *parser) product() Expr {
	from := p.pos
	x := p.stringOp()
	for n := 0; x != nil && (p.sign() == '*' || p.sign() == '/' || p.sign() == '%') && !p.tooLong(n); n++ {
		x = p.binary(from, x, (*parser).stringOp)
	}
	return x
}

// stringOp: [* op | sign [op sign]], where op is has, contains, matches regex ...
func (p *parser) stringOp() Expr {
	from := p.pos
	var x Expr
	if p.sign() == '*' && (p.signAt(1) == sEqual || infix[p.wordAt(1)] || p.wordAt(1) == "matches") {
		x = p.star()
	} else {
		x = p.unary()
	}
	if x == nil {
		return nil
	}
	switch p.sign() {
	case sReserve, sWord, sOper:
		w := p.word()
		if w == "matches" && (p.wordAt(1) == "regex" || p.look != nil) {
			b := &BinaryExpr{L: x, Op: p.next()}
			b.Op2 = p.needWord("regex")
			if b.R = p.unary(); b.R == nil {
				b.R = p.missingExpr()
			}
			p.done(&b.node, from)
			return b
		}
		if infix[w] {
			return p.binary(from, x, (*parser).unary)
		}
	case ':': // `search a:"x"` means has
		if p.want == PredicateSlot && p.inSearch() {
			return p.binary(from, x, (*parser).unary)
		}
	}
	return x
}

// inSearch reports whether the predicate is one of search or find.
func (p *parser) inSearch() bool {
	switch p.op.(type) {
	case *SearchOp, *FindOp:
		return true
	}
	return false
}

func (p *parser) star() Expr {
	from := p.pos
	s := &StarExpr{Star: p.next()}
	p.done(&s.node, from)
	return s
}

// unary: [-|+] path
func (p *parser) unary() Expr {
	if s := p.sign(); s != '-' && s != '+' {
		return p.path()
	}
	from := p.pos
	u := &UnaryExpr{Op: p.next()}
	if u.X = p.path(); u.X == nil {
		u.X = p.missingExpr()
	}
	p.done(&u.node, from)
	return u
}
