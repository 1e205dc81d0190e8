package dataflow

import (
	"fmt"
	"hash/fnv"
	"io"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Meaning is what a cell's result follows from, beside the data: its own text, settings, and each definition it uses.
// White space and comments don't count. Two equal meanings give the same query.
type Meaning []Ingredient

// Ingredient is one part of a meaning.
type Ingredient struct {
	Name string // of a definition; empty: the cell itself
	Kind Kind
	Cell string // of a Result: the cell that makes it
	Hash uint64
}

// Meaning returns the meaning of a cell that runs on a connection with values for its query parameters.
func (g *Graph) Meaning(cell int, connection string, values map[string]string) Meaning {
	n := &g.Cells[cell]
	h := fnv.New64a()
	s := &n.Settings
	fmt.Fprintf(h, "%q %q %q %d %q\n", connection, s.As, s.Timespan, s.Rows, s.On)
	if n.Tree == nil {
		io.WriteString(h, n.Text)
	} else {
		hashTokens(h, n.Tree, syntax.Span{End: len(n.Text)})
	}
	m := Meaning{{Hash: h.Sum64()}}
	for _, r := range g.Needed(cell) {
		d := g.Def(r)
		own := r.Cell == cell
		if own && d.Kind != Parameter {
			continue
		}
		h := fnv.New64a()
		switch d.Kind {
		case Result:
			io.WriteString(h, g.Cells[r.Cell].ID)
		case Parameter:
			p := g.param(r, values)
			fmt.Fprintf(h, "%q %q %q %v", p.Type, p.Default, p.Value, p.Given)
		default:
			hashTokens(h, g.Cells[r.Cell].Tree, d.Stmt)
		}
		m = append(m, Ingredient{Name: d.Name, Kind: d.Kind, Cell: g.Cells[r.Cell].ID, Hash: h.Sum64()})
	}
	return m
}

func hashTokens(w io.Writer, t *syntax.Tree, span syntax.Span) {
	for _, k := range t.Tokens {
		if int(k.Start) >= span.Start && int(k.End) <= span.End {
			io.WriteString(w, t.TokenText(k))
			w.Write([]byte{0})
		}
	}
}

// Key is the meaning as a short text: the same for the same meaning, over restarts too.
func (m Meaning) Key() string {
	h := fnv.New64a()
	for _, i := range m {
		fmt.Fprintf(h, "%q %d %x\n", i.Name, i.Kind, i.Hash)
	}
	return strconv.FormatUint(h.Sum64(), 16)
}

// Changed says in one sentence why a result of the meaning old is not one of m; empty when they are the same.
func (m Meaning) Changed(old Meaning) string {
	if m.Key() == old.Key() {
		return ""
	}
	if len(m) == 0 || len(old) == 0 || m[0].Hash != old[0].Hash {
		return "the cell was edited after it ran"
	}
	was := map[string]Ingredient{}
	for _, i := range old[1:] {
		was[i.Name] = i
	}
	var names []string
	for _, i := range m[1:] {
		if o, ok := was[i.Name]; !ok || o.Hash != i.Hash || o.Kind != i.Kind {
			names = append(names, strconv.Quote(i.Name))
		}
		delete(was, i.Name)
	}
	for _, o := range old[1:] {
		if _, gone := was[o.Name]; gone {
			names = append(names, strconv.Quote(o.Name))
		}
	}
	if len(names) == 0 {
		return "what it uses changed after it ran"
	}
	return strings.Join(names, ", ") + " changed after this cell ran"
}
