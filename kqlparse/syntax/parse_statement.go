package syntax

// block: statement {; statement}, or a management command.
func (p *parser) block() *QueryBlock {
	b := &QueryBlock{}
	if p.sign() == '.' && (p.signAt(1) == sWord || p.signAt(1) == sReserve) {
		b.Statements = append(b.Statements, p.command())
	} else {
		b.Statements = p.statements(sEOF)
	}
	from := p.pos
	for p.sign() != sEOF {
		p.next()
	}
	if p.pos > from {
		b.Skipped = p.toks[from:p.pos:p.pos]
	}
	b.EOF = p.toks[len(p.toks)-1]
	if len(p.toks) > 1 {
		b.start, b.end = p.toks[0].Start, p.toks[len(p.toks)-2].End
	} else {
		b.start, b.end = b.EOF.Start, b.EOF.Start
	}
	return b
}

// statements parses up to the sign end, or the end of the text.
func (p *parser) statements(end sign) (list []*StatementItem) {
	for {
		if p.look != nil && p.cursor() {
			p.noteStatements()
		}
		if p.sign() == sEOF && p.look == nil || p.sign() == end && end != sEOF {
			return list
		}
		before := p.pos
		list = append(list, p.statementItem())
		if p.pos == before {
			if p.sign() == sEOF {
				return list
			}
			p.next() // the statement kept nothing: never stand still
			it := list[len(list)-1]
			it.Stmt, it.Semi = p.badStatement(before), Token{}
			p.done(&it.node, before)
		}
	}
}

func (p *parser) statementItem() *StatementItem {
	from := p.pos
	it := &StatementItem{}
	it.Stmt = p.statement()
	switch p.sign() {
	case ';':
		it.Semi = p.next()
	case sEOF, '}':
		p.at(';')
	case ')':
	default:
		p.unexpected()
		it.Semi = p.missing(Punct)
	}
	p.done(&it.node, from)
	return it
}

func (p *parser) statement() Stmt {
	p.op, p.call = nil, nil
	p.want = TableSlot
	from := p.pos
	p.begin = from
	named := p.signAt(1) == sWord || p.signAt(1) == sReserve || p.signAt(1) == '[' || p.look != nil && p.signAt(1) == sEOF
	switch p.word() {
	case "let":
		if s := p.signAt(1); s != '|' && s != '.' && s != '(' && s != ';' && (s != sEOF || p.look != nil) {
			return p.letStatement()
		}
	case "set":
		if named {
			return p.setStatement()
		}
	case "declare":
		if named {
			return p.declareStatement()
		}
	case "alias":
		if named {
			return p.aliasStatement()
		}
	case "restrict":
		if named {
			return p.restrictStatement()
		}
	}
	if x := p.optPipe(); x != nil {
		s := &ExprStmt{X: x}
		p.done(&s.node, from)
		return s
	}
	if p.sign() == ';' {
		p.errNext("KS198", "a statement is missing")
		s := &BadStmt{}
		p.done(&s.node, from)
		return s
	}
	if p.sign() != sEOF {
		p.errNext("KS198", "this begins no statement")
	}
	p.skipOver()
	if p.sign() == '|' { // `| where ...` after something unreadable goes on
		p.next()
		p.skipOver()
	}
	return p.badStatement(from)
}

func (p *parser) badStatement(from int) Stmt {
	s := &BadStmt{Skipped: p.toks[from:p.pos:p.pos]}
	p.done(&s.node, from)
	return s
}

func (p *parser) letStatement() Stmt {
	from := p.pos
	s := &LetStmt{Let: p.next()}
	s.Name = p.newName()
	s.Eq = p.need('=', "=")
	if p.atFunction() {
		s.Value = p.function()
	} else {
		s.Value = p.pipe(LetValue)
	}
	p.done(&s.node, from)
	return s
}

// atFunction reports whether a lambda stands here: `(` parameters `)` `{`, or view before it.
func (p *parser) atFunction() bool {
	i := 0
	if p.look != nil {
		p.noteWord("view")
	}
	if p.word() == "view" && p.signAt(1) == '(' {
		i = 1
	}
	if p.signAt(i) != '(' {
		return false
	}
	// (), (name: or (['name']: can only be parameters; what stands behind the parenthesis need not be there yet.
	switch p.signAt(i + 1) {
	case ')':
		return p.signAt(i+2) == '{'
	case sWord, sReserve:
		return p.signAt(i+2) == ':'
	case '[':
		return p.signAt(i+4) == ':'
	}
	return false
}

func (p *parser) function() *FuncExpr {
	from := p.pos
	f := &FuncExpr{}
	if p.word() == "view" {
		f.View = p.next()
	}
	f.Params = p.params()
	f.Body = p.funcBody()
	p.done(&f.node, from)
	return f
}

