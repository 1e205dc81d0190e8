package duckdb

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/huntbook/huntbook/controller/duckdb/datafile"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// A folder is a database: each data file in it is a table, and each folder in it that holds data files is a table in
// parts. Opening one looks at a sample of each file; its rows are read when a query first needs them.

// Problem is something that a person should know about a data file: what can't be read, what was left out, renamed or
// read otherwise than it stands.
type Problem = datafile.Problem

const (
	// sampleBytes is how much of a file its columns' types are told from, and sampleTotal of all files of a folder.
	sampleBytes = 16 << 20
	sampleTotal = 128 << 20
	sampleLeast = 1 << 20
	// maxFiles bounds the files of a folder, so that opening a wrong one ends.
	maxFiles = 5000
)

// notData are files in the shape of data that people's folders hold for other reasons.
var notData = map[string]bool{
	"huntbook.json": true, "package.json": true, "package-lock.json": true, "tsconfig.json": true, "jsconfig.json": true,
	"composer.json": true, "launch.json": true, "settings.json": true, "tasks.json": true, "extensions.json": true,
}

// notFolders are folders that hold no data of the user's.
var notFolders = map[string]bool{"node_modules": true, "__pycache__": true}

// part is a data file.
type part struct {
	path  string // links resolved
	shape *datafile.Shape
	mtime int64 // with size: whether it is still the file that was looked at
	size  int64
	// columns of a Parquet file: how each one is read.
	parquet []SourceColumn
}

// OpenFolder opens the data files of a folder as a database of the folder's name. known gives the table that a file may
// hold, by the name that its file has, or nil; it may be nil itself. Files that can't be read are problems, not an
// error; the error is for the folder. More problems may be found when rows are read: see Database.Problems.
func OpenFolder(ctx context.Context, e *Engine, dir string, known func(name string) *symbol.Table) (*Database, []Problem, error) {
	root, err := filepath.EvalSymlinks(dir)
	if err == nil {
		root, err = filepath.Abs(root)
	}
	if err != nil {
		return nil, nil, err
	}
	if info, err := os.Stat(root); err != nil || !info.IsDir() {
		return nil, nil, fmt.Errorf("%s is not a folder", dir)
	}
	groups, problems, err := findData(root)
	if err != nil {
		return nil, nil, err
	}
	db := e.Database(filepath.Base(root))
	db.files = &fileNotes{root: root}
	if err := sniffAll(ctx, groups); err != nil {
		return nil, nil, err
	}
	taken := map[string]bool{}
	for _, g := range groups {
		p, err := db.addFiles(ctx, g, known, taken)
		if err != nil {
			return nil, nil, err
		}
		problems = append(problems, p...)
	}
	db.files.add(problems)
	return db, problems, nil
}

// group is the files of one table.
type group struct {
	path  string // of the file or of the folder
	parts []*part
}

// findData lists the data files below a folder, one level deep, in the order of their names.
func findData(root string) (groups []*group, problems []Problem, err error) {
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil, nil, err
	}
	count := 0
	add := func(g *group, path string) {
		p, problem := newPart(root, path)
		if problem != nil {
			problems = append(problems, *problem)
		} else if p != nil {
			g.parts = append(g.parts, p)
			count++
		}
	}
	for _, entry := range entries {
		if count >= maxFiles {
			problems = append(problems, Problem{Path: root, Message: fmt.Sprintf("more than %d data files; the rest is left out", maxFiles)})
			break
		}
		path := filepath.Join(root, entry.Name())
		g := &group{path: path}
		switch {
		case hidden(entry.Name()):
			continue
		case isDir(root, path, entry):
			if notFolders[entry.Name()] {
				continue
			}
			inner, err := os.ReadDir(path)
			if err != nil {
				problems = append(problems, Problem{Path: path, Message: "the folder can't be read", Fatal: true, Table: datafile.TableName(path)})
				continue
			}
			for _, file := range inner {
				if !hidden(file.Name()) && !file.IsDir() && datafile.IsData(file.Name()) && count < maxFiles {
					add(g, filepath.Join(path, file.Name()))
				}
			}
		case datafile.IsData(entry.Name()) && !notData[strings.ToLower(entry.Name())]:
			add(g, path)
		}
		if len(g.parts) > 0 {
			groups = append(groups, g)
		} else if entry.IsDir() && datafile.IsData(entry.Name()) {
			problems = append(problems, Problem{Path: path, Message: "it is a folder, and no data file is in it", Fatal: true, Table: datafile.TableName(path)})
		}
	}
	return groups, problems, nil
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") }

