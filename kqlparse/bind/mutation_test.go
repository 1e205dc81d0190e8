package bind_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/format"
	"github.com/huntbook/huntbook/kqlparse/lint"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// mutationLimit is what one text may take from parser to formatter; slowMachine is the factor by which a loaded machine
// may be slower.
const (
	mutationLimit = 50 * time.Millisecond
	slowMachine   = 8
)

// mutate returns the text with one mistake in it, of the kinds that typing makes.
func mutate(r *rand.Rand, text string) string {
	tokens := syntax.Parse(text).Tokens
	tokens = tokens[:len(tokens)-1] // without the end
	if len(tokens) < 2 || r.IntN(6) == 0 {
		return text[:r.IntN(len(text)+1)]
	}
	i := r.IntN(len(tokens) - 1)
	a, b := tokens[i], tokens[i+1]
	at := func(k syntax.Token) string { return text[k.Start:k.End] }
	switch r.IntN(4) {
	case 0: // dropped
		return text[:a.Start] + text[a.End:]
	case 1: // doubled
		return text[:a.End] + " " + at(a) + text[a.End:]
	case 2: // swapped
		return text[:a.Start] + at(b) + text[a.End:b.Start] + at(a) + text[b.End:]
	}
	for j := range tokens { // a name renamed: the next one from here
		if k := tokens[(i+j)%len(tokens)]; k.Kind == syntax.Word {
			return text[:k.End] + "zz" + text[k.End:]
		}
	}
	return text[:a.Start] + text[b.Start:]
}

// tokenTexts are the texts of the tokens, in order.
func tokenTexts(tree *syntax.Tree) []string {
	out := make([]string, len(tree.Tokens))
	for i, k := range tree.Tokens {
		out[i] = tree.TokenText(k)
	}
	return out
}

// examine takes a text through all of the front end, and says what is wrong with how that went.
func examine(cat bind.Catalog, text string) (problem string, took time.Duration) {
	defer func() {
		if p := recover(); p != nil {
			problem = fmt.Sprint("panic: ", p)
		}
	}()
	start := time.Now()
	tree := syntax.Parse(text)
	info := bind.Query(tree, cat, bind.Options{})
	lint.Check(info, lint.Options{Alone: true})
	formatted := format.Format(tree, format.Options{})
	took = time.Since(start)
	if len(tree.Errors) > 0 {
		return "", took
	}
	before, after := tokenTexts(tree), tokenTexts(syntax.Parse(formatted))
	if strings.Join(before, "\x00") != strings.Join(after, "\x00") {
		return "the formatter changed the tokens:\n" + formatted, took
	}
	return "", took
}

// mutationSources are the queries to mutate: our own, or those of the file that HUNTBOOK_MUTATE names, JSON lines with a
// "query" each.
func mutationSources(t *testing.T) (queries []string, mutations int) {
	t.Helper()
	if name := os.Getenv("HUNTBOOK_MUTATE"); name != "" {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var line struct{ Query string }
			if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
				t.Fatal(err)
			}
			queries = append(queries, line.Query)
		}
		return queries, 20000
	}
	text, err := os.ReadFile("testdata/mutate/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n"), 3000
}

// TestMutations: a query with a mistake in it never makes the front end panic, or slow, and what is legal still is
// formatted without a token's change.
func TestMutations(t *testing.T) {
	queries, n := mutationSources(t)
	cat := testCatalog()
	r := rand.New(rand.NewPCG(2024, 5))
	var worst time.Duration
	check := func(text string) {
		problem, took := examine(cat, text)
		if took > mutationLimit { // again: the machine may have been busy
			_, again := examine(cat, text)
			took = min(took, again)
		}
		worst = max(worst, took)
		if problem != "" {
			t.Errorf("%s\n%s", text, problem)
		}
		if took > slowMachine*mutationLimit {
			t.Errorf("%v for\n%s", took, text)
		}
	}
	for _, q := range queries {
		check(q)
	}
	for range n {
		check(mutate(r, queries[r.IntN(len(queries))]))
		if t.Failed() {
			return
		}
	}
	t.Logf("slowest: %v", worst)
}

// TestMutationSources: our queries are legal, so that each mutation is one step from what people write.
func TestMutationSources(t *testing.T) {
	text, err := os.ReadFile("testdata/mutate/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if tree := syntax.Parse(q); len(tree.Errors) > 0 {
			t.Errorf("%s: %v", q, tree.Errors)
		}
	}
}
