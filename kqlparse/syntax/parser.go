package syntax

import "strings"

// maxDepth bounds nesting, so that no text overflows the stack; a parenthesis counts twice. The official parser gives
// up at a depth of 300.
const maxDepth = 500

// maxChain bounds the operands of one chain like a or b or c, whose tree is as deep as it is long.
const maxChain = 20000

// parser is a recursive descent over the tokens. Its functions never fail: what is missing becomes a token of width
// zero and an error, what is too much is skipped and kept.
//
// Naming: a function that may yield nothing is opt...; one that looks without consuming is at...
type parser struct {
	text  string
	toks  []Token
	signs []sign
	pos   int
	depth int
	begin int // where the statement being parsed begins
	errs  []Error
	op    Op        // the operator being parsed; nil outside of one
	call  *CallExpr // the call whose arguments are being parsed
	arg   int
	want  SlotKind // what an expression stands for where it is being parsed
	look  *lookout // set when completion asks what may come; nil otherwise
}

// Parse reads a text as one query block or management command. It never fails: see Tree.Errors.
func Parse(text string) *Tree {
	p := newParser(text)
	return p.tree()
}

func newParser(text string) *parser {
	l := lexer{text: text}
	l.run()
	return &parser{text: text, toks: l.toks, signs: l.signs, errs: l.errs}
}

func (p *parser) tree() *Tree {
	root := p.block()
	sortErrors(p.errs)
	return &Tree{Text: p.text, Tokens: p.toks, Root: root, Errors: p.errs}
}

// sortErrors orders errors by place; the lexer's and the parser's are nearly sorted already.
func sortErrors(errs []Error) {
	for i := 1; i < len(errs); i++ {
		for j := i; j > 0 && errs[j].Span.Start < errs[j-1].Span.Start; j-- {
			errs[j], errs[j-1] = errs[j-1], errs[j]
		}
	}
}

// Tokens.

func (p *parser) sign() sign { return p.signs[p.pos] }

func (p *parser) signAt(n int) sign {
	if p.pos+n >= len(p.signs) {
		return sEOF
	}
	return p.signs[p.pos+n]
}

func (p *parser) word() string { return p.wordAt(0) }

// wordAt returns the text of the word or word operator n tokens ahead, and "" for any other token.
func (p *parser) wordAt(n int) string {
	switch p.signAt(n) {
	case sWord, sReserve, sOper:
		t := p.toks[p.pos+n]
		return p.text[t.Start:t.End]
	}
	return ""
}

func (p *parser) next() Token {
	t := p.toks[p.pos]
	if p.pos < len(p.toks)-1 {
		p.pos++
	}
	return t
}

// at reports whether the next token is the sign c, and tells completion that it may be.
func (p *parser) at(c sign) bool {
	if p.look != nil {
		p.noteSign(c)
	}
	return p.signs[p.pos] == c
}

// is reports whether the next token is the word w, and tells completion that it may be.
func (p *parser) is(w string) bool {
	if p.look != nil {
		p.noteWord(w)
	}
	return p.word() == w
}

// isAny is is for several words.
func (p *parser) isAny(words ...string) bool {
	if p.look != nil {
		for _, w := range words {
			p.noteWord(w)
		}
	}
	have := p.word()
	if have == "" {
		return false
	}
	for _, w := range words {
		if have == w {
			return true
		}
	}
	return false
}

func (p *parser) opt(c sign) Token {
	if p.at(c) {
		return p.next()
	}
	return Token{}
}

func (p *parser) optWord(w string) Token {
	if p.is(w) {
		return p.next()
	}
	return Token{}
}

// need consumes the sign c, or reports that it is missing.
func (p *parser) need(c sign, text string) Token {
	if p.at(c) {
		return p.next()
	}
	p.errNext("KS005", "expected: "+text)
	return p.missing(Punct)
}

func (p *parser) needWord(w string) Token {
	if p.is(w) {
		return p.next()
	}
	p.errNext("KS005", "expected: "+w)
	return p.missing(Word)
}

// missing is a token of width zero behind the last one.
func (p *parser) missing(k Kind) Token {
	at := p.toks[p.pos].Lead
	return Token{k, at, at, at}
}

// prevEnd is the end of the last token consumed.
func (p *parser) prevEnd() int { return int(p.toks[p.pos].Lead) }

// Errors.

// errNext reports an error at the next token, or behind the last one when the next stands on a later line.
func (p *parser) errNext(code, message string) {
	if t := p.toks[p.pos]; strings.IndexByte(p.text[t.Lead:t.Start], '\n') >= 0 || t.Kind == EOF {
		p.errPrev(code, message)
		return
	}
	p.errAt(p.toks[p.pos].Span(), code, message)
}

func (p *parser) errPrev(code, message string) {
	at := p.prevEnd()
	p.errAt(Span{at, at}, code, message)
}

// errAt reports an error, unless one of the parser's was reported at the same place already: the second is a
// consequence.
func (p *parser) errAt(s Span, code, message string) {
	if p.look != nil && p.sign() == sEOF {
		p.look.closed = true
	}
	for i := len(p.errs) - 1; i >= 0 && i >= len(p.errs)-4; i-- {
		if p.errs[i].Span.Start == s.Start {
			return
		}
	}
	p.errs = append(p.errs, Error{s, code, message})
}

// Nodes.

// done sets the place of a node that began at token index from.
func (p *parser) done(n *node, from int) {
	if p.pos > from {
		n.start, n.end = p.toks[from].Start, p.toks[p.pos-1].End
		return
	}
	at := p.toks[p.pos].Lead
	n.start, n.end = at, at
}

// enter guards a recursion; when the nesting is too deep it reports that and returns false.
func (p *parser) enter() bool {
	if p.depth >= maxDepth {
		p.errNext("KS245", "the query is nested too deeply")
		return false
	}
	p.depth++
	return true
}

func (p *parser) leave() { p.depth-- }

// skipTo consumes tokens up to one of the next pipe, semicolon, or closing bracket that belongs to the surroundings;
// brackets that open on the way are skipped whole, but never past a semicolon outside of braces.
func (p *parser) skipTo() []Token {
	from := p.pos
	p.skipOver()
	if p.pos == from {
		return nil
	}
	return p.toks[from:p.pos:p.pos]
}

func (p *parser) skipOver() {
	var open []sign
	for {
		switch c := p.sign(); c {
		case sEOF:
			return
		case '|', ';':
			if len(open) == 0 || c == ';' && open[len(open)-1] != '}' {
				return
			}
		case '(':
			open = append(open, ')')
		case '[':
			open = append(open, ']')
		case '{':
			open = append(open, '}')
		case ')', ']', '}':
			if len(open) == 0 {
				return
			}
			if open[len(open)-1] == c {
				open = open[:len(open)-1]
			}
		}
		p.next()
	}
}

// atEnd reports whether the next token ends any list or expression.
func (p *parser) atEnd() bool {
	switch p.sign() {
	case ')', ']', '}', '|', ';', sEOF:
		return true
	}
	return false
}
