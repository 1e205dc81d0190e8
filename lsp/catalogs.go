package lsp

import (
	"errors"
	"sync"

	"go.uber.org/zap"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/schema"
)

// bundledOnly is the source of schemas before the editor has said where it works: every connection has the bundled
// tables.
type bundledOnly struct{}

var bundledCatalog = sync.OnceValue(func() bind.Catalog { return schema.NewCatalog(schema.Bundled()) })

func (bundledOnly) Catalog(string, string) bind.Catalog { return bundledCatalog() }
func (bundledOnly) Default() string                     { return schema.LocalName }

// catalogs is the source of schemas of a workspace folder: its huntbook.json as it was read last, and the store that
// answers at once from what it has and fetches in the background.
type catalogs struct {
	root   string
	config *schema.Config
	store  *schema.Store
	log    *zap.Logger
	// pulls: schemas are fetched. Without that the files of a folder stay unknown, and are no reason to wait.
	pulls bool
	// folders are the folders whose data files were asked for as "local".
	folders *sync.Map
}

func (c *catalogs) local(folder string) schema.Connection {
	c.folders.Store(folder, true)
	return schema.Local(folder)
}

func newCatalogs(root string, trusted bool, o Options, changed func()) *catalogs {
	c := &catalogs{root: root, log: o.Log, folders: &sync.Map{}}
	options := schema.Options{Root: root, Changed: func(schema.Connection) { changed() }}
	if o.Cache != nil {
		options.Cache = o.Cache(root)
	}
	if o.Pull != nil && trusted {
		options.Pull, c.pulls = o.Pull(root), true
	}
	c.store = schema.NewStore(options)
	c.config = readConfig(root, o.Log)
	return c
}

// readConfig reads huntbook.json. What is wrong in it is shown where it is edited (its JSON schema), so that here the
// rest of it counts.
func readConfig(root string, log *zap.Logger) *schema.Config {
	if root == "" {
		return &schema.Config{}
	}
	config, err := schema.LoadConfig(root)
	if err != nil {
		var problem *schema.ConfigError
		if !errors.As(err, &problem) {
			log.Warn("huntbook.json", zap.Error(err))
		} else {
			log.Info("huntbook.json", zap.Error(err))
		}
	}
	if config == nil {
		config = &schema.Config{}
	}
	return config
}

// reload returns catalogs with the configuration read again, over the same store, and has all connections' schemas
// fetched anew.
func (c *catalogs) reload() *catalogs {
	next := *c
	next.config = readConfig(c.root, c.log)
	for _, conn := range next.config.Connections {
		c.store.Refresh(conn)
	}
	c.folders.Range(func(folder, _ any) bool {
		c.store.Refresh(schema.Local(folder.(string)))
		return true
	})
	return &next
}

func (c *catalogs) close() { c.store.Close() }

// Catalog returns what is known of a connection's schema now.
func (c *catalogs) Catalog(connection, folder string) bind.Catalog {
	if conn, ok := c.config.Connection(connection); ok {
		return c.store.Catalog(conn)
	}
	if connection == schema.LocalName && folder != "" && c.pulls {
		return c.store.Catalog(c.local(folder))
	}
	return bundledCatalog()
}

// Default is the connection of texts that name none.
func (c *catalogs) Default() string {
	if c.config.Default != "" {
		return c.config.Default
	}
	return schema.LocalName
}
