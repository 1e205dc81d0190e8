package duckdb

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/huntbook/huntbook/controller/plan"
)

// parseSpec is a pattern of the parse operator as it travels to the Go function.
type parseSpec struct {
	Kind  string
	Flags string
	Parts []parsePart
}

type parsePart struct {
	Text string `json:",omitempty"`
	Star bool   `json:",omitempty"`
	Type string `json:",omitempty"` // of a column; else empty
}

func parseSpecOf(r *plan.Parse) string {
	spec := parseSpec{Kind: r.Kind, Flags: r.Flags}
	for _, p := range r.Pattern {
		part := parsePart{Text: p.Text, Star: p.Star}
		if p.Column != nil {
			part.Type = p.Column.Type.String()
		}
		spec.Parts = append(spec.Parts, part)
	}
	text, err := json.Marshal(spec)
	if err != nil {
		panic(err) // strings and bools always encode
	}
	return string(text)
}

// matcher is a pattern that is ready to match: it returns the texts of the columns.
type matcher func(s string) ([]string, bool)

var matchers sync.Map // spec -> matcher

func matcherOf(spec string) matcher {
	if m, ok := matchers.Load(spec); ok {
		return m.(matcher)
	}
	var p parseSpec
	if err := json.Unmarshal([]byte(spec), &p); err != nil {
		panic("bad pattern")
	}
	var m matcher
	if p.Kind == "regex" {
		m = p.regex()
	} else {
		m = p.simple
	}
	matchers.Store(strings.Clone(spec), m)
	return m
}

var parseFunctions = []*goFunction{
	fn2("kql_parse", func(s, spec string) opt[[]string] {
		return maybe(matcherOf(spec)(s))
	}),
	fn2("kql_parse_kv", parseKv),
	// Ticks outside of the years 1 to 9999 are no datetime.
	fn1("kql_calendar", func(n int64) opt[int64] { return maybe(n, n >= 0 && n <= 3155378975999999999) }),
}

// simple matches the texts of the pattern one after the other; what stands between two of them is the column or star
// between them. A column without a text behind it takes the rest. Unless the pattern is relaxed, a value that is not of
// its column's type makes the whole match fail.
func (p *parseSpec) simple(s string) ([]string, bool) {
	var out []string
	pending := ""  // the type of the column that waits for its end; "*" for a star
	loose := false // a star follows the column: it takes only what fits its type
	pos := 0
	take := func(text string) bool {
		switch pending {
		case "":
			return text == ""
		case "*":
		default:
			if loose {
				text = prefixOf(text, pending)
			}
			if !fits(text, pending) {
				if p.Kind != "relaxed" {
					return false
				}
				text = ""
			}
			out = append(out, text)
		}
		return true
	}
	for _, part := range p.Parts {
		if part.Text != "" {
			i := strings.Index(s[pos:], part.Text)
			if i < 0 || !take(s[pos:pos+i]) {
				return nil, false
			}
			pos, pending, loose = pos+i+len(part.Text), "", false
			continue
		}
		if pending != "" && pending != "*" {
			if part.Star {
				loose = true
				continue
			}
			if !take("") {
				return nil, false
			}
		}
		pending, loose = part.Type, false
		if part.Star {
			pending = "*"
		}
	}
	if pending != "" && !take(s[pos:]) {
		return nil, false
	}
	return out, true
}

var fitting = map[string]*regexp.Regexp{
	"int":      regexp.MustCompile(`^\s*[-+]?(\d+|0[xX][0-9a-fA-F]+)\s*$`),
	"long":     regexp.MustCompile(`^\s*[-+]?(\d+|0[xX][0-9a-fA-F]+)\s*$`),
	"real":     regexp.MustCompile(`^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$`),
	"decimal":  regexp.MustCompile(`^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$`),
	"bool":     regexp.MustCompile(`^\s*(?i:true|false|0|1)\s*$`),
	"datetime": regexp.MustCompile(`\d`),
	"timespan": regexp.MustCompile(`\d`),
	"guid":     regexp.MustCompile(`^\s*\{?[0-9a-fA-F-]{32,36}\}?\s*$`),
}

// prefixes are what a value of some types may be at the beginning of a text.
var prefixes = map[string]*regexp.Regexp{
	"int": regexp.MustCompile(`^\s*[-+]?\d+`), "long": regexp.MustCompile(`^\s*[-+]?\d+`), "real": regexp.MustCompile(`^\s*[-+]?\d*\.?\d+([eE][-+]?\d+)?`),
	"decimal": regexp.MustCompile(`^\s*[-+]?\d*\.?\d+`), "bool": regexp.MustCompile(`^\s*(?i:true|false|0|1)`), "guid": regexp.MustCompile(`^\s*[0-9a-fA-F-]{36}`),
}

// prefixOf is the beginning of a text that is a value of the type; all of it for types without a plain form.
func prefixOf(text, t string) string {
	if re := prefixes[t]; re != nil {
		return re.FindString(text)
	}
	return text
}

// fits reports whether a text may be a value of a type.
func fits(text, t string) bool {
	re := fitting[t]
	return re == nil || re.MatchString(text)
}

