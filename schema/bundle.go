package schema

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sort"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Product is a set of Microsoft's products, by the tables that one finds there.
type Product uint8

const (
	Sentinel Product = 1 << iota // a Log Analytics workspace with Microsoft Sentinel
	Defender                     // Defender XDR's advanced hunting
)

// Bundle collects tables and functions for the file that this package embeds. A table of both products has the columns
// of both, each with the products that have it.
//
// The file is compressed (deflate) and holds: a version byte; the names, sorted, each once; the tables, each a name and
// columns (name, type, products); the functions, each a name, products and parameters. Numbers are unsigned varints,
// names are places in the list of names. Invariant: what is written depends only on what was added, not on the order
// among tables and functions.
type Bundle struct {
	tables    map[string][]bundledColumn
	functions map[string]bundledFunction
}

type bundledColumn struct {
	name     string
	typ      symbol.Type
	products Product
}

type bundledFunction struct {
	params   []symbol.Param
	products Product
}

const bundleVersion = 1

// AddColumn adds a column to a table, at its end. A column that is there already, of the same type, gains the product.
func (b *Bundle) AddColumn(table, name string, t symbol.Type, p Product) {
	if b.tables == nil {
		b.tables = map[string][]bundledColumn{}
	}
	for i, c := range b.tables[table] {
		if c.name == name && c.typ == t {
			b.tables[table][i].products |= p
			return
		}
	}
	b.tables[table] = append(b.tables[table], bundledColumn{name, t, p})
}

// AddFunction adds a function; a later one replaces an earlier one of the same name.
func (b *Bundle) AddFunction(name string, params []symbol.Param, p Product) {
	if b.functions == nil {
		b.functions = map[string]bundledFunction{}
	}
	b.functions[name] = bundledFunction{params, p}
}

// Encode returns the file.
func (b *Bundle) Encode() []byte {
	set := map[string]bool{"": true}
	for table, columns := range b.tables {
		set[table] = true
		for _, c := range columns {
			set[c.name] = true
		}
	}
	for name, f := range b.functions {
		set[name] = true
		for _, p := range f.params {
			set[p.Name], set[p.Default] = true, true
			if p.Rows != nil {
				for _, c := range p.Rows.Columns {
					set[c.Name] = true
				}
			}
		}
	}
	names := slices.Sorted(maps.Keys(set))
	var out bytes.Buffer
	num := func(n int) { out.Write(binary.AppendUvarint(nil, uint64(n))) }
	ref := func(name string) { num(sort.SearchStrings(names, name)) }

	out.WriteByte(bundleVersion)
	num(len(names))
	for _, n := range names {
		num(len(n))
		out.WriteString(n)
	}
	num(len(b.tables))
	for _, table := range slices.Sorted(maps.Keys(b.tables)) {
		columns := b.tables[table]
		ref(table)
		num(len(columns))
		for _, c := range columns {
			ref(c.name)
			out.WriteByte(byte(c.typ) | byte(c.products)<<4)
		}
	}
	num(len(b.functions))
	for _, name := range slices.Sorted(maps.Keys(b.functions)) {
		f := b.functions[name]
		ref(name)
		out.WriteByte(byte(f.products))
		num(len(f.params))
		for _, p := range f.params {
			ref(p.Name)
			ref(p.Default)
			if p.Rows == nil {
				out.WriteByte(byte(p.Type))
				continue
			}
			out.WriteByte(tabularParam)
			num(len(p.Rows.Columns))
			for _, c := range p.Rows.Columns {
				ref(c.Name)
				out.WriteByte(byte(c.Type))
			}
		}
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	w.Write(out.Bytes())
	w.Close()
	return packed.Bytes()
}

// tabularParam stands where a scalar parameter has its type. A tabular parameter without columns is (*).
const tabularParam = 0xff

// bundleReader reads what Encode wrote. Out of its data it yields zeros and remembers err.
type bundleReader struct {
	data  []byte
	names []string
	err   error
}

var errBundle = errors.New("the bundled schema is damaged")

func (r *bundleReader) byte() byte {
	if len(r.data) == 0 {
		r.err = errBundle
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

func (r *bundleReader) num() int {
	n, size := binary.Uvarint(r.data)
	if size <= 0 || n > 1<<24 {
		r.data, r.err = nil, errBundle
		return 0
	}
	r.data = r.data[size:]
	return int(n)
}

// count reads a number of things that take at least one byte each.
func (r *bundleReader) count() int {
	n := r.num()
	if n > len(r.data) {
		r.err = errBundle
		return 0
	}
	return n
}

func (r *bundleReader) ref() string {
	if n := r.num(); n < len(r.names) {
		return r.names[n]
	}
	r.err = errBundle
	return ""
}

// decodeBundle returns what one or both products hold, as a database of that name.
func decodeBundle(packed []byte, want Product, name string) (*symbol.Database, error) {
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBundle, err)
	}
	r := &bundleReader{data: data}
	if r.byte() != bundleVersion {
		return nil, errBundle
	}
	r.names = make([]string, 0, r.count())
	for range cap(r.names) {
		n := r.count()
		r.names = append(r.names, string(r.data[:n]))
		r.data = r.data[n:]
	}
	tables := r.count()
	db := &symbol.Database{Name: name, Tables: make(map[string]*symbol.Table, tables)}
	for range tables {
		r.table(db, want)
	}
	functions := r.count()
	db.Functions = make(map[string]*symbol.Function, functions)
	for range functions {
		r.function(db, want)
	}
	return db, r.err
}

func (r *bundleReader) table(db *symbol.Database, want Product) {
	t := &symbol.Table{Name: r.ref(), Origin: "bundled"}
	n := r.count()
	columns := make([]symbol.Column, n)
	t.Rows.Columns = make([]*symbol.Column, 0, n)
	mixed := want == Sentinel|Defender // only then may a name come twice
	for i := range columns {
		c := &columns[i]
		c.Name, c.Table = r.ref(), t
		bits := r.byte()
		c.Type = symbol.Type(bits & 15)
		if products := Product(bits >> 4); products&want == 0 || mixed && products == Defender && t.Rows.Column(c.Name) != nil {
			continue
		}
		t.Rows.Columns = append(t.Rows.Columns, c)
	}
	if len(t.Rows.Columns) > 0 {
		db.Tables[t.Name] = t
	}
}

func (r *bundleReader) function(db *symbol.Database, want Product) {
	// What the function yields is not known, only that it is a table.
	f := &symbol.Function{Name: r.ref(), Origin: "bundled", Result: &symbol.Rows{Open: true}}
	products := Product(r.byte())
	for range r.count() {
		p := symbol.Param{Name: r.ref(), Default: r.ref()}
		if kind := r.byte(); kind != tabularParam {
			p.Type = symbol.Type(kind)
		} else {
			p.Rows = &symbol.Rows{}
			for range r.count() {
				p.Rows.Columns = append(p.Rows.Columns, &symbol.Column{Name: r.ref(), Type: symbol.Type(r.byte())})
			}
			p.Rows.Open = len(p.Rows.Columns) == 0
		}
		f.Params = append(f.Params, p)
	}
	if products&want != 0 {
		db.Functions[f.Name] = f
	}
}
