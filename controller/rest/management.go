package rest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// A command is a management command that this server answers. Its pattern matches the whole text, spaces folded; the
// groups are its arguments, quotes and brackets still on.
type command struct {
	form    string // for people
	pattern *regexp.Regexp
	answer  func(s *Server, db NamedDatabase, args []string) (table, error)
}

// table is a command's answer.
type table struct {
	columns []v1Column
	rows    [][]any
}

const name = `([\w.\-]+|\[?"[^"]*"\]?|\[?'[^']*'\]?)`

// commands are tried in order. Source of the columns: the pages of the commands.
var commands = []command{
	{".show version", regexp.MustCompile(`^\.show version$`), (*Server).showVersion},
	{".show databases", regexp.MustCompile(`^\.show (?:cluster )?databases$`), (*Server).showDatabases},
	{".show database NAME schema as json", regexp.MustCompile(`^\.show database ` + name + ` schema as json$`), (*Server).showSchemaJSON},
	{".show databases (NAME, ...) schema as json", regexp.MustCompile(`^\.show databases ?\(([^)]*)\) schema as json$`), (*Server).showSchemaJSON},
	{".show databases schema as json", regexp.MustCompile(`^\.show databases schema as json()$`), (*Server).showSchemaJSON},
	{".show schema as json", regexp.MustCompile(`^\.show schema as json()$`), (*Server).showSchemaJSON},
	{".show database NAME schema", regexp.MustCompile(`^\.show database ` + name + `? ?schema$`), (*Server).showSchema},
	{".show tables", regexp.MustCompile(`^\.show tables$`), (*Server).showTables},
	{".show table NAME schema as json", regexp.MustCompile(`^\.show table ` + name + ` (?:cslschema|schema as json)$`), (*Server).showTableSchema},
	{".show functions", regexp.MustCompile(`^\.show functions$`), (*Server).showFunctions},
	{".show queries", regexp.MustCompile(`^\.show (?:running )?queries$`), (*Server).showQueries},
	{".cancel query ID", regexp.MustCompile(`^\.cancel query ` + `("[^"]*"|'[^']*'|\S+)(?: with .*)?$`), (*Server).cancelQuery},
}

var spaces = regexp.MustCompile(`\s+`)

func (s *Server) handleManagement(w http.ResponseWriter, r *http.Request) {
	req, _, err := readRequest(w, r)
	if err != nil {
		refuse(w, http.StatusBadRequest, "BadRequest_InvalidRequest", err.Error())
		return
	}
	s.manage(w, req)
}

func (s *Server) manage(w http.ResponseWriter, req request) {
	db, ok := s.database(req.DB)
	if !ok {
		// Clients ask for the list of databases before they know one.
		if db, ok = s.database(""); !ok {
			refuse(w, http.StatusBadRequest, "BadRequest_DatabaseNotFound", "this server has no database")
			return
		}
	}
	text := strings.TrimSuffix(strings.TrimSpace(spaces.ReplaceAllString(req.CSL, " ")), ";")
	bare, pipe, piped := strings.Cut(text, "|")
	for _, c := range commands {
		args := c.pattern.FindStringSubmatch(strings.TrimSpace(bare))
		if args == nil {
			continue
		}
		if piped {
			refuse(w, http.StatusBadRequest, "BadRequest_Unsupported", fmt.Sprintf("this server answers %s, but runs no query over a command's result: leave out `|%s`", c.form, pipe))
			return
		}
		for i := range args {
			args[i] = unquote(args[i])
		}
		answer, err := c.answer(s, db, args[1:])
		if err != nil {
			refuse(w, http.StatusBadRequest, "BadRequest_EntityNotFound", err.Error())
			return
		}
		writeTable(w, answer)
		return
	}
	forms := make([]string, len(commands))
	for i, c := range commands {
		forms[i] = c.form
	}
	refuse(w, http.StatusBadRequest, "BadRequest_Unsupported", "this server does not know the command; it answers "+strings.Join(forms, ", "))
}

