package duckdb

import (
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// writer turns the relations of one plan into SQL: one common table expression each, named s1, s2 ...
//
// A column keeps its name c<ColID> from where it is computed to the end, and every SELECT carries all columns of its
// input along; which columns a KQL operator drops is known here and not in SQL, because DuckDB drops unused ones itself.
// So the sort keys of a sort stay at hand for the operators after it. Helper columns are called h1, h2 ...
type writer struct {
	tables func(*symbol.Table) (Source, bool)
	given  map[string]string // plan.Given.Name -> table in SQL
	wrap   bool              // integer arithmetic wraps, at a cost
	now    int64             // the query's one now(), in ticks
	ctes   []string
	shared []*frame
	plan   *plan.Plan
	n, h   int
	part   []string // columns whose values divide the rows: each combination is a table of its own (mv-apply, partition)
	elems  map[*plan.Elements]*frame
	from   int64 // bounds of the time column, ticks, the end exclusive; both 0: none
	to     int64
	// timeColumn is bounded in tables that have no column of timeColumns; empty: none.
	timeColumn string
	volatile   bool
	// stage computes a stage and returns the table that holds its rows; nil where statements are only written.
	stage func(*plan.Stage) (string, error)
}

// frame is a relation that has been written.
type frame struct {
	name  string
	cols  map[plan.ColID]col
	order []orderKey // the order of the rows; nil: none was asked for
	keys  []string   // helper columns that must be carried along by hand where columns are listed
}

// col is a column as it stands in SQL.
type col struct {
	sql   string
	t     symbol.Type
	stamp bool // a datetime that is a TIMESTAMP instead of ticks
	null  bool // may be NULL
}

type orderKey struct {
	sql        string
	desc       bool
	nullsFirst bool
}

// bail carries an error out of the depth of the writer.
type bail struct{ err error }

func (w *writer) unsupported(span syntax.Span, construct, reason string) {
	panic(bail{&plan.Unsupported{Span: span, Construct: construct, Reason: reason}})
}

// maxSQL bounds the text of a statement: DuckDB cannot be interrupted while it reads one.
const maxSQL = 2 << 20

// catch runs f and returns the error that it bailed out with.
func catch(f func()) (err error) {
	defer func() {
		if x := recover(); x != nil {
			b, ok := x.(bail)
			if !ok {
				panic(x)
			}
			err = b.err
		}
	}()
	f()
	return nil
}

// write returns the statement that computes a result as columns r1, r2 ..., and how each one is stored: in the usual
// form of its type, datetimes as TIMESTAMP where that costs nothing. A negative limit means none.
func (w *writer) write(p *plan.Plan, r *plan.Result, limit int64) (sql string, cols []col, err error) {
	w.plan = p
	w.elems = map[*plan.Elements]*frame{}
	w.shared = make([]*frame, len(p.Shared))
	err = catch(func() {
		f := w.rel(r.Rel)
		var list []string
		for i, c := range r.Columns {
			fc, ok := f.cols[c.ID]
			if !ok {
				w.unsupported(syntax.Span{}, "the column "+c.Name, "it is not computed")
			}
			x := frag{sql: fc.sql, t: fc.t, stamp: fc.stamp, null: fc.null}
			if x.t != c.Type && c.Type != symbol.Unknown {
				x = w.on(f).convert(x, &plan.Col{T: fc.t}, c.Type)
			}
			form := sqlTypeName(x.t)
			if x.stamp {
				form = "TIMESTAMP"
			}
			list = append(list, x.sql+"::"+form+" AS r"+strconv.Itoa(i+1))
			cols = append(cols, col{sql: "r" + strconv.Itoa(i+1), t: x.t, stamp: x.stamp, null: x.null})
		}
		if len(list) == 0 {
			list = []string{"1 AS r1"}
		}
		sql = "SELECT " + strings.Join(list, ", ") + " FROM " + f.name + f.orderBy()
		if limit >= 0 {
			sql += " LIMIT " + strconv.FormatInt(limit, 10)
		}
		sql = w.with() + sql
		if len(sql) > maxSQL {
			w.unsupported(syntax.Span{}, "a query this large", "look in fewer tables and columns, or put long lists into a data file")
		}
	})
	return sql, cols, err
}

// with returns the WITH clause of what has been written so far.
func (w *writer) with() string {
	if len(w.ctes) == 0 {
		return ""
	}
	return "WITH " + strings.Join(w.ctes, ",\n") + "\n"
}

func (w *writer) helper() string { w.h++; return "h" + strconv.Itoa(w.h) }

func colName(id plan.ColID) string { return "c" + strconv.Itoa(int(id)) }

// cte adds a common table expression and returns its name.
func (w *writer) cte(sql string) string {
	w.n++
	name := "s" + strconv.Itoa(w.n)
	w.ctes = append(w.ctes, name+" AS ("+sql+")")
	return name
}

// next returns a frame with the columns and order of f, and the rows of sql.
func (w *writer) next(f *frame, sql string) *frame {
	g := &frame{name: w.cte(sql), cols: make(map[plan.ColID]col, len(f.cols)), order: f.order, keys: f.keys}
	for id, c := range f.cols {
		g.cols[id] = c
	}
	return g
}

func (f *frame) orderBy() string {
	if inner := f.inside(); inner != "" {
		return " ORDER BY " + inner
	}
	return ""
}

// inside is the order as it stands behind ORDER BY; empty when there is none.
func (f *frame) inside() string { return orderList(f.order) }

func orderList(keys []orderKey) string {
	var parts []string
	for _, k := range keys {
		s := k.sql + " ASC"
		if k.desc {
			s = k.sql + " DESC"
		}
		if k.nullsFirst {
			s += " NULLS FIRST"
		} else {
			s += " NULLS LAST"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

// sqlTypeName returns the SQL type of KQL's type in its usual form.
func sqlTypeName(t symbol.Type) string {
	switch t {
	case symbol.Bool:
		return "BOOLEAN"
	case symbol.Int:
		return "INTEGER"
	case symbol.Long, symbol.Datetime, symbol.Timespan:
		return "BIGINT"
	case symbol.Real:
		return "DOUBLE"
	case symbol.Decimal:
		return "DECIMAL(38,18)"
	case symbol.Guid:
		return "UUID"
	}
	return "VARCHAR"
}
