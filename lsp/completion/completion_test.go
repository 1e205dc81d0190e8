package completion

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// catalog is a database of two tables.
type catalog struct{ db *symbol.Database }

func (c catalog) Database() *symbol.Database { return c.db }

func (c catalog) Lookup(string, string) (*symbol.Database, bool) { return nil, false }

func table(name string, columns ...any) *symbol.Table {
	t := &symbol.Table{Name: name, Origin: "test"}
	for i := 0; i < len(columns); i += 2 {
		t.Rows.Columns = append(t.Rows.Columns, &symbol.Column{Name: columns[i].(string), Type: columns[i+1].(symbol.Type), Table: t})
	}
	return t
}

func testCatalog() bind.Catalog {
	return catalog{&symbol.Database{Name: "db", Functions: map[string]*symbol.Function{}, Tables: map[string]*symbol.Table{
		"Logons":    table("Logons", "Time", symbol.Datetime, "User", symbol.String, "Host", symbol.String, "Code", symbol.Long, "Details", symbol.Dynamic),
		"Processes": table("Processes", "Time", symbol.Datetime, "Host", symbol.String, "Image", symbol.String),
	}}}
}

// TestCompletion reads testdata/completion.txt, whose first lines say how it is written.
func TestCompletion(t *testing.T) {
	data, err := os.ReadFile("testdata/completion.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := strings.Split("\n"+string(data), "\n== ")[1:]
	for _, c := range cases {
		title, rest, _ := strings.Cut(c, "\n")
		query, wanted, ok := strings.Cut(rest, "\n> ")
		at := strings.Index(query, "$0")
		if !ok || at < 0 {
			t.Errorf("%s: a case has a cursor and a line of items", title)
			continue
		}
		t.Run(title, func(t *testing.T) {
			list := At(Request{Text: query[:at] + query[at+2:], Offset: at, Catalog: testCatalog()})
			var labels []string
			for _, item := range list.Items {
				labels = append(labels, item.Label)
			}
			check(t, labels, strings.Fields(wanted))
		})
	}
}

func check(t *testing.T, labels, wanted []string) {
	t.Helper()
	from := 0
	for _, w := range wanted {
		if name, absent := strings.CutPrefix(w, "!"); absent && name != "=" && name != "" {
			if slices.Contains(labels, name) {
				t.Errorf("%s is offered", name)
			}
			continue
		}
		i := slices.Index(labels[from:], w)
		switch {
		case i >= 0:
			from += i + 1
		case slices.Contains(labels, w):
			t.Errorf("%s is offered too early: %v", w, labels[:min(20, len(labels))])
		default:
			t.Errorf("%s is not offered: %v", w, labels[:min(20, len(labels))])
		}
	}
}

// TestLongListsAreCut: a list that holds not everything says so, and is asked for again.
func TestLongListsAreCut(t *testing.T) {
	db := testCatalog().Database()
	for i := range 2000 {
		name := "T" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i/26)
		db.Tables[name] = table(name, "A", symbol.Long)
	}
	list := At(Request{Text: "", Offset: 0, Catalog: catalog{db}})
	if len(list.Items) != MaxItems || !list.Incomplete {
		t.Errorf("%d items, incomplete %v", len(list.Items), list.Incomplete)
	}
	list = At(Request{Text: "Logo", Offset: 4, Catalog: catalog{db}})
	if len(list.Items) == 0 || list.Items[0].Label != "Logons" || list.Incomplete {
		t.Errorf("typed on: %d items, the first %+v", len(list.Items), list.Items[:min(1, len(list.Items))])
	}
}
