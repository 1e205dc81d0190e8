package bind

import (
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// ScanInfo is the decision about scan.
type ScanInfo struct {
	Vars    []*symbol.Column // declared, in order
	MatchID *symbol.Column
}

// scan adds the columns that it declares and the match id. A step's name stands for the columns at its last match.
func (b *binder) scan(op *syntax.ScanOp) value {
	b.sortItems(op.OrderItems)
	for _, it := range op.PartItems {
		if it.X != nil {
			b.scalarExpr(it.X)
		}
	}
	rows := b.rows
	info := &ScanInfo{}
	cols := append([]*symbol.Column{}, rows.Columns...)
	if op.Vars != nil {
		for _, p := range op.Vars.Params {
			v := b.param(p)
			if v == nil {
				continue
			}
			c := &symbol.Column{Name: v.Name, Type: v.Type}
			b.info.Defs[p.Name] = c
			info.Vars = append(info.Vars, c)
			cols = append(cols, c)
		}
	}
	inner := &symbol.Rows{Columns: cols, Open: rows.Open}
	locals := b.locals
	for _, s := range op.Steps {
		if s != nil && s.Name != nil && s.Name.Value != "" {
			v := &symbol.Variable{Name: s.Name.Value, Kind: symbol.ScanStep, Decl: s, Home: &step{rows: inner}}
			b.info.Defs[s.Name] = v
			b.declare(v)
		}
	}
	b.rows = inner
	for _, s := range op.Steps {
		if s == nil {
			continue
		}
		b.condition(s.Cond)
		for _, it := range s.Assign {
			n, ok := it.X.(*syntax.NamedExpr)
			if !ok {
				if it.X != nil && present(it.X) {
					b.expr(it.X)
				}
				continue
			}
			b.scalarExpr(n.X)
			if n.Name != nil && n.Name.Value != "" {
				if c := inner.Column(n.Name.Value); c != nil {
					b.info.Uses[n.Name] = c
				} else if !inner.Open {
					b.report(codeUnknownName, n.Name.Span(), n.Name.Value)
				}
			}
		}
	}
	b.rows, b.locals = rows, locals
	info.MatchID = b.declareProp(op.Prop("with_match_id"), symbol.Long)
	out := &symbol.Rows{Columns: cols, Open: rows.Open}
	if info.MatchID != nil {
		out.Columns = append(out.Columns[:len(out.Columns):len(out.Columns)], info.MatchID)
	}
	b.info.Ops[op] = info
	return tabular(out)
}

// step is what the name of a scan's step, or of a graph's node or edge, stands for.
type step struct{ rows *symbol.Rows }
