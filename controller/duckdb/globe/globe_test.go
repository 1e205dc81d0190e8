package globe

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const (
	square   = `{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}`
	shifted  = `{"type":"Polygon","coordinates":[[[1,1],[3,1],[3,3],[1,3],[1,1]]]}`
	beside   = `{"type":"Polygon","coordinates":[[[2,0],[4,0],[4,2],[2,2],[2,0]]]}`
	faraway  = `{"type":"Polygon","coordinates":[[[50,50],[51,50],[51,51],[50,50]]]}`
	holed    = `{"type":"Polygon","coordinates":[[[0,0],[8,0],[8,8],[0,8],[0,0]],[[3,3],[5,3],[5,5],[3,5],[3,3]]]}`
	dateline = `{"type":"Polygon","coordinates":[[[179,0],[-179,0],[-179,2],[179,2],[179,0]]]}`
)

func polygon(t *testing.T, d string) Polygon {
	t.Helper()
	p, ok := ReadPolygon(d)
	if !ok {
		t.Fatalf("%s is no polygon", d)
	}
	return p
}

func line(t *testing.T, d string) Line {
	t.Helper()
	l, ok := ReadLine(d)
	if !ok {
		t.Fatalf("%s is no line", d)
	}
	return l
}

// rounded cuts the tails off that computing on a sphere leaves.
func rounded(d string) string {
	return regexp.MustCompile(`-?\d+\.\d+`).ReplaceAllStringFunc(d, func(s string) string {
		x, _ := strconv.ParseFloat(s, 64)
		return strconv.FormatFloat(x, 'f', 1, 64)
	})
}

func close(a, b, share float64) bool { return math.Abs(a-b) <= share*math.Abs(b) }

func TestRefused(t *testing.T) {
	for _, d := range []string{
		``, `null`, `3`, `{}`, `{"type":"Polygon"}`, `{"type":"Polygon","coordinates":[]}`, `{"type":"Point","coordinates":[1,2]}`,
		`{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}`,
		`{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,1],[0,0]]]}`,
		`{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}`, // crosses itself
		`{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}`,             // is not closed
		`{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,95],[0,0]]]}`,
		`{"type":"Polygon","coordinates":[[[0,0],["a",0],[1,5],[0,0]]]}`,
	} {
		if _, ok := ReadPolygon(d); ok {
			t.Errorf("%s: read as a polygon", d)
		}
		if _, ok := ReadLine(strings.Replace(d, "Polygon", "LineString", 1)); ok {
			t.Errorf("%s: read as a line", d)
		}
	}
	if _, ok := ReadLine(`{"type":"LineString","coordinates":[[1,1]]}`); ok {
		t.Error("a line of one point")
	}
}

// Areas of overlays agree: what two polygons share and what they cover together add up to both.
func TestOverlayAreas(t *testing.T) {
	for _, test := range []struct {
		a, b   string
		shared float64 // square degrees, about
	}{
		{square, shifted, 1}, {shifted, square, 1}, {square, square, 4}, {square, beside, 0}, {square, faraway, 0}, {holed, shifted, 4},
		{holed, `{"type":"Polygon","coordinates":[[[2,2],[6,2],[6,6],[2,6],[2,2]]]}`, 12},
		{dateline, `{"type":"Polygon","coordinates":[[[-180,1],[-178,1],[-178,3],[-180,3],[-180,1]]]}`, 1},
	} {
		a, b := polygon(t, test.a), polygon(t, test.b)
		shared, both := IntersectPolygons(a, b).Polygon, UnionPolygons([]Polygon{a, b})
		sum := both.Area()
		if len(shared) > 0 {
			sum += shared.Area()
		}
		if !close(sum, a.Area()+b.Area(), 1e-9) {
			t.Errorf("%s, %s: shared and covered area add up to %v, want %v", test.a, test.b, sum, a.Area()+b.Area())
		}
		degree := math.Pow(EarthRadius*math.Pi/180, 2)
		if got := (sum - both.Area()) / degree; math.Abs(got-test.shared) > 0.05*(test.shared+0.01) {
			t.Errorf("%s, %s: %v square degrees are shared, want about %v", test.a, test.b, got, test.shared)
		}
	}
}

