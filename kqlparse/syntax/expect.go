package syntax

import "strings"

// Expectation says what may stand at a place of a text. It is what the parser itself looked for there.
type Expectation struct {
	// Tree is the tree of the text before the word at the cursor: what is in scope can be bound from it.
	Tree *Tree
	// Prefix is the part of the word at the cursor that is typed already, Replace all of it. Both are empty when the cursor
	// stands behind no word.
	Prefix, Replace Span
	// Words are the keywords that may stand here: by, on, asc. Signs are punctuation: | , ).
	Words, Signs []string
	Slots        []Slot
	// Op is the operator around the place, nil outside of one; behind a pipe it is the *BadOp that stands for the operator
	// to come. It belongs to Tree: the columns that enter it are in scope.
	Op Op
	// InComment and InString say that the cursor stands where no KQL is read; Slots and Words are empty then.
	InComment, InString bool
}

// Slot is a place for something that is not a keyword.
type Slot struct {
	Kind     SlotKind
	Op       Op        // the operator around it; nil outside of one
	Call     *CallExpr // the call around it, when it is in an argument; nil otherwise
	Arg      int       // the argument's index in Call
	Property string    // of PropertyName and PropertyValue: its name
	Values   []string  // of PropertyName, PropertyValue and SourceSlot: the fixed words that fit; nil for any
	Left     Expr      // of MemberSlot, InfixSlot, and the right side of an operator: what stands to its left
}

// Expected says what may stand at an offset of a query block. The rest of the text behind the offset does not matter.
func Expected(text string, offset int) Expectation {
	offset = min(max(offset, 0), len(text))
	e := Expectation{}
	l := lexer{text: text[:offset]}
	l.run()
	start := offset
	if n := len(l.toks) - 1; n > 0 {
		eof, last := l.toks[n], l.toks[n-1]
		switch {
		case last.Kind == StringLit && int(last.End) == offset && unfinished(l.errs, offset):
			e.InString = true
		case last.Kind == Directive || inComment(text[eof.Lead:offset]):
			e.InComment = true
		case int(last.End) == offset:
			start = wordStart(&l, n-1)
		}
	} else if inComment(text[:offset]) {
		e.InComment = true
	}
	e.Prefix = Span{start, offset}
	e.Replace = Span{start, offset}
	if start < offset {
		e.Replace.End = identEnd(text, offset)
	}
	p := newParser(text[:start])
	if !e.InComment && !e.InString {
		p.look = &lookout{want: &e}
	}
	e.Tree = p.tree()
	return e
}

func unfinished(errs []Error, end int) bool {
	return len(errs) > 0 && errs[len(errs)-1].Span.Start == end && errs[len(errs)-1].Code == "KS001"
}

// inComment reports whether trivia ends inside of a comment.
func inComment(trivia string) bool {
	if i := strings.LastIndexByte(trivia, '\n'); i >= 0 {
		trivia = trivia[i+1:]
	}
	trivia = strings.TrimSpace(trivia)
	return strings.Contains(trivia, "//") || strings.HasPrefix(trivia, "#")
}

// wordStart returns where the word begins that token i, the last one, completes: a hyphenated keyword, a hint or a
// negated operator may be split in tokens while it is being typed.
func wordStart(l *lexer, i int) int {
	t := l.toks[i]
	touches := func(i int) bool { return i > 0 && l.toks[i].Lead == l.toks[i].Start }
	text := func(i int) string { return l.text[l.toks[i].Start:l.toks[i].End] }
	switch {
	case t.Kind == Word || t.Kind == Operator || t.Kind == LongLit || t.Kind == TimespanLit || t.Kind == RealLit || t.Kind == BoolLit:
		if touches(i) && l.toks[i-1].Kind == Bad && text(i-1) == "!" {
			return int(l.toks[i-1].Start)
		}
		for j := i; j >= 2 && j > i-6 && touches(j) && touches(j-1); j -= 2 {
			if s := l.signs[j-1]; s != '-' && s != '.' {
				break
			}
			first := text(j - 2)
			typed := l.text[l.toks[j-1].Start:t.End]
			for _, rest := range hyphens[first] {
				if strings.HasPrefix(rest, typed) {
					return int(l.toks[j-2].Start)
				}
			}
			if first == "hint" && typed[0] == '.' {
				return int(l.toks[j-2].Start)
			}
		}
		return int(t.Start)
	case t.Kind == Punct && (l.signs[i] == '-' || l.signs[i] == '.') && touches(i) && l.toks[i-1].Kind == Word:
		if first := text(i - 1); l.signs[i] == '-' && hyphens[first] != nil && i >= 2 && l.signs[i-2] == '|' || l.signs[i] == '.' && first == "hint" {
			return int(l.toks[i-1].Start)
		}
	case t.Kind == Bad && text(i) == "!":
		return int(t.Start)
	}
	return int(t.End)
}

