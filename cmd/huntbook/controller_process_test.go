//go:build !nolocal

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huntbook/huntbook/controller"
)

// editor talks to a `huntbook controller` over its standard input and output.
type editor struct {
	t      *testing.T
	in     io.WriteCloser
	mu     sync.Mutex
	next   int
	wait   map[int]chan json.RawMessage
	events chan controller.Event
	ended  chan struct{}
}

func edit(t *testing.T, root string) *editor {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	c := process(ctx, root, "controller")
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	e := &editor{t: t, in: in, wait: map[int]chan json.RawMessage{}, events: make(chan controller.Event, 1000), ended: make(chan struct{})}
	go func() {
		defer close(e.ended)
		e.read(bufio.NewReader(out))
		_ = c.Wait()
	}()
	return e
}

// read takes answers and events until the stream ends.
func (e *editor) read(in *bufio.Reader) {
	for {
		header, err := textproto.NewReader(in).ReadMIMEHeader()
		if err != nil {
			return
		}
		n, _ := strconv.Atoi(header.Get("Content-Length"))
		body := make([]byte, n)
		if _, err := io.ReadFull(in, body); err != nil {
			return
		}
		var m struct {
			ID     *int
			Method string
			Params controller.Event
			Result json.RawMessage
			Error  json.RawMessage
		}
		if json.Unmarshal(body, &m) != nil {
			continue
		}
		if m.Method == controller.MethodEvent {
			e.events <- m.Params
		} else if m.ID != nil {
			e.mu.Lock()
			e.wait[*m.ID] <- append(m.Result, m.Error...)
			e.mu.Unlock()
		}
	}
}

func (e *editor) write(body string) {
	fmt.Fprintf(e.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

// ask sends a request; the answer comes on the channel.
func (e *editor) ask(method string, params any) <-chan json.RawMessage {
	e.mu.Lock()
	e.next++
	id, answer := e.next, make(chan json.RawMessage, 1)
	e.wait[id] = answer
	e.mu.Unlock()
	raw, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params})
	if err != nil {
		e.t.Fatal(err)
	}
	e.write(string(raw))
	return answer
}

func (e *editor) get(what string, answer <-chan json.RawMessage) string {
	e.t.Helper()
	select {
	case r := <-answer:
		return string(r)
	case <-time.After(20 * time.Second):
		e.t.Fatalf("%s is not answered", what)
		return ""
	}
}

// until waits for an event of a cell.
func (e *editor) until(cell, kind string) controller.Event {
	e.t.Helper()
	after := time.After(20 * time.Second)
	for {
		select {
		case ev := <-e.events:
			if ev.Cell == cell && ev.Kind == kind {
				return ev
			}
		case <-after:
			e.t.Fatalf("no event %s of cell %s", kind, cell)
		}
	}
}

// An editor that sends nonsense is answered with errors; a cell without an end is stopped, and what it found wrong with
// the data is told on the cell. Nothing of it ends the controller.
func TestControllerProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lay(t, dir, map[string]string{"ragged.csv": "a,b\n1\n2,x,y\n3,z\n", "empty.csv": "", "huntbook.json": `{"connections": 5}`})
	e := edit(t, dir)
	if hello := e.get("initialize", e.ask(controller.MethodInitialize, controller.InitializeParams{Root: dir, Trusted: true})); !strings.Contains(hello, `"localEngine":true`) || !strings.Contains(hello, `"warnings":[`) {
		t.Errorf("hello: %s", hello)
	}
	e.write(`{"jsonrpc": "2.0", "id": "x", "method":`)
	e.write(`{"jsonrpc": "2.0", "method": "nonsense", "params": [[[1]]]}`)
	if r := e.get("nonsense", e.ask("nonsense", nil)); !strings.Contains(r, "code") {
		t.Errorf("nonsense: %s", r)
	}
	if r := e.get("run", e.ask(controller.MethodRun, controller.RunParams{Notebook: "file:///gone", Mode: "all"})); !strings.Contains(r, "not open") {
		t.Errorf("a run of no notebook: %s", r)
	}
	uri := "file:///n.kqlnb"
	sync := controller.SyncParams{Notebook: uri, Path: filepath.Join(dir, "n.kqlnb"), Version: 1}
	for id, text := range map[string]string{"ragged": "ragged", "empty": "empty | count", "endless": endless, "deep": "print " + strings.Repeat("[", 5000), "fine": "print x = 42"} {
		sync.Cells = append(sync.Cells, controller.Cell{ID: id, Kind: "code", Language: "kusto", Text: text})
	}
	e.get("sync", e.ask(controller.MethodSync, sync))
	run := func(cell string) <-chan json.RawMessage {
		return e.ask(controller.MethodRun, controller.RunParams{Notebook: uri, Cells: []string{cell}})
	}
	running := run("ragged")
	if out, _ := json.Marshal(e.until("ragged", "output").Output); !strings.Contains(string(out), `{"severity":"warning","text":"ragged.csv, line 3: row left out: it has 3 cells, the header has 2"}`) {
		t.Errorf("notes: %s", out)
	}
	e.get("ragged", running)
	running = run("empty")
	if failed := e.until("empty", "failed"); failed.Error == nil || !strings.Contains(failed.Error.Message, "empty.csv: the file is empty") || len(failed.Error.Diagnostics) != 1 {
		t.Errorf("failure: %+v", failed.Error)
	}
	e.get("empty", running)
	running = run("endless")
	e.until("endless", "started")
	time.Sleep(300 * time.Millisecond)
	stopped := time.Now()
	e.get("interrupt", e.ask(controller.MethodInterrupt, controller.InterruptParams{Notebook: uri}))
	e.until("endless", "cancelled")
	e.get("endless", running)
	if took := time.Since(stopped); took > 10*time.Second {
		t.Errorf("it took %v to stop", took)
	}
	running = run("deep")
	e.until("deep", "failed")
	e.get("deep", running)
	running = run("fine")
	if out, _ := json.Marshal(e.until("fine", "output").Output); !strings.Contains(string(out), `["42"]`) {
		t.Errorf("a cell after all that: %s", out)
	}
	e.get("fine", running)
	e.get("shutdown", e.ask(controller.MethodShutdown, struct{}{}))
	e.write(`{"jsonrpc": "2.0", "method": "exit"}`)
	select {
	case <-e.ended:
	case <-time.After(10 * time.Second):
		t.Error("it does not end")
	}
}
