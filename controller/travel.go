package controller

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/dataflow"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// A named result that is used on a remote connection travels inside of the query, as a datatable. These are its limits.
const (
	travelCells = 10_000
	travelBytes = 256 << 10
)

// travel writes a table as a datatable expression.
func travel(ctx context.Context, name string, kept backend.Kept) (string, error) {
	cols := kept.Columns()
	if n := kept.Rows() * int64(len(cols)); n > travelCells {
		return "", tooBig(name, fmt.Sprintf("%d cells", n))
	}
	r, err := kept.Read(ctx)
	if err != nil {
		return "", err
	}
	defer r.Close()
	var b strings.Builder
	b.WriteString("datatable(")
	for i, c := range cols {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(columnName(c.Name) + ": " + c.Type.String())
	}
	b.WriteString(")[")
	first := true
	for {
		batch, err := r.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", err
		}
		for row := range batch.Len {
			for c := range batch.Cols {
				if !first {
					b.WriteString(", ")
				}
				first = false
				b.WriteString(literal(&batch.Cols[c], row))
			}
			if b.Len() > travelBytes {
				return "", tooBig(name, "more than "+strconv.Itoa(travelBytes>>10)+" KB")
			}
		}
	}
	b.WriteString("]")
	return b.String(), nil
}

func tooBig(name, size string) error {
	return fmt.Errorf("%q has %s; at most %d cells and %d KB travel inside of a query: keep only the columns and rows that are needed, for example with `distinct`, under a name of its own",
		name, size, travelCells, travelBytes>>10)
}

func columnName(name string) string {
	if dataflow.ValidName(name) {
		return name
	}
	return "[" + dataflow.Quote(name) + "]"
}

// literal writes value i as a literal of its type.
func literal(v *result.Vector, i int) string {
	kind := v.Type.String()
	if v.IsNull(i) {
		return kind + "(null)"
	}
	text := string(result.AppendText(nil, v, i))
	switch v.Type {
	case symbol.String:
		return dataflow.Quote(text)
	case symbol.Bool:
		return text
	case symbol.Dynamic:
		// As text: a literal has its own syntax for what JSON writes otherwise.
		return "dynamic(" + text + ")"
	case symbol.Real:
		return "real(" + strings.ToLower(text) + ")"
	}
	return kind + "(" + text + ")"
}
