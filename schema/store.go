package schema

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// Pull fetches the schema of a connection and returns it as Snapshot.Encode does. It may take long, and may use much
// memory in a process of its own; it is called for one connection once at a time.
type Pull func(ctx context.Context, c Connection) ([]byte, error)

// Options are the surroundings of a Store.
type Options struct {
	Root  string // the workspace root
	Cache Cache  // a zero Dir: nothing is stored
	// Pull fetches schemas; nil: only what the cache holds, the bundled tables and schema files are known.
	Pull Pull
	// Changed is called, from a goroutine of the store's, when there is something new to know about a connection.
	Changed func(c Connection)
	// MaxAge is the age at which a snapshot is renewed when it is asked for; 0: ten minutes.
	MaxAge time.Duration
	// PullTimeout ends a pull that takes too long; 0: two minutes.
	PullTimeout time.Duration
}

// retryAfter is how long a failed pull is left alone, unless Refresh asks for it.
const retryAfter = time.Minute

// Store keeps the schema of each connection. Its methods are safe for concurrent use and never wait for a pull.
type Store struct {
	options Options
	ctx     context.Context
	stop    context.CancelFunc
	flights sync.WaitGroup

	mu      sync.Mutex
	closed  bool
	entries map[string]*entry // by Connection.key
}

// entry is what is known about one connection. Fields are guarded by Store.mu, except that only the goroutine that set
// reading reads the disk.
type entry struct {
	conn     Connection
	ready    chan struct{} // closed when the disk was looked at
	snapshot *Snapshot
	stored   []byte // the snapshot's form, to see whether the next one differs
	catalog  *Catalog
	flying   bool // a pull is under way
	again    bool // and another one is wanted after it
	tried    time.Time
	err      error // of the last pull
}

// NewStore returns a store. Close ends it.
func NewStore(o Options) *Store {
	if o.MaxAge == 0 {
		o.MaxAge = 10 * time.Minute
	}
	if o.PullTimeout == 0 {
		o.PullTimeout = 2 * time.Minute
	}
	s := &Store{options: o, entries: map[string]*entry{}}
	s.ctx, s.stop = context.WithCancel(context.Background())
	return s
}

// Close stops what is under way and waits for its end.
func (s *Store) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.stop()
	s.flights.Wait()
}

