package plan

import "github.com/huntbook/huntbook/kqlparse/syntax"

// Stage is rows that a computation outside of the engine's own language makes: it reads its inputs to their ends, in
// their order, and yields new rows. Between the inputs and the output no column keeps its number.
type Stage struct {
	Task    Task
	In      []StageInput
	Columns []Column
	// Ordered says that the rows come out in an order that counts.
	Ordered bool
	Span    syntax.Span
}

func (*Stage) rel() {}

// StageInput is a relation that a stage reads, and what it reads of each row, in order.
type StageInput struct {
	Rel  Rel
	Read []Scalar
}

// Task is what a stage computes; each kind says how its inputs and outputs are laid out.
type Task interface{ task() }

// External reads rows from files or the network. It has no inputs. All its columns are strings, null where a record
// lacks one.
type External struct {
	URIs   []string
	Format string // csv, json ...; empty: by the name of each file
	// SkipFirst leaves out the first record of each file.
	SkipFirst bool
	// Names are the columns' names, by which records with properties are read.
	Names []string
	// Paths, where not nil, say where in a record each column is: a JSON path, or the position of a field.
	Paths []string
	// Only, of an archive, is the pattern of the files to read; empty: all.
	Only string
}

func (*External) task() {}
