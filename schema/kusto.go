package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// ReadKusto reads what `.show databases schema as json` yields: the object itself, the object as a JSON string, one
// database's part of it, or a whole reply of the management endpoint that carries it. Databases come sorted by name.
// Parts that can't be understood are left out; the error is for text that holds no database at all.
//
// Source of the shape: the command's documentation. Its older samples have no CslType; then Type, the CLR type, counts.
func ReadKusto(text []byte) ([]*symbol.Database, error) {
	text = bytes.TrimPrefix(bytes.TrimSpace(text), []byte("\ufeff"))
	for range 3 { // a reply that carries a string that carries the object
		if len(text) == 0 {
			return nil, errors.New("the schema is empty")
		}
		if text[0] == '"' {
			var inner string
			if err := json.Unmarshal(text, &inner); err != nil {
				return nil, fmt.Errorf("the schema is not JSON: %w", err)
			}
			text = bytes.TrimSpace([]byte(inner))
			continue
		}
		var doc showSchema
		if err := unmarshalLenient(text, &doc); err != nil {
			return nil, fmt.Errorf("the schema is not JSON: %w", err)
		}
		switch {
		case doc.Databases != nil:
			return doc.databases(), nil
		case doc.DatabaseSchema != "":
			text = []byte(doc.DatabaseSchema)
			continue
		}
		if inner, ok := replyCell(text); ok {
			text = []byte(inner)
			continue
		}
		var one showDatabase
		if unmarshalLenient(text, &one) == nil && (one.Tables != nil || one.Functions != nil || one.MaterializedViews != nil || one.ExternalTables != nil) {
			return []*symbol.Database{one.database(one.Name)}, nil
		}
		break
	}
	return nil, errors.New("the schema has no \"Databases\": expected the result of `.show databases schema as json`")
}

// unmarshalLenient reads JSON and goes on after values of an unexpected type.
func unmarshalLenient(text []byte, v any) error {
	err := json.Unmarshal(text, v)
	if wrongType := (*json.UnmarshalTypeError)(nil); errors.As(err, &wrongType) {
		return nil
	}
	return err
}

// replyCell returns the first cell of the first row of a management reply.
func replyCell(text []byte) (string, bool) {
	var reply struct {
		Tables []struct{ Rows [][]any }
	}
	if json.Unmarshal(text, &reply) != nil || len(reply.Tables) == 0 || len(reply.Tables[0].Rows) == 0 || len(reply.Tables[0].Rows[0]) == 0 {
		return "", false
	}
	s, ok := reply.Tables[0].Rows[0][0].(string)
	return s, ok
}

type showSchema struct {
	Databases      map[string]*showDatabase
	DatabaseSchema string
}

type showDatabase struct {
	Name, PrettyName                          string
	Tables, MaterializedViews, ExternalTables map[string]*showTable
	Functions                                 map[string]*showFunction
}

type showTable struct {
	Name, Folder, DocString string
	OrderedColumns          []showColumn
}

type showColumn struct{ Name, Type, CslType, DocString string }

type showFunction struct {
	Name, Body, Folder, DocString, FunctionKind string
	InputParameters                             []showParam
	OutputColumns                               []showColumn
}

type showParam struct {
	Name, Type, CslType, CslDefaultValue string
	Columns                              []showColumn
}

func (s *showSchema) databases() []*symbol.Database {
	var all []*symbol.Database
	for name, db := range s.Databases {
		if db != nil {
			all = append(all, db.database(name))
		}
	}
	slices.SortFunc(all, func(a, b *symbol.Database) int { return strings.Compare(a.Name, b.Name) })
	return all
}

func (s *showDatabase) database(name string) *symbol.Database {
	db := &symbol.Database{
		Name: name, Pretty: s.PrettyName,
		Tables:    make(map[string]*symbol.Table, len(s.Tables)),
		Functions: make(map[string]*symbol.Function, len(s.Functions)),
	}
	add := func(tables map[string]*showTable, kind symbol.TableKind) {
		for key, t := range tables {
			if t == nil || key == "" {
				continue
			}
			if _, taken := db.Tables[key]; !taken {
				db.Tables[key] = t.table(key, kind)
			}
		}
	}
	add(s.Tables, symbol.PlainTable)
	add(s.MaterializedViews, symbol.MaterializedView)
	add(s.ExternalTables, symbol.ExternalTable)
	for key, f := range s.Functions {
		if f != nil && key != "" {
			db.Functions[key] = f.function(key)
		}
	}
	return db
}

