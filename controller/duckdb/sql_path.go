package duckdb

import (
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// path writes access into a dynamic value. What is not there is null, and so is JSON's null.
func (s *scope) path(x *plan.Path) frag {
	base := s.scalar(x.X)
	if base.t == symbol.String {
		base = frag{sql: "kql_dynamic_of_text(" + base.sql + ")", t: symbol.Dynamic, null: true, free: base.free}
	}
	sql := base.sql
	at := "" // the constant part of the path since sql
	flush := func() {
		if at != "" {
			sql, at = "json_extract("+sql+", "+quote("$"+at)+")::VARCHAR", ""
		}
	}
	for _, step := range x.Steps {
		name, isName := step.Name, step.Index == nil
		if c, ok := step.Index.(*plan.Const); ok && !c.Value.Null {
			switch c.Value.Type {
			case symbol.Int, symbol.Long:
				if c.Value.Int >= 0 {
					at += "[" + strconv.FormatInt(c.Value.Int, 10) + "]"
				} else {
					at += "[#" + strconv.FormatInt(c.Value.Int, 10) + "]"
				}
				continue
			case symbol.String:
				name, isName = c.Value.Str, true
			}
		}
		if isName && plainKey(name) {
			at += `."` + name + `"`
			continue
		}
		flush()
		if isName {
			sql = "json_extract(" + sql + ", " + quote(pointer(name)) + ")::VARCHAR"
			continue
		}
		sql = "kql_dynamic_at(" + sql + ", " + s.toDynamic(s.ticks(step.Index)).sql + ")"
	}
	flush()
	return frag{sql: "nullif(" + sql + ", 'null')", t: symbol.Dynamic, null: true, free: base.free}
}

// plainKey reports whether a name may stand in quotes in a JSON path: there * is a wildcard and quotes cannot be escaped.
func plainKey(name string) bool {
	return name != "" && !strings.ContainsAny(name, "\"*\\\x00")
}

// pointer writes a name as a JSON pointer.
func pointer(name string) string {
	return "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}
