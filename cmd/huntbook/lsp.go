package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"
	"go.uber.org/zap"

	"github.com/huntbook/huntbook/lsp"
	"github.com/huntbook/huntbook/schema"
)

func newLSPCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "lsp",
		Short: "Run the language server on standard input and output",
		Long:  "Run the language server (LSP 3.18) on standard input and output. An editor starts it; it reads huntbook.json in the workspace folder.",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			log := newLog()
			defer log.Sync()
			cache := func(root string) schema.Cache {
				cache, err := schema.UserCache(root)
				if err != nil {
					log.Warn("schemas are not kept between sessions", zap.Error(err))
				}
				return cache
			}
			return lsp.Serve(c.Context(), stdio{}, lsp.Options{Version: version, Log: log, Pull: pullInChild, Cache: cache})
		},
	}
	// Clients that start servers by name add this flag; standard streams are the only transport.
	c.Flags().Bool("stdio", true, "use standard input and output (always so)")
	return c
}

// stdio is the process's standard streams as one connection.
type stdio struct{}

func (stdio) Read(p []byte) (int, error)  { return os.Stdin.Read(p) }
func (stdio) Write(p []byte) (int, error) { return os.Stdout.Write(p) }
func (stdio) Close() error                { return os.Stdin.Close() }

var _ io.ReadWriteCloser = stdio{}

// newLog logs to standard error, which editors show in their output panel. HUNTBOOK_LOG sets the level.
func newLog() *zap.Logger {
	config := zap.NewProductionConfig()
	config.Encoding = "console"
	config.Sampling = nil
	config.DisableStacktrace = true
	config.OutputPaths, config.ErrorOutputPaths = []string{"stderr"}, []string{"stderr"}
	config.EncoderConfig = zap.NewDevelopmentEncoderConfig()
	config.Level = zap.NewAtomicLevelAt(zap.InfoLevel)
	if level, err := zap.ParseAtomicLevel(os.Getenv("HUNTBOOK_LOG")); err == nil && os.Getenv("HUNTBOOK_LOG") != "" {
		config.Level = level
	}
	log, err := config.Build()
	if err != nil {
		return zap.NewNop()
	}
	return log
}

// pullInChild fetches schemas in a short-lived process of their own: the language server connects to nothing and links
// no engine, and a folder of huge files can't take it down.
func pullInChild(root string) schema.Pull {
	return func(ctx context.Context, conn schema.Connection) ([]byte, error) {
		self, err := os.Executable()
		if err != nil {
			return nil, err
		}
		var out, problems bytes.Buffer
		args := []string{"schema", "pull", conn.Name, "--json", "--root", root}
		if conn.Name == schema.LocalName {
			args = append(args, "--path", conn.Path)
		}
		child := exec.CommandContext(ctx, self, args...)
		child.Dir = root
		child.Env = append(os.Environ(), "GOMEMLIMIT=1GiB")
		child.Stdout, child.Stderr = &out, &problems
		if err := child.Run(); err != nil {
			if text := strings.TrimSpace(problems.String()); text != "" {
				return nil, errors.New(text)
			}
			return nil, fmt.Errorf("schema pull %s: %w", conn.Name, err)
		}
		return out.Bytes(), nil
	}
}
