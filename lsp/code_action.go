package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/lint"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/embed"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// actionKinds are the kinds of code actions that there are. fixAll makes the fixes that change no result, on save if the
// person wants it.
var actionKinds = []lsp.CodeActionKind{lsp.CodeActionKindQuickFix, lsp.CodeActionKindRefactorExtract, lsp.CodeActionKindRefactorInline, lsp.CodeActionKindRefactorRewrite, fixAll}

const fixAll = lsp.CodeActionKindSourceFixAll + ".huntbook"

// CodeAction offers the fixes of what is said about a range, and rewritings of what stands there.
func (s *server) CodeAction(ctx context.Context, p *lsp.CodeActionParams) ([]lsp.CommandOrCodeAction, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	m := &actions{analysis: a, only: p.Context.Only, at: a.Doc.RangeSpan(p.Range), out: []lsp.CommandOrCodeAction{}}
	findings := s.findings(a)
	if m.wants(lsp.CodeActionKindQuickFix) {
		m.fixes(findings)
	}
	if m.wants(fixAll) {
		m.fixEverything(findings)
	}
	if b, _ := a.At(m.at.Start); b != nil && m.at.End <= b.Span.End && len(b.Tree.Errors) == 0 {
		m.block, m.base = b, b.Span.Start
		m.at = syntax.Span{Start: max(m.at.Start-m.base, 0), End: max(m.at.End-m.base, 0)}
		m.extract()
		m.inline(s.state.Snapshot().Notebook(a.Doc.URI) != nil)
		m.rewrite()
	}
	return m.out, nil
}

// actions collects what is offered for a range.
type actions struct {
	analysis *workspace.Analysis
	only     []lsp.CodeActionKind
	at       syntax.Span // of the document; of the block once that is set
	block    *workspace.Block
	base     int
	out      []lsp.CommandOrCodeAction
}

// wants reports whether the editor asks for a kind, or for one that it belongs to.
func (m *actions) wants(kind lsp.CodeActionKind) bool {
	return len(m.only) == 0 && kind != fixAll || slices.ContainsFunc(m.only, func(k lsp.CodeActionKind) bool {
		return k == "" || k == kind || strings.HasPrefix(string(kind), string(k)+".")
	})
}

// offer adds an action. Spans of its edits count from base.
func (m *actions) offer(kind lsp.CodeActionKind, base int, fix bind.Fix) *lsp.CodeAction {
	changes := make([]lsp.TextEdit, len(fix.Edits))
	for i, e := range fix.Edits {
		changes[i] = lsp.TextEdit{Range: m.analysis.Doc.SpanRange(syntax.Span{Start: base + e.Span.Start, End: base + e.Span.End}), NewText: e.New}
	}
	c := &lsp.CodeAction{Title: fix.Title, Kind: &kind, Edit: &lsp.WorkspaceEdit{Changes: map[uri.URI][]lsp.TextEdit{uri.URI(m.analysis.Doc.URI): changes}}}
	m.out = append(m.out, c)
	return c
}

// refactor offers a rewriting of the block, when its kind is wanted.
func (m *actions) refactor(kind lsp.CodeActionKind, fix bind.Fix) {
	if m.wants(kind) {
		m.offer(kind, m.base, fix)
	}
}

// fixes offers the fixes of what is said about the range; those of the same code all at once, too; and to silence advice.
func (m *actions) fixes(findings []finding) {
	var several []string
	for _, f := range findings {
		if f.Base+f.Span.Start > m.at.End || f.Base+f.Span.End < m.at.Start {
			continue
		}
		told := []lsp.Diagnostic{diagnostic(m.analysis, f)}
		for i, fix := range f.Fixes {
			c := m.offer(lsp.CodeActionKindQuickFix, f.Base, fix)
			c.Diagnostics = told
			if i == 0 && isSafe(f.Code) {
				c.IsPreferred = new(true)
			}
		}
		if len(f.Fixes) > 0 && !slices.Contains(several, f.Code) {
			several = append(several, f.Code)
		}
		if line, ok := m.lineEnd(f); ok {
			m.offer(lsp.CodeActionKindQuickFix, 0, bind.Fix{Title: "Ignore " + f.Code + " on this line", Edits: []bind.Edit{{Span: line, New: " // huntbook:ignore " + f.Code}}}).Diagnostics = told
		}
	}
	for _, code := range several {
		edits, n := together(findings, func(f finding) bool { return f.Code == code })
		if n > 1 {
			m.offer(lsp.CodeActionKindQuickFix, 0, bind.Fix{Title: fmt.Sprintf("Fix all %d of %s", n, code), Edits: edits})
		}
	}
}

// fixEverything offers all fixes that change no result, of the whole document.
func (m *actions) fixEverything(findings []finding) {
	if edits, n := together(findings, func(f finding) bool { return f.Kind == "lint" && isSafe(f.Code) }); n > 0 {
		m.offer(fixAll, 0, bind.Fix{Title: "Fix all advice that changes no result", Edits: edits})
	}
}

// isSafe reports whether the first fix of a code is what everyone would do: a mistake's, or one that changes no result.
func isSafe(code string) bool {
	r := lint.RuleNamed(code)
	return r == nil || !r.Changes
}

// together returns the first fixes of the findings that are wanted, as edits of the document, and how many there are. A
// fix that meets one before it is left for the next time.
func together(findings []finding, wanted func(finding) bool) (edits []bind.Edit, n int) {
	for _, f := range findings {
		if len(f.Fixes) == 0 || !wanted(f) {
			continue
		}
		var own []bind.Edit
		for _, e := range f.Fixes[0].Edits {
			own = append(own, bind.Edit{Span: syntax.Span{Start: f.Base + e.Span.Start, End: f.Base + e.Span.End}, New: e.New})
		}
		if !slices.ContainsFunc(own, func(e bind.Edit) bool { return meets(edits, e) }) {
			edits = append(edits, own...)
			n++
		}
	}
	return edits, n
}

func meets(edits []bind.Edit, e bind.Edit) bool {
	return slices.ContainsFunc(edits, func(o bind.Edit) bool { return e.Span.Start <= o.Span.End && o.Span.Start <= e.Span.End })
}

// lineEnd returns where a comment that silences a finding can stand: the end of its line, unless that is in a string.
func (m *actions) lineEnd(f finding) (syntax.Span, bool) {
	if f.Kind != "lint" || f.Block == nil {
		return syntax.Span{}, false
	}
	text := m.analysis.Doc.Text()
	at := f.Base + f.Span.Start
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		at += i
	} else {
		at = len(text)
	}
	if at > 0 && text[at-1] == '\r' {
		at--
	}
	if !m.hasLines(f.Block) || at > f.Block.Span.End && m.analysis.Doc.Host() {
		return syntax.Span{}, false
	}
	k := f.Block.Tree.Tokens[f.Block.Tree.TokenAt(at-f.Base)]
	if int(k.Start) < at-f.Base && at-f.Base < int(k.End) {
		return syntax.Span{}, false
	}
	return syntax.Span{Start: at, End: at}, true
}

// hasLines reports whether line breaks of a query's text are its own: a query beside its key in YAML, or one that is
// folded there, can't be given another.
func (m *actions) hasLines(b *workspace.Block) bool {
	return !slices.ContainsFunc(m.analysis.Doc.Embedded(), func(q embed.Query) bool { return q.Start == b.Span.Start && (q.Inline || q.Folded) })
}
