package rest

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// The shape of `.show databases schema as json`. Source: the command's page, and what Kusto's own clients read.
type schemaJSON struct {
	Plugins   []struct{}              `json:"Plugins"`
	Databases map[string]databaseJSON `json:"Databases"`
}

type databaseJSON struct {
	Name               string
	Tables             map[string]tableJSON
	ExternalTables     map[string]tableJSON
	MaterializedViews  map[string]tableJSON
	EntityGroups       map[string][]string
	MajorVersion       int
	MinorVersion       int
	Functions          map[string]functionJSON
	DatabaseAccessMode string
	PrettyName         string
}

type tableJSON struct {
	Name           string
	EntityType     string
	Folder         string
	DocString      string
	OrderedColumns []columnJSON
}

type columnJSON struct {
	Name      string
	Type      string
	CslType   string
	DocString string `json:",omitempty"`
}

type functionJSON struct {
	Name            string
	InputParameters []parameterJSON
	Body            string
	Folder          string
	DocString       string
	FunctionKind    string
	OutputColumns   []columnJSON
}

type parameterJSON struct {
	Name            string
	Type            string       `json:",omitempty"`
	CslType         string       `json:",omitempty"`
	CslDefaultValue string       `json:",omitempty"`
	Columns         []columnJSON `json:",omitempty"`
}

// showSchemaJSON answers with one row and one column: the schema of the databases named, or of all.
func (s *Server) showSchemaJSON(_ NamedDatabase, args []string) (table, error) {
	wanted := s.options.Databases
	if args[0] != "" {
		wanted = nil
		for _, n := range strings.Split(args[0], ",") {
			db, ok := s.database(unquote(strings.TrimSpace(n)))
			if !ok {
				return table{}, fmt.Errorf("there is no database %q", strings.TrimSpace(n))
			}
			wanted = append(wanted, db)
		}
	}
	out := schemaJSON{Plugins: []struct{}{}, Databases: map[string]databaseJSON{}}
	for _, db := range wanted {
		out.Databases[db.Name] = encodeSchema(db.Name, db.Schema())
	}
	text, err := json.Marshal(out)
	if err != nil {
		return table{}, err
	}
	return table{[]v1Column{{"DatabaseSchema", "String", "string"}}, [][]any{{string(text)}}}, nil
}

func encodeSchema(name string, s *symbol.Database) databaseJSON {
	d := databaseJSON{Name: name, Tables: map[string]tableJSON{}, ExternalTables: map[string]tableJSON{}, MaterializedViews: map[string]tableJSON{},
		EntityGroups: map[string][]string{}, MajorVersion: 1, Functions: map[string]functionJSON{}, DatabaseAccessMode: "ReadWrite", PrettyName: name}
	for n, t := range s.Tables {
		into, kind := d.Tables, "Table"
		switch t.Kind {
		case symbol.ExternalTable:
			into, kind = d.ExternalTables, "ExternalTable"
		case symbol.MaterializedView:
			into, kind = d.MaterializedViews, "MaterializedView"
		}
		into[n] = tableJSON{Name: n, EntityType: kind, Folder: t.Folder, DocString: t.Doc, OrderedColumns: encodeColumns(&t.Rows)}
	}
	for n, f := range s.Functions {
		out := functionJSON{Name: n, Body: "{" + f.Body + "}", Folder: f.Folder, DocString: f.Doc, FunctionKind: "Unknown", InputParameters: []parameterJSON{}, OutputColumns: encodeColumns(f.Result)}
		for _, p := range f.Params {
			e := parameterJSON{Name: p.Name, CslDefaultValue: p.Default}
			if p.Rows != nil {
				e.Columns = encodeColumns(p.Rows)
			} else {
				e.Type, e.CslType = "System."+clrName(p.Type), wireType(p.Type)
			}
			out.InputParameters = append(out.InputParameters, e)
		}
		d.Functions[n] = out
	}
	return d
}

func encodeColumns(r *symbol.Rows) []columnJSON {
	out := []columnJSON{}
	if r == nil {
		return out
	}
	for _, c := range r.Columns {
		out = append(out, columnJSON{c.Name, "System." + clrName(c.Type), wireType(c.Type), c.Doc})
	}
	return out
}

// clrName is the .NET type as schemas name it.
func clrName(t symbol.Type) string {
	switch t {
	case symbol.Bool:
		return "SByte"
	case symbol.Decimal:
		return "Data.SqlTypes.SqlDecimal"
	}
	if n := clrTypes[t]; n != "" {
		return n
	}
	return "Object"
}
