package builtin

// Operator is the row of a query operator: what stands between two pipes.
type Operator struct {
	Name    string   // where
	Aliases []string // filter
	Form    string   // the grammar in one line, in our own notation: "where predicate"
	Doc     string
	// Params are its properties: kind=, hint.*, with_itemindex=.
	Params   []OperatorParam
	Examples []Example
	Source   bool   // may begin a query: print, union, range, search, find
	Hidden   bool   // internal; accepted, but not offered
	Remote   string // why it runs on clusters only; empty when the embedded engine runs it
}

// OperatorParam is a property of an operator.
type OperatorParam struct {
	Name   string
	Doc    string
	Values []string // the constants it takes; empty for any
}
