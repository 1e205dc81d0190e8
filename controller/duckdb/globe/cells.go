package globe

import (
	"strconv"

	"github.com/golang/geo/s2"
	"github.com/uber/h3-go/v4"
)

// DefaultS2Level and DefaultH3Resolution are meant when a level is left out. Source: the functions' documentation.
const (
	DefaultS2Level      = 11
	DefaultH3Resolution = 6
)

// maxCells is how many cells a covering may have. Source: the documented limit.
const maxCells = 65536

// S2Cell is the cell of a place; not ok when there is no such level.
func S2Cell(p s2.Point, level int64) (string, bool) {
	if level < 0 || level > s2.MaxLevel {
		return "", false
	}
	return s2.CellIDFromLatLng(s2.LatLngFromPoint(p)).Parent(int(level)).ToToken(), true
}

func s2Cell(token string) (s2.CellID, bool) {
	if len(token) == 0 || len(token) > 16 {
		return 0, false
	}
	id := s2.CellIDFromToken(token)
	return id, id.IsValid()
}

// S2Center is the centre of a cell.
func S2Center(token string) (s2.Point, bool) {
	id, ok := s2Cell(token)
	if !ok {
		return s2.Point{}, false
	}
	return id.Point(), true
}

// S2Polygon is a cell's area.
func S2Polygon(token string) (Polygon, bool) {
	id, ok := s2Cell(token)
	if !ok {
		return nil, false
	}
	cell, ring := s2.CellFromCellID(id), []s2.Point(nil)
	for k := range 4 {
		ring = append(ring, cell.Vertex(k))
	}
	return Polygon{{Rings: [][]s2.Point{ring}}}, true
}

// S2Neighbors are the cells of the same level that share an edge or a corner with a cell.
func S2Neighbors(token string) ([]string, bool) {
	id, ok := s2Cell(token)
	if !ok {
		return nil, false
	}
	var out []string
	for _, n := range id.AllNeighbors(id.Level()) {
		out = append(out, n.ToToken())
	}
	return out, true
}

// S2Covering are the cells of a level that together cover a shape; not ok when they are too many.
func S2Covering(shape s2.Region, level int64) ([]string, bool) {
	if level < 0 || level > s2.MaxLevel || level > coarsest(shape)+8 {
		return nil, false
	}
	c := s2.RegionCoverer{MinLevel: int(level), MaxLevel: int(level), MaxCells: maxCells}
	ids := c.Covering(shape)
	if len(ids) > maxCells {
		return nil, false
	}
	var out []string
	for _, id := range ids {
		out = append(out, id.ToToken())
	}
	return out, true
}

// coarsest is a level at which a shape needs about four cells: eight levels below, it needs about as many as maxCells.
func coarsest(shape s2.Region) int64 {
	return int64(s2.AvgDiagMetric.MaxLevel(2*shape.CapBound().Radius().Radians())) + 1
}

// Region is the polygon as S2's region.
func (p Polygon) Region() s2.Region {
	u := s2.RegionUnion{}
	for _, a := range p {
		u = append(u, a.shape)
	}
	return u
}

// Region is the line as S2's region.
func (l Line) Region() s2.Region {
	u := s2.RegionUnion{}
	for _, ps := range l {
		line := s2.Polyline(ps)
		u = append(u, &line)
	}
	return u
}

// H3Cell is the cell of a place; not ok when there is no such resolution.
func H3Cell(p s2.Point, resolution int64) (string, bool) {
	if resolution < 0 || resolution > h3.MaxResolution {
		return "", false
	}
	ll := s2.LatLngFromPoint(p)
	return h3.LatLngToCell(h3.NewLatLng(ll.Lat.Degrees(), ll.Lng.Degrees()), int(resolution)).String(), true
}

func h3Cell(token string) (h3.Cell, bool) {
	n, err := strconv.ParseUint(token, 16, 64)
	c := h3.Cell(n)
	return c, err == nil && c.IsValid()
}

