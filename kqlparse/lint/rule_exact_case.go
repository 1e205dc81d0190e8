package lint

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// exactCase is HB161.
//
// What it does:
// Finds comparisons that heed case between a column of names that people and machines write in any case (users,
// devices, files, domains, command lines) and a text with letters of both cases.
//
// Why:
// Windows paths, accounts and host names are the same in any case, and are logged in several: what is compared
// exactly is missed.
//
// Example:
//
//	Logs | where FileName == "PowerShell.exe"
//
// Use instead:
//
//	Logs | where FileName =~ "PowerShell.exe"
var exactCase = Rule{
	Code:     "HB161",
	Severity: bind.Hint,
	Doc:      "Finds comparisons that heed case between a column of names that people and machines write in any case (users, devices, files, domains, command lines) and a text with letters of both cases. Windows paths, accounts and host names are the same in any case, and are logged in several: what is compared exactly is missed.",
	Example:  `Logs | where FileName == "PowerShell.exe"`,
	Fine:     `Logs | where FileName =~ "PowerShell.exe"`,
	Changes:  true,
	on:       signs | lists,
	check:    checkExactCase,
}

func checkExactCase(p *pass, n syntax.Node) {
	switch e := n.(type) {
	case *syntax.BinaryExpr:
		better := anyCase[p.word(e.Op)]
		if better == "" || !p.isAnyCase(e.L) {
			return
		}
		if s, ok := p.text(e.R); ok && isMixed(s) {
			p.say(e.Op.Span(), "'"+better+"' finds it in any case", replace(e.Op.Span(), better))
		}
	case *syntax.InExpr:
		word := p.word(e.Op)
		if word != "in" && word != "!in" || !p.isAnyCase(e.X) {
			return
		}
		for _, it := range e.Items {
			if s, ok := p.text(it.X); ok && isMixed(s) {
				p.say(e.Op.Span(), "'"+word+"~' finds it in any case", replace(e.Op.Span(), word+"~"))
				return
			}
		}
	}
}

// anyCase are the operators that ignore case, by those that heed it.
var anyCase = map[string]string{
	"==": "=~", "!=": "!~", "<>": "!~", "has_cs": "has", "!has_cs": "!has", "contains_cs": "contains", "!contains_cs": "!contains",
	"startswith_cs": "startswith", "!startswith_cs": "!startswith", "endswith_cs": "endswith", "!endswith_cs": "!endswith",
}

// isAnyCase reports whether an expression is a string column whose name says that its values come in any case.
func (p *pass) isAnyCase(e syntax.Expr) bool {
	c := p.column(e)
	if c == nil || c.Type != symbol.String {
		return false
	}
	name := strings.ToLower(c.Name)
	for _, part := range []string{"filename", "folderpath", "commandline", "processname", "devicename", "hostname", "computer", "accountname", "username", "principalname", "domain", "registrykey", "imagepath"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// isMixed reports whether a text has letters of both cases.
func isMixed(s string) bool { return strings.ToLower(s) != s && strings.ToUpper(s) != s }
