package syntax

// ParseOp is `parse [kind=..] [flags=..] expr with pattern`, and parse-where.
type ParseOp struct {
	Head
	X       Expr
	With    Token
	Pattern []Expr // *StringLiteral, *StarExpr, *NameExpr, *TypedNameExpr
}

var parseProps = []property{prop("kind", "simple", "regex", "relaxed"), prop("flags", "U", "m", "s", "i", "Ui", "Us", "ms", "is")}

func (p *parser) parseOp() Op {
	o := &ParseOp{}
	p.start(o, parseProps)
	o.X = p.exprFor(StringSlot)
	if o.With = p.needWord("with"); o.With.Present() {
		for {
			x := p.optPattern()
			if x == nil {
				break
			}
			o.Pattern = append(o.Pattern, x)
		}
		if len(o.Pattern) == 0 {
			o.Pattern = append(o.Pattern, p.missingExpr())
		}
	}
	return o
}

// optPattern: string | * | name [: type]
func (p *parser) optPattern() Expr {
	from := p.pos
	p.slot(ParsePattern)
	switch p.sign() {
	case sString:
		e := &StringLiteral{Toks: []Token{p.next()}}
		e.Value, _ = Unquote(p.text[e.Toks[0].Start:e.Toks[0].End])
		p.done(&e.node, from)
		return e
	case '*':
		return p.star()
	case ',': // old texts separate the parts
		if p.signAt(1) == sWord || p.signAt(1) == '*' || p.signAt(1) == sString {
			p.errNext("KS005", "expected: ;")
		}
		return nil
	}
	n := p.optNewName()
	if n == nil {
		return nil
	}
	if p.sign() == ':' {
		return p.typedName(from, n)
	}
	return p.nameExpr(from, n)
}

func (x *ParseOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.X)
	x.With.visit(f)
	visitAll(f, x.Pattern)
	visitTokens(f, x.Rest)
}
