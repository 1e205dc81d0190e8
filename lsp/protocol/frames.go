package protocol

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// maxFrame bounds a message. An editor that opens a document of this size has other troubles.
const maxFrame = 512 << 20

// frames is a connection that lets only well-formed messages in, because the first malformed one would end the session:
// what is no header is skipped, and what is no message is answered with an error.
type frames struct {
	rw   io.ReadWriteCloser
	in   *bufio.Reader
	rest []byte // of the frame that is being read

	mu sync.Mutex // held while a frame is written: each comes in one Write
}

func newFrames(rw io.ReadWriteCloser) *frames {
	return &frames{rw: rw, in: bufio.NewReaderSize(rw, 64<<10)}
}

func (f *frames) Close() error { return f.rw.Close() }

func (f *frames) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.rw.Write(p)
}

func (f *frames) Read(p []byte) (int, error) {
	for len(f.rest) == 0 {
		body, err := f.next()
		if err != nil {
			return 0, err
		}
		if id, problem := malformed(body); problem != nil {
			if err := f.refuse(id, problem); err != nil {
				return 0, err
			}
			continue
		}
		f.rest = append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(body)), body...)
	}
	n := copy(p, f.rest)
	f.rest = f.rest[n:]
	return n, nil
}

// next returns the body of the next frame. Lines that are no header of ours are skipped.
func (f *frames) next() ([]byte, error) {
	length := -1
	for {
		line, err := f.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			continue // no header is that long
		}
		if err != nil {
			return nil, err
		}
		text := strings.TrimRight(string(line), "\r\n")
		if name, value, ok := strings.Cut(text, ":"); ok && strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 && n <= maxFrame {
				length = n
			}
			continue
		}
		if text != "" || length < 0 {
			continue
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(f.in, body); err != nil {
			return nil, io.ErrUnexpectedEOF
		}
		return body, nil
	}
}

func (f *frames) refuse(id string, problem *frameError) error {
	body := fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"error":{"code":%d,"message":%q}}`, id, problem.code, problem.text)
	_, err := fmt.Fprintf(f, "Content-Length: %d\r\n\r\n%s", len(body), body)
	return err
}

// frameError is why a body is no message, with JSON-RPC's code of it.
type frameError struct {
	code int
	text string
}

var (
	notJSON    = &frameError{-32700, "the message is not JSON"}
	notMessage = &frameError{-32600, "the message is no request, notification or response"}
)

// malformed reports whether a body is no JSON-RPC message, and the id to answer to: null where there is none. A batch is
// left to the connection, which answers each of its messages.
func malformed(body []byte) (id string, problem *frameError) {
	id = "null"
	d := jsontext.NewDecoder(bytes.NewReader(body))
	if d.PeekKind() == '[' {
		if _, err := d.ReadValue(); err != nil || len(bytes.TrimSpace(body[d.InputOffset():])) > 0 {
			return id, notJSON
		}
		return id, nil
	}
	if d.PeekKind() != '{' {
		if _, err := d.ReadValue(); err != nil {
			return id, notJSON
		}
		return id, notMessage
	}
	_, _ = d.ReadToken()
	var version, method, answer, badID, hasID bool
	for d.PeekKind() != '}' {
		key, err := d.ReadToken()
		if err != nil {
			return id, notJSON
		}
		name := key.String()
		kind := d.PeekKind()
		switch name {
		case "jsonrpc", "id", "method":
			value, err := d.ReadValue()
			if err != nil {
				return id, notJSON
			}
			switch name {
			case "jsonrpc":
				version = string(value) == `"2.0"`
			case "method":
				method = kind == '"'
			case "id":
				hasID = true
				_, err := strconv.ParseInt(string(value), 10, 64)
				if badID = kind != '"' && err != nil; !badID {
					id = string(value)
				}
			}
			continue
		case "result", "error":
			answer = true
		}
		if err := d.SkipValue(); err != nil {
			return id, notJSON
		}
	}
	if _, err := d.ReadToken(); err != nil || len(bytes.TrimSpace(body[d.InputOffset():])) > 0 {
		return id, notJSON
	}
	if !version || badID || method == answer || answer && !hasID {
		return id, notMessage
	}
	return id, nil
}
