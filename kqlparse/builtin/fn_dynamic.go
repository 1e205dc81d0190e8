package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// asDynamic converts all operands to what they are as elements of an array.
var asDynamic = []symbol.Type{symbol.Dynamic}

// array and bag are required parameters for dynamics of one kind.
func array(name, doc string) symbol.Parameter { return arg(name, symbol.Dynamics, doc) }
func bag(name, doc string) symbol.Parameter   { return arg(name, symbol.Dynamics, doc) }

// dynamicFunctions make and read dynamic values: arrays and property bags.
var dynamicFunctions = []Function{
	{
		Name: "parse_json", Kind: Scalar, Family: "dynamic", Obsolete: []string{"parsejson"}, Naming: NameOfArg, Constant: true,
		Doc:     "Reads JSON text as a dynamic value, whose parts are then reached by x.name and x[0].",
		Returns: "Text that is no JSON becomes a dynamic string; empty text becomes null; a dynamic stays as it is.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic), arg("json_text", textual, "The JSON text.")),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Dynamics}, "$1"},
			{[]symbol.Set{symbol.Strings}, "kql_parse_json($1)"},
		}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print d = parse_json('{"user":{"name":"alice","ids":[7,8]}}') | extend d.user.name, d.user.ids[-1]`}},
	},
	{
		Name: "todynamic", Kind: Scalar, Family: "dynamic", Obsolete: []string{"toobject"}, Naming: NameOfArg, Constant: true,
		Doc:     "Reads JSON text as a dynamic value; the same as parse_json().",
		Returns: "Text that is no JSON becomes a dynamic string; empty text becomes null.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic), arg("value", symbol.Strings|symbol.Dynamics, "The JSON text.")),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Dynamics}, "$1"},
			{[]symbol.Set{symbol.Strings}, "kql_parse_json($1)"},
		}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print todynamic("[1, 2.0, true]")[1]`}},
	},
	{
		Name: "dynamic_to_json", Kind: Scalar, Family: "dynamic", Constant: true,
		Doc: "Writes a dynamic value as JSON text in a canonical form: the keys of bags in order, no white space.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String), arg("dynamic", symbol.AnyScalar, "The value to write.")),
		},
		Local:    Local{SQL: "kql_dynamic_to_json($1)", As: asDynamic, Nulls: NullMaybe},
		Examples: []Example{{Query: `print dynamic_to_json(dynamic({"b":1, "a":[true]}))`}},
	},
	{
		Name: "gettype", Kind: Scalar, Family: "dynamic", NamePrefix: "type", Constant: true,
		Doc:     "Names the type of a value.",
		Returns: "Of a dynamic, the type of what is in it: array, dictionary, string, long, real, bool or null.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String), arg("value", symbol.AnyScalar, "The value.")),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Dynamics}, "kql_gettype($1)"},
			{[]symbol.Set{symbol.Strings}, "'string'"},
			{[]symbol.Set{symbol.SetOf(symbol.Long)}, "'long'"},
			{[]symbol.Set{symbol.SetOf(symbol.Int)}, "'int'"},
			{[]symbol.Set{symbol.SetOf(symbol.Real)}, "'real'"},
			{[]symbol.Set{symbol.SetOf(symbol.Decimal)}, "'decimal'"},
			{[]symbol.Set{symbol.Bools}, "'bool'"},
			{[]symbol.Set{symbol.Datetimes}, "'datetime'"},
			{[]symbol.Set{symbol.Timespans}, "'timespan'"},
			{[]symbol.Set{symbol.Guids}, "'guid'"},
		}, Nulls: NullNever},
		Examples: []Example{{Query: `print gettype(1h), gettype(dynamic([1]))`}},
	},
	{
		Name: "array_length", Kind: Scalar, Family: "array", Obsolete: []string{"arraylength"}, Constant: true,
		Doc:     "Counts the elements of an array.",
		Returns: "Null for what is no array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long), array("array", "The array.")),
		},
		Local:    Local{SQL: "CASE WHEN starts_with($1, '[') THEN CAST(json_array_length($1) AS BIGINT) END", Nulls: NullMaybe},
		Examples: []Example{{Query: `print array_length(dynamic(["a", "b"]))`}},
	},
	{
		Name: "pack_array", Kind: Scalar, Family: "array", Constant: true,
		Doc: "Makes an array of values, which may be of different types.",
		Sigs: []symbol.Signature{
			sig(custom(), many(arg("value", symbol.AnyScalar, "An element."))),
			sig(custom(), need(symbol.NeedStar, arg("value", symbol.AnyScalar, "* for the values of all columns."))),
		},
		Local:    Local{Emit: "pack_array", As: asDynamic, Nulls: NullNever},
		Examples: []Example{{Query: `print pack_array(1, "b", 3s)`}, {Query: `print a = 1, b = "x" | project pack_array(*)`}},
	},
	{
		Name: "array_concat", Kind: Scalar, Family: "array", Constant: true,
		Doc:     "Joins arrays to one.",
		Returns: "Null when an argument is no array.",
		Sigs: []symbol.Signature{
			sig(custom(), many(array("array", "An array; up to 64 of them."))),
		},
		Local:    Local{SQL: "kql_array_concat($*)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print array_concat(dynamic([1, 2]), dynamic(["c"]))`}},
	},
	{
		Name: "array_iff", Kind: Scalar, Family: "array", Obsolete: []string{"array_iif"}, Constant: true,
		Doc:     "Chooses between two values for each element of an array of conditions.",
		Returns: "An array as long as the conditions; null where the condition is neither bool nor number, or the chosen array is too short.",
		Sigs: []symbol.Signature{
			sig(custom(),
				array("condition_array", "The conditions: bools, or numbers, of which 0 is false."),
				arg("when_true", symbol.AnyScalar, "The values for true: an array, or one value for all."),
				arg("when_false", symbol.AnyScalar, "The values for false: an array, or one value for all."),
			),
		},
		Local:    Local{SQL: "kql_array_iff($1, $2, $3)", As: asDynamic, Nulls: NullMaybe},
		Examples: []Example{{Query: `print array_iff(dynamic([true, false]), dynamic(["in", "in"]), "out")`}},
	},
	{
		Name: "array_index_of", Kind: Scalar, Family: "array", Constant: true,
		Doc:     "Finds the position of a value in an array.",
		Returns: "The position from 0; -1 when it is not there; null when occurrence is below 1 or length below -1.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				array("array", "The array to search."),
				arg("value", symbol.AnyScalar, "The value to search for."),
				opt(arg("start", symbol.Integers, "Where to begin; a negative position counts from the end.")),
				opt(arg("length", symbol.Integers, "How many elements to search; -1 for all.")),
				opt(need(symbol.NeedConstant, arg("occurrence", symbol.Integers, "Which occurrence is meant; the first when left out."))),
			),
		},
		Local:    Local{SQL: "kql_array_index_of($*)", As: []symbol.Type{symbol.Dynamic, symbol.Dynamic, symbol.Long}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print array_index_of(dynamic(["ls", "cd", "ls"]), "ls", 1)`}},
	},
	{
		Name: "array_slice", Kind: Scalar, Family: "array", Constant: true,
		Doc: "Cuts a range of elements out of an array.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				array("array", "The array to cut from."),
				arg("start", symbol.Integers, "The first position, from 0; a negative one counts from the end."),
				arg("end", symbol.Integers, "The last position, which belongs to the range; a negative one counts from the end."),
			),
		},
		Local:    Local{SQL: "kql_array_slice($1, $2, $3)", As: []symbol.Type{symbol.Dynamic, symbol.Long}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print array_slice(dynamic([1, 2, 3, 4]), 1, -2)`}},
	},
	{
		Name: "array_split", Kind: Scalar, Family: "array", Constant: true,
		Doc: "Cuts an array in pieces at the positions given.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				array("array", "The array to cut."),
				arg("index", symbol.Integers, "The position, from 0, at which the second piece begins; a negative one counts from the end."),
			),
			sig(symbol.ReturnsArg(0),
				array("array", "The array to cut."),
				array("indices", "An array of the positions at which pieces begin."),
			),
		},
		Local:    Local{SQL: "kql_array_split($1, $2)", As: asDynamic, Nulls: NullMaybe},
		Examples: []Example{{Query: `print array_split(dynamic([1, 2, 3, 4]), dynamic([1, 3]))`}},
	},
	arrayShift("array_shift_left", "left", "shift_count"),
	arrayShift("array_shift_right", "right", "shift_count"),
	arrayRotate("array_rotate_left", "left"),
	arrayRotate("array_rotate_right", "right"),
	{
		Name: "array_reverse", Kind: Scalar, Family: "array", Constant: true,
		Doc: "Turns the order of an array's elements around.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0), array("value", "The array.")),
		},
		Local:    Local{SQL: "kql_array_reverse($1)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print array_reverse(dynamic([1, 2, 3]))`}},
	},
	arraySort("array_sort_asc", "smallest"),
	arraySort("array_sort_desc", "greatest"),
	{
		Name: "zip", Kind: Scalar, Family: "array", Constant: true,
		Doc: "Puts the first elements of several arrays together, then the second ones, and so on; short arrays are filled up with null.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic), many(array("array", "An array; 2 to 64 of them."))),
		},
		Local:    Local{SQL: "kql_zip($*)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print zip(dynamic(["a", "b"]), dynamic([1, 2]))`}},
	},
	{
		Name: "repeat", Kind: Scalar, Family: "array", NamePrefix: "repeat", Naming: NamePrefixed, Constant: true,
		Doc:     "Makes an array that holds one value a number of times.",
		Returns: "Null for a negative count.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("value", symbol.AnyScalar, "The element."),
				arg("count", symbol.SetOf(symbol.Int, symbol.Long), "How many times."),
			),
		},
		Local:    Local{SQL: "kql_repeat($1, $2)", As: []symbol.Type{symbol.Dynamic, symbol.Long}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print repeat(1, 3)`}},
	},
	{
		Name: "range", Kind: Scalar, Family: "array", Constant: true,
		Doc:     "Makes an array of equally spaced values, at most 1048576 of them.",
		Returns: "The last value is the greatest that does not exceed stop.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				arg("start", summable, "The first value."),
				arg("stop", summable, "The value not to be exceeded."),
				opt(arg("step", summable, "The distance of two values; when left out 1, of timespans 1h, of datetimes 1d.")),
			),
		},
		Local:    Local{Emit: "range", Nulls: NullMaybe},
		Examples: []Example{{Query: `print range(1, 8, 3), range(datetime(2024-05-01), datetime(2024-05-03))`}},
	},
	{
		Name: "set_has_element", Kind: Scalar, Family: "set", Constant: true,
		Doc: "Says whether an array holds a value.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				array("set", "The array to search."),
				arg("value", symbol.AnyScalar, "The value to search for."),
			),
		},
		Local:    Local{SQL: "kql_set_has_element($1, $2)", As: asDynamic, Nulls: NullMaybe},
		Examples: []Example{{Query: `print set_has_element(dynamic(["DC01", "DC02"]), "DC02")`}},
	},
	setFunction("set_union", "Joins arrays to one in which each value is once."),
	setFunction("set_intersect", "Keeps the values that are in all of several arrays, each once."),
	setFunction("set_difference", "Keeps the values of the first array that are in none of the others, each once."),
	{
		Name: "set_equals", Kind: Scalar, Family: "set", Constant: true,
		Doc: "Says whether two arrays hold the same values, whatever their order and number.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool), array("set1", "The first array."), array("set2", "The second array.")),
		},
		Local:    Local{SQL: "kql_set_equals($1, $2)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print set_equals(dynamic([1, 2]), dynamic([2, 1, 1]))`}},
	},
	{
		Name: "jaccard_index", Kind: Scalar, Family: "set", Constant: true,
		Doc: "Measures how similar two sets are: the number of common values divided by the number of all.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic), array("set1", "The first array."), array("set2", "The second array.")),
		},
		Local:    Local{SQL: "kql_jaccard_index($1, $2)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print jaccard_index(dynamic([1, 2, 3]), dynamic([2, 3, 4, 5]))`}},
	},
	{
		Name: "bag_pack", Kind: Scalar, Family: "bag", Obsolete: []string{"pack", "pack_dictionary"}, Constant: true,
		Doc: "Makes a property bag of keys and values.",
		Sigs: []symbol.Signature{
			sig(custom(),
				many(arg("key", symbol.Strings, "A key; keys and values take turns.")),
				many(arg("value", symbol.AnyScalar, "The key's value.")),
			),
		},
		Local:    Local{Emit: "bag_pack", Nulls: NullNever},
		Examples: []Example{{Query: `print bag_pack("user", "alice", "count", 3)`}},
	},
	{
		Name: "pack_all", Kind: Scalar, Family: "bag",
		Doc: "Makes a property bag of all columns: their names are the keys.",
		Sigs: []symbol.Signature{
			sig(custom(), opt(need(symbol.NeedLiteral, arg("ignore_null_empty", symbol.AnyScalar, "true leaves out columns that are null or empty; false when left out.")))),
		},
		Local:    Local{Emit: "pack_all", Nulls: NullNever},
		Examples: []Example{{Query: `datatable(user:string, count:long)["alice",3, "",1] | extend all = pack_all(true)`}},
	},
	{
		Name: "bag_pack_columns", Kind: Scalar, Family: "bag",
		Doc: "Makes a property bag of columns: their names are the keys.",
		Sigs: []symbol.Signature{
			sig(custom(), many(need(symbol.NeedColumn, arg("value", symbol.AnyScalar, "A column.")))),
		},
		Local:    Local{Emit: "bag_pack_columns", Nulls: NullNever},
		Examples: []Example{{Query: `datatable(user:string, count:long)["alice",3] | extend bag = bag_pack_columns(user, count)`}},
	},
	{
		Name: "bag_keys", Kind: Scalar, Family: "bag", Constant: true,
		Doc:     "Lists the keys of a property bag.",
		Returns: "An array of texts; null for what is no bag.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic), bag("object", "The bag.")),
		},
		Local:    Local{SQL: "kql_bag_keys($1)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print bag_keys(dynamic({"user":"alice", "count":3}))`}},
	},
	{
		Name: "bag_has_key", Kind: Scalar, Family: "bag", Constant: true,
		Doc: "Says whether a property bag has a key.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				bag("bag", "The bag."),
				arg("key", symbol.Strings, "The key; a path such as $.a.b looks into nested bags."),
			),
		},
		Local:    Local{SQL: "kql_bag_has_key($1, $2)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print bag_has_key(dynamic({"user":{"name":"alice"}}), "$.user.name")`}},
	},
	{
		Name: "bag_set_key", Kind: Scalar, Family: "bag", Constant: true,
		Doc: "Gives a key of a property bag a value: a new one, or instead of the old one.",
		Sigs: []symbol.Signature{
			sig(custom(),
				bag("bag", "The bag."),
				need(symbol.NeedConstant, arg("key", symbol.Strings, "The key; a path such as $.a.b reaches into nested bags.")),
				arg("value", symbol.AnyScalar, "The value."),
			),
		},
		Local:    Local{SQL: "kql_bag_set_key($1, $2, $3)", As: []symbol.Type{symbol.Dynamic, symbol.String, symbol.Dynamic}, Nulls: NullMaybe},
		Examples: []Example{{Query: `print bag_set_key(dynamic({"user":"alice"}), "count", 3)`}},
	},
	{
		Name: "bag_remove_keys", Kind: Scalar, Family: "bag", Constant: true,
		Doc: "Removes keys from a property bag.",
		Sigs: []symbol.Signature{
			sig(custom(),
				bag("bag", "The bag."),
				array("keys", "An array of keys; paths such as $.a.b reach into nested bags."),
			),
		},
		Local:    Local{SQL: "kql_bag_remove_keys($1, $2)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print bag_remove_keys(dynamic({"user":"alice", "count":3}), dynamic(["count"]))`}},
	},
	{
		Name: "bag_merge", Kind: Scalar, Family: "bag", Constant: true,
		Doc: "Joins property bags to one; of a key that is in several, the leftmost value is kept.",
		Sigs: []symbol.Signature{
			sig(custom(), many(bag("bag", "A bag; 2 to 64 of them."))),
		},
		Local:    Local{SQL: "kql_bag_merge($*)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print bag_merge(dynamic({"a":1}), dynamic({"a":2, "b":3}))`}},
	},
	{
		Name: "bag_zip", Kind: Scalar, Family: "bag", Constant: true,
		Doc:     "Makes a property bag of an array of keys and an array of values.",
		Returns: "Keys that are no text are left out; missing values are null; null when keys is no array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic), array("keys", "The keys."), array("values", "Their values, in the same order.")),
		},
		Local:    Local{SQL: "kql_bag_zip($1, $2)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print bag_zip(dynamic(["a", "b"]), dynamic([1, 2]))`}},
	},
	{
		Name: "treepath", Kind: Scalar, Family: "dynamic", NamePrefix: "tree", Naming: NamePrefixed, Constant: true,
		Doc:     "Lists the paths to all parts of a dynamic value.",
		Returns: "An array of texts; [0] stands for all elements of an array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic), bag("object", "The value to look through.")),
		},
		Local:    Local{SQL: "kql_treepath($1)", Nulls: NullMaybe},
		Examples: []Example{{Query: `print treepath(dynamic({"user":{"ids":[1, 2]}}))`}},
	},
}

