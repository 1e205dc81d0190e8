package dynjson

import (
	"slices"
	"strconv"
	"strings"
)

// Step is a step of a path: into a bag by key, or into an array by index (negative ones count from the end).
type Step struct {
	Key     string
	Index   int64
	IsIndex bool
}

// At follows one step. A step that does not fit yields the empty text: null.
func At(s string, step Step) string {
	if step.IsIndex {
		items, _ := Items(s)
		i := step.Index
		if i < 0 {
			i += int64(len(items))
		}
		if i < 0 || i >= int64(len(items)) {
			return ""
		}
		return items[i]
	}
	pairs, _ := Pairs(s)
	v, _ := Get(pairs, step.Key)
	return v
}

// Path reads a JSON path of the simple kind: $.a.b[0]['c d']. Without the leading $ the whole text is one key.
func Path(text string) ([]Step, bool) {
	rest, ok := strings.CutPrefix(text, "$")
	if !ok {
		return []Step{{Key: text}}, true
	}
	var steps []Step
	for rest != "" {
		switch {
		case rest[0] == '.':
			end := strings.IndexAny(rest[1:], ".[")
			if end < 0 {
				end = len(rest) - 1
			}
			if end == 0 {
				if len(rest) > 1 && rest[1] == '[' {
					rest = rest[1:]
					continue
				}
				return nil, false
			}
			steps = append(steps, Step{Key: rest[1 : 1+end]})
			rest = rest[1+end:]
		case strings.HasPrefix(rest, "['") || strings.HasPrefix(rest, `["`):
			end := strings.Index(rest[2:], rest[1:2]+"]")
			if end < 0 {
				return nil, false
			}
			steps = append(steps, Step{Key: rest[2 : 2+end]})
			rest = rest[2+end+2:]
		case rest[0] == '[':
			end := strings.IndexByte(rest, ']')
			if end < 0 {
				return nil, false
			}
			n, err := strconv.ParseInt(strings.TrimSpace(rest[1:end]), 10, 64)
			if err != nil {
				return nil, false
			}
			steps = append(steps, Step{Index: n, IsIndex: true})
			rest = rest[end+1:]
		default:
			return nil, false
		}
	}
	return steps, true
}

// Sorted returns the canonical text of a value: keys of bags in order at every level, no white space.
func Sorted(s string) string { return string(appendSorted(nil, s)) }

func appendSorted(dst []byte, s string) []byte {
	if items, ok := Items(s); ok {
		dst = append(dst, '[')
		for i, item := range items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendSorted(dst, item)
		}
		return append(dst, ']')
	}
	pairs, ok := Pairs(s)
	if !ok {
		return appendValue(dst, trim(s))
	}
	slices.SortFunc(pairs, func(a, b Pair) int { return strings.Compare(a.Key, b.Key) })
	dst = append(dst, '{')
	for i, p := range pairs {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(AppendString(dst, p.Key), ':')
		dst = appendSorted(dst, p.Value)
	}
	return append(dst, '}')
}
