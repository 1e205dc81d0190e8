// Package duckdb is the embedded engine: it turns a relational plan into SQL, runs it, and hands out rows.
//
// Terms: a macro is a SQL expression with a name, a Go function is a scalar function that runs in this process on
// vectors of up to 2048 rows, an emitter writes the SQL of a call that no template can say. Their names begin with kql_.
//
// The driver is duckdb-go's own binding (duckdb-go-bindings, the module under duckdb-go/v2, of the same version): streamed
// chunks, raw vectors and interruption are not reachable through database/sql. Tests read with duckdb-go/v2 itself.
//
// Invariants: this is the only package that links DuckDB or assembles SQL. No text of a user reaches SQL except through
// quote; columns are called c1, c2 ... in SQL, whatever their KQL names are. The engine reads no file outside of
// Options.Dirs, connects to no host but those in Options.AllowHosts, loads no extension, and its configuration is locked
// before the first query.
package duckdb
