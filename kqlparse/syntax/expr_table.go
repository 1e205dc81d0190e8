package syntax

// PipeExpr is a tabular expression: Source | op | op ... Invariant: Ops is not empty; a source without operators is
// the source itself. When the first operator needs no source (print, union, search, find, range, datatable), Source is
// an *OpExpr.
type PipeExpr struct {
	node
	Source Expr
	Ops    []*PipedOp
}

// PipedOp is `| op`.
type PipedOp struct {
	node
	Pipe Token
	Op   Op
}

// OpExpr is an operator used as the source of a query: union A, B; print x = 1; search "x"; find in (...) where ...;
// range x from 1 to 3 step 1; evaluate plugin(); make-graph-less graph("g").
type OpExpr struct {
	node
	Op Op
}

// DataTableExpr is datatable(name: type, ...)[v, v, ...].
type DataTableExpr struct {
	node
	Keyword Token
	Props   []*Property
	Schema  *SchemaType
	Open    Token
	Values  []*ExprItem
	Close   Token
}

// ExternalDataExpr is externaldata(name: type, ...)[uri, ...] with (format = "csv", ...).
type ExternalDataExpr struct {
	node
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

// NamesExpr is a list of names as the value of a property: ycolumns=a, b.
type NamesExpr struct {
	node
	Items []*ExprItem
}

// EntityGroupExpr is entity_group [a, b]: databases or clusters that macro-expand runs a query over.
type EntityGroupExpr struct {
	node
	Keyword Token
	Open    Token
	Items   []*ExprItem
	Close   Token
}

// InlineExternalTableExpr is inline external_table(...) and its clauses, kept as tokens where the grammar is all options.
type InlineExternalTableExpr struct {
	node
	Keyword Token
	Schema  *SchemaType
	Clauses []Token
}

// ContextualTableExpr is <| ... context_table() |> of internal queries. (rare; kept for losslessness)
type ContextualTableExpr struct {
	node
	Tokens []Token
}

func (x *PipeExpr) Visit(f func(Part)) {
	visitTo(f, x.Source)
	visitAll(f, x.Ops)
}

func (x *PipedOp) Visit(f func(Part)) {
	x.Pipe.visit(f)
	visitTo(f, x.Op)
}

func (x *OpExpr) Visit(f func(Part)) {
	visitTo(f, x.Op)
}

func (x *DataTableExpr) Visit(f func(Part)) {
	x.Keyword.visit(f)
	visitAll(f, x.Props)
	if x.Schema != nil {
		f(Part{Node: x.Schema})
	}
	x.Open.visit(f)
	visitAll(f, x.Values)
	x.Close.visit(f)
}

func (x *ExternalDataExpr) Visit(f func(Part)) {
	x.Keyword.visit(f)
	visitAll(f, x.Props)
	if x.Schema != nil {
		f(Part{Node: x.Schema})
	}
	x.Open.visit(f)
	visitAll(f, x.URIs)
	x.Close.visit(f)
	x.With.visit(f)
	x.WithL.visit(f)
	visitAll(f, x.Options)
	x.WithR.visit(f)
}

func (x *NamesExpr) Visit(f func(Part)) {
	visitAll(f, x.Items)
}

func (x *EntityGroupExpr) Visit(f func(Part)) {
	x.Keyword.visit(f)
	x.Open.visit(f)
	visitAll(f, x.Items)
	x.Close.visit(f)
}

func (x *InlineExternalTableExpr) Visit(f func(Part)) {
	x.Keyword.visit(f)
	if x.Schema != nil {
		f(Part{Node: x.Schema})
	}
	visitTokens(f, x.Clauses)
}

func (x *ContextualTableExpr) Visit(f func(Part)) {
	visitTokens(f, x.Tokens)
}
