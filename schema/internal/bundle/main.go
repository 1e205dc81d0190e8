// Command bundle packs names and types of tables, and names and signatures of functions, into the file that package
// schema embeds. Nothing else goes in: no function bodies, no sentences.
//
//	go run ./schema/internal/bundle -o schema/bundled.bin DIR
//
// DIR holds sentinel.json, defender.json and functions.json, each {"tables": [{"name", "columns": [{"name", "type"}]}],
// "functions": [{"name", "parameters"}]}. schema/NOTICE says where their facts come from.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/schema"
)

type source struct {
	Tables []struct {
		Name    string
		Columns []struct{ Name, Type string }
	}
	Functions []struct{ Name, Parameters, Source string }
}

func main() {
	out := flag.String("o", "bundled.bin", "the file to write")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *out); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

func run(dir, out string) error {
	var b schema.Bundle
	for _, part := range []struct {
		file    string
		product schema.Product
	}{{"sentinel.json", schema.Sentinel}, {"defender.json", schema.Defender}, {"functions.json", schema.Sentinel}} {
		text, err := os.ReadFile(filepath.Join(dir, part.file))
		if err != nil {
			return err
		}
		var s source
		if err := json.Unmarshal(text, &s); err != nil {
			return fmt.Errorf("%s: %w", part.file, err)
		}
		for _, t := range s.Tables {
			for _, c := range t.Columns {
				b.AddColumn(t.Name, c.Name, schema.TypeNamed(c.Type), part.product)
			}
		}
		for _, f := range s.Functions {
			params, err := parseParams(f.Parameters)
			if err != nil {
				return fmt.Errorf("%s: %s%s: %w", part.file, f.Name, f.Parameters, err)
			}
			product := part.product
			if defenderFunctions[f.Name] {
				product = schema.Defender
			}
			b.AddFunction(f.Name, params, product)
		}
	}
	return os.WriteFile(out, b.Encode(), 0o644)
}

// defenderFunctions are the enrichment functions of advanced hunting; all others are a workspace's.
var defenderFunctions = map[string]bool{"AssignedIPAddresses": true, "DeviceFromIP": true, "FileProfile": true, "SeenBy": true}

// parseParams reads "(a:string, T:(*), R:(k:long), n:long=10)".
func parseParams(text string) (params []symbol.Param, err error) {
	inner, ok := strings.CutPrefix(strings.TrimSpace(text), "(")
	if inner, ok = strings.CutSuffix(inner, ")"); !ok {
		return nil, fmt.Errorf("no parentheses")
	}
	for _, part := range splitTop(inner) {
		name, rest, ok := strings.Cut(part, ":")
		if !ok {
			return nil, fmt.Errorf("no type in %q", part)
		}
		p := symbol.Param{Name: strings.TrimSpace(name)}
		rest = strings.TrimSpace(rest)
		if columns, ok := strings.CutPrefix(rest, "("); ok {
			p.Rows = &symbol.Rows{}
			for _, c := range splitTop(strings.TrimSuffix(columns, ")")) {
				name, typ, ok := strings.Cut(c, ":")
				if !ok {
					p.Rows.Open = true
					continue
				}
				p.Rows.Columns = append(p.Rows.Columns, &symbol.Column{Name: strings.TrimSpace(name), Type: schema.TypeNamed(strings.TrimSpace(typ))})
			}
		} else {
			typ, def, _ := strings.Cut(rest, "=")
			if p.Type = schema.TypeNamed(strings.TrimSpace(typ)); p.Type == symbol.Unknown {
				return nil, fmt.Errorf("no type %q", typ)
			}
			p.Default = strings.TrimSpace(def)
		}
		params = append(params, p)
	}
	return params, nil
}

// splitTop splits at commas that stand in no parentheses, brackets or quotes.
func splitTop(s string) (parts []string) {
	depth, from := 0, 0
	var quote rune
	for i, c := range s {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case c == ',' && depth == 0:
			parts, from = append(parts, s[from:i]), i+1
		}
	}
	if strings.TrimSpace(s[from:]) != "" {
		parts = append(parts, s[from:])
	}
	return parts
}
