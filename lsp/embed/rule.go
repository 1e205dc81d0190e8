package embed

import (
	"regexp"
	"slices"
	"strings"
)

// ruleKey is what only the file of a scheduled analytics rule has at its outermost level.
var ruleKey = regexp.MustCompile(`(?mi)^(?:kind:[ \t]*["']?(?:scheduled|nrt)\b|query(?:frequency|period):)`)

// IsRule reports whether a host file is a scheduled analytics rule of Microsoft Sentinel, which has its own limits and
// sets the time of its query by itself.
func IsRule(path, text string) bool {
	return slices.ContainsFunc([]string{".yaml", ".yml"}, func(ext string) bool { return strings.HasSuffix(strings.ToLower(path), ext) }) && ruleKey.MatchString(text)
}
