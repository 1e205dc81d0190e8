package bind

import (
	"strconv"

	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// uniqueNames hands out names that differ: a name taken already gets the next free number behind it.
type uniqueNames map[string]int

func (u uniqueNames) take(name string) string { return u.takeAs(name, name) }

func (u uniqueNames) takeAs(name, base string) string {
	last, taken := u[name]
	if !taken {
		u[name] = 0
		return name
	}
	for n := last + 1; ; n++ {
		fresh := base + strconv.Itoa(n)
		if _, ok := u[fresh]; !ok {
			u[name] = n
			u[fresh] = 0
			return fresh
		}
	}
}

// style is how an operator's items become columns.
type style uint8

const (
	plainStyle     style = iota // project, distinct, group keys: names clash by number
	extendStyle                 // extend: a column of the same name is replaced
	replaceStyle                // mv-expand: even a column that stands by itself is replaced
	summarizeStyle              // several results of one aggregate spread out
	printStyle                  // unnamed values are print_0, print_1 ...
)

// projection builds the output columns of an operator.
type projection struct {
	b        *binder
	cols     []Projected
	at       map[string]int // by name
	unique   uniqueNames
	declared map[string]bool         // names that the query itself wrote
	skip     map[*symbol.Column]bool // input columns that are there already
	passes   bool                    // passAll was called
}

// passedIndex is the index of the columns that an operator which passes all on has put out. The next such operator behind it
// takes the index over instead of making its own, so that a long chain of extends indexes each column once.
type passedIndex struct {
	out    *symbol.Rows
	at     map[string]int
	unique uniqueNames
	skip   map[*symbol.Column]bool
}

// keepIndex leaves the projection's index for the operator behind it.
func (p *projection) keepIndex(out *symbol.Rows) {
	for _, c := range p.cols {
		if c.From != c.Column { // made here, or put in another's place
			p.skip[c.Column] = true
		}
	}
	p.b.lastPassed = &passedIndex{out: out, at: p.at, unique: p.unique, skip: p.skip}
}

func (b *binder) newProjection(n int) *projection {
	return &projection{b: b, cols: make([]Projected, 0, n), at: map[string]int{}, unique: uniqueNames{}}
}

// passAll adds the input's columns as they are; they are not added again when an item names them.
func (p *projection) passAll(rows *symbol.Rows) {
	p.passes = true
	if last := p.b.lastPassed; last != nil && last.out == rows && p.skip == nil {
		p.b.lastPassed = nil
		p.at, p.unique, p.skip = last.at, last.unique, last.skip
		for _, c := range rows.Columns {
			p.cols = append(p.cols, Projected{Column: c, From: c})
		}
		return
	}
	p.at, p.unique = make(map[string]int, len(rows.Columns)+1), make(uniqueNames, len(rows.Columns)+1)
	if p.skip == nil {
		p.skip = make(map[*symbol.Column]bool, len(rows.Columns))
	}
	for _, c := range rows.Columns {
		p.skip[c] = true
		p.at[c.Name] = len(p.cols)
		p.unique[c.Name] = 0
		p.cols = append(p.cols, Projected{Column: c, From: c})
	}
}

func (p *projection) doNotAdd(c *symbol.Column) {
	if p.skip == nil {
		p.skip = map[*symbol.Column]bool{}
	}
	p.skip[c] = true
}

// add puts a column at the end, under a name that is free; with replace, in the place of the one of its name.
func (p *projection) add(c Projected, replace bool) *symbol.Column {
	return p.addAs(c, c.Column.Name, replace)
}

func (p *projection) addAs(c Projected, base string, replace bool) *symbol.Column {
	if c.Column.Name == "" || p.skip[c.Column] {
		return c.Column
	}
	if i, ok := p.at[c.Column.Name]; ok && replace {
		p.cols[i] = c
		return c.Column
	}
	if name := p.unique.takeAs(c.Column.Name, base); name != c.Column.Name {
		c.Column = renamed(c.Column, name)
	}
	p.at[c.Column.Name] = len(p.cols)
	p.cols = append(p.cols, c)
	return c.Column
}

// declare adds a column under a name that the query wrote; writing it twice is an error.
func (p *projection) declare(c Projected, at syntax.Span, replace bool) {
	name := c.Column.Name
	if p.declared[name] {
		p.b.report(codeColumnTwice, at, name)
		return
	}
	if i, ok := p.at[name]; ok && replace {
		p.cols[i] = c
	} else {
		name = p.add(c, false).Name
	}
	if p.declared == nil {
		p.declared = map[string]bool{}
	}
	p.declared[name] = true
}

// renamed is a column under another name.
func renamed(c *symbol.Column, name string) *symbol.Column {
	return &symbol.Column{Name: name, Type: c.Type, Doc: c.Doc, Source: c}
}

// passed is the projected form of a column that is passed on.
func passed(c *symbol.Column) Projected { return Projected{Column: c, From: c} }

// resultColumn is the column that an expression merely names: also in parentheses, and under a conversion to the type
// that it has already.
func (b *binder) resultColumn(e syntax.Expr, v value) *symbol.Column {
	if c := v.column(); c != nil {
		return c
	}
	call, ok := unparen(e).(*syntax.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil
	}
	c := b.info.Calls[call]
	if c == nil || c.Builtin == nil || !conversions[c.Builtin.Name] {
		return nil
	}
	if n, ok := call.Args[0].X.(*syntax.NameExpr); ok {
		if col, ok := b.info.Uses[n.Name].(*symbol.Column); ok && col.Type == c.Type {
			return col
		}
	}
	return nil
}

// conversions are the functions that change nothing when the value has their type.
var conversions = map[string]bool{
	"tobool": true, "todatetime": true, "todecimal": true, "todouble": true, "todynamic": true, "toguid": true, "toint": true, "tolong": true,
	"toreal": true, "tostring": true, "totime": true, "totimespan": true,
}

// item adds the columns of one item. forced is the type that the columns get whatever the expression's; Unknown: its
// own. printName is the name of an unnamed value of print.
func (p *projection) item(e syntax.Expr, v value, s style, forced func(symbol.Type) symbol.Type, printName string) {
	typ := func(t symbol.Type) symbol.Type {
		if forced != nil {
			return forced(t)
		}
		return t
	}
	if o, ok := e.(*syntax.OrderedExpr); ok {
		e = o.X
	}
	replace := s == extendStyle || s == replaceStyle
	switch x := e.(type) {
	case nil:
		return
	case *syntax.NamedExpr:
		p.namedItem(x, v, s, typ)
		return
	case *syntax.StarExpr:
		if p.b.rows != nil {
			for _, c := range p.b.rows.Columns {
				p.add(passed(c), true)
			}
		}
		return
	}
	if c := p.b.resultColumn(e, v); c != nil {
		col := c
		if t := typ(c.Type); t != c.Type {
			col = &symbol.Column{Name: c.Name, Type: t, Doc: c.Doc, Source: c}
			p.declare(Projected{Column: col, Expr: e, From: nil}, e.Span(), s == replaceStyle)
			return
		}
		if s == replaceStyle {
			p.declare(Projected{Column: &symbol.Column{Name: c.Name, Type: c.Type, Doc: c.Doc, Source: c}, Expr: e}, e.Span(), true)
			return
		}
		if p.skip[c] && s != summarizeStyle && p.at[c.Name] < len(p.cols) && !p.declared[c.Name] && s == extendStyle {
			return
		}
		p.declare(passed(c), e.Span(), false)
		return
	}
	if v.kind == tupleValue && s != printStyle || v.kind == tupleValue && len(v.cols) > 1 {
		for i, c := range v.cols {
			p.tupleColumn(e, v, c, i)
		}
		return
	}
	if s == printStyle {
		p.addAs(Projected{Column: &symbol.Column{Name: printName, Type: typ(v.typ)}, Expr: e}, printName, false)
		return
	}
	name, ok := p.b.nameFor(e)
	if !ok || name == "" {
		name = p.b.defaultName()
	}
	p.add(Projected{Column: &symbol.Column{Name: name, Type: typ(v.typ)}, Expr: e}, replace)
}

// tupleColumn adds one of several results of an expression. A column that the input has is passed under its name.
func (p *projection) tupleColumn(e syntax.Expr, v value, c *symbol.Column, part int) {
	if prefix := tuplePrefix(p.b, e); prefix != "" && v.kind == tupleValue {
		c = &symbol.Column{Name: prefix + "_" + c.Name, Type: c.Type, Source: c}
	}
	// The value is the aggregate's, not the row's: a new column, that remembers which it came from.
	fresh := &symbol.Column{Name: c.Name, Type: c.Type, Doc: c.Doc, Source: c}
	p.add(Projected{Column: fresh, Expr: e, Part: part}, false)
}

// tuplePrefix is what a function with several results puts before their names.
func tuplePrefix(b *binder, e syntax.Expr) string {
	if call, ok := unparen(e).(*syntax.CallExpr); ok {
		if c := b.info.Calls[call]; c != nil && c.Builtin != nil && c.Builtin.Kind != builtin.Plugin {
			return c.Builtin.NamePrefix
		}
	}
	return ""
}

// namedItem adds `name = x` or `(a, b) = x`.
func (p *projection) namedItem(e *syntax.NamedExpr, v value, s style, typ func(symbol.Type) symbol.Type) {
	replace := s == extendStyle || s == replaceStyle
	v = p.b.valueOf(e.X, v)
	if e.Names != nil {
		p.namedList(e, v, s, typ, replace)
		return
	}
	if e.Name == nil || e.Name.Value == "" {
		return
	}
	def := func(c *symbol.Column) Projected {
		p.b.info.Defs[e.Name] = c
		return Projected{Column: c, Expr: e.X}
	}
	if v.kind == tupleValue && len(v.cols) > 0 {
		first := v.cols[0]
		p.declare(def(&symbol.Column{Name: e.Name.Value, Type: typ(first.Type), Source: first}), e.Name.Span(), true)
		if s == printStyle {
			return
		}
		for i, c := range v.cols[1:] {
			p.tupleColumn(e.X, v, c, i+1)
		}
		return
	}
	if c := v.column(); c != nil {
		col := &symbol.Column{Name: e.Name.Value, Type: typ(c.Type), Doc: c.Doc, Source: c}
		p.b.info.Defs[e.Name] = col
		item := Projected{Column: col, From: c}
		if col.Type != c.Type || s == replaceStyle {
			item = Projected{Column: col, Expr: e.X}
		}
		p.declare(item, e.Name.Span(), true)
		return
	}
	p.declare(def(&symbol.Column{Name: e.Name.Value, Type: typ(v.typ)}), e.Name.Span(), replace)
}

func (p *projection) namedList(e *syntax.NamedExpr, v value, s style, typ func(symbol.Type) symbol.Type, replace bool) {
	cols := v.cols
	if v.kind != tupleValue {
		if len(e.Names.Items) > 1 && !v.isBroken() && v.typ != symbol.Unknown {
			p.b.report(codeNotSeveral, e.Names.Span())
		}
		cols = []*symbol.Column{{Type: v.typ}}
	}
	for i, c := range cols {
		if i >= len(e.Names.Items) {
			p.tupleColumn(e.X, v, c, i)
			continue
		}
		n := e.Names.Items[i].Name
		if n == nil || n.Value == "" {
			continue
		}
		col := &symbol.Column{Name: n.Value, Type: typ(c.Type), Source: c}
		if c.Name == "" {
			col.Source = nil
		}
		p.b.info.Defs[n] = col
		p.declare(Projected{Column: col, Expr: e.X, Part: i}, n.Span(), replace)
	}
	for i := len(cols); i < len(e.Names.Items) && v.kind == tupleValue; i++ {
		p.b.report(codeNameWithoutPart, e.Names.Items[i].Span())
	}
	if v.kind != tupleValue {
		for _, it := range e.Names.Items[min(1, len(e.Names.Items)):] {
			if it.Name != nil && it.Name.Value != "" {
				col := &symbol.Column{Name: it.Name.Value}
				p.b.info.Defs[it.Name] = col
				p.declare(Projected{Column: col, Expr: e.X, Part: 1}, it.Name.Span(), replace)
			}
		}
	}
}

// valueOf is the value behind a named expression: the named one's without the loss of what it refers to.
func (b *binder) valueOf(e syntax.Expr, v value) value {
	if v.kind != scalarValue {
		return v
	}
	if n, ok := unparen(e).(*syntax.NameExpr); ok && n.Name != nil {
		if c, ok := b.info.Uses[n.Name].(*symbol.Column); ok {
			v.sym = c
		}
	}
	return v
}

// rows is the columns built.
func (p *projection) rows(open bool) *symbol.Rows {
	r := &symbol.Rows{Columns: make([]*symbol.Column, len(p.cols)), Open: open}
	for i, c := range p.cols {
		r.Columns[i] = c.Column
	}
	return r
}

// done notes the decision of an operator, and is its output.
func (p *projection) done(op syntax.Op, open bool, groups int) value {
	p.b.info.Ops[op] = &Projection{Columns: p.cols, Groups: groups}
	out := p.rows(open)
	if p.passes {
		p.keepIndex(out)
	}
	return tabular(out)
}

// items binds a list of expressions and adds their columns.
func (p *projection) items(list []*syntax.ExprItem, s style) {
	vals := make([]value, len(list))
	for i, it := range list {
		if it.X == nil {
			continue
		}
		if _, star := it.X.(*syntax.StarExpr); star {
			continue
		}
		vals[i] = p.b.scalarExpr(it.X)
	}
	for i, it := range list {
		if it.X != nil && present(it.X) {
			p.item(it.X, vals[i], s, nil, "")
		}
	}
}
