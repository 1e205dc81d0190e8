package lint

import (
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// hasAddress is KS514.
//
// What it does:
// Finds `has`, `contains` and their like on a column of a table with an IPv4 address, or the beginning of one.
//
// Why:
// A dot separates terms, so that an address is several: the index can not be used well, and 10.0.0.1 is found in
// 10.0.0.15. has_ipv4 and has_ipv4_prefix know what an address is.
//
// Example:
//
//	Logs | where Message has "10.0.0.1"
//
// Use instead:
//
//	Logs | where has_ipv4(Message, "10.0.0.1")
var hasAddress = Rule{
	Code:     "KS514",
	Severity: bind.Hint,
	Doc:      "Finds `has`, `contains` and their like on a column of a table with an IPv4 address, or the beginning of one. A dot separates terms, so that an address is several: the index can not be used well, and 10.0.0.1 is found in 10.0.0.15. has_ipv4 and has_ipv4_prefix know what an address is.",
	Example:  `Logs | where Message has "10.0.0.1"`,
	Fine:     `Logs | where has_ipv4(Message, "10.0.0.1")`,
	Changes:  true,
	on:       signs | lists,
	check:    checkHasAddress,
}

func checkHasAddress(p *pass, n syntax.Node) {
	switch e := n.(type) {
	case *syntax.BinaryExpr:
		better := addressFunctions[p.word(e.Op)]
		if better == "" || !p.isStored(e.L) {
			return
		}
		s, ok := p.text(e.R)
		if !ok || (better == "has_ipv4" && addressParts(s) != 4) || (better == "has_ipv4_prefix" && addressParts(s) == 0) {
			return
		}
		p.say(e.Op.Span(), "this is an address: use '"+better+"'", replace(e.Span(), better+"("+p.source(e.L)+", "+p.source(e.R)+")"))
	case *syntax.InExpr:
		if p.word(e.Op) != "has_any" || len(e.Items) == 0 || !p.isStored(e.X) {
			return
		}
		for _, it := range e.Items {
			if s, ok := p.text(it.X); !ok || addressParts(s) != 4 {
				return
			}
		}
		list := p.info.Tree.Text[e.Items[0].Span().Start:e.Items[len(e.Items)-1].Span().End]
		p.say(e.Op.Span(), "these are addresses: use 'has_any_ipv4'", replace(e.Span(), "has_any_ipv4("+p.source(e.X)+", "+list+")"))
	}
}

var addressFunctions = map[string]string{
	"has": "has_ipv4", "has_cs": "has_ipv4", "contains": "has_ipv4", "contains_cs": "has_ipv4", "hasprefix": "has_ipv4_prefix", "hasprefix_cs": "has_ipv4_prefix",
}

// addressParts returns 4 for an IPv4 address, 1 to 3 for so many numbers with a dot behind each, and 0 for other texts.
func addressParts(s string) int {
	parts := strings.Split(s, ".")
	if len(parts) < 2 || len(parts) > 4 {
		return 0
	}
	for i, part := range parts {
		if part == "" && i == len(parts)-1 {
			return i
		}
		if n, err := strconv.Atoi(part); err != nil || n > 255 || len(part) > 3 || part[0] == '+' || part[0] == '-' {
			return 0
		}
	}
	if len(parts) < 4 {
		return 0
	}
	return 4
}
