//go:build nolocal

package main

import (
	"context"
	"errors"

	"go.uber.org/zap"

	"github.com/huntbook/huntbook/controller/rest"
)

// hasLocal says whether this build has the embedded engine.
const hasLocal = false

var errNoLocal = errors.New("this build of huntbook has no embedded engine: it runs queries on remote connections only")

func newLocal([]string, *zap.Logger) (localEngine, error) { return nil, errNoLocal }

func openServed(context.Context, string, *zap.Logger, ...string) (rest.Database, []string, func(), error) {
	return nil, nil, nil, errNoLocal
}
