package syntax

// QueryBlock is a whole text: statements separated by semicolons, or one management command (a CommandStmt).
type QueryBlock struct {
	node
	Statements []*StatementItem
	Skipped    []Token // what could not be read at the end
	EOF        Token
}

// StatementItem is a statement with the semicolon behind it.
type StatementItem struct {
	node
	Stmt Stmt
	Semi Token // absent after the last one
}

// ExprStmt is a query: a tabular (or, in a function body, scalar) expression.
type ExprStmt struct {
	node
	X Expr
}

// LetStmt is `let Name = Value`. Value is a scalar or tabular expression, or a *FuncExpr.
type LetStmt struct {
	node
	Let   Token
	Name  *Name
	Eq    Token
	Value Expr
}

// SetStmt is `set Option` or `set Option = Value`.
type SetStmt struct {
	node
	Set    Token
	Option *Name
	Eq     Token // absent without a value
	Value  Expr  // nil without a value
}

// DeclareParamsStmt is `declare query_parameters(Name: type = default, ...)`.
type DeclareParamsStmt struct {
	node
	Declare, Keyword Token
	Params           *ParamList
}

// DeclarePatternStmt is `declare pattern Name` or `declare pattern Name = (a: string)[path: string] { (..)[..] = { body }; ... }`.
type DeclarePatternStmt struct {
	node
	Declare, Keyword Token
	Name             *Name
	Eq               Token
	Params           *ParamList // nil for a bare declaration
	PathOpen         Token
	Path             *ParamDecl // nil without [path: string]
	PathClose        Token
	Open             Token
	Cases            []*PatternCase
	Close            Token
}

// PatternCase is `("a", "b").["p"] = { body };` of a pattern.
type PatternCase struct {
	node
	Open   Token
	Values []*ExprItem
	Close  Token
	Dot    Token
	Path   *BracketedExpr // nil without a path
	Eq     Token
	Body   *FuncBody
	Semi   Token
}

// AliasStmt is `alias database Name = cluster(..).database(..)`.
type AliasStmt struct {
	node
	Alias, Database Token
	Name            *Name
	Eq              Token
	Value           Expr
}

// RestrictStmt is `restrict access to (entity, ...)`.
type RestrictStmt struct {
	node
	Restrict, Access, To Token
	Open                 Token
	Entities             []*ExprItem
	Close                Token
}

// CommandStmt is a management command: `.show tables | where ...`. The command itself is kept as its tokens; what
// follows a pipe or `<|` is a query.
type CommandStmt struct {
	node
	Dot   Token
	Words []Token // everything up to the pipe, the `<|` or the end
	Arrow Token   // `<|`, absent otherwise
	Query Stmt    // what follows `<|`: a query block's statement; nil
	Inner *QueryBlock
	Ops   []*PipedOp // operators applied to the command's result
}

// ParamList is a parenthesised list of parameters.
type ParamList struct {
	node
	Open   Token
	Params []*ParamDecl
	Close  Token
}

// ParamDecl is `name: type = default`, or a tabular parameter `name: (col: type, ...)` or `name: (*)`.
type ParamDecl struct {
	node
	Name    *Name
	Colon   Token
	Type    *TypeName   // nil for a tabular parameter
	Schema  *SchemaType // nil for a scalar one
	Eq      Token
	Default Expr // nil without one
	Comma   Token
}

// TypeName is a word that names a type; whether there is such a type is checked when binding.
type TypeName struct {
	node
	Word Token
}

// SchemaType is `(name: type, ...)` or `(*)`.
type SchemaType struct {
	node
	Open      Token
	Star      Token
	StarComma Token // of (*, name: type)
	Columns   []*ColumnDecl
	Close     Token
}

// ColumnDecl is `name: type` of a schema, with the comma behind it.
type ColumnDecl struct {
	node
	Name  *Name
	Colon Token
	Type  *TypeName
	Comma Token
}

// FuncExpr is a lambda, the value of a let: `[view] (params) { body }`.
type FuncExpr struct {
	node
	View   Token // absent unless it is a view
	Params *ParamList
	Body   *FuncBody
}

// FuncBody is `{ statements; expression }`.
type FuncBody struct {
	node
	Open       Token
	Statements []*StatementItem // the last one's expression is the value
	Close      Token
}

// BadStmt is text that begins no statement.
type BadStmt struct {
	node
	Skipped []Token
}

