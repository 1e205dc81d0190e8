package symbol

import "strings"

// Type is one of KQL's scalar types. The zero value is Unknown: a type that is not known, because a schema is open or
// because an error was reported already. Unknown fits everywhere and never causes a second diagnostic.
type Type uint8

const (
	Unknown  Type = iota
	Bool          // true, false, null
	Int           // 32 bits, signed
	Long          // 64 bits, signed; arithmetic wraps
	Real          // IEEE 754 double
	Decimal       // exact, up to 34 digits
	String        // UTF-8; never null, the empty string stands for it
	Datetime      // 100 ns ticks since 0001-01-01 UTC, up to the end of year 9999
	Timespan      // 100 ns ticks, signed, 64 bits
	Guid          // 128 bits
	Dynamic       // typed JSON: null, bool, number, string, array, property bag, or another scalar
	numTypes
)

var typeNames = [numTypes]string{"unknown", "bool", "int", "long", "real", "decimal", "string", "datetime", "timespan", "guid", "dynamic"}

// String returns KQL's own name of the type.
func (t Type) String() string { return typeNames[t] }

// typeWords are the words that KQL accepts for a type, aliases of other systems included.
// Source: the scalar data types page and the official service's list of type names.
var typeWords = map[string]Type{
	"bool": Bool, "boolean": Bool, "int": Int, "int32": Int, "int8": Int, "uint8": Int, "int16": Int, "uint16": Int, "uint32": Int, "uint": Int,
	"long": Long, "int64": Long, "uint64": Long, "ulong": Long, "real": Real, "double": Real, "float": Real, "decimal": Decimal, "string": String,
	"datetime": Datetime, "date": Datetime, "timespan": Timespan, "time": Timespan, "guid": Guid, "uuid": Guid, "uniqueid": Guid, "dynamic": Dynamic,
}

// TypeNamed returns the type that a word names, and whether there is one.
func TypeNamed(word string) (Type, bool) {
	t, ok := typeWords[word]
	return t, ok
}

// Set is a set of types.
type Set uint16

// SetOf returns the set of the types given.
func SetOf(types ...Type) (s Set) {
	for _, t := range types {
		s |= 1 << t
	}
	return s
}

// Named sets. Invariant: none holds Unknown; Has treats it as a member of every set.
const (
	Bools      Set = 1 << Bool
	Integers   Set = 1<<Int | 1<<Long
	Reals      Set = 1<<Real | 1<<Decimal
	Numbers    Set = Integers | Reals
	Strings    Set = 1 << String
	Datetimes  Set = 1 << Datetime
	Timespans  Set = 1 << Timespan
	Guids      Set = 1 << Guid
	Dynamics   Set = 1 << Dynamic
	Times      Set = Datetimes | Timespans
	Summable   Set = Numbers | Timespans
	Orderable  Set = Numbers | Times | Strings | Bools | Guids
	AnyScalar  Set = 1<<numTypes - 2
	NotDynamic Set = AnyScalar &^ Dynamics
)

// Has reports whether t belongs to s. Unknown belongs to every set.
func (s Set) Has(t Type) bool { return t == Unknown || s&(1<<t) != 0 }

// Types returns the members in the order of the constants.
func (s Set) Types() (ts []Type) {
	for t := Bool; t < numTypes; t++ {
		if s&(1<<t) != 0 {
			ts = append(ts, t)
		}
	}
	return ts
}

// String lists the members: "int, long or real".
func (s Set) String() string {
	if s == AnyScalar {
		return "any scalar"
	}
	var names []string
	for _, t := range s.Types() {
		names = append(names, t.String())
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	}
	return strings.Join(names, "")
}

// Promote returns the type that arithmetic on a and b, or a common type for them, has among numbers:
// int < long < decimal < real. It returns Unknown when one is not a number or is unknown.
func Promote(a, b Type) Type {
	if !Numbers.Has(a) || !Numbers.Has(b) || a == Unknown || b == Unknown {
		return Unknown
	}
	if a == Real || b == Real {
		return Real
	}
	return max(a, b)
}
