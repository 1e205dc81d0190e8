package globe

import (
	"math"

	"github.com/golang/geo/s1"
	"github.com/golang/geo/s2"
)

// Length of the line in meters.
func (l Line) Length() float64 {
	sum := s1.Angle(0)
	for _, ps := range l {
		line := s2.Polyline(ps)
		sum += line.Length()
	}
	return meters(sum)
}

// Centroid is the line's centre of mass.
func (l Line) Centroid() s2.Point {
	var c s2.Point
	for _, ps := range l {
		line := s2.Polyline(ps)
		c.Vector = c.Add(line.Centroid().Vector)
	}
	return s2.Point{Vector: c.Normalize()}
}

// nearest is the place of arcs that is nearest to x, the distance in meters, and how long the line is up to there.
func nearest(edges []edge, x s2.Point) (best s2.Point, distance, along float64) {
	distance = math.Inf(1)
	done := s1.Angle(0)
	for _, e := range edges {
		if d := meters(s2.DistanceFromSegment(x, e.a, e.b)); d < distance {
			best, distance = s2.Project(x, e.a, e.b), d
			along = meters(done + e.a.Distance(best))
		}
		done += e.a.Distance(e.b)
	}
	return best, distance, along
}

// Nearest is the place of the line that is nearest to x, and the distance in meters.
func (l Line) Nearest(x s2.Point) (s2.Point, float64) {
	p, d, _ := nearest(lineEdges(l), x)
	return p, d
}

// Locate is the fraction of the line at which it is nearest to x.
func (l Line) Locate(x s2.Point) float64 {
	_, _, along := nearest(lineEdges(l), x)
	return min(along/l.Length(), 1)
}

// Interpolate is the place at a fraction of the line's length.
func (l Line) Interpolate(fraction float64) s2.Point {
	left := angle(l.Length() * fraction)
	edges := lineEdges(l)
	for _, e := range edges {
		d := e.a.Distance(e.b)
		if left <= d {
			return s2.InterpolateAtDistance(left, e.a, e.b)
		}
		left -= d
	}
	return edges[len(edges)-1].b
}

// Nearest is the place of the polygon, its inside included, that is nearest to x, and the distance in meters.
func (p Polygon) Nearest(x s2.Point) (s2.Point, float64) {
	if p.Contains(x) {
		return x, 0
	}
	at, d, _ := nearest(ringEdges(p), x)
	return at, d
}

// Area in square meters; what several parts share counts once.
func (p Polygon) Area() (sum float64) {
	for _, a := range p.flat() {
		sum += a.shape.Area() * EarthRadius * EarthRadius
	}
	return sum
}

// Perimeter in meters, holes included.
func (p Polygon) Perimeter() float64 {
	sum := s1.Angle(0)
	for _, e := range ringEdges(p.flat()) {
		sum += e.a.Distance(e.b)
	}
	return meters(sum)
}

// Centroid is the polygon's centre of mass.
func (p Polygon) Centroid() s2.Point {
	var c s2.Point
	for _, a := range p.flat() {
		c.Vector = c.Add(a.shape.Centroid().Vector)
	}
	return s2.Point{Vector: c.Normalize()}
}
