package plan

import (
	"slices"
	"strings"

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
	calls["pack_array"] = packArray
	calls["column_names_of"] = columnNames
}

// packArray is an array of the arguments; * stands for all columns.
func packArray(e *env, x *syntax.CallExpr, c *bind.Call, at *scope) Scalar {
	if !slices.ContainsFunc(c.Args, func(a syntax.Expr) bool { _, star := a.(*syntax.StarExpr); return star }) || at.s == nil {
		return nil
	}
	out := &Call{Fn: c.Builtin, T: symbol.Dynamic, Span: x.Span()}
	for _, a := range c.Args {
		if _, star := a.(*syntax.StarExpr); !star {
			out.Args = append(out.Args, e.scalar(a, at))
			continue
		}
		for _, col := range at.s.rows {
			out.Args = append(out.Args, &Col{ID: at.s.cols[col], T: col.Type})
		}
	}
	return out
}

// columnNames are the names of a table's columns, which binding knows.
func columnNames(e *env, x *syntax.CallExpr, c *bind.Call, at *scope) Scalar {
	if len(c.Args) != 1 {
		return nil
	}
	rows := e.info.Rows[c.Args[0]]
	if rows == nil || rows.Open {
		e.unsupported(x, "column_names_of() a table whose columns follow from its data", "")
	}
	var b strings.Builder
	b.WriteByte('[')
	for i, col := range rows.Columns {
		if i > 0 {
			b.WriteByte(',')
		}
		writeText(&b, col.Name)
	}
	b.WriteByte(']')
	return &Const{Value: symbol.Value{Type: symbol.Dynamic, Str: b.String()}, Span: x.Span()}
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
