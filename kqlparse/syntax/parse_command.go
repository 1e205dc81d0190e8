package syntax

// command: . words [<| query] {| operator}. Its words are not looked into: there are too many commands, and new ones come.
func (p *parser) command() *StatementItem {
	from := p.pos
	c := &CommandStmt{Dot: p.next()}
	words, first := p.pos, len(p.errs)
	depth := 0
	for {
		s := p.sign()
		if s == sEOF || depth <= 0 && (s == '|' || s == sInto) {
			break
		}
		switch s {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		}
		p.next()
	}
	c.Words = p.toks[words:p.pos:p.pos]
	p.errs = p.errs[:first]
	p.dropErrors(int(c.Dot.Start), p.prevEnd())
	if c.Arrow = p.opt(sInto); c.Arrow.Present() {
		at := p.pos
		c.Inner = &QueryBlock{Statements: p.statements(sEOF)}
		p.done(&c.Inner.node, at)
	}
	for p.at('|') {
		c.Ops = append(c.Ops, p.pipedOp())
	}
	p.done(&c.node, from)
	it := &StatementItem{Stmt: c}
	it.Semi = p.opt(';')
	p.done(&it.node, from)
	return it
}

// dropErrors forgets what the lexer reported between two offsets: the words of a command are not KQL.
func (p *parser) dropErrors(start, end int) {
	kept := p.errs[:0]
	for _, e := range p.errs {
		if e.Span.Start < start || e.Span.Start > end {
			kept = append(kept, e)
		}
	}
	p.errs = kept
}

// schema: (name: type, ...) | (*) | (*, name: type, ...)
func (p *parser) schema() *SchemaType {
	from := p.pos
	s := &SchemaType{Open: p.need('(', "(")}
	if s.Open.Present() {
		if s.Star = p.opt('*'); s.Star.Present() {
			s.StarComma = p.opt(',')
		}
		if !s.Star.Present() || s.StarComma.Present() {
			for p.more() {
				c := p.columnDecl()
				s.Columns = append(s.Columns, c)
				if !c.Comma.Present() || p.sign() == ')' {
					break
				}
			}
		}
	}
	s.Close = p.closing(s.Open, ')', ")")
	p.done(&s.node, from)
	return s
}

func (p *parser) columnDecl() *ColumnDecl {
	from := p.pos
	c := &ColumnDecl{}
	p.slot(NewName)
	if p.sign() == sReserve {
		c.Name = p.wordName()
	} else if p.sign() == sString { // 'name': type, of old datatables
		n := &Name{Tok: p.next()}
		n.Value, _ = Unquote(p.text[n.Tok.Start:n.Tok.End])
		p.done(&n.node, p.pos-1)
		c.Name = n
	} else if c.Name = p.optNewName(); c.Name == nil {
		c.Name = p.missingName()
	}
	if c.Colon = p.need(':', ":"); c.Colon.Present() {
		c.Type = p.typeName()
	}
	c.Comma = p.opt(',')
	p.done(&c.node, from)
	return c
}
