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

// A plugin's output is described by pieces: "*" is the input's columns, "-Param" before it leaves out the column that
// the parameter names, "$Param" the column or columns that the parameter names, "name:type" a column of its own.
var pluginParts = map[string][]string{
	"bag_unpack":                 {"-column", "*", "open"},
	"pivot":                      {"*pivot"},
	"narrow":                     {"Row:long", "Column:string", "Value:string"},
	"preview":                    {"*"},
	"rows_near":                  {"*"},
	"identity":                   {"*"},
	"autocluster":                {"SegmentId:long", "Count:long", "Percent:real", "*"},
	"basket":                     {"SegmentId:long", "Count:long", "Percent:real", "*"},
	"diffpatterns":               {"SegmentId:long", "CountA:long", "CountB:long", "PercentA:real", "PercentB:real", "PercentDiffAB:real", "*"},
	"active_users_count":         {"$TimelineColumn", "$Dimension", "dcount:long"},
	"activity_counts_metrics":    {"$TimelineColumn", "$Dimension", "count:long", "dcount:long", "new_dcount:long", "aggregated_dcount:long"},
	"activity_engagement":        {"$TimelineColumn", "$Dimension", "dcount_activities_inner:long", "dcount_activities_outer:long", "activity_ratio:real"},
	"activity_metrics":           {"$TimelineColumn", "$Dimension", "dcount_values:long", "dcount_newvalues:long", "retention_rate:real", "churn_rate:real"},
	"session_count":              {"$TimelineColumn", "$Dimension", "count_sessions:long"},
	"sliding_window_counts":      {"$TimelineColumn", "$Dimension", "Count:long", "Dcount:long"},
	"funnel_sequence_completion": {"$TimelineColumn", "$StateColumn", "Period:timespan", "dcount:long"},
	"funnel_sequence":            {"$TimelineColumn", "prev=StateColumn", "next=StateColumn", "dcount:long", "samples:dynamic"},
	"new_activity_metrics":       {"from_TimelineColumn", "to_TimelineColumn", "$Dimension", "dcount_new_values:long", "dcount_retained_values:long", "dcount_churn_values:long", "retention_rate:real", "churn_rate:real"},
	"python":                     {"typeof"},
	"r":                          {"typeof"},
	"csharp":                     {"typeof"},
	"ai_embeddings":              {"*", "ai:embeddings:dynamic"},
	"ai_embed_text":              {"*", "ai:embedding:dynamic"},
	"ai_chat_completion":         {"*", "ai:completion:string"},
	"ai_chat_completion_prompt":  {"*", "ai:completion:string"},
	"estimate_rows_count":        {"EstimatedRowsCount:long"},
	"ipv4_lookup":                {"*", "lookup"},
	"ipv6_lookup":                {"*", "lookup"},
	"geo_polygon_lookup":         {"*", "lookup"},
	"geo_line_lookup":            {"*", "lookup"},
	"dcount_intersect":           {"*", "intersections"},
}

// pluginRows makes the output of a plugin from its pieces.
func (b *binder) pluginRows(c resultCall, parts []string) value {
	in := b.rows
	if in == nil {
		in = openRows()
	}
	rows := &symbol.Rows{}
	var skip *symbol.Column
	for _, part := range parts {
		switch {
		case part == "open":
			rows.Open = true
		case part == "*":
			for _, col := range in.Columns {
				if col != skip {
					rows.Columns = append(rows.Columns, col)
				}
			}
			rows.Open = rows.Open || in.Open
		case part == "*pivot":
			for _, col := range in.Columns {
				if len(c.vals) == 0 || col != c.vals[0].column() {
					rows.Columns = append(rows.Columns, col)
				}
			}
			rows.Open = true
			if len(c.args) > 2 {
				rows.Columns = nil // only the columns named after the aggregate stay
				for _, v := range c.vals[2:] {
					if col := v.column(); col != nil {
						rows.Columns = append(rows.Columns, col)
					}
				}
			}
		case part == "lookup":
			if len(c.vals) > 0 && c.vals[0].isTable() {
				look := rowsOf(c.vals[0])
				rows.Columns = append(rows.Columns, look.Columns...)
				rows.Open = rows.Open || look.Open
			}
			rows.Columns = uniqueColumns(rows.Columns)
		case part == "intersections":
			for i := range c.args {
				rows.Columns = append(rows.Columns, &symbol.Column{Name: "s" + strconv.Itoa(i), Type: symbol.Long})
			}
		case part == "typeof":
			if len(c.args) == 0 {
				return tabular(openRows())
			}
			if _, ok := c.args[0].(*syntax.TypeofExpr); !ok {
				return tabular(openRows())
			}
			rows.Columns = c.vals[0].cols
		case strings.HasPrefix(part, "ai:"):
			if len(c.args) > 0 {
				bits := strings.Split(part, ":")
				name, _ := b.nameFor(c.args[0])
				if name != "" {
					name += "_"
				}
				t, _ := symbol.TypeNamed(bits[2])
				rows.Columns = append(rows.Columns, &symbol.Column{Name: name + bits[1], Type: t})
				for _, a := range c.args {
					if k := b.info.Consts[a]; k != nil && k.Type == symbol.Bool && k.Int == 1 {
						rows.Columns = append(rows.Columns, &symbol.Column{Name: name + bits[1] + "_error", Type: symbol.String})
					}
				}
			}
		case strings.Contains(part, "="):
			name, param, _ := strings.Cut(part, "=")
			rows.Columns = append(rows.Columns, &symbol.Column{Name: name, Type: c.typeOfParam(param)})
		case strings.HasSuffix(part, "_TimelineColumn"):
			prefix := strings.TrimSuffix(part, "TimelineColumn")
			for i, v := range c.vals {
				if p := paramAt(c.sig, i, len(c.args)); p != nil && p.Name == "TimelineColumn" {
					name, _ := b.nameFor(c.args[i])
					rows.Columns = append(rows.Columns, &symbol.Column{Name: prefix + name, Type: v.typ})
				}
			}
		case part[0] == '-':
			if len(c.vals) > 0 {
				skip = c.vals[0].column()
			}
		case part[0] == '$':
			for i, v := range c.vals {
				if p := paramAt(c.sig, i, len(c.args)); p != nil && p.Name == part[1:] && v.column() != nil {
					rows.Columns = append(rows.Columns, v.column())
				}
			}
		default:
			name, typ, _ := strings.Cut(part, ":")
			t, _ := symbol.TypeNamed(typ)
			rows.Columns = append(rows.Columns, &symbol.Column{Name: name, Type: t})
		}
	}
	return tabular(rows)
}

// typeOfParam is the type of the argument that a parameter is given.
func (c resultCall) typeOfParam(name string) symbol.Type {
	for i, v := range c.vals {
		if p := paramAt(c.sig, i, len(c.args)); p != nil && p.Name == name {
			return v.typ
		}
	}
	return symbol.Unknown
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
