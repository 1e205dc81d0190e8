package bind

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

func (b *binder) project(op *syntax.ProjectOp) value {
	p := b.newProjection(len(op.Items))
	p.items(op.Items, plainStyle)
	return p.done(op, b.rows.Open && false, 0)
}

func (b *binder) extend(op syntax.Op, items []*syntax.ExprItem) value {
	p := b.newProjection(len(b.rows.Columns) + len(items))
	p.passAll(b.rows)
	p.items(items, extendStyle)
	return p.done(op, b.rows.Open, 0)
}

func (b *binder) serialize(op *syntax.SerializeOp) value {
	if len(op.Items) == 0 {
		b.info.Ops[op] = &Projection{}
		return tabular(b.rows)
	}
	p := b.newProjection(len(b.rows.Columns) + len(op.Items))
	p.passAll(b.rows)
	p.items(op.Items, extendStyle)
	return p.done(op, b.rows.Open, 0)
}

// columnRefs binds a list of columns and patterns of their names, and calls f with the columns of each:
// none where there is no such column.
func (b *binder) columnRefs(items []*syntax.ExprItem, f func(e syntax.Expr, order *syntax.OrderedExpr, cols []*symbol.Column)) {
	for _, it := range items {
		if it.X == nil || !present(it.X) {
			continue
		}
		e := it.X
		order, _ := e.(*syntax.OrderedExpr)
		if order != nil {
			e = order.X
		}
		switch x := e.(type) {
		case *syntax.WildcardExpr:
			cols := b.columnsLike(x.Pattern)
			if len(cols) == 0 && !b.rows.Open {
				b.report(codeUnknownName, x.Span(), x.Pattern)
			}
			f(e, order, cols)
		case *syntax.StarExpr:
			f(e, order, b.rows.Columns)
		default:
			v := b.expr(e)
			if c := v.column(); c != nil {
				f(e, order, []*symbol.Column{c})
			} else if v.isBroken() {
				f(e, order, nil)
			} else if !(v.kind == scalarValue && v.typ == symbol.Unknown) {
				b.report(codeColumnExpected, e.Span())
			}
		}
	}
}

// pick is the output of an operator that only chooses and orders columns.
func (b *binder) pick(op syntax.Op, cols []*symbol.Column, open bool) value {
	proj := &Projection{Columns: make([]Projected, len(cols))}
	for i, c := range cols {
		proj.Columns[i] = passed(c)
	}
	b.info.Ops[op] = proj
	return tabular(&symbol.Rows{Columns: cols, Open: open})
}

func (b *binder) named(items []*syntax.ExprItem) map[string]bool {
	names := map[string]bool{}
	b.columnRefs(items, func(e syntax.Expr, _ *syntax.OrderedExpr, cols []*symbol.Column) {
		if len(cols) == 0 && !b.rows.Open {
			b.strictly(codeColumnExpected, e.Span())
		}
		for _, c := range cols {
			names[c.Name] = true
		}
	})
	return names
}

func (b *binder) projectAway(op *syntax.ProjectAwayOp) value {
	names := b.named(op.Items)
	kept := slices.DeleteFunc(slices.Clone(b.rows.Columns), func(c *symbol.Column) bool { return names[c.Name] })
	return b.pick(op, kept, b.rows.Open)
}

func (b *binder) projectKeep(op *syntax.ProjectKeepOp) value {
	names := b.named(op.Items)
	kept := slices.DeleteFunc(slices.Clone(b.rows.Columns), func(c *symbol.Column) bool { return !names[c.Name] })
	return b.pick(op, kept, b.rows.Open)
}

// projectRename gives columns new names in their places.
func (b *binder) projectRename(op *syntax.ProjectRenameOp) value {
	out := make([]Projected, len(b.rows.Columns))
	at := make(map[string]int, len(out))
	for i, c := range b.rows.Columns {
		out[i], at[c.Name] = passed(c), i
	}
	taken := map[string]bool{}
	for _, it := range op.Items {
		n, ok := it.X.(*syntax.NamedExpr)
		if !ok {
			if it.X != nil && present(it.X) {
				b.expr(it.X)
				b.report(codeRenameExpected, it.X.Span())
			}
			continue
		}
		v := b.valueOf(n.X, b.expr(n.X))
		c := v.column()
		if c == nil || n.Name == nil || n.Name.Value == "" {
			switch {
			case c == nil && v.isBroken() && present(n.X):
				b.strictly(codeColumnExpected, n.X.Span())
			case c == nil && v.typ != symbol.Unknown:
				b.report(codeColumnExpected, n.X.Span())
			}
			continue
		}
		if taken[n.Name.Value] {
			b.report(codeColumnTwice, n.Name.Span(), n.Name.Value)
			continue
		}
		taken[n.Name.Value] = true
		fresh := renamed(c, n.Name.Value)
		b.info.Defs[n.Name] = fresh
		if i, ok := at[c.Name]; ok {
			if j, clash := at[n.Name.Value]; clash && j != i && out[j].Column.Name == n.Name.Value && out[j].From == out[j].Column {
				b.report(codeColumnTwice, n.Name.Span(), n.Name.Value)
			}
			out[i] = Projected{Column: fresh, From: c}
		} else {
			out = append(out, Projected{Column: fresh, From: c})
		}
	}
	rows := &symbol.Rows{Columns: make([]*symbol.Column, len(out)), Open: b.rows.Open}
	for i := range out {
		rows.Columns[i] = out[i].Column
	}
	b.info.Ops[op] = &Projection{Columns: out}
	return tabular(rows)
}

