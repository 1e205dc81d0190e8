package duckdb

import (
	"github.com/golang/geo/s2"
	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/controller/duckdb/globe"
)

// ofCell makes a function of a cell's token; what is no cell gives null.
func ofCell[R any](do func(string) (R, bool)) func(string) opt[R] {
	return func(token string) opt[R] { return maybe(do(token)) }
}

// cellArea makes a function that draws a cell.
func cellArea(do func(string) (globe.Polygon, bool)) func(string) opt[string] {
	return func(token string) opt[string] {
		p, ok := do(token)
		if !ok {
			return none[string]()
		}
		return some(p.Text())
	}
}

func cellList(do func(string) ([]string, bool)) func(string) opt[string] {
	return func(token string) opt[string] {
		list, ok := do(token)
		return maybe(dynjson.Strings(list), ok)
	}
}

// level is the first of the optional arguments of a function.
func level(more []opt[int64], otherwise int64) int64 {
	switch {
	case len(more) == 0:
		return otherwise
	case more[0].null:
		return -1
	}
	return more[0].v
}

func cellOfPlace(do func(s2.Point, int64) (string, bool), otherwise int64) func(lon, lat float64, more []opt[int64]) string {
	return func(lon, lat float64, more []opt[int64]) string {
		p, ok := globe.At(lon, lat)
		if !ok {
			return ""
		}
		token, _ := do(p, level(more, otherwise))
		return token
	}
}

var cellsOnGlobe = []*goFunction{
	fn2v("kql_geo_point_to_s2cell", cellOfPlace(globe.S2Cell, globe.DefaultS2Level)),
	fn1("kql_geo_s2cell_to_central_point", ofCell(func(token string) (string, bool) {
		p, ok := globe.S2Center(token)
		if !ok {
			return "", false
		}
		return globe.PointText(p), true
	})),
	fn1("kql_geo_s2cell_to_polygon", cellArea(globe.S2Polygon)),
	fn1("kql_geo_s2cell_neighbors", cellList(globe.S2Neighbors)),
	fn1v("kql_geo_polygon_to_s2cells", func(d string, more []opt[int64]) opt[string] {
		p, ok := polygonOf(d)
		if !ok {
			return none[string]()
		}
		list, ok := globe.S2Covering(p.Region(), level(more, globe.DefaultS2Level))
		return maybe(dynjson.Strings(list), ok)
	}),
	fn1v("kql_geo_line_to_s2cells", func(d string, more []opt[int64]) opt[string] {
		l, ok := lineOf(d)
		if !ok {
			return none[string]()
		}
		list, ok := globe.S2Covering(l.Region(), level(more, globe.DefaultS2Level))
		return maybe(dynjson.Strings(list), ok)
	}),

	fn2v("kql_geo_point_to_h3cell", cellOfPlace(globe.H3Cell, globe.DefaultH3Resolution)),
	fn1("kql_geo_h3cell_to_central_point", ofCell(globe.H3Center)),
	fn1("kql_geo_h3cell_to_polygon", cellArea(globe.H3Polygon)),
	fn1("kql_geo_h3cell_neighbors", cellList(globe.H3Neighbors)),
	fn1("kql_geo_h3cell_level", ofCell(globe.H3Level)),
	fn1v("kql_geo_h3cell_parent", func(token string, more []opt[int64]) string {
		parent, _ := globe.H3Parent(token, level(more, -1))
		return parent
	}),
	fn1v("kql_geo_h3cell_children", func(token string, more []opt[int64]) opt[string] {
		list, ok := globe.H3Children(token, level(more, -1))
		return maybe(dynjson.Strings(list), ok)
	}),
	fn2("kql_geo_h3cell_rings", func(token string, distance int64) opt[string] {
		rings, ok := globe.H3Rings(token, distance)
		var out []string
		for _, r := range rings {
			out = append(out, dynjson.Strings(r))
		}
		return maybe(dynjson.ArrayOf(out), ok)
	}),
	fn1v("kql_geo_polygon_to_h3cells", func(d string, more []opt[int64]) opt[string] {
		p, ok := polygonOf(d)
		if !ok {
			return none[string]()
		}
		list, ok := globe.H3Covering(p, level(more, globe.DefaultH3Resolution))
		return maybe(dynjson.Strings(list), ok)
	}),
}
