// Package kusto runs queries on Azure Data Explorer, Fabric, `huntbook serve` and whatever else speaks the Kusto REST
// protocol, and fetches their schemas.
//
// The client library connects, signs in and sends; answers are read by this package's own decoder, because the
// library's values lose what KQL has (timespans beyond 292 years, the difference between a string and JSON in a dynamic).
//
// Invariants: a token goes to the built-in hosts of the connection's cloud only, with the scope of that cloud, whatever
// a server's metadata say; http goes to this machine only, without a token. Neither the query nor a token is logged. The
// name of the operating system's user is not sent.
package kusto

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/Azure/azure-kusto-go/azkustodata"
	"github.com/Azure/azure-kusto-go/azkustodata/kql"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/schema"
)

// application is what a cluster's `.show queries` shows for us, in place of a user's name too.
const application = "Huntbook"

// Options are the surroundings of a connection.
type Options struct {
	// Credential yields tokens, and caches them: it is asked for every request. It is not asked for a cluster on this
	// machine. nil: none.
	Credential azcore.TokenCredential
	// Client sends requests; nil: a client with sensible limits. Its Transport is wrapped, it is not changed itself.
	Client *http.Client
}

// Backend is a connection to a cluster. It is safe for concurrent use.
type Backend struct {
	conn   schema.Connection
	client *azkustodata.Client
	// cancels are messages to the server that queries are not wanted any more; Close waits for them.
	cancels sync.WaitGroup
}

// New returns a backend for a connection of kind kusto. It sends nothing yet.
func New(c schema.Connection, o Options) (*Backend, error) {
	endpoint := c.Endpoint()
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" || strings.ContainsAny(endpoint, ";= \"") {
		return nil, fmt.Errorf("connection %s: %q is not the address of a cluster", c.Name, c.Cluster)
	}
	local := schema.IsLoopback(u.Hostname())
	if u.Scheme != "https" && !(u.Scheme == "http" && local) {
		return nil, fmt.Errorf("connection %s: %s is reached by https only", c.Name, u.Host)
	}
	builder := azkustodata.NewConnectionStringBuilder(endpoint)
	if o.Credential != nil && !local {
		if !trusted(u.Hostname(), c.Cloud) {
			return nil, fmt.Errorf("connection %s: %s is no Kusto host of the %s cloud, so it gets no token", c.Name, u.Host, cloudOf(c.Cloud).name)
		}
		builder = builder.WithTokenCredential(scoped{o.Credential, cloudOf(c.Cloud).scope, c.Tenant})
	}
	client := &http.Client{}
	if o.Client != nil {
		*client = *o.Client
	}
	client.Transport = &transport{next: client.Transport, login: cloudOf(c.Cloud).login}
	k, err := azkustodata.New(builder, azkustodata.WithHttpClient(client))
	if err != nil {
		return nil, fmt.Errorf("connection %s: %w", c.Name, err)
	}
	return &Backend{conn: c, client: k}, nil
}

// cloud is what differs among Azure's clouds.
type cloud struct {
	name, scope, login string
	suffixes           []string // of host names
}

var clouds = map[string]cloud{
	"": {"public", "https://kusto.kusto.windows.net/.default", "https://login.microsoftonline.com",
		[]string{".kusto.windows.net", ".kustomfa.windows.net", ".kusto.azuresynapse.net", ".kusto.fabric.microsoft.com", ".kusto.data.microsoft.com"}},
	"usgov": {"usgov", "https://kusto.kusto.usgovcloudapi.net/.default", "https://login.microsoftonline.us", []string{".kusto.usgovcloudapi.net", ".kustomfa.usgovcloudapi.net"}},
	"usdod": {"usdod", "https://kusto.kusto.usgovcloudapi.net/.default", "https://login.microsoftonline.us", []string{".kusto.usgovcloudapi.net", ".kustomfa.usgovcloudapi.net"}},
	"china": {"china", "https://kusto.kusto.chinacloudapi.cn/.default", "https://login.partner.microsoftonline.cn", []string{".kusto.chinacloudapi.cn", ".kustomfa.chinacloudapi.cn", ".kusto.azuresynapse.azure.cn"}},
}

func cloudOf(name string) cloud {
	if c, ok := clouds[name]; ok {
		return c
	}
	return clouds[""]
}

// trusted reports whether a host is one of the cloud's, to which tokens may go.
func trusted(host, name string) bool {
	for _, suffix := range cloudOf(name).suffixes {
		if strings.HasSuffix(strings.ToLower(host), suffix) {
			return true
		}
	}
	return false
}

// scoped asks a credential for tokens of the cloud's scope, whatever scope is asked for.
type scoped struct {
	azcore.TokenCredential
	scope, tenant string
}

