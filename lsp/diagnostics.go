package lsp

import (
	"context"
	"reflect"
	"slices"
	"sync"

	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"

	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// publisher tells the editor what is wrong in each open document. It works in one goroutine of its own, always on the
// newest snapshot, so that a burst of edits costs one analysis, and never tells the same twice.
type publisher struct {
	server *server
	wake   chan struct{}
	done   chan struct{}

	mu    sync.Mutex
	queue []string // documents to look at, each once; closed ones too
	ended bool
}

func newPublisher(s *server) *publisher {
	p := &publisher{server: s, wake: make(chan struct{}, 1), done: make(chan struct{})}
	go p.run()
	return p
}

// changed says that a document has a new text. In a notebook, the cells below it may mean something else now.
func (p *publisher) changed(u string) {
	uris := []string{u}
	snapshot := p.server.state.Snapshot()
	if n := snapshot.Notebook(u); n != nil {
		uris = append(uris, n.Cells...)
	}
	p.mark(uris...)
	p.mu.Lock()
	defer p.mu.Unlock()
	if i := slices.Index(p.queue, u); i > 0 { // what the person types in comes first
		copy(p.queue[1:i+1], p.queue[:i])
		p.queue[0] = u
	}
}

func (p *publisher) closed(u string) { p.mark(u) }

// all says that schemas have changed: everything is to be looked at again.
func (p *publisher) all() { p.mark(p.server.state.Snapshot().Documents()...) }

func (p *publisher) mark(uris ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended {
		return
	}
	queued := make(map[string]bool, len(p.queue))
	for _, u := range p.queue {
		queued[u] = true
	}
	for _, u := range uris {
		if !queued[u] {
			queued[u] = true
			p.queue = append(p.queue, u)
		}
	}
	select {
	case p.wake <- struct{}{}:
	default: // it is awake
	}
}

func (p *publisher) close() {
	p.mu.Lock()
	if !p.ended {
		p.ended = true
		close(p.wake)
	}
	p.mu.Unlock()
	<-p.done
}

func (p *publisher) run() {
	defer close(p.done)
	told := map[string]lsp.PublishDiagnosticsParams{}
	for range p.wake {
		for u, ok := p.next(); ok; u, ok = p.next() {
			p.tell(u, told)
		}
	}
}

func (p *publisher) next() (u string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.queue) == 0 || p.ended {
		return "", false
	}
	u = p.queue[0]
	p.queue = p.queue[1:]
	return u, true
}

func (p *publisher) tell(u string, told map[string]lsp.PublishDiagnosticsParams) {
	defer func() {
		if r := recover(); r != nil { // one document must not end the diagnostics of all
			p.server.options.Log.Error("panic in diagnostics", zap.String("document", u), zap.Any("value", r), zap.Stack("stack"))
		}
	}()
	params := lsp.PublishDiagnosticsParams{URI: uri.URI(u), Diagnostics: []lsp.Diagnostic{}}
	snapshot := p.server.state.Snapshot()
	if a := snapshot.Analysis(u); a != nil {
		params.Version = lsp.NewOptional(a.Doc.Version)
		params.Diagnostics = p.server.diagnose(a)
	}
	if old, ok := told[u]; ok && reflect.DeepEqual(old, params) {
		return
	}
	if told[u] = params; snapshot.Document(u) == nil {
		delete(told, u) // what is closed is not remembered
	}
	if p.server.settings().Diagnostics == "pull" {
		return
	}
	if err := p.server.client.PublishDiagnostics(context.Background(), &params); err != nil {
		p.server.options.Log.Debug("publishing diagnostics", zap.Error(err))
	}
}

// diagnose returns all that is to be said about a document, in the order of the text.
func (s *server) diagnose(a *workspace.Analysis) []lsp.Diagnostic {
	out := []lsp.Diagnostic{}
	for _, f := range s.findings(a) {
		out = append(out, diagnostic(a, f))
	}
	return out
}

// diagnostic is a finding as the editor is told.
func diagnostic(a *workspace.Analysis, f finding) lsp.Diagnostic {
	place := func(s syntax.Span) lsp.Range {
		return a.Doc.SpanRange(syntax.Span{Start: f.Base + s.Start, End: f.Base + s.End})
	}
	d := lsp.Diagnostic{Range: place(f.Span), Severity: lsp.DiagnosticSeverity(f.Severity), Source: lsp.NewOptional("kql"), Message: lsp.String(f.Message)}
	if f.Code != "" {
		d.Code = lsp.String(f.Code)
	}
	var tags []lsp.DiagnosticTag
	for _, t := range f.Tags {
		tags = append(tags, lsp.DiagnosticTag(t))
	}
	d.Tags.Set(tags)
	for _, r := range f.Related {
		if r.Cell == "" {
			d.RelatedInformation = append(d.RelatedInformation, lsp.DiagnosticRelatedInformation{Message: r.Message, Location: lsp.Location{URI: uri.URI(a.Doc.URI), Range: place(r.Span)}})
		}
	}
	return d
}
