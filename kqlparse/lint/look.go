package lint

import (
	"sort"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// What rules ask of a tree and its Info.

func unparen(e syntax.Expr) syntax.Expr {
	for {
		p, ok := e.(*syntax.ParenExpr)
		if !ok || p.X == nil {
			return e
		}
		e = p.X
	}
}

// word returns the operator of an expression as it is written.
func (p *pass) word(k syntax.Token) string { return p.info.Tree.TokenText(k) }

// column returns the column that an expression is the name of, or nil.
func (p *pass) column(e syntax.Expr) *symbol.Column {
	x, ok := unparen(e).(*syntax.NameExpr)
	if !ok || x.Name == nil {
		return nil
	}
	c, _ := p.info.Uses[x.Name].(*symbol.Column)
	return c
}

// isStored reports whether an expression is a column of a table as it is stored, which an index serves.
func (p *pass) isStored(e syntax.Expr) bool {
	c := p.column(e)
	return c != nil && c.Table != nil
}

// text returns the value of an expression that is a string known before the query runs.
func (p *pass) text(e syntax.Expr) (string, bool) {
	if e == nil {
		return "", false
	}
	v := p.info.Consts[e]
	if v == nil || v.Type != symbol.String {
		return "", false
	}
	return v.Str, true
}

// function returns the built-in function that a call means, or nil.
func (p *pass) function(e *syntax.CallExpr) *builtin.Function {
	if e.Name == nil {
		return nil
	}
	f, _ := p.info.Uses[e.Name].(*builtin.Function)
	return f
}

// callOf returns the call of a built-in function by one of these names with as many arguments, or nil.
func (p *pass) callOf(e syntax.Expr, arguments int, names ...string) *syntax.CallExpr {
	c, ok := unparen(e).(*syntax.CallExpr)
	if !ok || len(c.Args) != arguments {
		return nil
	}
	f := p.function(c)
	for _, n := range names {
		if f != nil && f.Name == n {
			return c
		}
	}
	return nil
}

// table returns the table of the catalog that a tabular expression is the name of, or nil.
func (p *pass) table(e syntax.Expr) *symbol.Table {
	x, ok := unparen(e).(*syntax.NameExpr)
	if !ok || x.Name == nil {
		return nil
	}
	t, _ := p.info.Uses[x.Name].(*symbol.Table)
	return t
}

// pipe returns the pipe that the operator at work stands in and its place in it; -1 for its source, nil when it stands
// elsewhere.
func (p *pass) pipe() (*syntax.PipeExpr, int) {
	switch up := p.parent(1).(type) {
	case *syntax.OpExpr:
		if pipe, ok := p.parent(2).(*syntax.PipeExpr); ok && pipe.Source == syntax.Expr(up) {
			return pipe, -1
		}
	case *syntax.PipedOp:
		if pipe, ok := p.parent(2).(*syntax.PipeExpr); ok {
			// Their places are in the order of the text: a search through all would make long pipes quadratic.
			i := sort.Search(len(pipe.Ops), func(i int) bool { return pipe.Ops[i].Span().Start >= up.Span().Start })
			for ; i < len(pipe.Ops); i++ {
				if pipe.Ops[i] == up {
					return pipe, i
				}
			}
		}
	}
	return nil, 0
}

// mentions reports whether a name below a node refers to something that is wanted.
func (p *pass) mentions(n syntax.Node, wanted func(symbol.Symbol) bool) (found bool) {
	if n == nil {
		return false
	}
	syntax.Walk(n, func(n syntax.Node) bool {
		if name, ok := n.(*syntax.Name); ok && !found {
			if s := p.info.Uses[name]; s != nil && wanted(s) {
				found = true
			}
		}
		return !found
	})
	return found
}

// replace is the fix that puts another text in a place.
func replace(at syntax.Span, text string) bind.Fix {
	return bind.Fix{Title: "Change to " + text, Edits: []bind.Edit{{Span: at, New: text}}}
}

// rename is the fix that calls another aggregate. A column that got its name from the call keeps it.
func (p *pass) rename(e *syntax.CallExpr, better string) bind.Fix {
	fix := replace(e.Name.Span(), better)
	if _, ok := p.parent(1).(*syntax.ExprItem); !ok {
		return fix
	}
	op, ok := p.parent(2).(syntax.Op)
	if !ok {
		return fix
	}
	decision, ok := p.info.Ops[op].(*bind.Projection)
	if !ok {
		return fix
	}
	names := 0
	for _, out := range decision.Columns {
		if out.Expr == syntax.Expr(e) {
			names++
			fix.Edits = []bind.Edit{fix.Edits[0], insert(e.Span().Start, syntax.QuoteName(out.Column.Name)+" = ")}
		}
	}
	if names != 1 {
		return bind.Fix{} // several columns
	}
	fix.Edits = []bind.Edit{{Span: e.Name.Span(), New: fix.Edits[1].New + better}}
	return fix
}

// edits is a fix of several changes.
func edits(title string, list ...bind.Edit) bind.Fix { return bind.Fix{Title: title, Edits: list} }

func insert(at int, text string) bind.Edit {
	return bind.Edit{Span: syntax.Span{Start: at, End: at}, New: text}
}

// source is the text of an expression.
func (p *pass) source(n syntax.Node) string { return p.info.Tree.Source(n) }

// operand is the text of an expression as it may stand beside an operator or a dot.
func (p *pass) operand(e syntax.Expr) string {
	switch e.(type) {
	case *syntax.BinaryExpr, *syntax.UnaryExpr, *syntax.InExpr, *syntax.BetweenExpr:
		return "(" + p.source(e) + ")"
	}
	return p.source(e)
}

// pipeMark is what stands between two operators of the pipe here: a line break when the pipe has one before the place.
func pipeMark(text string, at int) string {
	for i := at; i < len(text); i++ {
		switch text[i] {
		case ' ', '\t', '\r':
		case '\n':
			rest := text[i+1:]
			indent := rest[:len(rest)-len(strings.TrimLeft(rest, " \t"))]
			if strings.HasPrefix(rest[len(indent):], "|") {
				return "\n" + indent + "| "
			}
			return " | "
		default:
			return " | "
		}
	}
	return " | "
}
