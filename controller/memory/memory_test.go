package memory

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

var ctx = context.Background()

func sample() *Table {
	return New([]result.Column{{Name: "n", Type: symbol.Long}, {Name: "s", Type: symbol.String}, {Name: "d", Type: symbol.Decimal}},
		&result.Batch{Len: 2, Cols: []result.Vector{{Type: symbol.Long, Ints: []int64{3, 1}}, {Type: symbol.String, Strings: []string{"b", "Ä"}}, {Type: symbol.Decimal, Strings: []string{"10.5", "-2"}}}},
		&result.Batch{Len: 2, Cols: []result.Vector{{Type: symbol.Long, Ints: []int64{0, 2}, Null: []bool{true, false}}, {Type: symbol.String, Strings: []string{"a", ""}}, {Type: symbol.Decimal, Strings: []string{"9", "-11"}}}})
}

func texts(b *result.Batch, col int) (out string) {
	for i := range b.Len {
		out += "[" + string(result.AppendText(nil, &b.Cols[col], i)) + "]"
	}
	return out
}

func TestPage(t *testing.T) {
	for _, c := range []struct {
		page  backend.Page
		col   int
		want  string
		total int64
	}{
		{backend.Page{Limit: 10}, 0, "[3][1][][2]", 4},
		{backend.Page{Offset: 3, Limit: 10}, 1, "[]", 4},
		{backend.Page{Offset: 9, Limit: 10}, 1, "", 4},
		{backend.Page{Offset: -1, Limit: -1}, 1, "", 4},
		{backend.Page{Limit: 10, Sort: []backend.SortKey{{Column: 0}}}, 0, "[][1][2][3]", 4},
		{backend.Page{Limit: 2, Sort: []backend.SortKey{{Column: 0, Desc: true}}}, 0, "[3][2]", 4},
		{backend.Page{Limit: 10, Sort: []backend.SortKey{{Column: 2}}}, 2, "[-11][-2][9][10.5]", 4},
		{backend.Page{Limit: 10, Search: "ä"}, 0, "[1]", 1},
		{backend.Page{Limit: 10, Search: "1", Sort: []backend.SortKey{{Column: 1}}}, 1, "[][b][Ä]", 3},
		{backend.Page{Limit: 10, Search: "nowhere"}, 1, "", 0},
	} {
		b, total, err := sample().Page(ctx, c.page)
		if err != nil || total != c.total || texts(b, c.col) != c.want {
			t.Errorf("%+v: %s of %d %v, want %s of %d", c.page, texts(b, c.col), total, err, c.want, c.total)
		}
	}
}

func TestKeep(t *testing.T) {
	for _, c := range []struct {
		store     Store
		max, want int64
		truncated bool
	}{{Store{}, 0, 4, false}, {Store{}, 4, 4, false}, {Store{}, 3, 3, true}, {Store{MaxBytes: 10}, 0, 4, true}} {
		r, _ := sample().Read(ctx)
		k, err := c.store.Keep(ctx, result.Result{Reader: r}, c.max)
		if err != nil || k.Rows() != c.want || k.Truncated() != c.truncated {
			t.Errorf("%+v: %d %v %v", c, k.Rows(), k.Truncated(), err)
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	r, _ := sample().Read(ctx)
	if _, err := (&Store{}).Keep(stopped, result.Result{Reader: r}, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestRead(t *testing.T) {
	big := &result.Batch{Len: batchRows + 5, Cols: []result.Vector{{Type: symbol.Long}}}
	for i := range big.Len {
		big.Cols[0].Ints = append(big.Cols[0].Ints, int64(i))
	}
	r, _ := New([]result.Column{{Name: "n", Type: symbol.Long}}, big).Read(ctx)
	var got []string
	for {
		b, err := r.Next(ctx)
		if err == io.EOF {
			break
		}
		got = append(got, fmt.Sprint(b.Len, b.Cols[0].Ints[0]))
	}
	if fmt.Sprint(got) != fmt.Sprintf("[%d 0 5 %d]", batchRows, batchRows) {
		t.Error(got)
	}
}
