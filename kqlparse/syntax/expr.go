package syntax

// Name is a name where it is declared or referred to: a word, or quoted in brackets: ['a b'], ["a b"].
type Name struct {
	node
	Open  Token   // `[` of a bracketed name
	Tok   Token   // the Word, or the StringLit in the brackets
	Rest  []Token // the further tokens of a name like a-b, which lacks its brackets
	Close Token
	Value string // the name meant, quotes and escapes resolved; empty when it is missing
}

// NameExpr is a name used as an expression: a column, variable, table.
type NameExpr struct {
	node
	Name *Name
}

// WildcardExpr is a name with `*` in it: Device*, *, Sign*Logs. Pattern is its text.
type WildcardExpr struct {
	node
	Tokens  []Token
	Pattern string
}

// Literal is a literal of any type but string and dynamic. Its value: LiteralValue.
type Literal struct {
	node
	Sign Token // `-` or `+` where the grammar allows just a literal (datatable, defaults); absent in expressions
	Tok  Token
}

// StringLiteral is one string, or several that stand side by side and mean their concatenation.
type StringLiteral struct {
	node
	Toks  []Token
	Value string // escapes resolved
}

// DynamicLiteral is dynamic(...), whose content is JSON with KQL literals allowed as leaves.
type DynamicLiteral struct {
	node
	Keyword, Open Token
	Value         Expr // *JSONObject, *JSONArray, *Literal, *StringLiteral, or NullLiteral
	Close         Token
}

// NullLiteral is the word null inside of dynamic(...).
type NullLiteral struct {
	node
	Tok Token
}

// JSONArray is [a, b].
type JSONArray struct {
	node
	Open  Token
	Items []*ExprItem
	Close Token
}

// JSONObject is {"k": v, ...}.
type JSONObject struct {
	node
	Open  Token
	Pairs []*JSONPair
	Close Token
}

// JSONPair is `"k": v` with the comma behind it.
type JSONPair struct {
	node
	Key   *StringLiteral
	Colon Token
	Value Expr
	Comma Token
}

// ParenExpr is (x). Inside may be a pipe.
type ParenExpr struct {
	node
	Open  Token
	X     Expr
	Close Token
}

// UnaryExpr is -x or +x.
type UnaryExpr struct {
	node
	Op Token
	X  Expr
}

// BinaryExpr is `L op R`: arithmetic, comparison, and, or, and the string operators (has, contains, matches regex, =~ ...).
type BinaryExpr struct {
	node
	L   Expr
	Op  Token
	Op2 Token // `regex` of `matches regex`; absent otherwise
	R   Expr
}

// InExpr is `x in (a, b)`, and in~, !in, !in~, has_any, has_all. The list may be one tabular expression.
type InExpr struct {
	node
	X     Expr
	Op    Token
	Open  Token
	Items []*ExprItem
	Close Token
}

// BetweenExpr is `x between (lo .. hi)` or !between.
type BetweenExpr struct {
	node
	X      Expr
	Op     Token
	Open   Token
	Lo     Expr
	DotDot Token
	Hi     Expr
	Close  Token
}

// CallExpr is f(args). Arguments may be named (*NamedExpr), `*`, or tabular.
type CallExpr struct {
	node
	Name  *Name
	Kind  []Token // kind=nooptimization of toscalar and totable
	Open  Token
	Args  []*ExprItem
	Close Token
}

// PathExpr is x.Name, also x.f(...) as in cluster("c").database("d").T: Selector is a *NameExpr, *CallExpr, *WildcardExpr
// or *BracketedExpr.
type PathExpr struct {
	node
	X        Expr
	Dot      Token
	Selector Expr
}

// BracketedExpr is ["x"] or [0] standing by itself as a selector: a.["b"].
type BracketedExpr struct {
	node
	Open  Token
	X     Expr
	Close Token
}

// IndexExpr is x[i].
type IndexExpr struct {
	node
	X     Expr
	Open  Token
	Index Expr
	Close Token
}

// StarExpr is `*` as an argument or item.
type StarExpr struct {
	node
	Star Token
}

// AtExpr is `@T`: an entity of another place in old queries (rare).
type AtExpr struct {
	node
	At Token
	X  Expr
}

