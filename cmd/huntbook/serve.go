package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"go.uber.org/zap"

	"github.com/huntbook/huntbook/controller/rest"
)

func newServeCommand() *cobra.Command {
	var listen, data, token string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the Kusto REST protocol over the embedded engine",
		Long: `Serve the Kusto REST protocol over the embedded engine, so that any Kusto client can be pointed at it.
One line with the URL is printed once it listens. Database NetDefaultDB always exists; with --data each
data file of the folder is a table of it.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			log := newLog()
			defer log.Sync()
			if token == "" { // not as the flag's default, which --help shows
				token = os.Getenv("HUNTBOOK_SERVE_TOKEN")
			}
			listener, err := loopback(listen)
			if err != nil {
				return usageError{err}
			}
			db, said, closeEngine, err := openServed(c.Context(), data, log)
			if err != nil {
				listener.Close()
				return err
			}
			for _, line := range said {
				fmt.Fprintln(c.ErrOrStderr(), printable(line))
			}
			defer closeEngine()
			server := &http.Server{
				Handler:           rest.NewServer(rest.Options{Databases: []rest.NamedDatabase{{Name: "NetDefaultDB", Database: db}}, Token: token, Version: version, Log: log}),
				ReadHeaderTimeout: 10 * time.Second,
				BaseContext:       func(net.Listener) context.Context { return c.Context() },
				ErrorLog:          zap.NewStdLog(log),
			}
			stop := context.AfterFunc(c.Context(), func() {
				ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
				defer cancel()
				if server.Shutdown(ctx) != nil {
					server.Close()
				}
			})
			defer stop()
			fmt.Fprintf(c.OutOrStdout(), "listening on http://%s\n", listener.Addr())
			if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
				return err
			}
			return nil
		},
	}
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:8080", "loopback address and port; port 0 takes a free one")
	c.Flags().StringVar(&data, "data", "", "folder whose data files are tables; no files are read without it")
	c.Flags().StringVar(&token, "token", "", "bearer token that clients must send (better by the variable HUNTBOOK_SERVE_TOKEN: a command line can be read by others)")
	return c
}

// loopback listens on an address of this machine only: the server has no accounts.
func loopback(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("--listen wants HOST:PORT, such as 127.0.0.1:0: %w", err)
	}
	ip := net.ParseIP(host)
	if host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("--listen %s is not a loopback address; use 127.0.0.1, [::1] or localhost", address)
	}
	listener, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("--listen %s: the port is in use by another program; take another one, or port 0 for a free one", address)
	}
	return listener, err
}
