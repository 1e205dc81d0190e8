package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// legacyPartition is KS513.
//
// What it does:
// Finds partition with a subquery and no strategy but the legacy one.
//
// Why:
// The legacy strategy runs one query for each value, 64 at most. The native and shuffle strategies have no such
// bound.
//
// Example:
//
//	Logs | partition by User (take 5)
//
// Use instead:
//
//	Logs | partition hint.strategy=native by User (take 5)
var legacyPartition = Rule{
	Code:     "KS513",
	Severity: bind.Hint,
	Doc:      "Finds partition with a subquery and no strategy but the legacy one. The legacy strategy runs one query for each value, 64 at most. The native and shuffle strategies have no such bound.",
	Example:  `Logs | partition by User (take 5)`,
	Fine:     `Logs | partition hint.strategy=native by User (take 5)`,
	Changes:  true,
	on:       operators,
	check:    checkLegacyPartition,
}

func checkLegacyPartition(p *pass, n syntax.Node) {
	op, ok := n.(*syntax.PartitionOp)
	if !ok || op.Body == nil || op.Prop("hint.shufflekey") != nil {
		return
	}
	at := op.Keyword.Span()
	fix := edits("Add hint.strategy=native", insert(at.End, " hint.strategy=native"))
	if s := op.Prop("hint.strategy"); s != nil {
		if s.Value == nil || p.source(s.Value) != "legacy" {
			return
		}
		fix = replace(s.Value.Span(), "native")
	}
	p.say(at, "the legacy strategy takes 64 values at most: use native or shuffle", fix)
}
