package bind

import (
	"slices"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// union puts tables under each other: all columns of all tables, or with kind=inner those that all have.
func (b *binder) union(op *syntax.UnionOp, piped bool) value {
	fuzzy := b.fuzzy
	b.fuzzy = b.fuzzy || b.isFuzzy(&op.Head)
	var legs []UnionLeg
	if piped {
		legs = append(legs, UnionLeg{Rows: b.rows})
	}
	b.detached(func() value { legs = b.legs(legs, op.Tables); return broken })
	b.fuzzy = fuzzy
	u := b.unite(legs, strings.EqualFold(b.prop(&op.Head, "kind"), "inner"))
	info := &UnionInfo{Legs: u.legs, fill: u.fill}
	rows := u.rows
	source := op.Prop("withsource")
	if source == nil {
		source = op.Prop("with_source")
	}
	if c := b.declareProp(source, symbol.String); c != nil {
		info.WithSource = c
		rows = &symbol.Rows{Columns: append([]*symbol.Column{c}, rows.Columns...), Open: rows.Open}
	}
	b.info.Ops[op] = info
	return tabular(rows)
}

// unite merges the columns of tables; inner keeps those that all of them have.
func (b *binder) unite(legs []UnionLeg, inner bool) unified {
	if !inner || len(legs) < 2 {
		return unify(legs)
	}
	rows := &symbol.Rows{}
	type key struct {
		name string
		typ  symbol.Type
	}
	count := map[key]int{}
	for _, leg := range legs {
		rows.Open = rows.Open || leg.Rows.Open
		for _, c := range leg.Rows.Columns {
			count[key{c.Name, c.Type}]++
		}
	}
	for _, c := range legs[0].Rows.Columns {
		if count[key{c.Name, c.Type}] == len(legs) {
			out := c
			for _, leg := range legs[1:] {
				if leg.Rows.Column(c.Name) != c {
					out = &symbol.Column{Name: c.Name, Type: c.Type, Source: c}
				}
			}
			rows.Columns = append(rows.Columns, out)
		}
	}
	for i := range legs {
		for _, c := range rows.Columns {
			legs[i].From = append(legs[i].From, legs[i].Rows.Column(c.Name))
		}
	}
	return unified{rows: rows, legs: legs}
}

// legs binds the tables of a union, search or find: each a table, a pattern of names, or an expression.
func (b *binder) legs(legs []UnionLeg, items []*syntax.ExprItem) []UnionLeg {
	for _, it := range items {
		if it.X == nil || !present(it.X) {
			continue
		}
		v := b.tables(it.X)
		switch {
		case v.kind == tablesValue:
			legs = append(legs, v.legs...)
		case v.kind == tableValue:
			leg := UnionLeg{Name: b.sourceName(it.X), X: it.X, Rows: v.rows}
			if t, ok := v.sym.(*symbol.Table); ok {
				leg.Table, leg.Name = t, t.Name
			}
			legs = append(legs, leg)
		case v.isBroken(), v.kind == scalarValue && v.typ == symbol.Unknown:
			legs = append(legs, UnionLeg{X: it.X, Rows: openRows()})
		default:
			b.report(codeTableExpected, it.X.Span())
		}
	}
	return legs
}

// sourceName is what withsource shows for an expression: the name it begins with, if it is no more than a name.
func (b *binder) sourceName(e syntax.Expr) string {
	switch x := unparen(e).(type) {
	case *syntax.NameExpr:
		if x.Name != nil {
			return x.Name.Value
		}
	case *syntax.PipeExpr:
		return b.sourceName(x.Source)
	case *syntax.CallExpr:
		if x.Name != nil {
			return x.Name.Value
		}
	}
	return ""
}

// search looks for a condition in the rows before it, in the tables listed, or in all tables.
func (b *binder) search(op *syntax.SearchOp, piped bool) value {
	var legs []UnionLeg
	switch {
	case op.In.Present():
		b.detached(func() value { legs = b.legs(nil, op.Tables); return broken })
	case piped:
		legs = []UnionLeg{{Rows: b.rows}}
	default:
		legs = b.allTables(b.db, "*").legs
	}
	u := unify(legs)
	if b.db.Loading && !piped && !op.In.Present() {
		u.rows.Open = true
	}
	b.rows = u.rows
	b.predicate(op.Pred)
	source := &symbol.Column{Name: "$table", Type: symbol.String}
	b.info.Ops[op] = &UnionInfo{Legs: u.legs, WithSource: source, fill: u.fill}
	return tabular(&symbol.Rows{Columns: append([]*symbol.Column{source}, u.rows.Columns...), Open: u.rows.Open})
}

// predicate binds the condition of search and find, in which a text stands for "some column has it".
func (b *binder) predicate(e syntax.Expr) {
	if e == nil {
		return
	}
	switch x := e.(type) {
	case *syntax.ParenExpr:
		b.predicate(x.X)
		b.info.Types[e] = symbol.Bool
		return
	case *syntax.StarExpr:
		b.info.Types[e] = symbol.Bool
		return
	case *syntax.StringLiteral:
		b.expr(e)
		b.info.Types[e] = symbol.Bool
		return
	case *syntax.BinaryExpr:
		if op := b.text(x.Op); op == "and" || op == "or" {
			var spine []*syntax.BinaryExpr
			var left syntax.Expr = x
			for {
				n, ok := left.(*syntax.BinaryExpr)
				if !ok || b.text(n.Op) != "and" && b.text(n.Op) != "or" {
					break
				}
				spine = append(spine, n)
				left = n.L
			}
			b.predicate(left)
			for i := len(spine) - 1; i >= 0; i-- {
				b.sign(spine[i], b.text(spine[i].Op))
				b.predicate(spine[i].R)
				b.info.Types[spine[i]] = symbol.Bool
			}
			return
		}
	}
	v := b.expr(e)
	if v.kind == scalarValue && v.typ == symbol.String && b.info.Consts[e] != nil {
		b.info.Types[e] = symbol.Bool
		return
	}
	b.needType(v, e, symbol.Bool)
}

// findOp: like search, but what comes out is the columns that the condition names and all tables have, the rest packed.
func (b *binder) findOp(op *syntax.FindOp) value {
	var legs []UnionLeg
	if op.In.Present() {
		b.detached(func() value { legs = b.legs(nil, op.Tables); return broken })
	} else {
		legs = b.allTables(b.db, "*").legs
	}
	scope := columnsByName(legs)
	scope.Open = scope.Open || b.db.Loading && !op.In.Present()
	b.rows = scope
	b.predicate(op.Pred)
	source := &symbol.Column{Name: "source_", Type: symbol.String}
	if c := b.declareProp(op.Prop("withsource"), symbol.String); c != nil {
		source = c
	}
	used, all := b.columnsUsed(op.Pred)
	kept := legs
	if len(legs) > 1 && !all {
		kept = slices.DeleteFunc(slices.Clone(legs), func(l UnionLeg) bool {
			return !l.Rows.Open && !slices.ContainsFunc(used, func(c *symbol.Column) bool { return l.Rows.Column(c.Name) != nil })
		})
	}
	cols := []*symbol.Column{source}
	open := scope.Open
	word := ""
	if op.Project.Present() {
		word = b.text(op.Project)
	}
	packs := func() bool {
		for _, l := range kept {
			for _, c := range l.Rows.Columns {
				if !l.Rows.Open && !slices.ContainsFunc(cols, func(o *symbol.Column) bool { return o.Name == c.Name }) {
					return true
				}
			}
		}
		return false
	}
	if word == "project" {
		open = false
		for _, it := range op.Items {
			switch x := it.X.(type) {
			case *syntax.CallExpr:
				cols = append(cols, &symbol.Column{Name: "pack_", Type: symbol.Dynamic})
			case *syntax.TypedNameExpr:
				if c := scope.Column(x.Name.Value); c != nil {
					t := c.Type
					if x.Type != nil {
						t = b.typeName(x.Type)
					}
					b.info.Uses[x.Name] = c
					cols = append(cols, &symbol.Column{Name: c.Name, Type: t, Source: c})
				}
			case nil:
			default:
				if c := b.expr(x).column(); c != nil {
					cols = append(cols, c)
				}
			}
		}
	} else {
		for _, c := range commonColumns(kept) {
			cols = append(cols, c)
		}
		for _, c := range used {
			if !slices.ContainsFunc(cols, func(o *symbol.Column) bool { return o.Name == c.Name }) {
				cols = append(cols, c)
			}
		}
		if packs() {
			cols = append(cols, &symbol.Column{Name: "pack_", Type: symbol.Dynamic})
		}
		if word == "project-away" {
			away := b.named(op.Items)
			cols = slices.DeleteFunc(cols, func(c *symbol.Column) bool { return away[c.Name] && c != source })
		}
	}
	b.info.Ops[op] = &UnionInfo{Legs: kept, WithSource: source}
	return tabular(&symbol.Rows{Columns: cols, Open: open})
}

// columnsByName merges the columns of tables by name alone: types that differ make it dynamic, or the wider number.
func columnsByName(legs []UnionLeg) *symbol.Rows {
	rows := &symbol.Rows{}
	at := map[string]int{}
	for _, l := range legs {
		rows.Open = rows.Open || l.Rows.Open
		for _, c := range l.Rows.Columns {
			i, ok := at[c.Name]
			if !ok {
				at[c.Name] = len(rows.Columns)
				rows.Columns = append(rows.Columns, c)
				continue
			}
			if have := rows.Columns[i]; have.Type != c.Type {
				t := symbol.Promote(have.Type, c.Type)
				if t == symbol.Unknown {
					t = symbol.Dynamic
				}
				rows.Columns[i] = &symbol.Column{Name: c.Name, Type: t, Source: c}
			}
		}
	}
	return rows
}

// columnsUsed are the columns that a condition names, and whether it looks into all columns.
func (b *binder) columnsUsed(e syntax.Node) (cols []*symbol.Column, all bool) {
	if e == nil {
		return nil, false
	}
	var walk func(n syntax.Node)
	walk = func(n syntax.Node) {
		switch x := n.(type) {
		case *syntax.StarExpr:
			all = true
		case *syntax.StringLiteral:
			if b.info.Types[x] == symbol.Bool {
				all = true
			}
		case *syntax.NameExpr:
			if x.Name != nil {
				if c, ok := b.info.Uses[x.Name].(*symbol.Column); ok && !slices.Contains(cols, c) {
					cols = append(cols, c)
				}
			}
		}
		n.Visit(func(p syntax.Part) {
			if p.Node != nil {
				walk(p.Node)
			}
		})
	}
	walk(e)
	return cols, all
}
