package duckdb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"go.uber.org/zap"

	"github.com/huntbook/huntbook/controller/duckdb/datafile"
	"github.com/huntbook/huntbook/controller/result"
)

// loadState is how far the loading of a table is.
type loadState struct {
	table string // in the engine
	mu    sync.Mutex
	done  bool
}

// load reads the files into the engine's table, once. A load that was stopped or failed begins again next time.
func (l *loader) load(ctx context.Context) error {
	l.state.mu.Lock()
	defer l.state.mu.Unlock()
	if l.state.done {
		return nil
	}
	c, err := l.db.engine.acquire()
	if err != nil {
		return err
	}
	defer l.db.engine.release(c)
	problems, err := l.fill(ctx, c)
	if err != nil {
		_ = c.exec(context.WithoutCancel(ctx), "DROP TABLE IF EXISTS "+l.state.table)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return &result.QueryError{Code: "file", Message: err.Error()}
	}
	for i := range problems {
		problems[i].Table = l.name
	}
	l.db.files.add(problems)
	for _, p := range problems {
		l.db.engine.log.Info("data file", zap.String("path", p.Path), zap.Int("line", p.Line), zap.String("problem", p.Message))
	}
	l.state.done = true
	return nil
}

// unload drops the engine's table; a query that asks for it loads it again.
func (l *loader) unload() {
	l.state.mu.Lock()
	defer l.state.mu.Unlock()
	if !l.state.done {
		return
	}
	l.state.done = false
	if err := l.db.engine.exec(context.Background(), "DROP TABLE IF EXISTS "+l.state.table); err != nil && !errors.Is(err, errClosed) {
		l.db.engine.log.Warn("dropping a table", zap.String("table", l.name), zap.Error(err))
	}
}

func (l *loader) fill(ctx context.Context, c *conn) (problems []Problem, err error) {
	var columns []string
	for i := range l.columns {
		if col := &l.columns[i]; col.stored > 0 {
			columns = append(columns, fmt.Sprintf("c%d %s", col.stored, col.physical()))
		}
	}
	if err := c.exec(ctx, "CREATE OR REPLACE TABLE "+l.state.table+" ("+strings.Join(columns, ", ")+")"); err != nil {
		return nil, err
	}
	for i, p := range l.parts {
		said, err := l.fillPart(ctx, c, i, p)
		if err != nil {
			return nil, fmt.Errorf("%s: %s", filepath.Base(p.path), plainError(err))
		}
		problems = append(problems, said...)
	}
	return problems, nil
}

// fillPart adds the rows of a file: read by the engine where the file is as engines want it, else from a clean copy.
func (l *loader) fillPart(ctx context.Context, c *conn, i int, p *part) ([]Problem, error) {
	if p.shape.Format == datafile.Parquet {
		path, done, err := l.db.engine.within(p.path)
		if err != nil {
			return nil, err
		}
		defer done()
		return l.insert(ctx, c, i, "SELECT * FROM "+l.parquetSQL([]string{path}, false))
	}
	if p.shape.Clean && l.db.engine.reads(p.path) && !p.caseClash() {
		said, err := l.insert(ctx, c, i, p.read(""))
		if err == nil && p.shape.Format == datafile.NDJSON && !p.shape.Whole {
			late, e := p.lateKeys(ctx, c)
			said, err = append(said, late...), e
		}
		failed := (*sqlError)(nil)
		if err == nil || ctx.Err() != nil || errors.As(err, &failed) && failed.outOfMemory() {
			return said, err
		}
	}
	copied, err := os.CreateTemp(l.db.engine.spill, "clean-*")
	if err != nil {
		return nil, err
	}
	defer os.Remove(copied.Name())
	done, err := p.shape.Rewrite(ctx, copied)
	if e := copied.Close(); err == nil {
		err = e
	}
	if err != nil {
		return nil, err
	}
	if done.Rows == 0 {
		return done.Problems, nil
	}
	said, err := l.insert(ctx, c, i, p.read(copied.Name()))
	return append(done.Problems, said...), err
}

