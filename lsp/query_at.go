package lsp

import (
	"context"
	"encoding/json"

	"go.lsp.dev/jsonrpc2"
	lsp "go.lsp.dev/protocol"
)

// queryRange answers huntbook/queryAt.
type queryRange struct {
	Range lsp.Range `json:"range"`
}

// queryAt tells an editor which text is the query at a position of a .kql file: what to run when the person asks for the
// query at the cursor. It is null in a document without queries. Between two queries it is the one above.
func (s *server) queryAt(ctx context.Context, params []byte) (any, error) {
	var p lsp.TextDocumentPositionParams
	if err := json.Unmarshal(params, &p); err != nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, err.Error())
	}
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	b, _ := a.At(a.Doc.PositionOffset(p.Position))
	if b == nil {
		return nil, nil
	}
	return queryRange{a.Doc.SpanRange(b.Span)}, nil
}
