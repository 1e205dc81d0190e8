package duckdb

import (
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// frag is the SQL of an expression, in parentheses where it needs them.
type frag struct {
	sql   string
	t     symbol.Type
	stamp bool // a datetime that is a TIMESTAMP
	null  bool // may be NULL; of strings always false
	free  bool // refers to no column: the same for all rows
}

// scope is where an expression is evaluated.
type scope struct {
	w     *writer
	f     *frame
	alias string // put before column names: "l."
	order string // in aggregates and windows: the inside of an ORDER BY
	inAgg bool
	win   *windowScope
}

func (w *writer) on(f *frame) *scope { return &scope{w: w, f: f} }

// scalar writes an expression. Datetimes may be TIMESTAMPs: see ticks.
func (s *scope) scalar(x plan.Scalar) frag {
	switch x := x.(type) {
	case *plan.Col:
		c, ok := s.f.cols[x.ID]
		if !ok {
			s.w.unsupported(x.Span, "this reference", "the column is not computed where it is used")
		}
		return frag{sql: s.alias + c.sql, t: c.t, stamp: c.stamp, null: c.null}
	case *plan.Const:
		return frag{sql: literal(x.Value), t: x.Value.Type, null: x.Value.Null && x.Value.Type != symbol.String, free: true}
	case *plan.Cast:
		return s.cast(x)
	case *plan.Path:
		return s.path(x)
	case *plan.Lookup:
		return s.lookup(x)
	case *plan.InRel:
		return s.inRel(x)
	case *plan.HasRel:
		return s.hasRel(x)
	case *plan.Call:
		return s.call(x)
	}
	panic("an expression that the writer does not know")
}

// ticks writes an expression with datetimes as ticks.
func (s *scope) ticks(x plan.Scalar) frag { return s.toTicks(s.scalar(x)) }

func (s *scope) toTicks(f frag) frag {
	if f.stamp {
		f.sql, f.stamp = "kql_ticks("+f.sql+")", false
	}
	return f
}

// truth writes a condition for a place where NULL means false.
func (s *scope) truth(x plan.Scalar) string {
	if c, ok := x.(*plan.Call); ok && c.Fn.Kind == builtin.Sign {
		switch c.Fn.Name {
		case "and", "or":
			var parts []string
			for _, a := range flatten(c, c.Fn.Name) {
				parts = append(parts, s.truth(a))
			}
			return "(" + strings.Join(parts, " "+strings.ToUpper(c.Fn.Name)+" ") + ")"
		case "==":
			return s.equal(c, true).sql
		case "in", "in~":
			return s.inList(c, true).sql
		}
	}
	if c, ok := x.(*plan.InRel); ok && !c.Not {
		return s.inRelTruth(c)
	}
	return s.scalar(x).sql
}

// flatten returns the operands of a chain of one operator, so that the SQL does not nest.
func flatten(c *plan.Call, name string) (out []plan.Scalar) {
	for _, a := range c.Args {
		if inner, ok := a.(*plan.Call); ok && inner.Fn.Kind == builtin.Sign && inner.Fn.Name == name {
			out = append(out, flatten(inner, name)...)
			continue
		}
		out = append(out, a)
	}
	return out
}

// call writes a call of a function or scalar operator.
func (s *scope) call(c *plan.Call) frag {
	if c.Fn.Kind == builtin.Sign {
		if sign, ok := signs[c.Fn.Name]; ok {
			return sign(s, c)
		}
	}
	switch c.Fn.Kind {
	case builtin.Window:
		return s.windowCall(c)
	case builtin.Aggregate:
		if !s.inAgg {
			s.w.unsupported(c.Span, c.Fn.Name+"() here", "")
		}
	}
	if own, ok := coreCalls[c.Fn.Name]; ok && c.Fn.Kind == builtin.Scalar {
		return own(s, c)
	}
	return s.byRow(c)
}

// byRow writes a call as its row of package builtin says.
func (s *scope) byRow(c *plan.Call) frag {
	l := &c.Fn.Local
	if l.Remote != "" {
		s.w.unsupported(c.Span, c.Fn.Name+"()", l.Remote)
	}
	if l.Most > 0 && len(c.Args) > l.Most {
		s.w.unsupported(c.Args[l.Most].Place(), "the further argument of "+c.Fn.Name+"()", "")
	}
	out := frag{t: c.T, free: true}
	args := make([]string, len(c.Args))
	types := make([]symbol.Type, len(c.Args))
	anyNull := false
	for i, a := range c.Args {
		f := s.ticks(a)
		if n := len(l.As); n > 0 {
			f = s.convert(f, a, l.As[min(i, n-1)])
		}
		args[i], types[i] = f.sql, f.t
		anyNull = anyNull || f.null
		out.free = out.free && f.free
	}
	switch {
	case l.Emit != "":
		e := allEmitters()[l.Emit]
		if e == nil {
			s.w.unsupported(c.Span, c.Fn.Name+"()", "")
		}
		sql, err := e(&Emission{Call: c, SQL: args, Order: s.order})
		if err != nil {
			panic(bail{err})
		}
		out.sql = "(" + sql + ")"
	default:
		template := l.SQL
		if template == "" {
			template = pick(l.Cases, types)
		}
		if template == "" {
			s.w.unsupported(c.Span, c.Fn.Name+"()", "not with operands of these types")
		}
		out.sql = "(" + strings.ReplaceAll(s.fill(template, args), "kql_now()", long(s.w.now)) + ")"
	}
	if l.Volatile {
		out.free = false
	}
	switch l.Nulls {
	case builtin.NullStrict:
		out.null = anyNull
	case builtin.NullMaybe:
		out.null = true
	}
	if c.Fn.Kind == builtin.Aggregate && l.Nulls == builtin.NullStrict {
		out.null = true
	}
	return notNullText(out)
}

// notNullText makes a string that may be NULL the empty string instead.
func notNullText(f frag) frag {
	if f.t == symbol.String && f.null {
		f.sql, f.null = "coalesce("+f.sql+", '')", false
	}
	return f
}

// pick returns the template of the first case that fits the types.
func pick(cases []builtin.Case, types []symbol.Type) string {
next:
	for _, c := range cases {
		if len(c.Types) > len(types) {
			continue
		}
		for i, t := range types {
			if len(c.Types) > 0 && !c.Types[min(i, len(c.Types)-1)].Has(t) {
				continue next
			}
		}
		return c.SQL
	}
	return ""
}

// fill puts operands into a template: $1, $2, $* for all, $3* from the third on, $order, $$.
func (s *scope) fill(template string, args []string) string {
	var b strings.Builder
	for i := 0; i < len(template); i++ {
		if template[i] != '$' {
			b.WriteByte(template[i])
			continue
		}
		rest := template[i+1:]
		switch {
		case strings.HasPrefix(rest, "$"):
			b.WriteByte('$')
			i++
		case strings.HasPrefix(rest, "*"):
			b.WriteString(strings.Join(args, ", "))
			i++
		case strings.HasPrefix(rest, "order"):
			b.WriteString(s.order)
			i += len("order")
		default:
			n := 0
			for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
				n++
			}
			k, err := strconv.Atoi(rest[:n])
			if err != nil {
				panic("a template with a lone $: " + template)
			}
			i += n
			if n < len(rest) && rest[n] == '*' {
				i++
				b.WriteString(strings.Join(args[min(k-1, len(args)):], ", "))
			} else if k <= len(args) {
				b.WriteString(args[k-1])
			} else {
				b.WriteString("NULL")
			}
		}
	}
	return b.String()
}

