package kusto

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// maxRetries and maxWait bound how often and how long a throttled request is tried again.
	maxRetries = 3
	maxWait    = 20 * time.Second
)

// transport puts query parameters into requests, tries again what a busy server asks to try later, and answers the
// library's question for a cluster's sign-in metadata itself: where to sign in follows from the cloud, not from what a
// server says.
type transport struct {
	next  http.RoundTripper
	login string // the cloud's sign-in endpoint
}

// metadataPath is where clusters say where to sign in.
const metadataPath = "/v1/rest/auth/metadata"

func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method == http.MethodGet && req.URL.Path == metadataPath {
		body := fmt.Sprintf(`{"AzureAD": {"LoginEndpoint": %q}}`, t.login)
		return &http.Response{StatusCode: http.StatusOK, Status: "200 OK", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
			Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}, nil
	}
	next := t.next
	if next == nil {
		next = http.DefaultTransport
	}
	var body []byte
	if req.Body != nil {
		var err error
		body, err = io.ReadAll(req.Body)
		req.Body.Close()
		if err != nil {
			return nil, err
		}
		if params, ok := req.Context().Value(paramsKey{}).(map[string]string); ok {
			if body, err = addParams(body, params); err != nil {
				return nil, err
			}
		}
	}
	for try := 0; ; try++ {
		again := req.Clone(req.Context())
		if req.Body != nil {
			again.Body, again.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		}
		resp, err := next.RoundTrip(again)
		if err != nil && req.Context().Err() == nil {
			return nil, &unreachable{req.URL.Host, err}
		}
		if err == nil && resp.StatusCode >= 400 {
			err = hideToken(resp, req.Header.Get("Authorization"))
		}
		if err != nil || try == maxRetries || resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode != http.StatusServiceUnavailable {
			return resp, err
		}
		wait := retryAfter(resp.Header.Get("Retry-After"), try)
		if wait > maxWait {
			return resp, nil
		}
		io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16))
		resp.Body.Close()
		timer := time.NewTimer(wait)
		select {
		case <-req.Context().Done():
			timer.Stop()
			return nil, req.Context().Err()
		case <-timer.C:
		}
	}
}

// maxRefusal is how much of a refusal's body is read, in bytes.
const maxRefusal = 1 << 20

// hideToken takes the request's token out of a refusal's body, where a server or a proxy may repeat what it was sent: the
// text becomes an error message, and those are logged and saved.
func hideToken(resp *http.Response, authorization string) error {
	_, token, _ := strings.Cut(authorization, " ")
	if token == "" {
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxRefusal))
	resp.Body.Close()
	body = bytes.ReplaceAll(body, []byte(token), []byte("[token]"))
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return err
}

// retryAfter returns how long a server asks to wait: in seconds or until a date; a little and growing where it says
// nothing.
func retryAfter(header string, try int) time.Duration {
	if s, err := strconv.Atoi(header); err == nil && s >= 0 {
		return time.Duration(s) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, time.Until(at))
	}
	return time.Second << try
}

// addParams adds query parameters to a request.
func addParams(body []byte, params map[string]string) ([]byte, error) {
	var message map[string]json.RawMessage
	if err := json.Unmarshal(body, &message); err != nil {
		return nil, fmt.Errorf("the request is not JSON: %w", err)
	}
	properties := map[string]any{}
	if raw := message["properties"]; raw != nil {
		if err := json.Unmarshal(raw, &properties); err != nil {
			return nil, fmt.Errorf("the request's properties are not JSON: %w", err)
		}
	}
	properties["Parameters"] = params
	raw, err := json.Marshal(properties)
	if err != nil {
		return nil, err
	}
	message["properties"] = raw
	return json.Marshal(message)
}
