package syntax

import "strings"

// IsPlainName reports whether a name can be written as it is wherever a name may stand, without brackets and quotes.
func IsPlainName(name string) bool {
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		return false
	}
	for i := range len(name) {
		if c := name[i]; c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return !reserved[name]
}

// QuoteName writes a name as it may stand in a query: as it is, or in brackets.
func QuoteName(name string) string {
	if IsPlainName(name) {
		return name
	}
	return "['" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`).Replace(name) + "']"
}
