package syntax

// node is the place of a node. Every node type embeds it, and the parser sets it when the node is complete.
type node struct{ start, end int32 }

// Span is the node's place from its first present token to its last, without leading trivia.
func (n *node) Span() Span { return Span{int(n.start), int(n.end)} }

// Walk calls f for n and, while f returns true, for the nodes below it, in the order of the text.
func Walk(n Node, f func(Node) bool) {
	if !f(n) {
		return
	}
	n.Visit(func(p Part) {
		if p.Node != nil {
			Walk(p.Node, f)
		}
	})
}

// Path returns the nodes around an offset, from the root down to the innermost. A node whose end is the offset counts,
// so that a cursor behind a word finds it; of two nodes that touch there, the one that begins at the offset wins, when it
// is not punctuation.
func Path(t *Tree, offset int) []Node {
	path := []Node{t.Root}
	for {
		var next Node
		path[len(path)-1].Visit(func(p Part) {
			if p.Node == nil {
				return
			}
			s := p.Node.Span()
			if s.Contains(offset) && (next == nil || s.Start < s.End) {
				next = p.Node
			}
		})
		if next == nil {
			return path
		}
		path = append(path, next)
	}
}

// NodeAt returns the innermost node around an offset.
func NodeAt(t *Tree, offset int) Node {
	p := Path(t, offset)
	return p[len(p)-1]
}

// TokenAt returns the index in Tokens of the token that holds the offset or, when the offset lies in trivia, of the
// token that follows.
func (t *Tree) TokenAt(offset int) int {
	lo, hi := 0, len(t.Tokens)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if int(t.Tokens[mid].End) <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// visit hands the token on when the grammar has one there.
func (t Token) visit(f func(Part)) {
	if t.Kind != None {
		f(Part{Token: t})
	}
}

func visitTokens(f func(Part), toks []Token) {
	for _, t := range toks {
		t.visit(f)
	}
}

func visitAll[N Node](f func(Part), nodes []N) {
	for _, n := range nodes {
		f(Part{Node: n})
	}
}

// visitTo hands an optional node on.
func visitTo(f func(Part), n Node) {
	if n != nil {
		f(Part{Node: n})
	}
}

// Comments returns the comments in the trivia before a token, in order.
func (t *Tree) Comments(k Token) (spans []Span) {
	lead := t.Text[k.Lead:k.Start]
	for i := 0; i < len(lead); i++ {
		if lead[i] == '/' || lead[i] == '#' {
			end := lineEnd(lead, i)
			stop := end
			if stop > i && lead[stop-1] == '\r' {
				stop--
			}
			spans = append(spans, Span{int(k.Lead) + i, int(k.Lead) + stop})
			i = end
		}
	}
	return spans
}
