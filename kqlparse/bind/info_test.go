package bind_test

import (
	"testing"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// checkInfo holds an Info against what its readers rely on: each operator's decision describes exactly its output.
func checkInfo(t *testing.T, info *bind.Info) {
	t.Helper()
	for op, d := range info.Ops {
		out := info.Out[op]
		if out == nil {
			continue
		}
		word := info.Tree.TokenText(op.OpKeyword())
		same := func(n int, at func(int) *symbol.Column) {
			if n != len(out.Columns) {
				t.Errorf("%s: %d columns decided, %d come out\n%s", word, n, len(out.Columns), info.Tree.Text)
				return
			}
			for i := range n {
				if at(i) != out.Columns[i] {
					t.Errorf("%s: column %d is %v, %v comes out\n%s", word, i, at(i), out.Columns[i], info.Tree.Text)
				}
			}
		}
		switch d := d.(type) {
		case *bind.Projection:
			if len(d.Columns) == 0 {
				continue // serialize without items passes all on
			}
			same(len(d.Columns), func(i int) *symbol.Column { return d.Columns[i].Column })
			if d.Groups > len(d.Columns) {
				t.Errorf("%s: %d groups", word, d.Groups)
			}
		case *bind.MvInfo:
			same(len(d.Columns), func(i int) *symbol.Column { return d.Columns[i].Column })
		case *bind.JoinInfo:
			same(len(d.Columns), func(i int) *symbol.Column { return d.Columns[i].Column })
			in := info.In[op]
			for _, c := range d.Columns {
				if !c.Right && in.Column(c.From.Name) != c.From {
					t.Errorf("%s: %s does not come from the left", word, c.From.Name)
				}
			}
		case *bind.UnionInfo:
			d.Fill()
			if _, find := op.(*syntax.FindOp); find {
				continue
			}
			n := len(out.Columns)
			if d.WithSource != nil {
				n--
			}
			for _, l := range d.Legs {
				if len(l.From) != n {
					t.Errorf("%s: a leg fills %d of %d columns\n%s", word, len(l.From), n, info.Tree.Text)
				}
			}
		}
	}
	for e, rows := range info.Rows {
		if rows == nil {
			t.Errorf("%q has nil rows", info.Tree.Source(e))
		}
	}
	for _, c := range info.Calls {
		if c.Info != nil && c.Info != info {
			if len(c.Params) != len(c.ArgOf) && len(c.ArgOf) > 0 {
				t.Errorf("%d parameters, %d arguments", len(c.Params), len(c.ArgOf))
			}
		}
	}
}
