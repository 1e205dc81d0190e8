package bind

import (
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

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
	"rolling_percentile":         {"$IndexColumn", "$Dimension", "percentile"},
	"sequence_detect":            {"events", "Duration:timespan"},
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
		case part == "percentile":
			if len(c.args) > 4 {
				value, _ := b.nameFor(c.args[0])
				name := "rolling_" + b.label(c.args[4]) + "_percentile_" + value + "_" + b.label(c.args[1])
				rows.Columns = append(rows.Columns, &symbol.Column{Name: name, Type: c.vals[0].typ})
			}
		case part == "events":
			for i, v := range c.vals {
				if i > 2 && v.column() != nil {
					rows.Columns = append(rows.Columns, v.column())
				}
			}
			for i, v := range c.vals {
				if i > 2 && v.column() == nil {
					name := ""
					if n, ok := c.args[i].(*syntax.NamedExpr); ok && n.Name != nil {
						name = n.Name.Value
					}
					line, _ := b.nameFor(c.args[0])
					rows.Columns = append(rows.Columns, &symbol.Column{Name: name + "_" + line, Type: c.vals[0].typ})
				}
			}
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

// label is a constant's text as a part of a column's name.
func (b *binder) label(e syntax.Expr) string {
	if k := b.info.Consts[e]; k != nil {
		return constLabel(k)
	}
	return ""
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
