// Package lint gives advice on queries that are valid: what is obsolete, slow, or surprising. A rule is a file.
//
// Invariants: a rule only reads the tree and its Info. Advice on a place that has an error is not given by Check's
// callers: it is said when the error is gone.
package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Rule is one piece of advice.
type Rule struct {
	Code     string // the official service's number where it gives the same advice
	Severity bind.Severity
	Doc      string // what to do, and why, in one or two sentences
	Example  string // a query that the rule speaks up about
	Fine     string // one like it that is as it should be
	check    func(p *pass, n syntax.Node)
}

// Rules lists every rule, by code.
var Rules = []*Rule{&contains, &obsolete, &joinKind, &unusedLet}

// Options are what the advice depends on beside the text.
type Options struct {
	// Alone says that nothing outside of the text uses what it defines: a file, not a notebook's cell.
	Alone bool
	// Off says which codes are not wanted; Severity replaces that of a code.
	Off      map[string]bool
	Severity map[string]bind.Severity
}

// Check returns the advice on a text, in the order of the text's nodes.
func Check(info *bind.Info, o Options) []bind.Diagnostic {
	p := &pass{info: info, options: o}
	for _, r := range Rules {
		if !o.Off[r.Code] {
			p.rules = append(p.rules, r)
		}
	}
	if info.Tree.Root != nil {
		p.walk(info.Tree.Root)
	}
	return p.found
}

// pass is one walk over a text.
type pass struct {
	info    *bind.Info
	options Options
	rules   []*Rule
	rule    *Rule // the one at work
	found   []bind.Diagnostic
	used    map[any]bool // what names refer to; made when first asked for
	depth   int
}

// maxDepth bounds the walk: what is nested deeper gets no advice.
const maxDepth = 3000

func (p *pass) walk(n syntax.Node) {
	if p.depth++; p.depth > maxDepth {
		p.depth--
		return
	}
	for _, r := range p.rules {
		p.rule = r
		r.check(p, n)
	}
	n.Visit(func(part syntax.Part) {
		if part.Node != nil {
			p.walk(part.Node)
		}
	})
	p.depth--
}

// say adds advice of the rule at work. The fix may be the zero Fix.
func (p *pass) say(at syntax.Span, message string, fix bind.Fix) *bind.Diagnostic {
	d := bind.Diagnostic{Span: at, Kind: "lint", Code: p.rule.Code, Severity: p.rule.Severity, Message: message}
	if s, ok := p.options.Severity[p.rule.Code]; ok {
		d.Severity = s
	}
	if fix.Title != "" {
		d.Fixes = []bind.Fix{fix}
	}
	p.found = append(p.found, d)
	return &p.found[len(p.found)-1]
}

// replace is the fix that puts another text in a place.
func replace(at syntax.Span, text string) bind.Fix {
	return bind.Fix{Title: "Change to " + text, Edits: []bind.Edit{{Span: at, New: text}}}
}

// uses reports whether a name of the text refers to a definition.
func (p *pass) uses(def any) bool {
	if p.used == nil {
		p.used = make(map[any]bool, len(p.info.Uses))
		for _, s := range p.info.Uses {
			p.used[s] = true
		}
	}
	return p.used[def]
}
