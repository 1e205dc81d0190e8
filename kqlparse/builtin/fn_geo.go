package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// Reasons why geospatial functions run on clusters only.
const (
	noShapes = "geometry of lines and polygons on the globe is not part of the embedded engine"
	noS2     = "S2 cells are not part of the embedded engine"
	noH3     = "H3 cells are not part of the embedded engine"
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
	geo("geo_angle", "Gives the angle between two lines that meet in the second place, in radians clockwise.", symbol.Real,
		remote(noShapes), "", point("p1_", "the first place"), point("p2_", "the second place"), point("p3_", "the third place")),
	geo("geo_point_in_circle", "Says whether a place is within a distance of another one.", symbol.Bool,
		nullable("kql_geo_point_in_circle($1, $2, $3, $4, $5)"), `print geo_point_in_circle(13.4, 52.5, 13.0, 52.4, 50000)`,
		point("p_", "the place"), point("pc_", "the circle's centre"), one(arg("c_radius", symbol.Numbers, "The circle's radius in meters, above 0."))),
	geo("geo_point_in_polygon", "Says whether a place is inside of a polygon.", symbol.Bool, remote(noShapes), "", point("", "the place"), geoPolygon),
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

	geo("geo_point_to_s2cell", "Gives the S2 cell of a place.", symbol.String, remote(noS2), "", point("", "the place"), geoLevel),
	geo("geo_s2cell_to_central_point", "Gives the centre of an S2 cell as a GeoJSON point.", symbol.Dynamic, remote(noS2), "", geoS2),
	geo("geo_s2cell_to_polygon", "Gives an S2 cell as a GeoJSON polygon.", symbol.Dynamic, remote(noS2), "", geoS2),
	geo("geo_s2cell_neighbors", "Lists the S2 cells around an S2 cell.", symbol.Dynamic, remote(noS2), "", geoS2),
	geo("geo_polygon_to_s2cells", "Lists S2 cells that cover a polygon.", symbol.Dynamic, remote(noS2), "", geoPolygon, geoLevel, geoCover),
	geo("geo_line_to_s2cells", "Lists S2 cells that cover a line.", symbol.Dynamic, remote(noS2), "", geoLine, geoLevel, geoCover),

	geo("geo_point_to_h3cell", "Gives the H3 cell of a place.", symbol.String, remote(noH3), "", point("", "the place"), geoRes),
	geo("geo_h3cell_to_central_point", "Gives the centre of an H3 cell as a GeoJSON point.", symbol.Dynamic, remote(noH3), "", geoH3),
	geo("geo_h3cell_to_polygon", "Gives an H3 cell as a GeoJSON polygon.", symbol.Dynamic, remote(noH3), "", geoH3),
	geo("geo_h3cell_neighbors", "Lists the H3 cells around an H3 cell.", symbol.Dynamic, remote(noH3), "", geoH3),
	geo("geo_h3cell_children", "Lists the smaller H3 cells that an H3 cell is made of.", symbol.Dynamic, remote(noH3), "", geoH3, geoRes),
	geo("geo_h3cell_parent", "Gives the larger H3 cell that an H3 cell belongs to.", symbol.String, remote(noH3), "", geoH3, geoRes),
	geo("geo_h3cell_rings", "Lists the rings of H3 cells around an H3 cell.", symbol.Dynamic, remote(noH3), "", geoH3,
		one(arg("distance", symbol.Numbers, "How many rings, from 0 to 142."))),
	geo("geo_h3cell_level", "Gives the resolution of an H3 cell.", symbol.Int, remote(noH3), "", geoH3),
	geo("geo_polygon_to_h3cells", "Lists H3 cells that make up a polygon.", symbol.Dynamic, remote(noH3), "", geoPolygon, geoRes, geoCover),

	geo("geo_line_length", "Measures the length of a line in meters.", symbol.Real, remote(noShapes), "", geoLine),
	geo("geo_line_buffer", "Makes a polygon around a line.", symbol.Dynamic, remote(noShapes), "", geoLine, geoRadius, geoTolerance),
	geo("geo_line_centroid", "Gives the centre of mass of a line as a GeoJSON point.", symbol.Dynamic, remote(noShapes), "", geoLine),
	geo("geo_line_densify", "Adds points to a line, so that straight edges follow the globe.", symbol.Dynamic, remote(noShapes), "", geoLine, geoTolerance, geoCrossing),
	geo("geo_line_simplify", "Leaves out points of a line that change little.", symbol.Dynamic, remote(noShapes), "", geoLine, geoTolerance),
	geo("geo_line_locate_point", "Says at which fraction of a line a place is nearest to it.", symbol.Real, remote(noShapes), "", geoLine, point("", "the place"), geoSpheroid),
	geo("geo_line_interpolate_point", "Gives the point at a fraction of a line.", symbol.Dynamic, remote(noShapes), "", geoLine,
		one(arg("fraction", symbol.Numbers, "The fraction, from 0 to 1."))),
	geo("geo_distance_point_to_line", "Measures the shortest distance in meters from a place to a line.", symbol.Real, remote(noShapes), "", point("", "the place"), geoLine),
	geo("geo_distance_point_to_polygon", "Measures the shortest distance in meters from a place to a polygon.", symbol.Real, remote(noShapes), "", point("", "the place"), geoPolygon),
	geo("geo_closest_point_on_line", "Gives the point of a line that is nearest to a place.", symbol.Dynamic, remote(noShapes), "", point("", "the place"), geoLine),
	geo("geo_closest_point_on_polygon", "Gives the point of a polygon that is nearest to a place.", symbol.Dynamic, remote(noShapes), "", point("", "the place"), geoPolygon),
	geo("geo_intersects_2lines", "Says whether two lines cross.", symbol.Bool, remote(noShapes), "", geoLine1, geoLine2),
	geo("geo_intersects_line_with_polygon", "Says whether a line and a polygon meet.", symbol.Bool, remote(noShapes), "", geoLine, geoPolygon),
	geo("geo_intersects_2polygons", "Says whether two polygons meet.", symbol.Bool, remote(noShapes), "", geoPolygon1, geoPolygon2),
	geo("geo_intersection_2lines", "Gives what two lines have in common.", symbol.Dynamic, remote(noShapes), "", geoLine1, geoLine2),
	geo("geo_intersection_line_with_polygon", "Gives what a line and a polygon have in common.", symbol.Dynamic, remote(noShapes), "", geoLine, geoPolygon),
	geo("geo_intersection_2polygons", "Gives what two polygons have in common.", symbol.Dynamic, remote(noShapes), "", geoPolygon1, geoPolygon2),
	geo("geo_polygon_area", "Measures the area of a polygon in square meters.", symbol.Real, remote(noShapes), "", geoPolygon),
	geo("geo_polygon_perimeter", "Measures the boundary of a polygon in meters.", symbol.Real, remote(noShapes), "", geoPolygon),
	geo("geo_polygon_buffer", "Makes a polygon around a polygon.", symbol.Dynamic, remote(noShapes), "", geoPolygon, geoRadius, geoTolerance),
	geo("geo_polygon_centroid", "Gives the centre of mass of a polygon as a GeoJSON point.", symbol.Dynamic, remote(noShapes), "", geoPolygon),
	geo("geo_polygon_densify", "Adds points to a polygon, so that straight edges follow the globe.", symbol.Dynamic, remote(noShapes), "", geoPolygon, geoTolerance, geoCrossing),
	geo("geo_polygon_simplify", "Leaves out points of a polygon that change little.", symbol.Dynamic, remote(noShapes), "", geoPolygon, geoTolerance),
	geo("geo_simplify_polygons_array", "Leaves out points of neighbouring polygons that change little, without tearing them apart.", symbol.Dynamic, remote(noShapes), "", geoPolygons, geoTolerance),
	geo("geo_union_polygons_array", "Joins polygons to one shape.", symbol.Dynamic, remote(noShapes), "", geoPolygons),
	geo("geo_union_lines_array", "Joins lines to one shape.", symbol.Dynamic, remote(noShapes), "", one(array("lineStrings", "An array of lines."))),
	geo("geo_from_wkt", "Reads a shape in well-known text as GeoJSON.", symbol.Dynamic, remote(noShapes), "",
		one(arg("wkt", textual, "The well-known text, or an array of them."))),
}
