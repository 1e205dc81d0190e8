package bind_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// TestWideUnion: the union of very many tables is the same when it is bound again, in another catalog or beside a view,
// also at the same time.
func TestWideUnion(t *testing.T) {
	columns := func(cat catalog, q string) (*symbol.Rows, *bind.UnionInfo) {
		tree := syntax.Parse(q)
		info := bind.Query(tree, cat, bind.Options{})
		if len(info.Diagnostics) > 0 {
			t.Errorf("%s: %s", q, describe(info, tree))
		}
		checkInfo(t, info)
		for _, d := range info.Ops {
			if u, ok := d.(*bind.UnionInfo); ok {
				return info.Statements[0].Rows, u
			}
		}
		t.Fatalf("%s: no union", q)
		return nil, nil
	}
	one, two := wide(), wide()
	two.db.Tables["Extra"] = table("Extra", "Num string, Rare guid")
	first, _ := columns(one, "union *")
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			again, u := columns(one, "union *")
			if rowsText(again) != rowsText(first) {
				t.Errorf("bound again: %.200s", rowsText(again))
			}
			for _, leg := range u.Legs {
				for i, c := range leg.From {
					if c != nil && c.Type != again.Columns[i].Type {
						t.Errorf("%s: %s fills %s", leg.Name, c.Name, again.Columns[i].Name)
					}
				}
			}
		})
	}
	group.Wait()
	if more, _ := columns(two, "union *"); len(more.Columns) != len(first.Columns)+2 || more.Column("Num_string") == nil || more.Column("Rare") == nil {
		t.Errorf("with a further table: %d columns instead of %d", len(more.Columns), len(first.Columns)+2)
	}
	if more, u := columns(one, "let Mine = view () { print Own = 1 }; union *"); more.Column("Own") == nil || u.Legs[len(u.Legs)-1].Call == nil {
		t.Error("a view of the text is not among the tables")
	}
	found, _ := columns(one, `search "x"`)
	if n := len(found.Columns); n != len(first.Columns)+1 || found.Columns[0].Name != "$table" {
		t.Errorf("search has %d columns", n)
	}
}

// TestManyWideUnions: what is kept of wide unions does not mix them up.
func TestManyWideUnions(t *testing.T) {
	for round := range 2 {
		for i := range 8 {
			cat := wide()
			name := fmt.Sprint("Only", i)
			cat.db.Tables[name] = table(name, name+" long")
			tree := syntax.Parse("union * | where isnotnull(" + name + ")")
			if info := bind.Query(tree, cat, bind.Options{}); len(info.Diagnostics) > 0 {
				t.Errorf("round %d: %s", round, strings.TrimSpace(describe(info, tree)[:200]))
			}
		}
	}
}
