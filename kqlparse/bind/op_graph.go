package bind

import (
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// makeGraph turns rows into the edges of a graph; tables of nodes give the nodes their columns.
func (b *binder) makeGraph(op *syntax.MakeGraphOp) value {
	for _, e := range []syntax.Expr{op.Source, op.Target} {
		if e == nil || !present(e) {
			continue
		}
		v := b.expr(e)
		if v.column() == nil && !v.isBroken() && v.typ != symbol.Unknown {
			b.report(codeColumnExpected, e.Span())
		} else if v.kind == scalarValue && v.typ == symbol.Dynamic {
			b.report(codeDynamicNode, e.Span())
		}
	}
	g := &graph{edges: b.rows, nodes: &symbol.Rows{}}
	var legs []UnionLeg
	for _, n := range op.Nodes {
		if n == nil || n.Table == nil {
			continue
		}
		var rows *symbol.Rows
		b.detached(func() value { rows = b.table(n.Table); return broken })
		legs = append(legs, UnionLeg{X: n.Table, Rows: rows})
		if n.ID != nil && n.ID.Value != "" {
			if c := rows.Column(n.ID.Value); c != nil {
				b.info.Uses[n.ID] = c
			} else if !rows.Open {
				b.report(codeUnknownName, n.ID.Span(), n.ID.Value)
			}
		}
	}
	if len(legs) > 0 {
		g.nodes = unify(legs).rows
	}
	if c := b.declareProp(op.NodeID, b.nodeType(op)); c != nil {
		g.nodes = &symbol.Rows{Columns: []*symbol.Column{c}}
	}
	if op.Partition != nil {
		b.expr(op.Partition)
		v := b.operators(value{kind: graphValue, net: g}, opsOf(op.Body))
		return v
	}
	return value{kind: graphValue, net: g}
}

func opsOf(l *syntax.OpList) []*syntax.PipedOp {
	if l == nil {
		return nil
	}
	return l.Ops
}

func (b *binder) nodeType(op *syntax.MakeGraphOp) symbol.Type {
	if op.Source == nil {
		return symbol.Unknown
	}
	return b.info.Types[op.Source]
}

// needGraph reports an operator on graphs that has rows before it.
func (b *binder) needGraph(op syntax.Op, in value) *graph {
	if in.kind == graphValue {
		return in.net
	}
	if in.kind == tableValue && b.isLost(in.rows) {
		return &graph{nodes: in.rows, edges: in.rows}
	}
	if in.kind == tableValue && !in.rows.Open {
		b.report(codeGraphNeeded, op.OpKeyword().Span())
	}
	return &graph{nodes: openRows(), edges: openRows()}
}

// graphMatch finds patterns. The names in a pattern stand for the columns of nodes and edges.
func (b *binder) graphMatch(op syntax.Op, head *syntax.Head, patterns []*syntax.GraphPattern, pred syntax.Expr, project syntax.Token, items []*syntax.ExprItem, in value) value {
	g := b.needGraph(op, in)
	locals, rows := b.locals, b.rows
	variable := map[string]bool{}
	for _, p := range patterns {
		if p == nil {
			continue
		}
		for i, part := range p.Parts {
			if part == nil || part.Name == nil || part.Name.Value == "" {
				continue
			}
			s := &step{rows: g.nodes}
			if i%2 == 1 {
				s.rows = g.edges
			}
			if part.Star.Present() {
				variable[part.Name.Value] = true
			}
			if v := b.find(part.Name.Value); v != nil && v.Kind == symbol.GraphVariable {
				b.info.Uses[part.Name] = v
				continue
			}
			v := &symbol.Variable{Name: part.Name.Value, Kind: symbol.GraphVariable, Decl: part, Home: s}
			b.info.Defs[part.Name] = v
			b.declare(v)
		}
	}
	b.rows, b.nodes = nil, g.nodes
	b.condition(pred)
	if !project.Present() {
		b.locals, b.rows, b.nodes = locals, rows, nil
		return in
	}
	p := b.newProjection(len(items))
	for _, it := range items {
		if it.X == nil || !present(it.X) {
			continue
		}
		v := b.expr(it.X)
		t := v.typ
		if b.usesAny(it.X, variable) {
			t = symbol.Dynamic
		}
		name, ok := b.graphName(it.X)
		if !ok {
			name = b.defaultName()
		}
		c := &symbol.Column{Name: name, Type: t}
		if n, ok := it.X.(*syntax.NamedExpr); ok && n.Name != nil {
			b.info.Defs[n.Name] = c
		}
		p.add(Projected{Column: c, Expr: it.X}, false)
	}
	b.locals, b.rows, b.nodes = locals, rows, nil
	return p.done(op, false, 0)
}

// graphName is the default name of `a.x` in a graph's projection: a_x.
func (b *binder) graphName(e syntax.Expr) (string, bool) {
	if p, ok := unparen(e).(*syntax.PathExpr); ok {
		left, ok := b.graphName(p.X)
		right, ok2 := b.nameFor(p.Selector)
		if ok && ok2 && left != "" {
			return left + "_" + right, true
		}
		return right, ok2
	}
	return b.nameFor(e)
}

func (b *binder) usesAny(e syntax.Expr, names map[string]bool) bool {
	for _, n := range b.columnNames(e) {
		if names[n.Value] {
			return true
		}
	}
	return false
}

func (b *binder) graphMark(op *syntax.GraphMarkComponentsOp, in value) value {
	g := b.needGraph(op, in)
	c := b.declareProp(op.Prop("with_component_id"), symbol.Long)
	if c == nil {
		c = &symbol.Column{Name: "ComponentId", Type: symbol.Long}
	}
	nodes := &symbol.Rows{Columns: append(append([]*symbol.Column{}, g.nodes.Columns...), c), Open: g.nodes.Open}
	return value{kind: graphValue, net: &graph{nodes: nodes, edges: g.edges}}
}

func (b *binder) graphToTable(op *syntax.GraphToTableOp, in value) value {
	g := b.needGraph(op, in)
	var results []*symbol.Rows
	for _, o := range op.Outputs {
		if o == nil {
			continue
		}
		from := g.nodes
		if o.What.Present() && b.text(o.What) == "edges" {
			from = g.edges
		}
		rows := &symbol.Rows{Open: from.Open}
		for _, p := range o.Props {
			if c := b.declareProp(p, symbol.Long); c != nil {
				rows.Columns = append(rows.Columns, c)
			}
		}
		rows.Columns = append(rows.Columns, from.Columns...)
		results = append(results, rows)
		if o.Name != nil && o.Name.Value != "" {
			v := &symbol.Variable{Name: o.Name.Value, Kind: symbol.AsTable, Rows: rows, Decl: o}
			b.info.Defs[o.Name] = v
			b.declare(v)
		}
	}
	if len(results) == 1 {
		return tabular(results[0])
	}
	b.info.Results[op] = results
	return value{kind: noValue}
}

func (b *binder) graphWhere(op *syntax.GraphWhereOp, in value) value {
	g := b.needGraph(op, in)
	rows := b.rows
	b.rows = &symbol.Rows{Columns: g.nodes.Columns, Open: true}
	if b.text(op.Keyword) == "graph-where-edges" {
		b.rows = &symbol.Rows{Columns: g.edges.Columns, Open: true}
	}
	b.condition(op.Pred)
	b.rows = rows
	return value{kind: graphValue, net: g}
}

// pathArgs binds the arguments of a function on paths: in all(edges, x), any and map the second one sees the columns of
// the first one's elements.
func (b *binder) pathArgs(e *syntax.CallExpr) []value {
	var vals []value
	rows := b.rows
	for i, it := range e.Args {
		if it.X == nil {
			continue
		}
		if i > 0 && len(vals) > 0 {
			switch first := vals[0]; {
			case first.kind == tupleValue && first.rows != nil:
				b.rows = first.rows
			case first.kind == tupleValue:
				b.rows = &symbol.Rows{Columns: first.cols}
			default:
				b.rows = openRows()
			}
		}
		vals = append(vals, b.arg(it.X))
		b.rows = rows
	}
	return vals
}
