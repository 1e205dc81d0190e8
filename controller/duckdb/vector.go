package duckdb

import (
	"unsafe"

	duck "github.com/duckdb/duckdb-go-bindings"
)

// vec is a view on a DuckDB vector: its values lie flat in memory that DuckDB owns, valid as long as the chunk is.
type vec struct {
	h     duck.Vector
	data  unsafe.Pointer
	valid unsafe.Pointer // bits, 1: not NULL; nil when no value is NULL
}

func vecOf(h duck.Vector) vec {
	return vec{h: h, data: duck.VectorGetData(h), valid: duck.VectorGetValidity(h)}
}

func (v *vec) null(row int) bool {
	if v.valid == nil {
		return false
	}
	word := *(*uint64)(unsafe.Add(v.valid, row/64*8))
	return word>>(uint(row)%64)&1 == 0
}

// at returns value row of a vector whose elements are T in memory.
func at[T any](v *vec, row int) T {
	var zero T
	return *(*T)(unsafe.Add(v.data, row*int(unsafe.Sizeof(zero))))
}

func put[T any](v *vec, row int, x T) {
	*(*T)(unsafe.Add(v.data, row*int(unsafe.Sizeof(x)))) = x
}

// inlined is the length up to which DuckDB keeps a string inside of its 16 byte header.
const inlined = 12

// stringHeader is DuckDB's string: length, then either the bytes or four bytes of prefix and a pointer.
type stringHeader struct {
	len  uint32
	head [4]byte
	ptr  unsafe.Pointer
}

// str returns string row without copying; it is valid as long as the chunk is.
func (v *vec) str(row int) string {
	h := (*stringHeader)(unsafe.Add(v.data, row*16))
	if h.len == 0 {
		return ""
	}
	if h.len <= inlined {
		return unsafe.String((*byte)(unsafe.Pointer(&h.head)), int(h.len))
	}
	return unsafe.String((*byte)(h.ptr), int(h.len))
}

// putStr writes string row; s must be UTF-8.
func (v *vec) putStr(row int, s string) {
	if len(s) <= inlined {
		dst := unsafe.Slice((*byte)(unsafe.Add(v.data, row*16)), 16)
		*(*uint32)(unsafe.Pointer(&dst[0])) = uint32(len(s))
		clear(dst[4:])
		copy(dst[4:], s)
		return
	}
	duck.VectorAssignStringElement(v.h, duck.IdxT(row), s)
}

func (v *vec) putNull(row int) {
	if v.valid == nil {
		duck.VectorEnsureValidityWritable(v.h)
		v.valid = duck.VectorGetValidity(v.h)
	}
	word := (*uint64)(unsafe.Add(v.valid, row/64*8))
	*word &^= 1 << (uint(row) % 64)
}

// hugeint is DuckDB's 128 bit integer, also the memory of DECIMAL(38,18) and, with the sign bit flipped, of UUID.
type hugeint struct {
	lo uint64
	hi int64
}

// list is an element of a LIST vector: a range of the child vector.
type list struct{ offset, len uint64 }
