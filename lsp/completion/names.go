package completion

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Ranks of columns, functions and tables, which stand among each other.
const (
	rankUsed     = 100 // names that the text uses: the more often, the less
	rankTime     = 101
	rankMade     = 105 // columns that the query itself computes
	rankOfTable  = 110 // what real queries use of this table
	rankCalls    = 150 // functions that are used much
	rankAnywhere = 200 // columns that are used much in other tables
	rankUnknown  = 300 // the first columns of a table of which nothing is known
	rankLate     = 350 // functions that are used much, behind these
	rankRest     = 600
	rankService  = 950 // columns of the service itself
)

// columnsOf offers columns: those that the text uses already first, then times, then what real queries use, then the rest
// in the table's order. Those that do not fit the type which is expected come behind.
func (c *collector) columnsOf(rows *symbol.Rows, group int) {
	if rows == nil {
		return
	}
	for i, col := range rows.Columns {
		item := Item{Label: col.Name, Kind: Column, Detail: col.Type.String(), Insert: syntax.QuoteName(col.Name), group: group, rank: c.columnRank(col, i)}
		if !c.fits(col.Type) {
			item.group = groupMisfit
		}
		c.add(item)
	}
}

func (c *collector) columnRank(col *symbol.Column, i int) int {
	if n := c.used[col.Name]; n > 0 {
		return rankUsed - min(n, 99)
	}
	if col.Name == "TimeGenerated" || col.Name == "Timestamp" {
		return rankTime
	}
	if col.Table != nil {
		if r, ok := usedColumnsOf[col.Table.Name][col.Name]; ok {
			return rankOfTable + r
		}
	}
	if col.Table == nil && col.Source == nil {
		return rankMade
	}
	if r, ok := usedColumns[col.Name]; ok {
		return rankAnywhere + r/4
	}
	if col.Table != nil && usedColumnsOf[col.Table.Name] == nil && !strings.HasPrefix(col.Name, "_") && i < rankLate-rankUnknown {
		return rankUnknown + i
	}
	if strings.HasPrefix(col.Name, "_") {
		return rankService
	}
	return rankRest + min(i, 300)
}

// fits reports whether a value of a type may stand at the place. Unknown types may.
func (c *collector) fits(t symbol.Type) bool { return c.want == 0 || c.want.Has(t) }

// variables offers definitions of the text and of the cells above.
func (c *collector) variables(group int, want func(*symbol.Variable) bool) {
	for _, list := range [][]*symbol.Variable{c.info.Globals, c.info.Parameters, c.inner(), c.outer} {
		for i := len(list) - 1; i >= 0; i-- {
			if v := list[i]; want(v) {
				c.variable(v, group)
			}
		}
	}
}

func (c *collector) variable(v *symbol.Variable, group int) {
	item := Item{Label: v.Name, Kind: Variable, Insert: syntax.QuoteName(v.Name), group: group, rank: 100 - min(c.used[v.Name], 99)}
	switch v.Kind {
	case symbol.LetFunction, symbol.LetView:
		item.Kind, item.Detail, item.Insert, item.Snippet = Function, "let", syntax.QuoteName(v.Name)+"($0)", true
	case symbol.AsTable:
		item.Kind, item.Detail = NamedResult, "named result"
	case symbol.LetTable:
		item.Kind, item.Detail = Table, "let"
	default:
		item.Detail = v.Type.String()
		switch {
		case c.want == 0 || v.Type == symbol.Unknown:
		case c.want.Has(v.Type):
			item.group = min(item.group, groupNear)
		default:
			item.group = groupMisfit
		}
	}
	c.add(item)
}

// inner returns the parameters and lets of the function bodies that the cursor stands in.
func (c *collector) inner() (vs []*symbol.Variable) {
	declared := func(n *syntax.Name) {
		if v, ok := c.info.Defs[n].(*symbol.Variable); ok {
			vs = append(vs, v)
		}
	}
	syntax.Walk(c.expect.Tree.Root, func(n syntax.Node) bool {
		f, ok := n.(*syntax.FuncExpr)
		if !ok || f.Body == nil || f.Body.Close.Present() { // the tree ends at the cursor, which is in what is open there
			return true
		}
		if f.Params != nil {
			for _, p := range f.Params.Params {
				v := &symbol.Variable{Name: p.Name.Value, Kind: symbol.FunctionParam}
				if p.Type != nil {
					v.Type, _ = symbol.TypeNamed(c.expect.Tree.TokenText(p.Type.Word))
				} else {
					v.Rows = &symbol.Rows{Open: true}
				}
				if v.Name != "" {
					vs = append(vs, v)
				}
			}
		}
		if f.Body != nil {
			for _, s := range f.Body.Statements {
				if l, ok := s.Stmt.(*syntax.LetStmt); ok && l.Name != nil {
					declared(l.Name)
				}
			}
		}
		return true
	})
	return vs
}

