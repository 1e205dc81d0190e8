package plan

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// scope says which columns an expression may refer to.
type scope struct {
	s     *stream
	right *stream // of a join's condition
	// agg plans a call of an aggregate, and is nil where none may stand. Around it, columns are those of groups.
	agg    func(*syntax.CallExpr, *bind.Call) Scalar
	groups *stream
	// byName finds columns by name where the symbol is another table's, and makes those that are missing null (find).
	byName bool
	// named are rows that have a name of their own: what a step of a scan matched, a node or an edge of a pattern.
	named map[string]*stream
}

// noColumn ends planning because of a column that is not there. Without data, it may be one that data brings forth.
func (e *env) noColumn(name string, at syntax.Span) {
	if e.b.options.Discover == nil {
		panic(stop{errOpen})
	}
	panic(stop{&Invalid{Span: at, Message: "there is no column named " + name + " here"}})
}

// columnOf is the number of a column of a stream.
func (e *env) columnOf(s *stream, c *symbol.Column, at syntax.Node) ColID {
	id, ok := s.cols[c]
	if !ok {
		e.noColumn(c.Name, e.span(at))
	}
	return id
}

// scalar plans a scalar expression.
func (e *env) scalar(x syntax.Expr, at *scope) Scalar {
	if k := e.info.Consts[x]; k != nil {
		return &Const{Value: *k, Span: x.Span()}
	}
	if c := e.info.Expand[x]; c != nil {
		return e.scalarBody(x, c, at)
	}
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return e.scalar(x.X, at)
	case *syntax.NamedExpr:
		return e.scalar(x.X, at)
	case *syntax.OrderedExpr:
		return e.scalar(x.X, at)
	case *syntax.NameExpr:
		return e.name(x, at)
	case *syntax.UnaryExpr:
		return e.sign(x, e.text(x.Op), at, x.X)
	case *syntax.BinaryExpr:
		return e.sign(x, e.text(x.Op), at, x.L, x.R)
	case *syntax.BetweenExpr:
		return e.sign(x, e.text(x.Op), at, x.X, x.Lo, x.Hi)
	case *syntax.InExpr:
		return e.in(x, at)
	case *syntax.CallExpr:
		return e.call(x, at)
	case *syntax.DynamicLiteral:
		return e.dynamic(x)
	case *syntax.Literal:
		return e.literal(x)
	case *syntax.PathExpr, *syntax.IndexExpr:
		return e.path(x, at)
	case *syntax.PipeExpr, *syntax.OpExpr:
		s := e.table(x)
		return lookup(s, x)
	}
	e.unsupported(x, "this expression", "")
	return nil
}

// lookup is the first value of a table.
func lookup(s *stream, x syntax.Node) Scalar {
	if len(s.rows) == 0 {
		return Null(symbol.Dynamic)
	}
	c := s.rows[0]
	return &Lookup{Rel: s.rel, Col: s.cols[c], T: c.Type, Span: x.Span()}
}

// name plans a name that stands for a value.
func (e *env) name(x *syntax.NameExpr, at *scope) Scalar {
	switch u := e.info.Uses[x.Name].(type) {
	case *symbol.Column:
		if c := at.column(u); c != nil {
			c.Span = x.Span()
			return c
		}
		if at.byName {
			return Null(u.Type)
		}
		e.noColumn(u.Name, x.Span())
	case *symbol.Variable:
		if a, ok := e.params[u]; ok {
			if a.table != nil {
				return lookup(a.table(), x)
			}
			return a.x
		}
		if u.Const != nil {
			return &Const{Value: *u.Const, Span: x.Span()}
		}
		if let, ok := u.Decl.(*syntax.LetStmt); ok {
			return e.let(let, u, x)
		}
		if u.Kind == symbol.QueryParam {
			e.invalid(x, "the query parameter "+u.Name+" has no value")
		}
	}
	e.unsupported(x, "the name "+x.Name.Value, "")
	return nil
}

// let plans the value of a scalar let, once.
func (e *env) let(let *syntax.LetStmt, v *symbol.Variable, x syntax.Node) Scalar {
	home := e.b.homes[let]
	if home == nil {
		e.unsupported(x, "the definition of "+v.Name, "it is not part of this text")
	}
	if len(home.params) > 0 {
		return home.scalar(let.Value, &scope{})
	}
	if s := e.b.consts[let]; s != nil {
		return s
	}
	var s Scalar
	if home.info.Rows[let.Value] != nil {
		s = lookup(home.table(let.Value), x)
	} else {
		s = home.scalar(let.Value, &scope{})
	}
	e.b.consts[let] = s
	return s
}

