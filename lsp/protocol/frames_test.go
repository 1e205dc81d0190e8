package protocol

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// pipe reads from one text and writes to another.
type pipe struct {
	io.Reader
	out bytes.Buffer
}

func (p *pipe) Write(b []byte) (int, error) { return p.out.Write(b) }
func (p *pipe) Close() error                { return nil }

func frame(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }

func TestFrames(t *testing.T) {
	good := frame(`{"jsonrpc":"2.0","id":7,"method":"shutdown"}`)
	for _, c := range []struct{ name, in, through, answer string }{
		{"a request", good, good, ""},
		{"a notification", frame(`{"jsonrpc":"2.0","method":"exit","params":{"a":[1,{}]}}`), frame(`{"jsonrpc":"2.0","method":"exit","params":{"a":[1,{}]}}`), ""},
		{"a response", frame(`{"jsonrpc":"2.0","id":1,"result":null}`), frame(`{"jsonrpc":"2.0","id":1,"result":null}`), ""},
		{"a batch", frame(`[{"jsonrpc":"2.0","method":"exit"}]`), frame(`[{"jsonrpc":"2.0","method":"exit"}]`), ""},
		{"other headers", "Content-Type: x\r\ncontent-length: 44\r\n\r\n" + good[strings.Index(good, "{"):], good, ""},
		{"no header", "garbage\r\n\r\nmore\n" + good, good, ""},
		{"a length that is none", "Content-Length: many\r\n\r\n" + good, good, ""},
		{"half of JSON", frame(`{"a":`) + good, good, "-32700"},
		{"text behind it", frame(`{"jsonrpc":"2.0","method":"exit"} x`) + good, good, "-32700"},
		{"nothing", frame("") + good, good, "-32700"},
		{"bytes that are no text", frame("\xff\xfe") + good, good, "-32700"},
		{"a number", frame("5") + good, good, "-32600"},
		{"no method", frame(`{"jsonrpc":"2.0","id":3}`) + good, good, `"id":3,"error":{"code":-32600`},
		{"a method that is none", frame(`{"jsonrpc":"2.0","id":"x","method":5}`) + good, good, `"id":"x","error":{"code":-32600`},
		{"another version", frame(`{"jsonrpc":"1.0","id":3,"method":"a"}`) + good, good, `"id":3`},
		{"an id that is none", frame(`{"jsonrpc":"2.0","id":{},"method":"a"}`) + good, good, `"id":null`},
		{"cut off", good + "Content-Length: 99\r\n\r\n{", good, ""},
	} {
		p := &pipe{Reader: strings.NewReader(c.in)}
		got, _ := io.ReadAll(newFrames(p))
		if string(got) != c.through {
			t.Errorf("%s: %q came through, not %q", c.name, got, c.through)
		}
		if answer := p.out.String(); !strings.Contains(answer, c.answer) || (answer == "") != (c.answer == "") {
			t.Errorf("%s: answered %q, not %q", c.name, answer, c.answer)
		}
	}
}

func FuzzFrames(f *testing.F) {
	f.Add([]byte(frame(`{"jsonrpc":"2.0","id":7,"method":"shutdown"}`)))
	f.Add([]byte("Content-Length: 5\r\n\r\n{\"a\":"))
	f.Fuzz(func(t *testing.T, in []byte) {
		p := &pipe{Reader: bytes.NewReader(in)}
		through, _ := io.ReadAll(newFrames(p))
		again, _ := io.ReadAll(newFrames(&pipe{Reader: bytes.NewReader(through)}))
		if !bytes.Equal(through, again) {
			t.Errorf("what came through does not come through again: %q, %q", through, again)
		}
	})
}
