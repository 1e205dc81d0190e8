package lsp

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/controller/dataflow"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/completion"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// completionTriggers are the signs behind which editors ask by themselves.
var completionTriggers = []string{"|", " ", ".", "(", ",", "=", "$", "%"}

var completionKinds = map[completion.Kind]lsp.CompletionItemKind{
	completion.Keyword: lsp.CompletionItemKindKeyword, completion.Operator: lsp.CompletionItemKindKeyword, completion.Column: lsp.CompletionItemKindField,
	completion.Table: lsp.CompletionItemKindClass, completion.Function: lsp.CompletionItemKindFunction, completion.Aggregate: lsp.CompletionItemKindMethod,
	completion.Plugin: lsp.CompletionItemKindModule, completion.Variable: lsp.CompletionItemKindVariable, completion.NamedResult: lsp.CompletionItemKindStruct,
	completion.Type: lsp.CompletionItemKindTypeParameter, completion.Value: lsp.CompletionItemKindEnumMember, completion.Property: lsp.CompletionItemKindProperty,
}

// Completion answers what may be typed at the cursor.
func (s *server) Completion(ctx context.Context, p *lsp.CompletionParams) (lsp.CompletionResult, error) {
	a := s.analysis(ctx, p.TextDocument.URI)
	if a == nil {
		return nil, nil
	}
	offset := a.Doc.PositionOffset(p.Position)
	if b, _ := a.At(offset); b == nil && a.Doc.Host() {
		return nil, nil
	}
	if items := settingKeys(a.Doc.Text(), offset); items != nil {
		return &lsp.CompletionList{Items: items}, nil
	}
	text, base := queryAt(a, offset)
	list := completion.At(completion.Request{Text: text, Offset: offset - base, Catalog: a.Catalog, Outer: a.Scope.Variables()})
	out := &lsp.CompletionList{IsIncomplete: list.Incomplete, Items: make([]lsp.CompletionItem, len(list.Items))}
	replace := a.Doc.SpanRange(syntax.Span{Start: base + list.Replace.Start, End: base + list.Replace.End})
	for i, item := range list.Items {
		out.Items[i] = completionItem(item, replace)
	}
	return out, nil
}

// queryAt returns the query that is being typed at an offset, and where it begins. A block ends before its trailing
// space, where people are about to type on; behind an empty line a new query begins, as Blocks has it, unless the text
// before it shows that it goes on.
func queryAt(a *workspace.Analysis, offset int) (text string, base int) {
	all := a.Doc.Text()
	b, _ := a.At(offset)
	if b == nil {
		return all[offset:offset], offset
	}
	if offset <= b.Span.End {
		return all[b.Span.Start:b.Span.End], b.Span.Start
	}
	gap := all[b.Span.End:offset]
	if strings.Count(gap, "\n") > 1 && !strings.ContainsAny(all[b.Span.End-1:b.Span.End], ";|([{,") {
		return all[offset:offset], offset
	}
	return all[b.Span.Start:offset], b.Span.Start
}

func completionItem(i completion.Item, replace lsp.Range) lsp.CompletionItem {
	text := i.Insert
	if text == "" {
		text = i.Label
	}
	item := lsp.CompletionItem{Label: i.Label, Kind: completionKinds[i.Kind], SortText: lsp.NewOptional(i.SortKey()), TextEdit: &lsp.TextEdit{Range: replace, NewText: text}}
	if i.Detail != "" {
		item.Detail = lsp.NewOptional(i.Detail)
	}
	if i.Snippet {
		item.InsertTextFormat = lsp.InsertTextFormatSnippet
	}
	if i.Retrigger {
		item.Command = lsp.Command{Title: "Suggest", Command: "editor.action.triggerSuggest"}
	}
	if i.Deprecated {
		item.Tags = []lsp.CompletionItemTag{lsp.CompletionItemTagDeprecated}
	}
	if i.Doc != "" {
		if data, err := json.Marshal(i.Doc); err == nil {
			item.Data = jsontext.Value(data)
		}
	}
	return item
}

// CompletionResolve adds the reference page of the item that the person looks at.
func (s *server) CompletionResolve(_ context.Context, item *lsp.CompletionItem) (*lsp.CompletionItem, error) {
	var doc string
	if json.Unmarshal(item.Data, &doc) == nil {
		if page := completion.Page(doc); page != "" {
			item.Documentation = &lsp.MarkupContent{Kind: lsp.MarkupKindMarkdown, Value: page}
		}
	}
	return item, nil
}

// settingKeys offers the keys of a cell's `//%` line, or nil elsewhere.
func settingKeys(text string, offset int) []lsp.CompletionItem {
	line := text[strings.LastIndexByte(text[:offset], '\n')+1 : offset]
	rest, ok := strings.CutPrefix(strings.TrimLeft(line, " \t"), "//%")
	if !ok {
		return nil
	}
	items := []lsp.CompletionItem{}
	if words := strings.Fields(rest); len(words)%2 == 1 && strings.HasSuffix(rest, " ") || len(words) > 0 && len(words)%2 == 0 && !strings.HasSuffix(rest, " ") {
		return items // a value: anything
	}
	for _, k := range dataflow.Keys {
		items = append(items, lsp.CompletionItem{Label: k.Key, Kind: lsp.CompletionItemKindProperty, Detail: lsp.NewOptional(k.Doc), InsertText: lsp.NewOptional(k.Key + " ")})
	}
	return items
}
