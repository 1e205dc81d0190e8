// Package datafile says what a data file holds before an engine reads it: its format, encoding and delimiter, its
// columns and their KQL types; and it rewrites files that an engine would refuse (other encodings, ragged rows, broken
// lines) into clean ones, counting what had to be left out.
//
// It is tolerant, and tells: everything that was read otherwise than it stands, padded, renamed or left out is in
// Shape.Problems or Rewritten. It knows no engine and no SQL.
package datafile

import "github.com/huntbook/huntbook/kqlparse/symbol"

// Format is how a file's rows are written.
type Format uint8

const (
	CSV     Format = iota // rows of cells between delimiters, quoted with '"' where needed
	NDJSON                // one JSON object a line
	JSON                  // one JSON array of objects, or an object that holds such an array, or one object
	Parquet               // read by the engine alone
)

// Encoding is how a text file's characters are written.
type Encoding uint8

const (
	UTF8 Encoding = iota
	UTF16LE
	UTF16BE
	Windows1252 // with what it leaves open as in Latin-1
)

var encodingNames = [...]string{"UTF-8", "UTF-16", "UTF-16", "Windows-1252"}

func (e Encoding) String() string { return encodingNames[e] }

// Column is a column of a file.
type Column struct {
	Name string // in KQL; unique in its file
	Key  string // of JSON: the property; of Parquet: the column
	Type symbol.Type
	// Ticks says that a datetime column has a digit below the microsecond.
	Ticks bool
	// Fits are the types that every value seen may be read as; all of them when there was none. 0 of Parquet.
	Fits symbol.Set
}

// Shape is what a file looks like, as far as a sample of it tells.
type Shape struct {
	Path      string
	Format    Format
	Gzip      bool
	Encoding  Encoding
	Delimiter byte // of CSV
	Header    bool // the first row holds names
	Columns   []Column
	// Clean says that an engine may read the file as it is: UTF-8 without odd quoting, every row with as many cells as
	// the header, every line an object, as far as the sample tells.
	Clean bool
	// Whole says that the sample was the whole file.
	Whole bool
	// LongestRow is the length of the longest row of the sample in bytes.
	LongestRow int
	Problems   []Problem
}

// Problem is something that a person should know about a file.
type Problem struct {
	Path    string
	Line    int // from 1; 0 when it is about the file
	Message string
	// Fatal: the file can't be read at all.
	Fatal bool
	// Harmless: nothing is lost; it is read or called otherwise than it stands.
	Harmless bool
	// Table is what the file is, or would be; empty when it is about the folder. datafile itself does not know it.
	Table string
}