// column finds a column among those in scope.
func (at *scope) column(c *symbol.Column) *Col {
	for _, s := range []*stream{at.groups, at.s, at.right} {
		if s == nil || s == at.s && at.groups != nil {
			continue
		}
		if id, ok := s.cols[c]; ok {
			return &Col{ID: id, T: c.Type}
		}
		if at.byName {
			if own := columnNamed(s, c.Name); own != nil {
				return &Col{ID: s.cols[own], T: own.Type}
			}
		}
	}
	return nil
}

// sign plans a scalar operator.
func (e *env) sign(x syntax.Expr, text string, at *scope, operands ...syntax.Expr) Scalar {
	row := e.info.Signs[x]
	if row == nil {
		row = Sign(text)
	}
	c := &Call{Fn: row, T: e.typeOf(x), Span: x.Span()}
	if _, star := operands[0].(*syntax.StarExpr); star && at.s != nil && len(operands) == 2 {
		right := e.scalar(operands[1], at)
		return e.anyColumn(x, at.s, func(c Scalar) Scalar {
			return &Call{Fn: row, Args: []Scalar{cast(c, symbol.String), right}, T: symbol.Bool, Span: x.Span()}
		})
	}
	for _, o := range operands {
		c.Args = append(c.Args, e.scalar(o, at))
	}
	return c
}

func (e *env) typeOf(x syntax.Expr) symbol.Type { return e.info.Types[x] }

// in plans `x in (...)`, has_any and has_all.
func (e *env) in(x *syntax.InExpr, at *scope) Scalar {
	row := e.info.Signs[x]
	text := e.text(x.Op)
	if row == nil {
		row = Sign(text)
	}
	left := e.scalar(x.X, at)
	if len(x.Items) == 1 {
		if item := x.Items[0].X; e.isTable(item) {
			s := e.table(item)
			if len(s.rows) == 0 {
				e.invalid(item, "the table has no column to look in")
			}
			col := s.cols[s.rows[0]]
			switch row.Name {
			case "in", "!in", "in~", "!in~":
				return &InRel{X: left, Rel: s.rel, Col: col, Not: row.Name[0] == '!', Fold: row.Name[len(row.Name)-1] == '~', Span: x.Span()}
			}
			return &HasRel{X: left, Rel: s.rel, Col: col, Fn: row, Span: x.Span()}
		}
	}
	c := &Call{Fn: row, Args: []Scalar{left}, T: symbol.Bool, Span: x.Span()}
	for _, it := range x.Items {
		if it.X != nil {
			c.Args = append(c.Args, e.scalar(it.X, at))
		}
	}
	return c
}

// isTable reports whether an expression is tabular.
func (e *env) isTable(x syntax.Expr) bool {
	if x == nil || e.info.Consts[x] != nil {
		return false
	}
	if e.info.Rows[x] != nil {
		return true
	}
	if n, ok := unparen(x).(*syntax.NameExpr); ok {
		if e.info.Rows[n] != nil {
			return true
		}
		if v, ok := e.info.Uses[n.Name].(*symbol.Variable); ok {
			a, given := e.params[v]
			return given && a.table != nil || !given && v.Rows != nil
		}
	}
	return false
}

// call plans a scalar call.
func (e *env) call(x *syntax.CallExpr, at *scope) Scalar {
	c := e.info.Calls[x]
	if c == nil {
		e.unsupported(x, x.Name.Value+"()", "")
	}
	if c.Builtin == nil {
		return e.scalarBody(x, c, at)
	}
	row := c.Builtin
	switch {
	case row.Name == "toscalar" || row.Name == "__toscalar":
		if e.isTable(c.Args[0]) {
			return lookup(e.table(c.Args[0]), x)
		}
		return e.scalar(c.Args[0], &scope{})
	case row.Kind == builtin.Aggregate && at.agg != nil:
		return at.agg(x, c)
	case row.Kind == builtin.Aggregate:
		e.invalid(x, row.Name+"() is an aggregate and cannot stand here")
	}
	if own := calls[row.Name]; own != nil && row.Kind == builtin.Scalar {
		if s := own(e, x, c, at); s != nil {
			return s
		}
	}
	e.runsHere(x, row)
	out := e.args(x, c, at)
	out.T = c.Type
	if t := e.info.Types[x]; out.T == symbol.Unknown {
		out.T = t
	}
	return out
}

// args plans the arguments of a call. A typeof argument becomes Typeof, and * is left out.
func (e *env) args(x *syntax.CallExpr, c *bind.Call, at *scope) *Call {
	out := &Call{Fn: c.Builtin, T: c.Type, Span: x.Span()}
	for i, a := range c.Args {
		switch a := a.(type) {
		case nil:
			if i < len(c.Args)-1 {
				out.Args = append(out.Args, Null(symbol.Dynamic))
			}
			continue
		case *syntax.TypeofExpr:
			out.Typeof = e.typeOf(a)
			if len(a.Items) == 1 {
				if r, ok := a.Items[0].X.(*syntax.TypeRef); ok && r.Type != nil {
					out.Typeof, _ = symbol.TypeNamed(e.text(r.Type.Word))
				}
			}
			continue
		case *syntax.StarExpr:
			continue
		}
		s := e.scalar(a, at)
		if c.Signature != nil {
			s = coerce(s, paramAt(c.Signature, i, len(c.Args), s.Type()))
		}
		out.Args = append(out.Args, s)
	}
	return out
}

