package duckdb

import (
	"math"
	"strings"

	"github.com/golang/geo/s2"
	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/controller/duckdb/globe"
	"github.com/huntbook/huntbook/controller/plan"
)

// geoTolerance is how far a simplified or densified shape may be off, in meters, unless a query says another distance.
// Source: the documentation.
const geoTolerance = 10.0

// shape is what was read of a GeoJSON text.
type shape[S any] struct {
	s  S
	ok bool
}

var (
	linesRead    memo[shape[globe.Line]]
	polygonsRead memo[shape[globe.Polygon]]
)

func lineOf(d string) (globe.Line, bool) {
	r := linesRead.of(d, func(d string) shape[globe.Line] { l, ok := globe.ReadLine(d); return shape[globe.Line]{l, ok} })
	return r.s, r.ok
}

func polygonOf(d string) (globe.Polygon, bool) {
	r := polygonsRead.of(d, func(d string) shape[globe.Polygon] { p, ok := globe.ReadPolygon(d); return shape[globe.Polygon]{p, ok} })
	return r.s, r.ok
}

// ofLine makes a function of a line; what is no line gives null.
func ofLine[R any](do func(globe.Line) R) func(string) opt[R] {
	return func(d string) opt[R] {
		if l, ok := lineOf(d); ok {
			return some(do(l))
		}
		return none[R]()
	}
}

func ofPolygon[R any](do func(globe.Polygon) R) func(string) opt[R] {
	return func(d string) opt[R] {
		if p, ok := polygonOf(d); ok {
			return some(do(p))
		}
		return none[R]()
	}
}

// placeAndLine makes a function of a place and a line.
func placeAndLine[R any](do func(s2.Point, globe.Line) R) func(lon, lat float64, d string) opt[R] {
	return func(lon, lat float64, d string) opt[R] {
		l, ok := lineOf(d)
		x, valid := globe.At(lon, lat)
		if !ok || !valid {
			return none[R]()
		}
		return some(do(x, l))
	}
}

func placeAndPolygon[R any](do func(s2.Point, globe.Polygon) R) func(lon, lat float64, d string) opt[R] {
	return func(lon, lat float64, d string) opt[R] {
		p, ok := polygonOf(d)
		x, valid := globe.At(lon, lat)
		if !ok || !valid {
			return none[R]()
		}
		return some(do(x, p))
	}
}

// commonOf makes the functions that say what two shapes have in common, and whether they have anything.
func commonOf[A, B any](name string, first func(string) (A, bool), second func(string) (B, bool), do func(A, B) globe.Mix) []*goFunction {
	both := func(a, b string) (globe.Mix, bool) {
		x, ok1 := first(a)
		y, ok2 := second(b)
		if !ok1 || !ok2 {
			return globe.Mix{}, false
		}
		return do(x, y), true
	}
	return []*goFunction{
		fn2("kql_geo_intersection_"+name, func(a, b string) opt[string] {
			m, ok := both(a, b)
			return maybe(m.Text(), ok)
		}),
		fn2("kql_geo_intersects_"+name, func(a, b string) opt[bool] {
			m, ok := both(a, b)
			return maybe(m.Some(), ok)
		}),
	}
}

// arrayOf reads an array of shapes, all of which must be good.
func arrayOf[S any](d string, read func(string) (S, bool)) (out []S, ok bool) {
	items, ok := dynjson.Items(d)
	if !ok || len(items) == 0 {
		return nil, false
	}
	for _, it := range items {
		s, ok := read(it)
		if !ok {
			return nil, false
		}
		out = append(out, s)
	}
	return out, true
}

// tolerant makes a function of a shape and a tolerance; the shape is a line or a polygon.
func tolerant[S any](read func(string) (S, bool), do func(S, float64) (string, bool)) func(string, []float64) opt[string] {
	return func(d string, more []float64) opt[string] {
		tolerance := geoTolerance
		if len(more) > 0 {
			tolerance = more[0]
		}
		s, ok := read(d)
		if !ok || !(tolerance > 0) {
			return none[string]()
		}
		text, ok := do(s, tolerance)
		return maybe(text, ok)
	}
}

