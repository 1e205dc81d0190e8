package syntax

import (
	"strings"
	"testing"
)

// checkTree reports what breaks the invariants of a tree.
func checkTree(t *testing.T, tr *Tree) {
	t.Helper()
	pos := int32(0)
	for i, k := range tr.Tokens {
		if k.Lead != pos || k.Start < k.Lead || k.End < k.Start {
			t.Fatalf("token %d %+v does not follow %d in %q", i, k, pos, tr.Text)
		}
		pos = k.End
	}
	if int(pos) != len(tr.Text) || tr.Tokens[len(tr.Tokens)-1].Kind != EOF {
		t.Fatalf("tokens end at %d of %d in %q", pos, len(tr.Text), tr.Text)
	}
	i := 0
	var walk func(n Node)
	walk = func(n Node) {
		s := n.Span()
		first, last := Span{-1, -1}, Span{-1, -1}
		note := func(c Span) {
			if c.Start == c.End {
				return
			}
			if first.Start < 0 {
				first = c
			}
			last = c
		}
		n.Visit(func(p Part) {
			if p.Node == nil {
				if p.Token.Missing() {
					return
				}
				if i >= len(tr.Tokens) || tr.Tokens[i] != p.Token {
					t.Fatalf("%T visits %+v %q as token %d, in %q", n, p.Token, tr.TokenText(p.Token), i, tr.Text)
				}
				i++
				if p.Token.Kind != EOF {
					note(p.Token.Span())
				}
				return
			}
			walk(p.Node)
			c := p.Node.Span()
			if c.Start < c.End && (c.Start < s.Start || c.End > s.End) {
				t.Fatalf("%T %v holds %T %v in %q", n, s, p.Node, c, tr.Text)
			}
			note(c)
		})
		if first.Start >= 0 && (s.Start != first.Start || s.End != last.End) {
			t.Fatalf("%T has span %v, its parts %d..%d, in %q", n, s, first.Start, last.End, tr.Text)
		}
	}
	walk(tr.Root)
	if i != len(tr.Tokens) {
		t.Fatalf("visited %d of %d tokens of %q; next is %q", i, len(tr.Tokens), tr.Text, tr.TokenText(tr.Tokens[i]))
	}
	for _, e := range tr.Errors {
		if e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(tr.Text) || e.Code == "" {
			t.Fatalf("error %+v of %q", e, tr.Text)
		}
	}
}

