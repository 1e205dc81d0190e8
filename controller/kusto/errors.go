package kusto

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"unicode/utf16"

	kerrors "github.com/Azure/azure-kusto-go/azkustodata/errors"

	"github.com/huntbook/huntbook/controller/result"
)

// apiError is how a cluster words an error: in a body of its own, or inside of frames.
type apiError struct {
	Error struct {
		Code    string      `json:"code"`
		Message string      `json:"message"`
		Text    string      `json:"@message"`
		Inner   *innerError `json:"innererror"`
	} `json:"error"`
}

type innerError struct {
	Code    string      `json:"code"`
	Message string      `json:"message"`
	Text    string      `json:"@message"`
	Line    json.Number `json:"@line"`
	Pos     json.Number `json:"@pos"`
	// Start and End are bytes of the query; our own server says them.
	Start json.Number `json:"@start"`
	End   json.Number `json:"@end"`
}

// linePosition is where the message of a cluster's syntax or semantic error says its place, if the error has no fields
// for it.
var linePosition = regexp.MustCompile(`\[line:position=(\d+):(\d+)\]`)

// queryError returns what an error of the library is to the user: the cluster's own words where there are any.
func queryError(err error, text string) error {
	var refused *kerrors.HttpError
	if errors.As(err, &refused) {
		raw, e := json.Marshal(refused.UnmarshalREST())
		var a apiError
		if e == nil && json.Unmarshal(raw, &a) == nil && (a.Error.Message != "" || a.Error.Text != "") {
			return a.queryError(text)
		}
		return &result.QueryError{Code: strconv.Itoa(refused.StatusCode), Message: statusMessage(refused.StatusCode)}
	}
	var silent *unreachable
	if errors.As(err, &silent) {
		return &result.QueryError{Code: "connection", Message: silent.Error()}
	}
	var plain *kerrors.Error
	message := err.Error()
	if errors.As(err, &plain) && plain.Err != nil {
		message = plain.Err.Error()
	}
	if _, why, ok := strings.Cut(message, signInFailed); ok {
		return &result.QueryError{Code: "sign-in", Message: "nobody is signed in to this cluster: sign in in the editor, or with `az login` in a terminal (" +
			strings.Join(strings.Fields(strings.TrimLeft(why, " :")), " ") + ")"}
	}
	// The library puts the query before what happened.
	return &result.QueryError{Code: "connection", Message: strings.TrimPrefix(message, "With query: "+text+", ")}
}

// signInFailed begins the library's words for a credential's error, which it does not wrap.
const signInFailed = "Error while getting token"

// unreachable is a host that did not answer.
type unreachable struct {
	host string
	err  error
}

func (u *unreachable) Unwrap() error { return u.err }

func (u *unreachable) Error() string {
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(u.err, &name):
		return fmt.Sprintf("there is no host %s: check \"cluster\" of the connection, and the network", name.Name)
	case errors.As(u.err, &certificate):
		return fmt.Sprintf("%s does not prove who it is: %v", u.host, certificate.Err)
	case errors.Is(u.err, syscall.ECONNREFUSED):
		return u.host + " refuses the connection: nothing listens there; check \"cluster\" of the connection, and whether the server runs"
	}
	return fmt.Sprintf("%s does not answer: %v", u.host, u.err)
}

func statusMessage(status int) string {
	switch status {
	case 401:
		return "the cluster does not accept the sign-in: sign in again, or set \"tenant\" on the connection"
	case 403:
		return "the cluster knows you, but gives you no access to this database"
	case 404:
		return "nothing at this address speaks the Kusto protocol: check \"cluster\" of the connection"
	case 429:
		return "the cluster is busy and asks to try later"
	case 503, 504:
		return "the cluster is not available at the moment"
	}
	return fmt.Sprintf("the cluster answered with status %d", status)
}

func (a *apiError) queryError(text string) *result.QueryError {
	e := &result.QueryError{Code: a.Error.Code, Message: first(a.Error.Text, a.Error.Message)}
	if in := a.Error.Inner; in != nil {
		e.Code = first(in.Code, e.Code)
		e.Message = first(in.Text, e.Message, in.Message)
		start, e1 := in.Start.Int64()
		end, e2 := in.End.Int64()
		if e1 == nil && e2 == nil && start >= 0 && start <= end && end <= int64(len(text)) {
			e.Start, e.End = int(start), int(end)
			return e
		}
		line, e1 := in.Line.Int64()
		pos, e2 := in.Pos.Int64()
		if e1 == nil && e2 == nil {
			e.Start, e.End = place(text, int(line), int(pos))
			return e
		}
	}
	if m := linePosition.FindStringSubmatch(e.Message); m != nil {
		line, _ := strconv.Atoi(m[1])
		pos, _ := strconv.Atoi(m[2])
		e.Start, e.End = place(text, line, pos)
	}
	return e
}

func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

// place returns the bytes of the word at a line (from 1) and position (from 0, in UTF-16 units) of a text; zeros where
// there is no such place.
func place(text string, line, pos int) (start, end int) {
	for ; line > 1; line-- {
		i := strings.IndexByte(text[start:], '\n')
		if i < 0 {
			return 0, 0
		}
		start += i + 1
	}
	for _, c := range text[start:] {
		if pos <= 0 || c == '\n' {
			break
		}
		pos -= utf16.RuneLen(c)
		start += len(string(c))
	}
	end = start
	for end < len(text) && (isWord(text[end])) {
		end++
	}
	if end == start && end < len(text) {
		end++
	}
	return start, end
}

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
}

// broken is an answer that does not keep to the protocol.
func broken(err error) error {
	return &result.QueryError{Code: "protocol", Message: "the cluster's answer can't be read: " + err.Error()}
}