func (s *showTable) table(name string, kind symbol.TableKind) *symbol.Table {
	t := &symbol.Table{Name: name, Kind: kind, Doc: s.DocString, Folder: s.Folder}
	t.Rows.Columns = showColumns(s.OrderedColumns, t)
	return t
}

func showColumns(from []showColumn, t *symbol.Table) []*symbol.Column {
	columns := make([]symbol.Column, len(from))
	list := make([]*symbol.Column, 0, len(from))
	for i, c := range from {
		if c.Name != "" {
			columns[i] = symbol.Column{Name: c.Name, Type: showType(c.CslType, c.Type), Doc: c.DocString, Table: t}
			list = append(list, &columns[i])
		}
	}
	return list
}

func (s *showFunction) function(name string) *symbol.Function {
	f := &symbol.Function{Name: name, Body: unbraced(s.Body), Doc: s.DocString, Folder: s.Folder, View: strings.HasPrefix(s.FunctionKind, "View")}
	for _, p := range s.InputParameters {
		param := symbol.Param{Name: p.Name, Default: p.CslDefaultValue}
		if p.CslType == "" && p.Type == "" || len(p.Columns) > 0 {
			// A tabular parameter; (*) has no columns.
			param.Rows = &symbol.Rows{Columns: showColumns(p.Columns, nil), Open: len(p.Columns) == 0}
		} else {
			param.Type = showType(p.CslType, p.Type)
		}
		f.Params = append(f.Params, param)
	}
	if len(s.OutputColumns) > 0 {
		f.Result = &symbol.Rows{Columns: showColumns(s.OutputColumns, nil)}
	}
	return f
}

// unbraced returns the text between a body's braces.
func unbraced(body string) string {
	s := strings.TrimSpace(body)
	if strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}") && len(s) >= 2 {
		return strings.TrimSpace(s[1 : len(s)-1])
	}
	return s
}

// clrTypes are the .NET types that stand for KQL's in results and schemas without CslType.
var clrTypes = map[string]symbol.Type{
	"System.SByte": symbol.Bool, "System.Boolean": symbol.Bool, "System.Byte": symbol.Int, "System.Int16": symbol.Int, "System.Int32": symbol.Int,
	"System.UInt32": symbol.Long, "System.Int64": symbol.Long, "System.UInt64": symbol.Long, "System.Single": symbol.Real, "System.Double": symbol.Real,
	"System.Data.SqlTypes.SqlDecimal": symbol.Decimal, "System.Decimal": symbol.Decimal, "System.String": symbol.String, "System.DateTime": symbol.Datetime,
	"System.TimeSpan": symbol.Timespan, "System.Guid": symbol.Guid, "System.Object": symbol.Dynamic,
	"Newtonsoft.Json.Linq.JToken": symbol.Dynamic, "Newtonsoft.Json.Linq.JObject": symbol.Dynamic, "Newtonsoft.Json.Linq.JArray": symbol.Dynamic,
}

// showType returns the type that a column says it has; Unknown, which fits everywhere, for words nobody knows.
func showType(csl, clr string) symbol.Type {
	for _, word := range [...]string{csl, clr} {
		if t, ok := symbol.TypeNamed(word); ok {
			return t
		}
		if t, ok := clrTypes[word]; ok {
			return t
		}
		if !strings.HasPrefix(word, "System.") && word != "" {
			if t, ok := clrTypes["System."+word]; ok {
				return t
			}
			if t, ok := symbol.TypeNamed(strings.ToLower(word)); ok {
				return t
			}
		}
	}
	return symbol.Unknown
}

// TypeNamed returns the type that a word of a schema or of a result names: KQL's words and .NET's, with or without
// "System.", in any case. Unknown when it names none.
func TypeNamed(word string) symbol.Type { return showType(word, "") }
