package duckdb

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/controller/result"
)

// maxExternal bounds the bytes of one address, unpacked.
const maxExternal = 256 << 20

// external reads the records behind the addresses, one after the other.
func (s *resultSet) external(ctx context.Context, t *plan.External) (rowsIn, error) {
	var records [][]string
	for _, uri := range t.URIs {
		files, err := s.engine.openExternal(ctx, uri, t.Only)
		if err != nil {
			return rowsIn{}, err
		}
		for _, f := range files {
			format := t.Format
			if format == "" {
				format = formatOf(f.name)
			}
			var more [][]string
			if format == "parquet" {
				more, err = s.parquetRecords(ctx, f.data, t)
			} else {
				more, err = readRecords(f.data, format, t)
			}
			if err != nil {
				return rowsIn{}, &result.QueryError{Code: codeFailed, Message: "externaldata: " + f.name + ": " + err.Error()}
			}
			records = append(records, more...)
			if len(records) > maxStaged {
				return rowsIn{}, &result.QueryError{Code: codeMemory, Message: "externaldata: too many records"}
			}
		}
	}
	return ofTexts(records, len(t.Names)), nil
}

// externalFile is the bytes of a file behind an address, unpacked.
type externalFile struct {
	name string
	data []byte
}

// openExternal reads what an address names: a file of the engine's folders, or over the network from a host that the
// user has allowed. What is packed is unpacked.
func (e *Engine) openExternal(ctx context.Context, uri, only string) ([]externalFile, error) {
	address, _, _ := strings.Cut(uri, ";") // credentials follow; none are sent
	name := address
	var data []byte
	var err error
	u, parsed := url.Parse(address)
	switch {
	case parsed == nil && len(u.Scheme) > 1 && u.Scheme != "file":
		name = u.Path
		data, err = e.net.get(ctx, u)
	default:
		if parsed == nil && u.Scheme == "file" {
			address = u.Path
		}
		data, err = e.readLocal(address)
	}
	if err != nil {
		var q *result.QueryError
		if errors.As(err, &q) || ctx.Err() != nil {
			return nil, err
		}
		return nil, &result.QueryError{Code: codeFailed, Message: "externaldata: " + err.Error()}
	}
	files, err := unpack(path.Base(filepath.ToSlash(name)), data, only)
	if err != nil {
		return nil, &result.QueryError{Code: codeFailed, Message: "externaldata: " + path.Base(name) + ": " + err.Error()}
	}
	return files, nil
}

// readLocal reads a file below one of the engine's folders; a relative path is tried in each of them.
func (e *Engine) readLocal(name string) ([]byte, error) {
	refused := &result.QueryError{Code: codeFailed, Message: fmt.Sprintf("externaldata: there is no file %q below the data folder; only files there are read", filepath.Base(name))}
	for _, dir := range e.dirs {
		at := name
		if !filepath.IsAbs(at) {
			at = filepath.Join(dir, filepath.FromSlash(at))
		}
		root, err := filepath.EvalSymlinks(dir)
		if err != nil {
			continue
		}
		target, err := filepath.EvalSymlinks(at)
		if err != nil || !below(root, target) {
			continue
		}
		info, err := os.Stat(target)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		if info.Size() > maxExternal {
			return nil, tooLarge(name)
		}
		return os.ReadFile(target)
	}
	return nil, refused
}

func tooLarge(name string) error {
	return &result.QueryError{Code: codeFailed, Message: fmt.Sprintf("externaldata: %s is larger than the limit of %d MiB", path.Base(name), maxExternal>>20)}
}

// unpack returns the files in data: the members of a zip archive whose names match, the content of a gzip file, or data.
func unpack(name string, data []byte, only string) ([]externalFile, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\x1f\x8b")):
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		plain, err := readCapped(z)
		return []externalFile{{strings.TrimSuffix(name, ".gz"), plain}}, err
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil, err
		}
		var files []externalFile
		total := 0
		for _, f := range z.File {
			if f.FileInfo().IsDir() {
				continue
			}
			if match, err := path.Match(only, path.Base(f.Name)); only != "" && (err != nil || !match) {
				continue
			}
			r, err := f.Open()
			if err != nil {
				return nil, err
			}
			plain, err := readCapped(r)
			r.Close()
			if err != nil {
				return nil, err
			}
			if total += len(plain); total > maxExternal {
				return nil, errTooLarge
			}
			files = append(files, externalFile{f.Name, plain})
		}
		return files, nil
	}
	return []externalFile{{name, data}}, nil
}

var errTooLarge = fmt.Errorf("more than %d MiB", maxExternal>>20)

// readCapped reads to the end, or fails behind the limit.
func readCapped(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(bufio.NewReader(r), maxExternal+1))
	if err == nil && len(data) > maxExternal {
		err = errTooLarge
	}
	return data, err
}

// formatOf tells the format of a file from its name; one that says nothing is taken for CSV.
func formatOf(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".tsv", ".tab":
		return "tsv"
	case ".psv":
		return "psv"
	case ".scsv":
		return "scsv"
	case ".txt", ".log":
		return "txt"
	case ".raw":
		return "raw"
	case ".json", ".ndjson", ".jsonl":
		return "multijson"
	case ".parquet":
		return "parquet"
	}
	return "csv"
}

// parquetRecords reads a Parquet file as texts, its columns by their names.
func (s *resultSet) parquetRecords(ctx context.Context, data []byte, t *plan.External) ([][]string, error) {
	f, err := os.CreateTemp(s.engine.spill, "external-*.parquet")
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return nil, err
	}
	c, err := s.engine.acquire()
	if err != nil {
		return nil, err
	}
	defer s.engine.release(c)
	from := "read_parquet(" + quote(f.Name()) + ")"
	described, err := c.strings(ctx, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM "+from+")")
	if err != nil {
		return nil, errors.New(plainError(err))
	}
	var list []string
	for _, name := range t.Names {
		x := "''"
		for _, d := range described {
			if d[0] != name {
				continue
			}
			x = ident(name) + "::VARCHAR"
			if strings.ContainsAny(d[1], "([") && !strings.HasPrefix(d[1], "DECIMAL") {
				x = "to_json(" + ident(name) + ")::VARCHAR"
			}
		}
		list = append(list, x)
	}
	records, err := c.strings(ctx, "SELECT "+strings.Join(list, ", ")+" FROM "+from)
	if err != nil {
		return nil, errors.New(plainError(err))
	}
	return records, nil
}
