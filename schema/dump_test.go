package schema

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// dump writes everything that a database says, so that tests compare text.
func dump(db *symbol.Database) string {
	var s strings.Builder
	fmt.Fprintf(&s, "database %s (%s)\n", db.Name, db.Pretty)
	for _, name := range slices.Sorted(maps.Keys(db.Tables)) {
		t := db.Tables[name]
		fmt.Fprintf(&s, "table %s kind %d", t.Name, t.Kind)
		if t.Folder != "" {
			fmt.Fprintf(&s, " in %s", t.Folder)
		}
		fmt.Fprintf(&s, ": %s", dumpColumns(t.Rows.Columns))
		if t.Doc != "" {
			fmt.Fprintf(&s, " // %s", t.Doc)
		}
		s.WriteString("\n")
		for _, c := range t.Rows.Columns {
			if c.Table != t {
				fmt.Fprintf(&s, "  column %s is not of its table\n", c.Name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(db.Functions)) {
		f := db.Functions[name]
		fmt.Fprintf(&s, "function %s(", f.Name)
		for i, p := range f.Params {
			if i > 0 {
				s.WriteString(", ")
			}
			switch {
			case p.Rows == nil:
				fmt.Fprintf(&s, "%s:%v", p.Name, p.Type)
			case p.Rows.Open:
				fmt.Fprintf(&s, "%s:(*)", p.Name)
			default:
				fmt.Fprintf(&s, "%s:(%s)", p.Name, strings.ReplaceAll(dumpColumns(p.Rows.Columns), " ", ", "))
			}
			if p.Default != "" {
				fmt.Fprintf(&s, "=%s", p.Default)
			}
		}
		s.WriteString(")")
		if f.View {
			s.WriteString(" view")
		}
		if f.Type != symbol.Unknown {
			fmt.Fprintf(&s, " : %v", f.Type)
		}
		if f.Result != nil {
			fmt.Fprintf(&s, " -> %s", dumpColumns(f.Result.Columns))
		}
		if f.Body != "" {
			fmt.Fprintf(&s, " { %s }", f.Body)
		}
		s.WriteString("\n")
	}
	return s.String()
}

func dumpColumns(columns []*symbol.Column) string {
	words := make([]string, len(columns))
	for i, c := range columns {
		words[i] = fmt.Sprintf("%s:%v", c.Name, c.Type)
	}
	return strings.Join(words, " ")
}
