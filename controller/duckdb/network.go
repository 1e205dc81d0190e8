package duckdb

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/huntbook/huntbook/controller/result"
)

// network is the engine's only way out: reading from hosts that the user has allowed by name.
type network struct {
	hosts []string
	// public reports whether an address may be connected to, and roots says whom to trust; tests replace them.
	public func(netip.Addr) bool
	tls    *tls.Config
}

const (
	fetchTime      = 60 * time.Second
	fetchRedirects = 5
)

// refused is an error that tells the user what to do.
func refused(format string, args ...any) error {
	return &result.QueryError{Code: codeUnsupported, Message: fmt.Sprintf(format, args...)}
}

// check says whether an address may be asked at all.
func (n *network) check(u *url.URL) error {
	if u.Scheme != "https" {
		return refused("externaldata reads from the network by https only, not from %s", u.Redacted())
	}
	host := strings.ToLower(u.Hostname())
	if !slices.ContainsFunc(n.hosts, func(h string) bool { return strings.EqualFold(h, host) }) {
		return refused("externaldata may not read from %s: allow this host in your settings, or save the file in the data folder and name it by its path", host)
	}
	return nil
}

// get reads what an address names. Every redirect must lead to an allowed host, and every connection to an address of
// the public internet: it is checked when it is made, so that no name can be resolved to another address in between.
func (n *network) get(ctx context.Context, u *url.URL) ([]byte, error) {
	if err := n.check(u); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, fetchTime)
	defer cancel()
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || !n.public(at.Addr().Unmap()) {
			return refused("externaldata may not connect to %s: it is no public address", address)
		}
		return nil
	}}
	transport := &http.Transport{DialContext: dialer.DialContext, TLSClientConfig: n.tls, ForceAttemptHTTP2: true, DisableKeepAlives: true, TLSHandshakeTimeout: 10 * time.Second}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if len(via) > fetchRedirects {
			return errors.New("too many redirects")
		}
		return n.check(r.URL)
	}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	resp, err := client.Do(req)
	if err != nil {
		var q *result.QueryError
		if errors.As(err, &q) {
			return nil, q
		}
		return nil, fmt.Errorf("%s cannot be read: %w", u.Hostname(), plainNetError(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", u.Hostname(), resp.Status)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxExternal+1))
	if err != nil {
		return nil, plainNetError(err)
	}
	if len(data) > maxExternal {
		return nil, tooLarge(u.Path)
	}
	return data, nil
}

// plainNetError is an error without the address, which may hold a signature.
func plainNetError(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// notPublic are ranges beside those that netip knows: shared address space, benchmarks, documentation, NAT64, 6to4.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("2001::/32"),
}

// publicAddress reports whether an address is one of the public internet.
func publicAddress(a netip.Addr) bool {
	if !a.IsValid() || a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified() || a.IsInterfaceLocalMulticast() {
		return false
	}
	return !slices.ContainsFunc(notPublic, func(p netip.Prefix) bool { return p.Contains(a) })
}
