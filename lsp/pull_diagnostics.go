package lsp

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"strconv"

	lsp "go.lsp.dev/protocol"
)

// Diagnostic answers an editor that asks for a document's diagnostics. They are "unchanged" when they are those of the
// answer that the editor names.
func (s *server) Diagnostic(ctx context.Context, p *lsp.DocumentDiagnosticParams) (lsp.DocumentDiagnosticReport, error) {
	items := []lsp.Diagnostic{}
	if a := s.analysis(ctx, p.TextDocument.URI); a != nil {
		items = s.diagnose(a)
	}
	id := resultID(items)
	if p.PreviousResultID != nil && *p.PreviousResultID == id {
		return &lsp.RelatedUnchangedDocumentDiagnosticReport{UnchangedDocumentDiagnosticReport: lsp.UnchangedDocumentDiagnosticReport{Kind: "unchanged", ResultID: id}}, nil
	}
	return &lsp.RelatedFullDocumentDiagnosticReport{FullDocumentDiagnosticReport: lsp.FullDocumentDiagnosticReport{Kind: "full", ResultID: new(id), Items: items}}, nil
}

// resultID names an answer by what it says.
func resultID(items []lsp.Diagnostic) string {
	h := fnv.New64a()
	_ = json.NewEncoder(h).Encode(items)
	return strconv.FormatUint(h.Sum64(), 36)
}
