package rest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/huntbook/huntbook/controller/result"
)

// apiError is the form in which Kusto reports an error, in a body of its own or inside of frames (OneApiErrors).
type apiError struct {
	Error errorBody `json:"error"`
}

type errorBody struct {
	Code      string      `json:"code"`
	Message   string      `json:"message"`
	Type      string      `json:"@type"`
	Text      string      `json:"@message"`
	Permanent bool        `json:"@permanent"`
	Inner     *innerError `json:"innererror,omitempty"`
}

// innerError says where in the query the error is.
type innerError struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Start   int    `json:"@start"` // bytes of the query
	End     int    `json:"@end"`
}

// describe turns an error of a query into the protocol's form and the HTTP status for it.
func describe(err error) (apiError, int) {
	body := errorBody{Code: "General_InternalServerError", Message: "the engine failed", Type: "Kusto.DataNode.Exceptions.KustoServiceException", Text: err.Error()}
	status := http.StatusInternalServerError
	var refusal *result.QueryError
	switch {
	case errors.As(err, &refusal):
		status = http.StatusBadRequest
		body.Code, body.Message, body.Permanent = "General_BadRequest", "Request is invalid and cannot be executed.", true
		body.Type, body.Text = "Kusto.Data.Exceptions.KustoBadRequestException", refusal.Message
		body.Inner = &innerError{Code: refusal.Code, Message: refusal.Message, Start: refusal.Start, End: refusal.End}
	case errors.Is(err, context.DeadlineExceeded):
		status = http.StatusGatewayTimeout
		body.Code, body.Message, body.Text = "Timeout", "Request timed out.", "the query ran longer than its servertimeout"
	case errors.Is(err, context.Canceled):
		status = http.StatusBadRequest
		body.Code, body.Message, body.Text, body.Permanent = "Cancelled", "Request was cancelled.", "the query was cancelled", true
	}
	return apiError{body}, status
}

func refuse(w http.ResponseWriter, status int, code, message string) {
	writeError(w, apiError{errorBody{Code: code, Message: message, Type: "Kusto.Data.Exceptions.KustoBadRequestException", Text: message, Permanent: true}}, status)
}

func writeError(w http.ResponseWriter, e apiError, status int) {
	body, err := json.Marshal(e)
	if err != nil {
		body = []byte("{}")
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client is gone: nothing to tell it
}
