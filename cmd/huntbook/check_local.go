package main

import (
	"errors"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// localDiagnostics is what the embedded engine cannot run in a text that is otherwise right.
func localDiagnostics(info *bind.Info) []bind.Diagnostic {
	for _, d := range info.Diagnostics {
		if d.Severity == bind.Error {
			return nil // a text with mistakes is not planned
		}
	}
	_, err := plan.Of(info, plan.Options{})
	var lacks *plan.Unsupported
	var wrong *plan.Invalid
	switch {
	case errors.As(err, &lacks):
		return []bind.Diagnostic{{Span: clip(info.Tree, lacks.Span), Kind: "unsupported", Code: "HB001", Severity: bind.Error, Message: lacks.Error()}}
	case errors.As(err, &wrong):
		// The columns of open tables are known by their data only, so that this is no certain mistake of the text.
		return []bind.Diagnostic{{Span: clip(info.Tree, wrong.Span), Kind: "unsupported", Code: "HB002", Severity: bind.Error, Message: wrong.Error()}}
	case err != nil:
		return []bind.Diagnostic{{Kind: "unsupported", Code: "HB001", Severity: bind.Error, Message: err.Error()}}
	}
	return nil
}

// clip keeps a span inside of the text: one in the body of a stored function may lie beyond.
func clip(tree *syntax.Tree, s syntax.Span) syntax.Span {
	n := len(tree.Text)
	return syntax.Span{Start: min(max(s.Start, 0), n), End: min(max(s.End, 0), n)}
}
