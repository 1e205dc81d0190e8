package duckdb

import (
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
)

// FolderState is a number that changes with the data files of a folder: which there are, their sizes and times. Other
// files, such as the notebook that is being written beside them, do not change it.
func FolderState(dir string) uint64 {
	h := fnv.New64a()
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return 0
	}
	groups, problems, err := findData(root)
	if err != nil {
		return 0
	}
	for _, g := range groups {
		for _, p := range g.parts {
			fmt.Fprintf(h, "%s %s %d %d\n", g.path, p.path, p.size, p.mtime)
		}
	}
	for _, p := range problems {
		fmt.Fprintf(h, "%s %s\n", p.Path, p.Message)
		if info, err := os.Stat(p.Path); err == nil {
			fmt.Fprintf(h, "%d\n", info.ModTime().UnixNano())
		}
	}
	return h.Sum64()
}
