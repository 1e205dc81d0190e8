package rest

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/result"
)

// protocol is a version of the answer's form.
type protocol int

const (
	v1 protocol = 1 + iota
	v2
)

// Limits of one request. A larger body or a longer query is refused, not cut.
const (
	maxBody        = 64 << 20
	defaultRecords = 500_000         // Kusto's own result truncation
	defaultTimeout = 4 * time.Minute // Kusto's own server timeout
	maxTimeout     = time.Hour
)

// request is the body of a query or a management command.
type request struct {
	DB         string          `json:"db"`
	CSL        string          `json:"csl"`
	Properties json.RawMessage `json:"properties"` // an object, or a string that holds one
}

// properties are what a client may ask for beside the query.
type properties struct {
	Options    map[string]any    `json:"Options"`
	Parameters map[string]string `json:"Parameters"`
}

// readRequest reads a request's body. Its error is for the client.
func readRequest(w http.ResponseWriter, r *http.Request) (req request, props properties, err error) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return req, props, errors.New("the body must be JSON: Content-Type: application/json")
	}
	var body io.Reader = http.MaxBytesReader(w, r.Body, maxBody)
	if r.Header.Get("Content-Encoding") == "gzip" {
		unzipped, err := gzip.NewReader(body)
		if err != nil {
			return req, props, fmt.Errorf("the body is not gzip: %w", err)
		}
		body = io.LimitReader(unzipped, maxBody)
	}
	if err := json.NewDecoder(body).Decode(&req); err != nil {
		return req, props, fmt.Errorf("the body is not a Kusto request: %w", err)
	}
	raw := req.Properties
	var text string
	if json.Unmarshal(raw, &text) == nil {
		raw = json.RawMessage(text)
	}
	if len(raw) > 0 && string(raw) != "null" {
		if err := json.Unmarshal(raw, &props); err != nil {
			return req, props, fmt.Errorf("the request's properties are not an object with Options and Parameters: %w", err)
		}
	}
	return req, props, nil
}

func (s *Server) handleQuery(version protocol) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		req, props, err := readRequest(w, r)
		if err != nil {
			refuse(w, http.StatusBadRequest, "BadRequest_InvalidRequest", err.Error())
			return
		}
		if text := strings.TrimSpace(req.CSL); strings.HasPrefix(text, ".") {
			s.manage(w, req)
			return
		}
		s.answer(w, r, version, req, props)
	}
}

// answer runs a query and streams what comes of it.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, version protocol, req request, props properties) {
	db, ok := s.database(req.DB)
	if !ok {
		refuse(w, http.StatusBadRequest, "BadRequest_DatabaseNotFound", fmt.Sprintf("there is no database %q here; .show databases lists them", req.DB))
		return
	}
	options, err := readOptions(props)
	if err != nil {
		refuse(w, http.StatusBadRequest, "BadRequest_InvalidOption", err.Error())
		return
	}
	id := r.Header.Get("x-ms-client-request-id")
	if id == "" {
		id = "huntbook;" + uuid.NewString()
	}
	ctx, cancel := context.WithTimeout(r.Context(), options.timeout)
	defer cancel()
	q := &query{id: id, text: req.CSL, database: db.Name, started: time.Now(), cancel: cancel}
	s.running.add(q)
	defer s.running.remove(q)

	w.Header().Set("x-ms-client-request-id", id)
	w.Header().Set("x-ms-activity-id", uuid.NewString())
	set, err := db.Run(ctx, backend.Query{Text: req.CSL, Params: options.params, From: options.from, To: options.to, TimeColumn: options.timeColumn, MaxRows: -1, RequestID: id})
	if err != nil {
		s.fail(w, q, err)
		return
	}
	defer set.Close()
	first, err := firstResult(ctx, set)
	if err != nil && err != io.EOF {
		s.fail(w, q, err)
		return
	}
	out := newBody(w, r)
	defer out.Close()
	var frames writer
	if version == v1 {
		frames = newV1(out)
	} else {
		frames = newV2(out, options.fragmented, options.newlines)
	}
	if err := stream(ctx, frames, set, first, err == io.EOF, options.records); err != nil {
		s.options.Log.Info("query ended early", zap.String("id", id), zap.Error(err))
	}
}

func (s *Server) fail(w http.ResponseWriter, q *query, err error) {
	s.options.Log.Info("query refused", zap.String("id", q.id), zap.Error(err))
	e, status := describe(err)
	writeError(w, e, status)
}

// opened is a result whose first batch has been read, so that a failure at the start is still an HTTP error.
type opened struct {
	result.Result
	batch *result.Batch
	err   error // io.EOF: it has no rows
}

func firstResult(ctx context.Context, set result.Set) (opened, error) {
	r, err := set.Next(ctx)
	if err != nil {
		return opened{}, err
	}
	o := opened{Result: r}
	if o.batch, o.err = r.Reader.Next(ctx); o.err != nil && o.err != io.EOF {
		return opened{}, o.err
	}
	return o, nil
}

// writer writes a dataset in one version of the protocol.
type writer interface {
	begin(chart *result.Chart) error
	table(columns []result.Column) error
	rows(columns []result.Column, b *result.Batch, n int) error
	// endTable ends the table begun last; problem is nil when it is whole.
	endTable(rows int64, problem *apiError) error
	end(problem *apiError) error
	flush() error
}

// stream writes all results of a set. The first error of the query ends it, told inside of the frames; the error returned
// is that one, or the client's connection failing.
func stream(ctx context.Context, w writer, set result.Set, first opened, empty bool, limit int64) error {
	if err := w.begin(first.Chart); err != nil {
		return err
	}
	current, problem := first, error(nil)
	for !empty {
		problem = streamTable(ctx, w, current, limit)
		current.Reader.Close()
		if problem != nil {
			break
		}
		next, err := firstResult(ctx, set)
		if err == io.EOF {
			break
		}
		if err != nil {
			problem = err
			break
		}
		current = next
	}
	var told *apiError
	if problem != nil {
		e, _ := describe(problem)
		told = &e
	}
	if err := w.end(told); err != nil {
		return err
	}
	if err := w.flush(); err != nil {
		return err
	}
	return problem
}

func streamTable(ctx context.Context, w writer, r opened, limit int64) error {
	columns := r.Columns()
	if err := w.table(columns); err != nil {
		return err
	}
	var count int64
	batch, err := r.batch, r.err
	for ; err == nil; batch, err = r.Reader.Next(ctx) {
		n := batch.Len
		if limit >= 0 && count+int64(n) > limit {
			n = int(limit - count)
		}
		if err := w.rows(columns, batch, n); err != nil {
			return err
		}
		if count += int64(n); n < batch.Len {
			err = &result.QueryError{Code: "E_QUERY_RESULT_SET_TOO_LARGE", Message: fmt.Sprintf("the result has more than %d records and was truncated; summarize it, take fewer rows, or `set notruncation`", limit)}
			e, _ := describe(err)
			return errors.Join(err, w.endTable(count, &e))
		}
	}
	if err == io.EOF {
		return w.endTable(count, nil)
	}
	e, _ := describe(err)
	return errors.Join(err, w.endTable(count, &e))
}
