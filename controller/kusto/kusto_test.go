package kusto

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/schema"
)

// cluster is a server that speaks just enough of the protocol: it answers every query with the same text.
type cluster struct {
	*httptest.Server
	answer func(w http.ResponseWriter, r *http.Request)

	mu       sync.Mutex
	requests []request
	commands []string
}

type request struct {
	header     http.Header
	DB, CSL    string
	Properties struct {
		Options    map[string]any
		Parameters map[string]string
	}
}

func newCluster(t *testing.T, answer func(http.ResponseWriter, *http.Request)) (*cluster, *Backend) {
	c := &cluster{answer: answer}
	c.Server = httptest.NewServer(http.HandlerFunc(c.serve))
	t.Cleanup(c.Server.Close)
	b, err := New(schema.Connection{Name: "test", Kind: schema.KindKusto, Cluster: c.URL, Database: "D", TimeColumn: "At"}, Options{Client: c.Client()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return c, b
}

func (c *cluster) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		http.NotFound(w, r)
		return
	}
	var req request
	if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	req.header = r.Header
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.URL.Path == "/v1/rest/mgmt" {
		c.commands = append(c.commands, req.CSL)
		text, _ := json.Marshal(`{"Databases":{"D":{"Name":"D","Tables":{"T":{"OrderedColumns":[{"Name":"x","CslType":"long"}]}}}}}`)
		fmt.Fprintf(w, `{"Tables":[{"TableName":"Table_0","Columns":[{"ColumnName":"DatabaseSchema","DataType":"String","ColumnType":"string"}],"Rows":[[%s]]}]}`, text)
		return
	}
	c.requests = append(c.requests, req)
	c.mu.Unlock()
	defer c.mu.Lock()
	c.answer(w, r)
}

func says(text string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, text) }
}

// show reads all results of a query into text.
func show(t *testing.T, b *Backend, q backend.Query) string {
	set, err := b.Run(t.Context(), q)
	if err != nil {
		return "refused: " + describe(err)
	}
	defer set.Close()
	var out strings.Builder
	for {
		r, err := set.Next(t.Context())
		if err == io.EOF {
			return out.String()
		}
		if err != nil {
			return out.String() + "end: " + describe(err) + "\n"
		}
		for i, c := range r.Columns() {
			fmt.Fprintf(&out, "%.*s%s:%v", min(i, 1), " ", c.Name, c.Type)
		}
		if r.Chart != nil {
			fmt.Fprintf(&out, " %s %v", r.Chart.Kind, r.Chart.Props)
		}
		out.WriteString("\n")
		for {
			batch, err := r.Next(t.Context())
			if err == io.EOF {
				break
			}
			if err != nil {
				fmt.Fprintf(&out, "broke off: %s\n", describe(err))
				break
			}
			for i := range batch.Len {
				out.WriteString(row(batch, i) + "\n")
			}
		}
	}
}

func describe(err error) string {
	var q *result.QueryError
	if errors.As(err, &q) {
		return fmt.Sprintf("%s %s [%d:%d]", q.Code, q.Message, q.Start, q.End)
	}
	return err.Error()
}

func row(b *result.Batch, i int) string {
	var values []string
	for k := range b.Cols {
		v := &b.Cols[k]
		switch {
		case v.IsNull(i):
			values = append(values, "null")
		case v.Ints != nil:
			values = append(values, fmt.Sprint(v.Ints[i]))
		case v.Reals != nil:
			values = append(values, fmt.Sprint(v.Reals[i]))
		default:
			values = append(values, v.Strings[i])
		}
	}
	return strings.Join(values, "|")
}

