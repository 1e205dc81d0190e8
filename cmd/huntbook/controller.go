package main

import (
	"github.com/spf13/cobra"

	"github.com/huntbook/huntbook/controller"
)

func newControllerCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "controller",
		Short: "Run the notebook controller on standard input and output",
		Long:  "Run the notebook controller (JSON-RPC with LSP's framing) on standard input and output. An editor starts it.",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			log := newLog()
			defer log.Sync()
			return controller.Serve(c.Context(), stdio{}, controller.Options{Version: version, Backends: newEngines("", log), Log: log})
		},
	}
}
