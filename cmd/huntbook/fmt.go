package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/huntbook/huntbook/kqlparse/format"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/embed"
)

// newFmtCommand is `huntbook fmt`: it rewrites the KQL of files in canonical form.
func newFmtCommand() *cobra.Command {
	var check bool
	c := &cobra.Command{
		Use:   "fmt [--check] FILES",
		Short: "Format queries and notebooks",
		Long: `Format the KQL of files, in place.

FILES are .kql and .csl files, notebooks (.kqlnb, .ipynb: code cells), Markdown (fences named kql or kusto) and YAML
(the value of query keys). Nothing else in a file changes. Queries with syntax errors stay as they are.
--check changes nothing: it names the files that would change, and ends with status 1 if there are any.`,
		RunE: func(c *cobra.Command, files []string) error {
			if len(files) == 0 {
				return usageError{errors.New("no files given")}
			}
			changed := false
			for _, f := range files {
				differs, err := formatFile(f, check)
				if err != nil {
					return err
				}
				if differs {
					changed = true
					fmt.Fprintln(c.OutOrStdout(), f)
				}
			}
			return verdict(check && changed, nil)
		},
	}
	c.Flags().BoolVar(&check, "check", false, "name the files that are not formatted, and change nothing")
	return c
}

// formatFile formats a file, and reports whether it differs from what it was. With check it writes nothing.
func formatFile(path string, check bool) (differs bool, err error) {
	formatText := formatterOf(path)
	if formatText == nil {
		return false, usageError{fmt.Errorf("%s: not a .kql, .csl, .kqlnb, .ipynb, .md, .yaml or .yml file", path)}
	}
	old, err := os.ReadFile(path)
	if err != nil {
		return false, usageError{err}
	}
	text, err := formatText(string(old))
	if err != nil {
		return false, fmt.Errorf("%s: %w", path, err)
	}
	if text == string(old) || check {
		return text != string(old), nil
	}
	return true, replaceFile(path, text)
}

// formatterOf returns how files of a name are formatted; nil when they are not.
func formatterOf(path string) func(string) (string, error) {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".kql", ".csl":
		return func(s string) (string, error) { return formatBlocks(s), nil }
	case ".kqlnb":
		return func(s string) (string, error) { return formatNotebook(s, true) }
	case ".ipynb":
		return func(s string) (string, error) { return formatNotebook(s, false) }
	case ".md", ".markdown", ".yaml", ".yml":
		return func(s string) (string, error) { return formatEmbedded(path, s), nil }
	}
	return nil
}

// formatQuery formats one query block, with line ends of its own when lineEnd is empty.
func formatQuery(text, lineEnd string) string {
	return format.Format(syntax.Parse(text), format.Options{LineEnd: lineEnd})
}

// formatBlocks formats the blocks of a .kql file. What stands between them, comments included, stays; blank lines there
// become one, and the file ends with one line break.
func formatBlocks(text string) string {
	var b strings.Builder
	eol := "\n"
	if strings.Contains(text, "\r\n") {
		eol = "\r\n"
	}
	end := 0
	for i, s := range syntax.Blocks(text) {
		between := text[end:s.Start]
		switch {
		case strings.TrimSpace(between) != "":
			b.WriteString(between)
		case i > 0:
			b.WriteString(eol + eol)
		}
		b.WriteString(formatQuery(text[s.Start:s.End], eol))
		end = s.End
	}
	if end == 0 {
		return text
	}
	tail := strings.TrimRight(text[end:], " \t\r\n")
	b.WriteString(tail)
	if tail != text[end:] && strings.Contains(text[end:], "\n") {
		b.WriteString(eol)
	}
	return b.String()
}

// formatEmbedded formats the queries inside of a Markdown or YAML file. One beside its key stays, as it can't take
// several lines; so does a folded one with comments, which would swallow what follows them.
func formatEmbedded(path, text string) string {
	var b strings.Builder
	end := 0
	for _, q := range embed.In(path, text) {
		if q.Inline || q.Folded && strings.Contains(q.Text, "//") {
			continue
		}
		b.WriteString(text[end:q.Start])
		b.WriteString(q.Write(formatQuery(q.Text, "")))
		end = q.End
	}
	b.WriteString(text[end:])
	return b.String()
}

// replaceFile writes a file anew by a rename, so that a crash leaves the old or the new text. A link stays a link.
func replaceFile(path, text string) error {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".huntbook-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Chmod(info.Mode().Perm()), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
