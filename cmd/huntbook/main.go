// Command huntbook is the one binary of Huntbook: the language server and the notebook controller that the editor
// starts, and the same abilities for terminals, CI and other clients.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// version is set by the linker in releases.
var version = "0.1.0-dev"

// Exit statuses. Source: DESIGN.md's contract for every subcommand.
const (
	exitFine     = 0
	exitFindings = 1 // findings, or a failed cell
	exitUsage    = 2
)

// findings ends a command with status 1 after it has said everything itself.
var errFindings = errors.New("")

// usageError ends a command with status 2.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// commands lists every subcommand; a new one adds its constructor here.
var commands = []func() *cobra.Command{
	newRunCommand, newQueryCommand, newCheckCommand, newFmtCommand, newServeCommand, newSchemaCommand, newDocsCommand, newLSPCommand, newControllerCommand,
}

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := &cobra.Command{
		Use:           "huntbook",
		Short:         "KQL in the editor, in notebooks and in the terminal",
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	for _, build := range commands {
		root.AddCommand(build())
	}
	root.SetArgs(args)
	c, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil:
		return exitFine
	case err == errFindings:
		return exitFindings
	}
	fmt.Fprintf(os.Stderr, "%s: %v\n", c.CommandPath(), err)
	var usage usageError
	if errors.As(err, &usage) || c == root {
		return exitUsage
	}
	return exitFindings
}
