package schema_test

import (
	"bufio"
	"encoding/json"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/syntax"
	"github.com/huntbook/huntbook/schema"
)

// speedQueries are queries of the kinds that hunters write, against the bundled tables.
var speedQueries = []string{
	`SigninLogs | where TimeGenerated > ago(1d) and ResultType != "0" | summarize Failures = count(), Apps = make_set(AppDisplayName, 20) by UserPrincipalName, IPAddress | where Failures > 10 | sort by Failures desc`,
	`DeviceProcessEvents | where Timestamp > ago(7d) | where FileName in~ ("powershell.exe", "pwsh.exe") and ProcessCommandLine has_any ("-enc", "-encodedcommand") | extend Encoded = extract(@"(?i)-e\w*\s+([A-Za-z0-9+/=]{20,})", 1, ProcessCommandLine) | extend Decoded = base64_decode_tostring(Encoded) | project Timestamp, DeviceName, AccountName, Decoded`,
	`let known = SecurityEvent | where TimeGenerated between (ago(14d) .. ago(1d)) | where EventID == 4624 | distinct Account, Computer;
SecurityEvent | where TimeGenerated > ago(1d) and EventID == 4624 | join kind=leftanti known on Account, Computer | summarize First = min(TimeGenerated), Last = max(TimeGenerated), Hosts = dcount(Computer) by Account`,
	`AuditLogs | where OperationName has "role" | mv-expand Target = TargetResources | extend Who = tostring(InitiatedBy.user.userPrincipalName), Role = tostring(Target.displayName) | summarize arg_max(TimeGenerated, *) by Who, Role | project-away TenantId`,
	`OfficeActivity | where Operation == "New-InboxRule" | extend Rule = parse_json(Parameters) | mv-apply p = Rule on (where tostring(p.Name) in ("ForwardTo", "RedirectTo") | project To = tostring(p.Value)) | project TimeGenerated, UserId, ClientIP, To`,
	`DeviceNetworkEvents | where RemotePort in (22, 3389, 5985) and not(ipv4_is_private(RemoteIP)) | make-series Connections = count() default = 0 on Timestamp from ago(7d) to now() step 1h by DeviceName | extend (Flags, Score, Baseline) = series_decompose_anomalies(Connections, 2.5)`,
	`union isfuzzy=true SigninLogs, AADNonInteractiveUserSignInLogs | where TimeGenerated > ago(1h) | summarize Count = count() by bin(TimeGenerated, 5m), Type | render timechart`,
	`let f = (t: (TimeGenerated: datetime), window: timespan) { t | where TimeGenerated > ago(window) | count }; f(SecurityEvent, 1d)`,
	`CommonSecurityLog | parse Message with "src=" Source " dst=" Destination " spt=" Port: int * | where isnotempty(Source) | top 10 by Port desc`,
	`search in (SecurityEvent, SigninLogs) "administrator" | take 100`,
	`union * | where TimeGenerated > ago(1h) | summarize count() by Type`,
	`EmailEvents | where DeliveryAction == "Delivered" | lookup kind=leftouter (EmailUrlInfo | summarize Urls = make_set(Url) by NetworkMessageId) on NetworkMessageId | extend Details = parse_json(AuthenticationDetails) | evaluate bag_unpack(Details) | project Timestamp, Subject, SenderFromAddress, Urls`,
}

// BenchmarkSpeed reads, parses and binds queries against a schema of about a thousand tables, and tells the median and
// the 99th percentile of a query in microseconds, and the memory that the process has in use.
//
// HUNTBOOK_SCHEMA may name a schema file (the answer of .show databases schema as json) and HUNTBOOK_QUERIES a file with
// a JSON object with "query" on each line; without them, the bundled tables and the queries above count.
func BenchmarkSpeed(b *testing.B) {
	cat := schema.NewCatalog(schema.Bundled())
	if file := os.Getenv("HUNTBOOK_SCHEMA"); file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		dbs, err := schema.ReadKusto(text)
		if err != nil {
			b.Fatal(err)
		}
		cat = schema.NewCatalog(dbs...)
	}
	queries := speedQueries
	if file := os.Getenv("HUNTBOOK_QUERIES"); file != "" {
		queries = readQueries(b, file)
	}
	var times []time.Duration
	bytes := 0
	for b.Loop() {
		times, bytes = times[:0], 0
		for _, q := range queries {
			start := time.Now()
			bind.Query(syntax.Parse(q), cat, bind.Options{})
			times = append(times, time.Since(start))
			bytes += len(q)
		}
	}
	b.SetBytes(int64(bytes))
	slices.Sort(times)
	us := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }
	b.ReportMetric(us(times[len(times)/2]), "median-us")
	b.ReportMetric(us(times[len(times)*99/100]), "p99-us")
	b.ReportMetric(us(times[len(times)-1]), "max-us")
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
	if mb, ok := residentMB(); ok {
		b.ReportMetric(mb, "resident-MB")
	}
	runtime.KeepAlive(cat)
}

func readQueries(tb testing.TB, file string) (queries []string) {
	f, err := os.Open(file)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var line struct{ Query string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Query != "" {
			queries = append(queries, line.Query)
		}
	}
	if len(queries) == 0 {
		tb.Fatalf("%s: no queries: %v", file, lines.Err())
	}
	return queries
}

// residentMB is the memory of the process that is in RAM, where the system tells.
func residentMB() (float64, bool) {
	text, err := os.ReadFile("/proc/self/statm")
	fields := strings.Fields(string(text))
	if err != nil || len(fields) < 2 {
		return 0, false
	}
	pages := 0
	for _, c := range fields[1] {
		pages = pages*10 + int(c-'0')
	}
	return float64(pages*os.Getpagesize()) / (1 << 20), true
}

// TestSpeedQueries: the benchmark measures queries that are right.
func TestSpeedQueries(t *testing.T) {
	cat := schema.NewCatalog(schema.Bundled())
	for _, q := range speedQueries {
		tree := syntax.Parse(q)
		for _, e := range tree.Errors {
			t.Errorf("%s: %s", q, e.Message)
		}
		for _, d := range bind.Query(tree, cat, bind.Options{}).Diagnostics {
			t.Errorf("%s: %s %s", q, d.Code, d.Message)
		}
	}
}
