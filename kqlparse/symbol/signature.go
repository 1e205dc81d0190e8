package symbol

// Signature is one way to call a built-in function: its parameters, and the rule for the type of the result.
// The vocabulary is meant to describe nearly all of KQL's functions as data; what it can't say is left to a Custom rule.
type Signature struct {
	Params []Parameter
	Result Result
}

// Parameter is a parameter of a built-in function.
type Parameter struct {
	Name string
	Doc  string // one sentence
	Type Set    // the types that an argument may have; of a tabular parameter 0
	Need Need
	// Optional: may be left out. Repeat: this and the other Repeat parameters, in a row, may be given any number of
	// times (at least once unless Optional).
	Optional, Repeat bool
	// Common: the arguments of all parameters with Common set must have one common type (numbers promote).
	Common bool
	// Values are the constants that make sense here, for completion and checking: units, kinds. Closed says that
	// another constant is an error.
	Values []string
	Closed bool
	// Default is what is meant when the argument is left out, as KQL text; empty when there is no such text.
	Default string
}

// Need says what kind of argument a parameter wants.
type Need uint8

const (
	NeedExpr        Need = iota // any scalar expression
	NeedConstant                // a value known before the query runs: literals, lets of them, constant functions
	NeedLiteral                 // a literal
	NeedColumn                  // a reference to a column
	NeedStar                    // an expression, or *
	NeedTabular                 // a tabular expression
	NeedTypeName                // typeof(...)
	NeedAggregate               // a call of an aggregate
	NeedTableColumn             // a reference to a column of the first, tabular argument
)

// ResultKind says how the type of a call follows.
type ResultKind uint8

const (
	ResultFixed   ResultKind = iota // Result.Type
	ResultArg                       // the type of argument Result.Arg
	ResultCommon                    // the common type of the arguments marked Common
	ResultPromote                   // as ResultArg, with int promoted to long
	ResultTypeof                    // the type named by the typeof argument Result.Arg, else Result.Type
	ResultTable                     // a table: Result.Rows, or the plugin's own rule
	ResultCustom                    // a rule of package bind, named after the function
)

// Result is the rule for the type of a call.
type Result struct {
	Kind ResultKind
	Type Type
	Arg  int
	Rows *Rows
}

// Returns is the rule of a fixed type.
func Returns(t Type) Result { return Result{Kind: ResultFixed, Type: t} }

// ReturnsArg is the rule of the type of argument i.
func ReturnsArg(i int) Result { return Result{Kind: ResultArg, Arg: i} }

// ReturnsCommon is the rule of the common type of the arguments marked Common.
func ReturnsCommon() Result { return Result{Kind: ResultCommon} }
