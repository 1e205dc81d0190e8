package schema

import (
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

func TestBundled(t *testing.T) {
	db := Bundled()
	if len(db.Tables) < 900 || len(db.Functions) < 300 {
		t.Fatalf("%d tables, %d functions", len(db.Tables), len(db.Functions))
	}
	for _, want := range []struct {
		table, column string
		typ           symbol.Type
	}{
		{"SigninLogs", "TimeGenerated", symbol.Datetime}, {"SigninLogs", "UserPrincipalName", symbol.String}, {"SecurityEvent", "EventID", symbol.Int},
		{"DeviceProcessEvents", "Timestamp", symbol.Datetime}, {"DeviceProcessEvents", "TimeGenerated", symbol.Datetime}, {"AzureActivity", "Authorization_d", symbol.Dynamic},
	} {
		table := db.Tables[want.table]
		if table == nil || table.Rows.Column(want.column) == nil || table.Rows.Column(want.column).Type != want.typ {
			t.Errorf("no %s.%s of type %v", want.table, want.column, want.typ)
		}
	}
	for name, table := range db.Tables {
		seen := map[string]bool{}
		for _, c := range table.Rows.Columns {
			if seen[c.Name] || c.Name == "" || c.Type == symbol.Unknown || c.Table != table {
				t.Errorf("%s.%s: named twice, without a name or a type, or not of its table", name, c.Name)
			}
			seen[c.Name] = true
		}
		if table.Name != name || table.Origin == "" || table.Doc != "" {
			t.Errorf("%s: %+v", name, table)
		}
	}
	for name, f := range db.Functions {
		if f.Name != name || f.Body != "" || f.Doc != "" || f.Result == nil || !f.Result.Open {
			t.Errorf("%s: %+v", name, f)
		}
	}
	if got := dump(&symbol.Database{Functions: map[string]*symbol.Function{"f": db.Functions["FileProfile"]}}); !strings.Contains(got, "FileProfile(T:(*), x:string='', y:long=100)") {
		t.Error(got)
	}
}

func TestBundledOf(t *testing.T) {
	sentinel, defender := BundledOf(Sentinel), BundledOf(Defender)
	if sentinel.Tables["SecurityEvent"] == nil || defender.Tables["SecurityEvent"] != nil {
		t.Error("SecurityEvent is a workspace's")
	}
	if c := defender.Tables["DeviceEvents"].Rows.Column("TenantId"); c != nil {
		t.Error("TenantId is not in advanced hunting")
	}
	if c := sentinel.Tables["DeviceEvents"].Rows.Column("TenantId"); c == nil {
		t.Error("TenantId is in a workspace")
	}
	if sentinel.Functions["FileProfile"] != nil || defender.Functions["FileProfile"] == nil {
		t.Error("FileProfile is Defender's")
	}
	if BundledTable("signinlogs") != Bundled().Tables["SigninLogs"] || BundledTable("nope") != nil {
		t.Error("by name, without case")
	}
}

func TestBundle(t *testing.T) {
	var b Bundle
	b.AddColumn("T", "k", symbol.String, Sentinel)
	b.AddColumn("T", "k", symbol.String, Defender)
	b.AddColumn("T", "d", symbol.String, Sentinel)
	b.AddColumn("T", "d", symbol.Dynamic, Defender)
	b.AddColumn("U", "x", symbol.Guid, Defender)
	b.AddFunction("f", []symbol.Param{{Name: "T", Rows: &symbol.Rows{Open: true}}, {Name: "R", Rows: &symbol.Rows{Columns: []*symbol.Column{{Name: "k", Type: symbol.Long}}}}, {Name: "n", Type: symbol.Int, Default: "5"}}, Defender)
	packed := b.Encode()
	for product, want := range map[Product]string{
		Sentinel | Defender: "database n ()\ntable T kind 0: k:string d:string\ntable U kind 0: x:guid\nfunction f(T:(*), R:(k:long), n:int=5) -> \n",
		Sentinel:            "database n ()\ntable T kind 0: k:string d:string\n",
		Defender:            "database n ()\ntable T kind 0: k:string d:dynamic\ntable U kind 0: x:guid\nfunction f(T:(*), R:(k:long), n:int=5) -> \n",
	} {
		db, err := decodeBundle(packed, product, "n")
		if err != nil || dump(db) != want {
			t.Errorf("product %d: %v, got\n%swant\n%s", product, err, dump(db), want)
		}
	}
	for n := range packed {
		if _, err := decodeBundle(packed[:n], Sentinel, "n"); err == nil {
			t.Errorf("the first %d bytes are not damaged?", n)
		}
	}
}

func BenchmarkBundled(b *testing.B) {
	for b.Loop() {
		if _, err := decodeBundle(bundled, Sentinel|Defender, "bundled"); err != nil {
			b.Fatal(err)
		}
	}
}
