package schema

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Snapshot is what a connection was known to hold at one moment. It never changes.
type Snapshot struct {
	Connection string // the name
	At         time.Time
	Current    string // the database that unqualified names mean
	Databases  []*symbol.Database
	Problems   []string // what could not be read, one sentence each, for people; the rest is good
}

// Database returns the current database; an empty one, still loading, where the snapshot has none of that name.
func (s *Snapshot) Database() *symbol.Database {
	for _, db := range s.Databases {
		if fold(db.Name) == fold(s.Current) {
			return db
		}
	}
	return &symbol.Database{Name: s.Current, Tables: map[string]*symbol.Table{}, Functions: map[string]*symbol.Function{}, Loading: true}
}

// Catalog returns what queries on the connection are bound against. s is nil while nothing is known yet.
//
// The bundled tables stand behind the tables of a folder, because a person tries queries there before the data are;
// and in place of a workspace's while those are not known. A cluster has what it says it has.
func (c Connection) Catalog(s *Snapshot) *Catalog {
	own := &symbol.Database{Name: c.Database, Tables: map[string]*symbol.Table{}, Functions: map[string]*symbol.Function{}, Loading: true}
	if own.Name == "" {
		own.Name = c.Name
	}
	if s != nil {
		own = s.Database()
	}
	switch c.Kind {
	case KindFiles:
		return NewCatalog(own, Bundled())
	case KindLogAnalytics:
		if s == nil {
			return NewCatalog(own, BundledOf(Sentinel))
		}
		return NewCatalog(own)
	case KindDefender:
		return NewCatalog(own, BundledOf(Defender))
	}
	catalog := NewCatalog(own)
	if s != nil {
		for _, db := range s.Databases {
			catalog.databases[fold(db.Name)] = db
		}
	}
	catalog.databases[fold(own.Name)] = own
	if c.Kind == KindKusto {
		catalog.cluster = clusterHost(c.Endpoint())
	}
	catalog.partial = s == nil
	return catalog
}

// snapshotVersion changes when older or newer programs can't read the form below.
const snapshotVersion = 1

// The form of a snapshot on the disk and between processes.
type (
	storedSnapshot struct {
		Version    int              `json:"version"`
		Key        string           `json:"key"` // Connection.key: of another one, the snapshot is not used
		Connection string           `json:"connection"`
		At         time.Time        `json:"at"`
		Current    string           `json:"current"`
		Problems   []string         `json:"problems,omitempty"`
		Databases  []storedDatabase `json:"databases"`
	}
	storedDatabase struct {
		Name      string           `json:"name"`
		Pretty    string           `json:"pretty,omitempty"`
		Tables    []storedTable    `json:"tables"`
		Functions []storedFunction `json:"functions,omitempty"`
	}
	storedTable struct {
		Name    string   `json:"name"`
		Kind    int      `json:"kind,omitempty"`
		Folder  string   `json:"folder,omitempty"`
		Doc     string   `json:"doc,omitempty"`
		Origin  string   `json:"origin,omitempty"`
		Columns []string `json:"columns"` // name, type, name, type ...
		// Docs are the columns' sentences, by place; nil when there are none.
		Docs map[int]string `json:"docs,omitempty"`
	}
	storedFunction struct {
		Name   string        `json:"name"`
		Params []storedParam `json:"params,omitempty"`
		Body   string        `json:"body,omitempty"`
		Result []string      `json:"result,omitempty"` // as storedTable.Columns
		View   bool          `json:"view,omitempty"`
		Doc    string        `json:"doc,omitempty"`
		Folder string        `json:"folder,omitempty"`
		Origin string        `json:"origin,omitempty"`
	}
	storedParam struct {
		Name    string   `json:"name"`
		Type    string   `json:"type,omitempty"` // empty: tabular
		Default string   `json:"default,omitempty"`
		Columns []string `json:"columns,omitempty"`
		Open    bool     `json:"open,omitempty"`
	}
)

// Encode returns the form of the snapshot on the disk, for this connection. Equal snapshots have equal forms.
func (s *Snapshot) Encode(c Connection) ([]byte, error) {
	stored := storedSnapshot{Version: snapshotVersion, Key: c.key(), Connection: s.Connection, At: s.At, Current: s.Current, Problems: s.Problems}
	for _, db := range s.Databases {
		d := storedDatabase{Name: db.Name, Pretty: db.Pretty, Tables: []storedTable{}}
		for _, name := range slices.Sorted(maps.Keys(db.Tables)) {
			t := db.Tables[name]
			st := storedTable{Name: t.Name, Kind: int(t.Kind), Folder: t.Folder, Doc: t.Doc, Origin: t.Origin, Columns: storeColumns(t.Rows.Columns)}
			for i, c := range t.Rows.Columns {
				if c.Doc != "" {
					if st.Docs == nil {
						st.Docs = map[int]string{}
					}
					st.Docs[i] = c.Doc
				}
			}
			d.Tables = append(d.Tables, st)
		}
		for _, name := range slices.Sorted(maps.Keys(db.Functions)) {
			d.Functions = append(d.Functions, storeFunction(db.Functions[name]))
		}
		stored.Databases = append(stored.Databases, d)
	}
	return json.Marshal(stored)
}

