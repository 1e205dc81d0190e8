package dataflow

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Settings is what the `//%` lines before a cell's first token say. The zero value says nothing.
type Settings struct {
	On       []string      // connections
	As       string        // the name of the last tabular result; Span is in List
	Timespan string        // as written; Scope is what it means
	Scope    *Scope        // nil without one
	Timeout  time.Duration // 0: the usual
	Rows     int64         // at most so many of each result; 0: the usual
	Keep     string        // none: nothing touches the disk; disk: the usual
	View     string
	From     string
	Split    string
	List     []Setting // all that were read, in order
	Warnings []Warning
}

// Setting is a key and its value as written.
type Setting struct {
	Key, Value         string
	KeySpan, ValueSpan syntax.Span
}

// Warning is something about a cell's settings, or about how its names are used.
type Warning struct {
	Span    syntax.Span
	Code    string
	Message string
}

// Keys are the words that a setting may begin with, and what each says, for completion.
var Keys = []struct{ Key, Doc string }{
	{"on", "the connection that runs this cell; several, by comma, run it on each"},
	{"as", "names the last tabular result, as a table for the cells below"},
	{"from", "the named results that a cell in another language reads, by comma"},
	{"timespan", "the default time scope: 7d, 12h, or 2024-05-01..2024-05-08"},
	{"timeout", "how long the query may run: 90s, 5m"},
	{"rows", "at most so many rows of each result"},
	{"keep", "none: nothing of the results touches the disk"},
	{"view", "how results are shown first: table or chart"},
	{"split", "the span of time that a long query is cut into: 1d"},
}

func known(word string) bool {
	return slices.ContainsFunc(Keys, func(k struct{ Key, Doc string }) bool { return k.Key == word })
}

// Get returns the setting of that key that counts (the last one), or nil.
func (s *Settings) Get(key string) *Setting {
	for i := len(s.List) - 1; i >= 0; i-- {
		if s.List[i].Key == key {
			return &s.List[i]
		}
	}
	return nil
}

// parseSettings reads the settings of a cell.
func parseSettings(text string) (s Settings) {
	head := true
	for at := 0; at < len(text); {
		end := at + strings.IndexByte(text[at:], '\n')
		next := end + 1
		if end < at {
			end, next = len(text), len(text)
		}
		line := strings.TrimRight(text[at:end], "\r")
		trimmed := strings.TrimLeft(line, " \t\ufeff")
		switch {
		case strings.HasPrefix(trimmed, "//%"):
			start := at + len(line) - len(trimmed)
			if !head {
				s.warn(syntax.Span{Start: start, End: at + len(line)}, "HB102", "settings count before the first statement only; this line is a comment")
				break
			}
			s.line(text, start+3, at+len(line))
		case trimmed != "" && !strings.HasPrefix(trimmed, "//"):
			head = false
		}
		at = next
	}
	for i := range s.List {
		s.apply(&s.List[i])
	}
	return s
}

func (s *Settings) warn(span syntax.Span, code, format string, args ...any) {
	s.Warnings = append(s.Warnings, Warning{span, code, fmt.Sprintf(format, args...)})
}

// line reads `key value key value`. A value goes on after a comma.
func (s *Settings) line(text string, at, end int) {
	words := splitWords(text, at, end)
	for i := 0; i < len(words); {
		w := words[i]
		i++
		key := strings.ToLower(text[w.Start:w.End])
		if !known(key) {
			s.warn(w, "HB101", "%q is no setting; settings are %s", text[w.Start:w.End], keyList())
			// What follows up to the next known key belongs to the unknown one.
			for i < len(words) && !known(strings.ToLower(text[words[i].Start:words[i].End])) {
				i++
			}
			continue
		}
		if i == len(words) {
			s.warn(w, "HB103", "%q needs a value", key)
			return
		}
		v := words[i]
		i++
		for i < len(words) && (text[v.End-1] == ',' || text[words[i].Start] == ',') {
			v.End = words[i].End
			i++
		}
		s.List = append(s.List, Setting{Key: key, Value: text[v.Start:v.End], KeySpan: w, ValueSpan: v})
	}
}

func keyList() string {
	names := make([]string, len(Keys))
	for i, k := range Keys {
		names[i] = k.Key
	}
	return strings.Join(names, ", ")
}

func splitWords(text string, at, end int) (words []syntax.Span) {
	for at < end {
		if c := text[at]; c == ' ' || c == '\t' {
			at++
			continue
		}
		start := at
		for at < end && text[at] != ' ' && text[at] != '\t' {
			at++
		}
		words = append(words, syntax.Span{Start: start, End: at})
	}
	return words
}

func (s *Settings) apply(k *Setting) {
	if s.Get(k.Key) != k {
		s.warn(k.KeySpan, "HB104", "%q is set again below; that value counts", k.Key)
		return
	}
	bad := func(want string) {
		s.warn(k.ValueSpan, "HB103", "%q is no value of %q: %s", k.Value, k.Key, want)
	}
	switch k.Key {
	case "on":
		for name := range strings.SplitSeq(k.Value, ",") {
			if name = strings.TrimSpace(name); name != "" && !slices.Contains(s.On, name) {
				s.On = append(s.On, name)
			}
		}
	case "as":
		if !ValidName(k.Value) {
			bad("a name is letters, digits and _, and does not begin with a digit")
			break
		}
		s.As = k.Value
	case "from":
		s.From = k.Value
	case "split":
		s.Split = k.Value
	case "view":
		s.View = k.Value
	case "timespan":
		scope, err := ParseScope(k.Value)
		if err != "" {
			bad(err)
			break
		}
		s.Timespan, s.Scope = k.Value, scope
	case "timeout":
		ticks, ok := parseDuration(k.Value)
		if !ok || ticks <= 0 || ticks > int64(24*time.Hour/100) {
			bad("write 90s, 5m or 1h, at most a day")
			break
		}
		s.Timeout = time.Duration(ticks) * 100
	case "rows":
		n, err := strconv.ParseInt(strings.ReplaceAll(k.Value, "_", ""), 10, 64)
		if err != nil || n <= 0 {
			bad("write a number above 0")
			break
		}
		s.Rows = n
	case "keep":
		if k.Value != "none" && k.Value != "disk" {
			bad("write none or disk")
			break
		}
		s.Keep = k.Value
	}
}

// ValidName reports whether a word can name a result: it can be written in KQL without brackets, and is a safe file name.
func ValidName(name string) bool {
	if name == "" || len(name) > 128 {
		return false
	}
	for i, r := range name {
		letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') || r == utf8.RuneError {
			return false
		}
	}
	return true
}