func h3Tokens(cells []h3.Cell) (out []string) {
	for _, c := range cells {
		out = append(out, c.String())
	}
	return out
}

func h3Point(ll h3.LatLng) s2.Point { return s2.PointFromLatLng(s2.LatLngFromDegrees(ll.Lat, ll.Lng)) }

// H3Center is the centre of a cell.
func H3Center(token string) (string, bool) {
	c, ok := h3Cell(token)
	if !ok {
		return "", false
	}
	ll := c.LatLng()
	return geoJSON("Point", string(appendPlace(nil, ll.Lng, ll.Lat))), true
}

// H3Polygon is a cell's area.
func H3Polygon(token string) (Polygon, bool) {
	c, ok := h3Cell(token)
	if !ok {
		return nil, false
	}
	var ring []s2.Point
	for _, ll := range c.Boundary() {
		ring = append(ring, h3Point(ll))
	}
	return Polygon{{Rings: [][]s2.Point{ring}}}, true
}

// H3Level is a cell's resolution.
func H3Level(token string) (int32, bool) {
	c, ok := h3Cell(token)
	if !ok {
		return 0, false
	}
	return int32(c.Resolution()), true
}

// H3Parent is the cell of a coarser resolution that a cell belongs to; of the next one when resolution is negative.
func H3Parent(token string, resolution int64) (string, bool) {
	c, ok := h3Cell(token)
	if resolution < 0 && ok {
		resolution = int64(c.Resolution()) - 1
	}
	if !ok || resolution < 0 || resolution > int64(c.Resolution()) {
		return "", false
	}
	return c.Parent(int(resolution)).String(), true
}

// H3Children are the cells of a finer resolution that a cell is made of; of the next one when resolution is negative.
func H3Children(token string, resolution int64) ([]string, bool) {
	c, ok := h3Cell(token)
	if resolution < 0 && ok {
		resolution = int64(c.Resolution()) + 1
	}
	if !ok || resolution < int64(c.Resolution()) || resolution > min(h3.MaxResolution, int64(c.Resolution())+5) {
		return nil, false
	}
	return h3Tokens(c.Children(int(resolution))), true
}

// H3Neighbors are the cells around a cell.
func H3Neighbors(token string) ([]string, bool) {
	rings, ok := H3Rings(token, 1)
	if !ok {
		return nil, false
	}
	return rings[1], true
}

// MaxH3Distance is the greatest distance of H3Rings. Source: the function's documentation.
const MaxH3Distance = 142

// H3Rings are the cells at each distance from a cell, up to one.
func H3Rings(token string, distance int64) ([][]string, bool) {
	c, ok := h3Cell(token)
	if !ok || distance < 0 || distance > MaxH3Distance {
		return nil, false
	}
	var out [][]string
	for _, ring := range c.GridDiskDistances(int(distance)) {
		out = append(out, h3Tokens(ring))
	}
	return out, true
}

// H3Covering are the cells of a resolution whose centres are inside of a polygon; not ok when they are too many.
func H3Covering(p Polygon, resolution int64) ([]string, bool) {
	if resolution < 0 || resolution > h3.MaxResolution || p.Area() > maxCells*h3.HexagonAreaAvgM2(int(resolution)) {
		return nil, false
	}
	loop := func(ring []s2.Point) (out h3.GeoLoop) {
		for _, p := range ring {
			ll := s2.LatLngFromPoint(p)
			out = append(out, h3.NewLatLng(ll.Lat.Degrees(), ll.Lng.Degrees()))
		}
		return out
	}
	var out []string
	for _, a := range p.flat() {
		g := h3.GeoPolygon{GeoLoop: loop(a.Rings[0])}
		for _, hole := range a.Rings[1:] {
			g.Holes = append(g.Holes, loop(hole))
		}
		out = append(out, h3Tokens(h3.PolygonToCells(g, int(resolution)))...)
	}
	return out, true
}
