package lint

import (
	"slices"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// obsolete is KS507.
//
// What it does:
// Finds functions that have a newer name, or a better function in their place.
//
// Why:
// Obsolete names still work, but their documentation is gone, and some differ from what took their place.
//
// Example:
//
//	Logs | summarize makeset(User)
//
// Use instead:
//
//	Logs | summarize make_set(User)
var obsolete = Rule{
	Code:     "KS507",
	Severity: bind.Warning,
	Doc:      "Finds functions that have a newer name, or a better function in their place. Obsolete names still work, but their documentation is gone, and some differ from what took their place.",
	Example:  `Logs | summarize makeset(User)`,
	Fine:     `Logs | summarize make_set(User)`,
	on:       calls,
	check:    checkObsolete,
}

func checkObsolete(p *pass, n syntax.Node) {
	e := n.(*syntax.CallExpr)
	f := p.function(e)
	if f == nil {
		return
	}
	better := f.Replaced
	if better == "" && slices.Contains(f.Obsolete, e.Name.Value) {
		better = f.Name
	}
	if better == "" {
		return
	}
	at := e.Name.Span()
	fix := bind.Fix{}
	switch {
	case f.Replaced == "":
		fix = replace(at, better)
	case f.Name == "replace" && len(e.Args) == 3: // (pattern, rewrite, text) became (text, pattern, rewrite)
		fix = replace(e.Span(), better+"("+p.source(e.Args[2].X)+", "+p.source(e.Args[0].X)+", "+p.source(e.Args[1].X)+")")
	case sameCalls[f.Name]:
		fix = p.rename(e, better)
	}
	d := p.say(at, "'"+e.Name.Value+"' is obsolete: use '"+better+"'", fix)
	d.Tags = []bind.Tag{bind.Deprecated}
}

// sameCalls are the replaced functions whose calls mean the same under the new name.
var sameCalls = map[string]bool{"any": true, "anyif": true, "cnt": true}
