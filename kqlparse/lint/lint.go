// Package lint gives advice on queries that are valid: what is obsolete, slow, or surprising. A rule is a file; its
// comment says what it does, why, an example, and what to use instead.
//
// Who does not want a piece of advice turns its code off: in huntbook.json for a workspace ("lint": {"KS508": "off"}), or
// for one place of a text with a comment, on the line itself or alone on the line before:
//
//	T | join Other on Key // huntbook:ignore KS508
//	// huntbook:ignore HB150, HB156
//	T | sort by Key
//
// A comment without a code silences all advice on its line.
//
// Invariants: a rule only reads the tree and its Info. Advice on a text that has an error is not given by Check's callers:
// it is said when the error is gone. Check visits each node once, whatever the number of rules.
package lint

import (
	"sync"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Rule is one piece of advice.
type Rule struct {
	Code     string // the official service's number where it gives the same advice; ours begin with HB
	Severity bind.Severity
	Doc      string // what to do, and why, in one or two sentences
	Example  string // a query that the rule speaks up about, against the tables of the tests
	Fine     string // one like it that is as it should be
	// Changes says that the fix may change what the query yields: it is offered, but not made without being asked for.
	Changes bool
	on      nodes
	check   func(p *pass, n syntax.Node)
}

// Rules lists every rule, by code.
var Rules = []*Rule{
	&contains, &isnullText, &isnotnullText, &shortTerm, &toboolNumber, &sumOfSum, &formatInFilter, &obsolete, &joinKind, &stdevTimespan,
	&shadowed, &viewItself, &faultyFunction, &legacyPartition, &hasAddress, &exactCount, &strlenDynamic,
	&unusedLet, &noTimeFilter, &searchAll, &unionAll, &joinWindow, &foldedCompare, &neverEqual, &sortAll, &sortTake, &expandAll,
	&plainRegex, &anyRows, &exactCase, &lateFilter, &scheduled,
}

// RuleNamed returns the rule of a code, or nil.
func RuleNamed(code string) *Rule {
	for _, r := range Rules {
		if r.Code == code {
			return r
		}
	}
	return nil
}

// Options are what the advice depends on beside the text.
type Options struct {
	// Alone says that nothing outside of the text uses what it defines: a file, not a notebook's cell.
	Alone bool
	// Bounded says that something outside of the text limits the time: a cell's timespan, a rule's period.
	Bounded bool
	// Scheduled says that the text is the query of a scheduled analytics rule.
	Scheduled bool
	// Small says which tables are small, so that reading all of one costs nothing; nil: none.
	Small func(*symbol.Table) bool
	// Before and After are what stands beside the text in its file, white space and comments: comments there silence, too.
	Before, After string
	// Off says which codes are not wanted; Severity replaces that of a code.
	Off      map[string]bool
	Severity map[string]bind.Severity
}

// Check returns the advice on a text, in the order of the text's nodes, without what its comments silence.
func Check(info *bind.Info, o Options) []bind.Diagnostic {
	if info.Tree.Root == nil {
		return nil
	}
	p := passes.Get().(*pass)
	defer p.release()
	p.info, p.options = info, o
	for _, r := range Rules {
		if o.Off[r.Code] {
			continue
		}
		for k := range p.rules {
			if r.on&(1<<k) != 0 {
				p.rules[k] = append(p.rules[k], r)
			}
		}
	}
	p.walk(info.Tree.Root)
	return silenced(info.Tree, o, p.found)
}

// nodes is a set of kinds of nodes: what a rule wants to look at.
type nodes uint8

const (
	calls      nodes = 1 << iota // *syntax.CallExpr
	signs                        // *syntax.BinaryExpr
	lists                        // *syntax.InExpr
	names                        // *syntax.NameExpr
	operators                    // every syntax.Op
	statements                   // *syntax.QueryBlock, *syntax.FuncBody
	numKinds   = 6
)

// pass is one walk over a text.
type pass struct {
	info    *bind.Info
	options Options
	rules   [numKinds][]*Rule
	rule    *Rule // the one at work
	found   []bind.Diagnostic
	path    []syntax.Node // the nodes around the one at work, itself the last
	visit   func(syntax.Part)
	used    map[any]bool // what names refer to; made when first asked for
	scalars []string     // names of the scalar variables that are declared here
	timed   answer       // whether any filter of the text looks at a time
}

// answer is yes or no when the question was asked already.
type answer uint8

const (
	notAsked answer = iota
	yes
	no
)

// passes keeps the memory of walks.
var passes = sync.Pool{New: func() any {
	p := &pass{}
	p.visit = func(part syntax.Part) {
		if part.Node != nil {
			p.walk(part.Node)
		}
	}
	return p
}}

func (p *pass) release() {
	for k := range p.rules {
		p.rules[k] = p.rules[k][:0]
	}
	clear(p.path[:cap(p.path)])
	*p = pass{rules: p.rules, path: p.path[:0], visit: p.visit, scalars: p.scalars[:0]}
	passes.Put(p)
}

// maxDepth bounds the walk: what is nested deeper gets no advice.
const maxDepth = 3000

func (p *pass) walk(n syntax.Node) {
	if len(p.path) >= maxDepth {
		return
	}
	p.path = append(p.path, n)
	scope := len(p.scalars)
	switch x := n.(type) {
	case *syntax.CallExpr:
		p.apply(0, n)
	case *syntax.BinaryExpr:
		p.apply(1, n)
	case *syntax.InExpr:
		p.apply(2, n)
	case *syntax.NameExpr:
		p.apply(3, n)
	case syntax.Op:
		p.apply(4, n)
	case *syntax.QueryBlock, *syntax.FuncBody:
		p.apply(5, n)
	case *syntax.ParamDecl:
		p.declare(x.Name)
		scope = len(p.scalars)
	}
	n.Visit(p.visit)
	switch x := n.(type) {
	case *syntax.LetStmt:
		p.declare(x.Name)
	case *syntax.FuncExpr, *syntax.FuncBody:
		p.scalars = p.scalars[:scope]
	}
	p.path = p.path[:len(p.path)-1]
}

func (p *pass) apply(kind int, n syntax.Node) {
	for _, r := range p.rules[kind] {
		p.rule = r
		r.check(p, n)
	}
}

// declare notes that a scalar variable is in scope from here.
func (p *pass) declare(n *syntax.Name) {
	if n == nil {
		return
	}
	if v, ok := p.info.Defs[n].(*symbol.Variable); ok && v.Rows == nil && (v.Kind == symbol.LetScalar || v.Kind == symbol.FunctionParam || v.Kind == symbol.QueryParam) {
		p.scalars = append(p.scalars, v.Name)
	}
}

// parent returns the node that is up levels above the one at work, or nil.
func (p *pass) parent(up int) syntax.Node {
	if i := len(p.path) - 1 - up; i >= 0 {
		return p.path[i]
	}
	return nil
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
