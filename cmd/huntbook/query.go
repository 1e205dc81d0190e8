package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"go.uber.org/zap"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/render"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

func newQueryCommand() *cobra.Command {
	var data, format string
	var rows int64
	c := &cobra.Command{
		Use:   "query KQL",
		Short: "Run a query on the embedded engine",
		Long: `Run a query on the embedded engine and print its results. With --data each data file of the folder is a
table. "-" reads the query from standard input.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{errors.New("give one query, in quotes, or - to read it from standard input")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			print, ok := formats[format]
			if !ok {
				return usageError{fmt.Errorf("--format %s: there are table, json, csv and parquet", format)}
			}
			text := args[0]
			if text == "-" {
				in, err := io.ReadAll(c.InOrStdin())
				if err != nil {
					return err
				}
				text = string(in)
			}
			log := quietLog()
			defer log.Sync()
			q, err := backend.Query{Text: text, MaxRows: rows}, error(nil)
			if format == "parquet" {
				err = writeParquet(c.Context(), c.OutOrStdout(), q, data, log)
			} else {
				err = printResults(c, q, data, log, print)
			}
			var refusal *result.QueryError
			if errors.As(err, &refusal) {
				fmt.Fprint(c.ErrOrStderr(), explain(text, refusal))
				return errFindings
			}
			return err
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder whose data files are tables")
	c.Flags().StringVar(&format, "format", "table", "table, json (one object a line), csv, or parquet (to a file or a pipe)")
	c.Flags().Int64Var(&rows, "rows", -1, "print at most so many rows of each result")
	return c
}

// quietLog is the log of commands that tell on the terminal what matters: warnings, unless HUNTBOOK_LOG asks for more.
func quietLog() *zap.Logger {
	if os.Getenv("HUNTBOOK_LOG") != "" {
		return newLog()
	}
	return newLog().WithOptions(zap.IncreaseLevel(zap.WarnLevel))
}

// printResults runs a query and prints what comes of it.
func printResults(c *cobra.Command, q backend.Query, data string, log *zap.Logger, print func(context.Context, *bufio.Writer, result.Result) error) error {
	db, _, closeEngine, err := openServed(c.Context(), data, log)
	if err != nil {
		return err
	}
	defer closeEngine()
	out := bufio.NewWriter(c.OutOrStdout())
	err = runQuery(c.Context(), db, q, out, print, func(n result.Note) {
		fmt.Fprintf(c.ErrOrStderr(), "%s\n", printable(n.Text))
	})
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	return err
}

// formats are the ways to print a result. Parquet is written by the engine: see writeParquet.
var formats = map[string]func(context.Context, *bufio.Writer, result.Result) error{"table": printTable, "json": printJSON, "csv": printCSV, "parquet": nil}

func runQuery(ctx context.Context, b backend.Backend, q backend.Query, out *bufio.Writer, print func(context.Context, *bufio.Writer, result.Result) error, note func(result.Note)) error {
	set, err := b.Run(ctx, q)
	if err != nil {
		return err
	}
	defer set.Close()
	for n := 0; ; n++ {
		r, err := set.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if n > 0 {
			fmt.Fprintln(out)
		}
		err = print(ctx, out, r)
		if noter, ok := set.(result.Noter); ok {
			for _, n := range noter.Notes() {
				note(n)
			}
		}
		if err != nil {
			return err
		}
	}
}

// explain shows an error with the line of the query that it is about.
func explain(text string, q *result.QueryError) string {
	if q.End <= q.Start || q.End > len(text) {
		return fmt.Sprintf("%s: %s\n", q.Code, printable(q.Message))
	}
	start := strings.LastIndexByte(text[:q.Start], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[q.Start:], '\n'); i >= 0 {
		end = q.Start + i
	}
	line := strings.Count(text[:start], "\n") + 1
	before := utf8.RuneCountInString(text[start:q.Start])
	width := max(1, utf8.RuneCountInString(text[q.Start:min(q.End, end)]))
	return fmt.Sprintf("%s: %s\n  %d | %s\n  %s   %s%s\n", q.Code, printable(q.Message), line, printable(text[start:end]),
		strings.Repeat(" ", len(strconv.Itoa(line))), strings.Repeat(" ", before), strings.Repeat("^", width))
}

// cellText is a value for people: null and the empty string are both empty.
func cellText(v *result.Vector, i int) string {
	if v.IsNull(i) {
		return ""
	}
	switch v.Type {
	case symbol.Bool:
		return strconv.FormatBool(v.Ints[i] != 0)
	case symbol.Int, symbol.Long:
		return strconv.FormatInt(v.Ints[i], 10)
	case symbol.Datetime:
		return string(result.AppendDatetime(nil, v.Ints[i]))
	case symbol.Timespan:
		return string(result.AppendTimespan(nil, v.Ints[i]))
	case symbol.Real:
		return strconv.FormatFloat(v.Reals[i], 'g', -1, 64)
	}
	return v.Strings[i]
}

// Bounds of the table form: rows that are looked at for the widths, and the widest column.
const (
	tableSample = 1000
	tableWidth  = 60
)

// printTable aligns columns by the first rows; a terminal gets no control characters from data.
func printTable(ctx context.Context, out *bufio.Writer, r result.Result) error {
	cols := r.Columns()
	widths := make([]int, len(cols))
	head := make([]string, len(cols))
	for i, c := range cols {
		head[i] = printable(c.Name)
		widths[i] = utf8.RuneCountInString(head[i])
	}
	var held [][]string
	line := func(cells []string) {
		for i, s := range cells {
			if i > 0 {
				out.WriteString("  ")
			}
			out.WriteString(s)
			if i < len(cells)-1 {
				out.WriteString(strings.Repeat(" ", max(0, widths[i]-utf8.RuneCountInString(s))))
			}
		}
		out.WriteByte('\n')
	}
	flush := func() {
		line(head)
		rule := make([]string, len(cols))
		for i, w := range widths {
			rule[i] = strings.Repeat("-", w)
		}
		line(rule)
		for _, row := range held {
			line(row)
		}
		held = nil
	}
	n := 0
	err := result.Each(ctx, r, func(b *result.Batch, i int) error {
		row := make([]string, len(cols))
		for j := range cols {
			text := cellText(&b.Cols[j], i)
			switch cols[j].Type {
			case symbol.Datetime:
				text = render.Datetime(text)
			case symbol.Timespan:
				text = render.Timespan(text)
			}
			row[j] = shorten(printable(text))
			if n < tableSample {
				widths[j] = max(widths[j], utf8.RuneCountInString(row[j]))
			}
		}
		n++
		if n <= tableSample {
			held = append(held, row)
			return nil
		}
		if held != nil {
			flush()
		}
		line(row)
		return ctx.Err()
	})
	if err == nil && n <= tableSample {
		flush()
	}
	return err
}

func shorten(s string) string {
	if len(s) > 8*tableWidth {
		s = strings.ToValidUTF8(s[:8*tableWidth], "")
	}
	if utf8.RuneCountInString(s) <= tableWidth {
		return s
	}
	return string([]rune(s)[:tableWidth-1]) + "…"
}

// printable replaces what a terminal would obey: control characters, and marks that change the direction of text.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError:
			return '\uFFFD'
		}
		return r
	}, s)
}

// printJSON prints an object for each row. Long and decimal are numbers as they are; reals that JSON has no number for are
// texts.
func printJSON(ctx context.Context, out *bufio.Writer, r result.Result) error {
	cols := r.Columns()
	names := make([][]byte, len(cols))
	for i, c := range cols {
		names[i], _ = json.Marshal(c.Name)
	}
	return result.Each(ctx, r, func(b *result.Batch, i int) error {
		out.WriteByte('{')
		for j := range cols {
			if j > 0 {
				out.WriteByte(',')
			}
			out.Write(names[j])
			out.WriteByte(':')
			out.Write(jsonCell(&b.Cols[j], i))
		}
		_, err := out.WriteString("}\n")
		return err
	})
}

func jsonCell(v *result.Vector, i int) []byte {
	if v.IsNull(i) {
		return []byte("null")
	}
	text := cellText(v, i)
	switch v.Type {
	case symbol.Bool, symbol.Int, symbol.Long, symbol.Decimal:
		return []byte(text)
	case symbol.Real:
		if f := v.Reals[i]; !math.IsNaN(f) && !math.IsInf(f, 0) {
			return []byte(text)
		}
	case symbol.Dynamic:
		if json.Valid([]byte(text)) {
			return []byte(text)
		}
	}
	quoted, _ := json.Marshal(text)
	return quoted
}

// printCSV prints RFC 4180, with the column names first.
func printCSV(ctx context.Context, out *bufio.Writer, r result.Result) error {
	w := csv.NewWriter(out)
	w.UseCRLF = true
	cols := r.Columns()
	row := make([]string, len(cols))
	for i, c := range cols {
		row[i] = c.Name
	}
	if err := w.Write(row); err != nil {
		return err
	}
	err := result.Each(ctx, r, func(b *result.Batch, i int) error {
		for j := range cols {
			row[j] = cellText(&b.Cols[j], i)
		}
		return w.Write(row)
	})
	w.Flush()
	if err == nil {
		err = w.Error()
	}
	return err
}
