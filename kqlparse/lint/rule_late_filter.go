package lint

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// lateFilter is HB162.
//
// What it does:
// Finds a where right behind summarize that looks at group keys only.
//
// Why:
// The groups that it drops are computed for nothing. In front of summarize it drops their rows, with the same
// result.
//
// Example:
//
//	Logs | where TimeGenerated > ago(1d) | summarize count() by User | where User != "system"
//
// Use instead:
//
//	Logs | where TimeGenerated > ago(1d) | where User != "system" | summarize count() by User
var lateFilter = Rule{
	Code:     "HB162",
	Severity: bind.Hint,
	Doc:      "Finds a where right behind summarize that looks at group keys only. The groups that it drops are computed for nothing. In front of summarize it drops their rows, with the same result.",
	Example:  `Logs | where TimeGenerated > ago(1d) | summarize count() by User | where User != "system"`,
	Fine:     `Logs | where TimeGenerated > ago(1d) | where User != "system" | summarize count() by User`,
	on:       operators,
	check:    checkLateFilter,
}

func checkLateFilter(p *pass, n syntax.Node) {
	op, ok := n.(*syntax.WhereOp)
	if !ok {
		return
	}
	pipe, at := p.pipe()
	if pipe == nil || at < 1 || op.Pred == nil {
		return
	}
	group, ok := pipe.Ops[at-1].Op.(*syntax.SummarizeOp)
	if !ok {
		return
	}
	decision, ok := p.info.Ops[group].(*bind.Projection)
	if !ok {
		return
	}
	keys, others := false, false
	p.mentions(op.Pred, func(s symbol.Symbol) bool {
		switch s := s.(type) {
		case *symbol.Column:
			if isKey(decision, s) {
				keys = true
			} else {
				others = true
			}
		case *symbol.Table:
			others = true
		}
		return others
	})
	if !keys || others {
		return
	}
	before := pipe.Ops[at-1]
	from := pipe.Ops[at-1].Span().End
	cut := bind.Edit{Span: syntax.Span{Start: from, End: op.Span().End}}
	fix := bind.Fix{}
	if text := p.info.Tree.Text; strings.TrimSpace(text[from:pipe.Ops[at].Span().Start]) == "" { // else a comment would be lost
		lead := text[from:pipe.Ops[at].Span().Start]
		put := p.source(pipe.Ops[at])
		fix = edits("Move it in front of summarize", insert(before.Span().Start, put+lead), cut)
	}
	p.say(op.Keyword.Span(), "only group keys are looked at: filter in front of summarize", fix)
}

// isKey reports whether a column of a summarize's result is one of the rows that come in, passed on under its name.
func isKey(decision *bind.Projection, c *symbol.Column) bool {
	for _, out := range decision.Columns[:min(decision.Groups, len(decision.Columns))] {
		if out.Column == c {
			return out.From != nil && out.From.Name == c.Name
		}
	}
	return false
}
