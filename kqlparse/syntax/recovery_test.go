package syntax

import (
	"fmt"
	"strings"
	"testing"
)

// Each case is a broken query, the codes and places of its errors, and the operators that are read nevertheless.
func TestRecovery(t *testing.T) {
	for _, c := range []struct{ query, errors, ops string }{
		{"T | where", "KS006@9", "WhereOp"},
		{"T | where a == | count", "KS006@14", "WhereOp CountOp"},
		{"T | foo x, y | take 1", "KS176@4", "BadOp TakeOp"},
		{"T | | take 1", "KS176@3", "BadOp TakeOp"},
		{"T | project a b | take 1", "KS005@14", "ProjectOp TakeOp"},
		{"T | where (a == 1 | take 1", "KS005@26", "WhereOp TakeOp"},
		{"T | where f(a, | take 1", "KS006@14 KS005@15", "WhereOp TakeOp"},
		{"T | sort a | take 1", "KS005@9", "SortOp TakeOp"},
		{"T | join (U | where) on a | take 1", "KS006@19", "JoinOp WhereOp TakeOp"},
		{"T | take 1 2 | count", "KS005@11", "TakeOp CountOp"},
		{"T | extend x = 'abc\n| take 1", "KS001@19", "ExtendOp TakeOp"},
		{"let x = ; T | count", "KS006@7", "CountOp"},
		{"let = 5; T | count", "KS006@3", "CountOp"},
		{"T | count\nU | count", "KS005@9", "CountOp CountOp"},
		{"T\nwhere a | take 1", "KS005@1", "WhereOp TakeOp"},
		{"T | where a\n// c\nproject b", "KS005@11", "WhereOp ProjectOp"},
		{"| count", "KS198@0", "CountOp"},
		{"T | where a == 1) | count", "KS198@16", "WhereOp CountOp"},
		{"T | summarize count() by", "KS006@24", "SummarizeOp"},
		{"T | where a in (1, 2", "KS005@20", "WhereOp"},
		{"T | where \"a", "KS001@12", "WhereOp"},
		{"T | render", "KS006@10", "RenderOp"},
		{"T | mv-apply x on (where x | ) | take 1", "KS176@28", "MvApplyOp WhereOp BadOp TakeOp"},
		{"let f = (a: string) { T | where ; }; T | count", "KS006@31", "WhereOp CountOp"},
	} {
		tr := Parse(c.query)
		checkTree(t, tr)
		var errs, ops []string
		for _, e := range tr.Errors {
			errs = append(errs, fmt.Sprintf("%s@%d", e.Code, e.Span.Start))
		}
		Walk(tr.Root, func(n Node) bool {
			if o, ok := n.(Op); ok {
				ops = append(ops, strings.TrimPrefix(fmt.Sprintf("%T", o), "*syntax."))
			}
			return true
		})
		if e := strings.Join(errs, " "); !strings.HasPrefix(e, c.errors) {
			t.Errorf("%q: errors %s, want %s", c.query, e, c.errors)
		}
		if o := strings.Join(ops, " "); o != c.ops {
			t.Errorf("%q: operators %s, want %s", c.query, o, c.ops)
		}
	}
}

func TestDeepNesting(t *testing.T) {
	for _, q := range []string{
		strings.Repeat("(", 100_000), "T | where " + strings.Repeat("f(", 50_000), "print " + strings.Repeat("dynamic({'a':[", 20_000),
		"T | where a" + strings.Repeat(" or a", 50_000), strings.Repeat("union (", 50_000), "print a" + strings.Repeat("[0]", 50_000),
		strings.Repeat("let f = () {", 20_000), "T" + strings.Repeat(" | mv-apply x on (where x", 20_000), "print " + strings.Repeat("-", 50_000) + "1",
	} {
		tr := Parse(q)
		if len(tr.Errors) == 0 {
			t.Errorf("%.30q... is fine", q)
		}
	}
	if tr := Parse("T | where " + strings.Repeat("(", 100) + "a" + strings.Repeat(")", 100)); len(tr.Errors) > 0 {
		t.Errorf("100 parentheses: %v", tr.Errors[0])
	}
}

func TestPath(t *testing.T) {
	q := "T | where a.b == 1 | join (U | take 2) on k"
	var kinds []string
	for _, n := range Path(Parse(q), strings.Index(q, "take")+2) {
		kinds = append(kinds, strings.TrimPrefix(fmt.Sprintf("%T", n), "*syntax."))
	}
	if got := strings.Join(kinds, " "); got != "QueryBlock StatementItem ExprStmt PipeExpr PipedOp JoinOp ParenExpr PipeExpr PipedOp TakeOp" {
		t.Error(got)
	}
	if n, ok := NodeAt(Parse(q), strings.Index(q, ".b")+2).(*Name); !ok || n.Value != "b" {
		t.Errorf("%+v", n)
	}
}
