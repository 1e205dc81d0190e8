package lsp

import (
	"context"

	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/protocol"
	"github.com/huntbook/huntbook/lsp/workspace"
)

// Token types, by their index in the legend. The names are those of the protocol, so that every theme knows them.
const (
	tokenKeyword = iota
	tokenOperator
	tokenFunction
	tokenColumn
	tokenTable
	tokenVariable
	tokenParameter
	tokenString
	tokenNumber
	tokenComment
	tokenType
	tokenNamespace
	tokenProperty
)

func tokenLegend() lsp.SemanticTokensLegend {
	return lsp.SemanticTokensLegend{
		TokenTypes:     []string{"keyword", "operator", "function", "property", "class", "variable", "parameter", "string", "number", "comment", "type", "namespace", "enumMember"},
		TokenModifiers: []string{"declaration", "defaultLibrary", "deprecated"},
	}
}

const (
	modifierDeclaration = 1 << iota
	modifierLibrary
	modifierDeprecated
)

// SemanticTokensFull colours a document by what its names mean.
func (s *server) SemanticTokensFull(ctx context.Context, p *lsp.SemanticTokensParams) (*lsp.SemanticTokens, error) {
	data := tokensOf(s.analysis(ctx, p.TextDocument.URI), nil)
	id, _ := s.tokens.put(p.TextDocument.URI, data)
	return &lsp.SemanticTokens{ResultID: &id, Data: data}, nil
}

// tokenEncoder writes tokens as the protocol has them: five numbers each, relative to the one before.
type tokenEncoder struct {
	mapper *protocol.Mapper
	data   []uint32
	last   lsp.Position
}

func (e *tokenEncoder) add(start, end, kind, modifiers int) {
	from, to := e.mapper.OffsetPosition(start), e.mapper.OffsetPosition(end)
	for from.Line < to.Line { // a token may not span lines
		next := e.mapper.PositionOffset(lsp.Position{Line: from.Line + 1})
		e.line(start, next, kind, modifiers)
		start, from = next, lsp.Position{Line: from.Line + 1}
	}
	e.line(start, end, kind, modifiers)
}

func (e *tokenEncoder) line(start, end, kind, modifiers int) {
	text := e.mapper.Text()[start:end]
	for len(text) > 0 && (text[len(text)-1] == '\n' || text[len(text)-1] == '\r') {
		text = text[:len(text)-1]
	}
	if text == "" {
		return
	}
	p := e.mapper.OffsetPosition(start)
	column := p.Character
	if p.Line == e.last.Line {
		column -= e.last.Character
	}
	e.data = append(e.data, p.Line-e.last.Line, column, uint32(protocol.Units(text)), uint32(kind), uint32(modifiers))
	e.last = p
}

type semanticToken struct {
	span            syntax.Span
	kind, modifiers int
}

// blockTokens classifies the tokens of a block, in order.
func blockTokens(b *workspace.Block) []semanticToken {
	var out []semanticToken
	c := classifier{b: b}
	c.node(b.Tree.Root, func(span syntax.Span, kind, modifiers int) {
		out = append(out, semanticToken{span, kind, modifiers})
	})
	return out
}

// classifier walks a tree. A token in a Name is what the name means; other words are keywords.
type classifier struct{ b *workspace.Block }

func (c *classifier) node(n syntax.Node, emit func(syntax.Span, int, int)) {
	n.Visit(func(p syntax.Part) {
		if p.Node == nil {
			if kind, ok := c.token(n, p.Token); ok && p.Token.Present() {
				emit(p.Token.Span(), kind, 0)
			}
			return
		}
		switch child := p.Node.(type) {
		case *syntax.Name:
			if kind, modifiers := c.name(n, child); kind >= 0 && child.Span().End > child.Span().Start {
				emit(child.Span(), kind, modifiers)
			}
		default:
			c.node(child, emit)
		}
	})
}

func (c *classifier) token(parent syntax.Node, t syntax.Token) (int, bool) {
	switch t.Kind {
	case syntax.Word:
		if _, ok := parent.(*syntax.TypeName); ok {
			return tokenType, true
		}
		switch parent.(type) {
		case *syntax.BinaryExpr, *syntax.InExpr, *syntax.BetweenExpr:
			return tokenOperator, true
		}
		return tokenKeyword, true
	case syntax.Operator:
		return tokenOperator, true
	case syntax.StringLit:
		return tokenString, true
	case syntax.LongLit, syntax.IntLit, syntax.RealLit, syntax.DecimalLit, syntax.TimespanLit, syntax.DatetimeLit, syntax.GuidLit:
		return tokenNumber, true
	case syntax.BoolLit:
		return tokenKeyword, true
	case syntax.Directive:
		return tokenNamespace, true
	}
	return 0, false
}

// name returns the token type of a name, -1 for none: names that mean nothing known stay as the grammar colours them.
func (c *classifier) name(parent syntax.Node, n *syntax.Name) (kind, modifiers int) {
	sym, declared := c.b.Info.Uses[n], false
	if sym == nil {
		if sym = c.b.Info.Defs[n]; sym != nil {
			declared = true
		}
	}
	if declared {
		modifiers = modifierDeclaration
	}
	switch s := sym.(type) {
	case *symbol.Column:
		return tokenColumn, modifiers
	case *symbol.Table:
		return tokenTable, modifiers
	case *symbol.Function:
		return tokenFunction, modifiers
	case *builtin.Function:
		modifiers |= modifierLibrary
		if s.Replaced != "" {
			modifiers |= modifierDeprecated
		}
		return tokenFunction, modifiers
	case *symbol.Variable:
		switch s.Kind {
		case symbol.FunctionParam, symbol.QueryParam:
			return tokenParameter, modifiers
		case symbol.LetFunction, symbol.LetView:
			return tokenFunction, modifiers
		case symbol.LetTable, symbol.AsTable:
			return tokenTable, modifiers
		}
		return tokenVariable, modifiers
	case *symbol.Database, *symbol.Cluster:
		return tokenNamespace, modifiers
	}
	if _, ok := parent.(*syntax.Property); ok {
		return tokenProperty, 0
	}
	return -1, 0
}