// Queries that use every part of the grammar: they parse without errors.
var valid = []string{
	"", "// only a comment\n", "Logs", "Logs;", "print", "print 1", "print x = 1, 'a' \"b\"",
	"Logs | where Level == 'Error' and not(Source has_any ('a', 'b')) or Took between (1s .. 5m)",
	"Logs | where a in (1, 2) | where b !in~ ((Users | project Name)) | where c in (Users | project Name)",
	"Logs | where Message matches regex @'\\d+' and Message !has_cs \"x\" | where * has 'y'",
	"Logs | where -a.b[0]['c'].d < 1 + 2 * 3 % 4 | extend x = a.['b'], ['new name'] = 1, (p, q) = f()",
	"Logs | summarize hint.strategy=shuffle n = count(), dcount(User) by bin(Time, 1h), Host",
	"Logs | summarize by Host | summarize count() by Time bin = 1h",
	"Logs | project-away a*, *b, c | project-keep d* | project-rename x = y | project-reorder a desc, b* granny-asc",
	"Logs | join kind=leftouter hint.remote=left (Users | where x > 1) on $left.Id == $right.UserId, Name",
	"Logs | join Users on Id | lookup kind=inner (Users) on Id | union withsource=T isfuzzy=true (A), B*, cluster('c').database('d').E",
	"union * | where x == 1", "union kind=outer A, B | count as n", "search in (A, B*) kind:'x' and y", "search kind=case_sensitive \"a\" or 'b'",
	"find withsource=s in (A, database('d').*) where x == 1 project a, b:long, pack(*)", "find x == 1",
	"Logs | mv-expand bagexpansion=array with_itemindex=i a = b to typeof(long), c limit 10",
	"Logs | mv-apply x = arr to typeof(string) limit 3 on (where x > 1 | summarize max(x))",
	"Logs | make-series kind=nonempty n = count() default = 0, avg(x) on Time from ago(1d) to now() step 1h by Host",
	"Logs | make-series sum(x) on Time in range(a, b, 1h)",
	"Logs | parse kind=regex flags=Ui Text with * 'a=' a:long ' ' b ',' * | parse-where Text with 'x' y",
	"Logs | parse-kv Text as (a: long, ['b c']: string) with (pair_delimiter=' ', kv_delimiter='=', greedy=true)",
	"Logs | top 5 by x desc nulls last | sort by a asc, b nulls first | order by c | take 10 | limit 3 | sample 4 | sample-distinct 5 of x",
	"Logs | top-nested 3 of a with others = 'rest' by n = count() desc, top-nested of b by max(x)",
	"Logs | top-hitters 3 of a by b | reduce by Text with threshold=0.1, characters='-'",
	"Logs | partition hint.strategy=native by Host (top 1 by Time | project a)", "Logs | partition by Host { Users | where x == 1 }",
	"Logs | fork a=(count) (where x | take 1) | getschema", "Logs | facet by a, b with (where x | take 3)",
	"Logs | render timechart with (title='t', ycolumns=a, b, series=c)", "Logs | render barchart kind=stacked title='x'",
	"Logs | evaluate hint.distribution=single bag_unpack(d, 'p') : (*, a: string)", "Logs | invoke f(1) | as hint.materialized=true T | consume",
	"Logs | serialize n = row_number() | distinct * | distinct a, b | assert-schema (a: long)",
	"Logs | scan with_match_id=m order by t asc partition by u declare (n: long = 0, s: string) with (step a output=last: x > 1 => n = 1, s = 'q'; step b optional: true;)",
	"Edges | make-graph a --> b with Nodes on id | graph-match cycles=none (n)-[e*1..3]->(m)<--(o)--(p), (n)-[f]-(q) where n.x == 1 project a = n.x",
	"Edges | make-graph a --> b with_node_id=id partitioned-by t (graph-match (x)-[y]->(z) project x.a)",
	"graph('g') | graph-shortest-paths output=all (a)-[e*1..5]->(b) project e | graph-to-table nodes as N with_node_id=i, edges as E",
	"graph('g') | graph-mark-components kind=weak with_component_id=c | graph-where-nodes x > 1 | graph-where-edges y",
	"macro-expand entity_group [cluster('a'), database('b')] as X (X.T | count; X.U)",
	"range x from 1 to 10 step 1 | extend y = toscalar(Logs | count), z = materialize(Logs | take 1)",
	"datatable(a: long, ['b']: string) [1, 'x', -2, 'y',]", "externaldata(a: string) [h@'https://x'] with (format='csv', ignoreFirstRecord=true)",
	"let x = 1; let f = (a: string, b: long = -1, T: (x: long), U: (*)) { let y = a; T | where x == y }; f('a', 2, Logs, Logs)",
	"let v = view () { Logs }; let s = () { 1 }; union v, (print s())", "let x = dynamic({'a': [1, null, datetime(2024-01-01), -1.5], \"b\": {}}); print x.a[0]",
	"set notruncation; set truncationmaxsize = 1000; Logs", "declare query_parameters(a: string = 'x', n: long); Logs | where Name == a",
	"alias database d = cluster('c').database('e'); database('d').T", "restrict access to (Logs, database('d').*); Logs",
	"declare pattern app = (name: string)[scope: string] { ('a').['x'] = { Logs }; ('b').['y'] = { Users }; }; app('a').['x']",
	".show tables", ".show tables | where TableName has 'x' | count", ".set-or-append T <| Logs | take 1", ".create table T (a: string, b: long)",
	"#connect x\nLogs\u00a0| where\u3000x", "\ufeffLogs | count", "T | where a == int(null) and b > datetime(2024-05-01 10:00) and c == guid(6f9619ff-8b86-d011-b42d-00c04fc964ff)",
	"T | where a == 0x1F and b == 1.5e-3 and c > 2.5h and d == long(-1) and e == true and f == decimal(1.5)",
	"T | extend kind = 1, title = 2 | project a = case(x == 1, 'a', y), strcat_array(b, @\"c\"\"d\"), ```multi\nline```",
	"T | where x = 1 | project name, kind | where a-b > 0 and 3d > c", "T | where x == 1 // trailing",
}

func TestValid(t *testing.T) {
	for _, q := range valid {
		tr := Parse(q)
		for _, e := range tr.Errors {
			t.Errorf("%q: %s %s at %q", q, e.Code, e.Message, q[e.Span.Start:])
		}
		checkTree(t, tr)
	}
}

func TestBrokenIsLossless(t *testing.T) {
	for _, q := range valid {
		for i := range q {
			checkTree(t, Parse(q[:i]))
			checkTree(t, Parse(q[i:]))
		}
		words := strings.Fields(q)
		for i := range words {
			checkTree(t, Parse(strings.Join(append(append([]string{}, words[:i]...), words[i+1:]...), " ")))
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, q := range valid {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		if len(q) > 1<<16 {
			return
		}
		checkTree(t, Parse(q))
		end := 0
		for _, b := range Blocks(q) {
			if b.Start < end || b.End < b.Start || b.End > len(q) {
				t.Fatalf("block %v of %q", b, q)
			}
			end = b.End
		}
	})
}
