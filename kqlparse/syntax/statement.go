package syntax

// QueryBlock is a whole text: statements separated by semicolons, or one management command (a CommandStmt).
type QueryBlock struct {
	Statements []*StatementItem
	Skipped    []Token // what could not be read at the end
	EOF        Token
}

// StatementItem is a statement with the semicolon behind it.
type StatementItem struct {
	Stmt Stmt
	Semi Token // absent after the last one
}

// ExprStmt is a query: a tabular (or, in a function body, scalar) expression.
type ExprStmt struct{ X Expr }

// LetStmt is `let Name = Value`. Value is a scalar or tabular expression, or a *FuncExpr.
type LetStmt struct {
	Let   Token
	Name  *Name
	Eq    Token
	Value Expr
}

// SetStmt is `set Option` or `set Option = Value`.
type SetStmt struct {
	Set    Token
	Option *Name
	Eq     Token // absent without a value
	Value  Expr  // nil without a value
}

// DeclareParamsStmt is `declare query_parameters(Name: type = default, ...)`.
type DeclareParamsStmt struct {
	Declare, Keyword Token
	Params           *ParamList
}

// DeclarePatternStmt is `declare pattern Name` or `declare pattern Name = (a: string)[path: string] { (..)[..] = { body }; ... }`.
type DeclarePatternStmt struct {
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
	Alias, Database Token
	Name            *Name
	Eq              Token
	Value           Expr
}

// RestrictStmt is `restrict access to (entity, ...)`.
type RestrictStmt struct {
	Restrict, Access, To Token
	Open                 Token
	Entities             []*ExprItem
	Close                Token
}

// CommandStmt is a management command: `.show tables | where ...`. The command itself is kept as its tokens; what
// follows a pipe or `<|` is a query.
type CommandStmt struct {
	Dot   Token
	Words []Token // everything up to the pipe, the `<|` or the end
	Arrow Token   // `<|`, absent otherwise
	Query Stmt    // what follows `<|`: a query block's statement; nil
	Inner *QueryBlock
	Ops   []*PipedOp // operators applied to the command's result
}

// ParamList is a parenthesised list of parameters.
type ParamList struct {
	Open   Token
	Params []*ParamDecl
	Close  Token
}

// ParamDecl is `name: type = default`, or a tabular parameter `name: (col: type, ...)` or `name: (*)`.
type ParamDecl struct {
	Name    *Name
	Colon   Token
	Type    *TypeName   // nil for a tabular parameter
	Schema  *SchemaType // nil for a scalar one
	Eq      Token
	Default Expr // nil without one
	Comma   Token
}

// TypeName is a word that names a type; whether there is such a type is checked when binding.
type TypeName struct{ Word Token }

// SchemaType is `(name: type, ...)` or `(*)`.
type SchemaType struct {
	Open    Token
	Star    Token
	Columns []*ColumnDecl
	Close   Token
}

// ColumnDecl is `name: type` of a schema, with the comma behind it.
type ColumnDecl struct {
	Name  *Name
	Colon Token
	Type  *TypeName
	Comma Token
}

// FuncExpr is a lambda, the value of a let: `[view] (params) { body }`.
type FuncExpr struct {
	View   Token // absent unless it is a view
	Params *ParamList
	Body   *FuncBody
}

// FuncBody is `{ statements; expression }`.
type FuncBody struct {
	Open       Token
	Statements []*StatementItem // the last one's expression is the value
	Close      Token
}

// BadStmt is text that begins no statement.
type BadStmt struct{ Skipped []Token }

func (*ExprStmt) stmt()           {}
func (*LetStmt) stmt()            {}
func (*SetStmt) stmt()            {}
func (*DeclareParamsStmt) stmt()  {}
func (*DeclarePatternStmt) stmt() {}
func (*AliasStmt) stmt()          {}
func (*RestrictStmt) stmt()       {}
func (*CommandStmt) stmt()        {}
func (*BadStmt) stmt()            {}
