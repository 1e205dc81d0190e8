package globe

import (
	"math"
	"slices"

	"github.com/golang/geo/s1"
	"github.com/golang/geo/s2"
	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

// EarthRadius in meters. Source: distances that a Kusto engine answered (S2's radius).
const EarthRadius = 6371010.0

// Line is a LineString or a MultiLineString: each part has two points or more.
type Line [][]s2.Point

// Polygon is a Polygon or a MultiPolygon. Parts may overlap each other.
type Polygon []*Area

// Area is a shell with its holes. The first ring is the shell, counterclockwise; holes are clockwise, so that the
// inside is to the left of every edge. Rings do not repeat their first point.
type Area struct {
	Rings [][]s2.Point
	shape *s2.Polygon
}

// At returns the place at a longitude and latitude in degrees; not ok when there is no such place.
func At(lon, lat float64) (s2.Point, bool) {
	if !(math.Abs(lon) <= 180 && math.Abs(lat) <= 90) {
		return s2.Point{}, false
	}
	return s2.PointFromLatLng(s2.LatLngFromDegrees(lat, lon)), true
}

func meters(a s1.Angle) float64 { return a.Radians() * EarthRadius }

func angle(meters float64) s1.Angle { return s1.Angle(meters / EarthRadius) }

// read returns the type of a GeoJSON shape and the text of its coordinates.
func read(d string) (kind, coordinates string) {
	pairs, _ := dynjson.Pairs(d)
	k, _ := dynjson.Get(pairs, "type")
	if dynjson.KindOf(k) == dynjson.String {
		kind = dynjson.Unquote(k)
	}
	coordinates, _ = dynjson.Get(pairs, "coordinates")
	return kind, coordinates
}

func readPlace(d string) (p s2.Point, ok bool) {
	items, ok := dynjson.Items(d)
	if !ok || len(items) < 2 {
		return p, false
	}
	_, lon, _, ok1 := dynjson.Number(items[0])
	_, lat, _, ok2 := dynjson.Number(items[1])
	if !ok1 || !ok2 {
		return p, false
	}
	return At(lon, lat)
}

func readPlaces(d string) (ps []s2.Point, ok bool) {
	items, ok := dynjson.Items(d)
	if !ok {
		return nil, false
	}
	for _, it := range items {
		p, ok := readPlace(it)
		if !ok {
			return nil, false
		}
		ps = append(ps, p)
	}
	return ps, true
}

// ReadLine reads a LineString or MultiLineString.
func ReadLine(d string) (Line, bool) {
	kind, coordinates := read(d)
	parts := []string{coordinates}
	switch kind {
	case "LineString":
	case "MultiLineString":
		parts, _ = dynjson.Items(coordinates)
	default:
		return nil, false
	}
	var l Line
	for _, part := range parts {
		ps, ok := readPlaces(part)
		ps = slices.Compact(ps)
		if !ok || len(ps) < 2 {
			return nil, false
		}
		for i := 1; i < len(ps); i++ {
			if ps[i].Vector == ps[i-1].Mul(-1) {
				return nil, false
			}
		}
		l = append(l, ps)
	}
	return l, len(l) > 0
}

// ReadPolygon reads a Polygon or MultiPolygon.
func ReadPolygon(d string) (Polygon, bool) {
	kind, coordinates := read(d)
	parts := []string{coordinates}
	switch kind {
	case "Polygon":
	case "MultiPolygon":
		parts, _ = dynjson.Items(coordinates)
	default:
		return nil, false
	}
	var p Polygon
	for _, part := range parts {
		items, _ := dynjson.Items(part)
		var rings [][]s2.Point
		for _, it := range items {
			ps, ok := readPlaces(it)
			if !ok || len(ps) < 4 || ps[0] != ps[len(ps)-1] {
				return nil, false
			}
			rings = append(rings, ps[:len(ps)-1])
		}
		a, ok := newArea(rings)
		if !ok {
			return nil, false
		}
		p = append(p, a)
	}
	return p, len(p) > 0
}

// newArea makes an area of a shell and holes, whatever their orientation: of the two sides of a ring, the smaller one
// is meant.
func newArea(rings [][]s2.Point) (*Area, bool) {
	if len(rings) == 0 || slices.ContainsFunc(rings, func(r []s2.Point) bool { return !simple(r) }) {
		return nil, false
	}
	a := &Area{}
	var loops []*s2.Loop
	for i, ring := range rings {
		l := s2.LoopFromPoints(slices.Clone(ring))
		l.Normalize()
		loops = append(loops, l)
		ring = slices.Clone(l.Vertices())
		if i > 0 {
			slices.Reverse(ring)
		}
		a.Rings = append(a.Rings, ring)
	}
	a.shape = s2.PolygonFromLoops(loops)
	return a, true
}

// maxCrossChecks bounds the size of rings whose edges are compared with each other: a ring of more points is trusted.
const maxCrossChecks = 1000

// simple reports whether points make a ring: three or more, none twice or opposite to the next, edges that do not cross.
func simple(ring []s2.Point) bool {
	n := len(ring)
	if n < 3 {
		return false
	}
	seen := make(map[s2.Point]bool, n)
	for i, p := range ring {
		if seen[p] || p.Vector == ring[(i+1)%n].Mul(-1) {
			return false
		}
		seen[p] = true
	}
	if n > maxCrossChecks {
		return true
	}
	for i := range n {
		c := s2.NewEdgeCrosser(ring[i], ring[(i+1)%n])
		for j := i + 2; j < n; j++ {
			if (j+1)%n != i && c.CrossingSign(ring[j], ring[(j+1)%n]) == s2.Cross {
				return false
			}
		}
	}
	return true
}

// Contains reports whether a place is inside of the polygon.
func (p Polygon) Contains(x s2.Point) bool {
	return slices.ContainsFunc(p, func(a *Area) bool { return a.shape.ContainsPoint(x) })
}

// flat is the polygon with parts that overlap joined.
func (p Polygon) flat() Polygon {
	if len(p) == 1 {
		return p
	}
	return UnionPolygons([]Polygon{p})
}
