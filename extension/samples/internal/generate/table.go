package main

import (
	"encoding/csv"
	"io"
	"slices"
	"time"
)

// table is a table in the making. The first column is the time where there is one.
type table struct {
	file    string
	columns []string
	rows    []row
}

type row struct {
	at    time.Time
	cells []string
}

// add appends an event; its time becomes the first cell.
func (t *table) add(at time.Time, cells ...string) {
	t.rows = append(t.rows, row{at, append([]string{at.UTC().Format("2006-01-02T15:04:05Z")}, cells...)})
}

// plain appends a row without a time.
func (t *table) plain(cells ...string) { t.rows = append(t.rows, row{cells: cells}) }

// csv writes the table in the order of time, as a log has it.
func (t *table) csv(w io.Writer) error {
	slices.SortStableFunc(t.rows, func(a, b row) int { return a.at.Compare(b.at) })
	out := csv.NewWriter(w)
	if err := out.Write(t.columns); err != nil {
		return err
	}
	for _, r := range t.rows {
		if err := out.Write(r.cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