// lookout collects what the parser looks for at the end of the text, which is the cursor.
//
// Invariant: once something required was missing there, nothing more is noted: it would stand behind what is missing.
type lookout struct {
	want   *Expectation
	closed bool
	left   Expr
}

func (p *parser) cursor() bool { return p.look != nil && !p.look.closed && p.sign() == sEOF }

func (p *parser) noteSign(c sign) {
	if !p.cursor() {
		return
	}
	if text := c.text(); text != "" {
		p.look.want.Signs = addWord(p.look.want.Signs, text)
	}
}

func (p *parser) noteWord(w string) {
	if p.cursor() {
		p.look.want.Words = addWord(p.look.want.Words, w)
		p.noteOp()
	}
}

func (p *parser) noteOp() {
	if p.look.want.Op == nil {
		p.look.want.Op = p.op
	}
}

func addWord(words []string, w string) []string {
	for _, have := range words {
		if have == w {
			return words
		}
	}
	return append(words, w)
}

func (p *parser) add(s Slot) {
	if !p.cursor() {
		return
	}
	s.Op, s.Call, s.Arg = p.op, p.call, p.arg
	for _, have := range p.look.want.Slots {
		if have.Kind == s.Kind && have.Property == s.Property {
			return
		}
	}
	p.look.want.Slots = append(p.look.want.Slots, s)
	p.noteOp()
}

func (p *parser) slot(k SlotKind) {
	if p.look != nil && k != 0 {
		s := Slot{Kind: k}
		if k == ScalarSlot || k == PredicateSlot {
			s.Left = p.look.left
		}
		p.add(s)
	}
}

func (p *parser) noteOperators() { p.add(Slot{Kind: OperatorSlot}) }
func (p *parser) noteStatements() {
	p.add(Slot{Kind: StatementSlot, Values: []string{"let", "set", "declare", "alias", "restrict"}})
}

// noteSources notes the operators that may begin a query, where a query may stand.
func (p *parser) noteSources() {
	if p.want == TableSlot || p.want == LetValue || p.want == ListSlot {
		p.add(Slot{Kind: SourceSlot, Values: []string{"print", "range", "union", "search", "find", "datatable", "externaldata"}})
	}
}

func (p *parser) noteProperty(k property) {
	p.add(Slot{Kind: PropertyName, Property: k.name, Values: k.values})
}

func (p *parser) propSlot(k *property) {
	if p.look != nil {
		p.add(Slot{Kind: PropertyValue, Property: k.name, Values: k.values})
	}
}

func (p *parser) infixSlot(left Expr) {
	if p.look != nil {
		p.add(Slot{Kind: InfixSlot, Left: left})
	}
}

func (p *parser) memberSlot(left Expr) {
	if p.look != nil {
		p.add(Slot{Kind: MemberSlot, Left: left})
	}
}

func (c sign) text() string {
	switch c {
	case sEqual:
		return "=="
	case sDots:
		return ".."
	case sArrow:
		return "=>"
	case sInto:
		return "<|"
	}
	if c > ' ' {
		return string(rune(c))
	}
	return ""
}
