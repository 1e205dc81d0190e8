package plan

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// calls are scalar functions whose meaning depends on the columns in scope. nil: not this time.
var calls = map[string]func(*env, *syntax.CallExpr, *bind.Call, *scope) Scalar{}

func init() {
	calls["column_ifexists"] = columnIfExists
	calls["pack_all"] = packAll
	calls["bag_pack_columns"] = packColumns
}

// columnIfExists is the column of that name, or the default.
func columnIfExists(e *env, x *syntax.CallExpr, c *bind.Call, at *scope) Scalar {
	if len(c.Args) < 2 {
		return nil
	}
	k := e.info.Consts[c.Args[0]]
	if k == nil {
		e.unsupported(x, "column_ifexists() of a name that is computed", "")
	}
	if at.s != nil {
		for _, col := range at.s.rows {
			if col.Name == k.Str {
				return &Col{ID: at.s.cols[col], T: col.Type, Span: x.Span()}
			}
		}
	}
	return e.scalar(c.Args[1], at)
}

// packAll is a bag of all columns. With true, what is null or empty is left out.
func packAll(e *env, x *syntax.CallExpr, c *bind.Call, at *scope) Scalar {
	if at.s == nil {
		return nil
	}
	out := &Call{Fn: builtin.Named(builtin.Scalar, "bag_pack"), T: symbol.Dynamic, Span: x.Span()}
	if out.Fn == nil {
		return nil
	}
	if len(c.Args) > 0 {
		if k := e.info.Consts[c.Args[0]]; k == nil || k.Int != 0 {
			out.Fn = c.Builtin
			out.Args = append(out.Args, e.scalar(c.Args[0], at))
		}
	}
	for _, col := range at.s.rows {
		out.Args = append(out.Args, Text(col.Name), &Col{ID: at.s.cols[col], T: col.Type})
	}
	return out
}

func packColumns(e *env, x *syntax.CallExpr, c *bind.Call, at *scope) Scalar {
	out := &Call{Fn: builtin.Named(builtin.Scalar, "bag_pack"), T: symbol.Dynamic, Span: x.Span()}
	if out.Fn == nil {
		return nil
	}
	for _, a := range c.Args {
		n, ok := unparen(a).(*syntax.NameExpr)
		if !ok {
			return nil
		}
		out.Args = append(out.Args, Text(n.Name.Value), e.scalar(a, at))
	}
	return out
}
