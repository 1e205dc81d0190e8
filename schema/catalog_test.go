package schema

import (
	"testing"
	"time"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

var _ bind.Catalog = (*Catalog)(nil)

func database(name string, tables ...string) *symbol.Database {
	db := &symbol.Database{Name: name, Tables: map[string]*symbol.Table{}, Functions: map[string]*symbol.Function{}}
	for _, t := range tables {
		db.Tables[t] = &symbol.Table{Name: t, Origin: name}
	}
	return db
}

func TestLayers(t *testing.T) {
	own, below := database("own", "SigninLogs", "f"), database("below", "SigninLogs", "Other", "g")
	own.Functions["g"] = &symbol.Function{Name: "g"}
	below.Functions["f"] = &symbol.Function{Name: "f"}
	db := NewCatalog(own, below).Database()
	if db.Name != "own" || db.Tables["SigninLogs"].Origin != "own" || db.Tables["Other"].Origin != "below" {
		t.Errorf("%+v", db)
	}
	if db.Tables["g"] != nil || db.Functions["f"] != nil {
		t.Error("a name of the first layer means one thing")
	}
	if len(own.Tables) != 2 || len(below.Tables) != 3 {
		t.Error("a layer was changed")
	}
}

func TestConnectionCatalog(t *testing.T) {
	snapshot := &Snapshot{Connection: "c", At: time.Now(), Current: "a", Databases: []*symbol.Database{database("A", "T"), database("B", "U")}}
	kusto := Connection{Name: "c", Kind: KindKusto, Cluster: "https://help.kusto.windows.net", Database: "a"}
	tests := []struct {
		conn              Connection
		snapshot          *Snapshot
		cluster, database string
		found             string
		known             bool
	}{
		{kusto, snapshot, "", "", "A", true},
		{kusto, snapshot, "", "b", "B", true},
		{kusto, snapshot, "", "nope", "", true},
		{kusto, snapshot, "help", "B", "B", true},
		{kusto, snapshot, "https://HELP.kusto.windows.net/", "", "A", true},
		{kusto, snapshot, "other", "B", "", false},
		{kusto, nil, "", "b", "", false},
		{kusto, nil, "", "", "a", true},
		{Connection{Name: "f", Kind: KindFiles}, nil, "", "", "f", true},
	}
	for _, test := range tests {
		db, known := test.conn.Catalog(test.snapshot).Lookup(test.cluster, test.database)
		var found string
		if db != nil {
			found = db.Name
		}
		if found != test.found || known != test.known {
			t.Errorf("%s of %v: cluster(%q).database(%q): got %q, %v", test.conn.Name, test.snapshot != nil, test.cluster, test.database, found, known)
		}
	}
}

// What stands behind a connection's own tables, and whether a missing name is an error.
func TestConnectionBehind(t *testing.T) {
	full := &Snapshot{Current: "d", Databases: []*symbol.Database{database("d", "Mine")}}
	for _, test := range []struct {
		kind                    Kind
		snapshot                *Snapshot
		mine, security, loading bool
	}{
		{KindFiles, nil, false, true, true}, {KindFiles, full, true, true, false},
		{KindKusto, nil, false, false, true}, {KindKusto, full, true, false, false},
		{KindSchema, full, true, false, false},
		{KindLogAnalytics, nil, false, true, true}, {KindLogAnalytics, full, true, false, false},
		{KindDefender, nil, false, false, true},
	} {
		db := Connection{Name: "c", Kind: test.kind, Database: "d"}.Catalog(test.snapshot).Database()
		if (db.Tables["Mine"] != nil) != test.mine || (db.Tables["SecurityEvent"] != nil) != test.security || db.Loading != test.loading {
			t.Errorf("%s, known %v: mine %v, SecurityEvent %v, loading %v", test.kind, test.snapshot != nil, db.Tables["Mine"] != nil, db.Tables["SecurityEvent"] != nil, db.Loading)
		}
	}
}