const (
	allColumns = `[{"ColumnName":"b","ColumnType":"bool"},{"ColumnName":"i","ColumnType":"int"},{"ColumnName":"l","ColumnType":"long"},{"ColumnName":"r","ColumnType":"real"},{"ColumnName":"d","ColumnType":"decimal"},
		{"ColumnName":"s","ColumnType":"string"},{"ColumnName":"t","ColumnType":"datetime"},{"ColumnName":"ts","ColumnType":"timespan"},{"ColumnName":"g","ColumnType":"guid"},{"ColumnName":"y","ColumnType":"dynamic"}]`
	allRow  = `[1,-5,9223372036854775807,"NaN","0.1234567890123456789012345678901234","a\n\"é\ud83d\ude00","9999-12-31T23:59:59.9999999Z","-10675199.02:48:05.4775808","7C759F10-811C-4DB8-AD6D-F07D8AE3F8EA","{\"a\": [1, 2]}"]`
	nullRow = `[null,null,null,null,null,null,null,null,null,null]`
	allText = "b:bool i:int l:long r:real d:decimal s:string t:datetime ts:timespan g:guid y:dynamic\n" +
		"1|-5|9223372036854775807|NaN|0.1234567890123456789012345678901234|a\n\"é😀|3155378975999999999|-9223372036854775808|7c759f10-811c-4db8-ad6d-f07d8ae3f8ea|{\"a\":[1,2]}\n" +
		"null|null|null|null|null||null|null|null|null\n"
	properties = `{"FrameType":"DataTable","TableId":0,"TableKind":"QueryProperties","TableName":"@ExtendedProperties","Columns":[{"ColumnName":"TableId","ColumnType":"int"},{"ColumnName":"Key","ColumnType":"string"},{"ColumnName":"Value","ColumnType":"dynamic"}],
		"Rows":[[1,"Visualization","{\"Visualization\":\"timechart\",\"Title\":\"x\",\"YColumns\":[\"a\",\"b\"],\"Kind\":null,\"IsQuerySorted\":false}"]]}`
	completion = `{"FrameType":"DataTable","TableId":9,"TableKind":"QueryCompletionInformation","TableName":"QueryCompletionInformation","Columns":[{"ColumnName":"Level","ColumnType":"int"}],"Rows":[[4]]}`
	done       = `{"FrameType":"DataSetCompletion","HasErrors":false,"Cancelled":false}`
	oneColumn  = `[{"ColumnName":"x","ColumnType":"long"}]`
	apiFailure = `[{"error":{"code":"LimitsExceeded","message":"Request is invalid","@message":"too many rows (E_QUERY_RESULT_SET_TOO_LARGE)"}}]`
)

func table(kind string, rest string) string {
	return `{"FrameType":"` + kind + `","TableId":1,"TableKind":"PrimaryResult","TableName":"PrimaryResult",` + rest + `}`
}

func fragment(how, rows string) string {
	return `{"FrameType":"TableFragment","TableFragmentType":"` + how + `","TableId":1,"Rows":[` + rows + `]}`
}

