package lint

import (
	"slices"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// obsolete: names that still work but have a better one.
var obsolete = Rule{
	Code:     "KS507",
	Severity: bind.Warning,
	Doc:      "The function has a newer name, or a better one takes its place.",
	Example:  `print x = 1 | summarize makeset(x)`,
	Fine:     `print x = 1 | summarize make_set(x)`,
	check: func(p *pass, n syntax.Node) {
		e, ok := n.(*syntax.CallExpr)
		if !ok || e.Name == nil {
			return
		}
		row, ok := p.info.Uses[e.Name].(*builtin.Function)
		if !ok {
			return
		}
		better := row.Replaced
		if better == "" && slices.Contains(row.Obsolete, e.Name.Value) {
			better = row.Name
		}
		if better == "" {
			return
		}
		at := e.Name.Span()
		fix := bind.Fix{}
		if row.Replaced == "" {
			fix = replace(at, better) // the same function: nothing else changes
		}
		d := p.say(at, "'"+e.Name.Value+"' is obsolete: use '"+better+"'", fix)
		d.Tags = []bind.Tag{bind.Deprecated}
	},
}
