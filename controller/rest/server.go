// Package rest speaks the Kusto REST protocol over any backend, so that every Kusto client can be pointed at it:
// POST /v1/rest/query, /v2/rest/query, /v1/rest/mgmt and GET /v1/rest/auth/metadata.
//
// The server is meant for one machine. Invariants: a request with an Origin header, with a Host that is not the server's
// own loopback name, or with a body that is not JSON is refused, so that no web page can use it; rows stream through
// bounded memory; every query stops when its client goes away or cancels it.
//
// Source of the frames: the page "Query/management HTTP response" of the Kusto documentation, and what azkustodata reads.
package rest

import (
	"context"
	"crypto/subtle"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"go.uber.org/zap"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Database is one database that the server offers.
type Database interface {
	backend.Backend
	// Schema describes its tables and functions; it must not be changed.
	Schema() *symbol.Database
}

// Options configure a server.
type Options struct {
	// Databases by name, in the order of .show databases. The first is the default.
	Databases []NamedDatabase
	// Token is asked for as a bearer token when it is not empty.
	Token   string
	Version string
	Log     *zap.Logger // nil: no log
}

// NamedDatabase is a database and its name.
type NamedDatabase struct {
	Name string
	Database
}

// Server is an http.Handler. Its zero value is not usable.
type Server struct {
	options Options
	mux     *http.ServeMux
	running running
}

// NewServer returns a server over the databases given, which stay the caller's to close.
func NewServer(o Options) *Server {
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	s := &Server{options: o, mux: http.NewServeMux(), running: running{byID: map[string]*query{}}}
	s.mux.HandleFunc("POST /v1/rest/query", s.handleQuery(v1))
	s.mux.HandleFunc("POST /v2/rest/query", s.handleQuery(v2))
	s.mux.HandleFunc("POST /v1/rest/mgmt", s.handleManagement)
	s.mux.HandleFunc("GET /v1/rest/auth/metadata", s.handleAuthMetadata)
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	switch {
	case !isLoopbackHost(r.Host):
		refuse(w, http.StatusForbidden, "Forbidden", "the Host header does not name this machine's loopback address")
	case r.Header.Get("Origin") != "":
		refuse(w, http.StatusForbidden, "Forbidden", "requests from web pages are not answered")
	case !s.authorized(r):
		w.Header().Set("WWW-Authenticate", "Bearer")
		refuse(w, http.StatusUnauthorized, "Unauthorized", "this server asks for the token it was started with")
	default:
		s.mux.ServeHTTP(w, r)
	}
}

func (s *Server) authorized(r *http.Request) bool {
	if s.options.Token == "" || r.Method == http.MethodGet {
		return true
	}
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return ok && subtle.ConstantTimeCompare([]byte(given), []byte(s.options.Token)) == 1
}

func isLoopbackHost(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// handleAuthMetadata answers that no identity provider is involved: clients then connect as they were told to.
func (s *Server) handleAuthMetadata(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusNotFound)
}

// database returns the database of that name; the empty name means the first.
func (s *Server) database(name string) (NamedDatabase, bool) {
	for i, d := range s.options.Databases {
		if strings.EqualFold(d.Name, name) || name == "" && i == 0 {
			return d, true
		}
	}
	return NamedDatabase{}, false
}

// running are the queries under way, by the client's request id.
type running struct {
	mu   sync.Mutex
	byID map[string]*query
}

type query struct {
	id, text, database string
	started            time.Time
	cancel             context.CancelFunc
}

func (r *running) add(q *query) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.byID[q.id] = q
}

func (r *running) remove(q *query) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.byID[q.id] == q {
		delete(r.byID, q.id)
	}
}

// cancel stops the query with that request id and reports whether it was running.
func (r *running) cancel(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	q, ok := r.byID[id]
	if ok {
		q.cancel()
	}
	return ok
}

func (r *running) list() []*query {
	r.mu.Lock()
	defer r.mu.Unlock()
	qs := make([]*query, 0, len(r.byID))
	for _, q := range r.byID {
		qs = append(qs, q)
	}
	return qs
}
