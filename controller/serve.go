package controller

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.uber.org/zap"
)

// requestCancelled is LSP's code for a request that its sender gave up.
const requestCancelled = -32800

// Serve answers an editor on a stream until it disconnects, sends exit, or ctx ends. Nothing that the editor sends ends
// it: a message that can't be read is logged and passed over, a panic is that request's error.
//
// Invariant: what changes the order of things (sync, run's place in the queue, interrupt) is done before the next message
// is read; what takes time is done beside.
func Serve(ctx context.Context, rw io.ReadWriteCloser, o Options) error {
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	conn := jsonrpc2.NewConn(tolerant{jsonrpc2.NewStream(rw), o.Log}, jsonrpc2.WithCodec(codec{}))
	o.Emit = func(e Event) {
		if err := conn.Notify(context.Background(), MethodEvent, e); err != nil {
			o.Log.Debug("event", zap.Error(err))
		}
	}
	o.Token = func(ctx context.Context, p TokenParams) (r TokenResult, err error) {
		_, err = conn.Call(ctx, MethodToken, p, &r)
		return r, err
	}
	s := NewService(o)
	exit := make(chan struct{})
	h := &handler{s: s, exit: sync.OnceFunc(func() { close(exit) }), running: map[jsonrpc2.ID]context.CancelFunc{}}
	conn.Go(ctx, h.handle)
	select {
	case <-conn.Done():
	case <-ctx.Done():
	case <-exit:
	}
	err := s.Close()
	// A read of a process's standard input does not end when it is closed; the process ends all the same.
	go conn.Close()
	select {
	case <-conn.Done():
	case <-time.After(time.Second):
		return err
	}
	if cause := conn.Err(); cause != nil && !errors.Is(cause, io.EOF) && ctx.Err() == nil {
		return cause
	}
	return err
}

// tolerant passes over messages that are framed well and are no JSON-RPC. Who sent one gets no answer: its id is not known.
type tolerant struct {
	jsonrpc2.Stream
	log *zap.Logger
}

// Read implements jsonrpc2.Stream.
func (t tolerant) Read(ctx context.Context) (jsonrpc2.Message, int64, error) {
	for {
		m, n, err := t.Stream.Read(ctx)
		if err == nil || !malformed(err) {
			return m, n, err
		}
		t.log.Warn("a message that is not JSON-RPC", zap.Error(err))
	}
}

// malformed reports whether an error is about what a message holds, and not about the stream.
func malformed(err error) bool {
	return errors.As(err, new(*jsonrpc2.Error))
}

type handler struct {
	s    *Service
	exit func()

	mu      sync.Mutex
	running map[jsonrpc2.ID]context.CancelFunc
}

// release lets the next message be read while a request goes on.
type release func()

func (h *handler) handle(wire context.Context, req *jsonrpc2.Request) (answer any, err error) {
	method, call := strings.Clone(req.Method()), req.IsCall()
	// The context of the request is used again for another one as soon as this returns, and a context derived from it may
	// look at it later than that: so what runs gets one of the connection, and is cancelled by its id.
	ctx, cancel := context.WithCancel(jsonrpc2.DetachContext(wire))
	defer cancel()
	if call {
		id := req.ID()
		if text, ok := id.StringValue(); ok {
			id = jsonrpc2.NewStringID(strings.Clone(text)) // the bytes are the message's
		}
		h.mu.Lock()
		h.running[id] = cancel
		h.mu.Unlock()
		defer func() {
			h.mu.Lock()
			delete(h.running, id)
			h.mu.Unlock()
		}()
	}
	defer func() {
		if p := recover(); p != nil {
			h.s.o.Log.Error("panic", zap.String("method", method), zap.Any("value", p), zap.ByteString("stack", debug.Stack()))
			answer, err = nil, jsonrpc2.NewError(jsonrpc2.InternalError, method+" failed inside of the controller; the log has the details")
		}
		if !call && err != nil { // an error of a notification would end the connection
			h.s.o.Log.Warn("notification", zap.String("method", method), zap.Error(err))
			err = nil
		}
		if call && err != nil && ctx.Err() != nil {
			err = jsonrpc2.NewError(requestCancelled, "cancelled")
		}
	}()
	if !call {
		return nil, h.notification(method, req.Params())
	}
	return h.request(ctx, func() { jsonrpc2.Async(wire) }, method, req.Params())
}

func (h *handler) cancel(id jsonrpc2.ID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if cancel := h.running[id]; cancel != nil {
		cancel()
	}
}

func (h *handler) notification(method string, params []byte) error {
	switch method {
	case "exit":
		h.exit()
	case "$/cancelRequest":
		var p struct {
			ID json.RawMessage `json:"id"`
		}
		if err := json.Unmarshal(params, &p); err != nil {
			return err
		}
		var number int64
		var text string
		if json.Unmarshal(p.ID, &number) == nil {
			h.cancel(jsonrpc2.NewNumberID(number))
		} else if json.Unmarshal(p.ID, &text) == nil {
			h.cancel(jsonrpc2.NewStringID(text))
		}
	}
	return nil
}

func (h *handler) request(ctx context.Context, free release, method string, params []byte) (any, error) {
	s := h.s
	switch method {
	case MethodInitialize:
		return inline(params, func(p InitializeParams) (any, error) { return s.Initialize(p), nil })
	case MethodSync:
		return inline(params, func(p SyncParams) (any, error) { return s.Sync(p), nil })
	case MethodInterrupt:
		return inline(params, func(p InterruptParams) (any, error) { return struct{}{}, s.Interrupt(p) })
	case MethodRun:
		return inline(params, func(p RunParams) (any, error) {
			q, err := s.Enqueue(p)
			if err != nil {
				return nil, err
			}
			free()
			return q.Wait(ctx), nil
		})
	case MethodVariables:
		return inline(params, func(p NotebookRef) (any, error) { return s.Variables(p) })
	case MethodClose:
		return inline(params, func(p NotebookRef) (any, error) {
			stop := s.CloseNotebook(p)
			free()
			stop()
			return struct{}{}, nil
		})
	case MethodPage:
		return beside(free, params, func(p PageParams) (any, error) { return s.Page(ctx, p) })
	case MethodExport:
		return beside(free, params, func(p ExportParams) (any, error) { return s.Export(ctx, p) })
	case MethodReport:
		return beside(free, params, func(p ReportParams) (any, error) { return s.Report(p) })
	case MethodShutdown:
		return nil, nil
	}
	return nil, jsonrpc2.NewError(jsonrpc2.MethodNotFound, fmt.Sprintf("method %q is not known", method))
}

// inline decodes the parameters and answers before the next message is read.
func inline[P any](params []byte, f func(P) (any, error)) (any, error) {
	var p P
	if err := json.Unmarshal(params, &p); err != nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, err.Error())
	}
	return f(p)
}

// beside answers while other messages are read.
func beside[P any](free release, params []byte, f func(P) (any, error)) (any, error) {
	return inline(params, func(p P) (any, error) {
		free()
		return f(p)
	})
}

// codec is encoding/json without HTML escapes: strings of data that are no UTF-8 are mended, not refused.
type codec struct{}

func (codec) Marshal(v any) ([]byte, error) {
	if raw, ok := v.(jsonrpc2.RawMessage); ok {
		return raw, nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func (codec) Unmarshal(data []byte, v any) error {
	if raw, ok := v.(*jsonrpc2.RawMessage); ok {
		*raw = append((*raw)[:0], data...)
		return nil
	}
	return json.Unmarshal(data, v)
}
