package kusto

import (
	"context"
	"io"
	"net/http/httptest"
	"testing"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/rest"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/schema"
)

// memory is a database with one result, behind our own server.
type memory struct {
	batch  *result.Batch
	chart  *result.Chart
	err    error // of Run
	late   error // after the rows
	asked  backend.Query
	served bool
}

func (m *memory) Run(_ context.Context, q backend.Query) (result.Set, error) {
	m.asked = q
	m.served = false
	return m, m.err
}
func (m *memory) Next(context.Context) (result.Result, error) {
	if m.served {
		return result.Result{}, io.EOF
	}
	m.served = true
	return result.Result{Reader: &rows{m: m}, Chart: m.chart}, nil
}
func (m *memory) Close() error { return nil }
func (m *memory) Schema() *symbol.Database {
	t := &symbol.Table{Name: "Logons", Rows: symbol.Rows{Columns: []*symbol.Column{{Name: "At", Type: symbol.Datetime}, {Name: "Took", Type: symbol.Timespan}}}}
	return &symbol.Database{Name: "NetDefaultDB", Tables: map[string]*symbol.Table{"Logons": t}}
}

type rows struct {
	m    *memory
	done bool
}

func (r *rows) Columns() []result.Column {
	list := make([]result.Column, len(r.m.batch.Cols))
	for i, v := range r.m.batch.Cols {
		list[i] = result.Column{Name: string(rune('a' + i)), Type: v.Type}
	}
	return list
}
func (r *rows) Next(context.Context) (*result.Batch, error) {
	if r.done {
		if r.m.late != nil {
			return nil, r.m.late
		}
		return nil, io.EOF
	}
	r.done = true
	return r.m.batch, nil
}
func (r *rows) Close() error { return nil }

// What our own server sends, this backend reads back exactly.
func TestOwnServer(t *testing.T) {
	m := &memory{
		chart: &result.Chart{Kind: "columnchart", Props: map[string]string{"title": "x"}},
		batch: &result.Batch{Len: 2, Cols: []result.Vector{
			{Type: symbol.Bool, Ints: []int64{1, 0}, Null: []bool{false, true}},
			{Type: symbol.Int, Ints: []int64{-7, 0}},
			{Type: symbol.Long, Ints: []int64{9007199254740993, -9223372036854775808}},
			{Type: symbol.Real, Reals: []float64{0.1, 1e300}},
			{Type: symbol.Decimal, Strings: []string{"1.000000000000000001", ""}, Null: []bool{false, true}},
			{Type: symbol.String, Strings: []string{"a\"\\\n\u2028😀", ""}},
			{Type: symbol.Datetime, Ints: []int64{638500000000000001, 0}},
			{Type: symbol.Timespan, Ints: []int64{9223372036854775807, -1}},
			{Type: symbol.Guid, Strings: []string{"7c759f10-811c-4db8-ad6d-f07d8ae3f8ea", ""}, Null: []bool{false, true}},
			{Type: symbol.Dynamic, Strings: []string{`{"k":[1,2.50,"x"]}`, ""}, Null: []bool{false, true}},
		}},
	}
	server := httptest.NewServer(rest.NewServer(rest.Options{Databases: []rest.NamedDatabase{{Name: "NetDefaultDB", Database: m}}}))
	defer server.Close()
	b, err := New(schema.Connection{Name: "own", Kind: schema.KindKusto, Cluster: server.URL, Database: "NetDefaultDB"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	want := "a:bool b:int c:long d:real e:decimal f:string g:datetime h:timespan i:guid j:dynamic columnchart map[title:x]\n" +
		"1|-7|9007199254740993|0.1|1.000000000000000001|a\"\\\n\u2028😀|638500000000000001|9223372036854775807|7c759f10-811c-4db8-ad6d-f07d8ae3f8ea|{\"k\":[1,2.50,\"x\"]}\n" +
		"null|0|-9223372036854775808|1e+300|null||0|-1|null|null\n"
	query := backend.Query{Text: "declare query_parameters(who: string);\nLogons", RequestID: "r1", Params: map[string]symbol.Value{"who": {Type: symbol.String, Str: "bob \"x\""}}}
	if got := show(t, b, query); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if v := m.asked.Params["who"]; m.asked.Text != query.Text || v.Str != `bob "x"` {
		t.Errorf("asked %+v", m.asked)
	}
	m.late = &result.QueryError{Code: "memory", Message: "too much"}
	if got := show(t, b, query); got != want+"broke off: memory too much [0:0]\n" {
		t.Errorf("after the rows: got\n%s", got)
	}
	m.err = &result.QueryError{Code: "KS142", Message: "no such name", Start: 39, End: 45}
	if got := show(t, b, query); got != "refused: KS142 no such name [39:45]" {
		t.Error(got)
	}
	s, err := b.Schema(t.Context())
	if err != nil || s.Database().Tables["Logons"] == nil || s.Database().Tables["Logons"].Rows.Column("Took").Type != symbol.Timespan {
		t.Errorf("%+v, %v", s, err)
	}
}
