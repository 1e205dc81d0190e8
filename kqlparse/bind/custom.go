package bind

import (
	"slices"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// resultCall is a call whose result follows no plain rule.
type resultCall struct {
	row  *builtin.Function
	sig  *symbol.Signature
	e    *syntax.CallExpr
	args []syntax.Expr
	vals []value
}

// custom is the result of a function whose row leaves the rule to this package; ok is false where there is none.
func (b *binder) custom(c resultCall) (v value, ok bool) {
	switch name := c.row.Name; name {
	case "arg_max", "arg_min":
		return b.argExtreme(c, strings.TrimPrefix(name, "arg_")), true
	case "argmax", "argmin":
		return b.argExtremeOld(c), true
	case "take_any":
		return b.takeAny(c), true
	case "any":
		if c.row.Family != "graph" {
			return b.anyOld(c), true
		}
	case "percentile", "percentiles":
		return b.percentiles(c, 1), true
	case "percentilew", "percentilesw":
		return b.percentiles(c, 2), true
	case "column_ifexists":
		return b.columnIfExists(c), true
	case "array_sort_asc", "array_sort_desc":
		return b.sortedArrays(c), true
	case "inner_nodes":
		return value{kind: tupleValue, typ: symbol.Dynamic, rows: b.nodes}, true
	case "pack_array", "array_concat", "array_iff", "bag_pack", "pack_all", "bag_pack_columns", "bag_set_key", "bag_remove_keys", "bag_merge", "treepath",
		"set_union", "set_intersect", "set_difference":
		return scalar(symbol.Dynamic), true
	}
	if c.row.Kind == builtin.Plugin {
		if parts := pluginParts[c.row.Name]; parts != nil {
			return b.pluginRows(c, parts), true
		}
		return value{}, false
	}
	if c.row.Family == "series" && c.sig.Result.Rows != nil {
		return b.seriesParts(c), true
	}
	return value{}, false
}

// seriesParts: the parts of a series function are named after the function, its series and the part.
func (b *binder) seriesParts(c resultCall) value {
	if c.sig.Result.Rows == nil {
		return unknown
	}
	prefix := c.row.Name
	if len(c.args) > 0 {
		if name, ok := b.nameFor(c.args[0]); ok && name != "" {
			prefix += "_" + name
		}
	}
	v := value{kind: tupleValue}
	for _, p := range c.sig.Result.Rows.Columns {
		v.cols = append(v.cols, &symbol.Column{Name: prefix + "_" + p.Name, Type: p.Type})
	}
	v.typ = v.cols[0].Type
	return v
}

// columnIfExists: the column's type when it exists, else the fallback's.
func (b *binder) columnIfExists(c resultCall) value {
	if name, ok := b.firstString(c.e); ok && b.rows != nil {
		if col := b.rows.Column(name); col != nil {
			return scalar(col.Type)
		}
	}
	if len(c.vals) > 1 && c.vals[1].kind == scalarValue {
		return scalar(c.vals[1].typ)
	}
	return unknown
}

// column is the column that an argument names: also with a new name before it.
func (b *binder) argColumn(e syntax.Expr, v value) (*symbol.Column, string) {
	name := ""
	if n, ok := e.(*syntax.NamedExpr); ok {
		if n.Name != nil {
			name = n.Name.Value
		}
		e = n.X
		v = b.valueOf(n.X, value{typ: v.typ})
	}
	return b.resultColumn(e, v), name
}

// argExtreme: the extreme value, then the values asked for of its row; * stands for the columns that are neither a
// group key nor named already.
func (b *binder) argExtreme(c resultCall, word string) value {
	v := value{kind: tupleValue}
	star := slices.ContainsFunc(c.args, isStar)
	have := map[*symbol.Column]bool{}
	primary := ""
	if len(c.args) > 0 {
		primary, _ = b.nameFor(c.args[0])
	}
	grouped := func(col *symbol.Column) bool { return slices.Contains(b.groups, col) }
	add := func(i int, col *symbol.Column, name string) {
		if i > 0 && star && (have[col] || grouped(col)) {
			return
		}
		have[col] = true
		if name != "" && name != col.Name {
			col = renamed(col, name)
		}
		v.cols = append(v.cols, col)
	}
	for i, a := range c.args {
		if isStar(a) {
			if b.rows != nil {
				for _, col := range b.rows.Columns {
					add(1, col, "")
				}
			}
			continue
		}
		if col, name := b.argColumn(a, c.vals[i]); col != nil {
			add(i, col, name)
			continue
		}
		name, ok := b.nameFor(a)
		switch {
		case ok:
		case i == 0:
			name = word + "_"
		default:
			name = word + "_" + primary + "_arg" + strconv.Itoa(i)
		}
		v.cols = append(v.cols, &symbol.Column{Name: name, Type: c.vals[i].typ})
	}
	return firstType(v)
}

func isStar(e syntax.Expr) bool { _, ok := e.(*syntax.StarExpr); return ok }

func firstType(v value) value {
	if len(v.cols) > 0 {
		v.typ = v.cols[0].Type
	}
	return v
}

// argExtremeOld: argmax and argmin put the name of the first argument before the others; the row's prefix comes before
// all.
func (b *binder) argExtremeOld(c resultCall) value {
	v := value{kind: tupleValue}
	if len(c.args) == 0 {
		return unknown
	}
	primary, _ := b.nameFor(c.args[0])
	star := slices.ContainsFunc(c.args, isStar)
	first, _ := b.argColumn(c.args[0], c.vals[0])
	v.cols = append(v.cols, &symbol.Column{Name: primary, Type: c.vals[0].typ, Source: first})
	have := map[*symbol.Column]bool{first: true}
	for i, a := range c.args[1:] {
		if isStar(a) {
			if b.rows != nil {
				for _, col := range b.rows.Columns {
					if !have[col] && !slices.Contains(b.groups, col) {
						have[col] = true
						v.cols = append(v.cols, renamed(col, primary+"_"+col.Name))
					}
				}
			}
			continue
		}
		col, name := b.argColumn(a, c.vals[i+1])
		if col != nil && star && (have[col] || slices.Contains(b.groups, col)) {
			continue
		}
		if name == "" {
			if n, ok := b.nameFor(a); ok {
				name = n
			} else {
				name = "arg" + strconv.Itoa(i+1)
			}
		}
		v.cols = append(v.cols, &symbol.Column{Name: primary + "_" + name, Type: c.vals[i+1].typ, Source: col})
	}
	return firstType(v)
}

// takeAny: the values of some row.
func (b *binder) takeAny(c resultCall) value { return b.anyOf(c, "any_") }

// anyOld: any(x) is one value named any_x; with several arguments it is as take_any.
func (b *binder) anyOld(c resultCall) value {
	if len(c.args) == 1 && !isStar(c.args[0]) {
		return scalar(c.vals[0].typ)
	}
	return b.anyOf(c, "")
}

func (b *binder) anyOf(c resultCall, prefix string) value {
	v := value{kind: tupleValue}
	star := slices.ContainsFunc(c.args, isStar)
	have := map[*symbol.Column]bool{}
	for i, a := range c.args {
		if isStar(a) {
			if b.rows != nil {
				for _, col := range b.rows.Columns {
					if !have[col] && !slices.Contains(b.groups, col) {
						have[col] = true
						v.cols = append(v.cols, col)
					}
				}
			}
			continue
		}
		if col, name := b.argColumn(a, c.vals[i]); col != nil {
			if star && (have[col] || slices.Contains(b.groups, col)) {
				continue
			}
			have[col] = true
			if name != "" && name != col.Name {
				col = renamed(col, name)
			}
			v.cols = append(v.cols, col)
			continue
		}
		name, ok := b.nameFor(a)
		if !ok || name == "" {
			name = prefix + "arg" + strconv.Itoa(i)
		}
		v.cols = append(v.cols, &symbol.Column{Name: name, Type: c.vals[i].typ})
	}
	return firstType(v)
}

// percentiles: a column for each percentile asked for, from argument `from` on: percentile_x_95.
func (b *binder) percentiles(c resultCall, from int) value {
	if len(c.args) == 0 {
		return unknown
	}
	t := widen(c.vals[0].typ)
	if t == symbol.Decimal {
		t = symbol.Real
	}
	name, ok := b.nameFor(c.args[0])
	if !ok {
		name = ""
	}
	v := value{kind: tupleValue, typ: t}
	for _, a := range c.args[min(from, len(c.args)):] {
		suffix := ""
		if k := b.info.Consts[a]; k != nil {
			suffix = strings.NewReplacer(".", "_", "-", "_").Replace(constLabel(k))
		}
		v.cols = append(v.cols, &symbol.Column{Name: "percentile_" + name + "_" + suffix, Type: t})
	}
	if len(v.cols) == 0 {
		return scalar(t)
	}
	return v
}

func constLabel(k *symbol.Value) string {
	switch k.Type {
	case symbol.Real:
		return strconv.FormatFloat(k.Real, 'f', -1, 64)
	case symbol.String, symbol.Decimal:
		return k.Str
	}
	return strconv.FormatInt(k.Int, 10)
}

// sortedArrays: one array for each that was given.
func (b *binder) sortedArrays(c resultCall) value {
	v := value{kind: tupleValue, typ: symbol.Dynamic}
	for i, a := range c.args {
		if c.vals[i].kind == scalarValue && c.vals[i].typ == symbol.Bool {
			continue
		}
		name, ok := b.nameFor(a)
		if !ok || name == "" {
			name = strconv.Itoa(i + 1)
		}
		v.cols = append(v.cols, &symbol.Column{Name: name + "_sorted", Type: symbol.Dynamic})
	}
	if len(v.cols) < 2 {
		return scalar(symbol.Dynamic)
	}
	return v
}
