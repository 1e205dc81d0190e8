package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/huntbook/huntbook/controller/kusto"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/schema"
)

func newSchemaCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "schema",
		Short: "Show or fetch the tables of a connection",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	var from connectionFlags
	var asJSON bool
	pull := &cobra.Command{
		Use:   "pull CONNECTION",
		Short: "Fetch the schema of a connection and keep it for the editor",
		Long: `Fetch the schema of a connection of huntbook.json, or of "local", the data files of a folder. It is stored where
the language server looks for it. With --json the stored form is printed as well: the language server runs
this command for every schema, so that it connects to nothing itself.`,
		Args: oneArg,
		RunE: func(c *cobra.Command, args []string) error {
			conn, s, err := from.snapshot(c.Context(), args[0])
			if err != nil {
				return err
			}
			// A schema that can't be stored is fetched all the same.
			cache, err := schema.UserCache(from.root)
			if err == nil {
				err = cache.Save(c.Context(), conn, s)
			}
			if err != nil {
				fmt.Fprintf(c.ErrOrStderr(), "the schema was not stored: %v\n", err)
			}
			for _, p := range s.Problems {
				fmt.Fprintln(c.ErrOrStderr(), printable(p))
			}
			if asJSON {
				text, err := s.Encode(conn)
				if err != nil {
					return err
				}
				_, err = c.OutOrStdout().Write(text)
				return err
			}
			db := s.Database()
			fmt.Fprintf(c.OutOrStdout(), "%s: %d tables, %d functions\n", printable(conn.Name), len(db.Tables), len(db.Functions))
			return nil
		},
	}
	pull.Flags().BoolVar(&asJSON, "json", false, "print the schema in its stored form")
	show := &cobra.Command{
		Use:   "show CONNECTION [TABLE]",
		Short: "List the tables of a connection, or the columns of one",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 1 || len(args) > 2 {
				return usageError{fmt.Errorf("schema show takes a connection, and maybe a table")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			_, s, err := from.snapshot(c.Context(), args[0])
			if err != nil {
				return err
			}
			for _, p := range s.Problems {
				fmt.Fprintln(c.ErrOrStderr(), printable(p))
			}
			if len(args) == 2 {
				return showTable(c.OutOrStdout(), s.Database(), args[1])
			}
			return showTables(c.OutOrStdout(), s.Database())
		},
	}
	for _, sub := range []*cobra.Command{pull, show} {
		sub.Flags().StringVar(&from.root, "root", ".", "the workspace folder, which holds huntbook.json")
		sub.Flags().StringVar(&from.path, "path", "", "the folder of data files that \"local\" is (the workspace folder)")
	}
	c.AddCommand(pull, show)
	return c
}

func oneArg(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usageError{fmt.Errorf("one connection is wanted, not %d", len(args))}
	}
	return nil
}

// connectionFlags say where connections are looked up.
type connectionFlags struct{ root, path string }

// snapshot fetches the schema of a connection.
func (f *connectionFlags) snapshot(ctx context.Context, name string) (conn schema.Connection, s *schema.Snapshot, err error) {
	if f.root, err = absolute(f.root); err != nil {
		return conn, nil, err
	}
	config, err := schema.LoadConfig(f.root)
	if name == schema.LocalName {
		folder := f.path
		if folder == "" {
			folder = f.root
		}
		if folder, err = absolute(folder); err != nil {
			return conn, nil, err
		}
		conn = schema.Local(folder)
	} else {
		var ok bool
		if conn, ok = config.Connection(name); !ok {
			if err != nil {
				return conn, nil, usageError{err}
			}
			return conn, nil, usageError{fmt.Errorf("there is no connection %q; %s has %s", name, schema.ConfigFile, strings.Join(append(config.Names(), schema.LocalName), ", "))}
		}
	}
	s, err = fetchSchema(ctx, conn, f.root)
	if err != nil {
		return conn, nil, fmt.Errorf("%s: %w", conn.Name, err)
	}
	return conn, s, nil
}

func absolute(path string) (string, error) {
	if filepath.IsAbs(path) {
		return filepath.Clean(path), nil
	}
	return filepath.Abs(path)
}

// fetchSchema asks whoever knows: the folder's files, the cluster, the file. Where nobody can be asked, it returns what
// is bundled.
func fetchSchema(ctx context.Context, conn schema.Connection, root string) (*schema.Snapshot, error) {
	now := time.Now().UTC()
	switch conn.Kind {
	case schema.KindFiles:
		dir := conn.Resolve(root)
		if info, err := os.Stat(dir); err != nil {
			return nil, err
		} else if !info.IsDir() {
			return nil, fmt.Errorf("%s is not a folder", dir)
		}
		db, problems, err := folderSchema(ctx, dir)
		if err != nil {
			return nil, err
		}
		return &schema.Snapshot{Connection: conn.Name, At: now, Current: db.Name, Databases: []*symbol.Database{db}, Problems: problems}, nil
	case schema.KindSchema:
		return schema.ReadSchemaFile(conn, root)
	case schema.KindKusto:
		who, err := credential(conn, nil)
		if err != nil {
			return nil, err
		}
		b, err := kusto.New(conn, kusto.Options{Credential: who})
		if err != nil {
			return nil, err
		}
		defer b.Close()
		return b.Schema(ctx)
	}
	product := schema.Sentinel
	if conn.Kind == schema.KindDefender {
		product = schema.Defender
	}
	db := schema.BundledOf(product)
	return &schema.Snapshot{Connection: conn.Name, At: now, Current: db.Name, Databases: []*symbol.Database{db}}, nil
}

func showTables(out io.Writer, db *symbol.Database) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "TABLE\tCOLUMNS\tFROM")
	for _, name := range slices.Sorted(maps.Keys(db.Tables)) {
		t := db.Tables[name]
		fmt.Fprintf(w, "%s\t%d\t%s\n", printable(t.Name), len(t.Rows.Columns), printable(t.Origin))
	}
	for _, name := range slices.Sorted(maps.Keys(db.Functions)) {
		fmt.Fprintf(w, "%s()\t\t%s\n", printable(name), printable(db.Functions[name].Origin))
	}
	return w.Flush()
}

func showTable(out io.Writer, db *symbol.Database, name string) error {
	t, ok := db.Tables[name]
	if !ok {
		return fmt.Errorf("there is no table %q", name)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "COLUMN\tTYPE")
	for _, c := range t.Rows.Columns {
		fmt.Fprintf(w, "%s\t%s\n", printable(c.Name), c.Type)
	}
	return w.Flush()
}