// tables offers what a query may begin with.
func (c *collector) tables(group int) {
	c.variables(group-1, func(v *symbol.Variable) bool { return !isScalar(v) })
	for name, t := range c.db.Tables {
		rank := 400 // the connection's own tables come before those that are only known to exist elsewhere
		popular, ok := usedTables[name]
		switch own := t.Origin != "bundled"; {
		case c.used[name] > 0:
			rank = rankUsed - min(c.used[name], 99)
		case own && ok:
			rank = rankOfTable + popular
		case ok:
			rank = 410 + popular
		case strings.HasPrefix(name, "_"):
			rank = 800
		case !own:
			rank = rankRest
		}
		c.add(Item{Label: name, Kind: Table, Detail: tableDetail(t), Insert: syntax.QuoteName(name), group: group, rank: rank})
	}
	for name, f := range c.db.Functions {
		if f.Type == symbol.Unknown {
			c.add(Item{Label: name, Kind: Function, Detail: "function", Insert: syntax.QuoteName(name), group: group, rank: 700})
		}
	}
	c.functions(builtin.Tabular, groupOther, "scalar")
}

func tableDetail(t *symbol.Table) string {
	switch t.Kind {
	case symbol.MaterializedView:
		return "materialized view"
	case symbol.ExternalTable:
		return "external table"
	case symbol.NamedResult:
		return "named result"
	}
	return "table"
}

// functions offers the built-in functions of a kind.
func (c *collector) functions(kind builtin.Kind, group int, use string) {
	for f := range builtin.All {
		if f.Kind != kind || strings.HasPrefix(f.Name, "__") {
			continue
		}
		c.function(f, f.Name, group, use, f.Replaced != "")
		for _, n := range f.Aliases {
			c.function(f, n, group, use, false)
		}
		if len(c.prefix) > 1 { // old names only for those who type them
			for _, n := range f.Obsolete {
				c.function(f, n, groupRare, use, true)
			}
		}
	}
}

func (c *collector) function(f *builtin.Function, name string, group int, use string, obsolete bool) {
	item := Item{Label: name, Kind: Function, Insert: name + "($0)", Snippet: true, Deprecated: obsolete, Doc: docOf(f), group: group, rank: rankOf(use, name)}
	if f.Kind == builtin.Scalar && c.calls > 0 && item.rank < popularCalls && group > groupNear {
		item.group, item.rank = groupNear, c.calls+item.rank // among the columns
		if c.predicate && (len(f.Sigs) == 0 || f.Sigs[0].Result.Type != symbol.Bool) {
			item.rank += rankRest - rankCalls
		}
	}
	if len(f.Sigs) > 0 && f.Sigs[0].Result.Kind == symbol.ResultFixed && !c.fits(f.Sigs[0].Result.Type) {
		item.group = max(group, groupMisfit)
	}
	switch f.Kind {
	case builtin.Aggregate:
		item.Kind = Aggregate
	case builtin.Plugin:
		item.Kind = Plugin
	}
	if len(f.Sigs) > 0 {
		item.row = f
		if len(f.Sigs[0].Params) == 0 && len(f.Sigs) == 1 {
			item.Insert, item.Snippet = name+"()", false
		}
	}
	c.add(item)
}

// operators offers query operators.
func (c *collector) operators(want func(*builtin.Operator) bool, group int) {
	for i := range builtin.Operators {
		o := &builtin.Operators[i]
		if o.Hidden || !want(o) {
			continue
		}
		for j, name := range append([]string{o.Name}, o.Aliases...) {
			rank := rankOf("operator", name)
			if j > 0 {
				rank += 30
			}
			c.add(Item{Label: name, Kind: Operator, Detail: o.Form, Insert: name + " ", Retrigger: true, Doc: "operator:" + o.Name, group: group, rank: rank})
		}
	}
}

// signs offers the operators that may follow an expression of the type that stands there.
func (c *collector) signs(s syntax.Slot) {
	t := c.info.Types[s.Left]
	for f := range builtin.All {
		if f.Kind != builtin.Sign {
			continue
		}
		fits := false
		for _, sig := range f.Sigs {
			fits = fits || len(sig.Params) > 1 && sig.Params[0].Type.Has(t)
		}
		if !fits {
			continue
		}
		rank := rankOf("sign", f.Name)
		item := Item{Label: f.Name, Kind: Operator, Insert: f.Name + " ", Doc: docOf(f), group: groupExact, rank: rank}
		switch f.Name {
		case "in", "in~", "!in", "!in~", "has_any", "has_all":
			item.Insert, item.Snippet = f.Name+" ($0)", true
		case "between", "!between":
			item.Insert, item.Snippet = f.Name+" ($0 .. )", true
		case "and", "or":
			item.rank += 20
		}
		c.add(item)
	}
}

// invokable offers functions that take the rows before the pipe.
func (c *collector) invokable() {
	c.variables(groupNear, func(v *symbol.Variable) bool { return v.Kind == symbol.LetFunction })
	for name, f := range c.db.Functions {
		if len(f.Params) > 0 && f.Params[0].Rows != nil {
			c.add(Item{Label: name, Kind: Function, Insert: syntax.QuoteName(name) + "($0)", Snippet: true, group: groupNear, rank: 300})
		}
	}
}
