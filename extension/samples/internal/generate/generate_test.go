package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFilesAreGenerated holds the checked-in files against the generator, unpacked: how tightly gzip packs may change
// between versions of Go, the rows may not.
func TestFilesAreGenerated(t *testing.T) {
	var packed int64
	for _, table := range generate() {
		path := filepath.Join("..", "..", table.file)
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		packed += info.Size()
		var r io.Reader = f
		if strings.HasSuffix(path, ".gz") {
			if r, err = gzip.NewReader(f); err != nil {
				t.Fatal(err)
			}
		}
		have, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := table.csv(&want); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, want.Bytes()) {
			t.Errorf("%s is not what the generator writes: run it again", table.file)
		}
	}
	if packed > 3<<20 {
		t.Errorf("the sample data takes %d bytes, more than 3 MiB", packed)
	}
}
