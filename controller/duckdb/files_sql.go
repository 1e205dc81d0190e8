package duckdb

import (
	"fmt"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/datafile"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// fileMacros turn the text of a cell into values. Text that is no value of the type becomes NULL; the loader counts it.
//
// DuckDB's cast to TIMESTAMP ignores an offset, so texts with one go through TIMESTAMPTZ; infinities, which it would
// accept, and years that KQL does not have become NULL.
var fileMacros = []macro{
	{"kql_file_time", "x", `kql_file_range(CASE
		WHEN contains(x, '/') THEN try_strptime(replace(x, ',', ''), ['%m/%d/%Y %I:%M:%S.%f %p', '%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M %p', '%m/%d/%Y %H:%M:%S.%f', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M', '%m/%d/%Y'])
		WHEN length(x) > 16 AND regexp_matches(x, '[+-]\d\d(:?\d\d)?$') THEN make_timestamp(epoch_us(TRY_CAST(x AS TIMESTAMPTZ)))
		ELSE TRY_CAST(x AS TIMESTAMP) END)`},
	{"kql_file_range", "t", `CASE WHEN t >= TIMESTAMP '0001-01-01' AND t < TIMESTAMP '10000-01-01' THEN t END`},
	{"kql_file_ticks", "x", `kql_ticks(kql_file_time(x)) + coalesce(TRY_CAST(regexp_extract(x, '\.\d{6}(\d)', 1) AS BIGINT), 0)`},
	{"kql_file_long", "x", `CASE WHEN regexp_matches(x, '[.eE]') THEN (CASE WHEN TRY_CAST(x AS DOUBLE) = trunc(TRY_CAST(x AS DOUBLE)) THEN TRY_CAST(TRY_CAST(x AS DOUBLE) AS BIGINT) END) ELSE TRY_CAST(x AS BIGINT) END`},
	{"kql_file_dynamic", "x", `CASE WHEN x IS NULL OR x = '' THEN NULL WHEN json_valid(x) THEN nullif(CAST(json(x) AS VARCHAR), 'null') ELSE CAST(to_json(x) AS VARCHAR) END`},
	{"kql_file_json", "j", `CASE WHEN json_type(j) = 'NULL' THEN NULL
		WHEN json_type(j) = 'VARCHAR' AND left(j->>'$', 1) IN ('{', '[') AND json_valid(j->>'$') THEN CAST(json(j->>'$') AS VARCHAR)
		ELSE CAST(json(j) AS VARCHAR) END`},
}

func init() { macroFamilies = append(macroFamilies, fileMacros) }

// convert returns the SQL that makes a column's value of the text x.
func (c *fileColumn) convert(x string) string {
	switch c.symbol.Type {
	case symbol.Bool:
		return "TRY_CAST(" + x + " AS BOOLEAN)"
	case symbol.Int:
		return "TRY_CAST(kql_file_long(" + x + ") AS INTEGER)"
	case symbol.Long:
		return "kql_file_long(" + x + ")"
	case symbol.Real:
		return "TRY_CAST(" + x + " AS DOUBLE)"
	case symbol.Decimal:
		return "TRY_CAST(" + x + " AS DECIMAL(38,18))"
	case symbol.Datetime:
		if c.ticks {
			return "kql_file_ticks(" + x + ")"
		}
		return "kql_file_time(" + x + ")"
	case symbol.Guid:
		return "TRY_CAST(" + x + " AS UUID)"
	case symbol.Dynamic:
		return "kql_file_dynamic(" + x + ")"
	}
	return "coalesce(" + x + ", '')"
}

// textTypes are the types whose every text is a value.
const textTypes = symbol.Strings | symbol.Dynamics

// value returns the SQL of column c in part i, and the text it is made of; text is empty where no value can fail.
func (l *loader) value(c *fileColumn, i int) (value, text string) {
	p := l.parts[i]
	if c.from[i] == 0 {
		return c.absent(), ""
	}
	raw := fmt.Sprintf("r%d", c.from[i])
	switch p.shape.Format {
	case datafile.Parquet:
		return l.fromParquet(c, p, c.from[i]-1)
	case datafile.CSV:
		text = raw
	default:
		if c.symbol.Type == symbol.Dynamic {
			return "kql_file_json(" + raw + ")", ""
		}
		text = "(" + raw + "->>'$')"
	}
	if value = c.convert(text); textTypes.Has(c.symbol.Type) {
		text = ""
	}
	return value, text
}

// read returns the relation that yields the raw columns r1, r2 ... of a text file: VARCHAR of CSV, JSON of JSON. clean
// is the path of a rewritten copy, or empty to read the file itself.
func (p *part) read(clean string) string {
	s := p.shape
	columns := make([]string, len(s.Columns))
	names := make([]string, len(s.Columns))
	if s.Format == datafile.CSV {
		for i := range s.Columns {
			columns[i] = fmt.Sprintf("r%d: 'VARCHAR'", i+1)
		}
		path, delimiter, skip := p.path, s.Delimiter, 1
		if clean != "" || !s.Header {
			skip = 0
		}
		if clean != "" {
			path, delimiter = clean, ','
		}
		line := max(2<<20, 4*s.LongestRow)
		return fmt.Sprintf("SELECT * FROM read_csv(%s, auto_detect = false, header = false, skip = %d, delim = %s, quote = '\"', escape = '\"', strict_mode = true, max_line_size = %d, columns = {%s})",
			quote(path), skip, quote(string(rune(delimiter))), line, strings.Join(columns, ", "))
	}
	path, format := p.path, "array"
	if clean != "" || s.Format == datafile.NDJSON {
		format = "newline_delimited"
	}
	for i, c := range s.Columns {
		key := c.Key
		if clean != "" {
			key = fmt.Sprintf("c%d", i+1)
		}
		columns[i] = ident(key) + ": 'JSON'"
		names[i] = fmt.Sprintf("%s AS r%d", ident(key), i+1)
	}
	if clean != "" {
		path = clean
	}
	return fmt.Sprintf("SELECT %s FROM read_json(%s, format = '%s', maximum_object_size = %d, columns = {%s})",
		strings.Join(names, ", "), quote(path), format, max(16<<20, 4*s.LongestRow), strings.Join(columns, ", "))
}
