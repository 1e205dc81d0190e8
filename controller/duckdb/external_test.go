package duckdb

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/controller/backend"
)

func gzipOf(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipOf(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Records of each format become rows of the declared types; what a field cannot hold is null.
func TestExternalFiles(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "data")
	files := map[string][]byte{
		"data/hosts.csv":    []byte("\xef\xbb\xbfhost,seen,n\n\"dc, 01\",2024-05-01T10:00:00Z,3\nws,,many\n"),
		"data/list.txt":     []byte("one\r\n\ntwo,2\n"),
		"data/semi.dat":     []byte("a;1\nb;2\n"),
		"data/packed.tsv":   gzipOf(t, "a\t1\nb\t2\n"),
		"data/events.json":  []byte("{\"User\":\"bob\",\"Data\":{\"port\":22},\"Extra\":1}\n{\"User\":null,\"Data\":[1]}\n"),
		"data/array.json":   []byte("[{\"a\":{\"b\":[7,8]}},{\"a\":5}]"),
		"data/two.zip":      zipOf(t, map[string]string{"x.csv": "in x\n", "y.log": "in y\n"}),
		"data/sub/deep.csv": []byte("deep\n"),
		"secret.csv":        []byte("secret\n"),
	}
	for name, data := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(root, "secret.csv"), filepath.Join(dir, "link.csv")); err != nil {
		t.Fatal(err)
	}
	e, err := Open(Options{Dirs: []string{dir}, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	db := e.Database("Test")
	for _, c := range []struct{ query, want string }{
		{`externaldata(host: string, seen: datetime, n: long)["hosts.csv"] with (ignoreFirstRecord=true)`,
			"host:string | seen:datetime | n:long\n\"dc, 01\" | 2024-05-01T10:00:00.0000000Z | 3\n\"ws\" | null | null\n"},
		{`externaldata(line: string)["list.txt"]`, "line:string\n\"one\"\n\"\"\n\"two,2\"\n"},
		{`externaldata(k: string, v: int)["semi.dat"] with (format="scsv")`, "k:string | v:int\n\"a\" | 1\n\"b\" | 2\n"},
		{`externaldata(k: string, v: int)["packed.tsv"] with (format="tsv")`, "k:string | v:int\n\"a\" | 1\n\"b\" | 2\n"},
		{`externaldata(User: string, Data: dynamic)["events.json"] | extend port = Data.port`,
			"User:string | Data:dynamic | port:dynamic\n\"bob\" | {\"port\":22} | 22\n\"\" | [1] | null\n"},
		{`externaldata(x: long)["array.json"] with (format="multijson", ingestionMapping='[{"Column":"x","Properties":{"Path":"$.a.b[1]"}}]')`,
			"x:long\n8\nnull\n"},
		{`externaldata(x: string)["two.zip"] with (format="txt", zipPattern="*.csv")`, "x:string\n\"in x\"\n"},
		{`externaldata(x: string)["sub/deep.csv", "list.txt"] with (format="raw") | count`, "Count:long\n2\n"},
		{`externaldata(x: string)["../secret.csv"]`, "there is no file \"secret.csv\" below the data folder"},
		{`externaldata(x: string)["link.csv"]`, "there is no file \"link.csv\" below the data folder"},
		{`externaldata(x: string)["http://example.test/a.csv"]`, "by https only"},
		{`externaldata(x: string)["https://example.test/a.csv"]`, "allow this host"},
		{`externaldata(x: string)["hosts.csv"] with (format="avro")`, "externaldata of the format avro"},
	} {
		got := runText(t, db, backend.Query{Text: c.query})
		if refused := strings.Contains(got, "error "); !refused && got != c.want || refused && !strings.Contains(got, c.want) {
			t.Errorf("%s\ngot:\n%s\nwant:\n%s", c.query, got, c.want)
		}
	}
}

// The network is reached only by https, at allowed hosts, at public addresses, behind every redirect too.
func TestExternalNetwork(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, "https://elsewhere.test/x", http.StatusFound)
		case "/plain":
			http.Redirect(w, r, "http://127.0.0.1/x", http.StatusFound)
		case "/gone":
			http.NotFound(w, r)
		default:
			w.Write([]byte("hello"))
		}
	}))
	defer server.Close()
	get := func(path string, hosts []string, anywhere bool) (string, error) {
		n := network{hosts: hosts, public: publicAddress, tls: server.Client().Transport.(*http.Transport).TLSClientConfig}
		if anywhere {
			n.public = func(netip.Addr) bool { return true }
		}
		u, err := url.Parse(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		data, err := n.get(context.Background(), u)
		return string(data), err
	}
	here := []string{"127.0.0.1"}
	if got, err := get("/", here, true); got != "hello" || err != nil {
		t.Errorf("an allowed host: %q, %v", got, err)
	}
	for _, c := range []struct {
		path, want string
		hosts      []string
		anywhere   bool
	}{
		{"/", "allow this host", nil, true},
		{"/", "no public address", here, false},
		{"/away", "elsewhere.test", here, true},
		{"/plain", "https only", here, true},
		{"/gone", "404", here, true},
	} {
		if _, err := get(c.path, c.hosts, c.anywhere); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v does not tell %q", c.path, err, c.want)
		}
	}
}

func TestPublicAddress(t *testing.T) {
	for text, want := range map[string]bool{
		"8.8.8.8": true, "2606:4700::1111": true, "127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false,
		"169.254.169.254": false, "100.64.0.1": false, "0.0.0.0": false, "::1": false, "fe80::1": false, "fd00::1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "224.0.0.1": false,
	} {
		if got := publicAddress(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
