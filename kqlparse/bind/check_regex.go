package bind

import (
	"errors"
	regex "regexp/syntax"
	"strconv"
	"strings"
	"sync"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// regexArgs says which argument is a regular expression.
var regexArgs = map[string]int{"extract": 0, "extract_all": 0, "replace_regex": 1, "replace": 0, "trim": 0, "trim_start": 0, "trim_end": 0, "indexof_regex": 1}

// compiled keeps what regular expressions are like, so that a text that is bound at each key reads them once.
//
// Invariant: at most compiledLimit entries.
var compiled struct {
	sync.Mutex
	known map[string]compiledRegex
}

const compiledLimit = 2000

// compiledRegex is the number of groups of a regular expression, or what is wrong with it.
type compiledRegex struct {
	groups int
	wrong  string
}

// compileRegex reads a regular expression in RE2's syntax.
func compileRegex(text string) compiledRegex {
	compiled.Lock()
	defer compiled.Unlock()
	if c, ok := compiled.known[text]; ok {
		return c
	}
	var c compiledRegex
	if re, err := regex.Parse(text, regex.Perl); err != nil {
		c.wrong = err.Error()
		e := (*regex.Error)(nil)
		switch {
		case lookAround(text):
			c.wrong = "there is no look-around"
		case errors.As(err, &e):
			c.wrong = e.Code.String() + ": " + e.Expr
		}
	} else {
		c.groups = re.MaxCap()
	}
	if compiled.known == nil || len(compiled.known) >= compiledLimit {
		compiled.known = map[string]compiledRegex{}
	}
	compiled.known[text] = c
	return c
}

// lookAround reports whether the text has what other dialects take for a condition on what stands before or behind.
func lookAround(text string) bool {
	for _, s := range []string{"(?=", "(?!", "(?<=", "(?<!"} {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}

// checkRegex reports an argument that is no regular expression, and is its number of groups, -1 when that is not known.
func (b *binder) checkRegex(args []syntax.Expr, i int) (groups int) {
	text, ok := b.constant(args, i)
	if !ok {
		return -1
	}
	c := compileRegex(text)
	if c.wrong != "" {
		b.warn(codeBadRegex, args[i].Span(), c.wrong)
		return -1
	}
	return c.groups
}

// checkRegexCall reports regular expressions that are none, and groups that they don't have.
func (b *binder) checkRegexCall(name string, args []syntax.Expr) {
	i, ok := regexArgs[name]
	if !ok || i >= len(args) {
		return
	}
	groups := b.checkRegex(args, i)
	if groups < 0 {
		return
	}
	switch {
	case name == "extract" && len(args) > 1:
		if c := b.info.Consts[args[1]]; c != nil && symbol.Integers.Has(c.Type) && !c.Null && c.Int > int64(groups) {
			b.warn(codeNoGroup, args[1].Span(), strconv.FormatInt(c.Int, 10), groups)
		}
	case name == "replace_regex":
		if rewrite, ok := b.constant(args, 2); ok {
			if n := highestGroup(rewrite); n > groups {
				b.warn(codeNoGroup, args[2].Span(), strconv.Itoa(n), groups)
			}
		}
	}
}

// highestGroup is the greatest n of the \n in a replacement, 0 without one.
func highestGroup(rewrite string) (n int) {
	for i := 0; i+1 < len(rewrite); i++ {
		if rewrite[i] != '\\' {
			continue
		}
		i++
		if d := rewrite[i]; d >= '0' && d <= '9' {
			n = max(n, int(d-'0'))
		}
	}
	return n
}

// checkParseRegex reports a pattern of `parse kind=regex` whose pieces together are no regular expression; a column
// takes any text.
func (b *binder) checkParseRegex(op *syntax.ParseOp) {
	if b.silent || !strings.EqualFold(b.prop(&op.Head, "kind"), "regex") {
		return
	}
	for _, part := range op.Pattern {
		if s, ok := part.(*syntax.StringLiteral); ok && !b.unfinished(s) {
			if c := compileRegex(s.Value); c.wrong != "" {
				b.warn(codeBadRegex, s.Span(), c.wrong)
				return
			}
		}
	}
}
