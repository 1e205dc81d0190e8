package bind

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// directives binds the lines before the query that begin with #: they are for the editor of whoever wrote them.
func (b *binder) directives() {
	if len(b.tree.Tokens) == 0 {
		return
	}
	first := b.tree.Tokens[0]
	at := int(first.Lead)
	for line := range strings.Lines(b.tree.Text[at:first.Start]) {
		start := at + len(line) - len(strings.TrimLeft(line, " \t"))
		at += len(line)
		if text := strings.TrimSpace(line); strings.HasPrefix(text, "#") {
			b.directive(syntax.Span{Start: start, End: start + len(text)}, text[1:])
		}
	}
}

// directive binds one: its place, and its text without the #.
func (b *binder) directive(at syntax.Span, text string) {
	word, rest, _ := strings.Cut(text, " ")
	end := strings.IndexFunc(word, func(r rune) bool {
		return r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	})
	if end >= 0 {
		word = word[:end]
	}
	switch word {
	case "connect":
		if b.opts.Strict {
			b.connect(at, strings.TrimSpace(rest))
		}
	case "crp", "save", "":
	default:
		b.report(codeUnknownDirective, syntax.Span{Start: at.Start + 1, End: at.Start + 1 + len(word)}, word)
	}
}

// connect reports a place that the catalog does not know: "https://host/database", cluster('c').database('d'), c.
func (b *binder) connect(at syntax.Span, to string) {
	var cluster, database string
	quoted := func(s string) (text, rest string) {
		if s == "" || s[0] != '"' && s[0] != '\'' {
			return s, ""
		}
		text, rest, _ = strings.Cut(s[1:], s[:1])
		return text, rest
	}
	if call, ok := strings.CutPrefix(to, "cluster("); ok {
		cluster, to = quoted(call)
		if _, call, ok = strings.Cut(to, "database("); ok {
			database, _ = quoted(call)
		}
	} else {
		cluster, _ = quoted(to)
		if _, host, ok := strings.Cut(cluster, "://"); ok {
			cluster, database, _ = strings.Cut(host, "/")
		}
	}
	if cluster == "" {
		return
	}
	if db, known := b.cat.Lookup(cluster, ""); db != nil || known {
		return
	}
	b.report(codeUnknownCluster, at, cluster).Severity = Error
	if database != "" {
		b.report(codeUnknownDatabase, at, database)
	}
}
