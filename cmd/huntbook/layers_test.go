package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/huntbook/huntbook/"

// layers lists every package with the packages of ours that it may import: each entry is a package, or a prefix that
// ends in "/...". A package that is not listed fails the test, so that a new one is placed on purpose.
// The clauses are read from the files: a test built on `go list` is cached and lies.
var layers = map[string][]string{
	"kqlparse/symbol":  {},
	"kqlparse/syntax":  {"kqlparse/symbol"},
	"kqlparse/builtin": {"kqlparse/symbol"},
	"kqlparse/bind":    {"kqlparse/symbol", "kqlparse/syntax", "kqlparse/builtin"},
	"kqlparse/lint":    {"kqlparse/symbol", "kqlparse/syntax", "kqlparse/builtin", "kqlparse/bind"},
	"kqlparse/format":  {"kqlparse/syntax"},

	"schema": {"kqlparse/..."},

	"lsp":            {"kqlparse/...", "schema", "controller/dataflow", "lsp/..."},
	"lsp/completion": {"kqlparse/...", "schema", "lsp/workspace"},
	"lsp/workspace":  {"kqlparse/...", "schema", "controller/dataflow", "lsp/protocol", "lsp/embed"},
	"lsp/protocol":   {"kqlparse/syntax"},
	"lsp/embed":      {},

	"controller/result":          {"kqlparse/symbol"},
	"controller/backend":         {"kqlparse/symbol", "controller/result"},
	"controller/dataflow":        {"kqlparse/syntax", "kqlparse/symbol"},
	"controller/plan":            {"kqlparse/..."},
	"controller/duckdb":          {"kqlparse/...", "schema", "controller/plan", "controller/backend", "controller/result", "controller/duckdb/..."},
	"controller/duckdb/datafile": {"kqlparse/symbol"},
	"controller/duckdb/dynjson":  {},
	"controller/duckdb/globe":    {"controller/duckdb/dynjson", "controller/result"},
	"controller/kusto":           {"kqlparse/symbol", "schema", "controller/backend", "controller/result"},
	"controller/memory":          {"kqlparse/symbol", "controller/backend", "controller/result"},
	"controller/notebook":        {},
	"controller/render":          {"kqlparse/symbol", "controller/result", "controller/backend", "controller/notebook"},
	"controller/rest":            {"kqlparse/...", "controller/backend", "controller/result"},
	"controller":                 {"kqlparse/...", "schema", "controller/backend", "controller/result", "controller/dataflow", "controller/notebook", "controller/render"},

	"cmd/huntbook": {"..."},
}

// kqlparse imports nothing but the standard library and itself.
var stdOnly = "kqlparse/"

// drivers are modules which only one package may import.
var drivers = map[string]string{"github.com/duckdb/": "controller/duckdb", "github.com/Azure/azure-kusto-go/": "controller/kusto"}

func TestLayers(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2 || d.Name() == "node_modules" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		pkg := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "../../")
		allowed, ok := layers[pkg]
		if !ok && isInternalTool(pkg) {
			return nil
		}
		if !ok {
			t.Errorf("%s: package %s is in no layer: add it to layers with what it may import", path, pkg)
			return nil
		}
		seen[pkg] = true
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		isTest := strings.HasSuffix(path, "_test.go")
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			ours, isOurs := strings.CutPrefix(name, module)
			switch {
			case isOurs && !isTest && ours != pkg && !permits(allowed, ours):
				t.Errorf("%s: %s may not import %s", path, pkg, ours)
			case isOurs && isTest && strings.HasPrefix(pkg, stdOnly) && !strings.HasPrefix(ours, stdOnly):
				t.Errorf("%s: tests of %s stay inside of kqlparse", path, pkg)
			case !isOurs && !isTest && strings.HasPrefix(pkg, stdOnly) && strings.Contains(strings.Split(name, "/")[0], "."):
				t.Errorf("%s: kqlparse imports only the standard library, not %s", path, name)
			}
			for driver, owner := range drivers {
				if strings.HasPrefix(name, driver) && pkg != owner && !isTest {
					t.Errorf("%s: only %s may import %s", path, owner, name)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range layers {
		if !seen[pkg] {
			t.Errorf("layers lists %s, which does not exist", pkg)
		}
	}
}

// isInternalTool reports whether a package is a generator that a person runs, not a part of the product.
func isInternalTool(pkg string) bool { return slices.Contains(strings.Split(pkg, "/"), "internal") }

func permits(allowed []string, pkg string) bool {
	return slices.ContainsFunc(allowed, func(a string) bool {
		prefix, tree := strings.CutSuffix(a, "...")
		return a == pkg || tree && strings.HasPrefix(pkg, prefix)
	})
}
