package duckdb

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// noTables is a catalog without tables.
type noTables struct{}

func (noTables) Database() *symbol.Database                  { return &symbol.Database{Name: "db"} }
func (noTables) Lookup(_, _ string) (*symbol.Database, bool) { return nil, true }
func noSource(*symbol.Table) (Source, bool)                  { return Source{}, false }

// answer runs a query that reads no table and returns the rows of its last result, physical values as text.
func answer(e *Engine, query string) (rows [][]string, err error) {
	info := bind.Query(syntax.Parse(query), noTables{}, bind.Options{})
	for _, d := range info.Diagnostics {
		if d.Severity == bind.Error {
			return nil, fmt.Errorf("%s: %s", d.Code, d.Message)
		}
	}
	p, err := plan.Of(info, plan.Options{})
	if err != nil {
		return nil, err
	}
	if len(p.Results) == 0 {
		return nil, errors.New("no result")
	}
	w := &writer{tables: noSource, now: 638_000_000_000_000_000}
	r := &p.Results[len(p.Results)-1]
	sql, cols, err := w.write(p, r, -1)
	if err != nil {
		return nil, err
	}
	list := []string{"'row'"}
	for _, c := range cols {
		x := c.sql
		if c.stamp {
			x = "kql_ticks(" + x + ")"
		}
		list = append(list, "coalesce("+x+"::VARCHAR, 'null')")
	}
	c, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer e.release(c)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	rows, err = c.strings(ctx, "SELECT "+strings.Join(list, ", ")+" FROM ("+sql+")")
	for i := range rows {
		rows[i] = rows[i][1:]
	}
	return rows, err
}

// Every example of a function, plugin or scalar operator that runs on the embedded engine does so.
func TestExamples(t *testing.T) {
	db := open(t).Database("Test")
	run := func(name, query string) {
		t.Helper()
		got := runText(t, db, backend.Query{Text: query})
		for line := range strings.Lines(got) {
			if strings.HasPrefix(line, "error ") {
				t.Errorf("%s: %s\n%s", name, query, line)
			}
		}
	}
	for f := range builtin.All {
		if f.Local.Remote == "" {
			for _, x := range f.Examples {
				run(f.Name, x.Query)
			}
		}
	}
}
