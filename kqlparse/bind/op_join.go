package bind

import (
	"slices"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// joinKinds maps the words for a kind of join to the one that Info uses.
var joinKinds = map[string]string{
	"": "innerunique", "innerunique": "innerunique", "inner": "inner", "leftouter": "leftouter", "rightouter": "rightouter", "fullouter": "fullouter",
	"leftanti": "leftanti", "anti": "leftanti", "leftantisemi": "leftanti", "rightanti": "rightanti", "rightantisemi": "rightanti",
	"leftsemi": "leftsemi", "rightsemi": "rightsemi",
}

// right binds the right side of a join, which does not see the left one's columns.
func (b *binder) rightSide(e syntax.Expr) *symbol.Rows {
	if e == nil {
		return openRows()
	}
	var rows *symbol.Rows
	b.detached(func() value { rows = b.table(e); return broken })
	return rows
}

func (b *binder) join(op *syntax.JoinOp) value {
	left := b.rows
	right := b.rightSide(op.Right)
	word := strings.ToLower(b.prop(&op.Head, "kind"))
	kind, ok := joinKinds[word]
	if !ok {
		kind = "innerunique"
	}
	info := &JoinInfo{Kind: kind}
	b.right = right
	if op.On.Present() && b.text(op.On) == "where" {
		for _, c := range op.Conds {
			b.condition(c.X)
		}
	} else {
		for _, c := range op.Conds {
			if c.X != nil {
				b.joinCondition(info, c.X)
			}
		}
	}
	b.right = nil
	open := false
	var cols []*symbol.Column
	fromLeft := 0
	if kind != "rightanti" && kind != "rightsemi" {
		cols = slices.Clone(left.Columns)
		fromLeft = len(cols)
		open = left.Open
	}
	if kind != "leftanti" && kind != "leftsemi" {
		cols = append(cols, right.Columns...)
		open = open || right.Open
	}
	out := uniqueColumns(cols)
	info.Columns = make([]JoinColumn, len(out))
	for i, c := range out {
		info.Columns[i] = JoinColumn{Column: c, From: cols[i], Right: i >= fromLeft}
	}
	b.info.Ops[op] = info
	return tabular(&symbol.Rows{Columns: out, Open: open})
}

// lookup: the left columns, then the right ones but for those that the condition equates.
func (b *binder) lookup(op *syntax.LookupOp) value {
	left := b.rows
	right := b.rightSide(op.Right)
	info := &JoinInfo{Kind: "leftouter"}
	if strings.EqualFold(b.prop(&op.Head, "kind"), "inner") {
		info.Kind = "inner"
	}
	b.right = right
	for _, c := range op.Conds {
		if c.X != nil {
			b.joinCondition(info, c.X)
		}
	}
	b.right = nil
	cols := slices.Clone(left.Columns)
	for _, c := range right.Columns {
		if !slices.ContainsFunc(info.Keys, func(k JoinKey) bool { return k.RightCol == c }) {
			cols = append(cols, c)
		}
	}
	out := uniqueColumns(cols)
	info.Columns = make([]JoinColumn, len(out))
	for i, c := range out {
		info.Columns[i] = JoinColumn{Column: c, From: cols[i], Right: i >= len(left.Columns)}
	}
	b.info.Ops[op] = info
	return tabular(&symbol.Rows{Columns: out, Open: left.Open || right.Open})
}

// joinCondition binds a condition: the name of a common column, $left.a == $right.b, or several joined by `and`.
func (b *binder) joinCondition(info *JoinInfo, e syntax.Expr) {
	e = unparen(e)
	switch x := e.(type) {
	case *syntax.NameExpr:
		b.commonColumn(info, x)
		return
	case *syntax.BinaryExpr:
		switch b.text(x.Op) {
		case "==":
			b.joinEquality(info, x)
			return
		case "and":
			b.joinCondition(info, x.L)
			b.joinCondition(info, x.R)
			b.info.Types[e] = symbol.Bool
			return
		}
	}
	v := b.expr(e)
	if !v.isBroken() && present(e) {
		b.report(codeJoinCondition, e.Span())
	}
}

func (b *binder) commonColumn(info *JoinInfo, e *syntax.NameExpr) {
	if e.Name == nil || e.Name.Value == "" {
		return
	}
	name := e.Name.Value
	side := func(rows *symbol.Rows) *symbol.Column {
		if c := rows.Column(name); c != nil {
			return c
		}
		if rows.Open {
			return b.inferredColumn(rows, name)
		}
		return nil
	}
	l, r := side(b.rows), side(b.right)
	switch {
	case l == nil && r == nil:
		if v := b.find(name); v != nil {
			b.info.Uses[e.Name] = v
			b.report(codeColumnExpected, e.Span())
			return
		}
		b.unknownName(e.Name, false)
		return
	case l == nil || r == nil:
		c := l
		if c == nil {
			c = r
		}
		b.info.Uses[e.Name] = c
		b.info.Types[e] = c.Type
		b.report(codeNotOnBothSides, e.Name.Span(), name)
		return
	}
	b.info.Uses[e.Name] = l
	b.info.Types[e] = l.Type
	if l.Type != r.Type && l.Type != symbol.Unknown && r.Type != symbol.Unknown {
		b.report(codeKeyTypes, e.Name.Span(), name)
		return
	}
	info.Keys = append(info.Keys, JoinKey{Left: e, Right: e, LeftCol: l, RightCol: r})
}

func (b *binder) joinEquality(info *JoinInfo, e *syntax.BinaryExpr) {
	b.sign(e, "==")
	b.info.Types[e] = symbol.Bool
	l, r := b.expr(e.L), b.expr(e.R)
	left, right := e.L, e.R
	ok := b.joinOperand(left, l, "$left")
	ok = b.joinOperand(right, r, "$right") && ok
	if !ok || l.kind != scalarValue || r.kind != scalarValue {
		return
	}
	switch {
	case l.typ == symbol.Dynamic:
		b.report(codeDynamicKey, left.Span())
		return
	case r.typ == symbol.Dynamic:
		b.report(codeDynamicKey, right.Span())
		return
	case l.typ != symbol.Unknown && r.typ != symbol.Unknown && widen(l.typ) != widen(r.typ):
		b.report(codeKeysNotAlike, e.Span(), l.typ, r.typ)
		return
	}
	info.Keys = append(info.Keys, JoinKey{Left: left, Right: right, LeftCol: l.column(), RightCol: r.column()})
}

// prefixOf is the name before the first dot.
func (b *binder) prefixOf(e syntax.Expr) string {
	if p, ok := unparen(e).(*syntax.PathExpr); ok {
		if n, ok := p.X.(*syntax.NameExpr); ok && n.Name != nil {
			return n.Name.Value
		}
	}
	return ""
}

// joinOperand reports an operand that is not a column of its side.
func (b *binder) joinOperand(e syntax.Expr, v value, prefix string) bool {
	if !present(e) {
		return false
	}
	if b.prefixOf(e) != prefix {
		if !v.isBroken() {
			b.report(codeJoinOperand, e.Span(), prefix)
		}
		return false
	}
	if v.column() != nil {
		return true
	}
	if !v.isBroken() && v.typ != symbol.Unknown {
		b.report(codeColumnExpected, e.Span())
	}
	return false
}
