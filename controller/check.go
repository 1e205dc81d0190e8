package controller

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/dataflow"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/schema"
)

// maxErrors is how many errors of a cell's text are told: a text that is no query at all has one at each word.
const maxErrors = 100

// check binds the text against the catalog, so that what is wrong is said with its place in the cell before anything runs.
// Only the embedded engine's queries are checked so: other engines know better than we what they take.
func (e *execution) check(catalog bind.Catalog, engine backend.Backend) *CellError {
	tree := syntax.Parse(e.comp.Text)
	failure := &CellError{}
	add := func(span syntax.Span, code, message string) {
		if failure.Message == "" {
			failure.Code, failure.Message = code, message
		}
		failure.Diagnostics = append(failure.Diagnostics, e.diagnostic(span, code, message)...)
	}
	for _, err := range tree.Errors[:min(len(tree.Errors), maxErrors)] {
		add(err.Span, err.Code, err.Message)
	}
	if catalog != nil && failure.Message == "" && !e.node.Command {
		var outer []*symbol.Variable
		for name, k := range e.tables {
			outer = append(outer, &symbol.Variable{Name: name, Kind: symbol.LetTable, Rows: rowsOf(k.Columns())})
		}
		info := bind.Query(tree, catalog, bind.Options{Outer: outer})
		for _, d := range info.Diagnostics {
			if d.Severity != bind.Error {
				continue
			}
			if x, ok := engine.(backend.Explainer); ok && (d.Code == "KS142" || d.Code == "KS204") {
				if why := x.WhyNoTable(e.comp.Text[d.Span.Start:min(d.Span.End, len(e.comp.Text))]); why != "" {
					d.Message += "; " + why
				}
			}
			add(d.Span, d.Code, d.Message)
		}
	}
	if failure.Message == "" {
		return nil
	}
	return failure
}

// reads reports whether the cell reads a table that the connection's time scope bounds. The catalog of a cluster is what
// is known of it; it may be old.
func (e *execution) reads(conn schema.Connection, catalog bind.Catalog) bool {
	columns := timeColumns(conn)
	var outer []*symbol.Variable
	for name, k := range e.tables {
		outer = append(outer, &symbol.Variable{Name: name, Kind: symbol.LetTable, Rows: rowsOf(k.Columns())})
	}
	info := bind.Query(syntax.Parse(e.comp.Text), catalog, bind.Options{Outer: outer})
	for _, d := range info.Diagnostics {
		if d.Severity == bind.Error {
			return true // what is not known may well be such a table
		}
	}
	return timed(info, columns, map[*bind.Info]bool{})
}

// timeColumns are the columns that a time scope bounds on a connection.
func timeColumns(conn schema.Connection) []string {
	switch {
	case conn.Kind == schema.KindFiles:
		return []string{"TimeGenerated", "Timestamp", conn.TimeColumn}
	case conn.TimeColumn != "":
		return []string{conn.TimeColumn}
	}
	return []string{"TimeGenerated"}
}

// timed reports whether a query reads a table that has one of the columns, itself or in a function that it calls.
func timed(info *bind.Info, columns []string, seen map[*bind.Info]bool) bool {
	if info == nil || seen[info] {
		return false
	}
	seen[info] = true
	for _, s := range info.Uses {
		switch s := s.(type) {
		case *symbol.Table:
			if hasTime(&s.Rows, columns) {
				return true
			}
		case *symbol.Variable:
			if hasTime(s.Rows, columns) {
				return true
			}
		}
	}
	for _, op := range info.Ops {
		if u, ok := op.(*bind.UnionInfo); ok && slices.ContainsFunc(u.Legs, func(l bind.UnionLeg) bool { return hasTime(l.Rows, columns) }) {
			return true
		}
	}
	for _, c := range info.Calls {
		if timed(c.Info, columns, seen) {
			return true
		}
	}
	for _, c := range info.Expand {
		if timed(c.Info, columns, seen) {
			return true
		}
	}
	return false
}

func hasTime(rows *symbol.Rows, columns []string) bool {
	if rows == nil {
		return false
	}
	for _, name := range columns {
		if c := rows.Column(name); c != nil && c.Type == symbol.Datetime {
			return true
		}
	}
	return false
}

func rowsOf(cols []result.Column) *symbol.Rows {
	rows := &symbol.Rows{}
	for _, c := range cols {
		rows.Columns = append(rows.Columns, &symbol.Column{Name: c.Name, Type: c.Type})
	}
	return rows
}

// diagnostic puts an error at the place of the cell that holds the text; none for text of ours.
func (e *execution) diagnostic(span syntax.Span, code, message string) []Diagnostic {
	p, ok := e.comp.Place(span)
	if !ok {
		return nil
	}
	return []Diagnostic{Diagnostic{Severity: "error", Code: code, Message: message}.at(p.Cell, e.text(p.Cell), p.Span)}
}

func (e *execution) text(cell string) string {
	if i := e.graph.Index(cell); i >= 0 {
		return e.graph.Cells[i].Text
	}
	return ""
}

// problem is the failure of a cell that can't run.
func (e *execution) problem(problems ...dataflow.Problem) *CellError {
	failure := &CellError{Code: problems[0].Code, Message: problems[0].Message, Remedy: problems[0].Remedy}
	for _, p := range problems {
		d := Diagnostic{Severity: "error", Code: p.Code, Message: p.Message}
		failure.Diagnostics = append(failure.Diagnostics, d.at(p.Cell, e.text(p.Cell), p.Span))
	}
	return failure
}

// atSetting puts a failure at a setting's value, when the cell has that setting.
func (e *execution) atSetting(key string, failure *CellError) *CellError {
	if s := e.node.Settings.Get(key); s != nil {
		d := Diagnostic{Severity: "error", Code: failure.Code, Message: failure.Message}
		failure.Diagnostics = append(failure.Diagnostics, d.at(e.node.ID, e.node.Text, s.ValueSpan))
	}
	return failure
}

// failure translates what an engine says.
func (e *execution) failure(ctx context.Context, err error) *CellError {
	if ctx.Err() != nil && e.job.ctx.Err() == nil {
		return &CellError{Code: "HB138", Message: fmt.Sprintf("stopped after %v, as `//%% timeout` says", e.node.Settings.Timeout), Remedy: "raise the timeout, or ask for less"}
	}
	var q *result.QueryError
	if errors.As(err, &q) {
		failure := &CellError{Code: q.Code, Message: q.Message}
		if q.End > q.Start {
			failure.Diagnostics = e.diagnostic(syntax.Span{Start: q.Start, End: q.End}, q.Code, q.Message)
		}
		return failure
	}
	return &CellError{Message: err.Error()}
}
