package bind

import (
	"strconv"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// nameFor is the name that a column computed by an expression gets when it is given none: the name that stands in the
// expression, a path's parts joined by `_`, a call's by its row. It reports whether there is such a name; an empty name
// may be a part of a longer one (max_).
func (b *binder) nameFor(e syntax.Expr) (string, bool) {
	switch x := e.(type) {
	case *syntax.ParenExpr:
		return b.nameFor(x.X)
	case *syntax.NameExpr:
		if x.Name == nil {
			return "", false
		}
		return x.Name.Value, true
	case *syntax.OrderedExpr:
		return b.nameFor(x.X)
	case *syntax.NamedExpr:
		if x.Name != nil {
			return x.Name.Value, true
		}
	case *syntax.BracketedExpr:
		return b.selectorName(x.X)
	case *syntax.PathExpr:
		return b.joinNames(x.X, func() (string, bool) { return b.nameFor(x.Selector) })
	case *syntax.IndexExpr:
		return b.joinNames(x.X, func() (string, bool) { return b.selectorName(x.Index) })
	case *syntax.CallExpr:
		return b.nameOfCall(x)
	}
	return "", false
}

// selectorName is the text of a literal in brackets.
func (b *binder) selectorName(e syntax.Expr) (string, bool) {
	switch x := e.(type) {
	case *syntax.StringLiteral:
		return x.Value, true
	case *syntax.Literal:
		if c := b.info.Consts[e]; c != nil && symbol.Integers.Has(c.Type) {
			return strconv.FormatInt(c.Int, 10), true
		}
	}
	return "", false
}

// joinNames is the name of a path: of a dynamic value both parts, else the selector's alone ($left.a is a).
func (b *binder) joinNames(x syntax.Expr, selector func() (string, bool)) (string, bool) {
	right, ok := selector()
	t, scalar := b.info.Types[x]
	if !scalar || b.isTuple(x) || t != symbol.Dynamic && t != symbol.Unknown {
		return right, ok
	}
	left, _ := b.nameFor(x)
	if left == "" {
		return right, ok
	}
	return left + "_" + right, true
}

func (b *binder) isTuple(e syntax.Expr) bool {
	n, ok := e.(*syntax.NameExpr)
	return ok && n.Name != nil && (n.Name.Value == "$left" || n.Name.Value == "$right")
}

func (b *binder) nameOfCall(e *syntax.CallExpr) (string, bool) {
	c := b.info.Calls[e]
	if c == nil || c.Builtin == nil {
		return "", false
	}
	row := c.Builtin
	first := func() (string, bool) {
		if len(e.Args) == 0 || e.Args[0].X == nil {
			return "", false
		}
		return b.nameFor(e.Args[0].X)
	}
	switch row.Naming {
	case builtin.NameOfArg:
		return first()
	case builtin.NameOfOnlyArg:
		if len(e.Args) != 1 {
			return "", false
		}
		return first()
	case builtin.NamePrefixed:
		return row.NamePrefix, row.NamePrefix != ""
	case builtin.NameOfValue:
		if text, ok := b.firstString(e); ok && b.rows != nil && b.rows.Column(text) != nil {
			return text, true
		}
		return "", false
	}
	if row.NamePrefix == "" {
		return "", false
	}
	name, _ := first()
	return row.NamePrefix + "_" + name, true
}

// defaultName is the next of Column1, Column2 ... that means nothing yet.
func (b *binder) defaultName() string {
	for {
		name := "Column" + strconv.Itoa(b.column)
		b.column++
		if b.rows.Column(name) == nil && b.find(name) == nil && b.db.Tables[name] == nil && b.db.Functions[name] == nil {
			return name
		}
	}
}
