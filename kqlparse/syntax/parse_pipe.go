package syntax

import "strings"

// optPipe parses a tabular or scalar expression: source {| operator}. The source may be an operator that needs none.
func (p *parser) optPipe() Expr {
	if !p.enter() {
		return p.tooDeep()
	}
	defer p.leave()
	from := p.pos
	x := p.optSource()
	if x == nil {
		x = p.optExpr()
	}
	return p.pipes(from, x)
}

// pipes parses the operators behind a source, if there are any.
func (p *parser) pipes(from int, x Expr) Expr {
	if x == nil {
		if p.sign() != '|' || p.signAt(1) == sEOF && p.look == nil {
			return nil
		}
		if from != p.begin {
			x = p.missingExpr()
		} else {
			if p.pos == 0 || p.signs[p.pos-1] == ';' {
				p.errNext("KS198", "a query begins with its source")
			}
			b := &BadExpr{At: p.prevEnd()} // after a statement that could not be read, this is its rest
			p.done(&b.node, p.pos)
			x = b
		}
	}
	if !p.at('|') && !p.lostPipe() {
		return x
	}
	e := &PipeExpr{Source: x}
	for p.at('|') || p.lostPipe() {
		e.Ops = append(e.Ops, p.pipedOp())
	}
	p.done(&e.node, from)
	return e
}

// pipe is optPipe that reports a missing expression.
func (p *parser) pipe(want SlotKind) Expr {
	defer p.wanting(want)()
	if x := p.optPipe(); x != nil {
		return x
	}
	return p.missingExpr()
}

// lostPipe reports whether an operator stands on a line of its own without its pipe: `T` and below it `where x`.
func (p *parser) lostPipe() bool {
	t := p.toks[p.pos]
	if strings.IndexByte(p.text[t.Lead:t.Start], '\n') < 0 || p.signAt(1) != sWord {
		return false
	}
	switch p.word() {
	case "where", "extend", "project", "summarize", "project-away", "project-rename", "mv-expand", "distinct", "join", "parse":
		return true
	}
	return false
}

func (p *parser) pipedOp() *PipedOp {
	from := p.pos
	o := &PipedOp{}
	if p.sign() == '|' {
		o.Pipe = p.next()
	} else {
		p.errNext("KS005", "expected: |")
		o.Pipe = p.missing(Punct)
	}
	o.Op = p.operator()
	p.done(&o.node, from)
	return o
}

// operator parses one operator, and skips what is left of it up to the next pipe when it is broken.
func (p *parser) operator() Op {
	outer, call, want := p.op, p.call, p.want
	p.call = nil
	defer func() { p.op, p.call, p.want = outer, call, want }()
	if p.look != nil {
		p.noteOperators()
	}
	parse := operators[p.word()]
	if parse == nil {
		from := p.pos
		b := &BadOp{}
		s := p.sign()
		if s == sWord || s == sReserve {
			p.errNext("KS176", "query operator expected")
		} else {
			p.errPrev("KS176", "query operator expected")
		}
		if s == sWord || s == sReserve {
			b.Keyword = p.next()
		} else {
			b.Keyword = p.missing(Word)
		}
		if p.look != nil && p.look.want.Op == nil && p.sign() == sEOF && len(p.look.want.Slots) > 0 {
			p.look.want.Op = b
		}
		b.Skipped = p.skipTo()
		p.done(&b.node, from)
		return b
	}
	from := p.pos
	op := parse(p)
	h := op.head()
	if !p.operatorEnds() && !p.lostPipe() {
		p.unexpected()
		h.Rest = p.skipTo()
	}
	p.done(&h.node, from)
	return op
}

// operatorEnds reports whether what follows an operator may follow one.
func (p *parser) operatorEnds() bool {
	switch p.sign() {
	case '|', ';', ')', '}', ']', ',', sEOF, sInto:
		return true
	}
	return false
}

// unexpected reports that the next token stands where nothing more is allowed: a semicolon is missing when it could begin
// a statement.
func (p *parser) unexpected() {
	switch p.sign() {
	case sWord, sLit, sString, '(', '-', '+', '@', '{':
		p.errNext("KS005", "expected: ;")
	case sReserve:
		if operators[p.word()] != nil || p.word() == "datatable" || p.word() == "externaldata" || p.word() == "dynamic" {
			p.errNext("KS005", "expected: ;")
			return
		}
		p.errNext("KS198", "unexpected: "+p.word())
	default:
		t := p.toks[p.pos]
		p.errNext("KS198", "unexpected: "+p.text[t.Start:t.End])
	}
}

// start consumes an operator's word and its properties, and makes it the operator being parsed.
func (p *parser) start(o Op, props []property) {
	h := o.head()
	h.start, h.end = p.toks[p.pos].Start, p.toks[p.pos].End
	h.Keyword = p.next()
	p.op = o
	if len(props) > 0 {
		h.Props = p.props(props)
	}
}

// optSource parses an operator that begins a query, datatable and its relatives excepted.
func (p *parser) optSource() Expr {
	if p.look != nil && p.cursor() {
		p.noteSources()
	}
	if !p.atSource() {
		return nil
	}
	from := p.pos
	e := &OpExpr{Op: p.operator()}
	p.done(&e.node, from)
	return e
}

// atSource reports whether an operator that needs no source stands here, and not a column or function of its name.
func (p *parser) atSource() bool {
	s1 := p.signAt(1)
	switch p.word() {
	case "print":
		return s1 != '='
	case "union", "search", "find":
		return s1 != '=' && s1 != '.' && s1 != sEqual
	case "range":
		return s1 == sWord && (p.wordAt(2) == "from" || p.look != nil && p.signAt(2) == sEOF) || s1 == sReserve || s1 == '[' || p.look != nil && s1 == sEOF
	case "evaluate", "consume":
		return s1 == sWord || s1 == sReserve
	case "macro-expand":
		return true
	}
	return false
}

// opList parses a pipe without a source, as the bodies of mv-apply, partition, fork and facet have it.
func (p *parser) opList() *OpList {
	from := p.pos
	l := &OpList{}
	defer func() { p.done(&l.node, from) }()
	if !p.enter() {
		p.tooDeep()
		return l
	}
	defer p.leave()
	for p.word() == "let" && p.signAt(1) == sWord {
		l.Lets = append(l.Lets, p.statementItem())
	}
	if p.sign() == ')' || p.sign() == '}' {
		p.errPrev("KS006", "missing expression")
		return l
	}
	first := p.pos
	o := &PipedOp{}
	if p.sign() == '|' {
		o.Pipe = p.next()
	}
	o.Op = p.operator()
	p.done(&o.node, first)
	l.Ops = append(l.Ops, o)
	for p.at('|') {
		l.Ops = append(l.Ops, p.pipedOp())
	}
	return l
}

// body parses `( operators )`.
func (p *parser) body(open *Token, l **OpList, closing *Token) {
	*open = p.need('(', "(")
	if open.Present() {
		*l = p.opList()
	}
	*closing = p.closing(*open, ')', ")")
}