func (*ExprStmt) stmt()           {}
func (*LetStmt) stmt()            {}
func (*SetStmt) stmt()            {}
func (*DeclareParamsStmt) stmt()  {}
func (*DeclarePatternStmt) stmt() {}
func (*AliasStmt) stmt()          {}
func (*RestrictStmt) stmt()       {}
func (*CommandStmt) stmt()        {}
func (*BadStmt) stmt()            {}

func (x *QueryBlock) Visit(f func(Part)) {
	visitAll(f, x.Statements)
	visitTokens(f, x.Skipped)
	x.EOF.visit(f)
}

func (x *StatementItem) Visit(f func(Part)) {
	visitTo(f, x.Stmt)
	x.Semi.visit(f)
}

func (x *ExprStmt) Visit(f func(Part)) {
	visitTo(f, x.X)
}

func (x *LetStmt) Visit(f func(Part)) {
	x.Let.visit(f)
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	x.Eq.visit(f)
	visitTo(f, x.Value)
}

func (x *SetStmt) Visit(f func(Part)) {
	x.Set.visit(f)
	if x.Option != nil {
		f(Part{Node: x.Option})
	}
	x.Eq.visit(f)
	visitTo(f, x.Value)
}

func (x *DeclareParamsStmt) Visit(f func(Part)) {
	x.Declare.visit(f)
	x.Keyword.visit(f)
	if x.Params != nil {
		f(Part{Node: x.Params})
	}
}

func (x *DeclarePatternStmt) Visit(f func(Part)) {
	x.Declare.visit(f)
	x.Keyword.visit(f)
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	x.Eq.visit(f)
	if x.Params != nil {
		f(Part{Node: x.Params})
	}
	x.PathOpen.visit(f)
	if x.Path != nil {
		f(Part{Node: x.Path})
	}
	x.PathClose.visit(f)
	x.Open.visit(f)
	visitAll(f, x.Cases)
	x.Close.visit(f)
}

func (x *PatternCase) Visit(f func(Part)) {
	x.Open.visit(f)
	visitAll(f, x.Values)
	x.Close.visit(f)
	x.Dot.visit(f)
	if x.Path != nil {
		f(Part{Node: x.Path})
	}
	x.Eq.visit(f)
	if x.Body != nil {
		f(Part{Node: x.Body})
	}
	x.Semi.visit(f)
}

func (x *AliasStmt) Visit(f func(Part)) {
	x.Alias.visit(f)
	x.Database.visit(f)
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	x.Eq.visit(f)
	visitTo(f, x.Value)
}

func (x *RestrictStmt) Visit(f func(Part)) {
	x.Restrict.visit(f)
	x.Access.visit(f)
	x.To.visit(f)
	x.Open.visit(f)
	visitAll(f, x.Entities)
	x.Close.visit(f)
}

func (x *CommandStmt) Visit(f func(Part)) {
	x.Dot.visit(f)
	visitTokens(f, x.Words)
	x.Arrow.visit(f)
	visitTo(f, x.Query)
	if x.Inner != nil {
		f(Part{Node: x.Inner})
	}
	visitAll(f, x.Ops)
}

func (x *ParamList) Visit(f func(Part)) {
	x.Open.visit(f)
	visitAll(f, x.Params)
	x.Close.visit(f)
}

func (x *ParamDecl) Visit(f func(Part)) {
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	x.Colon.visit(f)
	if x.Type != nil {
		f(Part{Node: x.Type})
	}
	if x.Schema != nil {
		f(Part{Node: x.Schema})
	}
	x.Eq.visit(f)
	visitTo(f, x.Default)
	x.Comma.visit(f)
}

func (x *TypeName) Visit(f func(Part)) {
	x.Word.visit(f)
}

func (x *SchemaType) Visit(f func(Part)) {
	x.Open.visit(f)
	x.Star.visit(f)
	x.StarComma.visit(f)
	visitAll(f, x.Columns)
	x.Close.visit(f)
}

func (x *ColumnDecl) Visit(f func(Part)) {
	if x.Name != nil {
		f(Part{Node: x.Name})
	}
	x.Colon.visit(f)
	if x.Type != nil {
		f(Part{Node: x.Type})
	}
	x.Comma.visit(f)
}

func (x *FuncExpr) Visit(f func(Part)) {
	x.View.visit(f)
	if x.Params != nil {
		f(Part{Node: x.Params})
	}
	if x.Body != nil {
		f(Part{Node: x.Body})
	}
}

func (x *FuncBody) Visit(f func(Part)) {
	x.Open.visit(f)
	visitAll(f, x.Statements)
	x.Close.visit(f)
}

func (x *BadStmt) Visit(f func(Part)) {
	visitTokens(f, x.Skipped)
}
