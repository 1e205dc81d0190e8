package bind

import (
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// lostRows are the rows behind a mistake that is reported at a place: rows of unknown columns, or with Options.Strict
// none.
//
// Invariant: the body of a database's function is never bound with lost rows, because its binding may outlive the query.
func (b *binder) lostRows(cause syntax.Span) *symbol.Rows {
	if !b.opts.Strict || b.stored != nil {
		return openRows()
	}
	rows := &symbol.Rows{}
	if b.run.lost == nil {
		b.run.lost = map[*symbol.Rows]syntax.Span{}
	}
	b.run.lost[rows] = cause
	return rows
}

// isLost reports whether a mistake took the rows' columns away.
func (b *binder) isLost(rows *symbol.Rows) bool {
	_, ok := b.run.lost[rows]
	return ok
}

// staysLost notes that the rows that an operator makes of lost ones are lost by the same mistake.
func (b *binder) staysLost(in, out *symbol.Rows) {
	if cause, ok := b.run.lost[in]; ok && out != nil && !out.Open {
		b.run.lost[out] = cause
	}
}

// blame relates the diagnostic of a name that is missing among rows to the mistake that took their columns away.
func (b *binder) blame(d *Diagnostic, rows *symbol.Rows) *Diagnostic {
	if cause, ok := b.run.lost[rows]; ok && d.Related == nil && cause != d.Span {
		d.Related = []Related{{Span: cause, Message: "the columns are not known because of this"}}
	}
	return d
}

// strictly adds a diagnostic that only Options.Strict asks for.
func (b *binder) strictly(code string, at syntax.Span, operands ...any) {
	if b.opts.Strict {
		b.report(code, at, operands...)
	}
}

// strictArgs reports arguments that the official service refuses and Kusto takes: a condition of count that is no bool,
// arrays and bags read as JSON text, units of time that are no literals, a long as a polynomial's degree, the edges of
// a path as an array.
func (b *binder) strictArgs(row *builtin.Function, args []syntax.Expr, vals []value) {
	if !b.opts.Strict || len(args) == 0 {
		return
	}
	first, at := vals[0], args[0].Span()
	known := first.kind == scalarValue && first.typ != symbol.Unknown
	switch row.Name {
	case "count":
		if known && row.Kind == builtin.Aggregate && first.typ != symbol.Bool {
			b.report(codeTypeExpected, at, symbol.Bool, first.typ)
		}
	case "todynamic":
		if known && first.typ != symbol.String && b.isBag(args[0]) {
			b.report(codeTypeExpected, at, symbol.String, first.typ)
		}
	case "datetime_add", "datetime_diff", "datetime_part":
		if first.kind == scalarValue && !isLiteral(args[0]) {
			b.report(codeLiteralNeeded, at)
		}
	case "series_fit_poly":
		if len(args) > 2 && vals[2].typ == symbol.Long {
			b.report(codeTypeExpected, args[2].Span(), symbol.Int, symbol.Long)
		}
	case "array_length":
		if first.kind == tupleValue {
			b.report(codeArrayNeeded, at)
		}
	}
}

// isBag reports whether an expression is a property bag or an array whatever its arguments are.
func (b *binder) isBag(e syntax.Expr) bool {
	c, ok := unparen(e).(*syntax.CallExpr)
	if !ok || b.info.Calls[c] == nil || b.info.Calls[c].Builtin == nil {
		return false
	}
	switch b.info.Calls[c].Builtin.Name {
	case "parse_user_agent", "parse_url", "parse_urlquery", "parse_path", "parse_csv", "parse_command_line", "bag_pack", "pack_all", "pack_array", "split",
		"array_concat", "array_slice", "extract_all", "geo_info_from_ip_address", "bag_keys", "repeat":
		return true
	}
	return false
}

// mistake is what a definition stands for whose value is wrong.
type mistake struct{ at syntax.Span }
