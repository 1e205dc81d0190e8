package syntax

// GraphShortestPathsOp is `graph-shortest-paths [output=..] [cycles=..] pattern [where ..] [project ..]`.
type GraphShortestPathsOp struct {
	Head
	Patterns []*GraphPattern
	Where    Token
	Pred     Expr
	Project  Token
	Items    []*ExprItem
}

func (p *parser) graphShortestPaths() Op {
	o := &GraphShortestPathsOp{}
	p.start(o, []property{prop("output", "any", "all"), prop("cycles", "all", "none", "unique_edges")})
	o.Patterns, o.Where, o.Pred, o.Project, o.Items = p.graphClauses()
	return o
}

func (x *GraphShortestPathsOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitAll(f, x.Patterns)
	x.Where.visit(f)
	visitTo(f, x.Pred)
	x.Project.visit(f)
	visitAll(f, x.Items)
	visitTokens(f, x.Rest)
}
