package syntax

// optNamed: [name = | (name, ...) =] expr
func (p *parser) optNamed() Expr { return p.named((*parser).optExpr) }

func (p *parser) named(value func(*parser) Expr) Expr {
	from := p.pos
	switch p.sign() {
	case sWord, sReserve:
		if p.signAt(1) == '=' {
			if n := p.optNewName(); n != nil {
				return p.namedExpr(from, &NamedExpr{Name: n}, value)
			}
		} else if n := p.dashedName(); n > 0 {
			p.errAt(Span{int(p.toks[from].Start), int(p.toks[from+n-1].End)}, "KS228", "this name needs brackets")
			name := &Name{Tok: p.next()}
			name.Rest = p.toks[p.pos : p.pos+n-1 : p.pos+n-1]
			p.pos += n - 1
			p.done(&name.node, from)
			name.Value = p.text[name.start:name.end]
			return p.namedExpr(from, &NamedExpr{Name: name}, value)
		}
	case '[':
		if p.signAt(1) == sString && p.signAt(2) == ']' && p.signAt(3) == '=' {
			return p.namedExpr(from, &NamedExpr{Name: p.optNewName()}, value)
		}
	case '{':
		if p.signAt(1) == sWord && p.signAt(2) == '}' && p.signAt(3) == '=' {
			return p.namedExpr(from, &NamedExpr{Name: p.optNewName()}, value)
		}
	case '(':
		if p.atNameList() {
			return p.namedExpr(from, &NamedExpr{Names: p.nameList()}, value)
		}
	}
	return value(p)
}

// dashedName returns the number of tokens of a name like a-b before `=`, which only brackets allow; 0 when there is
// none.
func (p *parser) dashedName() int {
	i := 0
	for p.signAt(i) == sWord && p.signAt(i+1) == '-' && p.signAt(i+2) == sWord {
		if p.toks[p.pos+i+1].Lead != p.toks[p.pos+i+1].Start || p.toks[p.pos+i+2].Lead != p.toks[p.pos+i+2].Start {
			return 0
		}
		i += 2
	}
	if i > 0 && p.signAt(i+1) == '=' {
		return i + 1
	}
	return 0
}

func (p *parser) namedExpr(from int, e *NamedExpr, value func(*parser) Expr) Expr {
	e.Eq = p.next()
	if e.X = value(p); e.X == nil {
		e.X = p.missingExpr()
	}
	p.done(&e.node, from)
	return e
}

// atNameList reports whether `(a, b) =` stands here.
func (p *parser) atNameList() bool {
	i := 1
	for {
		switch p.signAt(i) {
		case sWord, sReserve:
			i++
		case '[':
			if p.signAt(i+1) != sString || p.signAt(i+2) != ']' {
				return false
			}
			i += 3
		default:
			return false
		}
		if p.signAt(i) == ':' { // a type
			i += 2
		}
		switch p.signAt(i) {
		case ',':
			i++
		case ')':
			return p.signAt(i+1) == '='
		default:
			return false
		}
	}
}

func (p *parser) nameList() *NameList {
	from := p.pos
	l := &NameList{Open: p.next()}
	for p.sign() != ')' {
		from := p.pos
		c := &ColumnDecl{Name: p.newName()}
		if c.Colon = p.opt(':'); c.Colon.Present() {
			c.Type = p.typeName()
		}
		c.Comma = p.opt(',')
		p.done(&c.node, from)
		l.Items = append(l.Items, c)
	}
	l.Close = p.next()
	p.done(&l.node, from)
	return l
}

// list parses the items separated by commas that are there, up to what ends any list or one of the words; opt parses
// one, or nothing. A comma that is missing between two items is reported.
func (p *parser) list(opt func(*parser) Expr, ends ...string) (items []*ExprItem) {
	for p.more() {
		from := p.pos
		x := opt(p)
		if x == nil {
			if p.sign() != ',' {
				if len(items) > 0 && items[len(items)-1].Comma.Kind != None {
					items = append(items, p.item(p.missingExpr()))
				}
				return items
			}
			x = p.missingExpr()
		}
		it := &ExprItem{X: x, Comma: p.opt(',')}
		p.done(&it.node, from)
		items = append(items, it)
		if it.Comma.Present() {
			if !p.more() {
				return append(items, p.item(p.missingExpr()))
			}
			continue
		}
		if p.atEnd() || p.isAny(ends...) || !p.startsItem() || p.pos == from { // an item of nothing but what is missing ends it
			return items
		}
		p.errNext("KS005", "expected: ,")
		it.Comma = p.missing(Punct)
	}
	return items
}

// more reports whether a list may go on. At a cursor it does, to say what may come.
func (p *parser) more() bool { return !p.atEnd() || p.look != nil && p.sign() == sEOF }

// startsItem reports whether the next token begins an expression.
func (p *parser) startsItem() bool {
	switch p.sign() {
	case sWord, sLit, sString, '(':
		return true
	}
	return false
}

func (p *parser) item(x Expr) *ExprItem {
	it := &ExprItem{X: x}
	s := x.Span()
	it.start, it.end = int32(s.Start), int32(s.End)
	return it
}

// listOf is list with at least one item.
func (p *parser) listOf(opt func(*parser) Expr, want SlotKind, ends ...string) []*ExprItem {
	defer p.wanting(want)()
	items := p.list(opt, ends...)
	if len(items) == 0 {
		items = append(items, p.item(p.missingExpr()))
	}
	return items
}
