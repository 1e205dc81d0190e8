package controller

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/memory"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/schema"
)

// fake is an engine that looks for words in a query: `take N` yields N rows, `boom` is refused at that word, `forever`
// runs until it is cancelled, `panics` panics, `twice` yields two results, `render` a time chart.
type fake struct {
	mu      sync.Mutex
	queries []string // as they were run, with the connection before
	asked   []backend.Query
	saved   map[string]backend.Kept
	begun   chan struct{} // a value for each forever that began
}

func (f *fake) Local() bool  { return true }
func (f *fake) Close() error { return nil }

func (f *fake) Store(string) (backend.Store, error) { return &fakeStore{fake: f}, nil }

func (f *fake) Open(_ context.Context, conn schema.Connection, folder string) (backend.Backend, bind.Catalog, error) {
	if conn.Name == "down" {
		return nil, nil, &result.QueryError{Code: "HB900", Message: "nobody answers"}
	}
	return &fakeBackend{f, conn.Name}, nil, nil
}

type fakeBackend struct {
	*fake
	name string
}

var takes = regexp.MustCompile(`take (\d+)`)

func (b *fakeBackend) Run(ctx context.Context, q backend.Query) (result.Set, error) {
	b.mu.Lock()
	b.queries = append(b.queries, b.name+": "+q.Text)
	b.asked = append(b.asked, q)
	b.mu.Unlock()
	if at := strings.Index(q.Text, "boom"); at >= 0 {
		return nil, &result.QueryError{Code: "KS999", Message: "boom", Start: at, End: at + 4}
	}
	if strings.Contains(q.Text, "panics") {
		panic("at the disco")
	}
	if strings.Contains(q.Text, "forever") {
		b.begun <- struct{}{}
		<-ctx.Done()
		return nil, ctx.Err()
	}
	rows := 3
	if m := takes.FindStringSubmatch(q.Text); m != nil {
		rows, _ = strconv.Atoi(m[1])
	}
	set := &fakeSet{}
	for range 1 + strings.Count(q.Text, "twice") {
		r := result.Result{}
		r.Reader, _ = table(rows).Read(ctx)
		if strings.Contains(q.Text, "render") {
			r.Chart = &result.Chart{Kind: "timechart"}
		}
		set.list = append(set.list, r)
	}
	return set, nil
}

// table has rows of a number, a time and a text.
func table(rows int) *memory.Table {
	b := &result.Batch{Len: rows, Cols: []result.Vector{{Type: symbol.Long}, {Type: symbol.Datetime}, {Type: symbol.String}}}
	for i := range rows {
		b.Cols[0].Ints = append(b.Cols[0].Ints, int64(i))
		b.Cols[1].Ints = append(b.Cols[1].Ints, 638000000000000000+int64(i)*864000000000)
		b.Cols[2].Strings = append(b.Cols[2].Strings, fmt.Sprintf("row %d", i))
	}
	return memory.New([]result.Column{{Name: "n", Type: symbol.Long}, {Name: "at", Type: symbol.Datetime}, {Name: "text", Type: symbol.String}}, b)
}

type fakeSet struct{ list []result.Result }

func (s *fakeSet) Close() error { return nil }
func (s *fakeSet) Next(context.Context) (result.Result, error) {
	if len(s.list) == 0 {
		return result.Result{}, io.EOF
	}
	r := s.list[0]
	s.list = s.list[1:]
	return r, nil
}

// fakeStore keeps in memory, and saves in the fake.
type fakeStore struct {
	memory.Store
	fake *fake
}

type fakeKept struct {
	backend.Kept
	fake *fake
}

func (s *fakeStore) Keep(ctx context.Context, r result.Result, max int64) (backend.Kept, error) {
	k, err := s.Store.Keep(ctx, r, max)
	if err != nil {
		return nil, err
	}
	return &fakeKept{k, s.fake}, nil
}

func (s *fakeStore) Load(_ context.Context, path string) (backend.Kept, error) {
	s.fake.mu.Lock()
	defer s.fake.mu.Unlock()
	if k := s.fake.saved[path]; k != nil {
		return k, nil
	}
	return nil, fmt.Errorf("%s is no table", filepath.Base(path))
}

func (k *fakeKept) Save(_ context.Context, path string) error {
	k.fake.mu.Lock()
	defer k.fake.mu.Unlock()
	k.fake.saved[path] = k.Kept
	return writeBytes(path, []byte("PAR1"))
}

// bench is a service with a fake engine and one notebook.
type bench struct {
	t      *testing.T
	s      *Service
	fake   *fake
	dir    string
	mu     sync.Mutex
	events []Event
	values map[string]string
	cells  []Cell
	v      int
}

const uri = "file:///nb"

func newBench(t *testing.T, config string) *bench {
	t.Helper()
	b := &bench{t: t, dir: t.TempDir(), fake: &fake{saved: map[string]backend.Kept{}, begun: make(chan struct{}, 9)}}
	if config != "" {
		if err := writeBytes(filepath.Join(b.dir, "huntbook.json"), []byte(config)); err != nil {
			t.Fatal(err)
		}
	}
	b.restart()
	t.Cleanup(func() { b.s.Close() })
	return b
}

// restart is a controller that died and came back.
func (b *bench) restart() {
	if b.s != nil {
		b.s.Close()
	}
	b.v = 0
	b.s = NewService(Options{Version: "0", Emit: b.take, Backends: func(string, *schema.Config, TokenFunc) Backends { return b.fake }})
	b.s.Initialize(InitializeParams{Root: b.dir, Trusted: true})
}

func (b *bench) take(e Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.events = append(b.events, e)
}

// sync sends cells, written as `-- id` and text.
func (b *bench) sync(text string) map[string]CellState {
	b.t.Helper()
	b.cells = nil
	for part := range strings.SplitSeq("\n"+text, "\n-- ") {
		if id, body, _ := strings.Cut(part, "\n"); strings.TrimSpace(id) != "" {
			b.cells = append(b.cells, Cell{ID: id, Kind: "code", Language: "kusto", Text: body})
		}
	}
	return b.send()
}

func (b *bench) send() map[string]CellState {
	b.v++
	r := b.s.Sync(SyncParams{Notebook: uri, Path: filepath.Join(b.dir, "nb.kqlnb"), Version: b.v, Cells: b.cells})
	states := map[string]CellState{}
	for _, s := range r.States {
		states[s.Cell] = s
	}
	return states
}

func (b *bench) run(mode string, cells ...string) RunResult {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	r, err := b.s.Run(ctx, RunParams{Notebook: uri, Mode: mode, Cells: cells, Params: b.values})
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

// told returns the kinds of events since the last call, as "cell kind"; states and progress are left out.
func (b *bench) told() string {
	var list []string
	for _, e := range b.drain() {
		if e.Kind != "states" && e.Kind != "progress" {
			list = append(list, e.Cell+" "+e.Kind)
		}
	}
	return strings.Join(list, ", ")
}

func (b *bench) drain() []Event {
	b.mu.Lock()
	defer b.mu.Unlock()
	events := b.events
	b.events = nil
	return events
}

// states is the state of all cells, in order.
func (b *bench) states() string {
	states := b.send()
	var list []string
	for _, c := range b.cells {
		list = append(list, c.ID+" "+states[c.ID].State)
	}
	return strings.Join(list, ", ")
}

func (b *bench) expect(what, got, want string) {
	b.t.Helper()
	if got != want {
		b.t.Errorf("%s:\ngot  %s\nwant %s", what, got, want)
	}
}
