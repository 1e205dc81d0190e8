package rest

import (
	"context"
	"encoding/json"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// fake is a database whose queries are told what to answer.
type fake struct {
	run    func(ctx context.Context, q backend.Query) (result.Set, error)
	schema symbol.Database
}

func (f *fake) Run(ctx context.Context, q backend.Query) (result.Set, error) { return f.run(ctx, q) }
func (f *fake) Close() error                                                 { return nil }
func (f *fake) Schema() *symbol.Database                                     { return &f.schema }

// tables is a result.Set of batches in memory.
type tables struct{ left []result.Result }

func (t *tables) Next(context.Context) (result.Result, error) {
	if len(t.left) == 0 {
		return result.Result{}, io.EOF
	}
	r := t.left[0]
	t.left = t.left[1:]
	return r, nil
}
func (t *tables) Close() error { return nil }

type reader struct {
	columns []result.Column
	batches []*result.Batch
	err     error // after the batches; nil: io.EOF
}

func (r *reader) Columns() []result.Column { return r.columns }
func (r *reader) Next(ctx context.Context) (*result.Batch, error) {
	if len(r.batches) > 0 {
		b := r.batches[0]
		r.batches = r.batches[1:]
		return b, ctx.Err()
	}
	if r.err != nil {
		return nil, r.err
	}
	return nil, io.EOF
}
func (r *reader) Close() error { return nil }

func longs(name string, values ...int64) *reader {
	return &reader{columns: []result.Column{{Name: name, Type: symbol.Long}}, batches: []*result.Batch{{Len: len(values), Cols: []result.Vector{{Type: symbol.Long, Ints: values}}}}}
}

func serve(t *testing.T, o Options, run func(ctx context.Context, q backend.Query) (result.Set, error)) string {
	t.Helper()
	db := &fake{run: run, schema: symbol.Database{Tables: map[string]*symbol.Table{
		"Logons": {Name: "Logons", Rows: symbol.Rows{Columns: []*symbol.Column{{Name: "TimeGenerated", Type: symbol.Datetime}, {Name: "Failed", Type: symbol.Bool}}}},
	}}}
	o.Databases = []NamedDatabase{{"NetDefaultDB", db}}
	server := httptest.NewServer(NewServer(o))
	t.Cleanup(server.Close)
	return server.URL
}

func post(t *testing.T, url, body string, header ...string) (int, string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
		}
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

func TestCells(t *testing.T) {
	for _, c := range []struct {
		v    result.Vector
		want string
	}{
		{result.Vector{Type: symbol.Long, Ints: []int64{math.MaxInt64}}, "9223372036854775807"},
		{result.Vector{Type: symbol.Bool, Ints: []int64{1}}, "true"},
		{result.Vector{Type: symbol.Real, Reals: []float64{math.NaN()}}, `"NaN"`},
		{result.Vector{Type: symbol.Real, Reals: []float64{2}}, "2.0"},
		{result.Vector{Type: symbol.String, Strings: []string{"a\"\\\n\x01\xff</b>é"}}, `"a\"\\\n\u0001` + "\ufffd" + `</b>é"`},
		{result.Vector{Type: symbol.Timespan, Ints: []int64{-5}}, `"-00:00:00.0000005"`},
		{result.Vector{Type: symbol.Dynamic, Strings: []string{`{"a":[1,2.0]}`}}, `{"a":[1,2.0]}`},
		{result.Vector{Type: symbol.Int, Ints: []int64{0}, Null: []bool{true}}, "null"},
	} {
		if got := string(appendCell(nil, &c.v, 0)); got != c.want {
			t.Errorf("%v: got %s, want %s", c.v, got, c.want)
		}
	}
}

func TestFramesV2(t *testing.T) {
	url := serve(t, Options{}, func(_ context.Context, q backend.Query) (result.Set, error) {
		return &tables{[]result.Result{{Reader: longs("x", 1, 2), Chart: &result.Chart{Kind: "timechart", Props: map[string]string{"title": "T"}}}, {Reader: longs("y", 3)}}}, nil
	})
	for _, options := range []string{`{}`, `{"results_v2_fragment_primary_tables":true,"results_v2_newlines_between_frames":true}`} {
		status, body := post(t, url+"/v2/rest/query", `{"db":"NetDefaultDB","csl":"X","properties":{"Options":`+options+`}}`)
		var frames []map[string]any
		if err := json.Unmarshal([]byte(body), &frames); err != nil || status != 200 {
			t.Fatalf("status %d, %v: %s", status, err, body)
		}
		var rows []any
		for _, f := range frames {
			if f["TableKind"] == "PrimaryResult" || f["FrameType"] == "TableFragment" {
				if r, ok := f["Rows"].([]any); ok {
					rows = append(rows, r...)
				}
			}
		}
		got, _ := json.Marshal(rows)
		if string(got) != "[[1],[2],[3]]" {
			t.Errorf("%s: rows %s in %s", options, got, body)
		}
		if last := frames[len(frames)-1]; last["FrameType"] != "DataSetCompletion" || last["HasErrors"] != false {
			t.Errorf("%s: last frame %v", options, last)
		}
		if !strings.Contains(body, `\"Visualization\":\"timechart\"`) || !strings.Contains(body, `\"Title\":\"T\"`) {
			t.Errorf("%s: the chart is missing: %s", options, body)
		}
	}
}

func TestErrors(t *testing.T) {
	refusal := &result.QueryError{Code: "KS142", Message: "no column Foo", Start: 4, End: 7}
	url := serve(t, Options{}, func(_ context.Context, q backend.Query) (result.Set, error) {
		switch q.Text {
		case "refused":
			return nil, refusal
		case "late":
			r := longs("x", 1)
			r.err = refusal
			return &tables{[]result.Result{{Reader: r}}}, nil
		}
		return &tables{[]result.Result{{Reader: longs("x", 1, 2, 3, 4)}}}, nil
	})
	if status, body := post(t, url+"/v2/rest/query", `{"db":"","csl":"refused"}`); status != 400 || !strings.Contains(body, "no column Foo") || !strings.Contains(body, `"@start":4`) {
		t.Errorf("refused: %d %s", status, body)
	}
	if status, body := post(t, url+"/v2/rest/query", `{"db":"","csl":"late"}`); status != 200 || !strings.Contains(body, `"HasErrors":true`) || !strings.Contains(body, "[1]") {
		t.Errorf("late: %d %s", status, body)
	}
	if status, body := post(t, url+"/v2/rest/query", `{"db":"","csl":"x","properties":{"Options":{"truncationmaxrecords":2}}}`); status != 200 || !strings.Contains(body, "E_QUERY_RESULT_SET_TOO_LARGE") || strings.Contains(body, "[3]") {
		t.Errorf("truncated: %d %s", status, body)
	}
	if status, body := post(t, url+"/v2/rest/query", `{"db":"Nowhere","csl":"x"}`); status != 400 || !strings.Contains(body, "Nowhere") {
		t.Errorf("unknown database: %d %s", status, body)
	}
	if status, body := post(t, url+"/v2/rest/query", `{"db":`); status != 400 {
		t.Errorf("malformed body: %d %s", status, body)
	}
}

func TestGuards(t *testing.T) {
	run := func(context.Context, backend.Query) (result.Set, error) {
		return &tables{[]result.Result{{Reader: longs("x", 1)}}}, nil
	}
	url := serve(t, Options{Token: "s3cret"}, run)
	ok := []string{"Authorization", "Bearer s3cret"}
	for what, c := range map[string]struct {
		header []string
		status int
	}{
		"token":       {ok, 200},
		"no token":    {nil, 401},
		"wrong token": {[]string{"Authorization", "Bearer s3creT"}, 401},
		"web page":    {append([]string{"Origin", "https://evil.example"}, ok...), 403},
		"rebound DNS": {append([]string{"Host", "evil.example"}, ok...), 403},
		"a form":      {append([]string{"Content-Type", "text/plain"}, ok...), 400},
	} {
		if status, body := post(t, url+"/v2/rest/query", `{"db":"","csl":"x"}`, c.header...); status != c.status {
			t.Errorf("%s: status %d, want %d: %s", what, status, c.status, body)
		}
	}
}

func TestCancelQuery(t *testing.T) {
	started := make(chan struct{})
	url := serve(t, Options{}, func(ctx context.Context, q backend.Query) (result.Set, error) {
		close(started)
		<-ctx.Done()
		return nil, ctx.Err()
	})
	done := make(chan string)
	go func() {
		_, body := post(t, url+"/v2/rest/query", `{"db":"","csl":"x"}`, "x-ms-client-request-id", "hunt;1")
		done <- body
	}()
	<-started
	if _, body := post(t, url+"/v1/rest/mgmt", `{"db":"","csl":".show queries"}`); !strings.Contains(body, "hunt;1") {
		t.Errorf("the running query is not shown: %s", body)
	}
	if status, body := post(t, url+"/v1/rest/mgmt", `{"db":"","csl":".cancel query \"hunt;1\""}`); status != 200 {
		t.Errorf("cancel: %d %s", status, body)
	}
	select {
	case body := <-done:
		if !strings.Contains(body, "cancelled") {
			t.Errorf("the cancelled query answered %s", body)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the query was not cancelled")
	}
}

func TestManagement(t *testing.T) {
	url := serve(t, Options{Version: "1.2"}, nil)
	for command, want := range map[string]string{
		".show version":    `"1.2"`,
		".show  databases": `"NetDefaultDB"`,
		".show tables;":    `"Logons"`,
		".show database NetDefaultDB schema as json":          `\"CslType\":\"datetime\"`,
		".show databases ([\"NetDefaultDB\"]) schema as json": `\"Logons\"`,
		".show database schema":                               `"Failed"`,
		".show table Logons cslschema":                        `TimeGenerated:datetime,Failed:bool`,
	} {
		body, _ := json.Marshal(map[string]string{"db": "NetDefaultDB", "csl": command})
		if status, answer := post(t, url+"/v1/rest/mgmt", string(body)); status != 200 || !strings.Contains(answer, want) {
			t.Errorf("%s: %d %s", command, status, answer)
		}
	}
	if status, answer := post(t, url+"/v1/rest/mgmt", `{"db":"","csl":".drop table Logons"}`); status != 400 || !strings.Contains(answer, ".show tables") {
		t.Errorf("unknown command: %d %s", status, answer)
	}
}

func TestOptions(t *testing.T) {
	o, err := readOptions(properties{Options: map[string]any{"servertimeout": "00:10:00", "query_datetimescope_from": "2024-05-01T00:00:00Z", "query_datetimescope_column": "At", "notruncation": true},
		Parameters: map[string]string{"who": `"bob"`, "n": "42", "neg": "-7", "since": "datetime(2024-05-01)", "bare": "O'Brien"}})
	if err != nil {
		t.Fatal(err)
	}
	if o.timeout != 10*time.Minute || o.records != -1 || o.from == 0 || o.timeColumn != "At" {
		t.Errorf("options: %+v", o)
	}
	for name, want := range map[string]symbol.Value{"who": {Type: symbol.String, Str: "bob"}, "n": {Type: symbol.Long, Int: 42}, "neg": {Type: symbol.Long, Int: -7},
		"since": {Type: symbol.Datetime, Int: o.from}, "bare": {Type: symbol.String, Str: "O'Brien"}} {
		if o.params[name] != want {
			t.Errorf("parameter %s: got %+v, want %+v", name, o.params[name], want)
		}
	}
	if _, err := readOptions(properties{Options: map[string]any{"servertimeout": "soon"}}); err == nil {
		t.Error("a servertimeout of soon was taken")
	}
}
