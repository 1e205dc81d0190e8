package plan

import (
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

func (e *env) union(op *syntax.UnionOp, in *stream) *stream {
	info, ok := e.info.Ops[op].(*bind.UnionInfo)
	if !ok {
		e.unsupported(op, "union", "")
	}
	return e.legs(op, info, in, e.rowsOut(op))
}

// legs puts tables below each other. A column that a leg lacks is null there.
func (e *env) legs(op syntax.Op, info *bind.UnionInfo, in *stream, rows *symbol.Rows) *stream {
	u := &Union{}
	out := &stream{rel: u, cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	for _, c := range rows.Columns {
		col := e.b.column(c)
		u.Columns = append(u.Columns, col)
		out.cols[c] = col.ID
	}
	data := rows.Columns
	word := strings.ToLower(e.text(op.OpKeyword()))
	if info.WithSource != nil && len(data) > 0 {
		data = data[1:]
	}
	info.Fill()
	for n, l := range info.Legs {
		var s *stream
		switch {
		case l.Call != nil:
			s = e.body(op, l.Call, nil)
		case l.Table != nil:
			var at syntax.Node = op
			if l.X != nil {
				at = l.X
			}
			s = e.scan(l.Table, at)
		case l.X != nil:
			if l.Rows != nil && l.Rows.Open && len(l.Rows.Columns) == 0 && e.missing(l.X) {
				continue
			}
			s = e.table(l.X)
		default:
			s = in
		}
		leg := UnionLeg{Rel: s.rel}
		if info.WithSource != nil {
			name := l.Name
			if l.Table == nil && l.Call == nil && !e.isView(l.X) {
				// What is no table of the database goes by its position.
				name = word + "_arg" + strconv.Itoa(n)
			}
			leg.From = append(leg.From, Text(name))
		}
		for i, c := range data {
			var from *symbol.Column
			if i < len(l.From) {
				from = l.From[i]
			}
			if from == nil {
				leg.From = append(leg.From, Null(c.Type))
				continue
			}
			leg.From = append(leg.From, &Col{ID: e.columnOf(s, from, op), T: from.Type})
		}
		u.Legs = append(u.Legs, leg)
	}
	if len(u.Legs) == 0 {
		out.rel = &Values{Columns: u.Columns}
	}
	return out
}

// isView reports whether an expression is the name of a view.
func (e *env) isView(x syntax.Expr) bool {
	n, ok := x.(*syntax.NameExpr)
	if !ok {
		return false
	}
	switch v := e.info.Uses[n.Name].(type) {
	case *symbol.Variable:
		return v.Kind == symbol.LetView
	case *symbol.Function:
		return v.View
	}
	return false
}

// missing reports a leg of a fuzzy union whose table does not exist.
func (e *env) missing(x syntax.Expr) bool {
	switch x := unparen(x).(type) {
	case *syntax.NameExpr:
		return e.info.Uses[x.Name] == nil && e.info.Expand[x] == nil
	case *syntax.PipeExpr:
		return e.missing(x.Source)
	case *syntax.CallExpr:
		return e.info.Calls[x] == nil
	}
	return false
}

// search keeps the rows in which some column has the term, or the condition holds; each table is filtered by itself.
func (e *env) search(op *syntax.SearchOp, in *stream) *stream {
	info, ok := e.info.Ops[op].(*bind.UnionInfo)
	if !ok {
		e.unsupported(op, "search", "")
	}
	rows := e.rowsOut(op)
	u := e.legs(op, info, in, rows)
	fold := !sameWord(e.prop(&op.Head, "kind"), "case_sensitive")
	return u.with(&Filter{In: u.rel, Pred: e.termPredicate(op.Pred, u, fold)})
}

// find filters each table by itself, and shows of its rows the columns asked for; the others go into one bag.
func (e *env) find(op *syntax.FindOp) *stream {
	info, ok := e.info.Ops[op].(*bind.UnionInfo)
	if !ok {
		e.unsupported(op, "find", "")
	}
	rows := e.rowsOut(op)
	u := &Union{}
	out := &stream{rel: u, cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	for _, c := range rows.Columns {
		col := e.b.column(c)
		u.Columns = append(u.Columns, col)
		out.cols[c] = col.ID
	}
	info.Fill()
	for n, l := range info.Legs {
		var s *stream
		name := l.Name
		switch {
		case l.Table != nil:
			s = e.scan(l.Table, op)
		case l.Call != nil:
			s = e.body(op, l.Call, nil)
		default:
			s = e.table(l.X)
			if !e.isView(l.X) {
				name = "find_arg" + strconv.Itoa(n)
			}
		}
		at := &scope{s: s, byName: true}
		f := &Filter{In: s.rel, Pred: e.findPredicate(op.Pred, s, at)}
		leg := UnionLeg{Rel: f}
		shown := map[string]bool{}
		for _, c := range rows.Columns {
			shown[c.Name] = true
		}
		for _, c := range rows.Columns {
			switch {
			case c == info.WithSource:
				leg.From = append(leg.From, Text(name))
			case c.Name == "pack_" && c.Type == symbol.Dynamic && columnNamed(s, c.Name) == nil:
				pack := &Call{Fn: builtin.Named(builtin.Scalar, "bag_pack"), T: symbol.Dynamic, Span: op.Span()}
				for _, own := range s.rows {
					if !shown[own.Name] {
						pack.Args = append(pack.Args, Text(own.Name), &Col{ID: s.cols[own], T: own.Type})
					}
				}
				leg.From = append(leg.From, pack)
			default:
				own := columnNamed(s, c.Name)
				if own == nil {
					leg.From = append(leg.From, Null(c.Type))
					continue
				}
				leg.From = append(leg.From, cast(&Col{ID: s.cols[own], T: own.Type}, c.Type))
			}
		}
		u.Legs = append(u.Legs, leg)
	}
	if len(u.Legs) == 0 {
		out.rel = &Values{Columns: u.Columns}
	}
	return out
}

// findPredicate is as termPredicate, with the columns of one table.
func (e *env) findPredicate(x syntax.Expr, s *stream, at *scope) Scalar {
	if x == nil {
		return &Const{Value: symbol.Value{Type: symbol.Bool, Int: 1}}
	}
	if b, ok := x.(*syntax.BinaryExpr); ok {
		if text := e.text(b.Op); text == "and" || text == "or" {
			return &Call{Fn: Sign(text), Args: []Scalar{e.findPredicate(b.L, s, at), e.findPredicate(b.R, s, at)}, T: symbol.Bool, Span: x.Span()}
		}
	}
	if p, ok := x.(*syntax.ParenExpr); ok {
		return e.findPredicate(p.X, s, at)
	}
	if k := e.info.Consts[x]; k != nil && k.Type == symbol.String {
		return e.term(x, s, k.Str, true)
	}
	return e.scalar(x, at)
}

// termPredicate plans the condition of search: a text alone looks into all columns.
func (e *env) termPredicate(x syntax.Expr, s *stream, fold bool) Scalar {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return e.termPredicate(x.X, s, fold)
	case *syntax.StarExpr:
		return &Const{Value: symbol.Value{Type: symbol.Bool, Int: 1}}
	case *syntax.BinaryExpr:
		text := e.text(x.Op)
		if text == "and" || text == "or" {
			return &Call{Fn: Sign(text), Args: []Scalar{e.termPredicate(x.L, s, fold), e.termPredicate(x.R, s, fold)}, T: symbol.Bool, Span: x.Span()}
		}
		if _, star := x.L.(*syntax.StarExpr); star {
			right := e.scalar(x.R, &scope{s: s})
			row := e.info.Signs[x]
			if row == nil {
				row = Sign(text)
			}
			return e.anyColumn(x, s, func(c Scalar) Scalar {
				return &Call{Fn: row, Args: []Scalar{cast(c, symbol.String), right}, T: symbol.Bool, Span: x.Span()}
			})
		}
	}
	if k := e.info.Consts[x]; k != nil && k.Type == symbol.String {
		return e.term(x, s, k.Str, fold)
	}
	if call, ok := x.(*syntax.CallExpr); ok && call.Name.Value == "not" && len(call.Args) == 1 {
		return &Call{Fn: builtin.Named(builtin.Scalar, "not"), Args: []Scalar{e.termPredicate(call.Args[0].X, s, fold)}, T: symbol.Bool, Span: x.Span()}
	}
	return e.scalar(x, &scope{s: s})
}

// term is whether some column has a term: *x and x* match ends and beginnings, * within a text any run.
func (e *env) term(x syntax.Expr, s *stream, text string, fold bool) Scalar {
	name := "has"
	switch {
	case len(text) > 1 && text[0] == '*' && text[len(text)-1] == '*':
		name, text = "contains", text[1:len(text)-1]
	case len(text) > 1 && text[0] == '*':
		name, text = "hassuffix", text[1:]
	case len(text) > 1 && text[len(text)-1] == '*':
		name, text = "hasprefix", text[:len(text)-1]
	case text == "*":
		return &Const{Value: symbol.Value{Type: symbol.Bool, Int: 1}}
	}
	if !fold {
		name += "_cs"
	}
	return e.anyColumn(x, s, func(c Scalar) Scalar {
		return &Call{Fn: Sign(name), Args: []Scalar{cast(c, symbol.String), Text(text)}, T: symbol.Bool, Span: x.Span()}
	})
}

// anyColumn joins a test of each column by or.
func (e *env) anyColumn(x syntax.Expr, s *stream, test func(Scalar) Scalar) Scalar {
	or := &Call{Fn: Sign("or"), T: symbol.Bool, Span: x.Span()}
	for _, c := range s.rows {
		if c.Name == "$table" {
			continue
		}
		or.Args = append(or.Args, test(&Col{ID: s.cols[c], T: c.Type, Span: x.Span()}))
	}
	if len(or.Args) == 0 {
		return &Const{Value: symbol.Value{Type: symbol.Bool}}
	}
	return or
}
