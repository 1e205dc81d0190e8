// Command generate writes the data of the sample investigation: three days of a company that does not exist, with one
// intrusion hidden in them. Everything is made up by a seeded generator; addresses are of the documentation ranges
// (RFC 5737) and private ones, names end in .example (RFC 2606).
//
//	go run ./extension/samples/internal/generate extension/samples
//
// The same seed gives the same rows; a test compares them with the files that are checked in.
package main

import (
	"compress/gzip"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: generate FOLDER")
	}
	for _, t := range generate() {
		if err := t.write(filepath.Join(os.Args[1], t.file)); err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%-28s %8d rows\n", t.file, len(t.rows))
	}
}

// write stores a table as CSV, packed when its name ends in .gz.
func (t *table) write(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if filepath.Ext(path) != ".gz" {
		return t.csv(f)
	}
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	if err := t.csv(z); err != nil {
		return err
	}
	return z.Close()
}
