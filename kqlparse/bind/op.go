package bind

import (
	"slices"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// pipe binds `source | op | op ...`.
func (b *binder) pipe(e *syntax.PipeExpr) value {
	old := b.fuzzy
	for _, p := range e.Ops {
		if u, ok := p.Op.(*syntax.UnionOp); ok && b.isFuzzy(&u.Head) {
			b.fuzzy = true
		}
	}
	v := b.tables(e.Source)
	b.fuzzy = old
	switch {
	case v.isTable(), v.kind == graphValue:
	case v.isBroken() && present(e.Source):
		v = tabular(b.lostRows(e.Source.Span()))
	case v.isBroken(), v.kind == scalarValue && v.typ == symbol.Unknown, v.kind == noValue:
		v = tabular(openRows())
	default:
		if _, ok := unparen(e.Source).(*syntax.OpExpr); !ok {
			b.report(codeTableExpected, e.Source.Span())
		}
		v = tabular(openRows())
	}
	return b.operators(v, e.Ops)
}

// operators applies operators to a table, one after another.
func (b *binder) operators(v value, ops []*syntax.PipedOp) value {
	rows, calls, groups := b.rows, b.calls, b.groups
	b.calls, b.groups = scalarCalls, nil
	for _, p := range ops {
		if p == nil || p.Op == nil {
			continue
		}
		v = b.operator(p.Op, v, true)
	}
	b.rows, b.calls, b.groups = rows, calls, groups
	return v
}

// sourceOperator binds an operator that begins a query.
func (b *binder) sourceOperator(e *syntax.OpExpr) value {
	if e.Op == nil {
		return broken
	}
	rows, calls, groups := b.rows, b.calls, b.groups
	b.calls, b.groups = scalarCalls, nil
	v := b.operator(e.Op, value{kind: noValue}, false)
	b.rows, b.calls, b.groups = rows, calls, groups
	return v
}

// operator binds one operator over what enters it, and is what leaves it.
func (b *binder) operator(op syntax.Op, in value, piped bool) value {
	var rows *symbol.Rows
	if piped {
		switch {
		case in.kind == graphValue:
			rows = in.net.edges
		case in.kind == noValue:
			rows = b.lostRows(op.OpKeyword().Span())
		default:
			rows = rowsOf(in)
		}
		b.info.In[op] = rows
	}
	b.rows = rows
	if !piped && !mayBegin(op) {
		b.report(codeNotFirst, op.OpKeyword().Span())
		b.rows = openRows()
		b.info.In[op] = b.rows
	}
	b.properties(op)
	v := b.apply(op, in, piped)
	switch {
	case v.isTable():
		b.info.Out[op] = rowsOf(v)
		if piped {
			b.staysLost(rows, b.info.Out[op])
		}
		v = value{kind: tableValue, rows: b.info.Out[op]}
	case v.kind == graphValue, v.kind == noValue:
	default:
		v = tabular(openRows())
		b.info.Out[op] = v.rows
	}
	return v
}

// properties reports words that are no values of an operator's properties. Hints that a cluster does not know it ignores.
func (b *binder) properties(op syntax.Op) {
	h := headOf(op)
	if h == nil || len(h.Props) == 0 {
		return
	}
	row := builtin.OperatorNamed(b.text(h.Keyword))
	if row == nil {
		return
	}
	for _, p := range h.Props {
		if p == nil || p.Name == nil || p.Value == nil || !present(p.Value) {
			continue
		}
		for _, k := range row.Params {
			text := b.propText(p)
			if k.Name != p.Name.Value || len(k.Values) == 0 || slices.Contains(k.Values, text) || text == "" {
				continue
			}
			if n, ok := p.Value.(*syntax.NameExpr); !ok || n.Name == nil || b.find(n.Name.Value) != nil {
				continue
			}
			if strings.HasPrefix(k.Name, "hint.") && !b.opts.Strict {
				continue
			}
			b.report(codeWordExpected, p.Value.Span(), strings.Join(k.Values, ", "))
		}
	}
}

// headOf is an operator's word and properties.
func headOf(op syntax.Op) *syntax.Head {
	h, _ := op.(interface{ OpHead() *syntax.Head })
	if h == nil {
		return nil
	}
	return h.OpHead()
}

// mayBegin reports whether an operator needs no table before it.
func mayBegin(op syntax.Op) bool {
	switch op.(type) {
	case *syntax.PrintOp, *syntax.UnionOp, *syntax.SearchOp, *syntax.FindOp, *syntax.RangeOp, *syntax.EvaluateOp, *syntax.MacroExpandOp, *syntax.BadOp:
		return true
	}
	return false
}

// apply is the table of operators: each one's rule stands in the file of its name.
func (b *binder) apply(op syntax.Op, in value, piped bool) value {
	switch op := op.(type) {
	case *syntax.WhereOp:
		b.condition(op.Pred)
		return tabular(b.rows)
	case *syntax.TakeOp:
		b.integer(op.N)
		return tabular(b.rows)
	case *syntax.SampleOp:
		b.integer(op.N)
		return tabular(b.rows)
	case *syntax.ExtendOp:
		return b.extend(op, op.Items)
	case *syntax.SerializeOp:
		return b.serialize(op)
	case *syntax.ProjectOp:
		return b.project(op)
	case *syntax.ProjectAwayOp:
		return b.projectAway(op)
	case *syntax.ProjectKeepOp:
		return b.projectKeep(op)
	case *syntax.ProjectRenameOp:
		return b.projectRename(op)
	case *syntax.ProjectReorderOp:
		return b.projectReorder(op)
	case *syntax.ProjectByNamesOp:
		return b.projectByNames(op)
	case *syntax.SummarizeOp:
		return b.summarize(op)
	case *syntax.DistinctOp:
		return b.distinct(op)
	case *syntax.SortOp:
		b.sortItems(op.Items)
		return tabular(b.rows)
	case *syntax.TopOp:
		b.integer(op.N)
		b.sortItems(op.Items)
		return tabular(b.rows)
	case *syntax.CountOp:
		return b.count(op)
	case *syntax.JoinOp:
		return b.join(op)
	case *syntax.LookupOp:
		return b.lookup(op)
	case *syntax.UnionOp:
		return b.union(op, piped)
	case *syntax.MvExpandOp:
		return b.mvExpand(op)
	case *syntax.MvApplyOp:
		return b.mvApply(op)
	case *syntax.ParseOp:
		return b.parse(op)
	case *syntax.ParseKvOp:
		return b.parseKv(op)
	case *syntax.MakeSeriesOp:
		return b.makeSeries(op)
	case *syntax.EvaluateOp:
		return b.evaluate(op, piped)
	case *syntax.InvokeOp:
		return b.invoke(op)
	case *syntax.AsOp:
		return b.as(op, in)
	case *syntax.RenderOp:
		return b.render(op)
	case *syntax.PrintOp:
		return b.print(op, piped)
	case *syntax.RangeOp:
		return b.rangeOf(op, piped)
	case *syntax.SearchOp:
		return b.search(op, piped)
	case *syntax.FindOp:
		return b.findOp(op)
	case *syntax.ForkOp:
		return b.fork(op)
	case *syntax.FacetOp:
		return b.facet(op)
	case *syntax.PartitionOp:
		return b.partition(op)
	case *syntax.PartitionByOp:
		return b.partitionBy(op)
	case *syntax.TopNestedOp:
		return b.topNested(op)
	case *syntax.TopHittersOp:
		return b.topHitters(op)
	case *syntax.SampleDistinctOp:
		return b.sampleDistinct(op)
	case *syntax.ReduceOp:
		return b.reduce(op)
	case *syntax.ScanOp:
		return b.scan(op)
	case *syntax.GetSchemaOp:
		return b.getSchema(op)
	case *syntax.AssertSchemaOp:
		if op.Schema != nil {
			b.schemaRows(op.Schema)
		}
		return tabular(b.rows)
	case *syntax.ExecuteAndCacheOp:
		return tabular(b.rows)
	case *syntax.ConsumeOp:
		return value{kind: noValue}
	case *syntax.MacroExpandOp:
		return b.macroExpand(op)
	case *syntax.MakeGraphOp:
		return b.makeGraph(op)
	case *syntax.GraphMatchOp:
		return b.graphMatch(op, &op.Head, op.Patterns, op.Pred, op.Project, op.Items, in)
	case *syntax.GraphShortestPathsOp:
		return b.graphMatch(op, &op.Head, op.Patterns, op.Pred, op.Project, op.Items, in)
	case *syntax.GraphMarkComponentsOp:
		return b.graphMark(op, in)
	case *syntax.GraphToTableOp:
		return b.graphToTable(op, in)
	case *syntax.GraphWhereOp:
		return b.graphWhere(op, in)
	case *syntax.BadOp:
		return tabular(openRows())
	}
	return tabular(openRows())
}

// opList binds a pipe in parentheses that continues the rows in scope.
func (b *binder) opList(l *syntax.OpList) value {
	if l == nil {
		return tabular(b.rows)
	}
	locals := b.locals
	for _, s := range l.Lets {
		if s != nil && s.Stmt != nil {
			b.statement(s.Stmt)
		}
	}
	v := b.operators(tabular(b.rows), l.Ops)
	b.locals = locals
	return v
}

// prop is the text of a property's value: a word or a string. Empty when it is not given.
func (b *binder) prop(h *syntax.Head, name string) string {
	return b.propText(h.Prop(name))
}

func (b *binder) propText(p *syntax.Property) string {
	if p == nil || p.Value == nil {
		return ""
	}
	switch v := p.Value.(type) {
	case *syntax.NameExpr:
		if v.Name != nil {
			return v.Name.Value
		}
	case *syntax.StringLiteral:
		return v.Value
	}
	return strings.TrimSpace(b.tree.Source(p.Value))
}

// declareProp declares the column that a property names (with_itemindex=i), and is it; nil when it is not given.
func (b *binder) declareProp(p *syntax.Property, t symbol.Type) *symbol.Column {
	name := b.propText(p)
	if name == "" {
		return nil
	}
	c := &symbol.Column{Name: name, Type: t}
	if n, ok := p.Value.(*syntax.NameExpr); ok && n.Name != nil {
		b.info.Defs[n.Name] = c
	}
	return c
}

func (b *binder) isFuzzy(h *syntax.Head) bool { return strings.EqualFold(b.prop(h, "isfuzzy"), "true") }

// notDynamic reports a key that is dynamic.
func (b *binder) notDynamic(e syntax.Expr, v value) {
	if v.kind == scalarValue && v.typ == symbol.Dynamic {
		b.report(codeTypeNotAllowed, e.Span(), v.typ)
	}
}

// keys binds expressions that group or order rows: none may be dynamic.
func (b *binder) notDynamicItem(e syntax.Expr, v value) bool {
	before := len(b.info.Diagnostics)
	b.notDynamic(e, v)
	return len(b.info.Diagnostics) == before
}