// insert adds the rows of a relation with the columns r1, r2 ... of part i. Where values may not fit their types, the
// raw rows are kept in between, so that those which do not are counted.
func (l *loader) insert(ctx context.Context, c *conn, i int, from string) ([]Problem, error) {
	var values []string
	var checks []string
	var checked []*fileColumn
	for k := range l.columns {
		col := &l.columns[k]
		if col.stored == 0 {
			continue
		}
		value, text := l.value(col, i)
		values = append(values, value)
		if text != "" && col.checked {
			checks = append(checks, fmt.Sprintf("count(*) FILTER (WHERE %[1]s <> '' AND (%[2]s) IS NULL)", text, value))
			checked = append(checked, col)
		}
	}
	into := "INSERT INTO " + l.state.table + " SELECT " + strings.Join(values, ", ") + " FROM "
	if len(checks) == 0 {
		return nil, c.exec(ctx, into+"("+from+")")
	}
	raw := l.db.engine.name("raw")
	if err := c.exec(ctx, "CREATE TEMP TABLE "+raw+" AS "+from); err != nil {
		return nil, err
	}
	defer c.exec(context.WithoutCancel(ctx), "DROP TABLE IF EXISTS "+raw)
	counts, err := c.ints(ctx, "SELECT "+strings.Join(checks, ", ")+" FROM "+raw)
	if err != nil {
		return nil, err
	}
	var problems []Problem
	for k, n := range counts[0] {
		if n == 0 {
			continue
		}
		value, text := l.value(checked[k], i)
		example, err := c.strings(ctx, fmt.Sprintf("SELECT left(%[1]s, 40) FROM %[3]s WHERE %[1]s <> '' AND (%[2]s) IS NULL LIMIT 1", text, value, raw))
		if err != nil {
			return nil, err
		}
		problems = append(problems, Problem{Path: l.parts[i].path,
			Message: fmt.Sprintf("%d values of column %s are no %s and are null, the first is %q", n, checked[k].symbol.Name, checked[k].symbol.Type, example[0][0])})
	}
	return problems, c.exec(ctx, into+raw)
}

// caseClash reports whether columns differ by case only, which the engine's readers take for one.
func (p *part) caseClash() bool {
	seen := map[string]bool{}
	for _, col := range p.shape.Columns {
		if key := strings.ToLower(col.Key); p.shape.Format != datafile.CSV && seen[key] {
			return true
		} else {
			seen[key] = true
		}
	}
	return false
}

// lateKeys says which properties appear behind the sample and so are no columns.
func (p *part) lateKeys(ctx context.Context, c *conn) ([]Problem, error) {
	rows, err := c.strings(ctx, fmt.Sprintf("SELECT DISTINCT unnest(json_keys(json)) FROM read_ndjson_objects(%s, maximum_object_size = %d)", quote(p.path), max(16<<20, 4*p.shape.LongestRow)))
	if err != nil {
		return nil, err
	}
	var late []string
	for _, row := range rows {
		if !slices.ContainsFunc(p.shape.Columns, func(col datafile.Column) bool { return col.Key == row[0] }) {
			late = append(late, row[0])
		}
	}
	if len(late) == 0 {
		return nil, nil
	}
	slices.Sort(late)
	return []Problem{{Path: p.path, Message: datafile.LateKeys(late)}}, nil
}

// within returns a path under which the engine may read a file: its own, or that of a copy, which done removes.
func (e *Engine) within(path string) (readable string, done func(), err error) {
	if e.reads(path) {
		return path, func() {}, nil
	}
	in, err := os.Open(path)
	if err != nil {
		return "", nil, err
	}
	defer in.Close()
	out, err := os.CreateTemp(e.spill, "copy-*")
	if err != nil {
		return "", nil, err
	}
	done = func() { os.Remove(out.Name()) }
	_, err = io.Copy(out, in)
	if e := out.Close(); err == nil {
		err = e
	}
	if err != nil {
		done()
		return "", nil, err
	}
	return out.Name(), done, nil
}
