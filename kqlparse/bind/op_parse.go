package bind

import (
	"slices"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// ParseInfo is the decision about parse, parse-where and parse-kv: the columns of the names in the pattern or the list
// of keys, in their order.
type ParseInfo struct{ Columns []*symbol.Column }

// parse adds a column for each name of the pattern; one that exists already is replaced in its place.
func (b *binder) parse(op *syntax.ParseOp) value {
	if op.X != nil {
		b.scalarExpr(op.X)
	}
	b.checkParseRegex(op)
	info := &ParseInfo{}
	for _, part := range op.Pattern {
		var n *syntax.Name
		t := symbol.String
		switch x := part.(type) {
		case *syntax.NameExpr:
			n = x.Name
		case *syntax.TypedNameExpr:
			n = x.Name
			if x.Type != nil {
				t = b.typeName(x.Type)
			}
		}
		b.declareColumn(info, n, t)
	}
	return b.parsed(op, info)
}

func (b *binder) declareColumn(info *ParseInfo, n *syntax.Name, t symbol.Type) {
	if n == nil || n.Value == "" {
		return
	}
	if slices.ContainsFunc(info.Columns, func(c *symbol.Column) bool { return c.Name == n.Value }) {
		b.report(codeColumnTwice, n.Span(), n.Value)
		return
	}
	c := &symbol.Column{Name: n.Value, Type: t}
	b.info.Defs[n] = c
	info.Columns = append(info.Columns, c)
}

func (b *binder) parsed(op syntax.Op, info *ParseInfo) value {
	b.info.Ops[op] = info
	cols := slices.Clone(b.rows.Columns)
	for _, c := range info.Columns {
		if i := slices.IndexFunc(cols, func(o *symbol.Column) bool { return o.Name == c.Name }); i >= 0 {
			cols[i] = c
		} else {
			cols = append(cols, c)
		}
	}
	return tabular(&symbol.Rows{Columns: cols, Open: b.rows.Open})
}

func (b *binder) parseKv(op *syntax.ParseKvOp) value {
	if op.X != nil {
		b.scalarExpr(op.X)
	}
	info := &ParseInfo{}
	if op.Schema != nil {
		for _, c := range op.Schema.Columns {
			if c == nil {
				continue
			}
			t := symbol.String
			if c.Type != nil {
				t = b.typeName(c.Type)
			}
			b.declareColumn(info, c.Name, t)
		}
	}
	return b.parsed(op, info)
}
