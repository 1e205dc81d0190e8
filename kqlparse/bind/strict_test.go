package bind_test

import (
	"testing"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// TestOneCause: without Strict a mistake is said once; with it each name behind the mistake is said too, and points back.
func TestOneCause(t *testing.T) {
	for _, q := range []string{
		"T | invoke nonsense() | where A == 1 | project B",
		`graph("Nonsense") | graph-match (a)-[e]->(b) where a.Name == 1 project b.Other`,
		"let rows = nonsense(); rows | summarize count() by A, B",
		"macro-expand Nonsense as X (X.T | where A == 1) | project B",
	} {
		tree := syntax.Parse(q)
		if n := len(bind.Query(tree, testCatalog(), bind.Options{}).Diagnostics); n != 1 {
			t.Errorf("%s: %d diagnostics, one is wanted", q, n)
		}
		info := bind.Query(tree, testCatalog(), bind.Options{Strict: true})
		if len(info.Diagnostics) != 3 {
			t.Errorf("%s: %d diagnostics when strict, 3 are wanted", q, len(info.Diagnostics))
		}
		for _, d := range info.Diagnostics[1:] {
			if len(d.Related) != 1 || d.Related[0].Span.Start >= d.Span.Start {
				t.Errorf("%s: %q does not point to its cause: %v", q, q[d.Span.Start:d.Span.End], d.Related)
			}
		}
	}
}

// TestOpenStaysOpen: columns of which nothing can be known are never reported, also when strict.
func TestOpenStaysOpen(t *testing.T) {
	for _, q := range []string{
		"T | evaluate bag_unpack(Bag) | where A == 1 | project B",
		"T | evaluate pivot(Text) | where A == 1",
		`arg("").Resources | where A == 1 | project B`,
		"T | invoke FileProfile(Text, 100) | where A == 1",
		`workspace("x").T | where A == 1`,
		`cluster("x").database("y").T | where A == 1`,
		`_GetWatchlist("x") | where A == 1`,
	} {
		for _, d := range bind.Query(syntax.Parse(q), testCatalog(), bind.Options{Strict: true}).Diagnostics {
			if d.Severity == bind.Error {
				t.Errorf("%s: %s %s", q, d.Code, d.Message)
			}
		}
	}
}
