package rest

import (
	"bufio"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
)

// body buffers an answer, and packs it when the client can unpack.
type body struct {
	*bufio.Writer
	zip     *gzip.Writer // nil when not packed
	flusher http.Flusher // nil when the connection can't flush
}

const bufferSize = 64 << 10

func newBody(w http.ResponseWriter, r *http.Request) *body {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	b := &body{}
	b.flusher, _ = w.(http.Flusher)
	var sink io.Writer = w
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		b.zip, _ = gzip.NewWriterLevel(w, gzip.BestSpeed)
		sink = b.zip
	}
	b.Writer = bufio.NewWriterSize(sink, bufferSize)
	return b
}

// push sends what is buffered to the client now.
func (b *body) push() error {
	if err := b.Flush(); err != nil {
		return err
	}
	if b.zip != nil {
		if err := b.zip.Flush(); err != nil {
			return err
		}
	}
	if b.flusher != nil {
		b.flusher.Flush()
	}
	return nil
}

func (b *body) Close() {
	_ = b.Flush() // a client that is gone can't be told
	if b.zip != nil {
		_ = b.zip.Close()
	}
}
