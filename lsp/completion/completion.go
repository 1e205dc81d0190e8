// Package completion says what may be typed at a place of a query. What the grammar takes there it asks of the parser
// itself (syntax.Expected); what is in scope there, of the binder; each kind of place has its provider.
//
// Invariants: an Item refers to no tree. Nothing is offered that is not legal at the place. At most MaxItems come back,
// the best ones; List.Incomplete says that there were more.
package completion

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// MaxItems bounds a list: nobody reads more, and sending them takes time.
const MaxItems = 300

// Kind is what an item is, for its icon.
type Kind uint8

const (
	Keyword Kind = iota
	Operator
	Column
	Table
	Function
	Aggregate
	Plugin
	Variable
	NamedResult
	Type
	Value
	Property
)

// Item is one proposal.
type Item struct {
	Label  string
	Kind   Kind
	Detail string // a few words: a type, columns
	Insert string // what is typed; a snippet when Snippet is set. Empty: Label
	// Snippet: $0 in Insert is where the cursor goes.
	Snippet bool
	// Retrigger: what comes next is known, so that the editor should ask again at once.
	Retrigger bool
	// Deprecated names work, but there is a better one.
	Deprecated bool
	// Doc names the reference page: operator, function, aggregate, plugin, sign, command; empty: none.
	Doc string
	// group and rank order the list; in a group, the lower rank comes first.
	group, rank int
	row         *builtin.Function // whose form becomes Detail, once the item is known to be shown; nil otherwise
}

// SortKey is a text by which editors sort the item.
func (i Item) SortKey() string { return fmt.Sprintf("%02d%04d", i.group, i.rank) }

// List is an answer.
type List struct {
	Items      []Item
	Incomplete bool
	Replace    syntax.Span // what an item replaces
}

// Request is a place in a text and what surrounds it.
type Request struct {
	Text    string // one query block
	Offset  int
	Catalog bind.Catalog
	Outer   []*symbol.Variable // definitions above the text
}

// At answers a request.
func At(r Request) List {
	if list, ok := commandAt(r); ok {
		return list
	}
	e := expected(r.Text, r.Offset)
	list := List{Replace: e.Replace}
	if e.InComment || e.InString {
		return list
	}
	c := &collector{
		expect: e,
		info:   bind.Query(e.Tree, r.Catalog, bind.Options{Outer: r.Outer}),
		db:     r.Catalog.Database(),
		outer:  r.Outer,
		prefix: strings.ToLower(r.Text[e.Prefix.Start:e.Prefix.End]),
		seen:   map[string]bool{},
		used:   map[string]int{},
	}
	c.countNames(r.Text)
	for _, s := range e.Slots {
		if s.Kind == syntax.StatementSlot && slices.Contains(e.Signs, ";") && slices.Contains(e.Signs, "|") {
			break // another statement needs that first
		}
		c.slot(s)
	}
	c.words()
	c.finish(&list)
	return list
}

// finish puts the best items into a list, in order.
func (c *collector) finish(list *List) {
	slices.SortFunc(c.items, func(a, b *Item) int { // labels differ, so that the order is one
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.rank, b.rank), cmp.Compare(a.Label, b.Label))
	})
	if len(c.items) > MaxItems {
		c.items, list.Incomplete = c.items[:MaxItems], true
	}
	list.Items = make([]Item, len(c.items))
	for i, item := range c.items {
		if item.row != nil && len(item.row.Sigs) > 0 {
			item.Detail = item.row.Form(item.row.Sigs[0])
		}
		list.Items[i] = *item
	}
}

// expected is what the parser expects at an offset. Behind a sign that may begin an operator (=, <, !) it is what may stand
// in its place, unless the sign assigns.
func expected(text string, offset int) syntax.Expectation {
	start := offset
	for start > 0 && start > offset-2 && strings.IndexByte("=<>!~", text[start-1]) >= 0 {
		start--
	}
	if offset-start != 1 || start == 0 {
		return syntax.Expected(text, offset)
	}
	e := syntax.Expected(text[:start]+" ", offset)
	infix := slices.ContainsFunc(e.Slots, func(s syntax.Slot) bool { return s.Kind == syntax.InfixSlot })
	if _, where := e.Op.(*syntax.WhereOp); infix && where {
		e.Prefix, e.Replace = syntax.Span{Start: start, End: offset}, syntax.Span{Start: start, End: offset}
		return e
	}
	return syntax.Expected(text, offset)
}

