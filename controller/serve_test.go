package controller

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/schema"
	"go.lsp.dev/jsonrpc2"
	"go.uber.org/zap"
)

// client is an editor at the other end of a connection in memory.
type client struct {
	jsonrpc2.Conn
	raw    net.Conn
	mu     sync.Mutex
	events []Event
	ended  chan error
}

func connect(t *testing.T, f *fake) *client {
	t.Helper()
	here, there := net.Pipe()
	c := &client{Conn: jsonrpc2.NewConn(jsonrpc2.NewStream(here), jsonrpc2.WithCodec(codec{})), raw: here, ended: make(chan error, 1)}
	go func() {
		c.ended <- Serve(context.Background(), there, Options{Version: "1", Log: zap.NewNop(), Backends: func(_ string, _ *schema.Config, token TokenFunc) Backends { return f }})
	}()
	c.Go(context.Background(), func(_ context.Context, req *jsonrpc2.Request) (any, error) {
		if req.Method() == MethodEvent {
			var e Event
			if err := json.Unmarshal(req.Params(), &e); err != nil {
				return nil, err
			}
			c.mu.Lock()
			c.events = append(c.events, e)
			c.mu.Unlock()
		}
		return nil, nil
	})
	return c
}

func (c *client) ask(t *testing.T, method string, params, answer any) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	_, err := c.Call(ctx, method, params, answer)
	return err
}

func (c *client) kinds(cell string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []string
	for _, e := range c.events {
		if e.Cell == cell && e.Kind != "progress" {
			list = append(list, e.Kind)
		}
	}
	return strings.Join(list, " ")
}

func TestServe(t *testing.T) {
	before := runtime.NumGoroutine()
	f := &fake{saved: map[string]backend.Kept{}, begun: make(chan struct{}, 9)}
	c := connect(t, f)
	var hello InitializeResult
	if err := c.ask(t, MethodInitialize, InitializeParams{Trusted: true}, &hello); err != nil || !hello.LocalEngine {
		t.Fatal(hello, err)
	}
	sync := SyncParams{Notebook: uri, Path: t.TempDir() + "/n.kqlnb", Version: 1, Cells: []Cell{{ID: "a", Kind: "code", Language: "kusto", Text: "//% colour red\nT"}, {ID: "b", Kind: "code", Language: "kusto", Text: "forever"}}}
	var states SyncResult
	if err := c.ask(t, MethodSync, sync, &states); err != nil || len(states.States) != 2 || states.States[0].Warnings[0].Start != 4 {
		t.Fatalf("%+v %v", states, err)
	}
	var ran RunResult
	if err := c.ask(t, MethodRun, RunParams{Notebook: uri, Cells: []string{"a"}}, &ran); err != nil || len(ran.Ran) != 1 {
		t.Fatal(ran, err)
	}
	if got := c.kinds("a"); got != "queued started output done" {
		t.Error(got)
	}

	// What can't be understood is answered, and nothing breaks.
	for method, params := range map[string]any{"no/such": struct{}{}, MethodRun: []int{1}, MethodSync: "x", MethodPage: map[string]any{"limit": "x"}} {
		if err := c.ask(t, method, params, nil); err == nil {
			t.Errorf("%s %v is taken", method, params)
		}
	}
	for _, n := range []string{"no/such", "$/cancelRequest", "notebook/run"} {
		if err := c.Notify(context.Background(), n, map[string]any{"id": []int{}}); err != nil {
			t.Fatal(err)
		}
	}

	// While a cell runs, pages are answered, and interrupt arrives.
	stopped := make(chan error, 1)
	go func() {
		_, err := c.Call(context.Background(), MethodRun, RunParams{Notebook: uri, Cells: []string{"b"}}, &ran)
		stopped <- err
	}()
	<-f.begun
	var page PageResult
	if err := c.ask(t, MethodPage, PageParams{Result: "none"}, &page); err != nil || !page.Gone {
		t.Error(page, err)
	}
	if err := c.ask(t, MethodInterrupt, InterruptParams{Notebook: uri}, nil); err != nil {
		t.Error(err)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if got := c.kinds("b"); got != "queued started cancelled" {
		t.Error(got)
	}

	if err := c.ask(t, MethodShutdown, struct{}{}, nil); err != nil {
		t.Error(err)
	}
	if err := c.Notify(context.Background(), "exit", struct{}{}); err != nil {
		t.Error(err)
	}
	if err := <-c.ended; err != nil {
		t.Error(err)
	}
	_ = c.Close()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	buf := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
}

// A sync that is sent before a run is what runs, however fast they follow.
func TestServeOrder(t *testing.T) {
	f := &fake{saved: map[string]backend.Kept{}, begun: make(chan struct{}, 9)}
	c := connect(t, f)
	if err := c.ask(t, MethodInitialize, InitializeParams{Trusted: true}, nil); err != nil {
		t.Fatal(err)
	}
	path := t.TempDir() + "/n.kqlnb"
	for v := range 50 {
		text := fmt.Sprintf("T | take %d", v)
		synced := make(chan error, 1)
		sent := make(chan struct{})
		go func() {
			close(sent)
			synced <- c.ask(t, MethodSync, SyncParams{Notebook: uri, Path: path, Version: v + 1, Cells: []Cell{{ID: "a", Kind: "code", Language: "kusto", Text: text}}}, nil)
		}()
		<-sent
		if err := <-synced; err != nil {
			t.Fatal(err)
		}
		if err := c.ask(t, MethodRun, RunParams{Notebook: uri, Cells: []string{"a"}}, nil); err != nil {
			t.Fatal(err)
		}
		if got := f.queries[v]; got != "local: "+text {
			t.Fatalf("ran %q, want %q", got, text)
		}
	}
	_ = c.raw.Close() // the editor dies
	select {
	case <-c.ended:
	case <-time.After(10 * time.Second):
		t.Fatal("the controller lives on")
	}
}

// Bytes that are no message end the connection with an error, not the process.
func TestServeGarbage(t *testing.T) {
	here, there := net.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(context.Background(), there, Options{Log: zap.NewNop(), Backends: func(string, *schema.Config, TokenFunc) Backends { return &fake{} }})
	}()
	go io.Copy(io.Discard, here)
	_, _ = here.Write([]byte("Content-Length: x\r\n\r\nhello"))
	_ = here.Close()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Fatal("it hangs")
	}
}
