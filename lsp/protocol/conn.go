package protocol

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	lsp "go.lsp.dev/protocol"
	"go.uber.org/zap"
)

// A Server answers one editor. Notifications arrive one at a time, in the order of the wire; requests concurrently.
type Server interface {
	lsp.Server
	// Snapshot is called for each request before the next message is read, and its value is put into the request's
	// context: what a request sees is the state at the moment of its arrival.
	Snapshot(ctx context.Context) context.Context
}

// closing is how long the end of a session waits for the stream to close. A read of a process's standard input does not
// end when it is closed; the process ends all the same.
const closing = 100 * time.Millisecond

// Serve answers on a stream until the client disconnects, the server calls exit, or ctx ends.
func Serve(ctx context.Context, rw io.ReadWriteCloser, log *zap.Logger, build func(client lsp.Client, exit func()) Server) error {
	conn := jsonrpc2.NewConn(jsonrpc2.NewStream(newFrames(rw)), jsonrpc2.WithCodec(codec{}))
	exit := make(chan struct{})
	server := build(lsp.ClientDispatcher(conn), sync.OnceFunc(func() { close(exit) }))
	conn.Go(ctx, Handler(server, log))
	select {
	case <-conn.Done():
	case <-ctx.Done():
	case <-exit:
	}
	go conn.Close()
	select {
	case <-conn.Done():
	case <-time.After(closing):
		return nil
	}
	if err := conn.Err(); err != nil && err != io.EOF && ctx.Err() == nil {
		return err
	}
	return nil
}

// Handler wires a server so that nothing a client sends takes the connection down: requests run concurrently over the
// state of their arrival, notifications in order; a panic is that request's error; errors of notifications are logged.
func Handler(server Server, log *zap.Logger) jsonrpc2.Handler {
	h := &handler{server: server, log: log, running: map[jsonrpc2.ID]context.CancelFunc{}}
	h.dispatch = lsp.ServerHandler(server, func(_ context.Context, req *jsonrpc2.Request) (any, error) {
		return nil, jsonrpc2.NewError(jsonrpc2.MethodNotFound, fmt.Sprintf("method %q is not known", req.Method()))
	})
	return h.handle
}

type handler struct {
	server   Server
	dispatch jsonrpc2.Handler
	log      *zap.Logger

	mu      sync.Mutex
	running map[jsonrpc2.ID]context.CancelFunc
}

func (h *handler) handle(wire context.Context, req *jsonrpc2.Request) (answer any, err error) {
	method, call := strings.Clone(req.Method()), req.IsCall() // the bytes are the message's, which is used again
	// The context of the message is used for another one as soon as this returns, and a context derived from it may look
	// at it later than that: so what runs gets one of the connection, and is cancelled by its id.
	ctx, cancel := context.WithCancel(jsonrpc2.DetachContext(wire))
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			h.log.Error("panic", zap.String("method", method), zap.Any("value", p), zap.ByteString("stack", debug.Stack()))
			answer, err = nil, jsonrpc2.NewError(jsonrpc2.InternalError, method+" failed inside of the server; the log has the details")
		}
		if !call && err != nil { // an error of a notification would end the connection
			h.log.Warn("notification", zap.String("method", method), zap.Error(err))
			err = nil
		}
		if call && err != nil && ctx.Err() != nil {
			answer, err = nil, jsonrpc2.NewError(jsonrpc2.Code(lsp.LSPErrorCodesRequestCancelled), "cancelled")
		}
	}()
	if !call {
		if method == lsp.MethodCancelRequest {
			return nil, h.cancel(req.Params())
		}
		return h.dispatch(ctx, req)
	}
	defer h.begin(req.ID(), cancel)()
	ctx = h.server.Snapshot(ctx)
	jsonrpc2.Async(wire)
	return h.dispatch(ctx, req)
}

// begin notes that a request runs, and returns what ends the note.
func (h *handler) begin(id jsonrpc2.ID, cancel context.CancelFunc) (end func()) {
	if text, ok := id.StringValue(); ok {
		id = jsonrpc2.NewStringID(strings.Clone(text)) // the bytes are the message's
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.running[id] = cancel
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.running, id)
	}
}

// cancel ends the request that $/cancelRequest names. One that is not running was answered already.
func (h *handler) cancel(params []byte) error {
	var p lsp.CancelParams
	if err := lsp.Unmarshal(params, &p); err != nil {
		return err
	}
	var id jsonrpc2.ID
	switch n := p.ID.(type) {
	case lsp.Integer:
		id = jsonrpc2.NewNumberID(int64(n))
	case lsp.String:
		id = jsonrpc2.NewStringID(string(n))
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if cancel := h.running[id]; cancel != nil {
		cancel()
	}
	return nil
}

// codec is the JSON engine of the protocol package for params and results.
type codec struct{}

func (codec) Marshal(v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return []byte("null"), nil
	case jsonrpc2.RawMessage:
		return v, nil
	}
	return json.Marshal(v, jsontext.EscapeForHTML(false))
}

func (codec) Unmarshal(data []byte, v any) error {
	if raw, ok := v.(*jsonrpc2.RawMessage); ok {
		*raw = append((*raw)[:0], data...)
		return nil
	}
	return json.Unmarshal(data, v)
}
