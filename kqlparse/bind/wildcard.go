package bind

import (
	"slices"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// matches reports whether a name fits a pattern in which * stands for any text.
func matches(pattern, name string) bool {
	head, rest, ok := strings.Cut(pattern, "*")
	if !ok {
		return pattern == name
	}
	if !strings.HasPrefix(name, head) {
		return false
	}
	name = name[len(head):]
	for {
		part, next, more := strings.Cut(rest, "*")
		if !more {
			return strings.HasSuffix(name, part)
		}
		i := strings.Index(name, part)
		if i < 0 {
			return false
		}
		name, rest = name[i+len(part):], next
	}
}

// tablesLike is the tables of a database whose names fit a pattern; also the views that the text declares.
func (b *binder) tablesLike(db *symbol.Database, e *syntax.WildcardExpr) value {
	v := b.allTables(db, e.Pattern)
	if len(v.legs) > 0 || db.Loading {
		return v
	}
	if b.fuzzy && !b.opts.Strict {
		b.report(codeFuzzyUnknown, e.Span(), e.Pattern)
	} else {
		b.report(codeUnknownName, e.Span(), e.Pattern)
	}
	return broken
}

// allTables is the tables whose names fit a pattern, by name.
func (b *binder) allTables(db *symbol.Database, pattern string) value {
	v := value{kind: tablesValue}
	for name, t := range db.Tables {
		if t.Kind != symbol.ExternalTable && matches(pattern, name) {
			v.legs = append(v.legs, UnionLeg{Name: name, Table: t, Rows: b.tableRows(t)})
		}
	}
	slices.SortFunc(v.legs, func(a, b UnionLeg) int { return strings.Compare(a.Name, b.Name) })
	for s := b.locals; s != nil; s = s.up {
		if h, ok := s.v.Home.(*closure); ok && s.v.Kind == symbol.LetView && matches(pattern, s.v.Name) && len(paramsOf(h.fn)) == 0 {
			if c := b.lambdaCall(s.v, h, nil, nil); c.Rows != nil {
				v.legs = append(v.legs, UnionLeg{Name: s.v.Name, Rows: c.Rows, Call: c})
			}
		}
	}
	return v
}

// columnsLike is the columns in scope whose names fit a pattern, in their order.
func (b *binder) columnsLike(pattern string) []*symbol.Column {
	if b.rows == nil {
		return nil
	}
	var cols []*symbol.Column
	for _, c := range b.rows.Columns {
		if matches(pattern, c.Name) {
			cols = append(cols, c)
		}
	}
	return cols
}
