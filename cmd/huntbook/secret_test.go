//go:build !nolocal

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/huntbook/huntbook/controller"
	"github.com/huntbook/huntbook/controller/notebook"
)

// secret stands for a person's token.
const secret = "eyJ0eXAi.c2VjcmV0.b2YtYS1wZXJzb24"

// cluster answers in place of the network, and repeats what it was sent wherever it can.
type cluster struct {
	mu   sync.Mutex
	seen []string // Authorization headers
}

func (c *cluster) RoundTrip(req *http.Request) (*http.Response, error) {
	c.mu.Lock()
	c.seen = append(c.seen, req.Host+req.URL.Host+" "+req.Header.Get("Authorization"))
	c.mu.Unlock()
	body, _ := io.ReadAll(req.Body)
	echo := req.Header.Get("Authorization")
	reply := func(status int, text string) (*http.Response, error) {
		return &http.Response{StatusCode: status, Status: http.StatusText(status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
			Header: http.Header{"Content-Type": {"application/json"}, "X-Echo": {echo}}, Body: io.NopCloser(strings.NewReader(text))}, nil
	}
	switch {
	case bytes.Contains(body, []byte("refused")):
		text, _ := json.Marshal(map[string]any{"error": map[string]any{"code": "Forbidden", "message": "not with " + echo, "@message": "not with " + echo}})
		return reply(403, string(text))
	case bytes.Contains(body, []byte("proxy")):
		return reply(502, "<html>you sent "+echo+"</html>")
	case bytes.Contains(body, []byte("unreachable")):
		return nil, errors.New("the cable is cut")
	}
	return reply(200, `[{"FrameType":"DataSetHeader","IsProgressive":false,"Version":"v2.0"},
{"FrameType":"DataTable","TableId":0,"TableKind":"PrimaryResult","TableName":"PrimaryResult","Columns":[{"ColumnName":"x","ColumnType":"long"}],"Rows":[[41]]},
{"FrameType":"DataSetCompletion","HasErrors":false,"Cancelled":false}]`)
}

// A token reaches the cluster, and nothing else: no log of any level, no event, notebook, report, or saved result.
func TestTokenStaysInMemory(t *testing.T) {
	net := &cluster{}
	before := http.DefaultTransport
	http.DefaultTransport = net
	defer func() { http.DefaultTransport = before }()

	dir := t.TempDir()
	lay(t, dir, map[string]string{
		"huntbook.json": `{"connections": [{"name": "c", "kind": "kusto", "cluster": "https://x.kusto.windows.net", "database": "d", "tenant": "t"}], "default": "c"}`,
	})
	var log, events bytes.Buffer
	var mu sync.Mutex
	logger := zap.New(zapcore.NewCore(zapcore.NewJSONEncoder(zap.NewDevelopmentEncoderConfig()), zapcore.AddSync(&log), zapcore.DebugLevel))
	asked := 0
	s := controller.NewService(controller.Options{Version: "1", Log: logger, Backends: newEngines("", logger),
		Token: func(context.Context, controller.TokenParams) (controller.TokenResult, error) {
			asked++
			return controller.TokenResult{Token: secret}, nil
		},
		Emit: func(e controller.Event) {
			mu.Lock()
			defer mu.Unlock()
			_ = json.NewEncoder(&events).Encode(e)
		}})
	defer s.Close()
	s.Initialize(controller.InitializeParams{Root: dir, Trusted: true})
	nb := &notebook.Notebook{}
	sync := controller.SyncParams{Notebook: "file:///n.kqlnb", Path: filepath.Join(dir, "n.kqlnb"), Version: 1}
	for id, text := range map[string]string{"a": "//% as good\nT | take 1", "b": "refused", "c": "proxy", "d": "unreachable"} {
		nb.Cells = append(nb.Cells, notebook.Cell{ID: id, Kind: "code", Source: text})
		sync.Cells = append(sync.Cells, controller.Cell{ID: id, Kind: "code", Language: "kusto", Text: text})
	}
	s.Sync(sync)
	for _, id := range []string{"a", "b", "c", "d"} {
		r, err := s.Run(t.Context(), controller.RunParams{Notebook: sync.Notebook, Cells: []string{id}})
		if err != nil || (r.Failed == "") != (id == "a") {
			t.Errorf("%s: %+v, %v", id, r, err)
		}
	}
	if err := s.Executed(sync.Notebook, nb); err != nil {
		t.Fatal(err)
	}
	text, err := notebook.Write(nb)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Report(controller.ReportParams{Notebook: sync.Notebook, Path: filepath.Join(dir, "r.html")}); err != nil {
		t.Fatal(err)
	}
	if asked == 0 || len(net.seen) < 4 {
		t.Fatalf("asked for %d tokens, sent %q", asked, net.seen)
	}
	for _, seen := range net.seen {
		if !strings.HasSuffix(seen, "x.kusto.windows.net Bearer "+secret) {
			t.Errorf("sent: %s", seen)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	for _, want := range []string{"not with Bearer [token]", "status 502", "x.kusto.windows.net does not answer: the cable is cut", `"41"`} {
		if !strings.Contains(events.String(), want) {
			t.Errorf("not told: %s\n%s", want, events.String())
		}
	}
	places := map[string][]byte{"the log": log.Bytes(), "the events": events.Bytes(), "the notebook": text}
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			places[path], _ = os.ReadFile(path)
		}
		return err
	})
	if len(places) < 5 {
		t.Errorf("too little was written: %d places", len(places))
	}
	for place, text := range places {
		if bytes.Contains(text, []byte(secret)) || bytes.Contains(text, []byte("c2VjcmV0")) {
			t.Errorf("the token is in %s", place)
		}
	}
}
