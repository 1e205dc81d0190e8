package plan

// Walk calls f for an expression and all its parts. It does not go into relations.
func Walk(x Scalar, f func(Scalar)) {
	if x == nil {
		return
	}
	f(x)
	switch x := x.(type) {
	case *Call:
		for _, a := range x.Args {
			Walk(a, f)
		}
	case *Cast:
		Walk(x.X, f)
	case *Path:
		Walk(x.X, f)
		for _, s := range x.Steps {
			Walk(s.Index, f)
		}
	case *InRel:
		Walk(x.X, f)
	case *HasRel:
		Walk(x.X, f)
	}
}