// NamedExpr is `name = x`, `(a, b) = x`, or a bare x in a list that allows names (then it is the x itself, not this).
type NamedExpr struct {
	node
	Name  *Name     // nil with a list
	Names *NameList // nil with one name
	Eq    Token
	X     Expr
}

// NameList is (a, b, c); each may carry a type where the place allows it: (a: string, b).
type NameList struct {
	node
	Open  Token
	Items []*ColumnDecl
	Close Token
}

// TypedNameExpr is `name: type`, as in parse, mv-expand `to typeof`-less lists, and graph patterns.
type TypedNameExpr struct {
	node
	Name  *Name
	Colon Token
	Type  *TypeName
}

// OrderedExpr is `x [asc|desc] [nulls first|last]`.
type OrderedExpr struct {
	node
	X            Expr
	Dir          Token // asc or desc; absent: desc
	Nulls, Where Token // `nulls`, and `first` or `last`; absent otherwise
}

// TypeofExpr is typeof(type) or typeof(name: type, ...), typeof(*, name: type).
type TypeofExpr struct {
	node
	Keyword Token
	Open    Token
	Items   []*ExprItem // *TypeRef, *TypedNameExpr, *StarExpr
	Close   Token
}

// TypeRef is a type used as an expression, inside of typeof.
type TypeRef struct {
	node
	Type *TypeName
}

// ExprItem is an expression in a list, with the comma behind it.
type ExprItem struct {
	node
	X     Expr
	Comma Token
}

// Property is `name = value` before an operator's arguments or in with(...): kind=inner, hint.strategy=shuffle.
type Property struct {
	node
	Name  *Name // hint.strategy is one name here, its Value with the dot
	Eq    Token
	Value Expr // a *Literal, *StringLiteral, *NameExpr, or more where the property takes more
	Comma Token
}

// BadExpr stands where an expression is missing or unreadable.
type BadExpr struct {
	node
	Skipped []Token
	At      int // where it should stand
}

func (*NameExpr) expr()                {}
func (*WildcardExpr) expr()            {}
func (*Literal) expr()                 {}
func (*StringLiteral) expr()           {}
func (*DynamicLiteral) expr()          {}
func (*NullLiteral) expr()             {}
func (*JSONArray) expr()               {}
func (*JSONObject) expr()              {}
func (*ParenExpr) expr()               {}
func (*UnaryExpr) expr()               {}
func (*BinaryExpr) expr()              {}
func (*InExpr) expr()                  {}
func (*BetweenExpr) expr()             {}
func (*CallExpr) expr()                {}
func (*PathExpr) expr()                {}
func (*BracketedExpr) expr()           {}
func (*IndexExpr) expr()               {}
func (*StarExpr) expr()                {}
func (*AtExpr) expr()                  {}
func (*NamedExpr) expr()               {}
func (*TypedNameExpr) expr()           {}
func (*OrderedExpr) expr()             {}
func (*TypeofExpr) expr()              {}
func (*TypeRef) expr()                 {}
func (*PipeExpr) expr()                {}
func (*NamesExpr) expr()               {}
func (*EntityGroupExpr) expr()         {}
func (*OpExpr) expr()                  {}
func (*DataTableExpr) expr()           {}
func (*ExternalDataExpr) expr()        {}
func (*InlineExternalTableExpr) expr() {}
func (*ContextualTableExpr) expr()     {}
func (*FuncExpr) expr()                {}
func (*BadExpr) expr()                 {}

func (x *Name) Visit(f func(Part)) {
	x.Open.visit(f)
	x.Tok.visit(f)
	visitTokens(f, x.Rest)
	x.Close.visit(f)
}

func (x *NameExpr) Visit(f func(Part)) {
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
}

func (x *WildcardExpr) Visit(f func(Part)) {
	visitTokens(f, x.Tokens)
}

func (x *Literal) Visit(f func(Part)) {
	x.Sign.visit(f)
	x.Tok.visit(f)
}

func (x *StringLiteral) Visit(f func(Part)) {
	visitTokens(f, x.Toks)
}