func TestShapes(t *testing.T) {
	header := `{"FrameType":"DataSetHeader","IsProgressive":false,"Version":"v2.0","IsFragmented":true,"ErrorReportingPlacement":"EndOfTable"}`
	tests := []struct{ what, answer, want string }{
		{"fragmented", frameList(header, properties, table("TableHeader", `"Columns":`+allColumns), fragment("DataAppend", allRow), fragment("DataAppend", nullRow),
			`{"FrameType":"TableCompletion","TableId":1,"RowCount":2}`, completion, done),
			strings.Replace(allText, "y:dynamic", "y:dynamic timechart map[title:x ycolumns:a,b]", 1)},
		{"classic", frameList(`{"FrameType":"DataSetHeader","IsProgressive":false,"Version":"v2.0"}`, properties, table("DataTable", `"Columns":`+allColumns+`,"Rows":[`+allRow+`,`+nullRow+`]`), completion, done),
			strings.Replace(allText, "y:dynamic", "y:dynamic timechart map[title:x ycolumns:a,b]", 1)},
		{"rows before columns", frameList(table("DataTable", `"Rows":[[1],[2]],"Columns":`+oneColumn), done), "x:long\n1\n2\n"},
		{"progressive", frameList(`{"FrameType":"DataSetHeader","IsProgressive":true}`, table("TableHeader", `"Columns":`+oneColumn), fragment("DataAppend", "[1],[2]"), `{"FrameType":"TableProgress","TableId":1,"TableProgress":50}`,
			fragment("DataReplace", "[3]"), fragment("DataAppend", "[4]"), `{"FrameType":"TableCompletion","TableId":1,"RowCount":2}`, done), "x:long\n3\n4\n"},
		{"several results", frameList(table("DataTable", `"Columns":`+oneColumn+`,"Rows":[[1]]`), strings.Replace(table("DataTable", `"Columns":`+oneColumn+`,"Rows":[]`), `"TableId":1`, `"TableId":2`, 1), done), "x:long\n1\nx:long\n"},
		{"broke off", frameList(table("TableHeader", `"Columns":`+oneColumn), fragment("DataAppend", "[1]"), `{"FrameType":"TableCompletion","TableId":1,"RowCount":1,"OneApiErrors":`+apiFailure+`}`,
			`{"FrameType":"DataSetCompletion","HasErrors":true,"Cancelled":false,"OneApiErrors":`+apiFailure+`}`), "x:long\n1\nbroke off: LimitsExceeded too many rows (E_QUERY_RESULT_SET_TOO_LARGE) [0:0]\n"},
		{"broke off in rows", frameList(table("DataTable", `"Columns":`+oneColumn+`,"Rows":[[1],{"OneApiErrors":`+apiFailure+`}]`), `{"FrameType":"DataSetCompletion","HasErrors":true,"OneApiErrors":`+apiFailure+`}`),
			"x:long\n1\nbroke off: LimitsExceeded too many rows (E_QUERY_RESULT_SET_TOO_LARGE) [0:0]\n"},
		{"failed at the end", frameList(table("DataTable", `"Columns":`+oneColumn+`,"Rows":[[1]]`), `{"FrameType":"DataSetCompletion","HasErrors":true,"OneApiErrors":`+apiFailure+`}`),
			"x:long\n1\nend: LimitsExceeded too many rows (E_QUERY_RESULT_SET_TOO_LARGE) [0:0]\n"},
		{"cancelled by others", frameList(`{"FrameType":"DataSetCompletion","HasErrors":false,"Cancelled":true}`), "end: cancelled the query was cancelled on the cluster [0:0]\n"},
		{"cut", strings.TrimSuffix(frameList(table("TableHeader", `"Columns":`+oneColumn), fragment("DataAppend", "[1],[2]")), "]}\n]"), "x:long\n1\n2\nbroke off: protocol the cluster's answer can't be read: unexpected EOF [0:0]\nend: protocol the cluster's answer can't be read: unexpected EOF [0:0]\n"},
		{"no frames", `{"hello": 1}`, "end: protocol the cluster's answer can't be read: it is no list of frames [0:0]\n"},
		{"a wrong value", frameList(table("DataTable", `"Columns":`+oneColumn+`,"Rows":[[1],["x"]]`), done), "x:long\n1\nbroke off: protocol the cluster's answer can't be read: column x: a value that is not of its column's type: \"x\" [0:0]\n"},
		{"a short row", frameList(table("DataTable", `"Columns":`+oneColumn+`,"Rows":[[]]`), done), "x:long\nbroke off: protocol the cluster's answer can't be read: a row has 0 values for 1 columns [0:0]\n"},
	}
	for _, test := range tests {
		_, b := newCluster(t, says(test.answer))
		if got := show(t, b, backend.Query{Text: "T"}); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.what, got, test.want)
		}
	}
}

func frameList(frames ...string) string { return "[" + strings.Join(frames, "\n,") + "\n]" }

func TestBatches(t *testing.T) {
	rows := strings.TrimSuffix(strings.Repeat(`[7,"x"],`, 5000), ",")
	columns := `"Columns":[{"ColumnName":"n","ColumnType":"long"},{"ColumnName":"s","ColumnType":"string"}]`
	_, b := newCluster(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		io.WriteString(z, frameList(table("DataTable", columns+`,"Rows":[`+rows+`]`), done))
		z.Close()
	})
	set, err := b.Run(t.Context(), backend.Query{Text: "T"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := set.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var sizes []int
	for {
		batch, err := r.Next(t.Context())
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, batch.Len)
	}
	if fmt.Sprint(sizes) != "[2048 2048 904]" {
		t.Error(sizes)
	}
}

