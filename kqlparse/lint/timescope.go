package lint

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// TimeColumn returns the column that a table's rows are stored by: TimeGenerated, else Timestamp; nil when it has neither,
// or is no log (a watchlist, an external table, a named result).
func TimeColumn(t *symbol.Table) *symbol.Column {
	if t == nil || t.Kind != symbol.PlainTable && t.Kind != symbol.MaterializedView {
		return nil
	}
	for _, name := range []string{"TimeGenerated", "Timestamp"} {
		if c := t.Rows.Column(name); c != nil && c.Type == symbol.Datetime {
			return c
		}
	}
	return nil
}

func (p *pass) isSmall(t *symbol.Table) bool {
	return t != nil && p.options.Small != nil && p.options.Small(t)
}

// reading is what limits the reading of a table.
type reading struct {
	timed  bool           // a filter on a time, or a bound that makes it unnecessary
	joined *syntax.JoinOp // it is the right side of this join, whose left side has a filter on a time; nil otherwise
	window syntax.Expr    // that filter
}

// bounds looks for what limits the table at work: in the pipes around it, behind it. What a let holds may be limited
// where it is used, so that any filter on a time counts for it.
func (p *pass) bounds() (r reading) {
	for i := len(p.path) - 2; i >= 0; i-- {
		inner := p.path[i+1]
		switch x := p.path[i].(type) {
		case *syntax.PipeExpr:
			from := 0
			for k, o := range x.Ops {
				if syntax.Node(o) == inner {
					from = k + 1
				}
			}
			switch p.limited(x.Ops[from:]) {
			case yes:
				r.timed = true
				return r
			case no:
				return r
			}
		case *syntax.JoinOp:
			if x.Right == inner {
				if w := p.leftWindow(i); w != nil {
					r.joined, r.window = x, w
				}
			}
		case *syntax.LetStmt:
			r.timed = r.timed || p.hasTimeFilter()
			return r
		case *syntax.InExpr, *syntax.ExprStmt, *syntax.QueryBlock:
			return r
		case *syntax.CallExpr:
			if p.callOf(x, len(x.Args), "materialize", "view") == nil {
				r.timed = p.callOf(x, len(x.Args), "toscalar") == nil // what a function does with its table is not known
				return r
			}
		}
	}
	return r
}

// limited looks through the operators behind a table: yes when they limit it, no when it is read to its end, notAsked when
// that depends on what follows.
func (p *pass) limited(ops []*syntax.PipedOp) answer {
	for _, o := range ops {
		switch x := o.Op.(type) {
		case *syntax.WhereOp:
			if p.isTimed(x.Pred) {
				return yes
			}
		case *syntax.SearchOp:
			if p.isTimed(x.Pred) {
				return yes
			}
		case *syntax.TakeOp, *syntax.GetSchemaOp, *syntax.SampleOp, *syntax.InvokeOp:
			return yes
		case *syntax.MakeSeriesOp:
			if p.isTimed(x) {
				return yes
			}
			return no
		case *syntax.SummarizeOp, *syntax.CountOp, *syntax.DistinctOp, *syntax.TopOp, *syntax.SortOp:
			if _, sorted := x.(*syntax.SortOp); !sorted {
				return no
			}
		}
	}
	return notAsked
}

// isTimed reports whether a condition looks at a datetime column.
func (p *pass) isTimed(n syntax.Node) bool {
	return n != nil && p.mentions(n, func(s symbol.Symbol) bool {
		c, ok := s.(*symbol.Column)
		return ok && (c.Type == symbol.Datetime || c.Name == "TimeGenerated" || c.Name == "Timestamp")
	})
}

// leftWindow returns the filter on a time in front of the join at path[i], or nil.
func (p *pass) leftWindow(i int) syntax.Expr {
	if i < 2 {
		return nil
	}
	pipe, ok := p.path[i-2].(*syntax.PipeExpr)
	if !ok {
		return nil
	}
	var window syntax.Expr
	for _, o := range pipe.Ops {
		if syntax.Node(o) == p.path[i-1] {
			break
		}
		if w, ok := o.Op.(*syntax.WhereOp); ok && window == nil && p.isTimed(w.Pred) {
			window = w.Pred
		}
	}
	return window
}

// hasTimeFilter reports whether any filter of the text looks at a time.
func (p *pass) hasTimeFilter() bool {
	if p.timed == notAsked {
		p.timed = no
		syntax.Walk(p.info.Tree.Root, func(n syntax.Node) bool {
			if w, ok := n.(*syntax.WhereOp); ok && p.timed == no && p.isTimed(w.Pred) {
				p.timed = yes
			}
			return p.timed == no
		})
	}
	return p.timed == yes
}

// TimeFilter is the fix that puts a filter on the time behind the table whose name stands at an offset; ok is false when
// there is none, or it has no time column. The filter is about COLUMN > ago(age).
func TimeFilter(info *bind.Info, offset int, age string) (fix bind.Fix, ok bool) {
	p := &pass{info: info, path: syntax.Path(info.Tree, offset)}
	for len(p.path) > 0 {
		if e, is := p.path[len(p.path)-1].(*syntax.NameExpr); is {
			if clock := TimeColumn(p.table(e)); clock != nil {
				fix = p.timeFix(e, clock.Name+" > ago("+age+")")
			}
			return fix, fix.Title != ""
		}
		p.path = p.path[:len(p.path)-1]
	}
	return fix, false
}

// CaseBlind returns the operator that compares as another one does, but without case; "" when there is none.
func CaseBlind(operator string) string {
	if operator == "in" || operator == "!in" {
		return operator + "~"
	}
	return anyCase[operator]
}

// timeFix puts a filter behind a table.
func (p *pass) timeFix(e *syntax.NameExpr, filter string) bind.Fix {
	title := "Add where " + filter
	at := e.Span()
	switch up := p.parent(1).(type) {
	case *syntax.PipeExpr, *syntax.ExprStmt, *syntax.LetStmt, *syntax.ParenExpr:
		return edits(title, insert(at.End, pipeMark(p.info.Tree.Text, at.End)+"where "+filter))
	case *syntax.JoinOp, *syntax.LookupOp:
		return edits(title, bind.Edit{Span: at, New: "(" + p.source(e) + " | where " + filter + ")"})
	case *syntax.ExprItem:
		if union, ok := p.parent(2).(*syntax.UnionOp); ok && up.X == syntax.Expr(e) && union != nil {
			return edits(title, bind.Edit{Span: at, New: "(" + p.source(e) + " | where " + filter + ")"})
		}
	}
	return bind.Fix{}
}