// cast converts where KQL does so silently.
func (s *scope) cast(x *plan.Cast) frag {
	return s.convert(s.scalar(x.X), x.X, x.T)
}

// convert makes f, the SQL of x, a value of type t.
func (s *scope) convert(f frag, x plan.Scalar, t symbol.Type) frag {
	if t == symbol.Unknown || f.t == t || f.t == symbol.Unknown {
		return f
	}
	f = s.toTicks(f)
	from := f.t
	switch {
	case symbol.Numbers.Has(from) && symbol.Numbers.Has(t):
		if k, ok := x.(*plan.Const); ok && t == symbol.Real && !k.Value.Null && symbol.Integers.Has(from) {
			return frag{sql: literal(symbol.Value{Type: symbol.Real, Real: float64(k.Value.Int)}), t: t, free: true}
		}
		f.sql, f.t = f.sql+"::"+sqlTypeName(t), t
		if t == symbol.Real || from == symbol.Int || from == symbol.Long {
			return f
		}
	}
	if f.t == t {
		return f
	}
	name := conversions[t]
	if t == symbol.Dynamic {
		return s.toDynamic(f)
	}
	row := builtin.Named(builtin.Scalar, name)
	if row == nil {
		s.w.unsupported(x.Place(), "conversion of "+from.String()+" to "+t.String(), "")
	}
	template := row.Local.SQL
	if template == "" {
		template = pick(row.Local.Cases, []symbol.Type{from})
	}
	if template == "" {
		s.w.unsupported(x.Place(), "conversion of "+from.String()+" to "+t.String(), "")
	}
	return notNullText(frag{sql: "(" + s.fill(template, []string{f.sql}) + ")", t: t, null: true, free: f.free})
}

// conversions names the function that converts to a type.
var conversions = map[symbol.Type]string{
	symbol.Bool: "tobool", symbol.Int: "toint", symbol.Long: "tolong", symbol.Real: "todouble", symbol.Decimal: "todecimal",
	symbol.String: "tostring", symbol.Datetime: "todatetime", symbol.Timespan: "totimespan", symbol.Guid: "toguid",
}

// toDynamic makes a value the JSON text that stands for it inside of an array.
func (s *scope) toDynamic(f frag) frag {
	sql := f.sql
	switch f.t {
	case symbol.Dynamic:
		return f
	case symbol.Bool:
		sql = "CASE WHEN " + sql + " THEN 'true' WHEN NOT " + sql + " THEN 'false' END"
	case symbol.Int, symbol.Long:
		sql = sql + "::VARCHAR"
	case symbol.Real:
		sql = "kql_json_real(" + sql + ")"
	case symbol.Decimal:
		sql = "kql_json_text(kql_decimal_text(" + sql + "))"
	case symbol.Datetime:
		sql = "kql_json_text(kql_datetime_text(" + sql + "))"
	case symbol.Timespan:
		sql = "kql_json_text(kql_timespan_text(" + sql + "))"
	case symbol.Guid:
		sql = "kql_json_text(" + sql + "::VARCHAR)"
	default:
		sql = "kql_json_text(" + sql + ")"
	}
	return frag{sql: "(" + sql + ")", t: symbol.Dynamic, null: f.null, free: f.free}
}
