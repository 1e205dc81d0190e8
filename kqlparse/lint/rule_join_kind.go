package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// joinKind is KS508.
//
// What it does:
// Finds a join on columns without its kind.
//
// Why:
// Without a kind, a join is innerunique: of the left rows with the same key only one is kept, and which one is not
// said. Write kind=inner or kind=innerunique, so that readers know that it is meant.
//
// Example:
//
//	Logs | join Users on User
//
// Use instead:
//
//	Logs | join kind=inner Users on User
var joinKind = Rule{
	Code:     "KS508",
	Severity: bind.Warning,
	Doc:      "Finds a join on columns without its kind. Without a kind, a join is innerunique: of the left rows with the same key only one is kept, and which one is not said. Write kind=inner or kind=innerunique, so that readers know that it is meant.",
	Example:  `Logs | join Users on User`,
	Fine:     `Logs | join kind=inner Users on User`,
	Changes:  true,
	on:       operators,
	check:    checkJoinKind,
}

func checkJoinKind(p *pass, n syntax.Node) {
	op, ok := n.(*syntax.JoinOp)
	if !ok || op.Prop("kind") != nil || !op.On.Present() {
		return
	}
	at := op.Keyword.Span()
	d := p.say(at, "this join keeps one of the left rows with the same key (innerunique): write its kind", edits("Add kind=inner", insert(at.End, " kind=inner")))
	d.Fixes = append(d.Fixes, edits("Add kind=innerunique, what it is now", insert(at.End, " kind=innerunique")))
}
