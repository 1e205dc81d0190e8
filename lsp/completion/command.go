package completion

import (
	"maps"
	"slices"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// commandAt offers the next words of a management command. ok is false when the place is in no command's words: then it
// is in a query.
func commandAt(r Request) (list List, ok bool) {
	tree := syntax.Parse(r.Text[:r.Offset])
	dot := tree.Tokens[0]
	if tree.TokenText(dot) != "." {
		return List{}, false
	}
	if len(tree.Tokens) > 2 { // more than the dot and the end
		s, ok := tree.Root.Statements[0].Stmt.(*syntax.CommandStmt)
		if !ok || s.Arrow.Present() || len(s.Ops) > 0 {
			return List{}, false
		}
	}
	start := r.Offset
	for start > int(dot.End) && !strings.ContainsRune(" \t\r\n(),='\"[]", rune(r.Text[start-1])) {
		start--
	}
	list.Replace = syntax.Span{Start: start, End: r.Offset}
	c := &collector{prefix: strings.ToLower(r.Text[start:r.Offset]), seen: map[string]bool{}}
	for i, next := range builtin.NextInCommand(r.Text[dot.End:start]) {
		if next.Word[0] == '<' && next.Word != "<|" {
			for j, name := range entities(r.Catalog.Database(), next.Word) {
				c.add(Item{Label: name, Insert: syntax.QuoteName(name), Kind: Table, group: groupNear, rank: j})
			}
			continue
		}
		c.add(Item{Label: next.Word, Kind: Keyword, Detail: next.Row.Doc, Doc: "command:" + next.Row.Form, Retrigger: true, group: groupExact, rank: i})
	}
	c.finish(&list)
	return list, true
}

// entities are the names of a kind that a database has, in order.
func entities(db *symbol.Database, kind string) []string {
	switch kind {
	case "<database>":
		return []string{db.Name}
	case "<function>":
		return slices.Sorted(maps.Keys(db.Functions))
	case "<table>", "<view>":
		names := slices.Sorted(maps.Keys(db.Tables))
		return slices.DeleteFunc(names, func(n string) bool {
			return kind == "<view>" && db.Tables[n].Kind != symbol.MaterializedView
		})
	}
	return nil
}
