package duckdb

import (
	"fmt"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/datafile"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// loader knows how the rows of a table's files become rows of the engine.
type loader struct {
	db      *Database
	name    string // of the table
	parts   []*part
	columns []fileColumn
	state   loadState
}

// fileColumn is a column of a table of files.
type fileColumn struct {
	symbol *symbol.Column
	ticks  bool // a datetime with digits below the microsecond
	// stored is the column's place in the loaded table, from 1; 0 for a column of the known table that no file has.
	stored int
	// from is the place of the column in each part, from 1; 0 where a part lacks it.
	from []int
	// alias is the place in columns, from 1, of the column whose values stand in for one that no file has.
	alias int
	// checked: values may not fit the type, so they are counted when they are read.
	checked bool
}

// design decides the table's columns: those of the files, in their order, and behind them those of the known table that
// the files lack. A known column's type counts, unless what the files hold can't be of that type.
func (l *loader) design(t *symbol.Table, like *symbol.Table) (problems []Problem) {
	place := map[string]int{}
	for i, p := range l.parts {
		for j, c := range p.shape.Columns {
			name, wanted := knownColumn(like, c.Name, p.shape)
			at, ok := place[name]
			if !ok {
				at = len(l.columns)
				place[name] = at
				l.columns = append(l.columns, fileColumn{
					symbol: &symbol.Column{Name: name, Type: c.Type, Table: t}, ticks: c.Ticks, stored: at + 1, from: make([]int, len(l.parts)), checked: !p.shape.Whole,
				})
			} else if l.columns[at].from[i] != 0 {
				// A second column of the part has the known name by its case only; it keeps its own.
				at = len(l.columns)
				place[c.Name] = at
				wanted = nil
				l.columns = append(l.columns, fileColumn{symbol: &symbol.Column{Name: c.Name, Type: c.Type, Table: t}, ticks: c.Ticks, stored: at + 1, from: make([]int, len(l.parts))})
			}
			col := &l.columns[at]
			col.from[i] = j + 1
			col.ticks = col.ticks || c.Ticks
			col.checked = col.checked || !p.shape.Whole
			switch {
			case wanted != nil && (c.Fits != 0 && c.Fits.Has(wanted.Type) || fitsType(c.Type, wanted.Type)) && (!ok || col.symbol.Type == wanted.Type):
				col.checked = col.checked || c.Type != wanted.Type
				col.symbol.Type, col.symbol.Doc = wanted.Type, wanted.Doc
			case wanted != nil && !ok:
				problems = append(problems, Problem{Path: p.path, Message: fmt.Sprintf("column %s holds %s here, not %s as in %s", name, article(c.Type), article(wanted.Type), like.Name)})
			case ok:
				col.symbol.Type = wider(col.symbol.Type, c.Type)
			}
		}
	}
	problems = append(problems, l.addMissing(t, like, place)...)
	for i := range l.columns {
		t.Rows.Columns = append(t.Rows.Columns, l.columns[i].symbol)
	}
	return problems
}

// addMissing adds the known columns that no file has. Some have their values under another name: the same tables call
// their time TimeGenerated in a workspace and Timestamp in Defender, and exports write x_dynamic and x_string for x.
// Where a file has neither time, and one other point in time in each row, that one stands in.
func (l *loader) addMissing(t *symbol.Table, like *symbol.Table, place map[string]int) (problems []Problem) {
	if like == nil {
		return nil
	}
	onlyTime := l.onlyTime()
	for _, c := range like.Rows.Columns {
		if _, ok := place[c.Name]; ok {
			continue
		}
		col := fileColumn{symbol: &symbol.Column{Name: c.Name, Type: c.Type, Doc: c.Doc, Table: t}}
		other := c.Name + "_" + c.Type.String()
		switch c.Name {
		case "TimeGenerated":
			other = "Timestamp"
		case "Timestamp":
			other = "TimeGenerated"
		}
		if at, ok := place[other]; ok && c.Type == l.columns[at].symbol.Type {
			col.alias, col.ticks = at+1, l.columns[at].ticks
		} else if (c.Name == "TimeGenerated" || c.Name == "Timestamp") && c.Type == symbol.Datetime && onlyTime > 0 {
			in := &l.columns[onlyTime-1]
			col.alias, col.ticks = onlyTime, in.ticks
			problems = append(problems, Problem{Path: l.parts[0].path, Harmless: true, Message: fmt.Sprintf("there is no column %s; %s stands in for it", c.Name, in.symbol.Name)})
		}
		l.columns = append(l.columns, col)
	}
	return problems
}

// onlyTime returns the place, from 1, of the one stored column that holds points in time; 0 when there are none or several.
func (l *loader) onlyTime() (at int) {
	for i := range l.columns {
		if l.columns[i].symbol.Type != symbol.Datetime || l.columns[i].stored == 0 {
			continue
		}
		if at != 0 {
			return 0
		}
		at = i + 1
	}
	return at
}

// knownColumn returns the name and the symbol of the known table's column that a file's column is; without regard to
// case where no column has the very name. Parquet says its types itself.
func knownColumn(like *symbol.Table, name string, s *datafile.Shape) (string, *symbol.Column) {
	if like == nil {
		return name, nil
	}
	c := like.Rows.Column(name)
	for _, k := range like.Rows.Columns {
		if c == nil && strings.EqualFold(k.Name, name) {
			c = k
		}
	}
	if c == nil {
		return name, nil
	}
	if s.Format == datafile.Parquet && !textTypes.Has(c.Type) {
		return c.Name, nil
	}
	return c.Name, c
}

// fitsType reports whether values that look like one type may be read as another one.
func fitsType(found, wanted symbol.Type) bool {
	switch wanted {
	case found, symbol.String, symbol.Dynamic:
		return true
	case symbol.Bool:
		return found == symbol.Long || found == symbol.String
	case symbol.Int, symbol.Long:
		return found == symbol.Long || found == symbol.Int || found == symbol.Real
	case symbol.Real, symbol.Decimal:
		return symbol.Numbers.Has(found)
	case symbol.Guid:
		return found == symbol.String
	}
	return false
}

// wider returns a type for values of two types.
func wider(a, b symbol.Type) symbol.Type {
	if a == b {
		return a
	}
	if t := symbol.Promote(a, b); t != symbol.Unknown {
		return t
	}
	return symbol.String
}

func article(t symbol.Type) string {
	if t == symbol.Int {
		return "an int"
	}
	return "a " + t.String()
}

// physical returns the SQL type that a column is stored as.
func (c *fileColumn) physical() string {
	switch c.symbol.Type {
	case symbol.Bool:
		return "BOOLEAN"
	case symbol.Int:
		return "INTEGER"
	case symbol.Long, symbol.Timespan:
		return "BIGINT"
	case symbol.Real:
		return "DOUBLE"
	case symbol.Decimal:
		return "DECIMAL(38,18)"
	case symbol.Datetime:
		if c.ticks {
			return "BIGINT"
		}
		return "TIMESTAMP"
	case symbol.Guid:
		return "UUID"
	}
	return "VARCHAR"
}

// absent returns the value of a column in rows that lack it.
func (c *fileColumn) absent() string {
	if c.symbol.Type == symbol.String {
		return "''"
	}
	return "CAST(NULL AS " + c.physical() + ")"
}

// source returns how queries read the table. The columns of Parquet files alone are read in place, so that the engine
// skips what a query does not need; everything else is loaded first.
func (l *loader) source() Source {
	var s Source
	if l.inPlace() {
		s.SQL = l.parquetSQL(l.paths(), len(l.parts) > 1)
	} else {
		s.SQL = l.db.engine.name("f")
		l.state.table = s.SQL
		s.Load = l.load
	}
	for i := range l.columns {
		c := &l.columns[i]
		if c.alias > 0 {
			c = &l.columns[c.alias-1]
		}
		sc := SourceColumn{SQL: c.absent()}
		switch {
		case c.stored == 0:
		case l.inPlace():
			p, at := l.parts[0], c.from[0]-1
			if sc = p.parquet[at]; p.shape.Columns[at].Type != c.symbol.Type {
				sc.SQL, _ = l.fromParquet(c, p, at)
			}
		default:
			sc.SQL = fmt.Sprintf("c%d", c.stored)
		}
		sc.Stamp = sc.Stamp || c.symbol.Type == symbol.Datetime && !c.ticks
		sc.NotNull = sc.NotNull || c.symbol.Type == symbol.String && !l.inPlace()
		s.Columns = append(s.Columns, sc)
	}
	return s
}

// inPlace reports whether all files are Parquet of one shape, which the engine may read itself.
func (l *loader) inPlace() bool {
	for _, p := range l.parts {
		if p.shape.Format != datafile.Parquet || !l.db.engine.reads(p.path) || len(p.shape.Columns) != len(l.parts[0].shape.Columns) {
			return false
		}
		for i, c := range p.shape.Columns {
			if c != l.parts[0].shape.Columns[i] {
				return false
			}
		}
	}
	return true
}

func (l *loader) paths() []string {
	var paths []string
	for _, p := range l.parts {
		paths = append(paths, p.path)
	}
	return paths
}

// reads reports whether the engine may open a file by its path: it lies in a folder that is allowed, and no character
// of it stands for several files.
func (e *Engine) reads(path string) bool {
	if strings.ContainsAny(path, "*?[]{}") {
		return false
	}
	for _, d := range e.dirs {
		if below(d, path) {
			return true
		}
	}
	return false
}
