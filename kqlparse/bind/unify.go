package bind

import (
	"slices"
	"sync"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// unified is the columns of several tables put under each other.
type unified struct {
	rows *symbol.Rows
	legs []UnionLeg // with From filled, or fill to do so
	fill func()
}

// fillAtOnce is the number of entries of all From together up to which they are filled while binding.
const fillAtOnce = 100_000

// unify merges columns of the same name and type. Columns of the same name and different types become name_type each,
// where the first of them stood.
func unify(legs []UnionLeg) unified {
	type slot struct {
		types []symbol.Type
		cols  []*symbol.Column // one output a type
	}
	out := unified{rows: &symbol.Rows{}, legs: legs}
	if len(legs) == 1 {
		out.rows = &symbol.Rows{Columns: legs[0].Rows.Columns, Open: legs[0].Rows.Open}
		legs[0].From = legs[0].Rows.Columns
		return out
	}
	if w := wideUnion(legs); w != nil {
		return w.of(legs)
	}
	n := 0
	if len(legs) > 0 {
		n = len(legs[0].Rows.Columns)
	}
	byName := make(map[string]*slot, n)
	var order []string
	for _, leg := range legs {
		out.rows.Open = out.rows.Open || leg.Rows.Open
		for _, c := range leg.Rows.Columns {
			s := byName[c.Name]
			if s == nil {
				s = &slot{}
				byName[c.Name] = s
				order = append(order, c.Name)
			}
			known := false
			for i, t := range s.types {
				if t == c.Type {
					if s.cols[i] != c {
						s.cols[i] = nil // several columns: the output is none of them
					}
					known = true
				}
			}
			if !known {
				s.types = append(s.types, c.Type)
				s.cols = append(s.cols, c)
			}
		}
	}
	unique := make(uniqueNames, len(order))
	index := make(map[columnKey]int, len(order))
	for _, name := range order {
		s := byName[name]
		for i, t := range s.types {
			final := name
			if len(s.types) > 1 {
				final = name + "_" + t.String()
			}
			final = unique.take(final)
			c := s.cols[i]
			if c == nil || c.Name != final {
				c = &symbol.Column{Name: final, Type: t, Source: c}
			}
			index[columnKey{name, t}] = len(out.rows.Columns)
			out.rows.Columns = append(out.rows.Columns, c)
		}
	}
	w := &wide{columns: slices.Clip(out.rows.Columns), open: out.rows.Open, index: index}
	w.keep(legs)
	return w.of(legs)
}

// columnKey tells the columns of a union apart.
type columnKey struct {
	name string
	typ  symbol.Type
}

// wide is the columns of a union, and where each column of a leg goes.
type wide struct {
	legs    []*symbol.Rows // nil when it is not kept
	columns []*symbol.Column
	open    bool
	index   map[columnKey]int
}

// of is the union of the legs, whose rows are those that w was made of.
func (w *wide) of(legs []UnionLeg) unified {
	out := unified{rows: &symbol.Rows{Columns: w.columns, Open: w.open}, legs: legs}
	fill := func() {
		for i := range legs {
			leg := &legs[i]
			leg.From = make([]*symbol.Column, len(w.columns))
			for _, c := range leg.Rows.Columns {
				leg.From[w.index[columnKey{c.Name, c.Type}]] = c
			}
		}
	}
	if len(legs)*len(w.columns) > fillAtOnce {
		out.fill = fill
	} else {
		fill()
	}
	return out
}

// wides keeps the last unions of very many tables (union *, search), which are the same each time that a text is bound:
// what a table's rows are does not change.
//
// Invariants: at most wideLimit entries, each of at least wideLegs legs; entries and what they refer to are not changed.
var wides struct {
	sync.Mutex
	kept []*wide // the last used last
}

const (
	wideLimit = 4
	wideLegs  = 100
)

// wideUnion is the union kept of these legs, or nil.
func wideUnion(legs []UnionLeg) *wide {
	if len(legs) < wideLegs {
		return nil
	}
	wides.Lock()
	defer wides.Unlock()
next:
	for i, w := range wides.kept {
		if len(w.legs) != len(legs) {
			continue
		}
		for k := range legs {
			if w.legs[k] != legs[k].Rows {
				continue next
			}
		}
		wides.kept = append(slices.Delete(wides.kept, i, i+1), w)
		return w
	}
	return nil
}

// keep remembers the union of legs when they are very many tables of a catalog.
func (w *wide) keep(legs []UnionLeg) {
	if len(legs) < wideLegs {
		return
	}
	rows := make([]*symbol.Rows, len(legs))
	for i := range legs {
		if legs[i].Table == nil {
			return
		}
		rows[i] = legs[i].Rows
	}
	w.legs = rows
	wides.Lock()
	defer wides.Unlock()
	if len(wides.kept) == wideLimit {
		wides.kept = slices.Delete(wides.kept, 0, 1)
	}
	wides.kept = append(wides.kept, w)
}

// commonColumns are the columns whose names all tables have; those of the first table where the types agree.
func commonColumns(legs []UnionLeg) []*symbol.Column {
	if len(legs) == 0 {
		return nil
	}
	var out []*symbol.Column
next:
	for _, c := range legs[0].Rows.Columns {
		same := true
		t := c.Type
		for _, leg := range legs[1:] {
			o := leg.Rows.Column(c.Name)
			if o == nil {
				continue next
			}
			if o != c {
				same = false
			}
			if o.Type != t {
				if t = symbol.Promote(t, o.Type); t == symbol.Unknown {
					t = symbol.Dynamic
				}
			}
		}
		if same {
			out = append(out, c)
		} else {
			out = append(out, &symbol.Column{Name: c.Name, Type: t, Source: c})
		}
	}
	return out
}

// uniqueColumns renames columns that repeat a name: the first keeps it. The names of all first ones are taken before
// any is made.
func uniqueColumns(cols []*symbol.Column) []*symbol.Column {
	first := make(uniqueNames, len(cols))
	at := make(map[string]int, len(cols))
	for i, c := range cols {
		if _, ok := at[c.Name]; !ok {
			at[c.Name] = i
			first[c.Name] = 0
		}
	}
	out := make([]*symbol.Column, len(cols))
	for i, c := range cols {
		out[i] = c
		if at[c.Name] != i {
			out[i] = renamed(c, first.take(c.Name))
		}
	}
	return out
}
