package bind

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// as names the rows, for what follows in the text.
func (b *binder) as(op *syntax.AsOp, in value) value {
	if op.Name == nil || op.Name.Value == "" {
		return in
	}
	v := &symbol.Variable{Name: op.Name.Value, Kind: symbol.AsTable, Rows: b.rows, Decl: op}
	if in.kind == graphValue {
		v.Home = in.net
	}
	b.info.Defs[op.Name] = v
	b.declare(v)
	return in
}

// fork gives each leg the same rows; each is a result.
func (b *binder) fork(op *syntax.ForkOp) value {
	rows := b.rows
	var results []*symbol.Rows
	for _, leg := range op.Legs {
		if leg == nil {
			continue
		}
		b.rows = rows
		results = append(results, rowsOf(b.opList(leg.Body)))
	}
	b.rows = rows
	b.info.Results[op] = results
	return value{kind: noValue}
}

// facet counts the rows of each column's values; and runs a query beside, when there is one.
func (b *binder) facet(op *syntax.FacetOp) value {
	rows := b.rows
	var results []*symbol.Rows
	if op.Query != nil {
		results = append(results, rowsOf(b.opList(op.Query)))
		b.rows = rows
	}
	b.columnRefs(op.Items, func(_ syntax.Expr, _ *syntax.OrderedExpr, cols []*symbol.Column) {
		for _, c := range cols {
			results = append(results, &symbol.Rows{Columns: []*symbol.Column{c, {Name: "count_" + c.Name, Type: symbol.Long}}})
		}
	})
	b.info.Results[op] = results
	return value{kind: noValue}
}

// partition applies a query to the rows of each value of a column: a pipe in parentheses sees the rows, a whole query
// in braces sees the value as a name.
func (b *binder) partition(op *syntax.PartitionOp) value {
	rows := b.rows
	var column *symbol.Column
	if op.X != nil {
		v := b.expr(op.X)
		column = b.columnOnly(op.X, v)
	}
	if op.InX != nil {
		b.expr(op.InX)
	}
	out := value{kind: tableValue, rows: rows}
	locals := b.locals
	if column != nil {
		b.declare(&symbol.Variable{Name: column.Name, Kind: symbol.FunctionParam, Type: column.Type})
	}
	switch {
	case op.Body != nil:
		out = b.opList(op.Body)
	case len(op.Query) > 0:
		out = b.detached(func() value {
			v := broken
			for _, s := range op.Query {
				if s != nil && s.Stmt != nil {
					v = b.statement(s.Stmt)
				}
			}
			return v
		})
	}
	b.rows, b.locals = rows, locals
	return tabular(rowsOf(out))
}

func (b *binder) partitionBy(op *syntax.PartitionByOp) value {
	rows := b.rows
	if op.X != nil {
		b.columnOnly(op.X, b.expr(op.X))
	}
	if op.IDX != nil {
		b.expr(op.IDX)
	}
	out := b.opList(op.Body)
	b.rows = rows
	return tabular(rowsOf(out))
}

// columnOnly reports an expression that is no column, or a dynamic one.
func (b *binder) columnOnly(e syntax.Expr, v value) *symbol.Column {
	c := v.column()
	if c == nil {
		if !v.isBroken() && v.typ != symbol.Unknown && present(e) {
			b.report(codeColumnExpected, e.Span())
		}
		return nil
	}
	b.notDynamic(e, v)
	return c
}

// topNested: of each level the value and its aggregate.
func (b *binder) topNested(op *syntax.TopNestedOp) value {
	unique := uniqueNames{}
	proj := &Projection{}
	rows := &symbol.Rows{}
	add := func(e syntax.Expr, v value, fallback string) {
		inner := e
		if o, ok := inner.(*syntax.OrderedExpr); ok {
			inner = o.X
		}
		name, ok := b.nameFor(inner)
		if !ok || name == "" {
			name = fallback
		}
		c := b.resultColumn(inner, v)
		name = unique.take(name)
		item := Projected{Column: c, From: c}
		if c == nil || c.Name != name {
			item = Projected{Column: &symbol.Column{Name: name, Type: v.typ, Source: c}, Expr: inner}
		}
		if n, ok := inner.(*syntax.NamedExpr); ok && n.Name != nil {
			b.info.Defs[n.Name] = item.Column
		}
		proj.Columns = append(proj.Columns, item)
		rows.Columns = append(rows.Columns, item.Column)
	}
	for _, l := range op.Levels {
		if l == nil {
			continue
		}
		if l.N != nil {
			b.integer(l.N)
		}
		if l.Others != nil && l.Others.Value != nil {
			b.expr(l.Others.Value)
		}
		if l.X == nil {
			continue
		}
		v := b.scalarExpr(l.X)
		add(l.X, v, b.fallbackName(l.X))
		if l.Agg == nil {
			continue
		}
		b.calls = aggregateCalls
		agg := b.scalarExpr(l.Agg)
		b.calls = scalarCalls
		inner := l.Agg
		if o, ok := inner.(*syntax.OrderedExpr); ok {
			inner = o.X
		}
		level, _ := b.nameFor(l.X)
		if _, named := inner.(*syntax.NamedExpr); named {
			add(l.Agg, agg, "aggregated_"+level)
			continue
		}
		c := &symbol.Column{Name: unique.take("aggregated_" + level), Type: agg.typ}
		proj.Columns = append(proj.Columns, Projected{Column: c, Expr: inner})
		rows.Columns = append(rows.Columns, c)
	}
	b.info.Ops[op] = proj
	return tabular(rows)
}

