package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// sumOfSum is KS505.
//
// What it does:
// Finds `sum(a + b)` and `sum(a - b)` in summarize.
//
// Why:
// Where one of the columns is null, the sum of both is null, and the row does not count at all. Two sums lose
// nothing.
//
// Example:
//
//	Logs | summarize sum(Size + Sent)
//
// Use instead:
//
//	Logs | summarize sum(Size) + sum(Sent)
var sumOfSum = Rule{
	Code:     "KS505",
	Severity: bind.Warning,
	Doc:      "Finds `sum(a + b)` and `sum(a - b)` in summarize. Where one of the columns is null, the sum of both is null, and the row does not count at all. Two sums lose nothing.",
	Example:  `Logs | summarize sum(Size + Sent)`,
	Fine:     `Logs | summarize sum(Size) + sum(Sent)`,
	Changes:  true,
	on:       calls,
	check:    checkSumOfSum,
}

func checkSumOfSum(p *pass, n syntax.Node) {
	e := n.(*syntax.CallExpr)
	if p.callOf(e, 1, "sum") == nil || !p.inSummarize() {
		return
	}
	x, ok := e.Args[0].X.(*syntax.BinaryExpr)
	if !ok || p.word(x.Op) != "+" && p.word(x.Op) != "-" {
		return
	}
	text := "sum(" + p.source(x.L) + ") " + p.word(x.Op) + " sum(" + p.source(x.R) + ")"
	if up, ok := p.parent(1).(*syntax.ExprItem); !ok || up.X != syntax.Expr(e) {
		if _, named := p.parent(1).(*syntax.NamedExpr); !named {
			text = "(" + text + ")"
		}
	}
	p.say(e.Span(), "rows in which one of the two is null are left out", replace(e.Span(), text))
}

func (p *pass) inSummarize() bool {
	for i := len(p.path) - 1; i >= 0; i-- {
		switch p.path[i].(type) {
		case *syntax.SummarizeOp:
			return true
		case *syntax.PipeExpr:
			return false
		}
	}
	return false
}
