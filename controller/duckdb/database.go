package duckdb

import (
	"context"
	"slices"
	"sync"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Source says how a table's rows are read.
type Source struct {
	// SQL is what stands behind FROM: the name of a table of the engine, or a relation expression such as
	// read_parquet('...'). It is written by this package only.
	SQL string
	// Columns say how each column is read, by the positions of symbol.Table.Rows.Columns.
	Columns []SourceColumn
	// Load makes ready what SQL names, where that waits for the first query; nil otherwise. It is called before a query
	// that reads the table runs; all but the first call return at once. Its error is the query's.
	Load func(context.Context) error
}

// SourceColumn is a column of a Source.
type SourceColumn struct {
	// SQL is the expression that yields the column, usually a quoted identifier. Its type is the usual physical form of
	// the column's KQL type (see builtin.Local), but for datetime with Stamp.
	SQL string
	// Stamp says that a datetime column is a TIMESTAMP instead of BIGINT ticks. A bare TIMESTAMP lets the engine skip
	// what a time range leaves out.
	Stamp bool
	// NotNull says that no value is NULL. A string column without it costs a coalesce for every value.
	NotNull bool
}

func (s *Source) column(t *symbol.Table, c *symbol.Column) (SourceColumn, bool) {
	for i, tc := range t.Rows.Columns {
		if tc == c && i < len(s.Columns) {
			return s.Columns[i], true
		}
	}
	return SourceColumn{}, false
}

// Database is a set of tables of an Engine. It is the catalog that queries are bound against, and runs them. It is safe
// for concurrent use.
type Database struct {
	engine *Engine
	mu     sync.RWMutex
	// symbols is replaced, never changed, so that a query sees one state from binding to its end.
	symbols *symbol.Database
	sources map[*symbol.Table]Source
	files   *fileNotes // of a folder; else nil
	loaders []*loader
	queries int // that run
	closed  bool
}

// Database returns a new database without tables.
func (e *Engine) Database(name string) *Database {
	return &Database{
		engine:  e,
		symbols: &symbol.Database{Name: name, Tables: map[string]*symbol.Table{}, Functions: map[string]*symbol.Function{}},
		sources: map[*symbol.Table]Source{},
	}
}

// AddTable adds a table, or replaces the one of its name.
func (d *Database) AddTable(t *symbol.Table, s Source) {
	d.change(func(db *symbol.Database) { db.Tables[t.Name] = t })
	d.mu.Lock()
	d.sources[t] = s
	d.mu.Unlock()
}

// AddFunction adds a stored function, or replaces the one of its name.
func (d *Database) AddFunction(f *symbol.Function) {
	d.change(func(db *symbol.Database) { db.Functions[f.Name] = f })
}

// RemoveTable removes a table; its rows stay as long as a query reads them.
func (d *Database) RemoveTable(name string) {
	d.change(func(db *symbol.Database) { delete(db.Tables, name) })
}

func (d *Database) change(f func(*symbol.Database)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	next := &symbol.Database{Name: d.symbols.Name, Pretty: d.symbols.Pretty, Tables: map[string]*symbol.Table{}, Functions: map[string]*symbol.Function{}}
	for n, t := range d.symbols.Tables {
		next.Tables[n] = t
	}
	for n, fn := range d.symbols.Functions {
		next.Functions[n] = fn
	}
	f(next)
	d.symbols = next
}

// Schema returns the tables and functions that there are now. The value does not change any more.
func (d *Database) Schema() *symbol.Database {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.symbols
}

// Table returns the table of that name.
func (d *Database) Table(name string) (*symbol.Table, bool) {
	t, ok := d.Schema().Tables[name]
	return t, ok
}

func (d *Database) source(t *symbol.Table) (Source, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	s, ok := d.sources[t]
	return s, ok
}

// exec runs a statement of this package's own making, such as the CREATE TABLE of a loaded file.
func (e *Engine) exec(ctx context.Context, sql string) error {
	c, err := e.acquire()
	if err != nil {
		return err
	}
	defer e.release(c)
	return c.exec(ctx, sql)
}

// Close ends the database; the engine goes on. What was loaded of its files is dropped once the queries that run have
// ended; a query that begins later loads it again, until it ends.
func (d *Database) Close() error {
	d.mu.Lock()
	d.closed = true
	idle := d.queries == 0
	d.mu.Unlock()
	if idle {
		d.unload()
	}
	return nil
}

// Store returns the store of the database's engine, which keeps its results without copying them out.
func (d *Database) Store() backend.Store { return d.engine }

// begin and end enclose a query of the database.
func (d *Database) begin() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.queries++
}

func (d *Database) end() {
	d.mu.Lock()
	d.queries--
	last := d.closed && d.queries == 0
	d.mu.Unlock()
	if last {
		d.unload()
	}
}

// unload drops the loaded tables.
func (d *Database) unload() {
	d.mu.RLock()
	loaders := slices.Clone(d.loaders)
	d.mu.RUnlock()
	for _, l := range loaders {
		l.unload()
	}
}
