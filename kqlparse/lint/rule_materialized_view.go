package lint

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// viewItself is KS511.
//
// What it does:
// Finds a materialized view that is read by its name and whose columns are a sample of a time: one is binned, as the
// schema tells by a name such as Day or Hour.
//
// Why:
// The name also reads what was not materialized yet; `materialized_view()` reads the finished part only, and is
// faster where the last minutes do not matter.
//
// Example:
//
//	Daily | take 10
//
// Use instead:
//
//	materialized_view("Daily") | take 10
var viewItself = Rule{
	Code:     "KS511",
	Severity: bind.Hint,
	Doc:      "Finds a materialized view that is read by its name and whose columns are a sample of a time: one is binned, as the schema tells by a name such as Day or Hour. The name also reads what was not materialized yet; `materialized_view()` reads the finished part only, and is faster where the last minutes do not matter.",
	Example:  `Daily | take 10`,
	Fine:     `materialized_view("Daily") | take 10`,
	Changes:  true,
	on:       names,
	check:    checkViewItself,
}

func checkViewItself(p *pass, n syntax.Node) {
	e := n.(*syntax.NameExpr)
	t := p.table(e)
	if t == nil || t.Kind != symbol.MaterializedView {
		return
	}
	for _, c := range t.Rows.Columns {
		if c.Type == symbol.Datetime && sampled[strings.ToLower(c.Name)] {
			p.say(e.Span(), "materialized_view() reads the finished part only, and is faster", replace(e.Span(), "materialized_view(\""+t.Name+"\")"))
			return
		}
	}
}

// sampled are names of columns that hold the beginning of a period.
var sampled = map[string]bool{"day": true, "hour": true, "minute": true, "week": true, "month": true, "year": true, "date": true}
