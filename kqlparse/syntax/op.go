package syntax

// Head is what every operator begins with: its word, and the properties (kind=inner, hint.remote=left) behind it.
type Head struct {
	Keyword Token
	Props   []*Property
}

func (h *Head) op()              {}
func (h *Head) OpKeyword() Token { return h.Keyword }

// Prop returns the property of that name (compared without case), or nil.
func (h *Head) Prop(name string) *Property {
	for _, p := range h.Props {
		if p.Name != nil && equalFold(p.Name.Value, name) {
			return p
		}
	}
	return nil
}

func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if a[i]|0x20 != b[i]|0x20 {
			return false
		}
	}
	return true
}

type (
	// AsOp: as [hint.materialized=true] Name
	AsOp struct {
		Head
		Name *Name
	}
	// AssertSchemaOp: assert-schema (name: type, ...)
	AssertSchemaOp struct {
		Head
		Schema *SchemaType
	}
	// ConsumeOp: consume [decodeblocks=true]
	ConsumeOp struct{ Head }
	// CountOp: count [as Name]
	CountOp struct {
		Head
		As   Token
		Name *Name
	}
	// DistinctOp: distinct * | expr, ...
	DistinctOp struct {
		Head
		Items []*ExprItem
	}
	// EvaluateOp: evaluate [hint...] plugin(args) [: (schema)]
	EvaluateOp struct {
		Head
		Call   *CallExpr
		Colon  Token
		Schema *SchemaType // nil without one
	}
	// ExecuteAndCacheOp: execute_and_cache
	ExecuteAndCacheOp struct{ Head }
	// ExtendOp: extend [name =] expr, ...
	ExtendOp struct {
		Head
		Items []*ExprItem
	}
	// FacetOp: facet by col, ... [with (op | op)] or with op
	FacetOp struct {
		Head
		By    Token
		Items []*ExprItem
		With  Token
		Open  Token
		Query *OpList // nil without with
		Close Token
	}
	// FindOp: find [withsource=c] [datascope=..] [in (tables)] [where] predicate [project[-smart] cols | project-away ...]
	FindOp struct {
		Head
		In      Token
		Open    Token
		Tables  []*ExprItem
		Close   Token
		Where   Token
		Pred    Expr
		Project Token // project, project-smart, project-away; absent
		Items   []*ExprItem
	}
	// ForkOp: fork [name=](op | op) ...
	ForkOp struct {
		Head
		Legs []*ForkLeg
	}
	// GetSchemaOp: getschema [kind=csl]
	GetSchemaOp struct{ Head }
	// InvokeOp: invoke f(args)
	InvokeOp struct {
		Head
		Call Expr // a *CallExpr, or a PathExpr that ends in one
	}
	// JoinOp: join [kind=.. hint...] (right) on cond, ... ; also `where` instead of on in old texts
	JoinOp struct {
		Head
		Right Expr
		On    Token
		Conds []*ExprItem
	}
	// LookupOp: lookup [kind=..] (right) on cond, ...
	LookupOp struct {
		Head
		Right Expr
		On    Token
		Conds []*ExprItem
	}
	// MacroExpandOp: macro-expand [kind=..] entity_group as name ( query )
	MacroExpandOp struct {
		Head
		Group Expr
		As    Token
		Name  *Name
		Open  Token
		Body  []*StatementItem
		Close Token
	}
	// MakeGraphOp: make-graph src --> dst [with nodes on id [, nodes on id]] [with_node_id=name] [partitioned-by col (..)]
	MakeGraphOp struct {
		Head
		Source, Arrow, Target Expr2
		With                  Token
		Nodes                 []*GraphNodes
		NodeID                *Property // with_node_id=name
		PartitionedBy         Token
		Partition             Expr
		Open                  Token
		Body                  *OpList
		Close                 Token
	}
	// MakeSeriesOp: make-series [name=]agg [default=x], ... on axis [from a] [to b] step s [by group, ...]; also `in range(a, b, s)`
	MakeSeriesOp struct {
		Head
		Aggs   []*MakeSeriesItem
		On     Token
		Axis   Expr
		From   Token
		FromX  Expr
		To     Token
		ToX    Expr
		Step   Token
		StepX  Expr
		In     Token // the old form: in range(start, stop, step)
		Range  *CallExpr
		By     Token
		Groups []*ExprItem
	}
	// MvApplyOp: mv-apply [with_itemindex=i] [name =] expr [to typeof(t)], ... [limit n] [id ..] on ( subquery )
	MvApplyOp struct {
		Head
		Items  []*MvItem
		Limit  Token
		LimitX Expr
		ID     Token
		IDX    Expr
		On     Token
		Open   Token
		Body   *OpList
		Close  Token
	}
	// MvExpandOp: mv-expand [bagexpansion=..] [with_itemindex=i] [name =] expr [to typeof(t)], ... [limit n]
	MvExpandOp struct {
		Head
		Items  []*MvItem
		Limit  Token
		LimitX Expr
	}
	// ParseOp: parse [kind=..] [flags=..] expr with pattern. Also parse-where.
	ParseOp struct {
		Head
		X       Expr
		With    Token
		Pattern []Expr // *StringLiteral, *StarExpr, *NameExpr, *TypedNameExpr
	}
	// ParseKvOp: parse-kv expr as (name: type, ...) [with (pair_delimiter=.., kv_delimiter=.., ...)]
	ParseKvOp struct {
		Head
		X       Expr
		As      Token
		Schema  *SchemaType
		With    Token
		Open    Token
		Options []*Property
		Close   Token
	}
	// PartitionOp: partition [hint.strategy=..] by col ( op | op ) or { query } ; also `in`-forms of the legacy operator
	PartitionOp struct {
		Head
		By    Token
		X     Expr
		In    Token // legacy: partition by X in (...)
		InX   Expr
		Open  Token
		Body  *OpList // of the ( ) form; nil
		Query []*StatementItem
		Close Token
	}
	// PartitionByOp: __partitionby and partition-by of internal queries. (rare)
	PartitionByOp struct {
		Head
		X     Expr
		ID    Token
		IDX   Expr
		Open  Token
		Body  *OpList
		Close Token
	}
	// PrintOp: print [name =] expr, ...
	PrintOp struct {
		Head
		Items []*ExprItem
	}
	// ProjectOp: project [name =] expr, ...
	ProjectOp struct {
		Head
		Items []*ExprItem
	}
	// ProjectAwayOp: project-away col|wildcard, ...
	ProjectAwayOp struct {
		Head
		Items []*ExprItem
	}
	// ProjectKeepOp: project-keep col|wildcard, ...
	ProjectKeepOp struct {
		Head
		Items []*ExprItem
	}
	// ProjectByNamesOp: project-by-names expr, ... (names, patterns, dynamic arrays of them)
	ProjectByNamesOp struct {
		Head
		Items []*ExprItem
	}
	// ProjectRenameOp: project-rename new = old, ...
	ProjectRenameOp struct {
		Head
		Items []*ExprItem
	}
	// ProjectReorderOp: project-reorder col|wildcard [asc|desc|granny-asc|granny-desc], ...
	ProjectReorderOp struct {
		Head
		Items []*ExprItem
	}
	// RangeOp: range name from a to b step s
	RangeOp struct {
		Head
		Name  *Name
		From  Token
		FromX Expr
		To    Token
		ToX   Expr
		Step  Token
		StepX Expr
	}
	// ReduceOp: reduce [kind=..] by expr [with threshold=.., characters=..]
	ReduceOp struct {
		Head
		By      Token
		X       Expr
		With    Token
		Options []*Property
	}
	// RenderOp: render kind [with (prop=value, ...)]; old form: render kind prop=value ...
	RenderOp struct {
		Head
		Kind    *Name
		With    Token
		Open    Token
		Options []*Property
		Close   Token
	}
	// SampleOp: sample n
	SampleOp struct {
		Head
		N Expr
	}
	// SampleDistinctOp: sample-distinct n of expr
	SampleDistinctOp struct {
		Head
		N  Expr
		Of Token
		X  Expr
	}
	// ScanOp: scan [with_match_id=id] [order by cols] [partition by cols] [declare (name: type = default, ...)] with ( step ...; )
	ScanOp struct {
		Head
		Order       Token
		OrderBy     Token
		OrderItems  []*ExprItem
		Partition   Token
		PartitionBy Token
		PartItems   []*ExprItem
		Declare     Token
		Vars        *ParamList
		With        Token
		Open        Token
		Steps       []*ScanStepDecl
		Close       Token
	}
	// SearchOp: search [kind=..] [in (tables)] predicate
	SearchOp struct {
		Head
		In     Token
		Open   Token
		Tables []*ExprItem
		Close  Token
		Pred   Expr
	}
	// SerializeOp: serialize [name =] expr, ...
	SerializeOp struct {
		Head
		Items []*ExprItem
	}
	// SortOp: sort|order by expr [asc|desc] [nulls first|last], ...
	SortOp struct {
		Head
		By    Token
		Items []*ExprItem // *OrderedExpr or plain expressions
	}
	// SummarizeOp: summarize [hint..] [name =] agg, ... [by [name =] expr, ...]
	SummarizeOp struct {
		Head
		Aggs   []*ExprItem
		By     Token
		Groups []*ExprItem
		Bin    Token // legacy `by x bin = 1h`: the word, with Eq and BinX
		BinEq  Token
		BinX   Expr
	}
	// TakeOp: take|limit n
	TakeOp struct {
		Head
		N Expr
	}
	// TopOp: top n by expr [asc|desc] [nulls first|last], ...
	TopOp struct {
		Head
		N     Expr
		By    Token
		Items []*ExprItem
	}
	// TopHittersOp: top-hitters n of expr [by expr]
	TopHittersOp struct {
		Head
		N   Expr
		Of  Token
		X   Expr
		By  Token
		ByX Expr
	}
	// TopNestedOp: top-nested [n] of expr [with others=x] by agg [asc|desc], top-nested ...
	TopNestedOp struct {
		Head
		Levels []*TopNestedLevel
	}
	// UnionOp: union [kind=..] [withsource=c] [isfuzzy=true] tables
	UnionOp struct {
		Head
		Tables []*ExprItem
	}
	// WhereOp: where|filter predicate
	WhereOp struct {
		Head
		Pred Expr
	}
	// GraphMatchOp: graph-match [cycles=..] (a)-[e]->(b), ... [where pred] [project cols]
	GraphMatchOp struct {
		Head
		Patterns []*GraphPattern
		Where    Token
		Pred     Expr
		Project  Token
		Items    []*ExprItem
	}
	// GraphShortestPathsOp: graph-shortest-paths [output=..] [cycles=..] pattern [where ..] [project ..]
	GraphShortestPathsOp struct {
		Head
		Patterns []*GraphPattern
		Where    Token
		Pred     Expr
		Project  Token
		Items    []*ExprItem
	}
	// GraphMarkComponentsOp: graph-mark-components [kind=..] [with_component_id=name]
	GraphMarkComponentsOp struct{ Head }
	// GraphToTableOp: graph-to-table nodes|edges [as name] [with_node_id=..], ...
	GraphToTableOp struct {
		Head
		Outputs []*GraphOutput
	}
	// GraphWhereOp: graph-where-nodes pred, graph-where-edges pred
	GraphWhereOp struct {
		Head
		Pred Expr
	}
	// BadOp is a word that is no operator, and what follows it up to the next pipe.
	BadOp struct {
		Head
		Skipped []Token
	}
)

