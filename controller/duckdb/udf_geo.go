package duckdb

import (
	"math"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/controller/result"
)

// earthRadius in meters. Source: distances that a Kusto engine answered (S2's radius).
const earthRadius = 6371010.0

func validPlace(lon, lat float64) bool { return math.Abs(lon) <= 180 && math.Abs(lat) <= 90 }

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

// sphereDistance is the length of the great circle between two places, by the haversine formula.
func sphereDistance(lon1, lat1, lon2, lat2 float64) float64 {
	dLat, dLon := radians(lat2-lat1)/2, radians(lon2-lon1)/2
	h := math.Pow(math.Sin(dLat), 2) + math.Cos(radians(lat1))*math.Cos(radians(lat2))*math.Pow(math.Sin(dLon), 2)
	return 2 * earthRadius * math.Asin(math.Sqrt(min(1, h)))
}

var geoFunctions = []*goFunction{
	fn4("kql_geo_distance", func(lon1, lat1, lon2, lat2 float64) opt[float64] {
		return maybe(sphereDistance(lon1, lat1, lon2, lat2), validPlace(lon1, lat1) && validPlace(lon2, lat2))
	}),
	fn5("kql_geo_point_in_circle", func(lon, lat, cLon, cLat, radius float64) opt[bool] {
		return maybe(sphereDistance(lon, lat, cLon, cLat) <= radius, validPlace(lon, lat) && validPlace(cLon, cLat) && radius > 0)
	}),
	fn4("kql_geo_azimuth", func(lon1, lat1, lon2, lat2 float64) opt[float64] {
		if !validPlace(lon1, lat1) || !validPlace(lon2, lat2) || lon1 == lon2 && lat1 == lat2 {
			return none[float64]()
		}
		d, a, b := radians(lon2-lon1), radians(lat1), radians(lat2)
		y, x := math.Sin(d)*math.Cos(b), math.Cos(a)*math.Sin(b)-math.Sin(a)*math.Cos(b)*math.Cos(d)
		if y == 0 && x == 0 {
			return none[float64]()
		}
		angle := math.Atan2(y, x)
		if angle < 0 {
			angle += 2 * math.Pi
		}
		return some(angle)
	}),
	fn2v("kql_geo_point_to_geohash", func(lon, lat float64, more []int64) string {
		n := int64(5)
		if len(more) > 0 {
			n = more[0]
		}
		if !validPlace(lon, lat) || n < 1 || n > 18 {
			return ""
		}
		return encodeGeohash(lon, lat, int(n))
	}),
	fn1("kql_geo_geohash_to_central_point", func(s string) opt[string] {
		b, ok := decodeGeohash(s)
		return maybe(`{"type":"Point","coordinates":`+place((b.west+b.east)/2, (b.south+b.north)/2)+"}", ok)
	}),
	fn1("kql_geo_geohash_to_polygon", func(s string) opt[string] {
		b, ok := decodeGeohash(s)
		ring := []string{place(b.west, b.south), place(b.east, b.south), place(b.east, b.north), place(b.west, b.north), place(b.west, b.south)}
		return maybe(`{"type":"Polygon","coordinates":[[`+strings.Join(ring, ",")+"]]}", ok)
	}),
	fn1("kql_geo_geohash_neighbors", func(s string) opt[string] {
		b, ok := decodeGeohash(s)
		if !ok {
			return none[string]()
		}
		width, height := b.east-b.west, b.north-b.south
		lon, lat := (b.west+b.east)/2, (b.south+b.north)/2
		var out []string
		for _, step := range [...][2]float64{{-1, 0}, {-1, -1}, {0, -1}, {1, -1}, {1, 1}, {1, 0}, {0, 1}, {-1, 1}} {
			x, y := math.Mod(lon+step[0]*width+540, 360)-180, lat+step[1]*height
			if math.Abs(y) < 90 {
				out = append(out, encodeGeohash(x, y, len(s)))
			}
		}
		return some(dynjson.Strings(out))
	}),
}

func place(lon, lat float64) string {
	out := result.AppendReal([]byte{'['}, lon)
	return string(append(result.AppendReal(append(out, ','), lat), ']'))
}

// box is the area of a geohash, in degrees.
type box struct{ west, south, east, north float64 }

const geohashDigits = "0123456789bcdefghjkmnpqrstuvwxyz"

// halve narrows the box by one bit: odd bits tell north from south, even ones east from west.
func (b *box) halve(bit int, upper bool) {
	lo, hi := &b.west, &b.east
	if bit%2 == 1 {
		lo, hi = &b.south, &b.north
	}
	if mid := (*lo + *hi) / 2; upper {
		*lo = mid
	} else {
		*hi = mid
	}
}

func encodeGeohash(lon, lat float64, length int) string {
	b := box{-180, -90, 180, 90}
	out := make([]byte, length)
	for bit := range 5 * length {
		upper := lon >= (b.west+b.east)/2
		if bit%2 == 1 {
			upper = lat >= (b.south+b.north)/2
		}
		b.halve(bit, upper)
		out[bit/5] <<= 1
		if upper {
			out[bit/5] |= 1
		}
	}
	for i, digit := range out {
		out[i] = geohashDigits[digit]
	}
	return string(out)
}

// decodeGeohash returns the area of a geohash of 1 to 18 digits.
func decodeGeohash(s string) (box, bool) {
	b := box{-180, -90, 180, 90}
	if len(s) < 1 || len(s) > 18 {
		return b, false
	}
	for i, c := range []byte(strings.ToLower(s)) {
		digit := strings.IndexByte(geohashDigits, c)
		if digit < 0 {
			return b, false
		}
		for k := range 5 {
			b.halve(5*i+k, digit>>(4-k)&1 == 1)
		}
	}
	return b, true
}

var geoEmitters = map[string]emitter{
	"geo_line_locate_point": onSphere(3),
	"geo_distance_2points": func(e *Emission) (string, error) {
		if len(e.SQL) > 4 {
			if k := e.Const(4); k == nil || k.Value.Int != 0 || k.Value.Real != 0 {
				return "", &plan.Unsupported{Span: e.Call.Span, Construct: "geo_distance_2points() on a spheroid", Reason: "leave out use_spheroid"}
			}
		}
		return "kql_geo_distance(" + strings.Join(e.SQL[:4], ", ") + ")", nil
	},
}
