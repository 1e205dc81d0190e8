package duckdb

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// savedKey is the key of our entry in a Parquet file's metadata.
const savedKey = "huntbook"

// saved is what we add to a Parquet file: the columns' names and KQL types, and how datetimes are stored.
type saved struct {
	Version   int           `json:"version"`
	Columns   []savedColumn `json:"columns"`
	Truncated bool          `json:"truncated,omitempty"`
}

type savedColumn struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Stamp bool   `json:"stamp,omitempty"` // a datetime that is a timestamp in the file; else ticks
}

// Save implements backend.Kept.
func (k *kept) Save(ctx context.Context, path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	tmp := path + ".tmp" + itoa(os.Getpid()) + k.engine.name("-")
	err = k.use(func(c *conn) error {
		meta := saved{Version: 1, Truncated: k.truncated}
		var list []string
		used := map[string]int{}
		for i, col := range k.columns {
			value, stamp := "r"+itoa(i+1), k.stamps[i]
			if col.Type == symbol.Datetime && !stamp {
				whole, err := k.wholeMicros(ctx, c, value)
				if err != nil {
					return err
				}
				if whole { // other programs read a timestamp, and nothing of it is lost
					value, stamp = "kql_timestamp("+value+")", true
				}
			}
			meta.Columns = append(meta.Columns, savedColumn{col.Name, col.Type.String(), stamp})
			// DuckDB's names do not differ by case alone.
			name := col.Name
			if used[strings.ToLower(name)]++; used[strings.ToLower(name)] > 1 || name == "" {
				name += "_" + itoa(i+1)
			}
			list = append(list, value+" AS "+ident(name))
		}
		if len(list) == 0 {
			list = []string{"1 AS r1"}
		}
		text, err := json.Marshal(meta)
		if err != nil {
			return err
		}
		return c.exec(ctx, "COPY (SELECT "+strings.Join(list, ", ")+" FROM "+k.name+" ORDER BY rowid) TO "+quote(tmp)+
			" (FORMAT parquet, COMPRESSION zstd, KV_METADATA {"+savedKey+": "+quote(string(text))+"})")
	})
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		_ = os.Remove(tmp)
	}
	return queryError(err)
}

// wholeMicros reports whether no value of a column of ticks has a seventh digit.
func (k *kept) wholeMicros(ctx context.Context, c *conn, column string) (bool, error) {
	rows, err := c.strings(ctx, "SELECT (count(*) = 0)::VARCHAR FROM "+k.name+" WHERE "+column+" % 10 <> 0")
	return err == nil && rows[0][0] == "true", err
}

// Load implements backend.Store.
func (e *Engine) Load(ctx context.Context, path string) (backend.Kept, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	c, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer e.release(c)
	rows, err := c.strings(ctx, "SELECT decode(value)::VARCHAR FROM parquet_kv_metadata("+quote(path)+") WHERE decode(key) = "+quote(savedKey))
	if err != nil {
		return nil, queryError(err)
	}
	var meta saved
	if len(rows) != 1 || json.Unmarshal([]byte(rows[0][0]), &meta) != nil || meta.Version != 1 {
		return nil, &result.QueryError{Code: codeInvalid, Message: filepath.Base(path) + " is not a saved result"}
	}
	k := &kept{engine: e, name: e.name("kept"), truncated: meta.Truncated}
	var names []string
	for i, col := range meta.Columns {
		t, ok := symbol.TypeNamed(col.Type)
		if !ok {
			return nil, &result.QueryError{Code: codeInvalid, Message: filepath.Base(path) + " is not a saved result"}
		}
		k.columns = append(k.columns, result.Column{Name: col.Name, Type: t})
		k.stamps = append(k.stamps, col.Stamp)
		names = append(names, "r"+itoa(i+1))
	}
	if len(names) == 0 {
		names = []string{"r1"}
	}
	err = c.exec(ctx, "CREATE TABLE "+k.name+" AS SELECT * FROM read_parquet("+quote(path)+") AS t("+strings.Join(names, ", ")+")")
	if err == nil {
		err = k.count(ctx, c)
	}
	if err != nil {
		return nil, queryError(err)
	}
	return k, nil
}
