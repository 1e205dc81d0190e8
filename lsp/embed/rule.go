package embed

import "regexp"

// ruleKey is what only the file of a scheduled analytics rule has at its outermost level.
var ruleKey = regexp.MustCompile(`(?mi)^(?:kind:[ \t]*["']?(?:scheduled|nrt)\b|query(?:frequency|period):)`)

// IsRule reports whether a YAML text is a scheduled analytics rule of Microsoft Sentinel, which has its own limits and sets
// the time of its query by itself.
func IsRule(yaml string) bool { return ruleKey.MatchString(yaml) }
