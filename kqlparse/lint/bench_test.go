package lint_test

import (
	"testing"

	"github.com/huntbook/huntbook/kqlparse/lint"
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
