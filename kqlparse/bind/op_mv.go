package bind

import (
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// MvInfo is the decision about mv-expand and mv-apply.
type MvInfo struct {
	Projection
	// Items says for each item, in order, which output column it fills.
	Items []*symbol.Column
	// Index is the column of with_itemindex; nil without one.
	Index *symbol.Column
	// Inner are the rows that the subquery of mv-apply sees; nil for mv-expand. Kept are the outer columns that its
	// result keeps, before the subquery's own.
	Inner *symbol.Rows
	Kept  []*symbol.Column
}

// expandItems binds the items of mv-expand and mv-apply: each replaces, or adds, a column of elements.
func (b *binder) expandItems(op syntax.Op, head *syntax.Head, items []*syntax.MvItem) (*projection, *MvInfo) {
	p := b.newProjection(len(b.rows.Columns) + len(items))
	p.passAll(b.rows)
	info := &MvInfo{}
	vals := make([]value, len(items))
	for i, it := range items {
		if it.X == nil || !present(it.X) {
			continue
		}
		vals[i] = b.scalarExpr(it.X)
		if v := vals[i]; v.kind == scalarValue && v.typ != symbol.Dynamic && v.typ != symbol.Unknown {
			b.report(codeMustHaveType, it.X.Span(), symbol.Dynamic, v.typ)
		}
	}
	for i, it := range items {
		if it.X == nil || !present(it.X) {
			continue
		}
		as := func(t symbol.Type) symbol.Type { return t }
		if it.Typ != nil {
			t := b.typeof(it.Typ).typ
			as = func(symbol.Type) symbol.Type { return t }
		}
		before := len(p.cols)
		old := append([]Projected(nil), p.cols...)
		p.item(it.X, vals[i], replaceStyle, as, "")
		var filled *symbol.Column
		if len(p.cols) > before {
			filled = p.cols[before].Column
		} else {
			for k := range old {
				if old[k].Column != p.cols[k].Column {
					filled = p.cols[k].Column
				}
			}
		}
		info.Items = append(info.Items, filled)
	}
	index := head.Prop("with_itemindex")
	if c := b.declareProp(index, symbol.Long); c != nil {
		info.Index = p.add(Projected{Column: c}, false)
	}
	info.Columns = p.cols
	return p, info
}

func (b *binder) mvExpand(op *syntax.MvExpandOp) value {
	p, info := b.expandItems(op, &op.Head, op.Items)
	b.integer(op.LimitX)
	b.info.Ops[op] = info
	return tabular(p.rows(b.rows.Open))
}

// mvApply: what comes out is the outer columns that were not expanded, then the subquery's columns in their place.
func (b *binder) mvApply(op *syntax.MvApplyOp) value {
	outer := b.rows
	p, info := b.expandItems(op, &op.Head, op.Items)
	b.integer(op.LimitX)
	if op.IDX != nil {
		b.expr(op.IDX)
	}
	info.Inner = p.rows(outer.Open)
	applied := map[*symbol.Column]bool{}
	for _, it := range op.Items {
		if n, ok := unparen(it.X).(*syntax.NameExpr); ok && n.Name != nil {
			if c, ok := b.info.Uses[n.Name].(*symbol.Column); ok {
				applied[c] = true
			}
		}
	}
	b.rows = info.Inner
	inner := rowsOf(b.opList(op.Body))
	b.rows = outer
	out := b.newProjection(len(outer.Columns) + len(inner.Columns))
	for _, c := range outer.Columns {
		if !applied[c] {
			out.add(passed(c), false)
			out.doNotAdd(c)
			info.Kept = append(info.Kept, c)
		}
	}
	for _, c := range inner.Columns {
		out.add(passed(c), true)
	}
	info.Columns = out.cols
	b.info.Ops[op] = info
	return tabular(out.rows(outer.Open || inner.Open))
}
