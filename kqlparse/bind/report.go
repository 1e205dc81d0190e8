package bind

import (
	"fmt"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// report adds a diagnostic. The operands fill the code's message.
func (b *binder) report(code string, at syntax.Span, operands ...any) *Diagnostic {
	c := codes()[code]
	if b.silent {
		b.info.Faulty = b.info.Faulty || c.Severity == Error
		return &Diagnostic{}
	}
	for i := len(b.info.Diagnostics) - 1; i >= 0 && i >= len(b.info.Diagnostics)-8; i-- {
		if d := &b.info.Diagnostics[i]; d.Code == code && d.Span == at {
			return d // a part that is bound twice says it once
		}
	}
	b.info.Diagnostics = append(b.info.Diagnostics, Diagnostic{Span: at, Kind: "semantic", Code: code, Severity: c.Severity, Message: fmt.Sprintf(c.Message, operands...)})
	return &b.info.Diagnostics[len(b.info.Diagnostics)-1]
}

// suggest proposes the candidate that is nearest to the name, when one is near: two edits, or a different case.
func (d *Diagnostic) suggest(name string, candidates func(yield func(string) bool)) {
	best, bestCost := "", 1+min(2, len(name)/3)
	for c := range candidates {
		if len(c) > len(name)+2 || len(name) > len(c)+2 || c == name {
			continue
		}
		if strings.EqualFold(c, name) {
			best = c
			break
		}
		if cost := distance(name, c, bestCost); cost < bestCost || cost == bestCost && best != "" && c < best {
			best, bestCost = c, cost
		}
	}
	if best == "" {
		return
	}
	d.Message += ": did you mean '" + best + "'?"
	d.Fixes = append(d.Fixes, Fix{Title: "Change to " + best, Edits: []Edit{{Span: d.Span, New: syntax.QuoteName(best)}}})
}

// distance is the number of edits (insert, delete, replace) between two names, or limit+1 when there are more.
func distance(a, b string, limit int) int {
	if len(a) > 64 || len(b) > 64 {
		return limit + 1
	}
	var row [65]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		before, least := row[0], i+1
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
			least = min(least, row[j+1])
		}
		if least > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}
