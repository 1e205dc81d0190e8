package syntax

// MakeGraphOp is `make-graph src --> dst [with nodes on id [, nodes on id]] [with_node_id=name] [partitioned-by col (..)]`.
type MakeGraphOp struct {
	Head
	Source        Expr
	Arrow         []Token
	Target        Expr
	With          Token
	Nodes         []*GraphNodes
	NodeID        *Property // with_node_id=name
	NodeIDLast    bool      // whether it stands behind the nodes
	PartitionedBy Token
	Partition     Expr
	Open          Token
	Body          *OpList
	Close         Token
}

// GraphNodes is `table on id` of make-graph.
type GraphNodes struct {
	node
	Table Expr
	On    Token
	ID    *Name
	Comma Token
}

var makeGraphProps = []property{prop("hint.strategy", "shuffle", "native"), prop("hint.num_partitions")}

func (p *parser) makeGraph() Op {
	o := &MakeGraphOp{}
	p.start(o, makeGraphProps)
	o.Source = p.exprPath(ColumnSlot)
	from := p.pos
	for p.sign() == '-' || p.sign() == '>' {
		p.next()
	}
	if o.Arrow = p.toks[from:p.pos:p.pos]; len(o.Arrow) == 0 {
		p.errNext("KS005", "expected: -->")
	}
	o.Target = p.exprPath(ColumnSlot)
	if p.is("with_node_id") && p.signAt(1) == '=' {
		o.NodeID = p.property(&property{name: "with_node_id"})
	}
	if o.With = p.optWord("with"); o.With.Present() {
		for {
			n := p.graphNodes()
			o.Nodes = append(o.Nodes, n)
			if !n.Comma.Present() {
				break
			}
		}
	}
	if o.NodeID == nil && p.is("with_node_id") {
		o.NodeID = p.property(&property{name: "with_node_id"})
		o.NodeIDLast = true
	}
	if o.PartitionedBy = p.optWord("partitioned-by"); o.PartitionedBy.Present() {
		o.Partition = p.key()
		p.body(&o.Open, &o.Body, &o.Close)
	}
	return o
}

func (p *parser) graphNodes() *GraphNodes {
	from := p.pos
	n := &GraphNodes{Table: p.joinSide()}
	n.On = p.needWord("on")
	n.ID = p.name(ColumnSlot)
	n.Comma = p.opt(',')
	p.done(&n.node, from)
	return n
}

// exprPath parses a column or path, or reports that it is missing.
func (p *parser) exprPath(want SlotKind) Expr {
	defer p.wanting(want)()
	if x := p.path(); x != nil {
		return x
	}
	return p.missingExpr()
}

func (x *MakeGraphOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTo(f, x.Source)
	visitTokens(f, x.Arrow)
	visitTo(f, x.Target)
	x.With.visit(f)
	visitAll(f, x.Nodes)
	if x.NodeID != nil {
		f(Part{Node: x.NodeID})
	}
	x.PartitionedBy.visit(f)
	visitTo(f, x.Partition)
	x.Open.visit(f)
	if x.Body != nil {
		f(Part{Node: x.Body})
	}
	x.Close.visit(f)
	visitTokens(f, x.Rest)
}

func (x *GraphNodes) Visit(f func(Part)) {
	visitTo(f, x.Table)
	x.On.visit(f)
	if x.ID != nil {
		f(Part{Node: x.ID})
	}
	x.Comma.visit(f)
}
