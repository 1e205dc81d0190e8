package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// formatInFilter is KS506.
//
// What it does:
// Finds `format_datetime` in a filter, or as an operand of a comparison.
//
// Why:
// The text is made for every row before it is compared. Compare datetimes, or a part of one: startofday, bin,
// datetime_part.
//
// Example:
//
//	Logs | where toint(format_datetime(Time, "HH")) > 18
//
// Use instead:
//
//	Logs | where datetime_part("Hour", Time) > 18
var formatInFilter = Rule{
	Code:     "KS506",
	Severity: bind.Hint,
	Doc:      "Finds `format_datetime` in a filter, or as an operand of a comparison. The text is made for every row before it is compared. Compare datetimes, or a part of one: startofday, bin, datetime_part.",
	Example:  `Logs | where toint(format_datetime(Time, "HH")) > 18`,
	Fine:     `Logs | where datetime_part("Hour", Time) > 18`,
	on:       calls,
	check:    checkFormatInFilter,
}

func checkFormatInFilter(p *pass, n syntax.Node) {
	e := n.(*syntax.CallExpr)
	if p.callOf(e, 2, "format_datetime") == nil || !p.inComparison() {
		return
	}
	fix := bind.Fix{}
	format, _ := p.text(e.Args[1].X)
	item, _ := p.parent(1).(*syntax.ExprItem)
	outer, _ := p.parent(2).(*syntax.CallExpr)
	if part := dateParts[format]; part != "" && item != nil && outer != nil && p.callOf(outer, 1, "toint", "tolong") != nil {
		fix = replace(outer.Span(), "datetime_part(\""+part+"\", "+p.source(e.Args[0].X)+")")
	}
	p.say(e.Span(), "this makes a text for every row: compare datetimes, or a part of one", fix)
}

// dateParts are the parts of datetime_part by the format that shows one alone.
var dateParts = map[string]string{
	"d": "Day", "dd": "Day", "H": "Hour", "HH": "Hour", "m": "Minute", "mm": "Minute", "M": "Month", "MM": "Month", "s": "Second", "ss": "Second", "yyyy": "Year", "fff": "Millisecond",
}

// inComparison reports whether the node at work stands in a where or below a comparison.
func (p *pass) inComparison() bool {
	for i := len(p.path) - 2; i >= 0; i-- {
		switch x := p.path[i].(type) {
		case *syntax.WhereOp:
			return true
		case *syntax.BinaryExpr:
			switch p.word(x.Op) {
			case "==", "!=", "<>", "=~", "<", "<=", ">", ">=":
				return true
			}
		case *syntax.QueryBlock, *syntax.FuncBody:
			return false
		}
	}
	return false
}
