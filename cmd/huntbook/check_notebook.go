package main

import (
	"github.com/huntbook/huntbook/controller/dataflow"
	"github.com/huntbook/huntbook/controller/notebook"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// checkNotebook checks the code cells of a notebook in their order: what a cell defines, and the result that it names,
// is known in the cells below.
func (c *checker) checkNotebook(file, text string) ([]finding, error) {
	book, err := notebook.Read([]byte(text))
	if err != nil {
		return nil, err
	}
	var cells []dataflow.Cell
	var places []int
	for i, cell := range book.Cells {
		if cell.Kind == "code" && (cell.Language == "" || cell.Language == "kusto" || cell.Language == "kql") {
			cells = append(cells, dataflow.Cell{ID: cell.ID, Language: "kusto", Text: cell.Source})
			places = append(places, i)
		}
	}
	graph := dataflow.New(cells)
	var found []finding
	var outer []*symbol.Variable
	for i, node := range graph.Cells {
		source := cells[i].Text
		advice := c.adviceFor(file)
		advice.Bounded = node.Settings.Scope != nil
		add := func(d bind.Diagnostic) {
			if d.Kind == "lint" && !advice.Apply(&d) {
				return
			}
			found = append(found, finding{File: file, Text: source, Cell: places[i] + 1, Entry: d})
		}
		for _, w := range node.Settings.Warnings {
			add(bind.Diagnostic{Span: w.Span, Kind: "lint", Code: w.Code, Severity: bind.Warning, Message: w.Message})
		}
		diagnostics, info := c.check(source, bind.Options{Outer: outer}, advice)
		for _, d := range diagnostics {
			add(d)
		}
		for _, v := range append(info.Globals, info.Parameters...) {
			v.Cell = cells[i].ID
			outer = append(outer, v)
		}
		if name := node.Settings.As; name != "" {
			if rows := lastTable(info); rows != nil {
				outer = append(outer, &symbol.Variable{Name: name, Kind: symbol.LetTable, Rows: rows, Cell: cells[i].ID})
			}
		}
	}
	return found, nil
}
