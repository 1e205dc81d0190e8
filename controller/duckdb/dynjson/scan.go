// Package dynjson reads and writes KQL's dynamic values in their physical form: JSON text. Most functions on dynamics move
// elements around without looking into them, so values stay text: Items and Pairs cut an array or a bag into the texts
// of its elements, and what is put together again keeps key order, 1 apart from 1.0, and the digits of big numbers.
//
// Invariants: nothing panics, whatever the text. Functions that take a dynamic accept white space between tokens; what
// they return has none unless an element that they were given had. The empty string stands for a null dynamic.
package dynjson

import "strings"

// Kind is the kind of a dynamic value.
type Kind uint8

const (
	Invalid Kind = iota // not JSON
	Null
	Bool
	Long
	Real
	String
	Array
	Bag
)

// KindOf returns the kind by the first characters. It does not check that the rest is JSON.
func KindOf(s string) Kind {
	s = trim(s)
	if s == "" {
		return Null
	}
	switch s[0] {
	case '[':
		return Array
	case '{':
		return Bag
	case '"':
		return String
	case 't', 'f':
		return Bool
	case 'n':
		return Null
	}
	if s[0] == '-' || '0' <= s[0] && s[0] <= '9' {
		if strings.ContainsAny(s, ".eE") {
			return Real
		}
		return Long
	}
	return Invalid
}

// IsNull reports whether the text is a null dynamic.
func IsNull(s string) bool { return KindOf(s) == Null }

// Items returns the texts of an array's elements, and whether s is an array.
func Items(s string) ([]string, bool) {
	p := scanner{text: s}
	if p.space(); !p.take('[') {
		return nil, false
	}
	items := []string{}
	if p.space(); p.take(']') {
		return items, true
	}
	for {
		item, ok := p.value(0)
		if !ok {
			return nil, false
		}
		items = append(items, item)
		p.space()
		if p.take(']') {
			return items, true
		}
		if !p.take(',') {
			return nil, false
		}
	}
}

// Pair is a key of a bag and the text of its value.
type Pair struct {
	Key   string // unquoted
	Value string
}

// Pairs returns the pairs of a bag in order, and whether s is a bag. Of several pairs with one key the first place
// and the last value are kept.
func Pairs(s string) ([]Pair, bool) {
	p := scanner{text: s}
	if p.space(); !p.take('{') {
		return nil, false
	}
	pairs := []Pair{}
	if p.space(); p.take('}') {
		return pairs, true
	}
	for {
		p.space()
		key, ok := p.str()
		if !ok {
			return nil, false
		}
		if p.space(); !p.take(':') {
			return nil, false
		}
		value, ok := p.value(0)
		if !ok {
			return nil, false
		}
		pairs = Set(pairs, Unquote(key), value)
		p.space()
		if p.take('}') {
			return pairs, true
		}
		if !p.take(',') {
			return nil, false
		}
	}
}

// Set gives a key a value: in its place when it is there, else at the end.
func Set(pairs []Pair, key, value string) []Pair {
	for i := range pairs {
		if pairs[i].Key == key {
			pairs[i].Value = value
			return pairs
		}
	}
	return append(pairs, Pair{key, value})
}

// Get returns the text of a key's value, and whether it is there.
func Get(pairs []Pair, key string) (string, bool) {
	for i := range pairs {
		if pairs[i].Key == key {
			return pairs[i].Value, true
		}
	}
	return "", false
}

// maxDepth bounds the nesting that is read: deeper text counts as no JSON.
const maxDepth = 1000

type scanner struct {
	text   string
	pos    int
	spaced bool // white space was skipped
}

func trim(s string) string { return strings.Trim(s, " \t\r\n") }

func (p *scanner) space() {
	for p.pos < len(p.text) {
		switch p.text[p.pos] {
		case ' ', '\t', '\r', '\n':
			p.pos++
			p.spaced = true
		default:
			return
		}
	}
}

func (p *scanner) take(c byte) bool {
	if p.pos < len(p.text) && p.text[p.pos] == c {
		p.pos++
		return true
	}
	return false
}

// value reads a value and returns its text.
func (p *scanner) value(depth int) (string, bool) {
	p.space()
	from := p.pos
	if p.pos >= len(p.text) || depth > maxDepth {
		return "", false
	}
	ok := false
	switch c := p.text[p.pos]; {
	case c == '"':
		_, ok = p.str()
	case c == '[':
		ok = p.list(']', depth, func() bool { _, ok := p.value(depth + 1); return ok })
	case c == '{':
		ok = p.list('}', depth, func() bool {
			p.space()
			if _, ok := p.str(); !ok {
				return false
			}
			if p.space(); !p.take(':') {
				return false
			}
			_, ok := p.value(depth + 1)
			return ok
		})
	case c == '-' || '0' <= c && c <= '9':
		ok = p.number()
	default:
		ok = p.word("true") || p.word("false") || p.word("null")
	}
	return p.text[from:p.pos], ok
}

// list reads elements up to the closing bracket.
func (p *scanner) list(closing byte, depth int, element func() bool) bool {
	p.pos++
	if p.space(); p.take(closing) {
		return true
	}
	for {
		if !element() {
			return false
		}
		p.space()
		if p.take(closing) {
			return true
		}
		if !p.take(',') {
			return false
		}
	}
}

func (p *scanner) word(w string) bool {
	if strings.HasPrefix(p.text[p.pos:], w) {
		p.pos += len(w)
		return true
	}
	return false
}

// str reads a string with its quotes. Raw control characters are let through: log lines have them.
func (p *scanner) str() (string, bool) {
	from := p.pos
	if !p.take('"') {
		return "", false
	}
	for {
		// Most strings have no escape: the next quote ends them.
		end := strings.IndexByte(p.text[p.pos:], '"')
		if end < 0 {
			p.pos = len(p.text)
			return "", false
		}
		escape := strings.IndexByte(p.text[p.pos:p.pos+end], '\\')
		if escape < 0 {
			p.pos += end + 1
			return p.text[from:p.pos], true
		}
		if p.pos += escape + 2; p.pos > len(p.text) {
			p.pos = len(p.text)
			return "", false
		}
	}
}

func (p *scanner) number() bool {
	p.take('-')
	if p.take('0') {
		if p.pos < len(p.text) && isDigit(p.text[p.pos]) {
			return false
		}
	} else if !p.digits() {
		return false
	}
	if p.take('.') && !p.digits() {
		return false
	}
	if p.take('e') || p.take('E') {
		if !p.take('+') {
			p.take('-')
		}
		return p.digits()
	}
	return true
}

func (p *scanner) digits() bool {
	from := p.pos
	for p.pos < len(p.text) && isDigit(p.text[p.pos]) {
		p.pos++
	}
	return p.pos > from
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// Valid reports whether s is one JSON value.
func Valid(s string) bool {
	ok, _ := check(s)
	return ok
}

// check reports whether s is one JSON value, and whether there is white space between its tokens.
func check(s string) (ok, spaced bool) {
	p := scanner{text: s}
	if _, ok := p.value(0); !ok {
		return false, false
	}
	p.space()
	return p.pos == len(s), p.spaced
}
