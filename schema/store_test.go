package schema

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

var folder = Connection{Name: "logs", Kind: KindFiles, Path: "data"}

func snapshotWith(tables ...string) *Snapshot {
	return &Snapshot{Connection: "logs", At: time.Unix(1, 0).UTC(), Current: "logs", Databases: []*symbol.Database{database("logs", tables...)}}
}

func encoded(t *testing.T, s *Snapshot, c Connection) []byte {
	data, err := s.Encode(c)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSnapshotRoundTrip(t *testing.T) {
	databases, err := ReadKusto([]byte(sampleSchema))
	if err != nil {
		t.Fatal(err)
	}
	databases[0].Tables["Logon"].Rows.Columns[0].Doc = "When."
	s := &Snapshot{Connection: "logs", At: time.Unix(99, 0).UTC(), Current: "sec", Databases: databases, Problems: []string{"one file is empty"}}
	got, err := DecodeSnapshot(encoded(t, s, folder), folder)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := dump(got.Database()), dump(databases[0]); a != b {
		t.Errorf("got\n%swant\n%s", a, b)
	}
	if got.Connection != "logs" || !got.At.Equal(s.At) || got.Current != "sec" || got.Problems[0] != s.Problems[0] || got.Database().Tables["Logon"].Rows.Columns[0].Doc != "When." {
		t.Errorf("%+v", got)
	}
	if got.Database().Tables["Logon"].Origin != "logs" {
		t.Error("a table says which connection it is of")
	}
}

func TestCache(t *testing.T) {
	ctx, cache := t.Context(), Cache{Dir: filepath.Join(t.TempDir(), "new", "schemas"), Root: "/w"}
	if _, err := cache.Load(folder); err == nil {
		t.Error("nothing is stored yet")
	}
	if err := cache.Save(ctx, folder, snapshotWith("A")); err != nil {
		t.Fatal(err)
	}
	if s, err := cache.Load(folder); err != nil || s.Database().Tables["A"] == nil {
		t.Errorf("%v, %v", s, err)
	}
	moved := folder
	moved.Path = "elsewhere"
	if _, err := cache.Load(moved); !errors.Is(err, errStale) {
		t.Errorf("other settings: %v", err)
	}
	if _, err := (Cache{Dir: cache.Dir, Root: "/other"}).Load(folder); err == nil {
		t.Error("another workspace has its own")
	}
	// What a killed writer leaves does not matter.
	if err := os.WriteFile(cache.file(folder)+".new", []byte(`{"version":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err := cache.Load(folder); err != nil || s.Database().Tables["A"] == nil {
		t.Errorf("after a killed writer: %v, %v", s, err)
	}
	if err := cache.Save(ctx, folder, snapshotWith("B")); err != nil {
		t.Fatal(err)
	}
	if s, err := cache.Load(folder); err != nil || s.Database().Tables["B"] == nil {
		t.Errorf("the next writer: %v, %v", s, err)
	}
	for _, text := range []string{"", "{", "null", `{"version": 999}`, `{"version":1,"key":"` + folder.key() + `","databases":[{"tables":[{"name":"T","columns":["odd"]}]}]}`} {
		if err := os.WriteFile(cache.file(folder), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := cache.Load(folder); err == nil && len(s.Database().Tables) != 0 {
			t.Errorf("%q: %+v", text, s)
		}
	}
}

func TestCacheLock(t *testing.T) {
	cache := Cache{Dir: t.TempDir()}
	unlock, err := lock(t.Context(), strings.TrimSuffix(cache.file(folder), ".json")+".lock")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*lockPoll)
	defer cancel()
	if err := cache.Save(ctx, folder, snapshotWith("A")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("another writer is at work: %v", err)
	}
	unlock()
	if err := cache.Save(t.Context(), folder, snapshotWith("A")); err != nil {
		t.Error(err)
	}
}

func TestStore(t *testing.T) {
	cache := Cache{Dir: t.TempDir(), Root: "/w"}
	if err := cache.Save(t.Context(), folder, snapshotWith("Old")); err != nil {
		t.Fatal(err)
	}
	release, changed := make(chan []byte), make(chan Connection, 8)
	var pulls, atOnce atomic.Int32
	s := NewStore(Options{Root: "/w", Cache: cache, Changed: func(c Connection) { changed <- c },
		Pull: func(ctx context.Context, c Connection) ([]byte, error) {
			if atOnce.Add(1) > 1 {
				t.Error("two pulls at once")
			}
			defer atOnce.Add(-1)
			pulls.Add(1)
			select {
			case data := <-release:
				if data == nil {
					return nil, errors.New("no such folder")
				}
				return data, nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}})
	defer s.Close()

	first := s.Catalog(folder)
	if first.Database().Tables["Old"] == nil || !s.Status(folder).Loading {
		t.Error("the stored snapshot answers while the pull is under way")
	}
	s.Catalog(folder)
	s.Refresh(folder) // one more, after the first
	release <- encoded(t, snapshotWith("New"), folder)
	if c := <-changed; c.Name != "logs" {
		t.Error(c)
	}
	if db := s.Catalog(folder).Database(); db.Tables["New"] == nil || db.Tables["Old"] != nil {
		t.Error("the new snapshot answers")
	}
	if first.Database().Tables["New"] != nil {
		t.Error("a catalog that was handed out has changed")
	}
	release <- nil
	<-changed
	if st := s.Status(folder); st.Err == nil || st.Tables != 1 {
		t.Errorf("a failed pull keeps what was known: %+v", st)
	}
	if s.Catalog(folder).Database().Tables["New"] == nil {
		t.Error("a failed pull keeps what was known")
	}
	if n := pulls.Load(); n != 2 {
		t.Errorf("%d pulls, want 2", n)
	}
}

// The same schema again is no news.
func TestStoreQuiet(t *testing.T) {
	pulled, changes := make(chan bool, 8), atomic.Int32{}
	s := NewStore(Options{Changed: func(Connection) { changes.Add(1) }, Pull: func(context.Context, Connection) ([]byte, error) {
		defer func() { pulled <- true }()
		snapshot := snapshotWith("A")
		snapshot.At = time.Now()
		return snapshot.Encode(folder)
	}})
	for range 3 {
		s.Refresh(folder)
		<-pulled
		for s.Status(folder).Loading {
			time.Sleep(time.Millisecond)
		}
	}
	s.Close()
	if n := changes.Load(); n != 1 {
		t.Errorf("told %d times, want 1", n)
	}
}

func TestStoreClose(t *testing.T) {
	s := NewStore(Options{Pull: func(ctx context.Context, c Connection) ([]byte, error) { <-ctx.Done(); return nil, ctx.Err() }})
	s.Catalog(folder)
	s.Close()
	if db := s.Catalog(Connection{Name: "other", Kind: KindKusto, Database: "d"}).Database(); !db.Loading {
		t.Error("nothing is known")
	}
}

func TestSchemaFile(t *testing.T) {
	root := t.TempDir()
	c := Connection{Name: "shape", Kind: KindSchema, Path: "s.json"}
	s := NewStore(Options{Root: root})
	defer s.Close()
	if db := s.Catalog(c).Database(); !db.Loading || s.Status(c).Err == nil {
		t.Error("there is no file: no name is an error, and the status says why")
	}
	if err := os.WriteFile(filepath.Join(root, "s.json"), []byte(sampleSchema), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Refresh(c)
	for s.Status(c).Loading {
		time.Sleep(time.Millisecond)
	}
	if db := s.Catalog(c).Database(); db.Loading || db.Tables["Logon"] == nil || db.Tables["Logon"].Origin != "shape" {
		t.Errorf("%+v, %v", db, s.Status(c).Err)
	}
}
