package syntax

// callWith parses a call whose parenthesis must follow, perhaps after a property: toscalar kind=nooptimization (...).
func (p *parser) callWith(n *Name) Expr {
	from := p.pos - 1
	c := &CallExpr{Name: n}
	if p.word() == "kind" && p.signAt(1) == '=' && p.wordAt(2) != "" {
		c.Kind = p.toks[p.pos : p.pos+3 : p.pos+3]
		p.pos += 3
	}
	return p.callRest(from, c)
}

func (p *parser) callNamed(from int, n *Name) Expr { return p.callRest(from, &CallExpr{Name: n}) }

// callRest parses the arguments of a call.
func (p *parser) callRest(from int, c *CallExpr) Expr {
	c.Open = p.need('(', "(")
	if c.Open.Present() {
		call, arg := p.call, p.arg
		want := ArgSlot
		switch c.Name.Value {
		case "materialize", "toscalar", "totable":
			want = TableSlot
		}
		restore := p.wanting(want)
		n := 0
		c.Args = p.list(func(p *parser) Expr {
			p.call, p.arg = c, n
			n++
			return p.argument()
		})
		restore()
		p.call, p.arg = call, arg
	}
	c.Close = p.closing(c.Open, ')', ")")
	p.done(&c.node, from)
	return c
}

// argument: * | [name =] expr | query
func (p *parser) argument() Expr {
	if p.sign() == '*' && (p.signAt(1) == ')' || p.signAt(1) == ',') {
		return p.star()
	}
	if p.sign() == '*' || p.signAt(1) == '*' {
		if n := p.atWildcard(0); n > 0 && p.signAt(n-1) == '*' && (p.signAt(n) == ',' || p.signAt(n) == ')') {
			return p.optWildcard()
		}
	}
	from := p.pos
	x := p.named(tabularCall(p.call))
	if p.sign() == '|' && x != nil {
		p.errNext("KS005", "expected: )") // a query as an argument needs parentheses of its own
		return p.pipes(from, x)
	}
	return x
}

// tabularCall returns how an argument of a call is parsed: a few functions take a query as it is.
func tabularCall(c *CallExpr) func(*parser) Expr {
	if c != nil {
		switch c.Name.Value {
		case "materialize", "toscalar", "totable":
			return (*parser).optPipe
		}
	}
	return (*parser).optArg
}

// optArg parses an argument, which may be an operator that needs no source.
func (p *parser) optArg() Expr {
	if p.atSource() {
		return p.optSource()
	}
	return p.optExpr()
}
