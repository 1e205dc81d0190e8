package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// faultyFunction is KS512.
//
// What it does:
// Finds calls of functions of the database whose own text has errors.
//
// Why:
// The query will fail, or yield less than one thinks: a table or column that the function reads is gone.
//
// Example:
//
//	Broken() | take 10
//
// Use instead:
//
//	Logs | take 10
var faultyFunction = Rule{
	Code:     "KS512",
	Severity: bind.Warning,
	Doc:      "Finds calls of functions of the database whose own text has errors. The query will fail, or yield less than one thinks: a table or column that the function reads is gone.",
	Example:  `Broken() | take 10`,
	Fine:     `Logs | take 10`,
	on:       calls | names,
	check:    checkFaultyFunction,
}

func checkFaultyFunction(p *pass, n syntax.Node) {
	var call *bind.Call
	var name *syntax.Name
	switch e := n.(type) {
	case *syntax.CallExpr:
		call, name = p.info.Calls[e], e.Name
	case *syntax.NameExpr:
		call, name = p.info.Expand[e], e.Name
	}
	if call != nil && name != nil && call.Info != nil && call.Info.Faulty {
		p.say(name.Span(), "the function '"+name.Value+"' has errors of its own", bind.Fix{})
	}
}
