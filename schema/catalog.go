package schema

import (
	"maps"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Catalog is what a query is bound against (bind.Catalog): the database that unqualified names mean, and other databases
// of the same cluster. It never changes.
type Catalog struct {
	db *symbol.Database
	// databases are those of the current cluster, by folded name. Invariant: db is one of them.
	databases map[string]*symbol.Database
	cluster   string // folded host name of the current cluster; empty where there is none
	// partial says that databases and clusters beside the known ones may exist.
	partial bool
}

// NewCatalog returns a catalog of one database. Layers are looked through in order: a name in an earlier one hides the
// same name in a later one. The first layer names the database and says whether it is still loading.
func NewCatalog(layers ...*symbol.Database) *Catalog {
	db := merge(layers...)
	return &Catalog{db: db, databases: map[string]*symbol.Database{fold(db.Name): db}}
}

// merge returns one database with what all layers hold.
func merge(layers ...*symbol.Database) *symbol.Database {
	switch len(layers) {
	case 0:
		return &symbol.Database{Tables: map[string]*symbol.Table{}, Functions: map[string]*symbol.Function{}}
	case 1:
		return layers[0]
	}
	db := *layers[0]
	db.Tables, db.Functions = map[string]*symbol.Table{}, map[string]*symbol.Function{}
	for i := len(layers) - 1; i >= 0; i-- {
		maps.Copy(db.Tables, layers[i].Tables)
		maps.Copy(db.Functions, layers[i].Functions)
	}
	// A table hides a bundled function of its name, and the other way round.
	for name := range layers[0].Tables {
		if layers[0].Functions[name] == nil {
			delete(db.Functions, name)
		}
	}
	for name := range layers[0].Functions {
		if layers[0].Tables[name] == nil {
			delete(db.Tables, name)
		}
	}
	return &db
}

// Database returns the database that unqualified names are looked up in.
func (c *Catalog) Database() *symbol.Database { return c.db }

// Lookup returns a database by the names that cluster() and database() are given; "" stands for the current one. known
// is false where the answer nil may only mean that nobody has asked yet.
func (c *Catalog) Lookup(cluster, database string) (db *symbol.Database, known bool) {
	if cluster != "" && clusterHost(cluster) != c.cluster {
		return nil, false
	}
	if database == "" {
		return c.db, true
	}
	if db := c.databases[fold(database)]; db != nil {
		return db, true
	}
	return nil, !c.partial && !c.db.Loading
}

// fold is how names of databases, clusters and files compare: without case.
func fold(s string) string { return strings.ToLower(s) }

// clusterHost returns the host that a cluster's name stands for: "help" and "https://help.kusto.windows.net" are one.
func clusterHost(name string) string {
	s := fold(strings.TrimSpace(name))
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	s, _, _ = strings.Cut(s, "/")
	if s != "" && !strings.ContainsAny(s, ".:") && s != "localhost" {
		s += ".kusto.windows.net"
	}
	return s
}
