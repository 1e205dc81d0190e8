package schema

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const sampleSchema = `{"Plugins": [], "Databases": {"Sec": {"Name": "Sec", "PrettyName": "Security",
 "Tables": {"Logon": {"Name": "Logon", "Folder": "raw/ad", "DocString": "Sign-ins.", "OrderedColumns": [
   {"Name": "At", "Type": "System.DateTime", "CslType": "datetime", "DocString": "When."},
   {"Name": "Ok", "Type": "System.SByte"}, {"Name": "Cost", "Type": "System.Data.SqlTypes.SqlDecimal"},
   {"Name": "Took", "Type": "TimeSpan"}, {"Name": "What", "Type": "Some.New.Type", "CslType": "vector"}]}, "Broken": null},
 "MaterializedViews": {"Daily": {"Name": "Daily", "OrderedColumns": [{"Name": "N", "CslType": "long"}]}},
 "ExternalTables": {"Logon": {"OrderedColumns": []}, "Lake": {"OrderedColumns": [{"Name": "X", "CslType": "dynamic"}]}},
 "EntityGroups": {"g": ["cluster('c').database('d')"]}, "MajorVersion": 3,
 "Functions": {
  "Top": {"Name": "Top", "InputParameters": [{"Name": "T", "Columns": []}, {"Name": "R", "Columns": [{"Name": "k", "CslType": "string"}]}, {"Name": "n", "Type": "System.Int64", "CslType": "long", "CslDefaultValue": "10"}],
   "Body": "{ T | take n }", "FunctionKind": "Unknown", "OutputColumns": []},
  "V": {"InputParameters": [], "Body": "{Logon}", "FunctionKind": "ViewFunction", "OutputColumns": [{"Name": "At", "Type": "System.DateTime"}]}}}}}`

func TestReadKusto(t *testing.T) {
	const want = `database Sec (Security)
table Daily kind 1: N:long
table Lake kind 2: X:dynamic
table Logon kind 0 in raw/ad: At:datetime Ok:bool Cost:decimal Took:timespan What:unknown // Sign-ins.
function Top(T:(*), R:(k:string), n:long=10) { T | take n }
function V() view -> At:datetime { Logon }
`
	asString, _ := json.Marshal(sampleSchema)
	reply := fmt.Sprintf(`{"Tables":[{"TableName":"Table_0","Columns":[{"ColumnName":"DatabaseSchema"}],"Rows":[[%s]]}]}`, asString)
	for _, text := range []string{sampleSchema, "\ufeff " + sampleSchema, string(asString), reply} {
		dbs, err := ReadKusto([]byte(text))
		if err != nil || len(dbs) != 1 {
			t.Fatalf("%.40s: %v, %v", text, dbs, err)
		}
		if got := dump(dbs[0]); got != want {
			t.Errorf("%.40s: got\n%swant\n%s", text, got, want)
		}
	}
	one := sampleSchema[strings.Index(sampleSchema, `{"Name": "Sec"`) : len(sampleSchema)-2]
	if dbs, err := ReadKusto([]byte(one)); err != nil || dump(dbs[0]) != want {
		t.Errorf("one database: %v, %v", dbs, err)
	}
}

func TestReadKustoRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"": "empty", "  ": "empty", `{"a": 1}`: "no \"Databases\"", `[1]`: "no \"Databases\"", `{"Databases": {`: "not JSON", `"\"\\\"x\\\"\""`: "no \"Databases\"", "7": "no \"Databases\"",
	} {
		if dbs, err := ReadKusto([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, %v; want an error with %q", text, dbs, err, want)
		}
	}
}

// A part of an unexpected type does not take the rest with it.
func TestReadKustoTolerates(t *testing.T) {
	dbs, err := ReadKusto([]byte(`{"Databases": {"D": {"Name": 7, "Tables": {"A": {"Folder": [1], "OrderedColumns": [{"Name": "x", "CslType": "long"}]}, "B": 5}}}}`))
	if err != nil || len(dbs) != 1 || dbs[0].Tables["A"] == nil || dbs[0].Tables["A"].Rows.Column("x") == nil {
		t.Errorf("got %v, %v", dbs, err)
	}
}

func FuzzReadKusto(f *testing.F) {
	f.Add([]byte(sampleSchema))
	f.Fuzz(func(t *testing.T, text []byte) {
		dbs, _ := ReadKusto(text)
		for _, db := range dbs {
			dump(db)
		}
	})
}

// A schema of the size of a Sentinel workspace's.
func BenchmarkReadKusto(b *testing.B) {
	text := bigSchema()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := ReadKusto(text); err != nil {
			b.Fatal(err)
		}
	}
}

func bigSchema() []byte {
	var s strings.Builder
	s.WriteString(`{"Plugins":[],"Databases":{"D":{"Name":"D","Tables":{`)
	for i := range 1000 {
		fmt.Fprintf(&s, `%.*s"T%d":{"Name":"T%d","Folder":"","DocString":"","OrderedColumns":[`, min(i, 1), ",", i, i)
		for j := range 40 {
			fmt.Fprintf(&s, `%.*s{"Name":"SomeLongColumnName%d","Type":"System.String","CslType":"string","DocString":""}`, min(j, 1), ",", j)
		}
		s.WriteString(`]}`)
	}
	s.WriteString(`}}}}`)
	return []byte(s.String())
}
