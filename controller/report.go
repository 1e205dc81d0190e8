package controller

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/huntbook/huntbook/controller/notebook"
	"github.com/huntbook/huntbook/controller/render"
)

// reportRows is how many rows of each table a report shows.
const reportRows = 200

// Report writes a notebook with its outputs as one HTML file.
func (s *Service) Report(p ReportParams) (ReportResult, error) {
	n, err := s.session(p.Notebook)
	if err != nil {
		return ReportResult{}, err
	}
	nb := n.notebook()
	n.mu.Lock()
	file, values := filepath.Base(n.path), n.values
	n.mu.Unlock()
	if file == "." {
		file = "Notebook"
	}
	r := render.Report{Title: title(nb, file), File: file, Made: time.Now().UTC().Format("2006-01-02 15:04 UTC"), By: "Huntbook " + s.o.Version, MaxRows: reportRows}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		r.Parameter = append(r.Parameter, name+" = "+values[name])
	}
	err = WriteFile(p.Path, func(f *os.File) error { return r.Write(f, nb) })
	return ReportResult{Path: p.Path}, err
}

// notebook is the notebook as it is now, with the outputs of this session's runs; for cells that did not run in it, those
// of the file.
func (n *session) notebook() *notebook.Notebook {
	n.mu.Lock()
	defer n.mu.Unlock()
	saved := map[string]notebook.Cell{}
	if text, err := os.ReadFile(n.path); err == nil && n.path != "" {
		if old, err := notebook.Read(text); err == nil {
			for _, c := range old.Cells {
				saved[c.ID] = c
			}
		}
	}
	nb := &notebook.Notebook{}
	for _, c := range n.cells {
		cell := notebook.Cell{ID: c.ID, Kind: c.Kind, Language: c.Language, Source: c.Text}
		if c.Kind == "code" {
			cell.Outputs, cell.Count = saved[c.ID].Outputs, saved[c.ID].Count
			if r := n.runs[c.ID]; r != nil && r.order > 0 {
				cell.Outputs, cell.Count = r.outputs(), r.order
			}
		}
		nb.Cells = append(nb.Cells, cell)
	}
	return nb
}

// outputs are a run's outputs as the notebook file has them.
func (r *cellRun) outputs() (outs []notebook.Output) {
	for _, b := range r.bundles {
		if b != nil {
			outs = append(outs, notebook.Display(b))
		}
	}
	if f := r.failure; f != nil && r.state == stateFailed {
		name := f.Code
		if name == "" {
			name = "Error"
		}
		trace := []string{f.Message}
		if f.Remedy != "" {
			trace = append(trace, f.Remedy)
		}
		outs = append(outs, notebook.Failure(name, f.Message, trace))
	}
	return outs
}

// Executed fills the outputs of a notebook's cells from this session's runs.
func (s *Service) Executed(uri string, nb *notebook.Notebook) error {
	n, err := s.session(uri)
	if err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for i := range nb.Cells {
		c := &nb.Cells[i]
		if r := n.runs[c.ID]; r != nil && r.order > 0 {
			c.Outputs, c.Count = r.outputs(), r.order
		}
	}
	return nil
}

// title is the notebook's first heading, else the name of its file.
func title(nb *notebook.Notebook, file string) string {
	for _, c := range nb.Cells {
		if c.Kind != "markdown" {
			continue
		}
		for line := range strings.Lines(c.Source) {
			if text, ok := strings.CutPrefix(strings.TrimSpace(line), "# "); ok {
				return text
			}
		}
	}
	return strings.TrimSuffix(file, filepath.Ext(file))
}