// isDir reports whether an entry is a folder or a link to one that stays below root.
func isDir(root, path string, entry fs.DirEntry) bool {
	if entry.IsDir() {
		return true
	}
	if entry.Type()&fs.ModeSymlink == 0 {
		return false
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil || !below(root, target) {
		return false
	}
	info, err := os.Stat(target)
	return err == nil && info.IsDir()
}

// newPart resolves a file. One that leads out of the folder is a problem; what is no file is nothing.
func newPart(root, path string) (*part, *Problem) {
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, &Problem{Path: path, Message: "the link leads nowhere", Fatal: true, Table: datafile.TableName(path)}
	}
	if !below(root, target) {
		return nil, &Problem{Path: path, Message: "the link leads out of the folder; it is not followed", Fatal: true, Table: datafile.TableName(path)}
	}
	info, err := os.Stat(target)
	if err != nil || !info.Mode().IsRegular() {
		return nil, nil
	}
	return &part{path: target, size: info.Size(), mtime: info.ModTime().UnixNano()}, nil
}

// below reports whether a resolved path lies in a resolved folder.
func below(root, path string) bool {
	rel, err := filepath.Rel(root, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// sniffAll looks at a sample of every file, several at a time.
func sniffAll(ctx context.Context, groups []*group) error {
	var parts []*part
	for _, g := range groups {
		parts = append(parts, g.parts...)
	}
	if len(parts) == 0 {
		return nil
	}
	sample := max(sampleLeast, min(sampleBytes, sampleTotal/len(parts)))
	next := make(chan *part)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(parts)) {
		workers.Go(func() {
			for p := range next {
				p.shape = datafile.Sniff(p.path, sample)
			}
		})
	}
	var err error
	for _, p := range parts {
		if err = ctx.Err(); err != nil {
			break
		}
		next <- p
	}
	close(next)
	workers.Wait()
	return err
}

// addFiles adds the table of a group, if any of its files can be read.
func (d *Database) addFiles(ctx context.Context, g *group, known func(string) *symbol.Table, taken map[string]bool) ([]Problem, error) {
	var problems []Problem
	var good []*part
	for _, p := range g.parts {
		if p.shape.Format == datafile.Parquet && p.shape.Readable() {
			if err := d.describeParquet(ctx, p); err != nil {
				if ctx.Err() != nil {
					return nil, ctx.Err()
				}
				p.shape.Problems = append(p.shape.Problems, Problem{Path: p.path, Message: "no Parquet file: " + strings.ReplaceAll(plainError(err), p.path, filepath.Base(p.path)), Fatal: true})
			}
		}
		problems = append(problems, p.shape.Problems...)
		if p.shape.Readable() {
			good = append(good, p)
		}
	}
	name := datafile.TableName(g.path)
	defer func() {
		for i := range problems {
			problems[i].Table = name
		}
	}()
	if len(good) == 0 {
		return problems, nil
	}
	l := &loader{db: d, parts: good}
	var like *symbol.Table
	if known != nil {
		if like = known(datafile.BaseName(g.path)); like == nil {
			like = known(name)
		}
		if like != nil && strings.EqualFold(like.Name, name) {
			name = like.Name
		}
	}
	if taken[name] {
		given := name
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s_%d", given, n)
		}
		problems = append(problems, Problem{Path: g.path, Message: fmt.Sprintf("another file is the table %s; this one is %s", given, name), Harmless: true})
	}
	taken[name] = true
	l.name = name
	t := &symbol.Table{Name: name, Origin: filepath.Base(g.path)}
	problems = append(problems, l.design(t, like)...)
	d.AddTable(t, l.source())
	d.mu.Lock()
	d.loaders = append(d.loaders, l)
	d.mu.Unlock()
	return problems, nil
}

// plainError is an engine's message without its category and hints.
func plainError(err error) string {
	msg, _, _ := strings.Cut(err.Error(), "\n")
	if _, rest, ok := strings.Cut(msg, " Error: "); ok {
		msg = rest
	}
	return msg
}
