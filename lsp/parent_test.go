package lsp

import (
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
)

// TestMain lets the test's own binary stand for an editor's process: it lives until its input ends.
func TestMain(m *testing.M) {
	if os.Getenv("HUNTBOOK_TEST_EDITOR") != "" {
		_, _ = io.Copy(io.Discard, os.Stdin)
		return
	}
	os.Exit(m.Run())
}

// endless is a stream whose reads go on when it is closed, as those of a process's standard input do.
type endless struct{ net.Conn }

func (endless) Close() error { return nil }

// onEndlessStream starts a server on one.
func onEndlessStream(t *testing.T) (client jsonrpc2.Conn, ended <-chan error) {
	near, far := net.Pipe()
	t.Cleanup(func() { near.Close(); far.Close() })
	done := make(chan error, 1)
	go func() { done <- Serve(context.Background(), endless{far}, Options{}) }()
	conn := jsonrpc2.NewConn(jsonrpc2.NewStream(near))
	conn.Go(context.Background(), func(context.Context, *jsonrpc2.Request) (any, error) { return nil, nil })
	return conn, done
}

func ends(t *testing.T, ended <-chan error) {
	t.Helper()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("the server ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Error("the server did not end")
	}
}

func TestExitEndsTheServer(t *testing.T) {
	conn, ended := onEndlessStream(t)
	if err := conn.Notify(context.Background(), "exit", nil); err != nil {
		t.Fatal(err)
	}
	ends(t, ended)
}

func TestEndOfInputEndsTheServer(t *testing.T) {
	conn, ended := onEndlessStream(t)
	_ = conn.Close()
	ends(t, ended)
}

func TestServerEndsWithItsEditor(t *testing.T) {
	t.Parallel()
	editor := exec.Command(os.Args[0])
	editor.Env = append(os.Environ(), "HUNTBOOK_TEST_EDITOR=1")
	stdin, err := editor.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := editor.Start(); err != nil {
		t.Fatal(err)
	}
	conn, ended := onEndlessStream(t)
	var answer struct{}
	if _, err := conn.Call(context.Background(), "initialize", map[string]any{"processId": editor.Process.Pid, "capabilities": struct{}{}, "rootUri": nil}, &answer); err != nil {
		t.Fatal(err)
	}
	stdin.Close()
	_ = editor.Wait()
	ends(t, ended)
}