// What is sent: the text as it is, our names, the parameters beside the text, the span in ticks.
func TestRequest(t *testing.T) {
	c, b := newCluster(t, says(frameList(done)))
	show(t, b, backend.Query{Text: "declare query_parameters(a: string);\nT | where x == a", Database: "Other", RequestID: "hb;1", MaxRows: 10, From: 638500000000000001, To: 638600000000000000,
		Params: map[string]symbol.Value{"a": {Type: symbol.String, Str: "say \"hi\"\\\n"}, "n": {Type: symbol.Long, Int: -1}}})
	req := c.requests[0]
	if req.CSL != "declare query_parameters(a: string);\nT | where x == a" || req.DB != "Other" {
		t.Errorf("%s on %s", req.CSL, req.DB)
	}
	if got := fmt.Sprint(req.Properties.Parameters); got != `map[a:"say \"hi\"\\\n" n:long(-1)]` {
		t.Error(got)
	}
	for name, want := range map[string]any{"query_take_max_records": 10.0, "query_datetimescope_from": "2024-04-29T15:06:40.0000001Z", "query_datetimescope_to": "2024-08-23T08:53:20.0000000Z",
		"query_datetimescope_column": "At", "results_v2_fragment_primary_tables": true, "servertimeout": "00:04:00"} {
		if got := req.Properties.Options[name]; got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	for name, want := range map[string]string{"x-ms-client-request-id": "hb;1", "x-ms-app": "Huntbook", "x-ms-user": "Huntbook", "Authorization": ""} {
		if got := req.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestRefusals(t *testing.T) {
	text := "let é = 1;\nT | where Stat == 1"
	tests := []struct {
		status     int
		body, want string
	}{
		{400, `{"error":{"code":"General_BadRequest","message":"Request is invalid","@message":"Semantic error","innererror":{"code":"SEM0100","@message":"no column Stat","@line":2,"@pos":10}}}`, "refused: SEM0100 no column Stat [22:26]"},
		{400, `{"error":{"code":"General_BadRequest","message":"Request is invalid","@message":"Semantic error: no column. [line:position=2:10]. Query: x"}}`, "refused: General_BadRequest Semantic error: no column. [line:position=2:10]. Query: x [22:26]"},
		{400, `{"error":{"code":"General_BadRequest","@message":"bad","innererror":{"code":"KS142","message":"bad","@start":22,"@end":26}}}`, "refused: KS142 bad [22:26]"},
		{400, `{"error":{"code":"General_BadRequest","@message":"bad [line:position=99:1]"}}`, "refused: General_BadRequest bad [line:position=99:1] [0:0]"},
		{401, "", "refused: 401 the cluster does not accept the sign-in: sign in again, or set \"tenant\" on the connection [0:0]"},
		{404, "<html>", "refused: 404 nothing at this address speaks the Kusto protocol: check \"cluster\" of the connection [0:0]"},
		{500, "", "refused: 500 the cluster answered with status 500 [0:0]"},
	}
	for _, test := range tests {
		_, b := newCluster(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(test.status)
			io.WriteString(w, test.body)
		})
		if got := show(t, b, backend.Query{Text: text}); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

func TestUnreachable(t *testing.T) {
	c, b := newCluster(t, says(""))
	c.Server.Close()
	if got := show(t, b, backend.Query{Text: "T"}); !strings.HasPrefix(got, "refused: connection ") {
		t.Error(got)
	}
}

// A busy server is asked again; one that asks for too much patience is not.
func TestThrottled(t *testing.T) {
	tries := 0
	_, b := newCluster(t, func(w http.ResponseWriter, _ *http.Request) {
		if tries++; tries < 3 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		io.WriteString(w, frameList(table("DataTable", `"Columns":`+oneColumn+`,"Rows":[[1]]`), done))
	})
	if got := show(t, b, backend.Query{Text: "T", Params: map[string]symbol.Value{"a": {Type: symbol.Long}}}); got != "x:long\n1\n" || tries != 3 {
		t.Errorf("after %d tries: %s", tries, got)
	}
	_, b = newCluster(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	if got := show(t, b, backend.Query{Text: "T"}); got != "refused: 429 the cluster is busy and asks to try later [0:0]" {
		t.Error(got)
	}
}

// hang sends the beginning of an answer and then nothing, until the client is gone.
func hang(w http.ResponseWriter, r *http.Request) {
	io.WriteString(w, "["+table("TableHeader", `"Columns":`+oneColumn)+"\n,"+strings.TrimSuffix(fragment("DataAppend", "[1]"), "]}"))
	w.(http.Flusher).Flush()
	<-r.Context().Done()
}

func readAll(ctx context.Context, r result.Reader) error {
	for {
		if _, err := r.Next(ctx); err != nil {
			return err
		}
	}
}

func TestCancel(t *testing.T) {
	for what, cancel := range map[string]func(set result.Set, stop context.CancelFunc) error{
		"the query's context": func(set result.Set, stop context.CancelFunc) error {
			r, err := set.Next(context.Background())
			if err != nil {
				return err
			}
			time.AfterFunc(20*time.Millisecond, stop)
			return readAll(context.Background(), r)
		},
		"the reading's context": func(set result.Set, _ context.CancelFunc) error {
			r, err := set.Next(context.Background())
			if err != nil {
				return err
			}
			ctx, stop := context.WithCancel(context.Background())
			time.AfterFunc(20*time.Millisecond, stop)
			return readAll(ctx, r)
		},
		"closing": func(set result.Set, _ context.CancelFunc) error { set.Close(); return context.Canceled },
	} {
		c, b := newCluster(t, hang)
		ctx, stop := context.WithCancel(t.Context())
		set, err := b.Run(ctx, backend.Query{Text: "T", RequestID: `id"1`})
		if err != nil {
			t.Fatal(err)
		}
		if err := cancel(set, stop); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", what, err)
		}
		set.Close()
		stop()
		b.Close() // waits for the command
		c.mu.Lock()
		if got := fmt.Sprint(c.commands); got != `[.cancel query "id\"1"]` {
			t.Errorf("%s: commands %s", what, got)
		}
		c.mu.Unlock()
	}
}

// A query that was read to its end is not cancelled.
func TestNoCancel(t *testing.T) {
	c, b := newCluster(t, says(frameList(table("DataTable", `"Columns":`+oneColumn+`,"Rows":[[1]]`), done)))
	if got := show(t, b, backend.Query{Text: "T", RequestID: "x"}); got != "x:long\n1\n" {
		t.Error(got)
	}
	b.Close()
	if len(c.commands) > 0 {
		t.Error(c.commands)
	}
}

func TestSchema(t *testing.T) {
	c, b := newCluster(t, says(""))
	s, err := b.Schema(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if table := s.Database().Tables["T"]; table == nil || table.Rows.Column("x") == nil || s.Current != "D" || c.commands[0] != ".show databases schema as json" {
		t.Errorf("%+v, %v", s, c.commands)
	}
}

type fakeCredential struct{ asked []policy.TokenRequestOptions }

func (f *fakeCredential) GetToken(_ context.Context, o policy.TokenRequestOptions) (azcore.AccessToken, error) {
	f.asked = append(f.asked, o)
	return azcore.AccessToken{Token: "secret", ExpiresOn: time.Now().Add(time.Hour)}, nil
}

func TestNew(t *testing.T) {
	credential := &fakeCredential{}
	for cluster, want := range map[string]string{
		"https://c.kusto.windows.net":        "",
		"c":                                  "",
		"http://127.0.0.1:1":                 "",
		"http://c.kusto.windows.net":         "by https only",
		"https://example.org":                "gets no token",
		"https://kusto.windows.net.evil.org": "gets no token",
		"https://c.kusto.windows.net;Fed=1":  "not the address",
		"https://c.kusto.chinacloudapi.cn":   "gets no token",
		"https://x=y.kusto.windows.net":      "not the address",
	} {
		b, err := New(schema.Connection{Name: "n", Cluster: cluster, Database: "d"}, Options{Credential: credential})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v", cluster, err)
		}
		if err == nil {
			b.Close()
		}
	}
	if s := (scoped{credential, cloudOf("china").scope, "t"}); true {
		s.GetToken(t.Context(), policy.TokenRequestOptions{Scopes: []string{"https://evil.example/.default"}})
	}
	if got := credential.asked[0]; len(got.Scopes) != 1 || got.Scopes[0] != "https://kusto.kusto.chinacloudapi.cn/.default" || got.TenantID != "t" {
		t.Errorf("%+v", got)
	}
	// On this machine, no token is asked for, whatever there is.
	c, _ := newCluster(t, says(frameList(done)))
	b, err := New(schema.Connection{Name: "n", Cluster: c.URL, Database: "d"}, Options{Credential: credential})
	if err != nil {
		t.Fatal(err)
	}
	if show(t, b, backend.Query{Text: "T"}); len(credential.asked) != 1 || c.requests[0].header.Get("Authorization") != "" {
		t.Error("a token was sent")
	}
}

func TestTimes(t *testing.T) {
	for text, want := range map[string]int64{"00:00:00": 0, "1.02:03:04.5": 937845000000, "-00:00:00.0000001": -1, "10675199.02:48:05.4775807": math.MaxInt64, "-10675199.02:48:05.4775808": math.MinInt64} {
		if got, ok := timespan(text); !ok || got != want {
			t.Errorf("%s: %d, %v", text, got, ok)
		}
		if back, ok := timespan(spanText(want)); !ok || back != want {
			t.Errorf("%s: back as %s", text, spanText(want))
		}
	}
	for text, want := range map[string]int64{"0001-01-01T00:00:00Z": 0, "1970-01-01T00:00:00.0000001Z": unixTicks + 1, "2024-05-01T10:00:00+02:00": 638501472000000000, "9999-12-31T23:59:59.9999999Z": 3155378975999999999} {
		got, ok := datetime(text)
		if !ok || got != want {
			t.Errorf("%s: %d, %v", text, got, ok)
		}
		if back, ok := datetime(tickText(want)); !ok || back != want {
			t.Errorf("%s: back as %s", text, tickText(want))
		}
	}
	for _, text := range []string{"", "x", "1:2", "00:00:00.12345678", "1.x:00:00"} {
		if _, ok := timespan(text); ok {
			t.Errorf("%q is no timespan", text)
		}
	}
}

func TestLiterals(t *testing.T) {
	for _, test := range []struct {
		v    symbol.Value
		want string
	}{
		{symbol.Value{Type: symbol.Bool, Int: 1}, "true"}, {symbol.Value{Type: symbol.Int, Int: -5}, "int(-5)"}, {symbol.Value{Type: symbol.Real, Real: 0.1}, "real(0.1)"}, {symbol.Value{Type: symbol.Real, Real: math.Inf(-1)}, "real(-inf)"},
		{symbol.Value{Type: symbol.Decimal, Str: "1.50"}, "decimal(1.50)"}, {symbol.Value{Type: symbol.Timespan, Int: -1}, "time(-0.00:00:00.0000001)"}, {symbol.Value{Type: symbol.Datetime, Int: unixTicks}, "datetime(1970-01-01T00:00:00.0000000Z)"},
		{symbol.Value{Type: symbol.Guid, Null: true}, "guid(null)"}, {symbol.Value{Type: symbol.Dynamic, Str: `{"a":1}`}, `dynamic({"a":1})`}, {symbol.Value{Type: symbol.String, Str: "\x01é"}, `"\u0001é"`},
	} {
		if got := literal(test.v); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

func FuzzFrames(f *testing.F) {
	f.Add(frameList(properties, table("TableHeader", `"Columns":`+allColumns), fragment("DataAppend", allRow), done))
	f.Add(frameList(`{"FrameType":"DataSetHeader","IsProgressive":true}`, table("TableHeader", `"Columns":`+oneColumn), fragment("DataReplace", "[3]")))
	f.Fuzz(func(t *testing.T, text string) {
		ctx, abort := context.WithCancel(t.Context())
		s := &set{backend: &Backend{}, ctx: ctx, abort: abort, body: io.NopCloser(strings.NewReader("")), frames: newFrames(strings.NewReader(text)), unwatch: func() bool { return true }}
		defer s.Close()
		for {
			r, err := s.Next(ctx)
			if err != nil {
				return
			}
			for {
				b, err := r.Next(ctx)
				if err != nil {
					break
				}
				for i := range b.Len {
					row(b, i)
				}
			}
		}
	})
}
