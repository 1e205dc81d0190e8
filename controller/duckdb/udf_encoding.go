package duckdb

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash/adler32"
	"hash/crc32"
	"io"
	"math"
	"math/bits"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// maxUnpacked bounds what a compressed text may grow to.
const maxUnpacked = 16 << 20

var encodingFunctions = []*goFunction{
	fn1("kql_base64_decode", func(s string) string {
		b, err := base64.StdEncoding.DecodeString(s)
		if err != nil || !utf8.Valid(b) {
			return ""
		}
		return string(b)
	}),
	fn1("kql_base64_decode_array", func(s string) opt[string] {
		b, err := base64.StdEncoding.DecodeString(s)
		out := []byte{'['}
		for i, c := range b {
			if i > 0 {
				out = append(out, ',')
			}
			out = strconv.AppendUint(out, uint64(c), 10)
		}
		return maybe(string(append(out, ']')), err == nil)
	}),
	fn1("kql_base64_encode_array", func(d string) string {
		items, ok := dynjson.Items(d)
		b := make([]byte, len(items))
		for i, item := range items {
			n, isInt := dynjson.Int(item)
			ok = ok && isInt && 0 <= n && n <= 255
			b[i] = byte(n)
		}
		if !ok {
			return ""
		}
		return base64.StdEncoding.EncodeToString(b)
	}),
	fn1("kql_base64_decode_guid", func(s string) opt[string] {
		b, err := base64.StdEncoding.DecodeString(s)
		if err != nil || len(b) != 16 {
			return none[string]()
		}
		h := hex.EncodeToString(swapGUID(b))
		return some(h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:])
	}),
	fn1("kql_base64_encode_guid", func(s string) string {
		b, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
		if err != nil || len(b) != 16 {
			return ""
		}
		return base64.StdEncoding.EncodeToString(swapGUID(b))
	}),

	fn1("kql_url_encode", func(s string) string { return urlEncode(s, true) }),
	fn1("kql_url_encode_component", func(s string) string { return urlEncode(s, false) }),
	fn1("kql_url_decode", urlDecode),

	fn1("kql_gzip", func(s string) string {
		// A header without name and time (RFC 1952), the data, checksum and length.
		out := append([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff}, deflated(s)...)
		out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(s)))
		return base64.StdEncoding.EncodeToString(binary.LittleEndian.AppendUint32(out, uint32(len(s))))
	}),
	fn1("kql_zlib", func(s string) string {
		out := append([]byte{0x78, 0x01}, deflated(s)...)
		return base64.StdEncoding.EncodeToString(binary.BigEndian.AppendUint32(out, adler32.Checksum([]byte(s))))
	}),
	fn1("kql_gunzip", func(s string) string {
		return unpacked(s, func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) })
	}),
	fn1("kql_unzlib", func(s string) string {
		return unpacked(s, func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) })
	}),

	fn1("kql_punycode", punyEncode),
	fn1("kql_unpunycode", func(s string) string { out, _ := punyDecode(s); return out }),
	fn1("kql_punycode_domain", func(s string) string {
		labels := strings.FieldsFunc(s, domainDot)
		for i, l := range labels {
			if !isASCII(l) {
				labels[i] = "xn--" + punyEncode(l)
			}
		}
		return strings.Join(labels, ".")
	}),
	fn1("kql_unpunycode_domain", func(s string) string {
		labels := strings.Split(s, ".")
		for i, l := range labels {
			if len(l) > 4 && strings.EqualFold(l[:4], "xn--") {
				if out, ok := punyDecode(l[4:]); ok {
					labels[i] = out
				}
			}
		}
		return strings.Join(labels, ".")
	}),

	fn1("kql_hash_text", func(s string) int64 { return int64(xxHash64([]byte(s))) }),
	fn1("kql_hash_long", func(n int64) int64 { return int64(xxHash64(binary.LittleEndian.AppendUint64(nil, uint64(n)))) }),
	fn1("kql_hash_int", func(n int32) int64 { return int64(xxHash64(binary.LittleEndian.AppendUint32(nil, uint32(n)))) }),
	fn2("kql_hash_mod", func(h, mod int64) opt[int64] {
		if mod <= 0 {
			return none[int64]()
		}
		return some(int64(uint64(h) % uint64(mod)))
	}),
}

