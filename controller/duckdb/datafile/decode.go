package datafile

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// file is an open data file, read as UTF-8.
type file struct {
	*bufio.Reader
	closers  []io.Closer
	gzip     bool
	encoding Encoding
	replaced *int // bytes that are no UTF-8, replaced
}

func (f *file) Close() error {
	for _, c := range f.closers {
		c.Close()
	}
	return nil
}

// sniffBytes is how much of a file tells its encoding.
const sniffBytes = 1 << 20

// open opens a file, unpacks it where it is packed, and turns its text into UTF-8. Packing is told by the content.
func open(path string) (*file, error) {
	raw, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	f := &file{closers: []io.Closer{raw}, replaced: new(int)}
	in := bufio.NewReaderSize(raw, sniffBytes)
	if head, _ := in.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			raw.Close()
			return nil, err
		}
		f.gzip = true
		in = bufio.NewReaderSize(unpacked, sniffBytes)
	}
	head, err := in.Peek(sniffBytes)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		f.Close()
		return nil, err
	}
	var skip int
	f.encoding, skip = encodingOf(head)
	in.Discard(skip)
	switch f.encoding {
	case UTF16LE, UTF16BE:
		in = bufio.NewReaderSize(&utf16Reader{in: in, big: f.encoding == UTF16BE}, 1<<16)
	case Windows1252:
		in = bufio.NewReaderSize(&windowsReader{in: in}, 1<<16)
	case UTF8:
		in = bufio.NewReaderSize(&utf8Reader{in: in, replaced: f.replaced}, 1<<18)
	}
	f.Reader = in
	return f, nil
}

// encodingOf tells the encoding from the first bytes of a file, and how many of them are a byte order mark.
func encodingOf(head []byte) (e Encoding, mark int) {
	switch {
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		return UTF8, 3
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return UTF16LE, 2
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return UTF16BE, 2
	}
	// Without a mark, UTF-16 of mostly western text has a zero in every other byte.
	var zeros [2]int
	for i, b := range head[:min(len(head), 1000)] {
		if b == 0 {
			zeros[i&1]++
		}
	}
	if n := min(len(head), 1000) / 2; n > 0 {
		if zeros[1] > n*3/4 && zeros[0] < n/4 {
			return UTF16LE, 0
		}
		if zeros[0] > n*3/4 && zeros[1] < n/4 {
			return UTF16BE, 0
		}
	}
	if !validPrefix(head) {
		return Windows1252, 0
	}
	return UTF8, 0
}

// validPrefix reports whether b is UTF-8, not minding a character that is cut at the end.
func validPrefix(b []byte) bool {
	for i := len(b) - 1; i >= 0 && i >= len(b)-utf8.UTFMax; i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				b = b[:i]
			}
			break
		}
	}
	return utf8.Valid(b)
}

// utf8Reader passes UTF-8 on and replaces each byte that is none by U+FFFD.
type utf8Reader struct {
	in       *bufio.Reader
	replaced *int
	pending  []byte
}

func (r *utf8Reader) Read(p []byte) (int, error) {
	if len(r.pending) > 0 {
		n := copy(p, r.pending)
		r.pending = r.pending[n:]
		return n, nil
	}
	buf, err := r.in.Peek(min(len(p), r.in.Size()))
	if len(buf) == 0 {
		return 0, err
	}
	if utf8.Valid(buf) {
		n := copy(p, buf)
		r.in.Discard(n)
		return n, nil
	}
	var out []byte
	used := 0
	for used < len(buf) {
		rest := buf[used:]
		if !utf8.FullRune(rest) && err == nil {
			break // cut by the buffer, not by the file
		}
		c, size := utf8.DecodeRune(rest)
		if c == utf8.RuneError && size == 1 {
			*r.replaced++
		}
		out = utf8.AppendRune(out, c)
		used += size
	}
	if used == 0 { // the whole buffer is the beginning of one character
		b, _ := r.in.ReadByte()
		*r.replaced++
		_ = b
		out = utf8.AppendRune(nil, utf8.RuneError)
	} else {
		r.in.Discard(used)
	}
	n := copy(p, out)
	r.pending = out[n:]
	return n, nil
}

type utf16Reader struct {
	in      *bufio.Reader
	big     bool
	pending []byte
}

func (r *utf16Reader) unit() (uint16, error) {
	a, err := r.in.ReadByte()
	if err != nil {
		return 0, err
	}
	b, err := r.in.ReadByte()
	if err != nil {
		return 0, err
	}
	if r.big {
		a, b = b, a
	}
	return uint16(a) | uint16(b)<<8, nil
}

func (r *utf16Reader) Read(p []byte) (int, error) {
	for len(r.pending) < 4096 {
		u, err := r.unit()
		if err != nil {
			if len(r.pending) == 0 {
				return 0, err
			}
			break
		}
		c := rune(u)
		if utf16.IsSurrogate(c) {
			low, err := r.unit()
			if err != nil {
				c = utf8.RuneError
			} else {
				c = utf16.DecodeRune(c, rune(low))
			}
		}
		r.pending = utf8.AppendRune(r.pending, c)
	}
	n := copy(p, r.pending)
	r.pending = r.pending[:copy(r.pending, r.pending[n:])]
	return n, nil
}

// windows1252 are the characters of the bytes 0x80 to 0x9f; the other bytes are as in Unicode.
var windows1252 = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

type windowsReader struct {
	in      *bufio.Reader
	pending []byte
}

func (r *windowsReader) Read(p []byte) (int, error) {
	if len(r.pending) == 0 {
		buf, err := r.in.Peek(min(len(p), r.in.Size()))
		if len(buf) == 0 {
			return 0, err
		}
		for _, b := range buf {
			switch {
			case b < 0x80:
				r.pending = append(r.pending, b)
			case b < 0xa0:
				r.pending = utf8.AppendRune(r.pending, windows1252[b-0x80])
			default:
				r.pending = utf8.AppendRune(r.pending, rune(b))
			}
		}
		r.in.Discard(len(buf))
	}
	n := copy(p, r.pending)
	r.pending = r.pending[:copy(r.pending, r.pending[n:])]
	return n, nil
}

// stem returns a path's file name without the endings that say format and packing, and the ending of the format.
func stem(path string) (name, ext string) {
	name = path[strings.LastIndexAny(path, `/\`)+1:]
	lower := strings.ToLower(name)
	if strings.HasSuffix(lower, ".gz") {
		name, lower = name[:len(name)-3], lower[:len(lower)-3]
	}
	if i := strings.LastIndexByte(lower, '.'); i > 0 {
		return name[:i], lower[i:]
	}
	return name, ""
}
