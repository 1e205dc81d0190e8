package duckdb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	duck "github.com/duckdb/duckdb-go-bindings"
	"go.uber.org/zap"
)

// Options configure an Engine. The zero value is good.
type Options struct {
	MemoryLimit int64  // bytes; 0: half of what the machine or the control group has
	Threads     int    // 0: one a processor
	TempDir     string // the parent of the spill folder; empty: the system's
	// Dirs are the folders whose files may be read and, by saving results, written. Nothing else is.
	Dirs []string
	// AllowHosts are the hosts that externaldata may read from, by https; none unless the user names them.
	AllowHosts []string
	Log        *zap.Logger // nil: no log
}

// Engine is one embedded database engine. It is safe for concurrent use; every query has a connection of its own.
type Engine struct {
	db      duck.Database
	log     *zap.Logger
	spill   string
	dirs    []string
	net     network
	names   atomic.Int64
	threads int

	mu     sync.Mutex
	idle   []*conn
	busy   int
	closed bool
}

var errClosed = errors.New("the engine is closed")

// Open starts an engine. It holds its data in memory and spills to a folder that Close removes.
func Open(o Options) (*Engine, error) {
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	if o.MemoryLimit <= 0 {
		o.MemoryLimit = memory() / 2
	}
	if o.Threads <= 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	spill, err := os.MkdirTemp(o.TempDir, "huntbook-spill-")
	if err != nil {
		return nil, err
	}
	e := &Engine{log: o.Log, spill: spill, threads: o.Threads, net: network{hosts: o.AllowHosts, public: publicAddress}}
	for _, d := range o.Dirs {
		abs, err := filepath.Abs(d)
		if err == nil {
			e.dirs = append(e.dirs, abs)
		}
	}
	if err := e.start(o); err != nil {
		_ = e.Close()
		return nil, err
	}
	return e, nil
}

func (e *Engine) start(o Options) error {
	var config duck.Config
	if duck.CreateConfig(&config) == duck.StateError {
		return errors.New("no memory for the engine's configuration")
	}
	defer duck.DestroyConfig(&config)
	for _, kv := range [][2]string{
		{"threads", strconv.Itoa(o.Threads)},
		{"memory_limit", strconv.FormatInt(o.MemoryLimit/1000, 10) + "KB"},
		{"temp_directory", e.spill},
		{"autoinstall_known_extensions", "false"},
		{"autoload_known_extensions", "false"},
		{"allow_community_extensions", "false"},
	} {
		if duck.SetConfig(config, kv[0], kv[1]) == duck.StateError {
			return fmt.Errorf("the engine does not know the setting %s", kv[0])
		}
	}
	var msg string
	if duck.OpenExt(":memory:", &e.db, config, &msg) == duck.StateError {
		return errors.New(msg)
	}
	ctx := context.Background()
	c, err := e.acquire()
	if err != nil {
		return err
	}
	defer e.release(c)
	for i, f := range allFunctions() {
		if err := c.register(i, f); err != nil {
			return err
		}
	}
	if err := c.createMacros(ctx); err != nil {
		return err
	}
	var dirs []string
	for _, d := range e.dirs {
		dirs = append(dirs, quote(d))
	}
	for _, sql := range []string{
		"SET GLOBAL allowed_directories = [" + strings.Join(append(dirs, quote(e.spill)), ", ") + "]",
		"SET GLOBAL enable_external_access = false",
		"SET GLOBAL lock_configuration = true",
	} {
		if err := c.exec(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

// createMacros defines all macros. One may use another that is defined later, so those that fail are tried again as
// long as that helps.
func (c *conn) createMacros(ctx context.Context) error {
	todo := allMacros()
	for len(todo) > 0 {
		var failed []macro
		var last error
		for _, m := range todo {
			if err := c.exec(ctx, "CREATE MACRO "+m.name+"("+m.params+") AS ("+m.sql+")"); err != nil {
				failed, last = append(failed, m), fmt.Errorf("macro %s: %w", m.name, err)
			}
		}
		if len(failed) == len(todo) {
			return last
		}
		todo = failed
	}
	return nil
}

// Close ends the engine; running queries are interrupted and its data is gone. It may be called more than once.
func (e *Engine) Close() error {
	e.mu.Lock()
	if e.closed {
		e.mu.Unlock()
		return nil
	}
	e.closed = true
	idle := e.idle
	e.idle = nil
	last := e.busy == 0
	e.mu.Unlock()
	for _, c := range idle {
		duck.Disconnect(&c.h)
	}
	if last {
		return e.end()
	}
	return nil
}

// end frees the database once no connection is in use.
func (e *Engine) end() error {
	if e.db.Ptr != nil {
		duck.Close(&e.db)
	}
	return os.RemoveAll(e.spill)
}

// acquire returns a connection that nobody else uses.
func (e *Engine) acquire() (*conn, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, errClosed
	}
	if n := len(e.idle); n > 0 {
		c := e.idle[n-1]
		e.idle = e.idle[:n-1]
		e.busy++
		return c, nil
	}
	c := &conn{}
	if duck.Connect(e.db, &c.h) == duck.StateError {
		return nil, errors.New("the engine gives no more connections")
	}
	e.busy++
	return c, nil
}

// release gives a connection back. Its results must be closed.
func (e *Engine) release(c *conn) {
	e.mu.Lock()
	e.busy--
	if !e.closed {
		e.idle = append(e.idle, c)
		e.mu.Unlock()
		return
	}
	last := e.busy == 0
	e.mu.Unlock()
	duck.Disconnect(&c.h)
	if last {
		if err := e.end(); err != nil {
			e.log.Warn("spill folder", zap.Error(err))
		}
	}
}

// name returns a table name that is not in use.
func (e *Engine) name(kind string) string {
	return kind + strconv.FormatInt(e.names.Add(1), 10)
}

// quote writes a SQL string literal.
func quote(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.IndexByte(s, 0) < 0 {
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	// A zero byte would end the statement's text.
	parts := strings.Split(s, "\x00")
	for i, p := range parts {
		parts[i] = "'" + strings.ReplaceAll(p, "'", "''") + "'"
	}
	return "(" + strings.Join(parts, " || chr(0) || ") + ")"
}

// ident writes a SQL identifier. Only names of files' columns come this way; the engine's own need no quotes.
func ident(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
