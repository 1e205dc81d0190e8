package plan

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// items plans the array expressions of mv-expand and mv-apply, and adds their columns to a stream's.
func (e *env) items(op syntax.Op, list []*syntax.MvItem, info *bind.MvInfo, in *stream) (items []UnnestItem, index *Column, cols map[*symbol.Column]ColID) {
	cols = map[*symbol.Column]ColID{}
	for c, id := range in.cols {
		cols[c] = id
	}
	n := 0
	for _, it := range list {
		if it.X == nil {
			continue
		}
		if n >= len(info.Items) || info.Items[n] == nil {
			e.unsupported(it.X, "this item", "")
		}
		c := info.Items[n]
		n++
		t := c.Type
		if t == symbol.Unknown {
			t = symbol.Dynamic
		}
		col := e.b.column(&symbol.Column{Name: c.Name, Type: t})
		items = append(items, UnnestItem{col, e.scalar(it.X, &scope{s: in})})
		cols[c] = col.ID
	}
	if info.Index != nil {
		col := e.b.column(info.Index)
		index = &col
		cols[info.Index] = col.ID
	}
	return items, index, cols
}

func (e *env) mvExpand(op *syntax.MvExpandOp, in *stream) *stream {
	info, ok := e.info.Ops[op].(*bind.MvInfo)
	if !ok {
		e.unsupported(op, "mv-expand", "")
	}
	u := &Unnest{In: in.rel}
	var cols map[*symbol.Column]ColID
	u.Items, u.Index, cols = e.items(op, op.Items, info, in)
	if op.LimitX != nil {
		u.Limit = e.scalar(op.LimitX, &scope{})
	}
	kind := e.prop(&op.Head, "bagexpansion") + e.prop(&op.Head, "kind")
	u.PairArrays = sameWord(kind, "array")
	return &stream{rel: u, cols: cols, rows: e.rowsOut(op).Columns}
}

func (e *env) mvApply(op *syntax.MvApplyOp, in *stream) *stream {
	info, ok := e.info.Ops[op].(*bind.MvInfo)
	if !ok || info.Inner == nil {
		e.unsupported(op, "mv-apply", "")
	}
	a := &Apply{In: in.rel, Elements: &Elements{}, Span: op.Span()}
	var cols map[*symbol.Column]ColID
	a.Items, a.Index, cols = e.items(op, op.Items, info, in)
	if op.LimitX != nil {
		a.Limit = e.scalar(op.LimitX, &scope{})
	}
	inner := &stream{rel: a.Elements, cols: cols, rows: info.Inner.Columns}
	for c, id := range cols {
		a.Elements.Columns = append(a.Elements.Columns, Column{ID: id, Name: c.Name, Type: c.Type})
	}
	body := e.opList(inner, op.Body)
	a.Body = body.rel
	out := &stream{rel: a, cols: map[*symbol.Column]ColID{}, rows: e.rowsOut(op).Columns}
	for _, p := range info.Columns {
		c := p.From
		if c == nil {
			c = p.Column
		}
		id, ok := body.cols[c]
		if !ok {
			id, ok = in.cols[c]
		}
		if !ok {
			e.noColumn(c.Name, op.Span())
		}
		out.cols[p.Column] = id
	}
	return out
}
