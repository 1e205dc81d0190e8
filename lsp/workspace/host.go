package workspace

import (
	"regexp"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/embed"
)

// hosts are the languages of documents that hold queries among other text.
//
// A query of a host is analysed as it stands there, with the indentation of its lines, which is white space to KQL: so
// places in the query are places in the host.
var hosts = map[string]func(text string) []embed.Query{"yaml": embed.YAML, "markdown": embed.Markdown}

// Host reports whether the document holds queries among other text.
func (d *Document) Host() bool { return hosts[d.Language] != nil }

// Embedded returns the queries of a host, in order; nil for other documents.
func (d *Document) Embedded() (queries []embed.Query) {
	find := hosts[d.Language]
	if find == nil {
		return nil
	}
	all := find(d.Text())
	if d.Language != "yaml" || ruleKeys.MatchString(d.Text()) {
		return all
	}
	for _, q := range all { // `query` is a key of many files
		if piped(q.Text) {
			queries = append(queries, q)
		}
	}
	return queries
}

// ruleKeys are keys that rules of Sentinel and Defender have, and hardly any other YAML file with a `query`.
var ruleKeys = regexp.MustCompile(`(?m)^\s*(requiredDataConnectors|relevantTechniques|queryFrequency|queryPeriod|tactics|entityMappings)\s*:`)

// piped reports whether a text has a pipe with a query operator of KQL behind it.
func piped(text string) bool {
	for _, part := range strings.Split(text, "|")[1:] {
		word := strings.TrimLeft(part, " \t\r\n")
		end := strings.IndexFunc(word, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') })
		if end < 0 {
			end = len(word)
		}
		if builtin.OperatorNamed(word[:end]) != nil {
			return true
		}
	}
	return false
}

// spans returns where the queries of a document stand.
func (d *Document) spans(cell bool) []syntax.Span {
	switch {
	case d.Host():
		var out []syntax.Span
		for _, q := range d.Embedded() {
			out = append(out, syntax.Span{Start: q.Start, End: q.End})
		}
		return out
	case cell:
		return []syntax.Span{{Start: 0, End: len(d.Text())}}
	}
	return syntax.Blocks(d.Text())
}
