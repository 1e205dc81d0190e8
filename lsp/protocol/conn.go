package protocol

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

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

// Serve answers on a stream until the client disconnects, sends exit, or ctx ends.
func Serve(ctx context.Context, rw io.ReadWriteCloser, log *zap.Logger, build func(client lsp.Client, conn jsonrpc2.Conn) Server) error {
	conn := jsonrpc2.NewConn(jsonrpc2.NewStream(rw), jsonrpc2.WithCodec(codec{}))
	server := build(lsp.ClientDispatcher(conn), conn)
	conn.Go(ctx, Handler(server, log))
	select {
	case <-conn.Done():
	case <-ctx.Done():
		_ = conn.Close()
		<-conn.Done()
	}
	if err := conn.Err(); err != nil && err != io.EOF {
		return err
	}
	return nil
}

// Handler wires a server so that nothing a client sends takes the connection down: requests run concurrently over the
// state of their arrival, notifications in order; a panic is that request's error; errors of notifications are logged.
func Handler(server Server, log *zap.Logger) jsonrpc2.Handler {
	dispatch := lsp.ServerHandler(server, func(ctx context.Context, req *jsonrpc2.Request) (any, error) {
		return nil, jsonrpc2.NewError(jsonrpc2.MethodNotFound, fmt.Sprintf("method %q is not known", req.Method()))
	})
	cancellable := lsp.CancelHandler(func(ctx context.Context, req *jsonrpc2.Request) (any, error) {
		if req.IsCall() {
			ctx = server.Snapshot(ctx)
			jsonrpc2.Async(ctx)
		}
		answer, err := dispatch(ctx, req)
		if err != nil && ctx.Err() != nil {
			err = jsonrpc2.NewError(jsonrpc2.Code(lsp.LSPErrorCodesRequestCancelled), "cancelled")
		}
		return answer, err
	})
	return func(ctx context.Context, req *jsonrpc2.Request) (answer any, err error) {
		method, call := strings.Clone(req.Method()), req.IsCall() // the frame's bytes are reused once a request is asynchronous
		defer func() {
			if p := recover(); p != nil {
				log.Error("panic", zap.String("method", method), zap.Any("value", p), zap.ByteString("stack", debug.Stack()))
				answer, err = nil, jsonrpc2.NewError(jsonrpc2.InternalError, method+" failed inside of the server; the log has the details")
			}
			if !call && err != nil {
				log.Warn("notification", zap.String("method", method), zap.Error(err))
				err = nil
			}
		}()
		return cancellable(ctx, req)
	}
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
