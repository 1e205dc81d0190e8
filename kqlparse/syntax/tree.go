package syntax

// Tree is the lossless tree of one text. It is a value of that text: it holds no meaning.
type Tree struct {
	Text   string
	Tokens []Token // all of them, the EOF token last
	Root   *QueryBlock
	Errors []Error
}

// TokenText returns the token's text, without trivia.
func (t *Tree) TokenText(k Token) string { return t.Text[k.Start:k.End] }

// Source returns the text of a node, without the trivia before it.
func (t *Tree) Source(n Node) string { s := n.Span(); return t.Text[s.Start:s.End] }

// Error is a place where the text is not KQL.
type Error struct {
	Span    Span
	Code    string // the official code where there is one: KS001 ...
	Message string
}

// Node is a node of the tree.
type Node interface {
	// Span is the node's place from its first present token to its last, without leading trivia. An empty node has an
	// empty span at the place where its text is missing.
	Span() Span
	// Visit calls f for each part, in the order of the text: for a Token that is present or missing, or a child Node.
	Visit(f func(Part))
}

// Part is a Token or a Node.
type Part struct {
	Token Token
	Node  Node // nil when the part is a token
}

// Expr is an expression: scalar, tabular (*PipeExpr and its sources), or a name that may be either.
type Expr interface {
	Node
	expr()
}

// Stmt is a statement.
type Stmt interface {
	Node
	stmt()
}

// Op is a query operator, what stands between two pipes. Its Keyword is the word it begins with.
type Op interface {
	Node
	op()
	OpKeyword() Token
	head() *Head
}
