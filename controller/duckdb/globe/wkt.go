package globe

import (
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/controller/result"
)

// wkt reads well-known text.
type wkt struct{ s string }

// wktKinds are the kinds of shapes: their name in GeoJSON, and how many levels of parentheses hold a place.
var wktKinds = map[string]struct {
	name  string
	depth int
}{
	"POINT": {"Point", 0}, "LINESTRING": {"LineString", 1}, "MULTIPOINT": {"MultiPoint", 1}, "POLYGON": {"Polygon", 2},
	"MULTILINESTRING": {"MultiLineString", 2}, "MULTIPOLYGON": {"MultiPolygon", 3},
}

// maxNested bounds how deep collections may stand in each other.
const maxNested = 32

// FromWKT is a shape in well-known text as GeoJSON.
func FromWKT(s string) (string, bool) {
	w := &wkt{s}
	out, ok := w.shape(maxNested)
	w.space()
	return out, ok && w.s == ""
}

func (w *wkt) space() { w.s = strings.TrimLeft(w.s, " \t\r\n") }

func (w *wkt) eat(c byte) bool {
	w.space()
	if w.s == "" || w.s[0] != c {
		return false
	}
	w.s = w.s[1:]
	return true
}

func (w *wkt) word() string {
	w.space()
	n := 0
	for n < len(w.s) && (w.s[n]|0x20 >= 'a' && w.s[n]|0x20 <= 'z') {
		n++
	}
	word := strings.ToUpper(w.s[:n])
	w.s = w.s[n:]
	return word
}

func (w *wkt) shape(nested int) (string, bool) {
	kind := w.word()
	if kind == "GEOMETRYCOLLECTION" {
		var shapes []string
		ok := nested > 0 && w.list(func() bool {
			shape, ok := w.shape(nested - 1)
			shapes = append(shapes, shape)
			return ok
		})
		return `{"type":"GeometryCollection","geometries":` + dynjson.ArrayOf(shapes) + "}", ok
	}
	k, ok := wktKinds[kind]
	if !ok {
		return "", false
	}
	var coordinates string
	switch {
	case kind == "POINT":
		ok = w.eat('(')
		if ok {
			coordinates, ok = w.place()
		}
		ok = ok && w.eat(')')
	default:
		coordinates, ok = w.nested(k.depth, kind == "MULTIPOINT")
	}
	return geoJSON(k.name, coordinates), ok
}

// list reads "(item, item ...)".
func (w *wkt) list(item func() bool) bool {
	if !w.eat('(') {
		return false
	}
	for {
		if !item() {
			return false
		}
		if w.eat(')') {
			return true
		}
		if !w.eat(',') {
			return false
		}
	}
}

// nested reads lists in lists. Each of several points may stand in parentheses of its own.
func (w *wkt) nested(depth int, points bool) (string, bool) {
	var items []string
	ok := w.list(func() bool {
		var it string
		var ok bool
		switch {
		case depth > 1:
			it, ok = w.nested(depth-1, false)
		case points && w.eat('('):
			it, ok = w.place()
			ok = ok && w.eat(')')
		default:
			it, ok = w.place()
		}
		items = append(items, it)
		return ok
	})
	return dynjson.ArrayOf(items), ok
}

// place reads the numbers of a place; a height is dropped.
func (w *wkt) place() (string, bool) {
	var xs []float64
	for len(xs) < 4 {
		w.space()
		n := 0
		for n < len(w.s) && strings.IndexByte("+-.eE0123456789", w.s[n]) >= 0 {
			n++
		}
		if n == 0 {
			break
		}
		x, err := strconv.ParseFloat(w.s[:n], 64)
		if err != nil {
			return "", false
		}
		xs = append(xs, x)
		w.s = w.s[n:]
	}
	if len(xs) < 2 {
		return "", false
	}
	out := append(result.AppendReal([]byte{'['}, xs[0]), ',')
	return string(append(result.AppendReal(out, xs[1]), ']')), true
}
