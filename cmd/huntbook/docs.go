package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/lint"
)

func newDocsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "docs NAME",
		Short: "Show the reference page of a function, operator, aggregate, plugin or management command, or of a code as KS508",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			name := strings.TrimSuffix(strings.Join(args, " "), "()")
			pages := referencePages(name)
			if len(pages) == 0 {
				if near := namesNear(name); len(near) > 0 {
					return fmt.Errorf("there is nothing called %q; names like it: %s", name, strings.Join(near, ", "))
				}
				return fmt.Errorf("there is nothing called %q", name)
			}
			_, err := fmt.Fprintln(c.OutOrStdout(), strings.Join(pages, "\n---\n\n"))
			return err
		},
	}
}

// kinds are what people call the kinds of rows, in the order in which docs shows them.
var kinds = []struct {
	kind builtin.Kind
	word string
}{{builtin.Scalar, "scalar function"}, {builtin.Aggregate, "aggregate"}, {builtin.Window, "window function"}, {builtin.Plugin, "plugin"},
	{builtin.Tabular, "tabular function"}, {builtin.Sign, "scalar operator"}}

// referencePages returns the pages of all that has a name: there may be an operator and a function of the same one.
func referencePages(name string) (pages []string) {
	if o := builtin.OperatorNamed(name); o != nil {
		pages = append(pages, "# "+o.Name+" (operator)\n\n"+o.Page())
	}
	for _, k := range kinds {
		if f := builtin.Named(k.kind, name); f != nil {
			pages = append(pages, "# "+f.Name+" ("+k.word+")\n\n"+f.Page())
		}
	}
	if page := codePage(name); page != "" {
		pages = append(pages, page)
	}
	for i, c := range builtin.CommandsNamed(name) {
		if i == 12 {
			break
		}
		pages = append(pages, "# ."+c.Name()+" (management command)\n\n"+c.Page())
	}
	return pages
}

// codePage returns what a code of diagnostics or advice means: what a mistake's is, or what the advice is and an example.
func codePage(code string) string {
	code = strings.ToUpper(code)
	if c := bind.CodeNamed(code); c != nil {
		return "# " + code + " (" + severityWords[c.Severity] + ")\n\n" + c.Doc + "\n" + codeExample("For example", c.Example)
	}
	if r := lint.RuleNamed(code); r != nil {
		text := "# " + code + " (advice, " + severityWords[r.Severity] + ")\n\n" + r.Doc + "\n" + codeExample("For example", r.Example) + codeExample("Use instead", r.Fine)
		return text + "\nTo turn it off: `\"lint\": {\"" + code + "\": \"off\"}` in huntbook.json, or a comment, `// huntbook:ignore " + code + "`, on its line or the line before.\n"
	}
	return ""
}

func codeExample(title, query string) string {
	if query == "" {
		return ""
	}
	return "\n" + title + ":\n\n```kusto\n" + query + "\n```\n"
}

// namesNear returns some names that hold the word.
func namesNear(word string) (near []string) {
	word = strings.ToLower(word)
	for f := range builtin.All {
		if strings.Contains(f.Name, word) || len(f.Name) > 3 && strings.Contains(word, f.Name) {
			if near = append(near, f.Name); len(near) == 12 {
				break
			}
		}
	}
	return near
}
