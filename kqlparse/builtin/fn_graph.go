package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// graphFunctions look into the paths that graph operators find.
var graphFunctions = []Function{
	{
		Name: "all", Kind: Scalar, Family: "graph",
		Doc: "Says whether a condition holds for every edge, or inner node, of a variable length path.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("pattern_element", symbol.AnyScalar, "The node, edge or path; the current one when left out."),
				arg("expression", symbol.Bools, "What to compute for each."),
			),
		},
		Local: Local{Remote: "graphs run on clusters only"},
	},
	{
		Name: "any", Kind: Scalar, Family: "graph",
		Doc: "Says whether a condition holds for at least one edge, or inner node, of a variable length path.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Bool),
				arg("pattern_element", symbol.AnyScalar, "The node, edge or path; the current one when left out."),
				arg("expression", symbol.Bools, "What to compute for each."),
			),
		},
		Local: Local{Remote: "graphs run on clusters only"},
	},
	{
		Name: "map", Kind: Scalar, Family: "graph",
		Doc: "An array of what an expression yields for each edge, or inner node, of a variable length path.",
		Sigs: []symbol.Signature{
			sig(custom(),
				arg("pattern_element", symbol.AnyScalar, "The node, edge or path; the current one when left out."),
				arg("expression", symbol.AnyScalar, "The expression."),
			),
		},
		Local: Local{Remote: "graphs run on clusters only"},
	},
	{
		Name: "inner_nodes", Kind: Scalar, Family: "graph",
		Doc: "The nodes between the two ends of a variable length path.",
		Sigs: []symbol.Signature{
			sig(custom(),
				arg("edge", symbol.AnyScalar, "The path."),
			),
		},
		Local: Local{Remote: "graphs run on clusters only"},
	},
	{
		Name: "labels", Kind: Scalar, Family: "graph",
		Doc: "The labels of a node or edge, as an array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic),
				opt(arg("pattern_element", symbol.AnyScalar, "The node, edge or path; the current one when left out.")),
			),
		},
		Local: Local{Remote: "graphs run on clusters only"},
	},
	{
		Name: "node_id", Kind: Scalar, Family: "graph",
		Doc: "The identifier of a node.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				opt(arg("node", symbol.AnyScalar, "The node.")),
			),
		},
		Local: Local{Remote: "graphs run on clusters only"},
	},
	{
		Name: "node_degree_in", Kind: Scalar, Family: "graph",
		Doc: "How many edges lead to a node.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				opt(arg("node", symbol.AnyScalar, "The node; the current one when left out.")),
			),
		},
		Local: Local{Remote: "graphs run on clusters only"},
	},
	{
		Name: "node_degree_out", Kind: Scalar, Family: "graph",
		Doc: "How many edges leave a node.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				opt(arg("node", symbol.AnyScalar, "The node; the current one when left out.")),
			),
		},
		Local: Local{Remote: "graphs run on clusters only"},
	},
}