func unquote(s string) string {
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

func writeTable(w http.ResponseWriter, t table) {
	if t.rows == nil {
		t.rows = [][]any{}
	}
	type v1Table struct {
		TableName string
		Columns   []v1Column
		Rows      [][]any
	}
	body, err := json.Marshal(struct{ Tables []v1Table }{[]v1Table{{"Table_0", t.columns, t.rows}}})
	if err != nil {
		refuse(w, http.StatusInternalServerError, "General_InternalServerError", err.Error())
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(body)
}

func text(names ...string) []v1Column {
	out := make([]v1Column, len(names))
	for i, n := range names {
		out[i] = v1Column{n, "String", "string"}
	}
	return out
}

func (s *Server) showVersion(NamedDatabase, []string) (table, error) {
	columns := text("BuildVersion", "BuildTime", "ServiceType", "ProductVersion")
	columns[1] = v1Column{"BuildTime", "DateTime", "datetime"}
	return table{columns, [][]any{{s.options.Version, "2026-01-01T00:00:00.0000000Z", "Huntbook", "Huntbook " + s.options.Version}}}, nil
}

func (s *Server) showDatabases(current NamedDatabase, _ []string) (table, error) {
	columns := text("DatabaseName", "PersistentStorage", "Version", "IsCurrent", "DatabaseAccessMode", "PrettyName", "ReservedSlot1", "DatabaseId", "InTransitionTo")
	columns[3] = v1Column{"IsCurrent", "SByte", "bool"}
	columns[7] = v1Column{"DatabaseId", "Guid", "guid"}
	t := table{columns: columns}
	for _, d := range s.options.Databases {
		t.rows = append(t.rows, []any{d.Name, "", "v1.0", d.Name == current.Name, "ReadWrite", d.Name, nil, "00000000-0000-0000-0000-000000000000", ""})
	}
	return t, nil
}

func (s *Server) showTables(db NamedDatabase, _ []string) (table, error) {
	t := table{columns: text("TableName", "DatabaseName", "Folder", "DocString")}
	schema := db.Schema()
	for _, n := range slices.Sorted(maps.Keys(schema.Tables)) {
		t.rows = append(t.rows, []any{n, db.Name, schema.Tables[n].Folder, schema.Tables[n].Doc})
	}
	return t, nil
}

func (s *Server) showTableSchema(db NamedDatabase, args []string) (table, error) {
	tab := db.Schema().Tables[args[0]]
	if tab == nil {
		return table{}, fmt.Errorf("there is no table %q in %s", args[0], db.Name)
	}
	var b strings.Builder
	for i, c := range tab.Rows.Columns {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(syntax.QuoteName(c.Name) + ":" + wireType(c.Type))
	}
	return table{text("TableName", "Schema", "DatabaseName", "Folder", "DocString"), [][]any{{tab.Name, b.String(), db.Name, tab.Folder, tab.Doc}}}, nil
}

func (s *Server) showSchema(db NamedDatabase, args []string) (table, error) {
	if args[0] != "" {
		var ok bool
		if db, ok = s.database(args[0]); !ok {
			return table{}, fmt.Errorf("there is no database %q", args[0])
		}
	}
	t := table{columns: text("DatabaseName", "TableName", "ColumnName", "ColumnType", "IsDefaultTable", "IsDefaultColumn", "PrettyName", "Version", "Folder", "DocString")}
	schema := db.Schema()
	t.rows = append(t.rows, []any{db.Name, nil, nil, nil, false, false, db.Name, "v1.0", nil, nil})
	for _, n := range slices.Sorted(maps.Keys(schema.Tables)) {
		tab := schema.Tables[n]
		t.rows = append(t.rows, []any{db.Name, n, nil, nil, false, false, nil, nil, tab.Folder, tab.Doc})
		for _, c := range tab.Rows.Columns {
			t.rows = append(t.rows, []any{db.Name, n, c.Name, "System." + clrName(c.Type), false, false, nil, nil, nil, c.Doc})
		}
	}
	return t, nil
}

func (s *Server) showFunctions(db NamedDatabase, _ []string) (table, error) {
	t := table{columns: text("Name", "Parameters", "Body", "Folder", "DocString")}
	schema := db.Schema()
	for _, n := range slices.Sorted(maps.Keys(schema.Functions)) {
		f := schema.Functions[n]
		t.rows = append(t.rows, []any{n, parameterList(f), "{" + f.Body + "}", f.Folder, f.Doc})
	}
	return t, nil
}

func parameterList(f *symbol.Function) string {
	var b strings.Builder
	b.WriteByte('(')
	for i, p := range f.Params {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(p.Name + ":" + wireType(p.Type))
		if p.Default != "" {
			b.WriteString("=" + p.Default)
		}
	}
	return b.String() + ")"
}

func (s *Server) showQueries(NamedDatabase, []string) (table, error) {
	columns := text("ClientActivityId", "Text", "Database", "StartedOn", "State")
	columns[3] = v1Column{"StartedOn", "DateTime", "datetime"}
	t := table{columns: columns}
	for _, q := range s.running.list() {
		t.rows = append(t.rows, []any{q.id, q.text, q.database, q.started.UTC().Format(time.RFC3339Nano), "InProgress"})
	}
	return t, nil
}

func (s *Server) cancelQuery(_ NamedDatabase, args []string) (table, error) {
	if !s.running.cancel(args[0]) {
		return table{}, fmt.Errorf("no query with the request id %q is running", args[0])
	}
	return table{text("ClientRequestId", "State"), [][]any{{args[0], "Cancelled"}}}, nil
}
