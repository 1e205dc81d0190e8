package globe

import (
	"github.com/golang/geo/s2"
	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/controller/result"
)

func appendPlace(dst []byte, lon, lat float64) []byte {
	dst = append(result.AppendReal(append(dst, '['), lon), ',')
	return append(result.AppendReal(dst, lat), ']')
}

func appendPoint(dst []byte, p s2.Point) []byte {
	ll := s2.LatLngFromPoint(p)
	return appendPlace(dst, ll.Lng.Degrees(), ll.Lat.Degrees())
}

func places(ps []s2.Point) string {
	out := []byte{'['}
	for i, p := range ps {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendPoint(out, p)
	}
	return string(append(out, ']'))
}

func geoJSON(kind, coordinates string) string {
	return `{"type":"` + kind + `","coordinates":` + coordinates + "}"
}

// PointText is a place as GeoJSON.
func PointText(p s2.Point) string { return geoJSON("Point", string(appendPoint(nil, p))) }

func (a *Area) text() string {
	var rings []string
	for _, r := range a.Rings {
		rings = append(rings, places(append(r[:len(r):len(r)], r[0])))
	}
	return dynjson.ArrayOf(rings)
}

// Text is the polygon as GeoJSON.
func (p Polygon) Text() string {
	if len(p) == 1 {
		return geoJSON("Polygon", p[0].text())
	}
	var parts []string
	for _, a := range p {
		parts = append(parts, a.text())
	}
	return geoJSON("MultiPolygon", dynjson.ArrayOf(parts))
}

// Text is the line as GeoJSON.
func (l Line) Text() string {
	if len(l) == 1 {
		return geoJSON("LineString", places(l[0]))
	}
	var parts []string
	for _, ps := range l {
		parts = append(parts, places(ps))
	}
	return geoJSON("MultiLineString", dynjson.ArrayOf(parts))
}

// Mix is what two shapes have in common: places, lines, areas.
type Mix struct {
	Points  []s2.Point
	Lines   Line
	Polygon Polygon
}

// Text is the mix as GeoJSON: a shape if there is one kind of it, else a collection.
func (m Mix) Text() string {
	var shapes []string
	switch len(m.Points) {
	case 0:
	case 1:
		shapes = append(shapes, PointText(m.Points[0]))
	default:
		shapes = append(shapes, geoJSON("MultiPoint", places(m.Points)))
	}
	if len(m.Lines) > 0 {
		shapes = append(shapes, m.Lines.Text())
	}
	if len(m.Polygon) > 0 {
		shapes = append(shapes, m.Polygon.Text())
	}
	if len(shapes) == 1 {
		return shapes[0]
	}
	return `{"type":"GeometryCollection","geometries":` + dynjson.ArrayOf(shapes) + "}"
}

// Some reports whether there is anything in common.
func (m Mix) Some() bool { return len(m.Points)+len(m.Lines)+len(m.Polygon) > 0 }