func (b *binder) fallbackName(e syntax.Expr) string {
	if name, ok := b.nameFor(e); ok && name != "" {
		return name
	}
	return b.defaultName()
}

// topHitters: the value and an estimate of how often it occurs, or of the sum of an expression.
func (b *binder) topHitters(op *syntax.TopHittersOp) value {
	b.integer(op.N)
	p := b.newProjection(2)
	if op.X == nil {
		return tabular(openRows())
	}
	p.item(op.X, b.scalarExpr(op.X), plainStyle, nil, "")
	name, of := "approximate_count_", op.X
	t := symbol.Long
	if op.ByX != nil {
		v := b.scalarExpr(op.ByX)
		if v.kind == scalarValue && !symbol.Numbers.Has(v.typ) {
			b.report(codeNumberNeeded, op.ByX.Span())
		}
		name, of, t = "approximate_sum_", op.ByX, v.typ
	}
	suffix, _ := b.nameFor(of)
	p.add(Projected{Column: &symbol.Column{Name: name + suffix, Type: t}, Expr: op.ByX}, false)
	return p.done(op, false, 1)
}

func (b *binder) sampleDistinct(op *syntax.SampleDistinctOp) value {
	b.integer(op.N)
	if op.X == nil {
		return tabular(openRows())
	}
	v := b.scalarExpr(op.X)
	p := b.newProjection(1)
	b.notDynamic(op.X, v)
	p.item(op.X, v, plainStyle, nil, "")
	return p.done(op, false, 1)
}

// reduce groups texts by their pattern.
func (b *binder) reduce(op *syntax.ReduceOp) value {
	if op.X != nil {
		b.needType(b.scalarExpr(op.X), op.X, symbol.String)
	}
	cols := []*symbol.Column{{Name: "Pattern", Type: symbol.String}, {Name: "Count", Type: symbol.Long}, {Name: "Representative", Type: symbol.String}}
	if strings.EqualFold(b.prop(&op.Head, "kind"), "source") {
		cols = append(append([]*symbol.Column{}, b.rows.Columns...), &symbol.Column{Name: "Pattern", Type: symbol.String})
	}
	return tabular(&symbol.Rows{Columns: cols})
}

func (b *binder) getSchema(op *syntax.GetSchemaOp) value {
	if strings.EqualFold(b.prop(&op.Head, "kind"), "csl") {
		return tabular(&symbol.Rows{Columns: []*symbol.Column{{Name: "Schema", Type: symbol.String}}})
	}
	return tabular(&symbol.Rows{Columns: []*symbol.Column{
		{Name: "ColumnName", Type: symbol.String}, {Name: "ColumnOrdinal", Type: symbol.Long}, {Name: "DataType", Type: symbol.String}, {Name: "ColumnType", Type: symbol.String},
	}})
}

// macroExpand runs a query for each entity of a group: what they are is not modelled, so that nothing is known of the
// columns.
func (b *binder) macroExpand(op *syntax.MacroExpandOp) value {
	at := &place{isDB: true}
	if op.Group != nil {
		if g := b.expr(op.Group); g.isBroken() && isPlainName(op.Group) {
			span := op.Group.Span()
			at.group = &span
		}
	}
	locals := b.locals
	if op.Name != nil && op.Name.Value != "" {
		v := &symbol.Variable{Name: op.Name.Value, Kind: symbol.LetTable, Decl: op, Home: at}
		b.info.Defs[op.Name] = v
		b.declare(v)
	}
	v := b.detached(func() value {
		v := broken
		for _, s := range op.Body {
			if s != nil && s.Stmt != nil {
				v = b.statement(s.Stmt)
			}
		}
		return v
	})
	b.locals = locals
	switch {
	case v.kind == tableValue && b.isLost(v.rows):
		return v
	case v.kind == tableValue:
		return tabular(&symbol.Rows{Columns: v.rows.Columns, Open: true})
	}
	return tabular(openRows())
}
