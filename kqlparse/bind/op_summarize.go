package bind

import (
	"slices"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// summarize: the group keys first, then the aggregates. Aggregates see only constants and group keys outside of their
// arguments.
func (b *binder) summarize(op *syntax.SummarizeOp) value {
	p := b.newProjection(len(op.Groups) + len(op.Aggs))
	b.groupKeys(p, op.Groups)
	if op.BinX != nil {
		b.expr(op.BinX)
	}
	groups := len(p.cols)
	b.aggregates(p, op.Aggs)
	return p.done(op, b.rows.Open && takesAll(op.Aggs), groups)
}

// takesAll reports whether an aggregate takes all columns: arg_max(x, *), take_any(*).
func takesAll(items []*syntax.ExprItem) bool {
	return slices.ContainsFunc(items, func(it *syntax.ExprItem) bool {
		e := it.X
		if n, ok := e.(*syntax.NamedExpr); ok {
			e = n.X
		}
		call, ok := e.(*syntax.CallExpr)
		return ok && slices.ContainsFunc(call.Args, func(a *syntax.ExprItem) bool { return a.X != nil && isStar(a.X) })
	})
}

// groupKeys binds group keys, which may not be dynamic, and adds their columns.
func (b *binder) groupKeys(p *projection, items []*syntax.ExprItem) {
	ok := true
	vals := make([]value, len(items))
	for i, it := range items {
		if it.X == nil || !present(it.X) {
			continue
		}
		if _, star := it.X.(*syntax.StarExpr); star {
			continue
		}
		vals[i] = b.scalarExpr(it.X)
	}
	for i, it := range items {
		if it.X != nil && ok && vals[i].kind == scalarValue && present(it.X) {
			ok = b.notDynamicItem(it.X, vals[i])
		}
	}
	for i, it := range items {
		if it.X != nil && present(it.X) {
			p.item(it.X, vals[i], plainStyle, nil, "")
		}
	}
	for _, c := range p.cols {
		p.doNotAdd(c.Column)
		if c.From != nil {
			p.doNotAdd(c.From)
		}
	}
}

// aggregates binds items in which aggregates may stand, and adds their columns.
func (b *binder) aggregates(p *projection, items []*syntax.ExprItem) {
	var groups []*symbol.Column
	for _, c := range p.cols {
		groups = append(groups, c.Column)
		if c.From != nil && c.From != c.Column {
			groups = append(groups, c.From)
		}
	}
	old, oldGroups := b.calls, b.groups
	b.calls, b.groups = aggregateCalls, groups
	vals := make([]value, len(items))
	for i, it := range items {
		if it.X != nil && present(it.X) {
			vals[i] = b.scalarExpr(it.X)
		}
	}
	b.calls, b.groups = old, oldGroups
	for i, it := range items {
		if it.X != nil && present(it.X) {
			p.item(it.X, vals[i], summarizeStyle, nil, "")
		}
	}
}

func (b *binder) distinct(op *syntax.DistinctOp) value {
	p := b.newProjection(len(op.Items))
	b.groupKeys(p, op.Items)
	for _, it := range op.Items {
		if s, ok := it.X.(*syntax.StarExpr); ok {
			for _, c := range b.rows.Columns {
				if c.Type == symbol.Dynamic {
					b.report(codeTypeNotAllowed, s.Span(), c.Type)
					break
				}
			}
			return p.done(op, b.rows.Open, len(p.cols))
		}
	}
	return p.done(op, false, len(p.cols))
}

// sortItems binds what rows are ordered by.
func (b *binder) sortItems(items []*syntax.ExprItem) {
	ok := true
	for _, it := range items {
		if it.X == nil || !present(it.X) {
			continue
		}
		v := b.scalarExpr(it.X)
		if ok {
			ok = b.notDynamicItem(it.X, v)
		}
	}
}

func (b *binder) count(op *syntax.CountOp) value {
	c := &symbol.Column{Name: "Count", Type: symbol.Long}
	if op.Name != nil && op.Name.Value != "" {
		c.Name = op.Name.Value
		b.info.Defs[op.Name] = c
	}
	return tabular(&symbol.Rows{Columns: []*symbol.Column{c}})
}
