package bind

import (
	"encoding/json"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// What literals contain is checked here and in the check_ files beside: the official service does not look into them,
// and Kusto answers null, or fails when the query runs.

// literalCodes are the codes for literals that are no value of their type; the others have badNumber.
var literalCodes = map[syntax.Kind]string{
	syntax.DatetimeLit: codeBadDatetime, syntax.TimespanLit: codeBadTimespan, syntax.GuidLit: codeBadGuid,
	syntax.IntLit: codeBadNumber, syntax.LongLit: codeBadNumber, syntax.RealLit: codeBadNumber, syntax.DecimalLit: codeBadNumber, syntax.BoolLit: codeBadNumber,
}

// checkLiteral reports datetime(...), guid(...) and the like around what is no such value. What is empty is still being
// written, or null.
func (b *binder) checkLiteral(e *syntax.Literal) {
	if b.silent {
		return
	}
	if _, ok := syntax.LiteralValue(b.tree, e); ok {
		return
	}
	code, ok := literalCodes[e.Tok.Kind]
	text := b.tree.TokenText(e.Tok)
	_, inner, typed := strings.Cut(text, "(")
	inner = strings.TrimSpace(strings.TrimSuffix(inner, ")"))
	if !ok || typed && (inner == "" || !strings.HasSuffix(text, ")")) {
		return
	}
	if !typed {
		inner = text
	}
	if _, clock := syntax.ParseTimespan(strings.Trim(inner, `"'`)); clock && e.Tok.Kind == syntax.DatetimeLit && strings.Contains(inner, ":") {
		return // a time of today
	}
	b.warn(code, e.Span(), inner)
}

// warn reports what a literal contains.
func (b *binder) warn(code string, at syntax.Span, operands ...any) {
	b.report(code, at, operands...).Kind = "literal"
}

// constant is the text of an argument that is a string before the query runs; ok is false for others.
func (b *binder) constant(args []syntax.Expr, i int) (text string, ok bool) {
	if i >= len(args) || args[i] == nil {
		return "", false
	}
	c := b.info.Consts[args[i]]
	if c == nil || c.Type != symbol.String || c.Null || b.unfinished(args[i]) {
		return "", false
	}
	return c.Str, true
}

// unfinished reports whether a syntax error touches an expression: a string without its closing quote says nothing.
func (b *binder) unfinished(e syntax.Expr) bool {
	at := e.Span()
	for _, err := range b.tree.Errors {
		if err.Span.Start <= at.End && at.Start <= err.Span.End {
			return true
		}
	}
	return false
}

// checkConstants reports constant arguments of a built-in function that it can't make sense of.
func (b *binder) checkConstants(row *builtin.Function, sig *symbol.Signature, args []syntax.Expr, vals []value) {
	if b.silent || len(args) == 0 {
		return
	}
	if sig != nil {
		b.checkClosed(row, sig, args, vals)
	}
	switch row.Family {
	case "regex":
		b.checkRegexCall(row.Name, args)
	case "ip":
		b.checkAddresses(row.Name, args)
	case "encoding":
		b.checkEncoded(row.Name, args)
	case "datetime":
		b.checkFormat(row.Name, args)
	case "dynamic":
		b.checkJSON(row.Name, args)
	case "string":
		if kind, ok := b.constant(args, 2); ok && row.Name == "countof" && kind == "regex" {
			b.checkRegex(args, 1)
		}
	}
}

// checkClosed reports words that are none of those that a parameter knows, compared without case: units, kinds.
func (b *binder) checkClosed(row *builtin.Function, sig *symbol.Signature, args []syntax.Expr, vals []value) {
next:
	for i := range args {
		text, ok := b.constant(args, i)
		if !ok {
			continue
		}
		p := paramFor(sig, args, vals, i)
		if p == nil || !p.Closed {
			continue
		}
		for _, v := range p.Values {
			if strings.EqualFold(v, text) {
				continue next
			}
		}
		b.warn(codeBadWord, args[i].Span(), text, row.Name, strings.Join(p.Values, ", "))
	}
}

// checkJSON reports text that begins like JSON and is none: it stays a string, and paths into it are null.
func (b *binder) checkJSON(name string, args []syntax.Expr) {
	if name != "parse_json" && name != "todynamic" {
		return
	}
	text, ok := b.constant(args, 0)
	if !ok {
		return
	}
	trimmed := strings.TrimSpace(text)
	if trimmed == "" || trimmed[0] != '{' && trimmed[0] != '[' || json.Valid([]byte(trimmed)) {
		return
	}
	b.warn(codeBadJSON, args[0].Span())
}
