package lsp

import (
	"context"
	"fmt"

	"go.lsp.dev/jsonrpc2"
	lsp "go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// refused is an error whose words the editor shows to the person.
func refused(format string, args ...any) error {
	return jsonrpc2.NewError(jsonrpc2.Code(lsp.LSPErrorCodesRequestFailed), fmt.Sprintf(format, args...))
}

// PrepareRename says whether the name under the cursor can be renamed: it must be defined in the open texts.
func (s *server) PrepareRename(ctx context.Context, p *lsp.PrepareRenameParams) (lsp.PrepareRenameResult, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	v, span, err := s.renamed(ctx, a, a.Doc.PositionOffset(p.Position))
	if err != nil {
		return nil, err
	}
	return &lsp.PrepareRenamePlaceholder{Range: a.Doc.SpanRange(span), Placeholder: v.Name}, nil
}

// renamed returns the variable under the cursor, or why there is none that can have another name.
func (s *server) renamed(ctx context.Context, a *workspace.Analysis, offset int) (*symbol.Variable, syntax.Span, error) {
	sym, span := symbolAt(a, offset)
	v, ok := sym.(*symbol.Variable)
	switch {
	case sym == nil:
		return nil, span, refused("there is no name here that can be renamed")
	case !ok:
		return nil, span, refused("%q is not defined in this text: only lets, parameters and named results can be renamed", sym.SymbolName())
	}
	for _, o := range occurrences(s.snapshot(ctx).Together(a.Doc.URI), v) {
		if o.declares {
			return v, span, nil
		}
	}
	return nil, span, refused("the definition of %q is in no open text", v.Name)
}

// Rename gives a let, a parameter or a named result another name, in its text and in all cells that use it.
func (s *server) Rename(ctx context.Context, p *lsp.RenameParams) (*lsp.WorkspaceEdit, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	v, _, err := s.renamed(ctx, a, a.Doc.PositionOffset(p.Position))
	if err != nil {
		return nil, err
	}
	if !syntax.IsPlainName(p.NewName) {
		return nil, refused("%q is no name: it takes letters, digits and _, does not begin with a digit, and is no word of the language", p.NewName)
	}
	together := s.snapshot(ctx).Together(a.Doc.URI)
	if p.NewName != v.Name {
		if other := taken(together, p.NewName); other != "" {
			return nil, refused("%q is taken: it is %s", p.NewName, other)
		}
	}
	edit := &lsp.WorkspaceEdit{Changes: map[uri.URI][]lsp.TextEdit{}}
	for _, o := range occurrences(together, v) {
		l := o.location()
		edit.Changes[l.URI] = append(edit.Changes[l.URI], lsp.TextEdit{Range: l.Range, NewText: p.NewName})
	}
	return edit, nil
}

// taken says what a name means already in some documents, or "": another meaning would be hidden, or would hide the new
// one.
func taken(as []*workspace.Analysis, name string) string {
	for _, a := range as {
		for i := range a.Blocks {
			b := &a.Blocks[i]
			for n, sym := range b.Info.Defs {
				if _, ok := sym.(*symbol.Variable); ok && n.Value == name {
					return "defined in these texts"
				}
			}
			for n, sym := range b.Info.Uses {
				if n.Value != name {
					continue
				}
				switch sym.(type) {
				case *symbol.Table:
					return "a table that these texts read"
				case *symbol.Column:
					return "a column that these texts use"
				case *symbol.Function:
					return "a function that these texts call"
				}
			}
		}
		for _, v := range a.Below.Variables() {
			if v.Name == name {
				return "defined in these texts"
			}
		}
	}
	return ""
}