var encodingEmitters = map[string]emitter{
	"hash": func(e *Emission) (string, error) {
		x := e.SQL[0]
		switch e.Call.Args[0].Type() {
		case symbol.Long, symbol.Datetime, symbol.Timespan:
			x = "kql_hash_long(" + x + ")"
		case symbol.Int:
			x = "kql_hash_int(" + x + ")"
		default:
			x = "kql_hash_text(" + x + "::VARCHAR)"
		}
		if len(e.SQL) > 1 {
			return "kql_hash_mod(" + x + ", " + e.SQL[1] + ")", nil
		}
		return x, nil
	},
}

// swapGUID changes between the order in which a guid is printed and the order of its bytes in memory, whose first three
// numbers are little-endian.
func swapGUID(b []byte) []byte {
	return []byte{b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]}
}

// urlEncode escapes all bytes but letters, digits and -_.!~*'() with hexadecimal digits in small letters.
func urlEncode(s string, plus bool) string {
	const hexDigits = "0123456789abcdef"
	out := make([]byte, 0, len(s)+8)
	for _, c := range []byte(s) {
		switch {
		case c < utf8.RuneSelf && (termByte[c] || strings.IndexByte("-_.!~*'()", c) >= 0):
			out = append(out, c)
		case c == ' ' && plus:
			out = append(out, '+')
		default:
			out = append(out, '%', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return string(out)
}

// urlDecode undoes escapes; those that are none stay as they are.
func urlDecode(s string) string {
	if out, err := url.QueryUnescape(s); err == nil {
		return out
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		if s[i] == '+' {
			out = append(out, ' ')
			continue
		}
		out = append(out, s[i])
	}
	return string(out)
}

// deflated is a text compressed (RFC 1951). What compressing makes no smaller is stored as it is.
func deflated(s string) []byte {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.DefaultCompression)
	if err != nil {
		panic(err) // the level is one that exists
	}
	if _, err = io.WriteString(w, s); err == nil && w.Close() == nil && b.Len() < len(s) {
		return b.Bytes()
	}
	var out []byte
	for {
		n := min(len(s), math.MaxUint16)
		final := byte(0)
		if n == len(s) {
			final = 1
		}
		out = binary.LittleEndian.AppendUint16(append(out, final), uint16(n))
		out = append(binary.LittleEndian.AppendUint16(out, ^uint16(n)), s[:n]...)
		if s = s[n:]; s == "" {
			return out
		}
	}
}

func unpacked(s string, open func(io.Reader) (io.Reader, error)) string {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return ""
	}
	r, err := open(bytes.NewReader(b))
	if err != nil {
		return ""
	}
	out, err := io.ReadAll(io.LimitReader(r, maxUnpacked))
	if err != nil || !utf8.Valid(out) {
		return ""
	}
	return string(out)
}

// domainDot reports whether a character separates the labels of a domain name: the full stop and its relatives of other
// scripts (RFC 3490, section 3.1).
func domainDot(r rune) bool { return r == '.' || r == '。' || r == '．' || r == '｡' }

// xxHash64 is the hash of that name with seed 0 (Yann Collet's specification).
func xxHash64(b []byte) uint64 {
	const p1, p2, p3, p4, p5 = 11400714785074694791, 14029467366897019727, 1609587929392839161, 9650029242287828579, 2870177450012600261
	round := func(acc, x uint64) uint64 { return bits.RotateLeft64(acc+x*p2, 31) * p1 }
	n := uint64(len(b))
	h := uint64(p5)
	if n >= 32 {
		var one, two uint64 = p1, p2
		v := [4]uint64{one + two, two, 0, -one}
		for ; len(b) >= 32; b = b[32:] {
			for i := range v {
				v[i] = round(v[i], binary.LittleEndian.Uint64(b[8*i:]))
			}
		}
		h = bits.RotateLeft64(v[0], 1) + bits.RotateLeft64(v[1], 7) + bits.RotateLeft64(v[2], 12) + bits.RotateLeft64(v[3], 18)
		for _, x := range v {
			h = (h^round(0, x))*p1 + p4
		}
	}
	h += n
	for ; len(b) >= 8; b = b[8:] {
		h = bits.RotateLeft64(h^round(0, binary.LittleEndian.Uint64(b)), 27)*p1 + p4
	}
	if len(b) >= 4 {
		h = bits.RotateLeft64(h^uint64(binary.LittleEndian.Uint32(b))*p1, 23)*p2 + p3
		b = b[4:]
	}
	for _, c := range b {
		h = bits.RotateLeft64(h^uint64(c)*p5, 11) * p1
	}
	h = (h ^ h>>33) * p2
	h = (h ^ h>>29) * p3
	return h ^ h>>32
}
