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

// customResults holds the rules of functions whose row says ResultCustom, by the function's name.
var customResults map[string]func(b *binder, c resultCall) value

func init() {
	dynamic := func(*binder, resultCall) value { return scalar(symbol.Dynamic) }
	customResults = map[string]func(b *binder, c resultCall) value{
		"arg_max":      func(b *binder, c resultCall) value { return b.argExtreme(c, "max") },
		"arg_min":      func(b *binder, c resultCall) value { return b.argExtreme(c, "min") },
		"argmax":       (*binder).argExtremeOld,
		"argmin":       (*binder).argExtremeOld,
		"take_any":     (*binder).takeAny,
		"any":          (*binder).anyOld,
		"percentile":   func(b *binder, c resultCall) value { return b.percentiles(c, 1) },
		"percentiles":  func(b *binder, c resultCall) value { return b.percentiles(c, 1) },
		"percentilew":  func(b *binder, c resultCall) value { return b.percentiles(c, 2) },
		"percentilesw": func(b *binder, c resultCall) value { return b.percentiles(c, 2) },
		"pack_array":   dynamic, "array_concat": dynamic, "array_iff": dynamic, "bag_pack": dynamic, "pack_all": dynamic, "bag_pack_columns": dynamic,
		"bag_set_key": dynamic, "bag_remove_keys": dynamic, "bag_merge": dynamic, "treepath": dynamic, "set_union": dynamic, "set_intersect": dynamic,
		"set_difference":  dynamic,
		"column_ifexists": (*binder).columnIfExists,
		"array_sort_asc":  (*binder).sortedArrays,
		"array_sort_desc": (*binder).sortedArrays,
		"inner_nodes": func(b *binder, c resultCall) value {
			return value{kind: tupleValue, typ: symbol.Dynamic, rows: b.nodes}
		},
	}
	for name, parts := range pluginParts {
		customResults[name] = func(b *binder, c resultCall) value { return b.pluginRows(c, parts) }
	}
	for _, name := range []string{"series_stats", "series_fit_line", "series_fit_2lines", "series_fit_poly", "series_periods_detect", "series_periods_validate",
		"series_decompose", "series_decompose_anomalies", "series_decompose_forecast", "series_fft", "series_ifft"} {
		customResults[name] = (*binder).seriesParts
	}
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
		v.cols = append(v.cols, &symbol.Column{Name: c.row.Name + "_" + name, Type: symbol.Dynamic})
	}
	if len(v.cols) < 2 {
		return scalar(symbol.Dynamic)
	}
	return v
}
