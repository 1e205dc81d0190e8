package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/lint"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/lsp/embed"
	"github.com/huntbook/huntbook/schema"
)

// checker holds what texts are checked against.
type checker struct {
	catalog bind.Catalog
	local   func(*bind.Info) []bind.Diagnostic // what the embedded engine can't run; nil when nobody asked
	hints   bool                               // hints are told, too
	// codes are the settings of huntbook.json for advice, by the folder of the file.
	codes map[string]map[string]string
}

// newCheckCommand is `huntbook check`: it reports what is wrong in queries, without running them.
func newCheckCommand() *cobra.Command {
	var schemas []string
	var local, jsonl, hints bool
	var format string
	c := &cobra.Command{
		Use:   "check [--schema FILE]... [--local] [--format text|json|sarif] FILES",
		Short: "Report what is wrong in queries and notebooks",
		Long: `Report what is wrong in queries and notebooks, without running them.

FILES are .kql and .csl files, notebooks (.kqlnb, .ipynb), and .md and .yaml files with queries in them. A schema FILE is the answer of
'.show databases schema as json'; without one, the bundled tables of Microsoft Sentinel and Defender XDR count.
What is wrong is an error; advice is a warning, or a hint with --hints. "lint" in the nearest huntbook.json sets the severity of each
code of advice, and a comment, // huntbook:ignore CODE, silences it on its line or the next. The status is 1 when there are errors.
--jsonl reads {"id","query"} lines from standard input and answers each with a line.`,
		RunE: func(c *cobra.Command, files []string) error {
			if jsonl == (len(files) > 0) {
				return usageError{errors.New("give files, or --jsonl alone")}
			}
			if format != "text" && format != "json" && format != "sarif" {
				return usageError{fmt.Errorf("unknown format %q: text, json or sarif", format)}
			}
			catalog, err := schemaCatalog(schemas)
			if err != nil {
				return usageError{err}
			}
			k := &checker{catalog: catalog, hints: hints, codes: map[string]map[string]string{}}
			if local {
				k.local = localDiagnostics
			}
			if jsonl {
				bad, err := k.checkLines(c.InOrStdin(), c.OutOrStdout())
				return verdict(bad, err)
			}
			bad, err := k.checkFiles(files, format, c.OutOrStdout())
			return verdict(bad, err)
		},
	}
	c.Flags().StringArrayVar(&schemas, "schema", nil, "tables and functions: the answer of .show databases schema as json (may be repeated)")
	c.Flags().BoolVar(&local, "local", false, "also report what the embedded engine cannot run")
	c.Flags().BoolVar(&hints, "hints", false, "also give the advice that editors show as hints")
	c.Flags().BoolVar(&jsonl, "jsonl", false, `read {"id","query"} lines from standard input`)
	c.Flags().StringVar(&format, "format", "text", "text, json or sarif")
	return c
}

func verdict(bad bool, err error) error {
	if err == nil && bad {
		return errFindings
	}
	return err
}

// schemaCatalog reads schema files; the first database of the first one is where unqualified names are looked up, the
// tables of the others are added to it.
func schemaCatalog(files []string) (bind.Catalog, error) {
	if len(files) == 0 {
		return schema.NewCatalog(schema.Bundled()), nil
	}
	var layers []*symbol.Database
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		dbs, err := schema.ReadKusto(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		layers = append(layers, dbs...)
	}
	if len(layers) == 0 {
		return nil, errors.New("the schema files hold no database")
	}
	return schema.NewCatalog(layers...), nil
}

// finding is a diagnostic and where it stands.
type finding struct {
	File  string
	Text  string // the whole file's text, or the cell's
	Cell  int    // 1 for a notebook's first cell; 0 in files
	Base  int    // where the checked text begins in Text
	Entry bind.Diagnostic
}

// checkFiles checks files in the order given and prints the findings. It reports whether one is an error.
func (c *checker) checkFiles(files []string, format string, out io.Writer) (bad bool, err error) {
	var all []finding
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return true, usageError{err}
		}
		found, err := c.checkFile(file, string(text))
		if err != nil {
			var usage usageError
			if errors.As(err, &usage) {
				return true, usageError{fmt.Errorf("%s: %w", file, usage.error)}
			}
			return true, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, found...)
	}
	for _, f := range all {
		bad = bad || f.Entry.Severity == bind.Error
	}
	return bad, findingFormats[format](out, all)
}

// checkFile checks one file by its kind.
func (c *checker) checkFile(file, text string) ([]finding, error) {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".kqlnb", ".ipynb":
		return c.checkNotebook(file, text)
	case ".kql", ".csl":
	case ".md", ".markdown", ".yaml", ".yml":
		return c.checkEmbedded(file, text), nil
	default:
		return nil, usageError{errors.New("check reads .kql, .csl, .md and .yaml files, and notebooks (.kqlnb, .ipynb)")}
	}
	var found []finding
	advice := c.adviceFor(file)
	advice.Alone = true
	blocks := syntax.Blocks(text)
	end := 0
	for i, block := range blocks {
		advice.Before, advice.After = text[end:block.Start], text[block.End:]
		if i+1 < len(blocks) {
			advice.After = text[block.End:blocks[i+1].Start]
		}
		end = block.End
		diagnostics, _ := c.check(text[block.Start:block.End], bind.Options{}, advice)
		for _, d := range diagnostics {
			found = append(found, finding{File: file, Text: text, Base: block.Start, Entry: d})
		}
	}
	return found, nil
}

// adviceFor returns what huntbook.json says of advice on a file. A huntbook.json that can't be read sets nothing.
func (c *checker) adviceFor(file string) (o lint.Options) {
	dir := filepath.Dir(file)
	codes, known := c.codes[dir]
	if !known {
		root, err := filepath.Abs(dir)
		if err == nil {
			if config, _ := schema.LoadConfig(workspaceRoot(root)); config != nil {
				codes = config.Lint
			}
		}
		if c.codes != nil {
			c.codes[dir] = codes
		}
	}
	o.Configure(codes)
	return o
}

func isYAML(file string) bool {
	ext := strings.ToLower(filepath.Ext(file))
	return ext == ".yaml" || ext == ".yml"
}

// checkEmbedded checks the queries in a Markdown or YAML file, each by itself; what is wrong is told at its place in
// the file.
func (c *checker) checkEmbedded(file, text string) []finding {
	var found []finding
	advice := c.adviceFor(file)
	advice.Alone = true
	advice.Scheduled = isYAML(file) && embed.IsRule(text)
	advice.Bounded = advice.Scheduled
	for _, q := range embed.In(file, text) {
		diagnostics, _ := c.check(q.Text, bind.Options{}, advice)
		for _, d := range diagnostics {
			d.Span = syntax.Span{Start: q.Host(d.Span.Start), End: q.Host(d.Span.End)}
			found = append(found, finding{File: file, Text: text, Entry: d})
		}
	}
	return found
}