func arrayShift(name, side, count string) Function {
	return Function{
		Name: name, Kind: Scalar, Family: "array", Constant: true,
		Doc: "Moves the elements of an array to the " + side + "; what falls out is lost, and the free places are filled.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				array("array", "The array."),
				arg(count, symbol.Integers, "By how many places; a negative number moves the other way."),
				opt(arg("default_value", symbol.AnyScalar, "What fills the free places; null when left out.")),
			),
		},
		Local:    Local{SQL: "kql_" + name + "($*)", As: []symbol.Type{symbol.Dynamic, symbol.Long, symbol.Dynamic}, Nulls: NullMaybe},
		Examples: []Example{{Query: "print " + name + "(dynamic([1, 2, 3]), 1, 0)"}},
	}
}

func arrayRotate(name, side string) Function {
	return Function{
		Name: name, Kind: Scalar, Family: "array", Constant: true,
		Doc: "Moves the elements of an array to the " + side + "; what falls out comes in again on the other side.",
		Sigs: []symbol.Signature{
			sig(symbol.ReturnsArg(0),
				array("array", "The array."),
				arg("rotate_count", symbol.Integers, "By how many places; a negative number moves the other way."),
			),
		},
		Local:    Local{SQL: "kql_" + name + "($1, $2)", As: []symbol.Type{symbol.Dynamic, symbol.Long}, Nulls: NullMaybe},
		Examples: []Example{{Query: "print " + name + "(dynamic([1, 2, 3]), 1)"}},
	}
}

