package duckdb

import (
	"strings"
	"sync"
	"sync/atomic"
)

// memo keeps what was made of texts that are nearly always the same in all rows: a compiled regular expression, a list
// of terms. It is safe for several threads. The zero value is ready.
type memo[V any] struct {
	last  atomic.Pointer[memoEntry[V]]
	mu    sync.Mutex
	known map[string]*memoEntry[V]
}

type memoEntry[V any] struct {
	text  string
	value V
}

// memoLimit bounds how many texts are remembered: a column of patterns must not fill the memory.
const memoLimit = 1000

// of returns what make makes of the text, which may be borrowed.
func (m *memo[V]) of(text string, make func(string) V) V {
	if e := m.last.Load(); e != nil && e.text == text {
		return e.value
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.known[text]
	if e == nil {
		if m.known == nil || len(m.known) >= memoLimit {
			m.known = map[string]*memoEntry[V]{}
		}
		text = strings.Clone(text)
		e = &memoEntry[V]{text, make(text)}
		m.known[text] = e
	}
	m.last.Store(e)
	return e.value
}
