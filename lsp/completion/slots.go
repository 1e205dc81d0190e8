package completion

import (
	"slices"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// slot offers what may stand at one kind of place.
func (c *collector) slot(s syntax.Slot) {
	c.want, c.calls, c.predicate = 0, 0, false
	switch s.Kind {
	case syntax.ScalarSlot, syntax.PredicateSlot, syntax.StringSlot, syntax.DynamicSlot, syntax.GroupSlot:
		c.scalars(s, groupNear)
	case syntax.ArgSlot:
		c.argument(s)
	case syntax.NumberSlot:
		c.variables(groupDefined, isScalar)
	case syntax.ListSlot:
		c.variables(groupNear, func(*symbol.Variable) bool { return true })
		c.scalars(s, groupDefined)
		c.tables(groupOther)
	case syntax.AggregateSlot:
		c.functions(builtin.Aggregate, groupNear, "aggregate")
		c.scalars(s, groupCalls)
	case syntax.ColumnSlot, syntax.RenameSlot, syntax.WildcardSlot:
		c.columnsOf(c.columns(), groupNear)
	case syntax.JoinKeySlot:
		c.joinKeys(s)
	case syntax.TableSlot, syntax.LetValue, syntax.StatementSlot:
		c.tables(groupNear)
		if s.Kind == syntax.LetValue {
			c.calls = 300
			c.functions(builtin.Scalar, groupOther, "scalar")
		}
	case syntax.SourceSlot:
		c.operators(func(o *builtin.Operator) bool { return o.Source }, groupOther)
		for i, w := range s.Values {
			c.add(Item{Label: w, Kind: Keyword, group: groupOther, rank: 100 + i})
		}
	case syntax.OperatorSlot:
		c.operators(func(*builtin.Operator) bool { return true }, groupExact)
	case syntax.InfixSlot:
		c.signs(s)
	case syntax.MemberSlot:
		c.members(s)
	case syntax.TypeSlot:
		for _, w := range builtin.TypeDocs {
			if !w.Hidden {
				c.add(Item{Label: w.Name, Kind: Type, Detail: w.Doc, group: groupExact, rank: rankOf("type", w.Name)})
			}
		}
	case syntax.PluginSlot:
		c.functions(builtin.Plugin, groupExact, "plugin")
	case syntax.InvokeSlot:
		c.invokable()
	case syntax.OptionSlot:
		for i, o := range builtin.Options {
			c.add(Item{Label: o.Name, Kind: Property, Detail: o.Doc, group: groupExact, rank: i})
		}
	case syntax.RenderSlot:
		for i, k := range builtin.ChartKinds {
			if !k.Hidden {
				c.add(Item{Label: k.Name, Kind: Value, Detail: k.Doc, group: groupExact, rank: min(rankOf("render", k.Name), 100) + i})
			}
		}
	case syntax.PropertyName:
		c.add(Item{Label: s.Property, Kind: Property, Insert: s.Property + "=", Retrigger: true, group: groupOther, rank: len(c.items)})
	case syntax.PropertyValue:
		c.propertyValues(s)
	}
}

func isScalar(v *symbol.Variable) bool {
	return v.Rows == nil && v.Kind != symbol.LetFunction && v.Kind != symbol.LetView && v.Kind != symbol.LetTable && v.Kind != symbol.AsTable
}

// scalars offers what makes an expression: columns, variables, functions.
func (c *collector) scalars(s syntax.Slot, group int) {
	if c.calls = rankCalls; !known(c.columns()) {
		c.calls = rankLate
	}
	if c.assigned() {
		c.calls = rankUsed
	}
	c.predicate = s.Left == nil && s.Kind == syntax.PredicateSlot || c.want == symbol.Bools
	if c.want == symbol.Bools {
		c.want = 0 // a condition begins with a value of any type
	}
	if c.want == 0 && s.Left != nil {
		c.want = comparableTo(c.info.Types[s.Left])
	}
	c.columnsOf(c.columns(), group)
	c.variables(groupDefined, func(v *symbol.Variable) bool { return isScalar(v) || v.Kind == symbol.LetFunction })
	c.functions(builtin.Scalar, groupCalls, "scalar")
	if s.Kind != syntax.GroupSlot {
		c.functions(builtin.Window, groupOther, "scalar")
	}
	for name, f := range c.db.Functions {
		if f.Type != symbol.Unknown {
			c.add(Item{Label: name, Kind: Function, Detail: f.Type.String(), Insert: name + "($0)", Snippet: true, group: groupOther, rank: 500})
		}
	}
}

// known reports whether columns come from a table of which it is known what real queries use.
func known(rows *symbol.Rows) bool {
	return rows != nil && slices.ContainsFunc(rows.Columns, func(col *symbol.Column) bool { return col.Table != nil && usedColumnsOf[col.Table.Name] != nil })
}

// assigned reports whether the place is the value of a new column: name = ...
func (c *collector) assigned() bool {
	text := strings.TrimRight(c.expect.Tree.Text, " \t\r\n")
	return strings.HasSuffix(text, "=") && !strings.HasSuffix(text, "==") && !strings.HasSuffix(text, "!=") && !strings.HasSuffix(text, "<=") && !strings.HasSuffix(text, ">=")
}

// comparableTo returns the types that may be compared with one; 0 where all may.
func comparableTo(t symbol.Type) symbol.Set {
	switch {
	case t == symbol.Unknown || t == symbol.Bool || t == symbol.Dynamic:
		return 0
	case symbol.Numbers.Has(t):
		return symbol.Numbers | symbol.Dynamics
	}
	return symbol.SetOf(t, symbol.Dynamic)
}

// argument offers what fits a function's parameter: its fixed values first.
func (c *collector) argument(s syntax.Slot) {
	if p := parameterOf(s); p != nil {
		c.want = typesOf(s)
		if p.Need == symbol.NeedAggregate {
			c.functions(builtin.Aggregate, groupNear, "aggregate")
		}
		for i, v := range p.Values {
			c.add(Item{Label: quoteIfText(v, p), Kind: Value, Detail: p.Name, group: groupExact, rank: i})
		}
		if p.Need == symbol.NeedTabular {
			c.tables(groupNear)
			return
		}
	}
	c.scalars(s, groupNear)
	if s.Op != nil {
		if _, ok := s.Op.(*syntax.SummarizeOp); ok && s.Call == nil {
			c.functions(builtin.Aggregate, groupCalls, "aggregate")
		}
	}
}

// typesOf returns the types that an argument may have in any of the ways to call its function; 0 for any.
func typesOf(s syntax.Slot) (types symbol.Set) {
	for _, kind := range []builtin.Kind{builtin.Scalar, builtin.Aggregate, builtin.Plugin, builtin.Window, builtin.Tabular} {
		if f := builtin.Named(kind, s.Call.Name.Value); f != nil {
			for i := range f.Sigs {
				if p := parameterAt(f.Sigs[i].Params, s.Arg); p != nil {
					types |= p.Type
				}
			}
		}
	}
	if types&symbol.AnyScalar == symbol.AnyScalar {
		return 0
	}
	return types
}

func parameterAt(params []symbol.Parameter, arg int) *symbol.Parameter {
	if arg < len(params) {
		return &params[arg]
	}
	if n := len(params); n > 0 && params[n-1].Repeat {
		return &params[n-1]
	}
	return nil
}

// parameterOf returns the parameter that an argument is for, or nil.
func parameterOf(s syntax.Slot) *symbol.Parameter {
	if s.Call == nil || s.Call.Name == nil {
		return nil
	}
	for _, kind := range []builtin.Kind{builtin.Scalar, builtin.Aggregate, builtin.Plugin, builtin.Window, builtin.Tabular} {
		f := builtin.Named(kind, s.Call.Name.Value)
		if f == nil || len(f.Sigs) == 0 {
			continue
		}
		if p := parameterAt(f.Sigs[0].Params, s.Arg); p != nil {
			return p
		}
	}
	return nil
}

// quoteIfText writes a fixed value as a string literal where the parameter takes text.
func quoteIfText(v string, p *symbol.Parameter) string {
	if p.Type.Has(symbol.String) && p.Type != symbol.AnyScalar && v != "" && v[0] != '"' && v[0] != '\'' {
		return "'" + v + "'"
	}
	return v
}

func (c *collector) joinKeys(s syntax.Slot) {
	left := c.columns()
	var right *symbol.Rows
	switch op := s.Op.(type) {
	case *syntax.JoinOp:
		right = c.info.Rows[op.Right]
	case *syntax.LookupOp:
		right = c.info.Rows[op.Right]
	}
	if left != nil && right != nil {
		for i, col := range left.Columns {
			if right.Column(col.Name) != nil {
				c.add(Item{Label: col.Name, Kind: Column, Detail: col.Type.String() + ", on both sides", Insert: syntax.QuoteName(col.Name), group: groupExact, rank: i})
			}
		}
	}
	c.add(Item{Label: "$left", Kind: Keyword, Insert: "\\$left.", Snippet: true, Retrigger: true, group: groupNear, rank: 0})
	c.add(Item{Label: "$right", Kind: Keyword, Insert: "\\$right.", Snippet: true, Retrigger: true, group: groupNear, rank: 1})
	if right == nil {
		c.columnsOf(left, groupNear)
	}
}

// members offers what may follow a dot: the columns of $left and $right, the tables of a database.
func (c *collector) members(s syntax.Slot) {
	switch left := s.Left.(type) {
	case *syntax.NameExpr:
		switch left.Name.Value {
		case "$left":
			c.columnsOf(c.columns(), groupNear)
		case "$right":
			switch op := s.Op.(type) {
			case *syntax.JoinOp:
				c.columnsOf(c.info.Rows[op.Right], groupNear)
			case *syntax.LookupOp:
				c.columnsOf(c.info.Rows[op.Right], groupNear)
			}
		}
	case *syntax.CallExpr:
		switch left.Name.Value {
		case "cluster":
			c.add(Item{Label: "database", Kind: Function, Insert: "database('$0')", Snippet: true, group: groupExact})
		case "database", "workspace":
			c.tables(groupNear)
		}
	}
}

func (c *collector) propertyValues(s syntax.Slot) {
	values := s.Values
	if _, ok := s.Op.(*syntax.JoinOp); ok && s.Property == "kind" {
		for i, k := range builtin.JoinKinds {
			if !k.Hidden {
				c.add(Item{Label: k.Name, Kind: Value, Detail: k.Doc, group: groupExact, rank: min(rankOf("join", k.Name), 100) + i})
			}
		}
		return
	}
	for i, v := range values {
		c.add(Item{Label: v, Kind: Value, group: groupExact, rank: i})
	}
}
