package syntax

// path: primary {. selector | [ index ]}
func (p *parser) path() Expr {
	from := p.pos
	x := p.primary()
	for n := 0; x != nil && n < maxChain; n++ {
		switch p.sign() {
		case '.':
			e := &PathExpr{X: x, Dot: p.next()}
			e.Selector = p.selector(x)
			p.done(&e.node, from)
			x = e
		case '[':
			e := &IndexExpr{X: x, Open: p.next()}
			restore := p.wanting(ScalarSlot)
			e.Index = p.expr()
			restore()
			e.Close = p.need(']', "]")
			p.done(&e.node, from)
			x = e
		default:
			return x
		}
	}
	return x
}

// selector parses what stands behind a dot: a name, a call, a wildcard, or brackets.
func (p *parser) selector(left Expr) Expr {
	from := p.pos
	p.memberSlot(left)
	if p.sign() == '[' {
		if n := p.optName(); n != nil {
			return p.nameExpr(from, n)
		}
		e := &BracketedExpr{Open: p.next()}
		restore := p.wanting(ScalarSlot)
		e.X = p.expr()
		restore()
		e.Close = p.need(']', "]")
		p.done(&e.node, from)
		return e
	}
	if p.wildcards(left) {
		if w := p.optWildcard(); w != nil {
			return w
		}
	}
	switch p.sign() {
	case sWord:
		if p.signAt(1) == '(' {
			return p.callExpr()
		}
		return p.nameExpr(from, p.wordName())
	case sReserve:
		if members[p.word()] {
			return p.nameExpr(from, p.wordName())
		}
	}
	n := p.missingName()
	return p.nameExpr(from, n)
}

// wildcards reports whether a wildcard may follow the dot behind x: behind a cluster or database only.
func (p *parser) wildcards(x Expr) bool {
	switch x := x.(type) {
	case *CallExpr:
		return x.Name.Value == "database" || x.Name.Value == "cluster" || x.Name.Value == "workspace" || x.Name.Value == "app"
	case *PathExpr:
		return p.wildcards(x.Selector)
	}
	return false
}

func (p *parser) nameExpr(from int, n *Name) Expr {
	e := &NameExpr{Name: n}
	p.done(&e.node, from)
	return e
}

// primary parses a literal, name, call or parenthesis; nil when the next token begins none.
func (p *parser) primary() Expr {
	from := p.pos
	if p.look != nil {
		p.slot(p.want)
	}
	switch p.sign() {
	case sLit:
		if p.toks[p.pos].Kind == GuidLit && isHex(p.text[p.toks[p.pos].Start]) && p.text[p.toks[p.pos].End-1] != ')' {
			p.errNext("KS214", "a guid stands in guid(...) here")
		}
		e := &Literal{Tok: p.next()}
		p.done(&e.node, from)
		return e
	case sString:
		return p.stringLiteral()
	case '(':
		return p.paren()
	case '[', '{':
		if n := p.optName(); n != nil {
			if p.sign() == '(' {
				return p.callNamed(from, n)
			}
			return p.nameExpr(from, n)
		}
		return nil
	case '@':
		if p.signAt(1) == sWord {
			e := &AtExpr{At: p.next()}
			e.X = p.nameExpr(from+1, p.wordName())
			p.done(&e.node, from)
			return e
		}
		return nil
	case sWord:
		if p.signAt(1) == '(' {
			return p.special(p.callExpr)
		}
		switch p.word() {
		case "entity_group":
			if p.signAt(1) == '[' && p.signAt(2) != sString {
				return p.entityGroup()
			}
		case "inline_external_table":
			if p.signAt(1) != '=' {
				return p.inlineExternalTable()
			}
		}
		return p.nameExpr(from, p.wordName())
	case sReserve:
		switch w := p.word(); w {
		case "dynamic":
			if p.signAt(1) == '(' {
				return p.dynamic()
			}
		case "datatable", "externaldata", "external_data":
			if p.signAt(1) != '=' {
				return p.special(nil)
			}
		case "toscalar", "totable", "materialize":
			return p.callWith(p.wordName())
		default:
			if p.signAt(1) == '(' && callable[w] {
				return p.callExpr()
			}
		}
	}
	return nil
}

// special parses the calls that have a syntax of their own, else what other parses.
func (p *parser) special(other func() Expr) Expr {
	switch p.word() {
	case "datatable", "__contextual_datatable":
		return p.dataTable()
	case "externaldata", "external_data":
		return p.externalData()
	case "typeof":
		return p.typeofExpr()
	case "inline_external_table":
		return p.inlineExternalTable()
	}
	return other()
}

func (p *parser) paren() Expr {
	from := p.pos
	e := &ParenExpr{Open: p.next()}
	if e.X = p.optPipe(); e.X == nil {
		e.X = p.missingExpr()
	}
	e.Close = p.need(')', ")")
	p.done(&e.node, from)
	return e
}

// stringLiteral: string {string}
func (p *parser) stringLiteral() *StringLiteral {
	from := p.pos
	for p.sign() == sString {
		p.next()
	}
	s := &StringLiteral{Toks: p.toks[from:p.pos:p.pos]}
	if s.Value, _ = Unquote(p.text[s.Toks[0].Start:s.Toks[0].End]); len(s.Toks) > 1 {
		for _, t := range s.Toks[1:] {
			v, _ := Unquote(p.text[t.Start:t.End])
			s.Value += v
		}
	}
	p.done(&s.node, from)
	return s
}

func (p *parser) callExpr() Expr {
	from := p.pos
	return p.callNamed(from, p.wordName())
}
