package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/huntbook/huntbook/controller"
	"github.com/huntbook/huntbook/controller/dataflow"
	"github.com/huntbook/huntbook/controller/notebook"
	"github.com/huntbook/huntbook/controller/render"
	"github.com/huntbook/huntbook/schema"
)

// runFlags are the flags of `huntbook run`.
type runFlags struct {
	params      []string
	out, report string
	on, data    string
	rows        int
}

func newRunCommand() *cobra.Command {
	var f runFlags
	c := &cobra.Command{
		Use:   "run NOTEBOOK [--param NAME=VALUE]... [--out FILE] [--report FILE.html]",
		Short: "Run all cells of a notebook",
		Long: `Run all cells of a notebook (.kqlnb, .ipynb), one after the other, and print each one's results.
The first error stops it. The notebook itself is not changed: --out writes it with its outputs,
--report writes one HTML file that needs nothing else. Connections are those of huntbook.json in the
notebook's folder or the nearest folder above that has one.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{errors.New("give one notebook")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return f.run(c.Context(), args[0], c.OutOrStdout(), c.ErrOrStderr())
		},
	}
	c.Flags().StringArrayVar(&f.params, "param", nil, "a query parameter's value, NAME=VALUE (may be repeated)")
	c.Flags().StringVar(&f.out, "out", "", "write the notebook with its outputs to this file")
	c.Flags().StringVar(&f.report, "report", "", "write an HTML report to this file")
	c.Flags().StringVar(&f.on, "on", "", "the connection of cells that name none")
	c.Flags().StringVar(&f.data, "data", "", "the folder that the connection local means, instead of the notebook's")
	c.Flags().IntVar(&f.rows, "rows", 20, "how many rows of each result are printed")
	return c
}

func (f *runFlags) run(ctx context.Context, path string, out, progress io.Writer) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return usageError{err}
	}
	nb, err := notebook.Read(text)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	values, err := f.values(nb)
	if err != nil {
		return usageError{err}
	}
	for flag, file := range map[string]string{"--out": f.out, "--report": f.report} {
		if err := isFolder(filepath.Dir(file)); file != "" && err != nil {
			return fmt.Errorf("%s %s: %w", flag, file, err)
		}
	}
	if f.data != "" {
		if f.data, err = filepath.Abs(f.data); err != nil {
			return err
		}
		if err := isFolder(f.data); err != nil {
			return fmt.Errorf("--data: %w", err)
		}
	}
	log := quietLog()
	defer log.Sync()

	show := &printer{out: out, progress: progress, rows: f.rows, nb: nb, last: map[string]*render.Result{}}
	s := controller.NewService(controller.Options{Version: version, Backends: newEngines(f.data, log), Emit: show.event, Log: log, SaveNone: f.saveNone(path)})
	defer s.Close()
	begun := s.Initialize(controller.InitializeParams{Root: workspaceRoot(filepath.Dir(path)), Trusted: true, Client: "huntbook run"})
	for _, line := range begun.Warnings {
		fmt.Fprintln(progress, render.Visible(line))
	}
	sync := f.syncParams(path, nb)
	for _, st := range s.Sync(sync).States {
		for _, w := range st.Warnings {
			show.diagnostic("warning", w)
		}
	}
	result, err := s.Run(ctx, controller.RunParams{Notebook: sync.Notebook, Mode: "all", Params: values})
	if err != nil {
		return err
	}
	show.markdown(len(nb.Cells))
	if err := f.write(s, sync.Notebook, nb, progress); err != nil {
		return err
	}
	if result.Failed != "" || ctx.Err() != nil {
		return errFindings
	}
	return nil
}

// values reads --param, and checks that the notebook declares what is given.
func (f *runFlags) values(nb *notebook.Notebook) (map[string]string, error) {
	var cells []dataflow.Cell
	for _, c := range nb.Cells {
		if c.Kind == "code" {
			cells = append(cells, dataflow.Cell{ID: c.ID, Language: c.Language, Text: c.Source})
		}
	}
	var names []string
	kinds := map[string]string{}
	for _, p := range dataflow.New(cells).Params() {
		names = append(names, p.Name)
		kinds[p.Name] = p.Type
	}
	values := map[string]string{}
	for _, p := range f.params {
		name, value, ok := strings.Cut(p, "=")
		if !ok {
			return nil, fmt.Errorf("--param wants NAME=VALUE, not %q", p)
		}
		if !slices.Contains(names, name) {
			declared := "it declares none"
			if len(names) > 0 {
				declared = "it declares " + strings.Join(names, ", ")
			}
			return nil, fmt.Errorf("the notebook has no query parameter %q; %s", name, declared)
		}
		if _, bad := dataflow.Literal(kinds[name], value); bad != "" {
			return nil, fmt.Errorf("--param %s: %s is declared as %s; %s", p, name, kinds[name], bad)
		}
		values[name] = value
	}
	return values, nil
}

// saveNone: named results are saved only beside the notebook that is written, where its outputs refer to them.
func (f *runFlags) saveNone(path string) bool {
	out, err := filepath.Abs(f.out)
	return f.out == "" || err != nil || filepath.Dir(out) != filepath.Dir(path)
}

func (f *runFlags) syncParams(path string, nb *notebook.Notebook) controller.SyncParams {
	if !f.saveNone(path) {
		path, _ = filepath.Abs(f.out)
	}
	p := controller.SyncParams{Notebook: "file://" + filepath.ToSlash(path), Path: path, Version: 1}
	meta := map[string]string{"connection": nb.Huntbook("connection"), "timespan": nb.Huntbook("timespan")}
	if f.on != "" {
		meta["connection"] = f.on
	}
	p.Metadata, _ = json.Marshal(meta) // strings always can be written
	for _, c := range nb.Cells {
		p.Cells = append(p.Cells, controller.Cell{ID: c.ID, Kind: c.Kind, Language: c.Language, Text: c.Source})
	}
	return p
}

// write writes the executed notebook and the report.
func (f *runFlags) write(s *controller.Service, uri string, nb *notebook.Notebook, progress io.Writer) error {
	if f.out != "" {
		if err := s.Executed(uri, nb); err != nil {
			return err
		}
		text, err := notebook.Write(nb)
		if err != nil {
			return err
		}
		if err := controller.WriteFile(f.out, func(w *os.File) error { _, err := w.Write(text); return err }); err != nil {
			return err
		}
		fmt.Fprintf(progress, "wrote %s\n", f.out)
	}
	if f.report != "" {
		if _, err := s.Report(controller.ReportParams{Notebook: uri, Path: f.report}); err != nil {
			return err
		}
		fmt.Fprintf(progress, "wrote %s\n", f.report)
	}
	return nil
}

// workspaceRoot is the nearest folder, from dir upwards, that has a huntbook.json; dir itself when none has.
func workspaceRoot(dir string) string {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, schema.ConfigFile)); err == nil {
			return d
		}
		if d == filepath.Dir(d) {
			return dir
		}
	}
}

// printer tells on a terminal what happens.
type printer struct {
	out, progress io.Writer
	rows          int
	nb            *notebook.Notebook
	next          int // the first cell of the notebook that nothing was printed of
	last          map[string]*render.Result
	shown         []string // ids of results of the running cell, in order
}

func (p *printer) event(e controller.Event) {
	switch e.Kind {
	case "started":
		p.shown = nil
		p.begin(e.Cell)
	case "output":
		r := render.ResultOf(e.Output)
		if r == nil {
			return
		}
		if p.last[r.ID] == nil {
			p.shown = append(p.shown, r.ID)
		}
		p.last[r.ID] = r // a result is told again when it gets its name
	case "done", "failed", "cancelled":
		for _, id := range p.shown {
			p.table(p.last[id])
			delete(p.last, id)
		}
		p.shown = nil
		p.end(e)
	}
}

// begin prints what stands before a cell, and its place.
func (p *printer) begin(cell string) {
	for i := range p.nb.Cells {
		if p.nb.Cells[i].ID == cell {
			p.markdown(i)
			p.next = i + 1
			fmt.Fprintf(p.out, "\n[%d/%d] %s\n", i+1, len(p.nb.Cells), render.Shorten(render.Visible(firstLine(p.nb.Cells[i].Source)), terminalWidth()))
		}
	}
}

// markdown prints the headings of the notes before a cell.
func (p *printer) markdown(before int) {
	for ; p.next < before; p.next++ {
		c := &p.nb.Cells[p.next]
		if c.Kind != "markdown" {
			continue
		}
		for line := range strings.Lines(c.Source) {
			if line = strings.TrimRight(line, "\n"); strings.HasPrefix(line, "#") {
				fmt.Fprintf(p.out, "\n%s\n", render.Visible(line))
			}
		}
	}
}

// firstLine is the first line of a cell that is a query.
func firstLine(source string) string {
	for line := range strings.Lines(source) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
			return line
		}
	}
	return ""
}

func (p *printer) table(r *render.Result) {
	if r.Name != "" {
		fmt.Fprintf(p.out, "%s:\n", render.Visible(r.Name))
	}
	_ = render.Table{MaxRows: p.rows, MaxWidth: terminalWidth()}.Write(p.out, r)
	if c := r.Chart; c != nil {
		points := 0
		for _, s := range c.Series {
			points += len(s.Points)
		}
		fmt.Fprintf(p.out, "(%s: %d series, %d points)\n", c.Kind, len(c.Series), points)
	}
}

func (p *printer) end(e controller.Event) {
	switch e.Kind {
	case "done":
		fmt.Fprintf(p.progress, "done in %.1f s\n", float64(e.Millis)/1000)
	case "cancelled":
		fmt.Fprintln(p.progress, "not run, or stopped")
	case "failed":
		message := e.Error.Message
		if e.Error.Code != "" {
			message = e.Error.Code + ": " + message
		}
		if ds := e.Error.Diagnostics; len(ds) > 0 && ds[0].Message == e.Error.Message {
			message = "see below"
		}
		fmt.Fprintf(p.progress, "failed: %s\n", render.Visible(message))
		if e.Error.Remedy != "" {
			fmt.Fprintf(p.progress, "  %s\n", render.Visible(e.Error.Remedy))
		}
		for i, d := range e.Error.Diagnostics {
			if i == maxDiagnostics {
				fmt.Fprintf(p.progress, "  and %d more\n", len(e.Error.Diagnostics)-i)
				break
			}
			p.diagnostic("error", d)
		}
	}
}

// maxDiagnostics is how many errors of a cell are printed.
const maxDiagnostics = 10

// diagnostic prints a message with its place.
func (p *printer) diagnostic(severity string, d controller.Diagnostic) {
	where := d.Cell
	for i := range p.nb.Cells {
		if c := &p.nb.Cells[i]; c.ID == d.Cell {
			line, column := controller.LineColumn(c.Source, d.Start)
			where = fmt.Sprintf("cell %d, line %d, column %d", i+1, line, column)
		}
	}
	fmt.Fprintf(p.progress, "  %s: %s: %s %s\n", where, severity, d.Code, render.Visible(d.Message))
}

// terminalWidth is how wide a line may be: what the shell says, or a width that fits most.
func terminalWidth() int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n >= 40 {
		return n
	}
	return 140
}
