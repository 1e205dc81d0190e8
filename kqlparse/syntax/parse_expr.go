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
		if p.atEnd() || p.isAny(ends...) || !p.startsItem() {
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