// Catalog returns what is known about a connection now, and has it renewed where that is due.
func (s *Store) Catalog(c Connection) *Catalog {
	e := s.entry(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	due := e.tried.IsZero() || e.err == nil && now.Sub(e.tried) > s.options.MaxAge || e.err != nil && now.Sub(e.tried) > retryAfter
	if due && !e.flying {
		s.fly(e)
	}
	return e.catalog
}

// Refresh has the schema of a connection fetched anew, also while an earlier fetch is under way.
func (s *Store) Refresh(c Connection) {
	e := s.entry(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	if e.flying {
		e.again = true
		return
	}
	s.fly(e)
}

// Status says how a connection's schema is.
type Status struct {
	Loading  bool      // a fetch is under way
	At       time.Time // of the snapshot; zero: there is none
	Tables   int       // of the snapshot's current database
	Problems []string  // of the snapshot
	Err      error     // of the last fetch
}

// Status returns how a connection's schema is. It starts nothing.
func (s *Store) Status(c Connection) Status {
	e := s.entry(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	st := Status{Loading: e.flying, Err: e.err}
	if e.snapshot != nil {
		st.At, st.Problems, st.Tables = e.snapshot.At, e.snapshot.Problems, len(e.snapshot.Database().Tables)
	}
	return st
}

// entry returns what is known about a connection; on first sight, after a look at the disk.
func (s *Store) entry(c Connection) *entry {
	key := c.key()
	s.mu.Lock()
	e, ok := s.entries[key]
	if !ok {
		e = &entry{conn: c, ready: make(chan struct{})}
		s.entries[key] = e
	}
	s.mu.Unlock()
	if ok {
		<-e.ready
		return e
	}
	var snapshot *Snapshot
	var stored []byte
	var err error
	switch {
	case c.Kind == KindSchema:
		snapshot, err = ReadSchemaFile(c, s.options.Root)
	case s.options.Cache.Dir != "":
		snapshot, _ = s.options.Cache.Load(c)
	}
	catalog := c.Catalog(snapshot)
	if snapshot != nil {
		stored = timeless(snapshot, c)
	}
	s.mu.Lock()
	e.snapshot, e.stored, e.catalog, e.err = snapshot, stored, catalog, err
	if c.Kind == KindSchema {
		e.tried = time.Now()
	}
	s.mu.Unlock()
	close(e.ready)
	return e
}

// fly starts a pull. s.mu is held.
func (s *Store) fly(e *entry) {
	if s.closed || !s.canPull(e.conn) {
		e.tried = time.Now()
		return
	}
	e.flying, e.tried = true, time.Now()
	s.flights.Go(func() {
		for {
			news := s.pull(e)
			s.mu.Lock()
			again := e.again && !s.closed
			e.again, e.flying = false, again
			s.mu.Unlock()
			if news && s.options.Changed != nil {
				s.options.Changed(e.conn)
			}
			if !again {
				return
			}
		}
	})
}

func (s *Store) canPull(c Connection) bool {
	switch c.Kind {
	case KindSchema:
		return true
	case KindFiles, KindKusto:
		return s.options.Pull != nil
	}
	return false
}

// pull fetches once and reports whether anything is different now.
func (s *Store) pull(e *entry) (news bool) {
	snapshot, err := s.fetch(e.conn)
	var stored []byte
	var catalog *Catalog
	if err == nil {
		stored, catalog = timeless(snapshot, e.conn), e.conn.Catalog(snapshot)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	news = (err == nil) != (e.err == nil) || err != nil && err.Error() != e.err.Error()
	e.err, e.tried = err, time.Now()
	if err == nil {
		if !bytes.Equal(stored, e.stored) {
			news = true
			e.stored, e.catalog = stored, catalog
		}
		e.snapshot = snapshot
	}
	return news
}

func (s *Store) fetch(c Connection) (*Snapshot, error) {
	if c.Kind == KindSchema {
		return ReadSchemaFile(c, s.options.Root)
	}
	ctx, cancel := context.WithTimeout(s.ctx, s.options.PullTimeout)
	defer cancel()
	data, err := s.options.Pull(ctx, c)
	if err != nil {
		return nil, err
	}
	return DecodeSnapshot(data, c)
}

// timeless is the stored form without the moment: equal for snapshots that say the same.
func timeless(s *Snapshot, c Connection) []byte {
	same := *s
	same.At = time.Time{}
	data, err := same.Encode(c)
	if err != nil {
		return nil
	}
	return data
}

// maxSchemaFile bounds a schema file, in bytes.
const maxSchemaFile = 256 << 20

// ReadSchemaFile reads the file of a connection of kind schema. Its first database is the current one, unless the
// connection names one.
func ReadSchemaFile(c Connection, root string) (*Snapshot, error) {
	path := c.Resolve(root)
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", path)
	}
	if info.Size() > maxSchemaFile {
		return nil, fmt.Errorf("%s is larger than %d MB", path, maxSchemaFile>>20)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return SnapshotOf(c, info.ModTime(), text)
}

// SnapshotOf makes a snapshot of what `.show databases schema as json` said.
func SnapshotOf(c Connection, at time.Time, text []byte) (*Snapshot, error) {
	databases, err := ReadKusto(text)
	if err != nil {
		return nil, err
	}
	if len(databases) == 0 {
		return nil, errors.New("the schema holds no database")
	}
	s := &Snapshot{Connection: c.Name, At: at, Databases: databases, Current: c.Database}
	if s.Current == "" {
		s.Current = databases[0].Name
	} else if s.Database().Loading {
		s.Problems = append(s.Problems, fmt.Sprintf("the cluster shows no database %q", c.Database))
	}
	for _, db := range databases {
		for _, t := range db.Tables {
			t.Origin = c.Name
		}
		for _, f := range db.Functions {
			f.Origin = c.Name
		}
	}
	return s, nil
}
