// Package render turns a finished result into what a notebook shows: a MIME bundle of our own type, a static HTML table
// for viewers that know no better (GitHub, Jupyter), and plain text; and a whole notebook into one HTML file.
//
// Rows are hostile: every text from data is escaped for the place it is put in, and none of it is ever markup or script.
package render

import (
	"math"
	"strconv"

	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// MIME is the type of a result in a notebook's outputs and on the way to the grid. Its value is a Result.
//
// Cells of rows, here and in result/page, are, by the type of their column:
//
//	bool       true or false
//	int        a number
//	long       a string of digits, so that no JSON reader rounds it
//	decimal    a string of digits
//	real       a number; "NaN", "Infinity" or "-Infinity" as strings
//	string     a string
//	guid       a string, lower case
//	datetime   a string, 2024-05-01T10:00:00.0000000Z: always UTC and seven digits
//	timespan   a string, [-][d.]hh:mm:ss[.fffffff]
//	dynamic    a string that holds JSON text
//
// and null for a null of any type but string. A string or dynamic of more than 32 KB is cut, and says how long it was:
// exports have all of it. A type of a later version is to be shown as text.
const MIME = "application/vnd.huntbook.result+json"

// Version is the version of Result's shape. A reader takes fields that it does not know for additions.
const Version = 1

// Result is the value of MIME.
type Result struct {
	Version int `json:"version"`
	// ID is what result/page and result/export call it. A controller forgets results when it ends; named ones come back.
	ID      string   `json:"id"`
	Name    string   `json:"name,omitempty"` // of `//% as`, or of a fork's leg
	Columns []Column `json:"columns"`
	Rows    [][]any  `json:"rows"`  // the first page
	Total   int64    `json:"total"` // rows that are held: Rows and those on further pages
	// Truncated: the query had more rows than are held.
	Truncated bool   `json:"truncated,omitempty"`
	View      string `json:"view,omitempty"` // what to show first: table or chart; empty: the chart if there is one
	Chart     *Chart `json:"chart,omitempty"`
	// Notes are sentences to show with the result: truncation, partial failure, settings without effect.
	Notes  []Note `json:"notes,omitempty"`
	Source Source `json:"source"`
}

// Column is a column's name and KQL type.
type Column struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// Note is a sentence to show with a result.
type Note struct {
	Severity string `json:"severity"` // info or warning
	Text     string `json:"text"`
}

// Source says where a result comes from.
type Source struct {
	Connection string `json:"connection"`
	Database   string `json:"database,omitempty"`
	// From and To are the time scope that was asked for, as datetime cells; empty for none.
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
	Query string `json:"query"` // the first 16 hexadecimal digits of the SHA-256 of the text that ran
	// Meaning identifies what the result follows from beside the data; the controller compares it to tell a stale result.
	Meaning string `json:"meaning,omitempty"`
	// Inputs are the named results that it was computed from: the id of the cell that made each, and the result's id.
	Inputs map[string]string `json:"inputs,omitempty"`
	// Local: it comes from a connection whose data never travels to another one.
	Local  bool   `json:"local,omitempty"`
	At     string `json:"at"` // when it ran, RFC 3339, UTC
	Millis int64  `json:"ms"`
	Rows   int64  `json:"rows"`
}

// Chart is a chart ready to be drawn: which columns are axes and series is decided here, and the points are in it.
type Chart struct {
	// Kind: timechart, linechart, areachart, stackedareachart, columnchart, barchart, scatterchart, piechart, card.
	Kind   string `json:"kind"`
	Title  string `json:"title,omitempty"`
	XTitle string `json:"xTitle,omitempty"`
	YTitle string `json:"yTitle,omitempty"`
	// XType says what x values are: time (milliseconds since 1970 UTC), number, or category (strings).
	XType string `json:"xType"`
	// Stack: none, stacked, or percent. Only areas, columns and bars stack.
	Stack  string   `json:"stack"`
	Legend bool     `json:"legend"`
	XLog   bool     `json:"xLog,omitempty"`
	YLog   bool     `json:"yLog,omitempty"`
	YMin   *float64 `json:"yMin,omitempty"`
	YMax   *float64 `json:"yMax,omitempty"`
	// Columns used, by position, for tooltips and switching: X is -1 when there is none.
	X      int      `json:"x"`
	Y      []int    `json:"y"`
	By     []int    `json:"by"`
	Series []Series `json:"series"`
	// Cut says that the result has more points than are in Series; how many are drawn and missing is in Note.
	Cut  bool   `json:"cut,omitempty"`
	Note string `json:"note,omitempty"`
}

// Series is one line, one set of bars, or all slices of a pie. Its points are in the order of x, or of the rows for
// categories. y is a number, or null for a gap. A category's x is a string; the x of time and number are numbers.
type Series struct {
	Name   string   `json:"name"`
	Points [][2]any `json:"points"`
}

// The report draws charts with assets/chart.js, a script that is built from extension/renderer and stands by itself. When
// it is loaded it looks for every element with the attribute data-huntbook-chart, whose value is the id of a
//
//	<script type="application/json" id="...">
//
// in the same document that holds a Chart, and draws that chart into the element (which has a size). It loads nothing,
// and needs no eval, no inline style attribute from markup, and no network.

// cell encodes value i of a vector by the rules of MIME.
func cell(v *result.Vector, i int) any {
	if v.IsNull(i) {
		return nil
	}
	switch v.Type {
	case symbol.Bool:
		return v.Ints[i] != 0
	case symbol.Int:
		return float64(v.Ints[i])
	case symbol.Long:
		return strconv.FormatInt(v.Ints[i], 10)
	case symbol.Real:
		switch f := v.Reals[i]; {
		case math.IsNaN(f):
			return "NaN"
		case math.IsInf(f, 1):
			return "Infinity"
		case math.IsInf(f, -1):
			return "-Infinity"
		default:
			return f
		}
	case symbol.String, symbol.Dynamic:
		if s := v.Strings[i]; len(s) > maxText {
			return clip(s, maxText) + " (" + strconv.Itoa(len(s)) + " bytes)"
		}
		return v.Strings[i]
	default:
		return string(result.AppendText(nil, v, i))
	}
}

// maxText is how many bytes of a text are shown.
const maxText = 32 << 10

// Rows encodes the rows of a batch by the rules of MIME.
func Rows(b *result.Batch) [][]any {
	rows := make([][]any, b.Len)
	for r := range rows {
		row := make([]any, len(b.Cols))
		for c := range b.Cols {
			row[c] = cell(&b.Cols[c], r)
		}
		rows[r] = row
	}
	return rows
}

// Columns names columns and types.
func Columns(cols []result.Column) []Column {
	out := make([]Column, len(cols))
	for i, c := range cols {
		out[i] = Column{c.Name, c.Type.String()}
	}
	return out
}