func (x *DynamicLiteral) Visit(f func(Part)) {
	x.Keyword.visit(f)
	x.Open.visit(f)
	visitTo(f, x.Value)
	x.Close.visit(f)
}

func (x *NullLiteral) Visit(f func(Part)) {
	x.Tok.visit(f)
}

func (x *JSONArray) Visit(f func(Part)) {
	x.Open.visit(f)
	visitAll(f, x.Items)
	x.Close.visit(f)
}

func (x *JSONObject) Visit(f func(Part)) {
	x.Open.visit(f)
	visitAll(f, x.Pairs)
	x.Close.visit(f)
}

func (x *JSONPair) Visit(f func(Part)) {
	if x.Key != nil {
		f(Part{Node: x.Key})
	}
	x.Colon.visit(f)
	visitTo(f, x.Value)
	x.Comma.visit(f)
}

func (x *ParenExpr) Visit(f func(Part)) {
	x.Open.visit(f)
	visitTo(f, x.X)
	x.Close.visit(f)
}

func (x *UnaryExpr) Visit(f func(Part)) {
	x.Op.visit(f)
	visitTo(f, x.X)
}

func (x *BinaryExpr) Visit(f func(Part)) {
	visitTo(f, x.L)
	x.Op.visit(f)
	x.Op2.visit(f)
	visitTo(f, x.R)
}

func (x *InExpr) Visit(f func(Part)) {
	visitTo(f, x.X)
	x.Op.visit(f)
	x.Open.visit(f)
	visitAll(f, x.Items)
	x.Close.visit(f)
}

func (x *BetweenExpr) Visit(f func(Part)) {
	visitTo(f, x.X)
	x.Op.visit(f)
	x.Open.visit(f)
	visitTo(f, x.Lo)
	x.DotDot.visit(f)
	visitTo(f, x.Hi)
	x.Close.visit(f)
}

func (x *CallExpr) Visit(f func(Part)) {
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	visitTokens(f, x.Kind)
	x.Open.visit(f)
	visitAll(f, x.Args)
	x.Close.visit(f)
}

func (x *PathExpr) Visit(f func(Part)) {
	visitTo(f, x.X)
	x.Dot.visit(f)
	visitTo(f, x.Selector)
}

func (x *BracketedExpr) Visit(f func(Part)) {
	x.Open.visit(f)
	visitTo(f, x.X)
	x.Close.visit(f)
}

func (x *IndexExpr) Visit(f func(Part)) {
	visitTo(f, x.X)
	x.Open.visit(f)
	visitTo(f, x.Index)
	x.Close.visit(f)
}

func (x *StarExpr) Visit(f func(Part)) {
	x.Star.visit(f)
}

func (x *AtExpr) Visit(f func(Part)) {
	x.At.visit(f)
	visitTo(f, x.X)
}

func (x *NamedExpr) Visit(f func(Part)) {
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	if x.Names != nil {
		f(Part{Node: x.Names})
	}
	x.Eq.visit(f)
	visitTo(f, x.X)
}

func (x *NameList) Visit(f func(Part)) {
	x.Open.visit(f)
	visitAll(f, x.Items)
	x.Close.visit(f)
}

func (x *TypedNameExpr) Visit(f func(Part)) {
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	x.Colon.visit(f)
	if x.Type != nil {
		f(Part{Node: x.Type})
	}
}

func (x *OrderedExpr) Visit(f func(Part)) {
	visitTo(f, x.X)
	x.Dir.visit(f)
	x.Nulls.visit(f)
	x.Where.visit(f)
}

func (x *TypeofExpr) Visit(f func(Part)) {
	x.Keyword.visit(f)
	x.Open.visit(f)
	visitAll(f, x.Items)
	x.Close.visit(f)
}

func (x *TypeRef) Visit(f func(Part)) {
	if x.Type != nil {
		f(Part{Node: x.Type})
	}
}

func (x *ExprItem) Visit(f func(Part)) {
	visitTo(f, x.X)
	x.Comma.visit(f)
}

func (x *Property) Visit(f func(Part)) {
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	x.Eq.visit(f)
	visitTo(f, x.Value)
	x.Comma.visit(f)
}

func (x *BadExpr) Visit(f func(Part)) {
	visitTokens(f, x.Skipped)
}
