package completion

import (
	"strings"
	"testing"

	"github.com/huntbook/huntbook/schema"
)

func BenchmarkAt(b *testing.B) {
	catalog := schema.NewCatalog(schema.Bundled())
	for name, text := range map[string]string{
		"start":  "",
		"where":  "SecurityEvent\n| where TimeGenerated > ago(1d)\n| where ",
		"long":   strings.Repeat("let x = SigninLogs | where ResultType == '0' | summarize count() by IPAddress;\n", 30) + "SecurityEvent\n| where TimeGenerated > ago(1d)\n| extend a = ",
		"joined": "SigninLogs | join kind=inner (AuditLogs | where ",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if len(At(Request{Text: text, Offset: len(text), Catalog: catalog}).Items) == 0 {
					b.Fatal("nothing is offered")
				}
			}
		})
	}
}
