//go:build nolocal

package main

import (
	"context"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

func folderSchema(context.Context, string) (*symbol.Database, []string, error) {
	return nil, nil, errNoLocal
}
