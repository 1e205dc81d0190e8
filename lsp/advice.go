package lsp

import (
	"strings"

	"github.com/huntbook/huntbook/controller/dataflow"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/lint"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/lsp/embed"
	"github.com/huntbook/huntbook/lsp/workspace"
	"github.com/huntbook/huntbook/schema"
)

// finding is something to say about a document. Its spans count from Base.
type finding struct {
	bind.Diagnostic
	Base  int
	Block *workspace.Block // nil for what is said about the cell as a whole
}

// findings returns all that is to be said about a document: mistakes of each query, or else advice on it, then what is
// said about the cell. Severities are those of huntbook.json.
func (s *server) findings(a *workspace.Analysis) (out []finding) {
	advice, from := s.advice(a)
	for i := range a.Blocks {
		b := &a.Blocks[i]
		wrong := len(b.Tree.Errors) > 0
		for _, e := range b.Tree.Errors {
			out = append(out, finding{bind.Diagnostic{Span: e.Span, Kind: "syntax", Code: e.Code, Severity: bind.Error, Message: e.Message}, b.Span.Start, b})
		}
		for _, d := range b.Info.Diagnostics {
			wrong = wrong || d.Severity == bind.Error
			if advice.Apply(&d) {
				out = append(out, finding{d, b.Span.Start, b})
			}
		}
		if wrong {
			continue
		}
		advice.Before, advice.After = beside(a, i)
		circumstances := circumstances{from, advice.Alone, advice.Scheduled, advice.Bounded, advice.Before, advice.After}
		for _, d := range b.Advice.In(circumstances, func() []bind.Diagnostic { return lint.Check(b.Info, advice) }) {
			out = append(out, finding{d, b.Span.Start, b})
		}
	}
	for _, d := range a.Remarks {
		if advice.Apply(&d) {
			out = append(out, finding{d, 0, nil})
		}
	}
	return out
}

// circumstances are what advice on a query depends on, beside the query.
type circumstances struct {
	settings                  *catalogs
	alone, scheduled, bounded bool
	before, after             string
}

// beside returns what stands before and behind a query, up to the next one; nothing where that is not KQL.
func beside(a *workspace.Analysis, i int) (before, after string) {
	text := a.Doc.Text()
	if a.Doc.Host() {
		return "", ""
	}
	from, to := 0, len(text)
	if i > 0 {
		from = a.Blocks[i-1].Span.End
	}
	if i+1 < len(a.Blocks) {
		to = a.Blocks[i+1].Span.Start
	}
	return text[from:a.Blocks[i].Span.Start], text[a.Blocks[i].Span.End:to]
}

// advice returns what advice on a document depends on, and where its settings come from.
func (s *server) advice(a *workspace.Analysis) (o lint.Options, c *catalogs) {
	s.mu.Lock()
	c = s.catalogs
	s.mu.Unlock()
	if c != nil {
		o = c.advice()
	}
	o.Alone = s.state.Snapshot().Notebook(a.Doc.URI) == nil
	text := a.Doc.Text()
	if a.Doc.Language == "yaml" && embed.IsRule(text) {
		o.Scheduled, o.Bounded = true, true
	}
	if strings.Contains(text, "//%") {
		g := dataflow.New([]dataflow.Cell{{ID: "cell", Language: "kusto", Text: text}})
		o.Bounded = o.Bounded || g.Cells[0].Settings.Scope != nil
	}
	return o, c
}

// advice returns the settings of huntbook.json for advice. Tables that are data files of a folder are small.
func (c *catalogs) advice() (o lint.Options) {
	o.Configure(c.config.Lint)
	small := map[string]bool{schema.LocalName: true}
	for _, conn := range c.config.Connections {
		if conn.Kind == schema.KindFiles {
			small[conn.Name] = true
		}
	}
	o.Small = func(t *symbol.Table) bool { return small[t.Origin] }
	return o
}
