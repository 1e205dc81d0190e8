package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// joinKind: the default kind of join drops rows that share a key.
var joinKind = Rule{
	Code:     "KS508",
	Severity: bind.Hint,
	Doc:      "Without a kind, a join is innerunique: of the left rows with the same key only one is kept. Write kind=inner or kind=innerunique, so that readers know it is meant.",
	Example:  `print a = 1 | join (print a = 1) on a`,
	Fine:     `print a = 1 | join kind=inner (print a = 1) on a`,
	check: func(p *pass, n syntax.Node) {
		op, ok := n.(*syntax.JoinOp)
		if !ok || op.Prop("kind") != nil {
			return
		}
		at := op.Keyword.Span()
		fix := bind.Fix{Title: "Add kind=inner", Edits: []bind.Edit{{Span: syntax.Span{Start: at.End, End: at.End}, New: " kind=inner"}}}
		p.say(at, "this join keeps one of the left rows with the same key (innerunique): write its kind", fix)
	},
}
