package syntax

// Span is a half-open range of bytes of the text.
type Span struct{ Start, End int }

// Contains reports whether the offset lies in the span; its end counts, so that a cursor behind a word is in it.
func (s Span) Contains(offset int) bool { return s.Start <= offset && offset <= s.End }

// Token is a word, number, string or sign of the text, with the white space and comments before it.
//
// Invariant: the tokens of a tree, in order, cover the text: each token's Lead is the End of the one before it, and
// text[Lead:Start] holds nothing but trivia (white space, comments, directive lines). The last token is EOF.
type Token struct {
	Kind             Kind
	Lead, Start, End int32
}

// Span is the token's place, without its trivia.
func (t Token) Span() Span { return Span{int(t.Start), int(t.End)} }

// Present reports whether the token stands in the text. It is false for an optional token that was left out (the zero
// Token), and for one that recovery put in because the grammar needs it (Kind set, width zero).
func (t Token) Present() bool { return t.Kind != None && (t.End > t.Start || t.Kind == EOF) }

// Missing reports whether recovery put the token in.
func (t Token) Missing() bool { return t.Kind != None && t.Kind != EOF && t.End == t.Start }

// Kind is the class of a token. Keywords have no kinds of their own: nearly all of KQL's words may also be names, so
// the parser looks at the word; hyphenated words (mv-expand) and words with a sign (!has, in~) are one token.
type Kind uint8

const (
	None        Kind = iota // no token
	EOF                     // the end of the text; carries the trailing trivia
	Word                    // a name or keyword: StormEvents, where, mv-expand, $left, _x
	Operator                // a word operator with a sign: !has, !in~, in~, !between, has_cs is a Word
	Punct                   // | ; , . ( ) [ ] { } = == != <> =~ !~ < <= > >= + - * / % : .. => <| @ ? # and the rest
	LongLit                 // 10, 0x1F, long(10), long(null)
	IntLit                  // int(10)
	RealLit                 // 1.5, 1e3, real(nan)
	DecimalLit              // decimal(1.5)
	StringLit               // "a", 'a', @"a", h"a", ```a```, ~~~a~~~; one token each
	BoolLit                 // true, false, bool(1)
	DatetimeLit             // datetime(2024-05-01), up to and with the parenthesis
	TimespanLit             // 1d, 1.5h, 10ms, timespan(1.02:03:04), time(1d)
	GuidLit                 // guid(...)
	Directive               // #connect ..., up to the end of the line
	Bad                     // bytes that start no token; a string that does not end is a StringLit with an error
)