// paramAt is the parameter that argument i of n belongs to; nil when there is none. Parameters that repeat may have
// others behind them.
func paramAt(sig *symbol.Signature, i, n int, t symbol.Type) *symbol.Parameter {
	first, last := -1, -1
	for k := range sig.Params {
		if sig.Params[k].Repeat {
			if first < 0 {
				first = k
			}
			last = k
		}
	}
	if first < 0 || i < first {
		if i < len(sig.Params) {
			return &sig.Params[i]
		}
		return nil
	}
	repeated := &sig.Params[first+(i-first)%(last-first+1)]
	tail := len(sig.Params) - 1 - last
	if fromEnd := n - i; fromEnd <= tail {
		p := &sig.Params[len(sig.Params)-fromEnd]
		if !p.Optional || i > first && (p.Type.Has(t) || !repeated.Type.Has(t)) {
			return p
		}
	}
	return repeated
}

// preferred is the order in which types are tried when a dynamic value goes where none is wanted.
var preferred = []symbol.Type{symbol.String, symbol.Long, symbol.Int, symbol.Real, symbol.Decimal, symbol.Datetime, symbol.Timespan, symbol.Bool, symbol.Guid}

// coerce converts an argument to a type that its parameter takes.
func coerce(s Scalar, p *symbol.Parameter) Scalar {
	t := s.Type()
	if p == nil || p.Type == 0 || t == symbol.Unknown || p.Type.Has(t) {
		return s
	}
	if symbol.Numbers.Has(t) {
		for _, to := range []symbol.Type{symbol.Long, symbol.Real, symbol.Decimal} {
			if p.Type.Has(to) && to != t {
				return cast(s, to)
			}
		}
	}
	for _, to := range preferred {
		if p.Type.Has(to) {
			return cast(s, to)
		}
	}
	return s
}

// cast converts where KQL does so silently; constants at once where that is plain.
func cast(s Scalar, t symbol.Type) Scalar {
	if s.Type() == t || t == symbol.Unknown {
		return s
	}
	if k, ok := s.(*Const); ok {
		v := k.Value
		switch {
		case v.Null && t != symbol.String:
			return &Const{Value: symbol.Value{Type: t, Null: true}, Span: k.Span}
		case v.Null:
			return &Const{Value: symbol.Value{Type: t}, Span: k.Span}
		case (v.Type == symbol.Int || v.Type == symbol.Long) && t == symbol.Long:
			return &Const{Value: symbol.Value{Type: t, Int: v.Int}, Span: k.Span}
		case v.Type == symbol.Long && t == symbol.Int && v.Int == int64(int32(v.Int)):
			return &Const{Value: symbol.Value{Type: t, Int: v.Int}, Span: k.Span}
		case (v.Type == symbol.Int || v.Type == symbol.Long) && t == symbol.Real:
			return &Const{Value: symbol.Value{Type: t, Real: float64(v.Int)}, Span: k.Span}
		}
	}
	return &Cast{X: s, T: t}
}

// scalarBody plans the call of a function that yields a scalar.
func (e *env) scalarBody(x syntax.Expr, c *bind.Call, at *scope) Scalar {
	e.b.depth++
	defer func() { e.b.depth-- }()
	if e.b.depth > maxDepth {
		e.unsupported(x, "a query nested this deep", "")
	}
	in := e.bodyEnv(x, c, nil, at)
	value := valueOf(c.Body)
	if value == nil {
		e.unsupported(x, "a function without a value", "")
	}
	if in.isTable(value) {
		return lookup(in.table(value), x)
	}
	return in.scalar(value, &scope{})
}

// literal plans a literal whose value is left to the engine, such as datetime(1970-5-12): the text between its
// parentheses, converted.
func (e *env) literal(x *syntax.Literal) Scalar {
	text := e.text(x.Tok)
	open, end := strings.IndexByte(text, '('), strings.LastIndexByte(text, ')')
	t := e.typeOf(x)
	if open < 0 || end < open || t == symbol.Unknown {
		e.unsupported(x, "this literal", "")
	}
	return cast(&Const{Value: symbol.Value{Type: symbol.String, Str: strings.Trim(strings.TrimSpace(text[open+1:end]), `"'`)}, Span: x.Span()}, t)
}

// runsHere refuses a function that only clusters compute.
func (e *env) runsHere(x syntax.Node, row *builtin.Function) {
	if reason := row.Local.Remote; reason != "" {
		e.unsupported(x, row.Name+"()", reason)
	}
}
