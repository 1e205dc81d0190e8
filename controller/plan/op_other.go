package plan

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

func sameWord(a, b string) bool { return strings.EqualFold(a, b) }

// prop is the text of a property's value; empty when it is not given.
func (e *env) prop(h *syntax.Head, name string) string { return e.propText(h.Prop(name)) }

func (e *env) propText(p *syntax.Property) string {
	if p == nil || p.Value == nil {
		return ""
	}
	switch v := p.Value.(type) {
	case *syntax.NameExpr:
		return v.Name.Value
	case *syntax.StringLiteral:
		return v.Value
	}
	if k := e.info.Consts[p.Value]; k != nil && k.Type == symbol.String {
		return k.Str
	}
	return strings.TrimSpace(e.info.Tree.Source(p.Value))
}

// invoke hands the stream to a function as its first argument.
func (e *env) invoke(op *syntax.InvokeOp, in *stream) *stream {
	x := unparen(op.Call)
	if p, ok := x.(*syntax.PathExpr); ok {
		x = p.Selector
	}
	call, ok := x.(*syntax.CallExpr)
	if !ok {
		e.unsupported(op, "this invoke", "")
	}
	return e.tableCall(call, in)
}

// as names the rows for what follows.
func (e *env) as(op *syntax.AsOp, in *stream) *stream {
	if op.Name == nil {
		return in
	}
	v, ok := e.info.Defs[op.Name].(*symbol.Variable)
	if !ok {
		return in
	}
	sh := e.b.share(in, false)
	e.b.named[v] = sh
	if !IsOrdered(in.rel) {
		return e.b.ref(sh)
	}
	return in
}

// render notes what the rows are to be shown as.
func (e *env) render(op *syntax.RenderOp, in *stream) *stream {
	c := &Chart{Props: map[string]string{}}
	if op.Kind != nil {
		c.Kind = strings.ToLower(op.Kind.Value)
	}
	for _, p := range append(append([]*syntax.Property{}, op.Props...), op.Options...) {
		if p != nil && p.Name != nil {
			c.Props[strings.ToLower(p.Name.Value)] = e.propText(p)
		}
	}
	e.b.chart = c
	return in
}

// schemaTypes are the names of the types that getschema shows beside KQL's own.
var schemaTypes = map[symbol.Type]string{
	symbol.Bool: "System.SByte", symbol.Int: "System.Int32", symbol.Long: "System.Int64", symbol.Real: "System.Double", symbol.Decimal: "System.Data.SqlTypes.SqlDecimal",
	symbol.String: "System.String", symbol.Datetime: "System.DateTime", symbol.Timespan: "System.TimeSpan", symbol.Guid: "System.Guid", symbol.Dynamic: "System.Object",
}

// getSchema is a row for each column. The rows before it are not read.
func (e *env) getSchema(op *syntax.GetSchemaOp, in *stream) *stream {
	rows := e.rowsOut(op)
	v := &Values{}
	out := &stream{rel: v, cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	for _, c := range rows.Columns {
		col := e.b.column(c)
		v.Columns = append(v.Columns, col)
		out.cols[c] = col.ID
	}
	if len(rows.Columns) == 1 {
		var parts []string
		for _, c := range in.rows {
			parts = append(parts, c.Name+":"+c.Type.String())
		}
		v.Rows = [][]Scalar{{Text(strings.Join(parts, ","))}}
		return out
	}
	for i, c := range in.rows {
		v.Rows = append(v.Rows, []Scalar{Text(c.Name), Long(int64(i)), Text(schemaTypes[c.Type]), Text(c.Type.String())})
	}
	return out
}

// fork gives each leg the same rows; each leg is a result.
func (e *env) fork(op *syntax.ForkOp, in *stream) *stream {
	sh := e.b.share(in, true)
	for i, leg := range op.Legs {
		if leg == nil {
			continue
		}
		from := e.b.ref(sh)
		if IsOrdered(in.rel) {
			from.rel = &Serialize{In: from.rel}
		}
		s := e.opList(from, leg.Body)
		name := ""
		if leg.Name != nil {
			name = leg.Name.Value
		}
		_ = i
		e.b.extra = append(e.b.extra, s.result(name))
	}
	return in
}

// facet counts the rows of each value of each column, and runs a query beside when there is one.
func (e *env) facet(op *syntax.FacetOp, in *stream) *stream {
	sh := e.b.share(in, true)
	results := e.info.Results[op]
	if op.Query != nil {
		e.b.extra = append(e.b.extra, e.opList(e.b.ref(sh), op.Query).result(""))
		results = results[min(1, len(results)):]
	}
	for _, rows := range results {
		s := e.b.ref(sh)
		c, n := rows.Columns[0], rows.Columns[1]
		key, sum := e.b.column(c), e.b.column(n)
		agg := &Aggregate{In: s.rel, Keys: []Computed{{key, &Col{ID: s.cols[c], T: c.Type}}},
			Aggs: []Agg{{Column: sum, X: &Call{Fn: builtin.Named(builtin.Aggregate, "count"), T: symbol.Long, Span: op.Span()}}}}
		out := &stream{rel: agg, cols: map[*symbol.Column]ColID{c: key.ID, n: sum.ID}, rows: rows.Columns}
		e.b.extra = append(e.b.extra, out.result(""))
	}
	return in
}

// partition runs a pipe for the rows of each value of a column.
func (e *env) partition(op *syntax.PartitionOp, in *stream) *stream {
	if op.Body == nil {
		e.unsupported(op, "partition with a query in braces", "write it in parentheses")
	}
	p := &PerKey{In: in.rel, Keys: []Scalar{e.scalar(op.X, &scope{s: in})}, Elements: &Elements{Columns: in.columns()}}
	inner := &stream{rel: p.Elements, cols: in.cols, rows: in.rows}
	body := e.opList(inner, op.Body)
	p.Body = body.rel
	return &stream{rel: p, cols: body.cols, rows: e.rowsOut(op).Columns}
}
