//go:build !nolocal

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestQueryParquet(t *testing.T) {
	dir := t.TempDir()
	got := huntbook(t, dir, "query", "--format", "parquet", "print at = datetime(2024-05-01) + 1h, n = 7, s = 'x'")
	if got.status != exitFine || !strings.HasPrefix(got.out, "PAR1") {
		t.Fatalf("status %d, %d bytes: %s", got.status, len(got.out), got.err)
	}
	if err := os.WriteFile(filepath.Join(dir, "answer.parquet"), []byte(got.out), 0o600); err != nil {
		t.Fatal(err)
	}
	got = huntbook(t, dir, "query", "--data", ".", "--format", "csv", "answer")
	if want := "at,n,s\n2024-05-01T01:00:00.0000000Z,7,x\n"; strings.ReplaceAll(got.out, "\r", "") != want {
		t.Errorf("status %d: got %q, want %q; %s", got.status, got.out, want, got.err)
	}
	if got := huntbook(t, dir, "query", "--format", "parquet", "print 1; print 2"); got.status != exitUsage || !strings.Contains(got.err, "one statement") || got.out != "" {
		t.Errorf("several results: status %d: %s", got.status, got.err)
	}
}
