package lint_test

import (
	"strings"
	"testing"
	"time"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/lint"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// BenchmarkCheck measures all rules on a bound query of about 1 KB.
func BenchmarkCheck(b *testing.B) {
	info := bound(b, `let wanted = dynamic(["alice", "bob"]);
let window = 1d;
let alerts = Alerts | where TimeGenerated > ago(window) | summarize Titles = make_set(Title), First = min(TimeGenerated) by User;
Logs
| where TimeGenerated > ago(window) and Size > 100
| where User in (wanted) or tolower(User) == "carol" or Message contains "powershell"
| where FileName == "PowerShell.exe" or Message matches regex "(?i)^encoded" or Message has "10.0.0.1"
| extend Host = tostring(split(Message, " ")[0]), Minutes = datetime_diff("minute", now(), TimeGenerated)
| extend Kind = case(Size > 1000, "large", Size > 500, "middle", "small")
| mv-expand Tag = Tags to typeof(string)
| join kind=inner alerts on User
| join kind=leftouter (Logs | where TimeGenerated > ago(7d) | summarize Before = count() by User) on User
| summarize Hits = count(), Bytes = sum(Size + Sent), Tags = make_set(Tag), Kinds = dcount(Kind) by User, Host, bin(TimeGenerated, 1h)
| where User != "system"
| project TimeGenerated, User, Host, Hits, Bytes, Tags, Kinds
| sort by Hits desc, Bytes desc
| take 100`)
	b.SetBytes(int64(len(info.Tree.Text)))
	b.ReportAllocs()
	for b.Loop() {
		lint.Check(info, lint.Options{Alone: true})
	}
}

// TestGrowth: a long text costs in proportion to its length, whatever it is long of.
func TestGrowth(t *testing.T) {
	for name, c := range map[string]struct{ head, part, tail string }{
		"operators":    {"Logs", " | extend a = strlen(User)", ""},
		"filters":      {"Logs", " | where User == 'a' and Message contains 'abcd'", ""},
		"takes":        {"Logs", " | take 5 | project-away Nothing*", ""},
		"expands":      {"Logs", " | mv-expand Tags", ""},
		"sorts":        {"Logs", " | sort by User", ""},
		"legs":         {"union Users", ", Logs", " | where User == 'a'"},
		"joins":        {"Logs | where TimeGenerated > ago(1d)", " | join (Users) on User | project User", ""},
		"conditions":   {"Logs | where User == 'x'", " or tolower(User) == 'a'", ""},
		"lets":         {"", "let User = 1; ", "Logs | where Size > User"},
		"parentheses":  {"print ", "(1 + ", "2"},
		"list":         {"Logs | where FileName in ('a'", ", 'Mixed Case'", ")"},
		"groups":       {"Logs | summarize count() by User", ", a = User", " | where User == 'a'"},
		"aggregates":   {"Logs | summarize any(User)", ", any(Message)", ""},
		"comments":     {"Logs | where 1 == 1", "\n// huntbook:ignore KS500\n| where User contains 'abcd'", ""},
		"windows":      {"Logs | where TimeGenerated > ago(1d) | sort by User", " | extend a = prev(User)", ""},
		"let of lets":  {"let a0 = Logs; ", "let b = a0 | where User == 'a'; ", "a0"},
		"in functions": {"let f = (User: string) { ", "let b = User; ", "User }; f('a')"},
	} {
		cost := func(n int) (bytes int, least time.Duration) {
			text := c.head + strings.Repeat(c.part, n) + c.tail
			info := bind.Query(syntax.Parse(text), lab, bind.Options{})
			for range 3 {
				start := time.Now()
				lint.Check(info, lint.Options{Alone: true})
				if d := time.Since(start); least == 0 || d < least {
					least = d
				}
			}
			return len(text), least
		}
		short, d1 := cost(200)
		long, d2 := cost(2000)
		per1, per2 := float64(d1)/float64(short), float64(d2)/float64(long)
		t.Logf("%s: %.0f ns a byte, %.0f when ten times longer (%v)", name, per1, per2, d2)
		if per2 > 6*per1 && d2 > 50*time.Millisecond {
			t.Errorf("%s: %.0f ns a byte, but %.0f when ten times longer", name, per1, per2)
		}
	}
}
