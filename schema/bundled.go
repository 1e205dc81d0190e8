package schema

import (
	_ "embed"
	"sync"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

//go:embed bundled.bin
var bundled []byte

var (
	bundledBoth     = lazyBundle(Sentinel|Defender, "bundled")
	bundledSentinel = lazyBundle(Sentinel, "sentinel")
	bundledDefender = lazyBundle(Defender, "defender")
)

func lazyBundle(p Product, name string) func() *symbol.Database {
	return sync.OnceValue(func() *symbol.Database {
		db, err := decodeBundle(bundled, p, name)
		if err != nil {
			panic(err) // the file is part of the program, and a test reads it
		}
		return db
	})
}

// Bundled returns the tables and functions of Microsoft Sentinel and Defender XDR that are known without asking
// anybody: names and types only. It is decoded on first use and never changes. See NOTICE for where it comes from.
func Bundled() *symbol.Database { return bundledBoth() }

// BundledOf returns what one product holds.
func BundledOf(p Product) *symbol.Database {
	switch p {
	case Sentinel:
		return bundledSentinel()
	case Defender:
		return bundledDefender()
	}
	return bundledBoth()
}

// BundledTable returns the bundled table of that name, without regard to case, or nil.
func BundledTable(name string) *symbol.Table { return bundledFolded()[fold(name)] }

var bundledFolded = sync.OnceValue(func() map[string]*symbol.Table {
	folded := make(map[string]*symbol.Table, len(Bundled().Tables))
	for name, t := range Bundled().Tables {
		folded[fold(name)] = t
	}
	return folded
})
