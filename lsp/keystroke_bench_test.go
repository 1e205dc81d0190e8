package lsp

import (
	"fmt"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/lsp/workspace"
)

// longQuery is one query of about 24,000 characters: as long as the longest that people publish.
func longQuery() string {
	var b strings.Builder
	b.WriteString("let since = 7d;\nSigninLogs\n| where TimeGenerated > ago(since)\n")
	for i := 0; b.Len() < 23_000; i++ {
		fmt.Fprintf(&b, "| extend c%d = iff(ResultType == '%d' and UserPrincipalName has_any ('a%d', 'b%d'), tolower(AppDisplayName), strcat(IPAddress, '-', tostring(%d)))\n", i, 50000+i, i, i, i)
	}
	b.WriteString("| join kind=leftouter (AuditLogs | where TimeGenerated > ago(since) | summarize n = count() by OperationName) on $left.c0 == $right.OperationName\n| summarize count(), dcount(UserPrincipalName) by bin(TimeGenerated, 1h), c0\n| sort by count_ desc")
	return b.String()
}

// BenchmarkKeystroke is what one typed character costs: the new text, its tree, its meaning, its diagnostics.
func BenchmarkKeystroke(b *testing.B) {
	text := longQuery()
	state := workspace.NewState(bundledOnly{})
	for i := 0; b.Loop(); i++ {
		at := len(text) / 2
		state.SetDocument(workspace.NewDocument(doc, "kusto", int32(i), text[:at]+strings.Repeat(" ", i%2)+text[at:]))
		if problems := (&server{state: state}).diagnose(state.Snapshot().Analysis(doc)); len(problems) > 300 {
			b.Fatalf("%d problems: %+v", len(problems), problems[0])
		}
	}
}
