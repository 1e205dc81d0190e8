package duckdb

import (
	"errors"
	"testing"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/result"
)

// TestFurtherArgumentIsRefused: an argument that would change the answer, and is not computed here, is not ignored.
func TestFurtherArgumentIsRefused(t *testing.T) {
	text := `print geo_line_to_s2cells(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5]]}), 8, 100)`
	set, err := open(t).Database("x").Run(t.Context(), backend.Query{Text: text, MaxRows: -1})
	if err == nil {
		defer set.Close()
		var r result.Result
		if r, err = set.Next(t.Context()); err == nil {
			_, err = r.Reader.Next(t.Context())
		}
	}
	var refusal *result.QueryError
	if !errors.As(err, &refusal) || refusal.Code != "unsupported" || text[refusal.Start:refusal.End] != "100" {
		t.Errorf("got %+v", err)
	}
}
