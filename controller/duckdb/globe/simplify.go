package globe

import (
	"math"

	"github.com/golang/geo/r2"
	"github.com/golang/geo/s2"
)

// thin returns the points of a path that are needed to stay within a distance, in meters, of all of them; the first
// and the last stay.
func thin(ps []s2.Point, tolerance float64) []s2.Point {
	if len(ps) < 3 {
		return ps
	}
	far, at := 0.0, 0
	for i, p := range ps[1 : len(ps)-1] {
		d := meters(p.Distance(ps[0]))
		if ps[0] != ps[len(ps)-1] {
			d = meters(s2.DistanceFromSegment(p, ps[0], ps[len(ps)-1]))
		}
		if d > far {
			far, at = d, i+1
		}
	}
	if far <= tolerance {
		return []s2.Point{ps[0], ps[len(ps)-1]}
	}
	left := thin(ps[:at+1], tolerance)
	return append(left[:len(left)-1:len(left)-1], thin(ps[at:], tolerance)...)
}

// Simplify leaves out points of a line. Not ok when nothing longer than the tolerance, in meters, is left.
func (l Line) Simplify(tolerance float64) (out Line, ok bool) {
	for _, ps := range l {
		if ps = thin(ps, tolerance); len(ps) > 2 || meters(ps[0].Distance(ps[len(ps)-1])) > tolerance {
			out = append(out, ps)
		}
	}
	return out, len(out) > 0
}

// Simplify leaves out points of a polygon. Not ok when no area is left.
func (p Polygon) Simplify(tolerance float64) (out Polygon, ok bool) {
	for _, a := range p {
		var rings [][]s2.Point
		for i, r := range a.Rings {
			path := thin(append(r[:len(r):len(r)], r[0]), tolerance)
			if ring := path[:len(path)-1]; len(ring) >= 3 {
				rings = append(rings, ring)
			} else if i == 0 {
				break
			}
		}
		if b, ok := newArea(rings); ok {
			out = append(out, b)
		}
	}
	return out, len(out) > 0
}

// maxDensified bounds how many points Densify makes of an edge.
const maxDensified = 1 << 16

// densify adds points to a path whose edges are straight on a map of longitudes and latitudes, until arcs of great
// circles between them are within the tolerance, in meters.
func densify(ps []s2.Point, tolerance float64) []s2.Point {
	flat := make([]r2.Point, len(ps))
	for i, p := range ps {
		ll := s2.LatLngFromPoint(p)
		flat[i] = r2.Point{X: ll.Lng.Degrees(), Y: ll.Lat.Degrees()}
	}
	out := ps[:1:1]
	for i := 1; i < len(ps); i++ {
		a, b := flat[i-1], flat[i]
		if d := b.X - a.X; d > 180 {
			b.X -= 360
		} else if d < -180 {
			b.X += 360
		}
		out = append(out, middles(a, b, ps[i-1], ps[i], tolerance, maxDensified)...)
		out = append(out, ps[i])
	}
	return out
}

func middles(a, b r2.Point, pa, pb s2.Point, tolerance float64, left int) []s2.Point {
	m := a.Add(b).Mul(0.5)
	pm := s2.PointFromLatLng(s2.LatLngFromDegrees(m.Y, math.Mod(m.X+540, 360)-180))
	if left < 2 || meters(s2.DistanceFromSegment(pm, pa, pb)) <= tolerance {
		return nil
	}
	out := middles(a, m, pa, pm, tolerance, left/2)
	return append(append(out, pm), middles(m, b, pm, pb, tolerance, left/2)...)
}

// Densify adds points to a line.
func (l Line) Densify(tolerance float64) (out Line) {
	for _, ps := range l {
		out = append(out, densify(ps, tolerance))
	}
	return out
}

// Densify adds points to a polygon.
func (p Polygon) Densify(tolerance float64) (out Polygon) {
	for _, a := range p {
		var rings [][]s2.Point
		for _, r := range a.Rings {
			path := densify(append(r[:len(r):len(r)], r[0]), tolerance)
			rings = append(rings, path[:len(path)-1])
		}
		out = append(out, &Area{Rings: rings, shape: a.shape})
	}
	return out
}
