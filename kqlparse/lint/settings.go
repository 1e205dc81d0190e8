package lint

import (
	"slices"
	"sort"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// severities are the words of huntbook.json; off is none.
var severities = map[string]bind.Severity{"error": bind.Error, "warning": bind.Warning, "information": bind.Information, "hint": bind.Hint}

// Configure sets what huntbook.json says of codes: "off", "hint", "warning" or "error". Other words change nothing.
func (o *Options) Configure(codes map[string]string) {
	for code, word := range codes {
		if s, ok := severities[word]; ok {
			if o.Severity == nil {
				o.Severity = map[string]bind.Severity{}
			}
			o.Severity[code] = s
		} else if word == "off" {
			if o.Off == nil {
				o.Off = map[string]bool{}
			}
			o.Off[code] = true
		}
	}
}

// Apply gives advice of another source (a notebook's settings, a literal's form) the severity that is set for its code. It
// reports whether the advice is wanted. Errors of syntax and meaning are no advice: nothing turns them off.
func (o Options) Apply(d *bind.Diagnostic) bool {
	if d.Kind == "syntax" || d.Kind == "semantic" && d.Severity == bind.Error {
		return true
	}
	if s, ok := o.Severity[d.Code]; ok {
		d.Severity = s
	}
	return !o.Off[d.Code]
}

// mark begins what a comment says to silence.
const mark = "huntbook:ignore"

// silence is a part of the text and the codes that are not told in it; none: all.
type silence struct {
	from, to int
	codes    []string
}

// silenced drops the advice that comments of the text, or beside it, don't want.
func silenced(t *syntax.Tree, o Options, found []bind.Diagnostic) []bind.Diagnostic {
	if len(found) == 0 || !strings.Contains(t.Text, mark) && !strings.Contains(o.Before, mark) && !strings.Contains(o.After, mark) {
		return found
	}
	quiet := silences(t, o)
	kept := found[:0]
	for _, d := range found {
		if !isSilent(quiet, d) {
			kept = append(kept, d)
		}
	}
	return kept
}

// isSilent looks only at the silences around the place: they are in the order of the text, and so are their ends.
func isSilent(quiet []silence, d bind.Diagnostic) bool {
	at := d.Span.Start
	first := sort.Search(len(quiet), func(i int) bool { return quiet[i].to >= at })
	for _, s := range quiet[first:] {
		if s.from > at {
			break
		}
		if len(s.codes) == 0 || slices.ContainsFunc(s.codes, func(c string) bool { return strings.EqualFold(c, d.Code) }) {
			return true
		}
	}
	return false
}

// silences reads the comments. One behind text is about its own line, one that is alone about the next line that is no
// comment, too. Their places count from the beginning of the tree's text.
func silences(t *syntax.Tree, o Options) (out []silence) {
	text := o.Before + t.Text + o.After
	base := len(o.Before)
	note := func(from, to int) {
		_, rest, ok := strings.Cut(text[from:to], mark)
		if !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' && rest[0] != ':' {
			return
		}
		line := strings.LastIndexByte(text[:from], '\n') + 1
		s := silence{from: line - base, to: to - base, codes: codesIn(rest)}
		if strings.TrimSpace(text[line:from]) == "" {
			s.to = nextLine(text, to) - base
		}
		out = append(out, s)
	}
	for _, k := range t.Tokens {
		if k.Lead != k.Start {
			for _, c := range t.Comments(k) {
				note(base+c.Start, base+c.End)
			}
		}
	}
	for _, beside := range []syntax.Span{{Start: 0, End: base}, {Start: base + len(t.Text), End: len(text)}} {
		for from := beside.Start; from < beside.End; {
			to := lineEnd(text[:beside.End], from)
			if i := strings.Index(text[from:to], "//"); i >= 0 {
				note(from+i, to)
			}
			from = to + 1
		}
	}
	slices.SortFunc(out, func(a, b silence) int { return a.from - b.from })
	return out
}

// nextLine returns the end of the next line that is neither empty nor a comment.
func nextLine(text string, from int) int {
	for from < len(text) {
		to := lineEnd(text, from+1)
		if line := strings.TrimSpace(text[from:to]); line != "" && !strings.HasPrefix(line, "//") {
			return to
		}
		from = to
	}
	return len(text)
}

// lineEnd returns the end of the line that an offset is in.
func lineEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(text)
}

// codesIn returns the codes at the beginning of what follows the mark; other words end them.
func codesIn(text string) (codes []string) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == ':' }) {
		if len(w) != 5 || !strings.EqualFold(w[:2], "KS") && !strings.EqualFold(w[:2], "HB") {
			break
		}
		codes = append(codes, w)
	}
	return codes
}