// projectReorder puts the columns named first; patterns may be sorted by name, granny-asc with numbers by value.
func (b *binder) projectReorder(op *syntax.ProjectReorderOp) value {
	var cols []*symbol.Column
	have := map[*symbol.Column]bool{}
	b.columnRefs(op.Items, func(e syntax.Expr, order *syntax.OrderedExpr, matching []*symbol.Column) {
		matching = slices.Clone(matching)
		if order != nil && order.Dir.Present() {
			sortColumns(matching, b.text(order.Dir))
		}
		for _, c := range matching {
			if !have[c] {
				have[c] = true
				cols = append(cols, c)
			}
		}
	})
	for _, c := range b.rows.Columns {
		if !have[c] {
			cols = append(cols, c)
		}
	}
	return b.pick(op, cols, b.rows.Open)
}

func sortColumns(cols []*symbol.Column, dir string) {
	cmp := func(a, b *symbol.Column) int { return strings.Compare(a.Name, b.Name) }
	if strings.HasPrefix(dir, "granny") {
		cmp = func(a, b *symbol.Column) int { return compareNatural(a.Name, b.Name) }
	}
	slices.SortStableFunc(cols, cmp)
	if strings.HasSuffix(dir, "desc") {
		slices.Reverse(cols)
	}
}

// compareNatural compares names with the numbers in them by value: a2 before a10.
func compareNatural(a, b string) int {
	digits := func(s string) int {
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		return n
	}
	for a != "" && b != "" {
		da, db := digits(a), digits(b)
		if da > 0 && db > 0 {
			x, y := strings.TrimLeft(a[:da], "0"), strings.TrimLeft(b[:db], "0")
			if len(x) != len(y) {
				return len(x) - len(y)
			}
			if c := strings.Compare(x, y); c != 0 {
				return c
			}
			a, b = a[da:], b[db:]
			continue
		}
		if a[0] != b[0] {
			return int(a[0]) - int(b[0])
		}
		a, b = a[1:], b[1:]
	}
	return len(a) - len(b)
}

// projectByNames keeps the columns whose names are given as strings, patterns or arrays of them.
func (b *binder) projectByNames(op *syntax.ProjectByNamesOp) value {
	var cols []*symbol.Column
	have := map[*symbol.Column]bool{}
	for _, it := range op.Items {
		if it.X == nil {
			continue
		}
		b.expr(it.X)
		for _, pattern := range b.nameStrings(it.X) {
			for _, c := range b.columnsLike(pattern) {
				if !have[c] {
					have[c] = true
					cols = append(cols, c)
				}
			}
		}
	}
	return b.pick(op, cols, b.rows.Open)
}

// nameStrings are the names that a constant holds: a string, an array of strings, column_names_of(T).
func (b *binder) nameStrings(e syntax.Expr) []string {
	e = unparen(e)
	if c := b.info.Consts[e]; c != nil {
		switch c.Type {
		case symbol.String:
			return []string{c.Str}
		case symbol.Dynamic:
			var names []string
			if json.Unmarshal([]byte(c.Str), &names) == nil {
				return names
			}
		}
	}
	switch x := e.(type) {
	case *syntax.NameExpr:
		if x.Name == nil {
			return nil
		}
		if v, ok := b.info.Uses[x.Name].(*symbol.Variable); ok {
			if let, ok := v.Decl.(*syntax.LetStmt); ok && let.Value != nil && let.Value != e {
				return b.nameStrings(let.Value)
			}
		}
	case *syntax.DynamicLiteral:
		switch d := x.Value.(type) {
		case *syntax.StringLiteral:
			return []string{d.Value}
		case *syntax.JSONArray:
			var names []string
			for _, it := range d.Items {
				if s, ok := it.X.(*syntax.StringLiteral); ok {
					names = append(names, s.Value)
				}
			}
			return names
		}
	case *syntax.CallExpr:
		if x.Name != nil && x.Name.Value == "column_names_of" && len(x.Args) > 0 {
			if rows := b.info.Rows[x.Args[0].X]; rows != nil {
				var names []string
				for _, c := range rows.Columns {
					names = append(names, c.Name)
				}
				return names
			}
		}
	}
	return nil
}
