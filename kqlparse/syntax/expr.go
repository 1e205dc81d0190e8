package syntax

// Name is a name where it is declared or referred to: a word, or quoted in brackets: ['a b'], ["a b"].
type Name struct {
	Open  Token // `[` of a bracketed name
	Tok   Token // the Word, or the StringLit in the brackets; for names like a-b or 1abc that a place allows, the first token's start to the last's end
	Close Token
	Value string // the name meant, quotes and escapes resolved; empty when it is missing
}

// NameExpr is a name used as an expression: a column, variable, table.
type NameExpr struct{ Name *Name }

// WildcardExpr is a name with `*` in it: Device*, *, Sign*Logs. Pattern is its text.
type WildcardExpr struct {
	Tokens  []Token
	Pattern string
}

// Literal is a literal of any type but string and dynamic. Its value: LiteralValue.
type Literal struct {
	Sign Token // `-` or `+` where the grammar allows just a literal (datatable, defaults); absent in expressions
	Tok  Token
}

// StringLiteral is one string, or several that stand side by side and mean their concatenation.
type StringLiteral struct {
	Toks  []Token
	Value string // escapes resolved
}

// DynamicLiteral is dynamic(...), whose content is JSON with KQL literals allowed as leaves.
type DynamicLiteral struct {
	Keyword, Open Token
	Value         Expr // *JSONObject, *JSONArray, *Literal, *StringLiteral, or NullLiteral
	Close         Token
}

// NullLiteral is the word null inside of dynamic(...).
type NullLiteral struct{ Tok Token }

// JSONArray is [a, b].
type JSONArray struct {
	Open  Token
	Items []*ExprItem
	Close Token
}

// JSONObject is {"k": v, ...}.
type JSONObject struct {
	Open  Token
	Pairs []*JSONPair
	Close Token
}

// JSONPair is `"k": v` with the comma behind it.
type JSONPair struct {
	Key   *StringLiteral
	Colon Token
	Value Expr
	Comma Token
}

// ParenExpr is (x). Inside may be a pipe.
type ParenExpr struct {
	Open  Token
	X     Expr
	Close Token
}

// UnaryExpr is -x or +x.
type UnaryExpr struct {
	Op Token
	X  Expr
}

// BinaryExpr is `L op R`: arithmetic, comparison, and, or, and the string operators (has, contains, matches regex, =~ ...).
type BinaryExpr struct {
	L   Expr
	Op  Token
	Op2 Token // `regex` of `matches regex`; absent otherwise
	R   Expr
}

// InExpr is `x in (a, b)`, and in~, !in, !in~, has_any, has_all. The list may be one tabular expression.
type InExpr struct {
	X     Expr
	Op    Token
	Open  Token
	Items []*ExprItem
	Close Token
}

// BetweenExpr is `x between (lo .. hi)` or !between.
type BetweenExpr struct {
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
	Name  *Name
	Open  Token
	Args  []*ExprItem
	Close Token
}

// PathExpr is x.Name, also x.f(...) as in cluster("c").database("d").T: Selector is a *NameExpr, *CallExpr, *WildcardExpr
// or *BracketedExpr.
type PathExpr struct {
	X        Expr
	Dot      Token
	Selector Expr
}

// BracketedExpr is ["x"] or [0] standing by itself as a selector: a.["b"].
type BracketedExpr struct {
	Open  Token
	X     Expr
	Close Token
}

// IndexExpr is x[i].
type IndexExpr struct {
	X     Expr
	Open  Token
	Index Expr
	Close Token
}

// StarExpr is `*` as an argument or item.
type StarExpr struct{ Star Token }

// AtExpr is `T@x` or `@T`: an entity of another place in old queries. (rare)
type AtExpr struct {
	At Token
	X  Expr
}

// NamedExpr is `name = x`, `(a, b) = x`, or a bare x in a list that allows names (then it is the x itself, not this).
type NamedExpr struct {
	Name  *Name     // nil with a list
	Names *NameList // nil with one name
	Eq    Token
	X     Expr
}

// NameList is (a, b, c); each may carry a type where the place allows it: (a: string, b).
type NameList struct {
	Open  Token
	Items []*ColumnDecl
	Close Token
}

// TypedNameExpr is `name: type`, as in parse, mv-expand `to typeof`-less lists, and graph patterns.
type TypedNameExpr struct {
	Name  *Name
	Colon Token
	Type  *TypeName
}

// OrderedExpr is `x [asc|desc] [nulls first|last]`.
type OrderedExpr struct {
	X            Expr
	Dir          Token // asc or desc; absent: desc
	Nulls, Where Token // `nulls`, and `first` or `last`; absent otherwise
}

// TypeofExpr is typeof(type) or typeof(name: type, ...), typeof(*, name: type).
type TypeofExpr struct {
	Keyword Token
	Open    Token
	Items   []*ExprItem // *TypeRef, *TypedNameExpr, *StarExpr
	Close   Token
}

// TypeRef is a type used as an expression, inside of typeof.
type TypeRef struct{ Type *TypeName }

// ExprItem is an expression in a list, with the comma behind it.
type ExprItem struct {
	X     Expr
	Comma Token
}

// PipeExpr is a tabular expression: Source | op | op ... Invariant: Ops is not empty; a source without operators is
// the source itself. When the first operator needs no source (print, union, search, find, range, datatable), Source is
// an *OpExpr.
type PipeExpr struct {
	Source Expr
	Ops    []*PipedOp
}

// PipedOp is `| op`.
type PipedOp struct {
	Pipe Token
	Op   Op
}

// OpExpr is an operator used as the source of a query: union A, B; print x = 1; search "x"; find in (...) where ...;
// range x from 1 to 3 step 1; evaluate plugin(); make-graph-less graph("g").
type OpExpr struct{ Op Op }

// DataTableExpr is datatable(name: type, ...)[v, v, ...].
type DataTableExpr struct {
	Keyword Token
	Props   []*Property
	Schema  *SchemaType
	Open    Token
	Values  []*ExprItem
	Close   Token
}

// ExternalDataExpr is externaldata(name: type, ...)[uri, ...] with (format = "csv", ...).
type ExternalDataExpr struct {
	Keyword Token
	Props   []*Property
	Schema  *SchemaType
	Open    Token
	URIs    []*ExprItem
	Close   Token
	With    Token // absent without properties
	WithL   Token
	Options []*Property
	WithR   Token
}

// InlineExternalTableExpr is inline external_table(...) and its clauses, kept as tokens where the grammar is all options.
type InlineExternalTableExpr struct {
	Keyword Token
	Schema  *SchemaType
	Clauses []Token
}

// ContextualTableExpr is <| ... context_table() |> of internal queries. (rare; kept for losslessness)
type ContextualTableExpr struct{ Tokens []Token }

// Property is `name = value` before an operator's arguments or in with(...): kind=inner, hint.strategy=shuffle.
type Property struct {
	Name  *Name // hint.strategy is one name here, its Value with the dot
	Eq    Token
	Value Expr // a *Literal, *StringLiteral, *NameExpr, or more where the property takes more
	Comma Token
}

// BadExpr stands where an expression is missing or unreadable.
type BadExpr struct {
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
func (*OpExpr) expr()                  {}
func (*DataTableExpr) expr()           {}
func (*ExternalDataExpr) expr()        {}
func (*InlineExternalTableExpr) expr() {}
func (*ContextualTableExpr) expr()     {}
func (*FuncExpr) expr()                {}
func (*BadExpr) expr()                 {}
