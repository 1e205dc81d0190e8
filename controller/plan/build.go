package plan

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Options are what planning needs to know beside the query.
type Options struct {
	// Discover answers questions about data that decide which columns there are (bag_unpack, pivot). nil: such
	// operators are unsupported. Their columns are not known without data, so a check without data leaves them open.
	Discover Discover
}

// Of plans the statements of a bound text. The error is an *Unsupported or an *Invalid, and says where.
//
// Precondition: the text has no errors among its diagnostics.
func Of(info *bind.Info, o Options) (p *Plan, err error) {
	b := &builder{plan: &Plan{}, options: o, homes: map[*syntax.LetStmt]*env{}, lets: map[*syntax.LetStmt]*shared{}, named: map[*symbol.Variable]*shared{}, consts: map[*syntax.LetStmt]Scalar{}}
	defer func() {
		if x := recover(); x != nil {
			stop, ok := x.(stop)
			if !ok {
				panic(x)
			}
			p, err = nil, stop.err
		}
	}()
	e := &env{b: b, info: info}
	if info.Tree.Root != nil {
		e.home(info.Tree.Root.Statements)
	}
	for _, s := range info.Statements {
		if !b.attempt(e, s) {
			break
		}
	}
	return b.plan, nil
}

// stop carries an error out of the depth of planning.
type stop struct{ err error }

// builder makes one Plan.
type builder struct {
	plan    *Plan
	options Options
	next    ColID
	// homes says in which surroundings the value of a let is meant.
	homes  map[*syntax.LetStmt]*env
	lets   map[*syntax.LetStmt]*shared
	named  map[*symbol.Variable]*shared // by `as`
	consts map[*syntax.LetStmt]Scalar
	chart  *Chart
	extra  []Result // results of fork and facet
	depth  int
}

// env is the surroundings of an expression: the text or body it stands in, and the values of the body's parameters.
type env struct {
	b      *builder
	info   *bind.Info
	params map[*symbol.Variable]argument
}

// argument is what a parameter stands for.
type argument struct {
	x     Scalar
	table func() *stream // nil for a scalar
}

// stream is a relation, and which of its columns each symbol means.
type stream struct {
	rel  Rel
	cols map[*symbol.Column]ColID
	rows []*symbol.Column // the output, in order
}

// shared is a relation that is computed once and referred to by number.
type shared struct {
	n int
	s *stream
}

func (b *builder) column(c *symbol.Column) Column {
	b.next++
	return Column{ID: b.next, Name: c.Name, Type: c.Type}
}

func (e *env) unsupported(at syntax.Node, construct, reason string) {
	panic(stop{&Unsupported{Span: e.span(at), Construct: construct, Reason: reason}})
}

func (e *env) invalid(at syntax.Node, message string) {
	panic(stop{&Invalid{Span: e.span(at), Message: message}})
}

func (e *env) span(at syntax.Node) syntax.Span {
	if at == nil {
		return syntax.Span{}
	}
	return at.Span()
}

// text is the source of a token.
func (e *env) text(t syntax.Token) string { return e.info.Tree.TokenText(t) }

// home notes the surroundings of the lets among statements.
func (e *env) home(items []*syntax.StatementItem) {
	for _, it := range items {
		if it == nil {
			continue
		}
		if let, ok := it.Stmt.(*syntax.LetStmt); ok {
			e.b.homes[let] = e
		}
	}
}

// attempt plans a statement, and reports false when its columns cannot be told without data.
func (b *builder) attempt(e *env, s bind.Statement) (ok bool) {
	defer func() {
		if x := recover(); x != nil {
			if stop, open := x.(stop); !open || stop.err != errOpen {
				panic(x)
			}
		}
	}()
	b.statement(e, s)
	return true
}

// statement plans a query statement and adds its results.
func (b *builder) statement(e *env, s bind.Statement) {
	b.chart, b.extra = nil, nil
	if s.Rows == nil && !isPipe(s.Stmt.X) {
		x := e.scalar(s.Stmt.X, &scope{})
		c := b.column(&symbol.Column{Name: "Column1", Type: x.Type()})
		b.plan.Results = append(b.plan.Results, Result{Rel: &Values{Columns: []Column{c}, Rows: [][]Scalar{{x}}}, Columns: []Column{c}})
		return
	}
	st := e.table(s.Stmt.X)
	if len(b.extra) > 0 {
		b.plan.Results = append(b.plan.Results, b.extra...)
		return
	}
	r := st.result("")
	r.Chart = b.chart
	b.plan.Results = append(b.plan.Results, r)
}

func (st *stream) result(name string) Result {
	r := Result{Name: name, Rel: st.rel, Ordered: IsOrdered(st.rel)}
	for _, c := range st.rows {
		if id, ok := st.cols[c]; ok {
			r.Columns = append(r.Columns, Column{ID: id, Name: c.Name, Type: c.Type})
		}
	}
	return r
}

// with returns a stream over another relation with the same columns.
func (st *stream) with(r Rel) *stream { return &stream{rel: r, cols: st.cols, rows: st.rows} }

// columns returns the output columns.
func (st *stream) columns() []Column { return st.result("").Columns }

// share makes a stream a shared relation.
func (b *builder) share(s *stream, once bool) *shared {
	b.plan.Shared = append(b.plan.Shared, Shared{Rel: s.rel, Materialize: once})
	return &shared{n: len(b.plan.Shared) - 1, s: s}
}

// ref reads a shared relation under new numbers.
func (b *builder) ref(sh *shared) *stream {
	r := &Ref{Shared: sh.n}
	out := &stream{rel: r, cols: map[*symbol.Column]ColID{}, rows: sh.s.rows}
	for _, c := range sh.s.rows {
		col := b.column(c)
		r.Columns = append(r.Columns, col)
		r.Source = append(r.Source, sh.s.cols[c])
		out.cols[c] = col.ID
	}
	return out
}

func unparen(e syntax.Expr) syntax.Expr {
	for {
		p, ok := e.(*syntax.ParenExpr)
		if !ok {
			return e
		}
		e = p.X
	}
}

// isPipe reports whether an expression is tabular by its form.
func isPipe(x syntax.Expr) bool {
	switch unparen(x).(type) {
	case *syntax.PipeExpr, *syntax.OpExpr:
		return true
	}
	return false
}