func (p *parser) params() *ParamList {
	from := p.pos
	l := &ParamList{Open: p.need('(', "(")}
	for l.Open.Present() && p.more() {
		if p.sign() != sWord && p.sign() != sReserve && p.sign() != '[' && p.sign() != sEOF {
			break
		}
		d := p.param()
		l.Params = append(l.Params, d)
		if !d.Comma.Present() {
			break
		}
	}
	l.Close = p.closing(l.Open, ')', ")")
	p.done(&l.node, from)
	return l
}

// param: name : type [= default] | name : (name: type, ...) | name : (*)
func (p *parser) param() *ParamDecl {
	from := p.pos
	d := &ParamDecl{Name: p.newName()}
	d.Colon = p.need(':', ":")
	if d.Colon.Present() {
		if p.sign() == '(' {
			d.Schema = p.schema()
		} else {
			d.Type = p.typeName()
		}
	}
	if d.Eq = p.opt('='); d.Eq.Present() {
		d.Default = p.signed()
	}
	d.Comma = p.opt(',')
	p.done(&d.node, from)
	return d
}

// signed parses a value that may be a signed literal, as defaults and datatables have them.
func (p *parser) signed() Expr {
	from := p.pos
	if s := p.sign(); (s == '-' || s == '+') && p.signAt(1) == sLit {
		e := &Literal{Sign: p.next(), Tok: p.next()}
		p.done(&e.node, from)
		return e
	}
	return p.exprFor(LiteralSlot)
}

func (p *parser) funcBody() *FuncBody {
	from := p.pos
	b := &FuncBody{Open: p.need('{', "{")}
	if b.Open.Present() {
		if !p.enter() {
			p.tooDeep()
		} else {
			b.Statements = p.statements('}')
			p.leave()
		}
		b.Close = p.need('}', "}")
	} else {
		b.Close = p.missing(Punct)
	}
	p.done(&b.node, from)
	return b
}

func (p *parser) setStatement() Stmt {
	from := p.pos
	s := &SetStmt{Set: p.next()}
	s.Option = p.name(OptionSlot)
	if s.Eq = p.opt('='); s.Eq.Present() {
		if p.sign() == sReserve && p.signAt(1) != '(' {
			at := p.pos
			s.Value = p.nameExpr(at, p.wordName())
		} else {
			s.Value = p.signed()
		}
	}
	p.done(&s.node, from)
	return s
}

func (p *parser) declareStatement() Stmt {
	from := p.pos
	declare := p.next()
	if p.is("pattern") {
		return p.patternStatement(from, declare)
	}
	s := &DeclareParamsStmt{Declare: declare, Keyword: p.needWord("query_parameters")}
	s.Params = p.params()
	p.done(&s.node, from)
	return s
}

func (p *parser) patternStatement(from int, declare Token) Stmt {
	s := &DeclarePatternStmt{Declare: declare, Keyword: p.next()}
	s.Name = p.newName()
	if s.Eq = p.opt('='); s.Eq.Present() {
		s.Params = p.params()
		if s.PathOpen = p.opt('['); s.PathOpen.Present() {
			s.Path = p.param()
			s.PathClose = p.need(']', "]")
		}
		s.Open = p.need('{', "{")
		for p.sign() == '(' {
			s.Cases = append(s.Cases, p.patternCase())
		}
		s.Close = p.closing(s.Open, '}', "}")
	}
	p.done(&s.node, from)
	return s
}

func (p *parser) patternCase() *PatternCase {
	from := p.pos
	c := &PatternCase{Open: p.next()}
	c.Values = p.listOf((*parser).optExpr, LiteralSlot)
	c.Close = p.need(')', ")")
	if c.Dot = p.opt('.'); c.Dot.Present() {
		at := p.pos
		c.Path = &BracketedExpr{Open: p.need('[', "[")}
		c.Path.X = p.exprFor(LiteralSlot)
		c.Path.Close = p.need(']', "]")
		p.done(&c.Path.node, at)
	}
	c.Eq = p.need('=', "=")
	c.Body = p.funcBody()
	c.Semi = p.opt(';')
	p.done(&c.node, from)
	return c
}

func (p *parser) aliasStatement() Stmt {
	from := p.pos
	s := &AliasStmt{Alias: p.next(), Database: p.needWord("database")}
	s.Name = p.newName()
	s.Eq = p.need('=', "=")
	s.Value = p.exprFor(TableSlot)
	p.done(&s.node, from)
	return s
}

func (p *parser) restrictStatement() Stmt {
	from := p.pos
	s := &RestrictStmt{Restrict: p.next(), Access: p.needWord("access"), To: p.needWord("to")}
	s.Open = p.need('(', "(")
	if s.Open.Present() {
		s.Entities = p.listOf((*parser).tableItem, TableSlot)
	}
	s.Close = p.closing(s.Open, ')', ")")
	p.done(&s.node, from)
	return s
}
