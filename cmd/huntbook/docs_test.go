package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/lint"
)

// TestDocsOfCodes: every code that check prints has a page.
func TestDocsOfCodes(t *testing.T) {
	page := func(code string) string {
		c := newDocsCommand()
		var out bytes.Buffer
		c.SetOut(&out)
		c.SetArgs([]string{code})
		if err := c.Execute(); err != nil {
			t.Errorf("%s: %v", code, err)
		}
		return out.String()
	}
	for _, c := range bind.Codes {
		if text := page(c.Code); !strings.Contains(text, c.Doc) || !strings.Contains(text, c.Example) {
			t.Errorf("%s: %s", c.Code, text)
		}
	}
	for _, r := range lint.Rules {
		if bind.CodeNamed(r.Code) != nil {
			t.Errorf("%s is a code of mistakes, too", r.Code)
		}
		if text := page(strings.ToLower(r.Code)); !strings.Contains(text, r.Fine) || !strings.Contains(text, `"`+r.Code+`": "off"`) {
			t.Errorf("%s: %s", r.Code, text)
		}
	}
}

// TestDocsOfCommands: a management command is found by its words, with the dot or without.
func TestDocsOfCommands(t *testing.T) {
	for _, args := range [][]string{{".show", "tables"}, {"show tables"}} {
		c := newDocsCommand()
		var out bytes.Buffer
		c.SetOut(&out)
		c.SetArgs(args)
		if err := c.Execute(); err != nil || !strings.Contains(out.String(), "# .show tables (management command)") || !strings.Contains(out.String(), "DocString: string") {
			t.Errorf("%v: %v %s", args, err, out.String())
		}
	}
}
