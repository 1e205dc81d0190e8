package syntax

// property is a property that an operator takes, and the words that are its values where there is a fixed set.
type property struct {
	name   string
	values []string
}

func prop(name string, values ...string) property { return property{name, values} }

var hintRemote = []string{"auto", "left", "local", "right"}

// props parses the properties that stand here: name=value, without commas.
func (p *parser) props(known []property) (list []*Property) {
	for {
		if p.look != nil && p.cursor() {
			for _, k := range known {
				p.noteProperty(k)
			}
		}
		k := p.knownProperty(known)
		if k == nil {
			return list
		}
		list = append(list, p.property(k))
	}
}

// knownProperty returns the property that stands here, or nil. Hints are taken by every operator.
func (p *parser) knownProperty(known []property) *property {
	w := p.word()
	if w == "" || p.signAt(1) != '=' {
		return nil
	}
	for i := range known {
		if known[i].name == w {
			return &known[i]
		}
	}
	if len(w) > 5 && w[:5] == "hint." || w[0] == '_' && len(w) > 2 && w[1] == '_' && reserved[w] {
		return &property{name: w}
	}
	return nil
}

func (p *parser) property(k *property) *Property {
	from := p.pos
	pr := &Property{Name: p.wordName(), Eq: p.need('=', "=")}
	p.propSlot(k)
	pr.Value = p.propertyValue(k)
	p.done(&pr.node, from)
	return pr
}

// propertyValue: literal | string | word | column {, column} | expression in parentheses or a call
func (p *parser) propertyValue(k *property) Expr {
	from := p.pos
	defer p.wanting(PropertyValue)()
	switch s := p.sign(); s {
	case sReserve:
		if p.signAt(1) != '(' || p.word() != "dynamic" {
			return p.nameExpr(from, p.wordName())
		}
	case sWord:
		if next := p.signAt(1); next == '.' || next == '[' {
			break
		}
		return p.nameExpr(from, p.wordName())
	}
	if x := p.unary(); x != nil {
		return x
	}
	p.errPrev("KS006", "missing value")
	b := &BadExpr{At: p.prevEnd()}
	p.done(&b.node, p.pos)
	return b
}

// options parses the properties of a with clause, separated by commas or nothing, up to the parenthesis. names are those
// whose value is a list of columns.
func (p *parser) options(known []property, names ...string) (list []*Property) {
	for {
		if p.look != nil && p.cursor() {
			for _, k := range known {
				p.noteProperty(k)
			}
		}
		if s := p.sign(); s != sWord && s != sReserve || p.signAt(1) != '=' && p.look == nil && p.signAt(1) != sEOF {
			if p.sign() == sWord {
				p.errNext("KS005", "expected: =")
			}
			return list
		}
		from := p.pos
		k := p.knownProperty(known)
		if k == nil {
			k = &property{name: p.word()}
		}
		pr := p.property(k)
		if s := p.sign(); s == '(' || s == '.' || s == '[' { // title=strcat(...)
			p.pos = from + 2
			pr.Value = p.exprFor(PropertyValue)
			p.done(&pr.node, from)
		}
		for _, n := range names {
			if n == k.name {
				pr.Value = p.columnNames(pr.Value)
			}
		}
		pr.Comma = p.opt(',')
		p.done(&pr.node, from)
		list = append(list, pr)
	}
}

// columnNames parses the further columns of ycolumns=a, b: a comma belongs to the list when no property follows it.
func (p *parser) columnNames(first Expr) Expr {
	if p.sign() != ',' || p.signAt(2) == '=' || p.signAt(1) == ')' {
		return first
	}
	s := first.Span()
	e := &NamesExpr{}
	x := first
	for {
		it := &ExprItem{X: x}
		it.start = int32(x.Span().Start)
		more := p.sign() == ',' && p.signAt(2) != '=' && p.signAt(1) != ')' && p.signAt(1) != sEOF
		if more {
			it.Comma = p.next()
		}
		it.end = int32(p.prevEnd())
		e.Items = append(e.Items, it)
		if !more {
			break
		}
		if x = p.unary(); x == nil {
			x = p.missingExpr()
		}
	}
	e.start, e.end = int32(s.Start), int32(p.prevEnd())
	return e
}
