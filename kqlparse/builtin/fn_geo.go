package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// Reasons why geospatial functions run on clusters only.
const (
	noShapes = "geometry of lines and polygons on the globe is not part of the embedded engine"
)

// point is the parameters of a place: longitude and latitude in degrees.
func point(prefix, what string) []symbol.Parameter {
	return []symbol.Parameter{
		arg(prefix+"longitude", symbol.Numbers, "The longitude of "+what+" in degrees, from -180 to 180."),
		arg(prefix+"latitude", symbol.Numbers, "The latitude of "+what+" in degrees, from -90 to 90."),
	}
}

// geo is the row of a geospatial function. Parameters come in groups.
func geo(name, doc string, result symbol.Type, local Local, example string, groups ...[]symbol.Parameter) Function {
	f := Function{Name: name, Kind: Scalar, Family: "geospatial", Constant: true, Doc: doc, Local: local}
	var params []symbol.Parameter
	for _, g := range groups {
		params = append(params, g...)
	}
	f.Sigs = []symbol.Signature{sig(symbol.Returns(result), params...)}
	switch {
	case result == symbol.String:
		f.Returns = "Empty when an argument is invalid."
	default:
		f.Returns = "Null when an argument is invalid."
	}
	if example != "" {
		f.Examples = []Example{{Query: example}}
	}
	return f
}

// one is a group of one parameter.
func one(p symbol.Parameter) []symbol.Parameter { return []symbol.Parameter{p} }

func remote(why string) Local   { return Local{Remote: why} }
func nullable(sql string) Local { return Local{SQL: sql, Nulls: NullMaybe} }

// inReals, onPlace, onShape and onCells are templates whose operands are numbers; a place (longitude, latitude) and a
// shape; a shape and numbers; and operands of which the one at a position, and those after it, are a level.
func inReals(sql string) Local {
	return Local{SQL: sql, As: []symbol.Type{symbol.Real}, Nulls: NullMaybe}
}

func onPlace(sql string) Local {
	return Local{SQL: sql, As: []symbol.Type{symbol.Real, symbol.Real, symbol.Dynamic}, Nulls: NullMaybe}
}

func onShape(sql string) Local {
	return Local{SQL: sql, As: []symbol.Type{symbol.Dynamic, symbol.Real}, Nulls: NullMaybe}
}

func onCells(sql string, at int) Local {
	as := make([]symbol.Type, at+1)
	as[at] = symbol.Long
	return Local{SQL: sql, As: as, Nulls: NullMaybe}
}

// Parameters that many of them share. Shapes are GeoJSON.
var (
	geoLine      = one(bag("lineString", "A LineString or MultiLineString."))
	geoLine1     = one(bag("lineString1", "The first LineString or MultiLineString."))
	geoLine2     = one(bag("lineString2", "The second LineString or MultiLineString."))
	geoPolygon   = one(bag("polygon", "A Polygon or MultiPolygon."))
	geoPolygon1  = one(bag("polygon1", "The first Polygon or MultiPolygon."))
	geoPolygon2  = one(bag("polygon2", "The second Polygon or MultiPolygon."))
	geoPolygons  = one(array("polygons", "An array of polygons."))
	geoHash      = one(arg("geohash", symbol.Strings, "The geohash."))
	geoS2        = one(arg("s2cell", symbol.Strings, "The token of the S2 cell."))
	geoH3        = one(arg("h3cell", symbol.Strings, "The token of the H3 cell."))
	geoRadius    = one(arg("radius", symbol.Numbers, "The distance in meters."))
	geoTolerance = one(opt(arg("tolerance", symbol.Numbers, "How far the result may be off, in meters.")))
	geoCrossing  = one(opt(arg("preserve_crossing", symbol.Numbers|symbol.Bools, "Whether edges that cross the antimeridian stay as they are.")))
	geoSpheroid  = one(opt(arg("use_spheroid", symbol.Numbers|symbol.Bools, "Whether the Earth is taken for a spheroid; for a sphere when left out.")))
	geoLevel     = one(opt(arg("level", symbol.Numbers, "The level of the S2 cells, from 0 to 30.")))
	geoCover     = one(opt(arg("radius", symbol.Numbers, "Distance in meters by which the shape is widened.")))
	geoRes       = one(opt(arg("resolution", symbol.Numbers, "The resolution of the H3 cells, from 0 to 15.")))
)

