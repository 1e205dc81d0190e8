package rest

import (
	"fmt"
	"strings"
	"time"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// options are the client request properties that this server heeds. Others are accepted and have no effect, as on a
// cluster that does not know them.
type options struct {
	timeout              time.Duration
	records              int64 // most rows of a result; -1: no limit
	from, to             int64 // ticks
	timeColumn           string
	fragmented, newlines bool
	params               map[string]symbol.Value
}

func readOptions(p properties) (options, error) {
	o := options{timeout: defaultTimeout, records: defaultRecords, params: map[string]symbol.Value{}}
	for name, value := range p.Options {
		var err error
		switch strings.ToLower(name) {
		case "servertimeout":
			o.timeout, err = duration(value)
		case "norequesttimeout":
			if isTrue(value) {
				o.timeout = maxTimeout
			}
		case "notruncation":
			if isTrue(value) {
				o.records = -1
			}
		case "truncationmaxrecords":
			n, ok := value.(float64)
			if !ok || n < 0 {
				err = fmt.Errorf("truncationmaxrecords wants a number, not %v", value)
			} else if o.records >= 0 {
				o.records = int64(n)
			}
		case "query_datetimescope_from":
			o.from, err = instant(value)
		case "query_datetimescope_to":
			o.to, err = instant(value)
		case "query_datetimescope_column":
			o.timeColumn, _ = value.(string)
		case "results_v2_fragment_primary_tables":
			o.fragmented = isTrue(value)
		case "results_v2_newlines_between_frames":
			o.newlines = isTrue(value)
		}
		if err != nil {
			return o, err
		}
	}
	o.timeout = min(max(o.timeout, time.Second), maxTimeout)
	for name, text := range p.Parameters {
		o.params[name] = literal(text)
	}
	return o, nil
}

func isTrue(v any) bool {
	switch v := v.(type) {
	case bool:
		return v
	case string:
		return strings.EqualFold(v, "true")
	case float64:
		return v != 0
	}
	return false
}

// duration reads a timespan as clients send it: "00:04:00", "1.00:00:00", or .NET ticks.
func duration(v any) (time.Duration, error) {
	switch v := v.(type) {
	case float64:
		return time.Duration(v) * 100, nil
	case string:
		if x := literal("timespan(" + v + ")"); x.Type == symbol.Timespan && !x.Null {
			return time.Duration(x.Int) * 100, nil
		}
	}
	return 0, fmt.Errorf("servertimeout wants a timespan such as 00:04:00, not %v", v)
}

func instant(v any) (int64, error) {
	if s, ok := v.(string); ok {
		if x := literal("datetime(" + s + ")"); x.Type == symbol.Datetime && !x.Null {
			return x.Int, nil
		}
	}
	return 0, fmt.Errorf("the time scope wants a datetime such as 2024-05-01T00:00:00Z, not %v", v)
}

// literal reads a parameter's value: KQL's text of a literal. Clients may also send a bare string; what is no literal
// is that string.
func literal(text string) symbol.Value {
	tree := syntax.Parse("print " + text)
	if len(tree.Errors) == 0 {
		if v, ok := soleLiteral(tree); ok {
			return v
		}
	}
	return symbol.Value{Type: symbol.String, Str: text}
}

// soleLiteral returns the value of the one item of a print statement.
func soleLiteral(tree *syntax.Tree) (symbol.Value, bool) {
	if len(tree.Root.Statements) != 1 {
		return symbol.Value{}, false
	}
	stmt, ok := tree.Root.Statements[0].Stmt.(*syntax.ExprStmt)
	if !ok {
		return symbol.Value{}, false
	}
	source, ok := stmt.X.(*syntax.OpExpr)
	if !ok {
		return symbol.Value{}, false
	}
	print, ok := source.Op.(*syntax.PrintOp)
	if !ok || len(print.Items) != 1 {
		return symbol.Value{}, false
	}
	x, negative := print.Items[0].X, false
	if u, ok := x.(*syntax.UnaryExpr); ok {
		x, negative = u.X, tree.TokenText(u.Op) == "-"
	}
	switch x := x.(type) {
	case *syntax.StringLiteral:
		return symbol.Value{Type: symbol.String, Str: x.Value}, !negative
	case *syntax.DynamicLiteral:
		return symbol.Value{Type: symbol.Dynamic, Str: tree.Source(x.Value)}, !negative
	case *syntax.Literal:
		v, ok := syntax.LiteralValue(tree, x)
		if negative {
			v.Int, v.Real = -v.Int, -v.Real
			if v.Type == symbol.Decimal {
				v.Str = "-" + v.Str
			}
		}
		return v, ok
	}
	return symbol.Value{}, false
}
