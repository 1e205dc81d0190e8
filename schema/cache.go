package schema

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Cache is the folder where snapshots survive: one file for each connection of a workspace.
//
// A file is replaced by renaming, so a reader, or a writer that is killed, never leaves half of one. Writers of the same
// connection take turns by a lock file, which the system frees when its holder dies.
type Cache struct {
	Dir  string
	Root string // the workspace root: connections of the same name in other workspaces have files of their own
}

// UserCache returns the cache of this user, in the folder that the system has for such files.
func UserCache(root string) (Cache, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return Cache{}, err
	}
	return Cache{Dir: filepath.Join(dir, "huntbook", "schemas"), Root: root}, nil
}

// key identifies everything about a connection that decides which tables it has.
func (c Connection) key() string {
	return hash(c.Name, string(c.Kind), c.Path, c.Cluster, c.Database, strings.Join(c.Workspaces, ","), c.Tenant, c.Cloud)
}

func hash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:12])
}

// file is named by the connection's name, not by its settings, so that a changed setting leaves no file behind. Folders
// that no configuration names are all called "local"; they differ by their path, in whatever workspace.
func (c Cache) file(conn Connection) string {
	if conn.Name == LocalName {
		return filepath.Join(c.Dir, hash(LocalName, conn.Path)+".json")
	}
	return filepath.Join(c.Dir, hash(c.Root, conn.Name)+".json")
}

// Load returns the stored snapshot of a connection. A damaged file, or one of other settings, is an error like a missing
// one: the schema is not known yet.
func (c Cache) Load(conn Connection) (*Snapshot, error) {
	data, err := os.ReadFile(c.file(conn))
	if err != nil {
		return nil, err
	}
	return DecodeSnapshot(data, conn)
}

// Save stores the snapshot of a connection. It waits for another writer as long as ctx allows.
func (c Cache) Save(ctx context.Context, conn Connection, s *Snapshot) error {
	data, err := s.Encode(conn)
	if err != nil {
		return err
	}
	return c.write(ctx, conn, data)
}

func (c Cache) write(ctx context.Context, conn Connection, data []byte) error {
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return err
	}
	path := c.file(conn)
	unlock, err := lock(ctx, strings.TrimSuffix(path, ".json")+".lock")
	if err != nil {
		return err
	}
	defer unlock()
	// Alone here: what another writer left unfinished is garbage.
	temp := path + ".new"
	f, err := os.OpenFile(temp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		os.Remove(temp)
	}
	return err
}

// lockPoll is how often a waiting writer looks again.
const lockPoll = 20 * time.Millisecond

// lock takes the lock file, and waits for it as long as ctx allows.
func lock(ctx context.Context, path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		held, err := tryLock(f)
		if err != nil {
			f.Close()
			return nil, fmt.Errorf("locking %s: %w", path, err)
		}
		if held {
			return func() { f.Close() }, nil
		}
		select {
		case <-ctx.Done():
			f.Close()
			return nil, ctx.Err()
		case <-time.After(lockPoll):
		}
	}
}
