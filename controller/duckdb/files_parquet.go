package duckdb

import (
	"context"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/datafile"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// parquetSQL returns the relation of Parquet files.
func (l *loader) parquetSQL(paths []string, several bool) string {
	quoted := make([]string, len(paths))
	for i, p := range paths {
		quoted[i] = quote(p)
	}
	options := ", binary_as_string = true, hive_partitioning = false"
	if several {
		options += ", union_by_name = true"
	}
	return "read_parquet([" + strings.Join(quoted, ", ") + "]" + options + ")"
}

// describeParquet fills in the columns of a Parquet file.
func (d *Database) describeParquet(ctx context.Context, p *part) error {
	path, done, err := d.engine.within(p.path)
	if err != nil {
		return err
	}
	defer done()
	c, err := d.engine.acquire()
	if err != nil {
		return err
	}
	defer d.engine.release(c)
	rows, err := c.strings(ctx, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM "+(*loader)(nil).parquetSQL([]string{path}, false)+")")
	if err != nil {
		return err
	}
	p.shape.Whole = true
	for _, row := range rows {
		t, sc := parquetColumn(ident(row[0]), row[1])
		p.shape.Columns = append(p.shape.Columns, datafile.Column{Name: row[0], Key: row[0], Type: t, Ticks: t == symbol.Datetime && !sc.Stamp})
		p.parquet = append(p.parquet, sc)
	}
	return nil
}

// parquetColumn returns the KQL type of a column of DuckDB's type, and the expression of its physical form.
func parquetColumn(x, duckType string) (symbol.Type, SourceColumn) {
	as := func(t string) SourceColumn { return SourceColumn{SQL: "CAST(" + x + " AS " + t + ")"} }
	plain := SourceColumn{SQL: x}
	switch duckType {
	case "BOOLEAN":
		return symbol.Bool, plain
	case "INTEGER":
		return symbol.Int, plain
	case "TINYINT", "SMALLINT", "UTINYINT", "USMALLINT":
		return symbol.Int, as("INTEGER")
	case "BIGINT":
		return symbol.Long, plain
	case "UINTEGER":
		return symbol.Long, as("BIGINT")
	case "UBIGINT":
		return symbol.Decimal, as("DECIMAL(38,18)")
	case "DOUBLE":
		return symbol.Real, plain
	case "FLOAT", "HUGEINT", "UHUGEINT":
		return symbol.Real, as("DOUBLE")
	case "VARCHAR":
		return symbol.String, plain
	case "TIMESTAMP":
		return symbol.Datetime, SourceColumn{SQL: x, Stamp: true}
	case "DATE", "TIMESTAMP_S", "TIMESTAMP_MS":
		return symbol.Datetime, SourceColumn{SQL: "CAST(" + x + " AS TIMESTAMP)", Stamp: true}
	case "TIMESTAMP WITH TIME ZONE":
		return symbol.Datetime, SourceColumn{SQL: "make_timestamp(epoch_us(" + x + "))", Stamp: true}
	case "TIMESTAMP_NS":
		return symbol.Datetime, SourceColumn{SQL: "(epoch_ns(" + x + ") // 100 + 621355968000000000)"}
	case "UUID":
		return symbol.Guid, plain
	case "JSON":
		return symbol.Dynamic, as("VARCHAR")
	}
	switch {
	case strings.HasPrefix(duckType, "DECIMAL("):
		return symbol.Decimal, SourceColumn{SQL: "TRY_CAST(" + x + " AS DECIMAL(38,18))"}
	case strings.HasSuffix(duckType, "]"), strings.HasPrefix(duckType, "STRUCT("), strings.HasPrefix(duckType, "MAP("), strings.HasPrefix(duckType, "UNION("):
		return symbol.Dynamic, SourceColumn{SQL: "CAST(to_json(" + x + ") AS VARCHAR)"}
	}
	return symbol.String, as("VARCHAR")
}

// fromParquet returns the SQL of column c of a Parquet file among files of other shapes, and the text that a value is
// made of where it may not fit.
func (l *loader) fromParquet(c *fileColumn, p *part, at int) (value, text string) {
	found := p.shape.Columns[at]
	x := p.parquet[at].SQL
	if found.Type == c.symbol.Type {
		switch {
		case found.Type == symbol.Datetime && c.ticks && p.parquet[at].Stamp:
			return "kql_ticks(" + x + ")", ""
		case found.Type == symbol.String:
			return "coalesce(" + x + ", '')", ""
		}
		return x, ""
	}
	text = "CAST(" + x + " AS VARCHAR)"
	if value = c.convert(text); textTypes.Has(c.symbol.Type) {
		text = ""
	}
	return value, text
}
