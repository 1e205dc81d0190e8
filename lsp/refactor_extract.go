package lsp

import (
	"strconv"
	"strings"

	lsp "go.lsp.dev/protocol"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// extract offers to give the selected text a name: a let of a value or a table, or of a function when the text looks at
// columns. The beginning of a pipe, up to the end of one of its operators, can be selected too.
func (m *actions) extract() {
	at := m.trimmed()
	if at.Start == at.End {
		return
	}
	path := syntax.Path(m.block.Tree, at.Start)
	item := m.statement(path)
	e := m.selected(path, at)
	if item == nil || e == nil {
		return
	}
	text := m.block.Tree.Text[at.Start:at.End]
	gap := " "
	if m.hasLines(m.block) {
		gap = "\n" + m.indent(item.Span().Start)
	}
	let := func(title, name, value, use string) {
		before := syntax.Span{Start: item.Span().Start, End: item.Span().Start}
		edits := []bind.Edit{{Span: before, New: "let " + name + " = " + value + ";" + gap}, {Span: at, New: use}}
		if at.Start == before.Start { // one edit: editors differ in the order of two at one place
			edits = []bind.Edit{{Span: at, New: edits[0].New + use}}
		}
		m.refactor(lsp.CodeActionKindRefactorExtract, bind.Fix{Title: title, Edits: edits})
	}
	pipe, isPipe := e.(*syntax.PipeExpr)
	if isPipe || m.block.Info.Rows[e] != nil {
		if name := m.fresh("rows"); !m.usesVariables(at, item) && (!isPipe || m.standsAlone(pipe, item)) {
			let("Extract to a let", name, text, name)
		}
		return
	}
	if t, ok := m.block.Info.Types[e]; !ok || t == symbol.Unknown || m.usesVariables(at, item) {
		return
	}
	columns, ok := m.columnsIn(e)
	switch {
	case !ok:
	case len(columns) == 0:
		name := m.fresh("value")
		let("Extract to a let", name, text, name)
	default:
		var params, args []string
		for _, c := range columns {
			params = append(params, syntax.QuoteName(c.Name)+": "+c.Type.String())
			args = append(args, syntax.QuoteName(c.Name))
		}
		name := m.fresh("compute")
		let("Extract to a function", name, "("+strings.Join(params, ", ")+") { "+text+" }", name+"("+strings.Join(args, ", ")+")")
	}
}

// trimmed is the selection without the white space at its ends.
func (m *actions) trimmed() syntax.Span {
	text := m.block.Tree.Text
	at := syntax.Span{Start: min(m.at.Start, len(text)), End: min(m.at.End, len(text))}
	for at.Start < at.End && strings.IndexByte(" \t\r\n", text[at.Start]) >= 0 {
		at.Start++
	}
	for at.End > at.Start && strings.IndexByte(" \t\r\n", text[at.End-1]) >= 0 {
		at.End--
	}
	return at
}

// selected returns the expression that the selection is, or the pipe that it is the beginning of; nil for other
// selections.
func (m *actions) selected(path []syntax.Node, at syntax.Span) syntax.Expr {
	for i := len(path) - 1; i >= 0; i-- {
		switch x := path[i].(type) {
		case *syntax.PipeExpr:
			for _, o := range x.Ops {
				if x.Span().Start == at.Start && o.Span().End == at.End {
					return x
				}
			}
		case *syntax.NamedExpr, *syntax.OrderedExpr, *syntax.StarExpr, *syntax.BadExpr, *syntax.TypeofExpr, *syntax.WildcardExpr, *syntax.NameExpr, *syntax.FuncExpr:
		case syntax.Expr:
			if x.Span() == at && !isFixedPlace(path[:i]) {
				return x
			}
		}
	}
	return nil
}

// isFixedPlace reports whether an expression at this place must be written out: a property's value, a number of a literal
// table, a key of a join.
func isFixedPlace(above []syntax.Node) bool {
	for i, n := range above {
		switch x := n.(type) {
		case *syntax.JoinOp:
			if i+1 < len(above) && above[i+1] != syntax.Node(x.Right) { // keys: names of both sides
				return true
			}
		case *syntax.LookupOp:
			if i+1 < len(above) && above[i+1] != syntax.Node(x.Right) {
				return true
			}
		case *syntax.Property, *syntax.DataTableExpr, *syntax.ExternalDataExpr, *syntax.DynamicLiteral, *syntax.ParamDecl, *syntax.SetStmt, *syntax.RenderOp, *syntax.DeclarePatternStmt, *syntax.ParseOp, *syntax.MakeSeriesOp, *syntax.CommandStmt, *syntax.BracketedExpr:
			return true
		}
	}
	return false
}

// statement returns the innermost statement of a path; nil when there is none, or it is one of a declaration.
func (m *actions) statement(path []syntax.Node) *syntax.StatementItem {
	for i := len(path) - 1; i >= 0; i-- {
		if item, ok := path[i].(*syntax.StatementItem); ok {
			return item
		}
	}
	return nil
}

// standsAlone reports whether a pipe means the same in front of its statement: it is the whole of it, or in parentheses
// that give it nothing.
func (m *actions) standsAlone(pipe *syntax.PipeExpr, item *syntax.StatementItem) bool {
	for _, n := range syntax.Path(m.block.Tree, pipe.Span().Start) {
		switch n.(type) {
		case *syntax.OpList, *syntax.MacroExpandOp, *syntax.PartitionOp, *syntax.ForkOp, *syntax.FacetOp:
			if n.Span().Start > item.Span().Start {
				return false
			}
		}
	}
	return m.block.Info.Rows[pipe] != nil
}

// usesVariables reports whether a text uses names that its own statement declares (parameters of a function there, as):
// these are not known in front of it.
func (m *actions) usesVariables(at syntax.Span, item *syntax.StatementItem) (found bool) {
	info := m.block.Info
	declared := map[symbol.Symbol]bool{}
	for name, s := range info.Defs {
		if span := name.Span(); span.Start >= item.Span().Start && span.End <= item.Span().End {
			declared[s] = true
		}
	}
	syntax.Walk(item, func(n syntax.Node) bool {
		if name, ok := n.(*syntax.Name); ok && name.Span().Start >= at.Start && name.Span().End <= at.End {
			if v, ok := info.Uses[name].(*symbol.Variable); ok && declared[v] {
				found = true
			}
			if v, ok := info.Defs[name].(*symbol.Variable); ok && v != nil {
				found = true
			}
		}
		return !found
	})
	return found
}

// columnsIn returns the columns that an expression looks at, each once; ok is false when a function can't be given them.
func (m *actions) columnsIn(e syntax.Expr) (columns []*symbol.Column, ok bool) {
	seen := map[string]bool{}
	ok = true
	syntax.Walk(e, func(n syntax.Node) bool {
		switch x := n.(type) {
		case *syntax.PipeExpr, *syntax.StarExpr:
			ok = false
		case *syntax.Name:
			switch s := m.block.Info.Uses[x].(type) {
			case *symbol.Column:
				if ok = ok && s.Type != symbol.Unknown; !seen[s.Name] {
					seen[s.Name] = true
					columns = append(columns, s)
				}
			case *symbol.Table:
				ok = false
			}
		case *syntax.CallExpr:
			if c := m.block.Info.Calls[x]; c != nil && c.Builtin != nil && c.Builtin.Kind != 0 { // aggregates and window functions need their rows
				ok = false
			}
		}
		return ok
	})
	return columns, ok
}

// fresh returns a name that the text does not have yet.
func (m *actions) fresh(word string) string {
	taken := map[string]bool{}
	syntax.Walk(m.block.Tree.Root, func(n syntax.Node) bool {
		if name, ok := n.(*syntax.Name); ok {
			taken[name.Value] = true
		}
		return true
	})
	for _, rows := range m.block.Info.In {
		if rows.Column(word) != nil {
			taken[word] = true
		}
	}
	for _, v := range m.analysis.Scope.Variables() {
		taken[v.Name] = true
	}
	name := word
	for i := 2; taken[name]; i++ {
		name = word + strconv.Itoa(i)
	}
	return name
}

// indent is the white space between the beginning of a line and an offset; empty when something else stands there.
func (m *actions) indent(offset int) string {
	before := m.block.Tree.Text[:offset]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	if strings.TrimLeft(before, " \t") != "" {
		return ""
	}
	return before
}
