package lsp

import (
	"context"
	"slices"
	"strconv"
	"sync"

	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// tokenAnswers are the last semantic tokens that were sent for each document: a delta is against them.
type tokenAnswers struct {
	mu   sync.Mutex
	last map[uri.URI]tokenAnswer
	next int
}

type tokenAnswer struct {
	id   string
	data []uint32
}

// put notes an answer, and returns its name and the answer before it.
func (t *tokenAnswers) put(u uri.URI, data []uint32) (id string, before tokenAnswer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.last == nil {
		t.last = map[uri.URI]tokenAnswer{}
	}
	t.next++
	id, before = strconv.Itoa(t.next), t.last[u]
	t.last[u] = tokenAnswer{id, data}
	return id, before
}

func (t *tokenAnswers) forget(u uri.URI) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.last, u)
}

// SemanticTokensFullDelta tells what has changed since the answer that the editor names; everything, when that is not the
// last one.
func (s *server) SemanticTokensFullDelta(ctx context.Context, p *lsp.SemanticTokensDeltaParams) (lsp.SemanticTokensDeltaResult, error) {
	data := tokensOf(s.analysis(ctx, p.TextDocument.URI), nil)
	id, before := s.tokens.put(p.TextDocument.URI, data)
	if before.id == "" || before.id != p.PreviousResultID {
		return &lsp.SemanticTokens{ResultID: &id, Data: data}, nil
	}
	return &lsp.SemanticTokensDelta{ResultID: &id, Edits: tokenEdits(before.data, data)}, nil
}

// tokenEdits returns what turns old into new: at most one edit, around which both are the same.
func tokenEdits(old, new []uint32) []lsp.SemanticTokensEdit {
	head := 0
	for head < len(old) && head < len(new) && old[head] == new[head] {
		head++
	}
	tail := 0
	for tail < len(old)-head && tail < len(new)-head && old[len(old)-1-tail] == new[len(new)-1-tail] {
		tail++
	}
	if head == len(old) && head == len(new) {
		return []lsp.SemanticTokensEdit{}
	}
	return []lsp.SemanticTokensEdit{{Start: uint32(head), DeleteCount: uint32(len(old) - head - tail), Data: slices.Clone(new[head : len(new)-tail])}}
}

// SemanticTokensRange colours a part of a document.
func (s *server) SemanticTokensRange(ctx context.Context, p *lsp.SemanticTokensRangeParams) (*lsp.SemanticTokens, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return &lsp.SemanticTokens{Data: []uint32{}}, nil
	}
	visible := a.Doc.RangeSpan(p.Range)
	return &lsp.SemanticTokens{Data: tokensOf(a, &visible)}, nil
}

// tokensOf returns the tokens of a document as the protocol has them, or of those of its tokens that touch a span.
func tokensOf(a *workspace.Analysis, only *syntax.Span) []uint32 {
	if a == nil {
		return []uint32{}
	}
	e := tokenEncoder{mapper: a.Doc.Mapper, data: []uint32{}}
	for i := range a.Blocks {
		b := &a.Blocks[i]
		if only != nil && (b.Span.End < only.Start || b.Span.Start > only.End) {
			continue
		}
		for _, t := range blockTokens(b) {
			if s := shifted(b, t.span); only == nil || s.End > only.Start && s.Start < only.End {
				e.add(s.Start, s.End, t.kind, t.modifiers)
			}
		}
	}
	return e.data
}
