package duckdb

/*
#include <stdlib.h>
extern void huntbookCallFunction(void *info, void *input, void *output);
*/
import "C"

import (
	"fmt"
	"sync"
	"unsafe"

	duck "github.com/duckdb/duckdb-go-bindings"
)

// identities gives each Go function an address that DuckDB hands back with every call: the address of byte i of a block
// outside of Go's heap stands for allFunctions()[i].
var identities = sync.OnceValue(func() unsafe.Pointer { return C.malloc(C.size_t(len(allFunctions()) + 1)) })

//export huntbookCallFunction
func huntbookCallFunction(info, input, output unsafe.Pointer) {
	fi := duck.FunctionInfo{Ptr: info}
	defer func() {
		if p := recover(); p != nil {
			duck.ScalarFunctionSetError(fi, fmt.Sprint(p))
		}
	}()
	i := uintptr(duck.ScalarFunctionGetExtraInfo(fi)) - uintptr(identities())
	f := allFunctions()[i]
	chunk := duck.DataChunk{Ptr: input}
	c := &call{n: int(duck.DataChunkGetSize(chunk)), out: vecOf(duck.Vector{Ptr: output})}
	c.args = make([]vec, duck.DataChunkGetColumnCount(chunk))
	for j := range c.args {
		c.args[j] = vecOf(duck.DataChunkGetVector(chunk, duck.IdxT(j)))
	}
	f.run(c)
}

// register makes a Go function known to the database of the connection.
func (c *conn) register(i int, f *goFunction) error {
	h := duck.CreateScalarFunction()
	defer duck.DestroyScalarFunction(&h)
	duck.ScalarFunctionSetName(h, f.name)
	for _, p := range f.params {
		t := p.logical()
		duck.ScalarFunctionAddParameter(h, t)
		duck.DestroyLogicalType(&t)
	}
	if f.rest != nil {
		t := f.rest.logical()
		duck.ScalarFunctionSetVarargs(h, t)
		duck.DestroyLogicalType(&t)
	}
	t := f.result.logical()
	duck.ScalarFunctionSetReturnType(h, t)
	duck.DestroyLogicalType(&t)
	if f.seesNulls {
		duck.ScalarFunctionSetSpecialHandling(h)
	}
	if f.volatile {
		duck.ScalarFunctionSetVolatile(h)
	}
	duck.ScalarFunctionSetExtraInfo(h, unsafe.Add(identities(), i), nil)
	duck.ScalarFunctionSetFunction(h, unsafe.Pointer(C.huntbookCallFunction))
	if duck.RegisterScalarFunction(c.h, h) == duck.StateError {
		return fmt.Errorf("function %s: not accepted", f.name)
	}
	return nil
}
