package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"

	"github.com/huntbook/huntbook/controller"
	"github.com/huntbook/huntbook/schema"
)

// credential returns who signs in to a connection: the editor, when there is one; else the Azure CLI's user, or what the
// environment says. Nothing here prompts.
func credential(conn schema.Connection, token controller.TokenFunc) (azcore.TokenCredential, error) {
	if token != nil {
		return &editorCredential{conn: conn, token: token}, nil
	}
	var sources []azcore.TokenCredential
	if env, err := azidentity.NewEnvironmentCredential(nil); err == nil {
		sources = append(sources, env)
	}
	cli, err := azidentity.NewAzureCLICredential(&azidentity.AzureCLICredentialOptions{TenantID: conn.Tenant})
	if err == nil {
		sources = append(sources, cli)
	}
	if len(sources) == 0 {
		return nil, err
	}
	return azidentity.NewChainedTokenCredential(sources, nil)
}

// editorCredential asks the editor. The scope is not sent: the editor knows it by the connection's kind and cloud.
type editorCredential struct {
	conn  schema.Connection
	token controller.TokenFunc

	mu   sync.Mutex
	last azcore.AccessToken // in memory only
}

const (
	// tokenMargin is how long before its end a token is renewed.
	tokenMargin = 5 * time.Minute
	// tokenUnknown is how long a token without a known end is used.
	tokenUnknown = 10 * time.Minute
)

func (c *editorCredential) GetToken(ctx context.Context, o policy.TokenRequestOptions) (azcore.AccessToken, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if o.Claims == "" && c.last.Token != "" && time.Until(c.last.ExpiresOn) > tokenMargin {
		return c.last, nil
	}
	tenant := o.TenantID
	if tenant == "" {
		tenant = c.conn.Tenant
	}
	r, err := c.token(ctx, controller.TokenParams{Kind: string(c.conn.Kind), Cloud: c.conn.Cloud, Tenant: tenant, Claims: o.Claims, Interactive: true})
	if err != nil {
		return azcore.AccessToken{}, err
	}
	if r.Token == "" {
		return azcore.AccessToken{}, errors.New("nobody signed in")
	}
	c.last = azcore.AccessToken{Token: r.Token, ExpiresOn: time.Now().Add(tokenUnknown + tokenMargin)}
	if end, err := time.Parse(time.RFC3339, r.Expires); err == nil {
		c.last.ExpiresOn = end
	}
	return c.last, nil
}
