package duckdb

import (
	"strings"
	"testing"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

// Whatever the text, the readers of texts do not panic, and what they yield is a dynamic.
func FuzzReaders(f *testing.F) {
	for _, s := range []string{
		"https://a:b@c:1/d?e=f#g", `C:\a\b.c:d`, `"a b" \"c\\" d`, "<a b='c'>d<e/></a>", "10.0.0.1/8", "fe80::1/64", "bcher-kva", `["$.a['b']"]`, "%zz+%41",
	} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, "?"), strings.ToValidUTF8(b, "?")
		for name, d := range map[string]string{
			"parse_url": parseURL(a), "parse_path": parsePath(a), "arguments": dynjson.Strings(windowsArgs(a)), "parse_xml": parseXML(a).v,
			"replace_strings": dynjson.Quote(replaceStrings(a, some(b), some(b)).v), "array_sort": sortArrays(false, true, 0, []opt[string]{some(a)}).v,
		} {
			if d != "" && !dynjson.Valid(d) {
				t.Errorf("%s of %q is no dynamic: %q", name, a, d)
			}
		}
		parseIPv4(a)
		if ip, ok := parseIPv6(a); ok && len(ip.String()) != 39 {
			t.Errorf("%q is the address %q", a, ip)
		}
		newIPPrefixList(a).in(b)
		urlDecode(a)
		if got := urlDecode(urlEncode(a, true)); got != a {
			t.Errorf("%q became %q by encoding", a, got)
		}
		if got, ok := punyDecode(punyEncode(a)); !ok || got != a {
			t.Errorf("%q became %q, %v by Punycode", a, got, ok)
		}
	})
}

// A list of terms finds what looking for each of its terms finds.
func FuzzTerms(f *testing.F) {
	f.Add("net user /ADD", "user", "/add")
	f.Add("Größe_x", "größe", "x y")
	f.Fuzz(func(t *testing.T, text, one, two string) {
		text, one, two = strings.ToValidUTF8(text, "?"), strings.ToValidUTF8(one, "?"), strings.ToValidUTF8(two, "?")
		l := newTermList(dynjson.Strings([]string{one, two}))
		low := strings.ToLower(text)
		a, b := hasTerm(low, strings.ToLower(one), wholeTerm), hasTerm(low, strings.ToLower(two), wholeTerm)
		if l.any(text) != (a || b) || l.every(text) != (a && b) {
			t.Errorf("%q has %q: %v, %q: %v; the list says any %v, every %v", text, one, a, two, b, l.any(text), l.every(text))
		}
	})
}
