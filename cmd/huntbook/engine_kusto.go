package main

import (
	"context"

	"github.com/huntbook/huntbook/controller/backend"
	"github.com/huntbook/huntbook/controller/kusto"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/schema"
)

// openKusto connects to a cluster. The catalog is what the language server learned of it last, if anything: the cluster
// itself says what is wrong with a query.
func openKusto(_ context.Context, e *engines, conn schema.Connection) (backend.Backend, bind.Catalog, error) {
	who, err := credential(conn, e.token)
	if err != nil {
		return nil, nil, err
	}
	b, err := kusto.New(conn, kusto.Options{Credential: who})
	if err != nil {
		return nil, nil, err
	}
	cache, err := schema.UserCache(e.root)
	if err != nil {
		return b, nil, nil
	}
	known, err := cache.Load(conn)
	if err != nil || known == nil {
		return b, nil, nil
	}
	return b, schema.NewCatalog(known.Database()), nil
}
