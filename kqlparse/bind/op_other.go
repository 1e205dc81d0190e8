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

// RenderInfo is the decision about render: the columns that its properties name.
type RenderInfo struct {
	Kind    string
	X       *symbol.Column
	Y       []*symbol.Column
	Series  []*symbol.Column
	Options map[string]string // the other properties, by lower-case name
}

// render changes no rows.
func (b *binder) render(op *syntax.RenderOp) value {
	info := &RenderInfo{Options: map[string]string{}}
	if op.Kind != nil {
		info.Kind = strings.ToLower(op.Kind.Value)
	}
	props := append(append([]*syntax.Property{}, op.Props...), op.Options...)
	for _, p := range props {
		if p == nil || p.Name == nil {
			continue
		}
		name := strings.ToLower(p.Name.Value)
		switch name {
		case "xcolumn", "ycolumns", "series":
			for _, n := range b.columnNames(p.Value) {
				c := b.rows.Column(n.Value)
				if c == nil {
					if !b.rows.Open {
						b.report(codeUnknownName, n.Span(), n.Value).suggest(n.Value, b.names)
					}
					continue
				}
				b.info.Uses[n] = c
				switch name {
				case "xcolumn":
					info.X = c
				case "ycolumns":
					info.Y = append(info.Y, c)
				case "series":
					info.Series = append(info.Series, c)
				}
			}
		default:
			info.Options[name] = b.propText(p)
		}
	}
	b.info.Ops[op] = info
	return tabular(b.rows)
}

// columnNames are the names in a property's value.
func (b *binder) columnNames(e syntax.Expr) (names []*syntax.Name) {
	if e == nil {
		return nil
	}
	var walk func(n syntax.Node)
	walk = func(n syntax.Node) {
		if x, ok := n.(*syntax.NameExpr); ok && x.Name != nil {
			names = append(names, x.Name)
			return
		}
		n.Visit(func(p syntax.Part) {
			if p.Node != nil {
				walk(p.Node)
			}
		})
	}
	walk(e)
	return names
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

// macroExpand runs a query for each entity of a group: what they are is not modelled, so that nothing is known of the
// columns.
func (b *binder) macroExpand(op *syntax.MacroExpandOp) value {
	if op.Group != nil {
		if _, ok := op.Group.(*syntax.NameExpr); !ok {
			b.expr(op.Group)
		}
	}
	locals := b.locals
	if op.Name != nil && op.Name.Value != "" {
		v := &symbol.Variable{Name: op.Name.Value, Kind: symbol.LetTable, Decl: op, Home: &place{isDB: true}}
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
	if v.kind == tableValue {
		return tabular(&symbol.Rows{Columns: v.rows.Columns, Open: true})
	}
	return tabular(openRows())
}
