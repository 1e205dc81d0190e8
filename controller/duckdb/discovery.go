package duckdb

import (
	"context"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// discovery runs the queries that say which columns a plan has.
type discovery struct {
	ctx context.Context
	set *resultSet
}

// maxDiscovered bounds how many columns data may bring forth.
const maxDiscovered = 5000

// Values implements plan.Discover.
func (d *discovery) Values(p *plan.Plan, r plan.Rel, c plan.Column) ([]symbol.Value, error) {
	w, f, err := d.frame(p, r)
	if err != nil {
		return nil, err
	}
	var x frag
	if err := catch(func() {
		ref := &plan.Col{ID: c.ID, T: c.Type}
		s := w.on(f)
		x = s.convert(s.scalar(ref), ref, symbol.String)
	}); err != nil {
		return nil, err
	}
	rows, err := d.strings(w.with() + "SELECT DISTINCT " + x.sql + " AS v FROM " + f.name + " ORDER BY 1 LIMIT " + itoa(maxDiscovered))
	var out []symbol.Value
	for _, row := range rows {
		out = append(out, symbol.Value{Type: symbol.String, Str: row[0]})
	}
	return out, err
}

// Keys implements plan.Discover.
func (d *discovery) Keys(p *plan.Plan, r plan.Rel, c plan.Column) ([]plan.Column, error) {
	w, f, err := d.frame(p, r)
	if err != nil {
		return nil, err
	}
	x := f.cols[c.ID].sql
	sql := w.with() + "SELECT k, string_agg(DISTINCT t, ',' ORDER BY t) FROM (SELECT k, coalesce(json_type(" + x +
		", '/' || replace(replace(k, '~', '~0'), '/', '~1')), 'NULL') AS t FROM (SELECT " + x + ", unnest(json_keys(" + x + ")) AS k FROM " + f.name +
		" WHERE starts_with(" + x + ", '{'))) GROUP BY k ORDER BY k LIMIT " + itoa(maxDiscovered)
	rows, err := d.strings(sql)
	var out []plan.Column
	for _, row := range rows {
		out = append(out, plan.Column{Name: row[0], Type: jsonTypes(row[1])})
	}
	return out, err
}

// jsonTypes is the type for values whose JSON types are listed.
func jsonTypes(list string) symbol.Type {
	t := symbol.Unknown
	for _, j := range strings.Split(list, ",") {
		next := symbol.Dynamic
		switch j {
		case "NULL":
			continue
		case "VARCHAR":
			next = symbol.String
		case "BOOLEAN":
			next = symbol.Bool
		case "BIGINT", "UBIGINT":
			next = symbol.Long
		case "DOUBLE":
			next = symbol.Real
		}
		switch {
		case t == symbol.Unknown:
			t = next
		case symbol.Numbers.Has(t) && symbol.Numbers.Has(next):
			t = symbol.Promote(t, next)
		case t != next:
			t = symbol.Dynamic
		}
	}
	if t == symbol.Unknown {
		return symbol.Dynamic
	}
	return t
}

func (d *discovery) strings(sql string) ([][]string, error) {
	if err := d.set.v.ready(d.ctx); err != nil {
		return nil, err
	}
	conn, err := d.set.engine.acquire()
	if err != nil {
		return nil, err
	}
	defer d.set.engine.release(conn)
	return conn.strings(d.ctx, sql)
}

// frame writes a relation of a plan that is still being made.
func (d *discovery) frame(p *plan.Plan, r plan.Rel) (w *writer, f *frame, err error) {
	w = d.set.writer(d.ctx, p, false)
	err = catch(func() { f = w.rel(r) })
	return w, f, err
}
