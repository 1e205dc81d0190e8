package plan

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// topNested keeps the largest values of each level within each value kept of the level above.
func (e *env) topNested(op *syntax.TopNestedOp, in *stream) *stream {
	p, ok := e.info.Ops[op].(*bind.Projection)
	if !ok || len(p.Columns) != 2*len(op.Levels) {
		e.unsupported(op, "top-nested", "")
	}
	sh := e.b.share(in, false)
	out := &stream{cols: map[*symbol.Column]ColID{}, rows: e.rowsOut(op).Columns}
	var above []Computed // the keys of the levels so far
	for i, l := range op.Levels {
		if l.Others != nil {
			e.unsupported(l.Others.Value, "top-nested with others", "")
		}
		s := e.b.ref(sh)
		g := &grouping{e: e, in: s, agg: &Aggregate{In: s.rel}, groups: &stream{cols: map[*symbol.Column]ColID{}}, calls: map[*syntax.CallExpr]map[int]Scalar{}, extremes: map[*syntax.CallExpr]*Extreme{}}
		var keys []Computed
		for k := range i + 1 {
			x := e.scalar(unnamed(op.Levels[k].X), &scope{s: s})
			keys = append(keys, Computed{e.b.column(p.Columns[2*k].Column), x})
			keys[k].Type = x.Type()
		}
		g.agg.Keys = keys
		desc := true
		agg := l.Agg
		if o, ok := agg.(*syntax.OrderedExpr); ok {
			desc = !strings.EqualFold(e.text(o.Dir), "asc")
			agg = o.X
		}
		value := g.item(bind.Projected{Column: p.Columns[2*i+1].Column, Expr: unnamed(agg)})
		col := e.b.column(&symbol.Column{Name: p.Columns[2*i+1].Column.Name, Type: value.Type()})
		var rel Rel = &Compute{In: g.agg, Cols: []Computed{{col, value}}}
		if i > 0 {
			j := &Join{Left: out.rel, Right: rel, Kind: Inner}
			for k := range i {
				j.Keys = append(j.Keys, JoinKey{ref(above[k].Column), ref(keys[k].Column)})
			}
			rel = j
		}
		if l.N != nil {
			by := []SortKey{{X: ref(col), Desc: desc, NullsFirst: !desc}}
			n := e.scalar(l.N, &scope{})
			if i == 0 {
				rel = &Limit{In: rel, N: n, By: by}
			} else {
				el := &Elements{}
				per := &PerKey{In: rel, Elements: el, Body: &Limit{In: el, N: n, By: by}}
				for _, k := range above {
					per.Keys = append(per.Keys, ref(k.Column))
				}
				rel = per
			}
		}
		above = keys
		out.rel = rel
		out.cols[p.Columns[2*i].Column] = keys[i].ID
		out.cols[p.Columns[2*i+1].Column] = col.ID
	}
	return out
}

func ref(c Column) Scalar { return &Col{ID: c.ID, T: c.Type} }

func unnamed(x syntax.Expr) syntax.Expr {
	if n, ok := x.(*syntax.NamedExpr); ok {
		return n.X
	}
	return x
}