// captures are the regular expressions that columns of some types stand for.
var captures = map[string]string{
	"int": `[-+]?\d+`, "long": `[-+]?\d+`, "real": `[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?`, "decimal": `[-+]?\d*\.?\d+`,
	"bool": `true|false|0|1`, "guid": `[0-9a-fA-F-]{36}`,
}

// regex makes one regular expression of the pattern: texts are expressions, columns and stars take as much as they can,
// or with the flag U as little.
func (p *parseSpec) regex() matcher {
	var b strings.Builder
	flags := ""
	for _, f := range p.Flags {
		if strings.ContainsRune("imsU", f) {
			flags += string(f)
		}
	}
	if flags != "" {
		b.WriteString("(?" + flags + ")")
	}
	b.WriteString("^")
	var groups []string
	for i, part := range p.Parts {
		last := i == len(p.Parts)-1
		switch {
		case part.Text != "":
			b.WriteString("(?:" + part.Text + ")")
		case part.Star && last:
		case part.Star:
			b.WriteString(".*")
		default:
			name := "kql" + strconv.Itoa(len(groups))
			groups = append(groups, name)
			inner := captures[part.Type]
			if inner == "" {
				inner = ".*"
			}
			b.WriteString("(?P<" + name + ">" + inner + ")")
		}
	}
	re, err := regexp.Compile(b.String())
	if err != nil {
		return func(string) ([]string, bool) { panic("the pattern of parse is no regular expression: " + err.Error()) }
	}
	at := make([]int, len(groups))
	for i, g := range groups {
		at[i] = re.SubexpIndex(g)
	}
	return func(s string) ([]string, bool) {
		m := re.FindStringSubmatch(s)
		if m == nil {
			return nil, false
		}
		out := make([]string, len(at))
		for i, n := range at {
			out[i] = m[n]
		}
		return out, true
	}
}

// kvSpec is a parse-kv operator as it travels to the Go function.
type kvSpec struct {
	Names            []string
	Pair, Kv, Escape string
	Quotes           []string
	Greedy           bool
	Regex            string
}

func kvSpecOf(r *plan.ParseKv) string {
	spec := kvSpec{Pair: r.PairDelimiter, Kv: r.KvDelimiter, Escape: r.Escape, Quotes: r.Quotes, Greedy: r.Greedy, Regex: r.Regex}
	for _, c := range r.Columns {
		spec.Names = append(spec.Names, c.Name)
	}
	text, err := json.Marshal(spec)
	if err != nil {
		panic(err)
	}
	return string(text)
}

var kvSpecs sync.Map

func parseKv(s, spec string) []string {
	var k *kvSpec
	if v, ok := kvSpecs.Load(spec); ok {
		k = v.(*kvSpec)
	} else {
		k = &kvSpec{}
		if err := json.Unmarshal([]byte(spec), k); err != nil {
			panic("bad specification")
		}
		kvSpecs.Store(strings.Clone(spec), k)
	}
	out := make([]string, len(k.Names))
	set := func(key, value string) {
		for i, n := range k.Names {
			if n == key && out[i] == "" {
				out[i] = value
			}
		}
	}
	if k.Regex != "" {
		re, err := regexp.Compile(k.Regex)
		if err != nil || re.NumSubexp() < 2 {
			panic("the regular expression of parse-kv needs two groups")
		}
		for _, m := range re.FindAllStringSubmatch(s, -1) {
			set(m[1], m[2])
		}
		return out
	}
	for s != "" {
		i := strings.Index(s, k.Kv)
		if k.Kv == "" || i < 0 {
			break
		}
		key := s[:i]
		if k.Pair != "" {
			if j := strings.LastIndex(key, k.Pair); j >= 0 {
				key = key[j+len(k.Pair):]
			}
		}
		value, rest := k.value(s[i+len(k.Kv):])
		set(strings.TrimSpace(k.unquote(strings.TrimSpace(key))), value)
		s = rest
	}
	return out
}

// value cuts the value off that text begins with, in quotes or up to the next pair.
func (k *kvSpec) value(text string) (value, rest string) {
	trimmed := strings.TrimLeft(text, " ")
	for _, q := range k.Quotes {
		open, end := q[:1], q[len(q)-1:]
		if !strings.HasPrefix(trimmed, open) {
			continue
		}
		body := trimmed[1:]
		var b strings.Builder
		for i := 0; i < len(body); i++ {
			if k.Escape != "" && body[i] == k.Escape[0] && i+1 < len(body) {
				i++
				b.WriteByte(body[i])
				continue
			}
			if body[i] == end[0] {
				return b.String(), body[i+1:]
			}
			b.WriteByte(body[i])
		}
	}
	if k.Pair == "" {
		return strings.TrimSpace(text), ""
	}
	end := strings.Index(text, k.Pair)
	if k.Greedy {
		// The value reaches up to the delimiter before the next key.
		if next := strings.Index(text, k.Kv); next >= 0 {
			end = strings.LastIndex(text[:next], k.Pair)
		} else {
			end = -1
		}
	}
	if end < 0 {
		return strings.TrimSpace(text), ""
	}
	return strings.TrimSpace(text[:end]), text[end+len(k.Pair):]
}

func (k *kvSpec) unquote(s string) string {
	for _, q := range k.Quotes {
		if len(s) >= 2 && s[0] == q[0] && s[len(s)-1] == q[len(q)-1] {
			return s[1 : len(s)-1]
		}
	}
	return s
}