// geoFunctions compute with places on the Earth, taken for a sphere of 6371010 meters radius.
var geoFunctions = []Function{
	geo("geo_distance_2points", "Measures the shortest distance in meters between two places.", symbol.Real,
		Local{Emit: "geo_distance_2points", Nulls: NullMaybe}, `print round(geo_distance_2points(13.4050, 52.5200, 2.3522, 48.8566))`,
		point("p1_", "the first place"), point("p2_", "the second place"), geoSpheroid),
	geo("geo_azimuth", "Gives the direction from one place to another, in radians clockwise from north.", symbol.Real,
		nullable("kql_geo_azimuth($1, $2, $3, $4)"), `print degrees(geo_azimuth(5, 10, 10, -40))`,
		point("p1_", "the first place"), point("p2_", "the second place")),
	geo("geo_angle", "Gives the angle between two lines that meet in the second place, in radians clockwise.", symbol.Real, inReals("kql_geo_angle($*)"), `print geo_angle(13.4, 52.5, 2.35, 48.86, -0.13, 51.5)`, point("p1_", "the first place"), point("p2_", "the second place"), point("p3_", "the third place")),
	geo("geo_point_in_circle", "Says whether a place is within a distance of another one.", symbol.Bool,
		nullable("kql_geo_point_in_circle($1, $2, $3, $4, $5)"), `print geo_point_in_circle(13.4, 52.5, 13.0, 52.4, 50000)`,
		point("p_", "the place"), point("pc_", "the circle's centre"), one(arg("c_radius", symbol.Numbers, "The circle's radius in meters, above 0."))),
	geo("geo_point_in_polygon", "Says whether a place is inside of a polygon.", symbol.Bool, onPlace("kql_geo_point_in_polygon($*)"), `print geo_point_in_polygon(13.405, 52.52, dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}))`, point("", "the place"), geoPolygon),
	geo("geo_point_buffer", "Makes a polygon around a place.", symbol.Dynamic, remote(noShapes), "", point("", "the place"), geoRadius, geoTolerance),

	geo("geo_point_to_geohash", "Gives the geohash of a place.", symbol.String,
		Local{SQL: "kql_geo_point_to_geohash($*)", As: []symbol.Type{symbol.Real, symbol.Real, symbol.Long}, Nulls: NullMaybe}, `print geo_point_to_geohash(13.4050, 52.5200, 6)`,
		point("", "the place"), one(opt(arg("accuracy", symbol.Numbers, "The length of the geohash, from 1 to 18; 5 when left out.")))),
	geo("geo_geohash_to_central_point", "Gives the centre of a geohash's area as a GeoJSON point.", symbol.Dynamic,
		nullable("kql_geo_geohash_to_central_point($1)"), `print geo_geohash_to_central_point("u33db")`, geoHash),
	geo("geo_geohash_to_polygon", "Gives a geohash's area as a GeoJSON polygon.", symbol.Dynamic,
		nullable("kql_geo_geohash_to_polygon($1)"), `print geo_geohash_to_polygon("u33db")`, geoHash),
	geo("geo_geohash_neighbors", "Lists the geohashes around a geohash.", symbol.Dynamic,
		nullable("kql_geo_geohash_neighbors($1)"), `print geo_geohash_neighbors("u33db")`, geoHash),

	geo("geo_point_to_s2cell", "Gives the S2 cell of a place.", symbol.String, onCells("kql_geo_point_to_s2cell($*)", 2), `print geo_point_to_s2cell(13.405, 52.52, 8)`, point("", "the place"), geoLevel),
	geo("geo_s2cell_to_central_point", "Gives the centre of an S2 cell as a GeoJSON point.", symbol.Dynamic, nullable("kql_geo_s2cell_to_central_point($*)"), `print geo_s2cell_to_central_point("47a851")`, geoS2),
	geo("geo_s2cell_to_polygon", "Gives an S2 cell as a GeoJSON polygon.", symbol.Dynamic, nullable("kql_geo_s2cell_to_polygon($*)"), `print geo_s2cell_to_polygon("47a851")`, geoS2),
	geo("geo_s2cell_neighbors", "Lists the S2 cells around an S2 cell.", symbol.Dynamic, nullable("kql_geo_s2cell_neighbors($*)"), `print geo_s2cell_neighbors("47a851")`, geoS2),
	geo("geo_polygon_to_s2cells", "Lists S2 cells that cover a polygon.", symbol.Dynamic, most(2, onCells("kql_geo_polygon_to_s2cells($*)", 1)), `print geo_polygon_to_s2cells(dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}), 9)`, geoPolygon, geoLevel, geoCover),
	geo("geo_line_to_s2cells", "Lists S2 cells that cover a line.", symbol.Dynamic, most(2, onCells("kql_geo_line_to_s2cells($*)", 1)), `print geo_line_to_s2cells(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}), 8)`, geoLine, geoLevel, geoCover),

	geo("geo_point_to_h3cell", "Gives the H3 cell of a place.", symbol.String, onCells("kql_geo_point_to_h3cell($*)", 2), `print geo_point_to_h3cell(13.405, 52.52, 6)`, point("", "the place"), geoRes),
	geo("geo_h3cell_to_central_point", "Gives the centre of an H3 cell as a GeoJSON point.", symbol.Dynamic, nullable("kql_geo_h3cell_to_central_point($*)"), `print geo_h3cell_to_central_point("861f1d48fffffff")`, geoH3),
	geo("geo_h3cell_to_polygon", "Gives an H3 cell as a GeoJSON polygon.", symbol.Dynamic, nullable("kql_geo_h3cell_to_polygon($*)"), `print geo_h3cell_to_polygon("861f1d48fffffff")`, geoH3),
	geo("geo_h3cell_neighbors", "Lists the H3 cells around an H3 cell.", symbol.Dynamic, nullable("kql_geo_h3cell_neighbors($*)"), `print geo_h3cell_neighbors("861f1d48fffffff")`, geoH3),
	geo("geo_h3cell_children", "Lists the smaller H3 cells that an H3 cell is made of.", symbol.Dynamic, onCells("kql_geo_h3cell_children($*)", 1), `print geo_h3cell_children("861f1d48fffffff")`, geoH3, geoRes),
	geo("geo_h3cell_parent", "Gives the larger H3 cell that an H3 cell belongs to.", symbol.String, onCells("kql_geo_h3cell_parent($*)", 1), `print geo_h3cell_parent("861f1d48fffffff", 3)`, geoH3, geoRes),
	geo("geo_h3cell_rings", "Lists the rings of H3 cells around an H3 cell.", symbol.Dynamic, onCells("kql_geo_h3cell_rings($*)", 1), `print geo_h3cell_rings("861f1d48fffffff", 1)`, geoH3,
		one(arg("distance", symbol.Numbers, "How many rings, from 0 to 142."))),
	geo("geo_h3cell_level", "Gives the resolution of an H3 cell.", symbol.Int, nullable("kql_geo_h3cell_level($*)"), `print geo_h3cell_level("861f1d48fffffff")`, geoH3),
	geo("geo_polygon_to_h3cells", "Lists H3 cells that make up a polygon.", symbol.Dynamic, most(2, onCells("kql_geo_polygon_to_h3cells($*)", 1)), `print geo_polygon_to_h3cells(dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}), 5)`, geoPolygon, geoRes, geoCover),

	geo("geo_line_length", "Measures the length of a line in meters.", symbol.Real, nullable("kql_geo_line_length($*)"), `print geo_line_length(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}))`, geoLine),
	geo("geo_line_buffer", "Makes a polygon around a line.", symbol.Dynamic, remote(noShapes), "", geoLine, geoRadius, geoTolerance),
	geo("geo_line_centroid", "Gives the centre of mass of a line as a GeoJSON point.", symbol.Dynamic, nullable("kql_geo_line_centroid($*)"), `print geo_line_centroid(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}))`, geoLine),
	geo("geo_line_densify", "Adds points to a line, so that straight edges follow the globe.", symbol.Dynamic, most(2, onShape("kql_geo_line_densify($*)")), `print geo_line_densify(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}))`, geoLine, geoTolerance, geoCrossing),
	geo("geo_line_simplify", "Leaves out points of a line that change little.", symbol.Dynamic, onShape("kql_geo_line_simplify($*)"), `print geo_line_simplify(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}), 20000)`, geoLine, geoTolerance),
	geo("geo_line_locate_point", "Says at which fraction of a line a place is nearest to it.", symbol.Real, Local{Emit: "geo_line_locate_point", As: []symbol.Type{symbol.Unknown, symbol.Real}, Nulls: NullMaybe}, `print geo_line_locate_point(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}), 13.5, 52.5)`, geoLine, point("", "the place"), geoSpheroid),
	geo("geo_line_interpolate_point", "Gives the point at a fraction of a line.", symbol.Dynamic, onShape("kql_geo_line_interpolate_point($*)"), `print geo_line_interpolate_point(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}), 0.5)`, geoLine,
		one(arg("fraction", symbol.Numbers, "The fraction, from 0 to 1."))),
	geo("geo_distance_point_to_line", "Measures the shortest distance in meters from a place to a line.", symbol.Real, onPlace("kql_geo_distance_point_to_line($*)"), `print geo_distance_point_to_line(13.4, 52.5, dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}))`, point("", "the place"), geoLine),
	geo("geo_distance_point_to_polygon", "Measures the shortest distance in meters from a place to a polygon.", symbol.Real, onPlace("kql_geo_distance_point_to_polygon($*)"), `print geo_distance_point_to_polygon(13.0, 52.5, dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}))`, point("", "the place"), geoPolygon),
	geo("geo_closest_point_on_line", "Gives the point of a line that is nearest to a place.", symbol.Dynamic, onPlace("kql_geo_closest_point_on_line($*)"), `print geo_closest_point_on_line(13.4, 52.5, dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}))`, point("", "the place"), geoLine),
	geo("geo_closest_point_on_polygon", "Gives the point of a polygon that is nearest to a place.", symbol.Dynamic, onPlace("kql_geo_closest_point_on_polygon($*)"), `print geo_closest_point_on_polygon(13.0, 52.5, dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}))`, point("", "the place"), geoPolygon),
	geo("geo_intersects_2lines", "Says whether two lines cross.", symbol.Bool, nullable("kql_geo_intersects_2lines($*)"), `print geo_intersects_2lines(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}), dynamic({"type":"LineString","coordinates":[[13.1,52.6],[13.7,52.4]]}))`, geoLine1, geoLine2),
	geo("geo_intersects_line_with_polygon", "Says whether a line and a polygon meet.", symbol.Bool, nullable("kql_geo_intersects_line_with_polygon($*)"), `print geo_intersects_line_with_polygon(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}), dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}))`, geoLine, geoPolygon),
	geo("geo_intersects_2polygons", "Says whether two polygons meet.", symbol.Bool, nullable("kql_geo_intersects_2polygons($*)"), `print geo_intersects_2polygons(dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}), dynamic({"type":"Polygon","coordinates":[[[13.4,52.5],[13.8,52.5],[13.8,52.7],[13.4,52.7],[13.4,52.5]]]}))`, geoPolygon1, geoPolygon2),
	geo("geo_intersection_2lines", "Gives what two lines have in common.", symbol.Dynamic, nullable("kql_geo_intersection_2lines($*)"), `print geo_intersection_2lines(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}), dynamic({"type":"LineString","coordinates":[[13.1,52.6],[13.7,52.4]]}))`, geoLine1, geoLine2),
	geo("geo_intersection_line_with_polygon", "Gives what a line and a polygon have in common.", symbol.Dynamic, nullable("kql_geo_intersection_line_with_polygon($*)"), `print geo_intersection_line_with_polygon(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}), dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}))`, geoLine, geoPolygon),
	geo("geo_intersection_2polygons", "Gives what two polygons have in common.", symbol.Dynamic, nullable("kql_geo_intersection_2polygons($*)"), `print geo_intersection_2polygons(dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}), dynamic({"type":"Polygon","coordinates":[[[13.4,52.5],[13.8,52.5],[13.8,52.7],[13.4,52.7],[13.4,52.5]]]}))`, geoPolygon1, geoPolygon2),
	geo("geo_polygon_area", "Measures the area of a polygon in square meters.", symbol.Real, nullable("kql_geo_polygon_area($*)"), `print geo_polygon_area(dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}))`, geoPolygon),
	geo("geo_polygon_perimeter", "Measures the boundary of a polygon in meters.", symbol.Real, nullable("kql_geo_polygon_perimeter($*)"), `print geo_polygon_perimeter(dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}))`, geoPolygon),
	geo("geo_polygon_buffer", "Makes a polygon around a polygon.", symbol.Dynamic, remote(noShapes), "", geoPolygon, geoRadius, geoTolerance),
	geo("geo_polygon_centroid", "Gives the centre of mass of a polygon as a GeoJSON point.", symbol.Dynamic, nullable("kql_geo_polygon_centroid($*)"), `print geo_polygon_centroid(dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}))`, geoPolygon),
	geo("geo_polygon_densify", "Adds points to a polygon, so that straight edges follow the globe.", symbol.Dynamic, most(2, onShape("kql_geo_polygon_densify($*)")), `print geo_polygon_densify(dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}))`, geoPolygon, geoTolerance, geoCrossing),
	geo("geo_polygon_simplify", "Leaves out points of a polygon that change little.", symbol.Dynamic, onShape("kql_geo_polygon_simplify($*)"), `print geo_polygon_simplify(dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}))`, geoPolygon, geoTolerance),
	geo("geo_simplify_polygons_array", "Leaves out points of neighbouring polygons that change little, without tearing them apart.", symbol.Dynamic, remote(noShapes), "", geoPolygons, geoTolerance),
	geo("geo_union_polygons_array", "Joins polygons to one shape.", symbol.Dynamic, nullable("kql_geo_union_polygons_array($*)"), `print geo_union_polygons_array(pack_array(dynamic({"type":"Polygon","coordinates":[[[13.2,52.4],[13.6,52.4],[13.6,52.6],[13.2,52.6],[13.2,52.4]]]}), dynamic({"type":"Polygon","coordinates":[[[13.4,52.5],[13.8,52.5],[13.8,52.7],[13.4,52.7],[13.4,52.5]]]})))`, geoPolygons),
	geo("geo_union_lines_array", "Joins lines to one shape.", symbol.Dynamic, nullable("kql_geo_union_lines_array($*)"), `print geo_union_lines_array(pack_array(dynamic({"type":"LineString","coordinates":[[13.1,52.3],[13.5,52.5],[13.7,52.8]]}), dynamic({"type":"LineString","coordinates":[[13.1,52.6],[13.7,52.4]]})))`, one(array("lineStrings", "An array of lines."))),
	geo("geo_from_wkt", "Reads a shape in well-known text as GeoJSON.", symbol.Dynamic, nullable("kql_geo_from_wkt($*)"), `print geo_from_wkt("LINESTRING (13.1 52.3, 13.5 52.5)")`,
		one(arg("wkt", textual, "The well-known text, or an array of them."))),
}

// most bounds the operands that the embedded engine takes.
func most(n int, l Local) Local { l.Most = n; return l }