func arraySort(name, first string) Function {
	return Function{
		Name: name, Kind: Scalar, Family: "array",
		Doc:     "Sorts an array, the " + first + " element first, and rearranges further arrays of the same length in the same way.",
		Returns: "One array for each that was given; null for arrays of another length than the first.",
		Sigs: []symbol.Signature{
			sig(custom(), many(array("arrays", "The array to sort by, then the arrays to rearrange."))),
			sig(custom(),
				many(array("arrays", "The array to sort by, then the arrays to rearrange.")),
				need(symbol.NeedConstant, arg("nulls_last", symbol.Bools, "Whether nulls come last; true when left out.")),
			),
		},
		Local:    Local{Emit: name, Nulls: NullMaybe},
		Examples: []Example{{Query: "print " + name + `(dynamic([2, 3, 1]))`}},
	}
}

func setFunction(name, doc string) Function {
	return Function{
		Name: name, Kind: Scalar, Family: "set", Constant: true,
		Doc:     doc,
		Returns: "In the order in which the values first occur; null when an argument is no array.",
		Sigs: []symbol.Signature{
			sig(custom(), many(array("set", "An array; 2 to 64 of them."))),
		},
		Local:    Local{SQL: "kql_" + name + "($*)", Nulls: NullMaybe},
		Examples: []Example{{Query: "print " + name + "(dynamic([1, 2, 2]), dynamic([2, 3]))"}},
	}
}
