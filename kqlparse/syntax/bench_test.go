package syntax

import "testing"

// A query of the size of a usual hunting query.
const benchQuery = `let lookback = 7d;
let admins = datatable(Account: string)['alice', 'bob'];
SigninLogs
| where TimeGenerated > ago(lookback) and ResultType !in ("0", "50125") // failures
| where UserPrincipalName has_any ("admin", "svc") or IPAddress startswith "10."
| extend City = tostring(LocationDetails.city), Device = tostring(parse_json(DeviceDetail)["displayName"])
| join kind=leftouter (
    DeviceProcessEvents
    | where Timestamp between (ago(lookback) .. now())
    | summarize Processes = make_set(FileName, 100), Last = max(Timestamp) by DeviceName
    ) on $left.Device == $right.DeviceName
| mv-expand Process = Processes to typeof(string) limit 1000
| summarize Failures = count(), Cities = dcount(City), arg_max(TimeGenerated, *) by UserPrincipalName, bin(TimeGenerated, 1h)
| where Failures > 5 and UserPrincipalName !in (admins)
| project TimeGenerated, UserPrincipalName, Failures, Cities, Score = iff(Cities > 3, 2.5 * Failures, todouble(Failures))
| top 50 by Score desc
`

func BenchmarkLex(b *testing.B) {
	b.SetBytes(int64(len(benchQuery)))
	b.ReportAllocs()
	for b.Loop() {
		l := lexer{text: benchQuery}
		l.run()
	}
}

func BenchmarkParse(b *testing.B) {
	b.SetBytes(int64(len(benchQuery)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(benchQuery)
	}
}

func BenchmarkExpected(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Expected(benchQuery, len(benchQuery)-10)
	}
}
