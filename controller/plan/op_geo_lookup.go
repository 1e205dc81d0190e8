package plan

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// geoLookup joins each place with the shapes that hold it, or that are within a radius of it:
// geo_polygon_lookup(table, shape, longitude, latitude, radius, return_unmatched, ...). The size of the areas that a
// cluster works with changes nothing in the result.
func geoLookup(e *env, op *syntax.EvaluateOp, c *bind.Call, in *stream) *stream {
	if len(c.Args) < 4 {
		e.unsupported(op.Call, "this lookup", "")
	}
	right := e.table(c.Args[0])
	at := &scope{s: in}
	shape := e.scalar(c.Args[1], &scope{s: right})
	lon, lat := cast(e.scalar(c.Args[2], at), symbol.Real), cast(e.scalar(c.Args[3], at), symbol.Real)
	j := &Join{Left: in.rel, Right: right.rel, Kind: Inner}
	var radius Scalar
	truths := []string{"return_unmatched", "return_lookup_key"}
	for _, a := range c.Args[4:] {
		name, x := "", unparen(a)
		if n, ok := x.(*syntax.NamedExpr); ok && n.Name != nil {
			name, x = n.Name.Value, n.X
		}
		k := e.info.Consts[x]
		if k == nil {
			e.unsupported(a, "this option of a lookup", "")
		}
		switch {
		case name == "" && k.Type == symbol.Bool && len(truths) > 0:
			name, truths = truths[0], truths[1:]
		case name == "" && radius == nil && k.Type != symbol.Bool:
			name = "radius"
		}
		switch {
		case name == "radius" && !k.Null:
			radius = cast(e.scalar(x, &scope{}), symbol.Real)
		case name == "return_unmatched" && k.Int != 0:
			j.Kind = LeftOuter
		}
	}
	span := op.Call.Span()
	call := func(kind builtin.Kind, name string, t symbol.Type, args ...Scalar) Scalar {
		return &Call{Fn: builtin.Named(kind, name), Args: args, T: t, Span: span}
	}
	distance := "geo_distance_point_to_polygon"
	if c.Builtin.Name == "geo_line_lookup" {
		distance = "geo_distance_point_to_line"
	}
	switch {
	case radius != nil:
		j.On = call(builtin.Sign, "<=", symbol.Bool, call(builtin.Scalar, distance, symbol.Real, lon, lat, shape), radius)
	case c.Builtin.Name == "geo_line_lookup":
		e.unsupported(op.Call, "a lookup of lines without a radius", "")
	default:
		j.On = call(builtin.Scalar, "geo_point_in_polygon", symbol.Bool, lon, lat, shape)
	}
	return e.lookedUp(op, j, in, right)
}

// lookedUp is the result of a lookup: the columns of the left side, and those of the right side.
func (e *env) lookedUp(op *syntax.EvaluateOp, j *Join, in, right *stream) *stream {
	rows := e.rowsOut(op)
	out := &stream{rel: j, cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	for i, col := range rows.Columns {
		id, ok := in.cols[col]
		if i >= len(in.rows) || !ok {
			ok = false
			for src := col; src != nil && !ok; src = src.Source {
				id, ok = right.cols[src]
			}
			if !ok {
				if r := columnNamed(right, col.Name); r != nil {
					id, ok = right.cols[r], true
				}
			}
		}
		if !ok {
			e.unsupported(op.Call, "a lookup with the column "+col.Name, "")
		}
		out.cols[col] = id
	}
	return out
}