// collector gathers the items of one request.
type collector struct {
	expect syntax.Expectation
	info   *bind.Info
	db     *symbol.Database
	outer  []*symbol.Variable
	prefix string // what is typed already, in lower case
	seen   map[string]bool
	used   map[string]int // how often a name stands in the text
	items  []*Item
	want   symbol.Set // the types that fit the place; 0 where that is not known
	// calls is the rank at which functions that are used much stand among columns; 0: behind them.
	calls int
	// predicate: the place is the beginning of a condition, where functions of other types than bool are rare.
	predicate bool
}

// popularCalls is how many functions are used much.
const popularCalls = 40

// Groups, from the likeliest: what fits a place best comes first in it.
const (
	groupExact   = 10 // the fixed words of the place
	groupNear    = 20 // columns, where columns are meant; tables, where tables are
	groupDefined = 25 // what the text itself or a cell above defines
	groupCalls   = 30 // functions that fit
	groupOther   = 40
	groupMisfit  = 45 // of another type than the place takes
	groupRare    = 60
)

func (c *collector) add(i Item) {
	if c.seen[i.Label] || !matches(i.Label, c.prefix) {
		return
	}
	c.seen[i.Label] = true
	if c.prefix != "" && !strings.HasPrefix(strings.ToLower(i.Label), c.prefix) {
		i.group += 40 // it holds what was typed, but does not begin with it
	}
	c.items = append(c.items, &i)
}

// matches reports whether a label holds the letters typed, in their order: what an editor would keep.
func matches(label, prefix string) bool {
	if prefix == "" {
		return true
	}
	label = strings.ToLower(label)
	if strings.Contains(label, prefix) {
		return true
	}
	if label[0] != prefix[0] {
		return false
	}
	i := 0
	for j := 0; j < len(label) && i < len(prefix); j++ {
		if label[j] == prefix[i] {
			i++
		}
	}
	return i == len(prefix)
}

// countNames notes how often each word stands in the text: a name that is used already is likely to be used again.
func (c *collector) countNames(text string) {
	start := -1
	for i := 0; i <= len(text); i++ {
		letter := i < len(text) && (text[i] == '_' || text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' || text[i] >= '0' && text[i] <= '9')
		switch {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			c.used[text[start:i]]++
			start = -1
		}
	}
}

// words offers the keywords that the grammar takes at the place.
func (c *collector) words() {
	for i, w := range c.expect.Words {
		if strings.HasPrefix(w, "__") {
			continue
		}
		group := groupExact
		if w == "and" || w == "or" {
			group--
		}
		c.add(Item{Label: w, Kind: Keyword, group: group, rank: i})
	}
}

// columns returns the columns that are in scope at the operator around the place.
func (c *collector) columns() *symbol.Rows {
	if c.expect.Op == nil {
		return nil
	}
	return c.info.In[c.expect.Op]
}

// docOf names the reference page of a row.
func docOf(f *builtin.Function) string {
	switch f.Kind {
	case builtin.Aggregate:
		return "aggregate:" + f.Name
	case builtin.Plugin:
		return "plugin:" + f.Name
	case builtin.Sign:
		return "sign:" + f.Name
	case builtin.Tabular:
		return "tabular:" + f.Name
	case builtin.Window:
		return "window:" + f.Name
	}
	return "function:" + f.Name
}

// Page returns the reference page that an item's Doc names, as Markdown, or "".
func Page(doc string) string {
	kind, name, _ := strings.Cut(doc, ":")
	if kind == "command" {
		for c := range builtin.Commands {
			if c.Form == name {
				return c.Page()
			}
		}
		return ""
	}
	if kind == "operator" {
		if o := builtin.OperatorNamed(name); o != nil {
			return o.Page()
		}
		return ""
	}
	kinds := map[string]builtin.Kind{"function": builtin.Scalar, "aggregate": builtin.Aggregate, "plugin": builtin.Plugin, "sign": builtin.Sign, "tabular": builtin.Tabular, "window": builtin.Window}
	if k, ok := kinds[kind]; ok {
		if f := builtin.Named(k, name); f != nil {
			return f.Page()
		}
	}
	return ""
}