func (s scoped) GetToken(ctx context.Context, o policy.TokenRequestOptions) (azcore.AccessToken, error) {
	o.Scopes = []string{s.scope}
	if s.tenant != "" {
		o.TenantID = s.tenant
	}
	return s.TokenCredential.GetToken(ctx, o)
}

// Close ends the connection, after the server was told about queries that were cancelled.
func (b *Backend) Close() error {
	b.cancels.Wait()
	return b.client.Close()
}

// Run implements backend.Backend. Cancelling ctx, or closing a result early, sends `.cancel query` to the server.
func (b *Backend) Run(ctx context.Context, q backend.Query) (result.Set, error) {
	database := q.Database
	if database == "" {
		database = b.conn.Database
	}
	options := []azkustodata.QueryOption{
		azkustodata.Application(application), azkustodata.User(application),
		azkustodata.V2FragmentPrimaryTables(), azkustodata.V2NewlinesBetweenFrames(),
		azkustodata.ResultsErrorReportingPlacement(azkustodata.ResultsErrorReportingPlacementEndOfTable),
	}
	if q.RequestID != "" {
		options = append(options, azkustodata.ClientRequestID(q.RequestID))
	}
	switch {
	case q.MaxRows < 0:
		options = append(options, azkustodata.NoTruncation())
	case q.MaxRows > 0:
		options = append(options, azkustodata.QueryTakeMaxRecords(q.MaxRows))
	}
	if q.From != 0 || q.To != 0 {
		options = append(options, b.scope(q)...)
	}
	set := &set{backend: b, database: database, id: q.RequestID, text: q.Text, ctx: ctx}
	run, abort := context.WithCancel(withParams(ctx, q.Params))
	set.abort = abort
	body, err := b.client.RawV2(run, database, kql.New("").AddUnsafe(q.Text), options)
	if err != nil {
		if ctx.Err() != nil {
			set.stop()
			return nil, ctx.Err()
		}
		abort()
		return nil, queryError(err, q.Text)
	}
	set.body = body
	set.frames = newFrames(body)
	set.unwatch = context.AfterFunc(ctx, set.stop)
	return set, nil
}

// defaultTimeColumn is what a time span bounds where the connection names no column.
const defaultTimeColumn = "TimeGenerated"

// scope bounds the tables' time column to the query's span.
func (b *Backend) scope(q backend.Query) []azkustodata.QueryOption {
	column := cmp.Or(q.TimeColumn, b.conn.TimeColumn, defaultTimeColumn)
	options := []azkustodata.QueryOption{azkustodata.QueryDateTimeScopeColumn(column)}
	// The protocol's own options, because the library's lose ticks.
	if q.From != 0 {
		options = append(options, azkustodata.CustomQueryOption("query_datetimescope_from", tickText(q.From)))
	}
	if q.To != 0 {
		options = append(options, azkustodata.CustomQueryOption("query_datetimescope_to", tickText(q.To)))
	}
	return options
}

// cancelTimeout bounds how long telling the server about a cancelled query may take.
const cancelTimeout = 10 * time.Second

// cancelQuery tells the server that a query is not wanted any more. It does not wait for the answer.
func (b *Backend) cancelQuery(database, id string) {
	if id == "" {
		return // only the broken connection tells
	}
	b.cancels.Go(func() {
		ctx, done := context.WithTimeout(context.Background(), cancelTimeout)
		defer done()
		// A refusal changes nothing: the query has ended, or ends by itself.
		_, _ = b.client.Mgmt(ctx, database, kql.New(".cancel query ").AddString(id), azkustodata.Application(application), azkustodata.User(application))
	})
}

// Schema returns the connection's databases: what `.show databases schema as json` says.
func (b *Backend) Schema(ctx context.Context) (*schema.Snapshot, error) {
	reply, err := b.client.Mgmt(ctx, b.conn.Database, kql.New(".show databases schema as json"), azkustodata.Application(application), azkustodata.User(application))
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, queryError(err, "")
	}
	for _, table := range reply.Tables() {
		for _, row := range table.Rows() {
			text, err := row.StringByIndex(0)
			if err != nil {
				return nil, fmt.Errorf("the cluster's schema is not a text: %w", err)
			}
			return schema.SnapshotOf(b.conn, time.Now().UTC(), []byte(text))
		}
	}
	return nil, fmt.Errorf("the cluster sent no schema")
}

type paramsKey struct{}

// withParams gives the values of declared query parameters to the transport: the library would add a declaration of its
// own to the text, which has one.
func withParams(ctx context.Context, params map[string]symbol.Value) context.Context {
	if len(params) == 0 {
		return ctx
	}
	texts := map[string]string{}
	for name, v := range params {
		texts[name] = literal(v)
	}
	return context.WithValue(ctx, paramsKey{}, texts)
}
