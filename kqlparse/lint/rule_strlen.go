package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// strlenDynamic is KS516.
//
// What it does:
// Finds `strlen` of an array or property bag.
//
// Why:
// The whole value is written as text only to be measured. array_length and bag_keys tell the number of elements.
//
// Example:
//
//	print strlen(pack_array(1, 2))
//
// Use instead:
//
//	print array_length(pack_array(1, 2))
var strlenDynamic = Rule{
	Code:     "KS516",
	Severity: bind.Hint,
	Doc:      "Finds `strlen` of an array or property bag. The whole value is written as text only to be measured. array_length and bag_keys tell the number of elements.",
	Example:  `print strlen(pack_array(1, 2))`,
	Fine:     `print array_length(pack_array(1, 2))`,
	on:       calls,
	check:    checkStrlenDynamic,
}

func checkStrlenDynamic(p *pass, n syntax.Node) {
	e := n.(*syntax.CallExpr)
	if p.callOf(e, 1, "strlen") == nil {
		return
	}
	x := e.Args[0].X
	fix := bind.Fix{}
	switch v := unparen(x).(type) {
	case *syntax.DynamicLiteral:
		switch v.Value.(type) {
		case *syntax.JSONArray:
			fix = replace(e.Name.Span(), "array_length")
		case *syntax.JSONObject:
		default:
			return
		}
	case *syntax.CallExpr:
		f := p.function(v)
		if f == nil || p.info.Types[x] != symbol.Dynamic {
			return
		}
		switch f.Family {
		case "array":
			fix = replace(e.Name.Span(), "array_length")
		case "bag":
		default:
			if f.Name != "pack_array" && f.Name != "split" && f.Name != "make_list" && f.Name != "make_set" {
				return
			}
			fix = replace(e.Name.Span(), "array_length")
		}
	default:
		return
	}
	p.say(e.Span(), "this writes the whole value as text to measure it", fix)
}