func TestCommon(t *testing.T) {
	const diagonal = `{"type":"LineString","coordinates":[[-1,1],[3,1]]}`
	for _, test := range []struct{ name, got, want string }{
		{"touching corners", IntersectPolygons(polygon(t, square), polygon(t, `{"type":"Polygon","coordinates":[[[2,2],[3,2],[3,3],[2,2]]]}`)).Text(),
			`{"type":"Point","coordinates":[2.0,2.0]}`},
		{"nothing", IntersectPolygons(polygon(t, square), polygon(t, faraway)).Text(), `{"type":"GeometryCollection","geometries":[]}`},
		{"a line with itself", IntersectLines(line(t, diagonal), line(t, diagonal)).Text(), `{"type":"LineString","coordinates":[[-1.0,1.0],[3.0,1.0]]}`},
		{"joined lines", UnionLines([]Line{line(t, `{"type":"LineString","coordinates":[[0,0],[1,0]]}`), line(t, `{"type":"LineString","coordinates":[[1,0],[0,0]]}`),
			line(t, `{"type":"LineString","coordinates":[[1,0],[2,0]]}`)}).Text(), `{"type":"LineString","coordinates":[[0.0,0.0],[1.0,0.0],[2.0,0.0]]}`},
	} {
		if got := rounded(test.got); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
	inside := IntersectLineWithPolygon(line(t, diagonal), polygon(t, square))
	if len(inside.Points) > 0 || len(inside.Lines) != 1 || !close(inside.Lines.Length(), line(t, `{"type":"LineString","coordinates":[[0,1],[2,1]]}`).Length(), 1e-4) {
		t.Errorf("a line through a square: %s", inside.Text())
	}
	if got := IntersectLineWithPolygon(line(t, `{"type":"LineString","coordinates":[[-1,4],[9,4]]}`), polygon(t, holed)).Lines; len(got) != 2 {
		t.Errorf("a line over a hole: %s", got.Text())
	}
}

// A union is the same shape whatever the order, and its ring begins after the last piece of the shape with more points.
func TestUnionRing(t *testing.T) {
	five := polygon(t, `{"type":"Polygon","coordinates":[[[1,1],[3,1],[4,2],[3,3],[1,3],[1,1]]]}`)
	want := `{"type":"Polygon","coordinates":[[[1.0,2.0],[0.0,2.0],[0.0,0.0],[2.0,0.0],[2.0,1.0],[3.0,1.0],[4.0,2.0],[3.0,3.0],[1.0,3.0],[1.0,2.0]]]}`
	for _, list := range [][]Polygon{{five, polygon(t, square)}, {polygon(t, square), five}} {
		if got := rounded(UnionPolygons(list).Text()); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestMeasures(t *testing.T) {
	degree := EarthRadius * math.Pi / 180
	sq, l := polygon(t, square), line(t, `{"type":"LineString","coordinates":[[0,0],[0,1],[0,4]]}`)
	at := func(lon, lat float64) (out struct{ line, polygon float64 }) {
		x, _ := At(lon, lat)
		_, out.line = l.Nearest(x)
		_, out.polygon = sq.Nearest(x)
		return out
	}
	for _, test := range []struct {
		name      string
		got, want float64
	}{
		{"length", l.Length(), 4 * degree}, {"perimeter", sq.Perimeter(), 8 * degree}, {"perimeter with a hole", polygon(t, holed).Perimeter(), 40 * degree},
		{"distance to a line", at(0, 6).line, 2 * degree}, {"distance to a polygon", at(3, 0).polygon, degree}, {"distance from inside", at(1, 1).polygon, 0},
	} {
		if !close(test.got, test.want, 0.005) {
			t.Errorf("%s: got %v, want %v", test.name, test.got, test.want)
		}
	}
	if got := PointText(l.Interpolate(0.5)); !strings.HasPrefix(got, `{"type":"Point","coordinates":[0.0,2.0`) && !strings.HasPrefix(got, `{"type":"Point","coordinates":[0.0,1.99999`) {
		t.Errorf("the middle of a line: %s", got)
	}
	x, _ := At(1, 3)
	if got := l.Locate(x); !close(got, 0.75, 0.001) {
		t.Errorf("nearest at %v of the line", got)
	}
}

func TestSimplify(t *testing.T) {
	bent := line(t, `{"type":"LineString","coordinates":[[0,0],[1,0.00001],[2,0],[2,2]]}`)
	if got, ok := bent.Simplify(10); !ok || len(got[0]) != 3 {
		t.Errorf("a small bend stays: %s", got.Text())
	}
	if _, ok := bent.Simplify(1e7); ok {
		t.Error("nothing should be left")
	}
	if _, ok := polygon(t, square).Simplify(1e7); ok {
		t.Error("no area should be left")
	}
	north := line(t, `{"type":"LineString","coordinates":[[0,60],[10,60]]}`)
	if got := north.Densify(100); len(got[0]) < 10 {
		t.Errorf("a parallel in the north has %d points", len(got[0]))
	}
	if got := line(t, `{"type":"LineString","coordinates":[[5,0],[5,40]]}`).Densify(100); len(got[0]) != 2 {
		t.Errorf("a meridian has %d points", len(got[0]))
	}
}

func TestCells(t *testing.T) {
	p, _ := At(13.405, 52.52)
	for level := int64(0); level <= 30; level += 5 {
		token, ok := S2Cell(p, level)
		area, ok2 := S2Polygon(token)
		if around, ok3 := S2Neighbors(token); !ok || !ok2 || !ok3 || len(area[0].Rings[0]) != 4 || level > 0 && len(around) != 8 {
			t.Errorf("level %d: %q, %v", level, token, around)
		}
	}
	for resolution := int64(0); resolution <= 15; resolution += 3 {
		token, ok := H3Cell(p, resolution)
		if got, ok2 := H3Level(token); !ok || !ok2 || int64(got) != resolution {
			t.Errorf("resolution %d: %q has %d", resolution, token, got)
		}
		if resolution == 0 || resolution == 15 {
			continue
		}
		parent, _ := H3Parent(token, -1)
		children, _ := H3Children(parent, -1)
		if !strings.Contains(strings.Join(children, " "), token) {
			t.Errorf("%s is no child of its parent %s", token, parent)
		}
		if around, _ := H3Neighbors(token); len(around) != 6 {
			t.Errorf("%s has %d neighbours", token, len(around))
		}
	}
	for _, bad := range []string{"", "z", "0", "ffffffffffffffffff"} {
		if _, ok := S2Center(bad); ok {
			t.Errorf("S2: %q", bad)
		}
		if _, ok := H3Center(bad); ok {
			t.Errorf("H3: %q", bad)
		}
	}
	if cells, ok := S2Covering(polygon(t, square).Region(), 8); !ok || len(cells) < 10 {
		t.Errorf("covering: %v", cells)
	}
	if _, ok := S2Covering(polygon(t, square).Region(), 30); ok {
		t.Error("too many S2 cells")
	}
	if cells, ok := H3Covering(polygon(t, square), 4); !ok || len(cells) < 10 {
		t.Errorf("H3 covering: %v", cells)
	}
	if _, ok := H3Covering(polygon(t, square), 15); ok {
		t.Error("too many H3 cells")
	}
}

func TestWKT(t *testing.T) {
	for in, want := range map[string]string{
		"point(1 2)":              `{"type":"Point","coordinates":[1.0,2.0]}`,
		"MULTIPOINT ((1 2), 3 4)": `{"type":"MultiPoint","coordinates":[[1.0,2.0],[3.0,4.0]]}`,
		"GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, -1.5 1e1))": `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1.0,2.0]},` +
			`{"type":"LineString","coordinates":[[0.0,0.0],[-1.5,10.0]]}]}`,
		"": "", "POINT": "", "POINT(1)": "", "POINT(1 2": "", "POINT(1 2) x": "", "CIRCLE(1 2)": "",
		strings.Repeat("GEOMETRYCOLLECTION(", 1000): "",
	} {
		got, ok := FromWKT(in)
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%.60s: got %s, want %s", in, got, want)
		}
	}
}

func FuzzShapes(f *testing.F) {
	for _, d := range []string{square, shifted, holed, dateline, beside} {
		f.Add(d, square)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 4000 {
			return
		}
		p, ok1 := ReadPolygon(a)
		q, ok2 := ReadPolygon(b)
		if !ok1 || !ok2 {
			return
		}
		IntersectPolygons(p, q).Text()
		UnionPolygons([]Polygon{p, q}).Text()
		p.Simplify(1000)
		p.Centroid()
	})
}