func storeFunction(f *symbol.Function) storedFunction {
	sf := storedFunction{Name: f.Name, Body: f.Body, View: f.View, Doc: f.Doc, Folder: f.Folder, Origin: f.Origin}
	for _, p := range f.Params {
		sp := storedParam{Name: p.Name, Default: p.Default}
		if p.Rows != nil {
			sp.Columns, sp.Open = storeColumns(p.Rows.Columns), p.Rows.Open
		} else {
			sp.Type = p.Type.String()
		}
		sf.Params = append(sf.Params, sp)
	}
	if f.Result != nil {
		sf.Result = storeColumns(f.Result.Columns)
	}
	return sf
}

func storeColumns(columns []*symbol.Column) []string {
	pairs := make([]string, 0, 2*len(columns))
	for _, c := range columns {
		pairs = append(pairs, c.Name, c.Type.String())
	}
	return pairs
}

var (
	errStale   = errors.New("the stored schema belongs to another connection")
	errDamaged = errors.New("the stored schema is damaged")
)

// DecodeSnapshot reads what Encode wrote. A snapshot of another connection, of another setting of this connection, or
// of another version is an error.
func DecodeSnapshot(data []byte, c Connection) (*Snapshot, error) {
	var stored storedSnapshot
	if err := json.Unmarshal(data, &stored); err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if stored.Version != snapshotVersion {
		return nil, fmt.Errorf("the stored schema has version %d, not %d", stored.Version, snapshotVersion)
	}
	if stored.Key != c.key() {
		return nil, errStale
	}
	s := &Snapshot{Connection: stored.Connection, At: stored.At, Current: stored.Current, Problems: stored.Problems}
	for _, d := range stored.Databases {
		db := &symbol.Database{Name: d.Name, Pretty: d.Pretty,
			Tables: make(map[string]*symbol.Table, len(d.Tables)), Functions: make(map[string]*symbol.Function, len(d.Functions))}
		for _, st := range d.Tables {
			t := &symbol.Table{Name: st.Name, Kind: symbol.TableKind(st.Kind), Folder: st.Folder, Doc: st.Doc, Origin: st.Origin}
			if t.Origin == "" {
				t.Origin = c.Name
			}
			if len(st.Columns)%2 != 0 {
				return nil, errDamaged
			}
			t.Rows.Columns = loadColumns(st.Columns, t)
			for i, doc := range st.Docs {
				if i >= 0 && i < len(t.Rows.Columns) {
					t.Rows.Columns[i].Doc = doc
				}
			}
			db.Tables[t.Name] = t
		}
		for _, sf := range d.Functions {
			f := loadFunction(sf)
			if f.Origin == "" {
				f.Origin = c.Name
			}
			db.Functions[f.Name] = f
		}
		s.Databases = append(s.Databases, db)
	}
	return s, nil
}

func loadFunction(sf storedFunction) *symbol.Function {
	f := &symbol.Function{Name: sf.Name, Body: sf.Body, View: sf.View, Doc: sf.Doc, Folder: sf.Folder, Origin: sf.Origin}
	for _, sp := range sf.Params {
		p := symbol.Param{Name: sp.Name, Default: sp.Default}
		if sp.Type == "" {
			p.Rows = &symbol.Rows{Columns: loadColumns(sp.Columns, nil), Open: sp.Open}
		} else {
			p.Type, _ = symbol.TypeNamed(sp.Type)
		}
		f.Params = append(f.Params, p)
	}
	if len(sf.Result) > 0 {
		f.Result = &symbol.Rows{Columns: loadColumns(sf.Result, nil)}
	}
	return f
}

func loadColumns(pairs []string, t *symbol.Table) []*symbol.Column {
	columns := make([]symbol.Column, len(pairs)/2)
	list := make([]*symbol.Column, len(columns))
	for i := range columns {
		typ, _ := symbol.TypeNamed(pairs[2*i+1])
		columns[i] = symbol.Column{Name: pairs[2*i], Type: typ, Table: t}
		list[i] = &columns[i]
	}
	return list
}
