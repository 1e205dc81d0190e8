package duckdb

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

// A term is a run of letters and digits of any script; the underscore separates like every other character.
// Source: answers of a Kusto engine (`alpha_beta` has "alpha").

func termRune(r rune) bool {
	if r < utf8.RuneSelf {
		return termByte[r]
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

var termByte = func() (t [256]bool) {
	for c := range t {
		t[c] = '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	return t
}()

// termEdges says which ends of a match must be ends of a term.
type termEdges struct{ start, end bool }

// hasTerm reports whether needle occurs in text so that it begins and ends where a term does, as far as edges asks for
// it. An end of the needle that belongs to no term needs no such place. The empty needle is in every text.
func hasTerm(text, needle string, edges termEdges) bool {
	if needle == "" {
		return true
	}
	first, _ := utf8.DecodeRuneInString(needle)
	last, _ := utf8.DecodeLastRuneInString(needle)
	edges.start = edges.start && termRune(first)
	edges.end = edges.end && termRune(last)
	for from := 0; ; {
		i := strings.Index(text[from:], needle)
		if i < 0 {
			return false
		}
		i += from
		ok := true
		if edges.start && i > 0 {
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			ok = !termRune(before)
		}
		if end := i + len(needle); ok && edges.end && end < len(text) {
			after, _ := utf8.DecodeRuneInString(text[end:])
			ok = !termRune(after)
		}
		if ok {
			return true
		}
		from = i + 1
	}
}

// termList is the terms of has_any and has_all, prepared for many texts: plain terms are looked up while a text is cut
// into its terms once, whatever their number.
type termList struct {
	all    []string       // in small letters, in the order given
	plain  map[string]int // those that are one term, by their place in plain
	mixed  []string       // those with separators in them
	empty  bool           // the empty text is among them
	filter [256]uint64    // by first byte: a bit for each length that a plain term has; the last bit for longer ones
}

func newTermList(array string) *termList {
	items, ok := dynjson.Items(array)
	if !ok && !dynjson.IsNull(array) {
		items = []string{array}
	}
	l := &termList{plain: map[string]int{}}
	for _, item := range items {
		term := strings.ToLower(dynjson.Text(item))
		l.all = append(l.all, term)
		switch {
		case term == "":
			l.empty = true
		case strings.IndexFunc(term, func(r rune) bool { return !termRune(r) }) >= 0:
			l.mixed = append(l.mixed, term)
		default:
			if _, known := l.plain[term]; !known {
				l.plain[term] = len(l.plain)
				l.filter[term[0]] |= 1 << min(len(term), 63)
			}
		}
	}
	return l
}

// terms calls found for each term of text that is in the list, with its place, until found returns true. Terms are
// compared in small letters; only the few that pass the filter are copied for it.
func (l *termList) terms(text string, found func(place int) bool) {
	if !isASCII(text) {
		l.foldedTerms(strings.ToLower(text), found)
		return
	}
	var room [64]byte
	for i := 0; i < len(text); {
		if !termByte[text[i]] {
			i++
			continue
		}
		from := i
		for i < len(text) && termByte[text[i]] {
			i++
		}
		if l.filter[small(text[from])]&(1<<min(i-from, 63)) == 0 {
			continue
		}
		buf := room[:0]
		for _, c := range []byte(text[from:i]) {
			buf = append(buf, small(c))
		}
		if place, ok := l.plain[string(buf)]; ok && found(place) {
			return
		}
	}
}

func small(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

func (l *termList) foldedTerms(text string, found func(place int) bool) {
	for _, term := range strings.FieldsFunc(text, func(r rune) bool { return !termRune(r) }) {
		if place, ok := l.plain[term]; ok && found(place) {
			return
		}
	}
}

var wholeTerm = termEdges{true, true}

// any reports whether text has one of the terms.
func (l *termList) any(text string) bool {
	if l.empty {
		return true
	}
	hit := false
	if len(l.plain) > 0 {
		l.terms(text, func(int) bool { hit = true; return true })
	}
	if !hit && len(l.mixed) > 0 {
		folded(text, func(text string) {
			for _, term := range l.mixed {
				if hasTerm(text, term, wholeTerm) {
					hit = true
					return
				}
			}
		})
	}
	return hit
}

// every reports whether text has all of the terms.
func (l *termList) every(text string) bool {
	if n := len(l.plain); n > 0 {
		var seen uint64
		var more map[int]bool
		left := n
		l.terms(text, func(place int) bool {
			switch {
			case place < 64:
				if seen&(1<<place) != 0 {
					return false
				}
				seen |= 1 << place
			case more[place]:
				return false
			default:
				if more == nil {
					more = map[int]bool{}
				}
				more[place] = true
			}
			left--
			return left == 0
		})
		if left > 0 {
			return false
		}
	}
	ok := true
	if len(l.mixed) > 0 {
		folded(text, func(text string) {
			for _, term := range l.mixed {
				if !hasTerm(text, term, wholeTerm) {
					ok = false
					return
				}
			}
		})
	}
	return ok
}

// folded calls use with text in small letters, which lives until use returns: texts cost no memory of their own.
func folded(text string, use func(string)) {
	if text == "" || !isASCII(text) {
		use(strings.ToLower(text))
		return
	}
	room := foldRoom.Get().(*[]byte)
	defer foldRoom.Put(room)
	*room = append((*room)[:0], text...)
	for i, c := range *room {
		(*room)[i] = small(c)
	}
	use(unsafe.String(&(*room)[0], len(text)))
}

var foldRoom = sync.Pool{New: func() any { return new([]byte) }}

// first returns the place of the first term in the list that text has, or -1.
func (l *termList) first(text string) int64 {
	text = strings.ToLower(text)
	for i, term := range l.all {
		if hasTerm(text, term, wholeTerm) {
			return int64(i)
		}
	}
	return -1
}
