package duckdb

import (
	"context"
	"errors"
	"io"
	"math/big"
	"strings"
	"sync"

	duck "github.com/duckdb/duckdb-go-bindings"
	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// kept is a kept result: a table of the engine with columns r1, r2 ...
type kept struct {
	engine    *Engine
	name      string
	columns   []result.Column
	stamps    []bool
	rows      int64
	truncated bool

	mu   sync.RWMutex // held for reading while the table is in use
	gone bool
}

var errGone = &result.QueryError{Code: codeInvalid, Message: "the result is not kept any more; run the query again"}

// Keep implements backend.Store.
func (e *Engine) Keep(ctx context.Context, r result.Result, maxRows int64) (backend.Kept, error) {
	k := &kept{engine: e, name: e.name("kept"), columns: r.Columns()}
	c, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer e.release(c)
	own, ok := r.Reader.(*resultReader)
	if ok && own.set.engine == e && own.rows == nil && own.ended == nil {
		err = k.fill(ctx, c, own, maxRows)
	} else {
		err = k.copy(ctx, c, r.Reader, maxRows)
	}
	if err != nil {
		_ = c.exec(context.Background(), "DROP TABLE IF EXISTS "+k.name)
		return nil, queryError(err)
	}
	return k, nil
}

// fill computes a result of this engine into a table, without a row passing through this process.
func (k *kept) fill(ctx context.Context, c *conn, r *resultReader, maxRows int64) error {
	limit := r.limit
	if maxRows > 0 && (limit < 0 || maxRows < limit) {
		limit = maxRows + 1
	}
	run := func(wrap bool) error {
		sql, cols, err := r.set.write(ctx, r.res, limit, wrap)
		if err != nil {
			return err
		}
		if err := r.set.v.ready(ctx); err != nil {
			return err
		}
		k.stamps = nil
		for _, col := range cols {
			k.stamps = append(k.stamps, col.stamp)
		}
		return c.exec(ctx, "CREATE TABLE "+k.name+" AS "+sql)
	}
	err := run(false)
	var s *sqlError
	if errors.As(err, &s) && s.overflow() {
		err = run(true)
	}
	if err != nil {
		return err
	}
	_ = r.Close()
	if err := k.count(ctx, c); err != nil {
		return err
	}
	if maxRows > 0 && k.rows > maxRows {
		k.rows, k.truncated = maxRows, true
		return c.exec(ctx, "DELETE FROM "+k.name+" WHERE rowid >= "+itoa(int(maxRows)))
	}
	return nil
}

func (k *kept) count(ctx context.Context, c *conn) error {
	n, err := c.ints(ctx, "SELECT count(*) FROM "+k.name)
	if err == nil {
		k.rows = n[0][0]
	}
	return err
}

// copy reads a result of another engine into a table.
func (k *kept) copy(ctx context.Context, c *conn, r result.Reader, maxRows int64) error {
	var defs []string
	var types []duck.LogicalType
	for i, col := range k.columns {
		defs = append(defs, "r"+itoa(i+1)+" "+sqlTypeName(col.Type))
		types = append(types, logicalOf(col.Type))
		k.stamps = append(k.stamps, false)
	}
	defer func() {
		for i := range types {
			duck.DestroyLogicalType(&types[i])
		}
	}()
	if len(defs) == 0 {
		defs, types = []string{"r1 BIGINT"}, []duck.LogicalType{duck.CreateLogicalType(duck.TypeBigInt)}
	}
	if err := c.exec(ctx, "CREATE TABLE "+k.name+" ("+strings.Join(defs, ", ")+")"); err != nil {
		return err
	}
	var app duck.Appender
	if duck.AppenderCreate(c.h, "", k.name, &app) == duck.StateError {
		defer duck.AppenderDestroy(&app)
		return errors.New(duck.AppenderError(app))
	}
	defer duck.AppenderDestroy(&app)
	chunk := duck.CreateDataChunk(types)
	defer duck.DestroyDataChunk(&chunk)
	size := int(duck.VectorSize())
	for {
		b, err := r.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		n := b.Len
		if maxRows > 0 && k.rows+int64(n) > maxRows {
			n, k.truncated = int(maxRows-k.rows), true
		}
		for from := 0; from < n; from += size {
			to := min(from+size, n)
			duck.DataChunkReset(chunk)
			for i := range b.Cols {
				v := vecOf(duck.DataChunkGetVector(chunk, duck.IdxT(i)))
				fillVector(&v, &b.Cols[i], from, to)
			}
			duck.DataChunkSetSize(chunk, duck.IdxT(to-from))
			if duck.AppendDataChunk(app, chunk) == duck.StateError {
				return errors.New(duck.AppenderError(app))
			}
		}
		k.rows += int64(n)
		if k.truncated {
			break
		}
	}
	if duck.AppenderFlush(app) == duck.StateError {
		return errors.New(duck.AppenderError(app))
	}
	return nil
}

func logicalOf(t symbol.Type) duck.LogicalType {
	switch t {
	case symbol.Bool:
		return sqlBoolean.logical()
	case symbol.Int:
		return sqlInteger.logical()
	case symbol.Long, symbol.Datetime, symbol.Timespan:
		return sqlBigint.logical()
	case symbol.Real:
		return sqlDouble.logical()
	case symbol.Decimal:
		return sqlDecimal.logical()
	case symbol.Guid:
		return sqlUUID.logical()
	}
	return sqlVarchar.logical()
}

// fillVector writes rows from to to of a result's vector into a DuckDB vector.
func fillVector(v *vec, in *result.Vector, from, to int) {
	for i := from; i < to; i++ {
		row := i - from
		if in.IsNull(i) {
			v.putNull(row)
			continue
		}
		switch in.Type {
		case symbol.Bool:
			put(v, row, in.Ints[i] != 0)
		case symbol.Int:
			put(v, row, int32(in.Ints[i]))
		case symbol.Long, symbol.Datetime, symbol.Timespan:
			put(v, row, in.Ints[i])
		case symbol.Real:
			put(v, row, in.Reals[i])
		case symbol.Decimal:
			if d := decimalOfText(in.Strings[i]); !d.null {
				put(v, row, hugeint{d.v.lo, d.v.hi})
			} else {
				v.putNull(row)
			}
		case symbol.Guid:
			if g, ok := parseGuid(in.Strings[i]); ok {
				put(v, row, hugeOf(g))
			} else {
				v.putNull(row)
			}
		default:
			v.putStr(row, strings.ToValidUTF8(in.Strings[i], "\uFFFD"))
		}
	}
}

// Columns implements backend.Kept.
func (k *kept) Columns() []result.Column { return k.columns }

// Rows implements backend.Kept.
func (k *kept) Rows() int64 { return k.rows }

// Truncated implements backend.Kept.
func (k *kept) Truncated() bool { return k.truncated }

// table is the kept result as a table of a query.
func (k *kept) table(name string) (*symbol.Table, Source) {
	t := &symbol.Table{Name: name, Kind: symbol.NamedResult}
	src := Source{SQL: k.name}
	for i, c := range k.columns {
		t.Rows.Columns = append(t.Rows.Columns, &symbol.Column{Name: c.Name, Type: c.Type, Table: t})
		src.Columns = append(src.Columns, SourceColumn{SQL: "r" + itoa(i+1), Stamp: k.stamps[i], NotNull: c.Type == symbol.String})
	}
	return t, src
}

// use runs f on a connection while the table cannot be dropped.
func (k *kept) use(f func(c *conn) error) error {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if k.gone {
		return errGone
	}
	c, err := k.engine.acquire()
	if err != nil {
		return err
	}
	defer k.engine.release(c)
	return f(c)
}

// list is all columns, for SELECT.
func (k *kept) list() string {
	if len(k.columns) == 0 {
		return "1 AS r1"
	}
	names := make([]string, len(k.columns))
	for i := range names {
		names[i] = "r" + itoa(i+1)
	}
	return strings.Join(names, ", ")
}

// maxPage bounds how many rows a page may hold.
const maxPage = 100_000

// Page implements backend.Kept.
func (k *kept) Page(ctx context.Context, p backend.Page) (rows *result.Batch, total int64, err error) {
	err = k.use(func(c *conn) error {
		where := ""
		total = k.rows
		if p.Search != "" {
			if where, err = k.search(p.Search); err != nil {
				return err
			}
			n, err := c.ints(ctx, "SELECT count(*) FROM "+k.name+where)
			if err != nil {
				return err
			}
			total = n[0][0]
		}
		order := "rowid"
		if len(p.Sort) > 0 {
			var keys []orderKey
			for _, s := range p.Sort {
				if s.Column >= 0 && s.Column < len(k.columns) {
					keys = append(keys, orderKey{"r" + itoa(s.Column+1), s.Desc, !s.Desc})
				}
			}
			order = orderList(append(keys, orderKey{sql: "rowid"}))
		}
		limit := min(max(p.Limit, 0), maxPage)
		r, err := c.query(ctx, "SELECT "+k.list()+" FROM "+k.name+where+" ORDER BY "+order+" LIMIT "+itoa(limit)+" OFFSET "+itoa(int(max(p.Offset, 0))))
		if err != nil {
			return err
		}
		defer r.close()
		rows = &result.Batch{Cols: make([]result.Vector, len(k.columns))}
		for i, col := range k.columns {
			rows.Cols[i].Type = col.Type
		}
		for {
			vecs, n, err := r.next(ctx)
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			for i, col := range k.columns {
				join(&rows.Cols[i], vectorOf(&vecs[i], 0, n, col.Type, k.stamps[i]), rows.Len, n)
			}
			rows.Len += n
		}
	})
	return rows, total, queryError(err)
}

// join appends a vector of n values to one of have.
func join(dst *result.Vector, v result.Vector, have, n int) {
	if v.Null != nil || dst.Null != nil {
		if dst.Null == nil {
			dst.Null = make([]bool, have)
		}
		if v.Null == nil {
			v.Null = make([]bool, n)
		}
		dst.Null = append(dst.Null, v.Null...)
	}
	dst.Ints = append(dst.Ints, v.Ints...)
	dst.Reals = append(dst.Reals, v.Reals...)
	dst.Strings = append(dst.Strings, v.Strings...)
}

// search is a condition that holds for rows with a cell whose text contains s, without case.
func (k *kept) search(s string) (string, error) {
	w := &writer{}
	f := &frame{name: k.name}
	sc := w.on(f)
	var tests []string
	err := catch(func() {
		for i, c := range k.columns {
			x := frag{sql: "r" + itoa(i+1), t: c.Type, stamp: k.stamps[i], null: true}
			text := sc.convert(x, nil, symbol.String)
			tests = append(tests, "contains(lower("+text.sql+"), lower("+quote(s)+"))")
		}
	})
	if len(tests) == 0 {
		tests = []string{"false"}
	}
	return " WHERE (" + strings.Join(tests, " OR ") + ")", err
}

// Read implements backend.Kept.
func (k *kept) Read(ctx context.Context) (result.Reader, error) {
	k.mu.RLock()
	if k.gone {
		k.mu.RUnlock()
		return nil, errGone
	}
	c, err := k.engine.acquire()
	if err != nil {
		k.mu.RUnlock()
		return nil, err
	}
	r, err := c.query(ctx, "SELECT "+k.list()+" FROM "+k.name+" ORDER BY rowid")
	if err != nil {
		k.engine.release(c)
		k.mu.RUnlock()
		return nil, queryError(err)
	}
	return &keptReader{k: k, c: c, r: r}, nil
}

// keptReader reads a kept result; the table stays until it is closed.
type keptReader struct {
	k    *kept
	c    *conn
	r    *rows
	once sync.Once
}

func (r *keptReader) Columns() []result.Column { return r.k.columns }

func (r *keptReader) Next(ctx context.Context) (*result.Batch, error) {
	vecs, n, err := r.r.next(ctx)
	if err != nil {
		return nil, queryError(err)
	}
	b := &result.Batch{Len: n, Cols: make([]result.Vector, len(r.k.columns))}
	for i, col := range r.k.columns {
		b.Cols[i] = vectorOf(&vecs[i], 0, n, col.Type, r.k.stamps[i])
	}
	return b, nil
}

func (r *keptReader) Close() error {
	r.once.Do(func() {
		r.r.close()
		r.k.engine.release(r.c)
		r.k.mu.RUnlock()
	})
	return nil
}

// Drop implements backend.Kept. It waits for readers.
func (k *kept) Drop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.gone {
		return
	}
	k.gone = true
	if err := k.engine.exec(context.Background(), "DROP TABLE IF EXISTS "+k.name); err != nil && !errors.Is(err, errClosed) {
		k.engine.log.Warn("drop a kept result")
	}
}

// parseGuid reads 36 characters.
func parseGuid(s string) (g guid, ok bool) {
	s = strings.ReplaceAll(s, "-", "")
	if len(s) != 32 {
		return g, false
	}
	for i := range g {
		hi, lo := strings.IndexByte(hexDigits, s[2*i]|0x20), strings.IndexByte(hexDigits, s[2*i+1]|0x20)
		if hi < 0 || lo < 0 {
			return g, false
		}
		g[i] = byte(hi<<4 | lo)
	}
	return g, true
}

// decimalOfText reads decimal digits.
func decimalOfText(s string) opt[decimal] {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return none[decimal]()
	}
	r.Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(18), nil)))
	return decimalOf(new(big.Int).Quo(r.Num(), r.Denom()))
}