var shapesOnGlobe = append(append(append([]*goFunction{
	fn1("kql_geo_line_length", ofLine(globe.Line.Length)),
	fn1("kql_geo_line_centroid", ofLine(func(l globe.Line) string { return globe.PointText(l.Centroid()) })),
	fn2("kql_geo_line_interpolate_point", func(d string, fraction float64) opt[string] {
		l, ok := lineOf(d)
		if !ok || !(fraction >= 0 && fraction <= 1) {
			return none[string]()
		}
		return some(globe.PointText(l.Interpolate(fraction)))
	}),
	fn3("kql_geo_line_locate_point", func(d string, lon, lat float64) opt[float64] {
		return placeAndLine(func(x s2.Point, l globe.Line) float64 { return l.Locate(x) })(lon, lat, d)
	}),
	fn1v("kql_geo_line_simplify", tolerant(lineOf, func(l globe.Line, meters float64) (string, bool) {
		out, ok := l.Simplify(meters)
		return out.Text(), ok
	})),
	fn1v("kql_geo_line_densify", tolerant(lineOf, func(l globe.Line, meters float64) (string, bool) { return l.Densify(meters).Text(), true })),
	fn3("kql_geo_distance_point_to_line", placeAndLine(func(x s2.Point, l globe.Line) float64 { _, d := l.Nearest(x); return d })),
	fn3("kql_geo_closest_point_on_line", placeAndLine(func(x s2.Point, l globe.Line) string { p, _ := l.Nearest(x); return globe.PointText(p) })),

	fn3("kql_geo_point_in_polygon", placeAndPolygon(func(x s2.Point, p globe.Polygon) bool { return p.Contains(x) })),
	fn3("kql_geo_distance_point_to_polygon", placeAndPolygon(func(x s2.Point, p globe.Polygon) float64 { _, d := p.Nearest(x); return d })),
	fn3("kql_geo_closest_point_on_polygon", placeAndPolygon(func(x s2.Point, p globe.Polygon) string { at, _ := p.Nearest(x); return globe.PointText(at) })),
	fn1("kql_geo_polygon_area", ofPolygon(globe.Polygon.Area)),
	fn1("kql_geo_polygon_perimeter", ofPolygon(globe.Polygon.Perimeter)),
	fn1("kql_geo_polygon_centroid", ofPolygon(func(p globe.Polygon) string { return globe.PointText(p.Centroid()) })),
	fn1v("kql_geo_polygon_simplify", tolerant(polygonOf, func(p globe.Polygon, meters float64) (string, bool) {
		out, ok := p.Simplify(meters)
		return out.Text(), ok
	})),
	fn1v("kql_geo_polygon_densify", tolerant(polygonOf, func(p globe.Polygon, meters float64) (string, bool) { return p.Densify(meters).Text(), true })),
	fn1("kql_geo_union_polygons_array", func(d string) opt[string] {
		list, ok := arrayOf(d, polygonOf)
		if !ok {
			return none[string]()
		}
		return some(globe.UnionPolygons(list).Text())
	}),
	fn1("kql_geo_union_lines_array", func(d string) opt[string] {
		list, ok := arrayOf(d, lineOf)
		if !ok {
			return none[string]()
		}
		return some(globe.UnionLines(list).Text())
	}),
	fn1("kql_geo_from_wkt", func(s string) opt[string] {
		text, ok := globe.FromWKT(s)
		return maybe(text, ok)
	}),
	fn6("kql_geo_angle", func(lon1, lat1, lon2, lat2, lon3, lat3 float64) opt[float64] {
		a, ok1 := globe.At(lon1, lat1)
		b, ok2 := globe.At(lon2, lat2)
		c, ok3 := globe.At(lon3, lat3)
		if !ok1 || !ok2 || !ok3 || a == b || b == c {
			return none[float64]()
		}
		turn := float64(s2.Angle(a, b, c))
		if s2.RobustSign(a, b, c) == s2.Clockwise {
			turn = 2*math.Pi - turn
		}
		return some(turn)
	}),
},
	commonOf("2lines", lineOf, lineOf, globe.IntersectLines)...),
	commonOf("line_with_polygon", lineOf, polygonOf, globe.IntersectLineWithPolygon)...),
	commonOf("2polygons", polygonOf, polygonOf, globe.IntersectPolygons)...)

// onSphere writes a function whose last operand, at a position, may ask for a spheroid.
func onSphere(at int) emitter {
	return func(e *Emission) (string, error) {
		if len(e.SQL) > at {
			if k := e.Const(at); k == nil || k.Value.Int != 0 || k.Value.Real != 0 {
				return "", &plan.Unsupported{Span: e.Call.Span, Construct: e.Call.Fn.Name + "() on a spheroid", Reason: "leave out use_spheroid"}
			}
		}
		return "kql_" + e.Call.Fn.Name + "(" + strings.Join(e.SQL[:at], ", ") + ")", nil
	}
}
