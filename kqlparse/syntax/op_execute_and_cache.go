package syntax

// ExecuteAndCacheOp is `execute_and_cache`.
type ExecuteAndCacheOp struct {
	Head
}

func (p *parser) executeAndCache() Op {
	o := &ExecuteAndCacheOp{}
	p.start(o, nil)
	return o
}

func (x *ExecuteAndCacheOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTokens(f, x.Rest)
}
