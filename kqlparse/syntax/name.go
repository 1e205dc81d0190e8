package syntax

// optName parses a name that refers to something: a word that is not reserved, or a bracketed name.
func (p *parser) optName() *Name { return p.nameIn(nil) }

// optNewName parses a name that is declared: more words may stand there.
func (p *parser) optNewName() *Name { return p.nameIn(declarable) }

func (p *parser) nameIn(also map[string]bool) *Name {
	switch p.sign() {
	case sWord:
		return p.wordName()
	case sReserve:
		if also[p.word()] {
			return p.wordName()
		}
	case '[':
		if p.signAt(1) == sString && p.signAt(2) == ']' {
			from := p.pos
			n := &Name{Open: p.next(), Tok: p.next()}
			n.Close = p.next()
			n.Value, _ = Unquote(p.text[n.Tok.Start:n.Tok.End])
			p.done(&n.node, from)
			return n
		}
	case '{': // {name}: what an editor or a workbook replaces before the query runs
		if p.signAt(1) == sWord && p.signAt(2) == '}' {
			from := p.pos
			n := &Name{Open: p.next(), Tok: p.next()}
			n.Close = p.next()
			n.Value = p.text[n.Open.Start:n.Close.End]
			p.done(&n.node, from)
			return n
		}
	}
	return nil
}

// wordName takes the next token as a name, whatever word it is.
func (p *parser) wordName() *Name {
	from := p.pos
	n := &Name{Tok: p.next()}
	n.Value = p.text[n.Tok.Start:n.Tok.End]
	p.done(&n.node, from)
	return n
}

// newName parses a declared name, or reports that it is missing.
func (p *parser) newName() *Name {
	p.slot(NewName)
	if n := p.optNewName(); n != nil {
		return n
	}
	return p.missingName()
}

// name parses a name, or reports that it is missing.
func (p *parser) name(want SlotKind) *Name {
	p.slot(want)
	if n := p.optName(); n != nil {
		return n
	}
	return p.missingName()
}

func (p *parser) missingName() *Name {
	if p.sign() == sReserve {
		p.errPrev("KS006", "missing name: as a name, "+p.word()+" needs brackets: ['"+p.word()+"']")
	} else {
		p.errPrev("KS006", "missing name")
	}
	n := &Name{Tok: p.missing(Word)}
	p.done(&n.node, p.pos)
	return n
}

// typeName parses the name of a type; whether there is one of that name is for the binder.
func (p *parser) typeName() *TypeName {
	from := p.pos
	p.slot(TypeSlot)
	t := &TypeName{}
	if s := p.sign(); s == sWord || s == sReserve {
		t.Word = p.next()
	} else {
		p.errPrev("KS006", "missing type name")
		t.Word = p.missing(Word)
	}
	p.done(&t.node, from)
	return t
}

// atWildcard returns the number of tokens of a wildcard name at n tokens ahead: words and stars that touch each other,
// at least one star among them; 0 when there is none.
func (p *parser) atWildcard(n int) int {
	stars, i := 0, n
	for ; ; i++ {
		switch s := p.signAt(i); {
		case s == '*':
			stars++
		case s == sWord || s == sReserve || s == sLit && p.toks[p.pos+i].Kind == LongLit || s == '-' && i > n && stars > 0 && p.signAt(i+1) == '*':
		default:
			if stars == 0 {
				return 0
			}
			return i - n
		}
		if i > n && p.toks[p.pos+i].Lead != p.toks[p.pos+i].Start {
			if stars == 0 {
				return 0
			}
			return i - n
		}
	}
}

// optWildcard parses a wildcard name: Device*, *, a*b.
func (p *parser) optWildcard() *WildcardExpr {
	n := p.atWildcard(0)
	if n == 0 {
		return nil
	}
	from := p.pos
	p.pos += n
	w := &WildcardExpr{Tokens: p.toks[from:p.pos:p.pos]}
	p.done(&w.node, from)
	w.Pattern = p.text[w.start:w.end]
	return w
}