// Expr2 lets a field be an expression or, for an arrow, a bare token.
type Expr2 struct {
	X   Expr  // nil for a token
	Tok Token // absent for an expression
}

// OpList is a pipe without a source, in the parentheses of mv-apply, partition, fork and facet. Its first operator has
// no pipe before it.
type OpList struct {
	Lets []*StatementItem // let statements before it, where a place allows them
	Ops  []*PipedOp
}

// ForkLeg is [name =] ( op | op ).
type ForkLeg struct {
	Name  *Name
	Eq    Token
	Open  Token
	Body  *OpList
	Close Token
	Comma Token
}

// MvItem is an item of mv-expand and mv-apply. X is a *NamedExpr when it is named.
type MvItem struct {
	X     Expr
	To    Token
	Typ   *TypeofExpr // nil without one
	Comma Token
}

// MakeSeriesItem is [name =] agg [default = x].
type MakeSeriesItem struct {
	X        Expr
	Default  Token
	Eq       Token
	DefaultX Expr
	Comma    Token
}

// TopNestedLevel is [top-nested] [n] of [name =] expr [with others = x] by [name =] agg [asc|desc].
type TopNestedLevel struct {
	Keyword Token // of the second and later levels
	N       Expr  // nil: all
	Of      Token
	X       Expr
	With    Token
	Others  *Property
	By      Token
	Agg     Expr // *OrderedExpr, *NamedExpr or plain
	Comma   Token
}

// ScanStepDecl is step name [optional] [output=all|last|none]: condition [=> name = expr, ...];
type ScanStepDecl struct {
	Step     Token
	Name     *Name
	Optional Token
	Output   *Property
	Colon    Token
	Cond     Expr
	Arrow    Token
	Assign   []*ExprItem
	Semi     Token
}

// GraphNodes is `table on id` of make-graph.
type GraphNodes struct {
	Table Expr
	On    Token
	ID    *Name
	Comma Token
}

// GraphPattern is (a)-[e*1..5]->(b)-- ... of graph-match, in parts.
type GraphPattern struct {
	Parts []*GraphPart
	Comma Token
}

// GraphPart is a node `(n)`, or an edge `-[e*1..3]->`, `<-[e]-`, `-->`, `--`.
type GraphPart struct {
	Open   []Token // ( or the signs before the name
	Name   *Name   // nil when it has none
	Star   Token
	Lo     Expr
	DotDot Token
	Hi     Expr
	Close  []Token
}

// GraphOutput is nodes|edges [as name] [with_node_id=..].
type GraphOutput struct {
	What  Token
	As    Token
	Name  *Name
	Props []*Property
	Comma Token
}
