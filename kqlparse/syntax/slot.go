package syntax

// SlotKind says what may stand at a place where a name or expression is expected.
type SlotKind uint8

const (
	ScalarSlot    SlotKind = iota + 1 // a scalar expression: columns, functions, variables
	PredicateSlot                     // a condition of where, search, find
	AggregateSlot                     // an aggregate of summarize, make-series, top-nested
	GroupSlot                         // a key of summarize ... by
	StringSlot                        // a string to parse
	DynamicSlot                       // an array or bag to expand
	NumberSlot                        // a number of rows
	LiteralSlot                       // a literal
	TableSlot                         // a table, function that yields one, or a query
	LetValue                          // the value of a let: scalar or tabular
	ArgSlot                           // an argument: see Slot.Call and Slot.Arg
	ListSlot                          // an element of `in (...)`, or a query
	JoinKeySlot                       // a column of both sides, or $left and $right
	ColumnSlot                        // a column
	WildcardSlot                      // a column, or a pattern of names
	RenameSlot                        // new = old
	MemberSlot                        // behind a dot: see Slot.Left
	InfixSlot                         // an operator between two scalars: see Slot.Left
	NewName                           // a name that is made up
	TypeSlot                          // a type
	OptionSlot                        // an option of set
	PluginSlot                        // a plugin of evaluate
	InvokeSlot                        // a function that takes the rows
	RenderSlot                        // a kind of chart
	PropertyName                      // a property of the operator, `name=`: see Slot.Property
	PropertyValue                     // the value of one: see Slot.Property
	ParsePattern                      // a string, * or new column of parse
	OperatorSlot                      // an operator behind a pipe
	SourceSlot                        // an operator that begins a query
	StatementSlot                     // a statement
)

var slotNames = [...]string{
	ScalarSlot: "scalar", PredicateSlot: "predicate", AggregateSlot: "aggregate", GroupSlot: "group", StringSlot: "string", DynamicSlot: "dynamic", NumberSlot: "number", LiteralSlot: "literal", TableSlot: "table", LetValue: "let value", ArgSlot: "arg", ListSlot: "list", JoinKeySlot: "join key", ColumnSlot: "column", WildcardSlot: "wildcard", RenameSlot: "rename", MemberSlot: "member", InfixSlot: "infix", NewName: "new name", TypeSlot: "type", OptionSlot: "option", PluginSlot: "plugin", InvokeSlot: "invoke", RenderSlot: "render", PropertyName: "property name", PropertyValue: "property value", ParsePattern: "parse pattern", OperatorSlot: "operator", SourceSlot: "source", StatementSlot: "statement",
}

// String names the kind in a word or two, for tests and logs.
func (k SlotKind) String() string { return slotNames[k] }
