package plan

import (
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// path plans x.Name, x["name"] and x[i]; of $left and $right it is the column.
func (e *env) path(x syntax.Expr, at *scope) Scalar {
	var base Scalar
	var step Step
	switch x := x.(type) {
	case *syntax.PathExpr:
		if n, ok := x.Selector.(*syntax.NameExpr); ok {
			if u, ok := e.info.Uses[n.Name].(*symbol.Column); ok {
				return e.sideColumn(x, u, at)
			}
			step.Name = n.Name.Value
		}
		base = e.scalar(x.X, at)
		if s, ok := x.Selector.(*syntax.BracketedExpr); ok {
			step.Index = e.scalar(s.X, at)
		} else if step.Name == "" {
			e.unsupported(x, "this selector", "")
		}
	case *syntax.IndexExpr:
		base = e.scalar(x.X, at)
		step.Index = e.scalar(x.Index, at)
	}
	if k, ok := step.Index.(*Const); ok && k.Value.Type == symbol.String {
		step = Step{Name: k.Value.Str}
	}
	if p, ok := base.(*Path); ok {
		return &Path{X: p.X, Steps: append(p.Steps[:len(p.Steps):len(p.Steps)], step), Span: x.Span()}
	}
	return &Path{X: base, Steps: []Step{step}, Span: x.Span()}
}

// sideColumn is $left.c or $right.c: the same symbol may be a column of both sides.
func (e *env) sideColumn(x *syntax.PathExpr, c *symbol.Column, at *scope) Scalar {
	side := at.s
	if n, ok := x.X.(*syntax.NameExpr); ok && n.Name.Value == "$right" {
		side = at.right
	}
	if n, ok := x.X.(*syntax.NameExpr); ok && at.named[n.Name.Value] != nil {
		side = at.named[n.Name.Value]
	}
	if side != nil {
		if id, ok := side.cols[c]; ok {
			return &Col{ID: id, T: c.Type, Span: x.Span()}
		}
	}
	e.noColumn(c.Name, x.Span())
	return nil
}
