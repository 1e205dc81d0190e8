package duckdb

import "math"

var unitFunctions = []*goFunction{
	fn3("kql_convert_angle", convertBy(angles)),
	fn3("kql_convert_energy", convertBy(energies)),
	fn3("kql_convert_force", convertBy(forces)),
	fn3("kql_convert_length", convertBy(lengths)),
	fn3("kql_convert_mass", convertBy(masses)),
	fn3("kql_convert_speed", convertBy(speeds)),
	fn3("kql_convert_volume", convertBy(volumes)),
	fn3("kql_convert_temperature", convertTemperature),
}

// convertBy converts by a table of how much of the base unit each unit is. A unit that is not in it yields null.
func convertBy(units map[string]float64) func(x float64, from, to string) opt[float64] {
	return func(x float64, from, to string) opt[float64] {
		a, b := units[from], units[to]
		return maybe(x*a/b, a != 0 && b != 0)
	}
}

// scale is a scale of temperature: kelvin = x * degree + zero.
type scale struct{ degree, zero float64 }

var temperatures = map[string]scale{
	"Kelvin": {1, 0}, "DegreeCelsius": {1, 273.15}, "MillidegreeCelsius": {1e-3, 273.15}, "DegreeDelisle": {-2.0 / 3, 373.15},
	"DegreeFahrenheit": {5.0 / 9, 459.67 * 5 / 9}, "DegreeNewton": {100.0 / 33, 273.15}, "DegreeRankine": {5.0 / 9, 0},
	"DegreeReaumur": {1.25, 273.15}, "DegreeRoemer": {40.0 / 21, 273.15 - 7.5*40/21}, "SolarTemperature": {5778, 0},
}

func convertTemperature(x float64, from, to string) opt[float64] {
	a, ok := temperatures[from]
	b, also := temperatures[to]
	if !ok || !also {
		return none[float64]()
	}
	// Rounding hides the error of going through kelvin.
	y := (x*a.degree + a.zero - b.zero) / b.degree
	const digits = 1e10
	if math.Abs(y) < 1e5 {
		y = math.Round(y*digits) / digits
	}
	return some(y)
}

const (
	foot   = 0.3048
	inch   = 0.0254
	pound  = 0.45359237
	gee    = 9.80665
	btu    = 1055.05585262
	usGal  = 0.003785411784
	ukGal  = 0.00454609
	cuFoot = foot * foot * foot
)

// Base: degree.
var angles = map[string]float64{
	"Arcminute": 1.0 / 60, "Arcsecond": 1.0 / 3600, "Centiradian": 1.8 / math.Pi, "Deciradian": 18 / math.Pi, "Degree": 1, "Gradian": 0.9,
	"Microdegree": 1e-6, "Microradian": 180e-6 / math.Pi, "Millidegree": 1e-3, "Milliradian": 0.18 / math.Pi, "Nanodegree": 1e-9,
	"Nanoradian": 180e-9 / math.Pi, "NatoMil": 360.0 / 6400, "Radian": 180 / math.Pi, "Revolution": 360, "Tilt": 90,
}

// Base: joule.
var energies = map[string]float64{
	"BritishThermalUnit": btu, "Calorie": 4.184, "DecathermEc": 100000 * 10 * 1055.05585262, "DecathermImperial": 100000 * 10 * 1055.05585257348,
	"DecathermUs": 100000 * 10 * 1054.8040000000001, "ElectronVolt": 1.602176634e-19, "Erg": 1e-7, "FootPound": 1.355817948,
	"GigabritishThermalUnit": btu * 1e9, "GigaelectronVolt": 1.602176634e-10, "Gigajoule": 1e9, "GigawattDay": 86400e9, "GigawattHour": 3600e9,
	"HorsepowerHour": 2.6845195377e6, "Joule": 1, "KilobritishThermalUnit": btu * 1e3, "Kilocalorie": 4184, "KiloelectronVolt": 1.602176634e-16,
	"Kilojoule": 1e3, "KilowattDay": 86400e3, "KilowattHour": 3600e3, "MegabritishThermalUnit": btu * 1e6, "Megacalorie": 4.184e6,
	"MegaelectronVolt": 1.602176634e-13, "Megajoule": 1e6, "MegawattDay": 86400e6, "MegawattHour": 3600e6, "Millijoule": 1e-3,
	"TeraelectronVolt": 1.602176634e-7, "TerawattDay": 86400e12, "TerawattHour": 3600e12, "ThermEc": 100000 * 1055.05585262,
	"ThermImperial": 100000 * 1055.05585257348, "ThermUs": 100000 * 1054.8040000000001, "WattDay": 86400, "WattHour": 3600,
}

// Base: newton.
var forces = map[string]float64{
	"Decanewton": 10, "Dyn": 1e-5, "KilogramForce": gee, "Kilonewton": 1e3, "KiloPond": gee, "KilopoundForce": pound * gee * 1e3, "Meganewton": 1e6,
	"Micronewton": 1e-6, "Millinewton": 1e-3, "Newton": 1, "OunceForce": pound * gee / 16, "Poundal": pound * foot, "PoundForce": pound * gee,
	"ShortTonForce": pound * gee * 2000, "TonneForce": gee * 1e3,
}

// Base: meter.
var lengths = map[string]float64{
	"Angstrom": 1e-10, "AstronomicalUnit": 1.495978707e11, "Centimeter": 1e-2, "Chain": 20.1168, "DataMile": 1828.8, "Decameter": 10, "Decimeter": 0.1,
	"DtpPica": inch / 6, "DtpPoint": inch / 72, "Fathom": 1.8288, "Foot": foot, "Hand": 4 * inch, "Hectometer": 100, "Inch": inch,
	"KilolightYear": 9.46073047258e18, "Kilometer": 1e3, "Kiloparsec": 3.08567758128e19, "LightYear": 9.46073047258e15,
	"MegalightYear": 9.46073047258e21, "Megaparsec": 3.08567758128e22, "Meter": 1, "Microinch": inch * 1e-6, "Micrometer": 1e-6, "Mil": inch * 1e-3,
	"Mile": 1609.344, "Millimeter": 1e-3, "Nanometer": 1e-9, "NauticalMile": 1852, "Parsec": 3.08567758128e16, "PrinterPica": inch * 400 / 2409,
	"PrinterPoint": inch / 72.27, "Shackle": 27.432, "SolarRadius": 6.957e8, "Twip": inch / 1440, "UsSurveyFoot": 1200.0 / 3937, "Yard": 0.9144,
}

// Base: gram.
var masses = map[string]float64{
	"Centigram": 1e-2, "Decagram": 10, "Decigram": 0.1, "EarthMass": 5.9722e27, "Grain": pound / 7, "Gram": 1, "Hectogram": 100, "Kilogram": 1e3,
	"Kilopound": pound * 1e6, "Kilotonne": 1e9, "LongHundredweight": pound * 112e3, "LongTon": pound * 2240e3, "Megapound": pound * 1e9, "Megatonne": 1e12,
	"Microgram": 1e-6, "Milligram": 1e-3, "Nanogram": 1e-9, "Ounce": pound * 1e3 / 16, "Pound": pound * 1e3, "ShortHundredweight": pound * 100e3,
	"ShortTon": pound * 2000e3, "Slug": pound * 1e3 * gee / foot, "SolarMass": 1.98947e33, "Stone": pound * 14e3, "Tonne": 1e6,
}

// Base: meter per second.
var speeds = map[string]float64{
	"CentimeterPerHour": 1e-2 / 3600, "CentimeterPerMinute": 1e-2 / 60, "CentimeterPerSecond": 1e-2, "DecimeterPerMinute": 0.1 / 60,
	"DecimeterPerSecond": 0.1, "FootPerHour": foot / 3600, "FootPerMinute": foot / 60, "FootPerSecond": foot, "InchPerHour": inch / 3600,
	"InchPerMinute": inch / 60, "InchPerSecond": inch, "KilometerPerHour": 1e3 / 3600, "KilometerPerMinute": 1e3 / 60, "KilometerPerSecond": 1e3,
	"Knot": 1852.0 / 3600, "MeterPerHour": 1.0 / 3600, "MeterPerMinute": 1.0 / 60, "MeterPerSecond": 1, "MicrometerPerMinute": 1e-6 / 60,
	"MicrometerPerSecond": 1e-6, "MilePerHour": 1609.344 / 3600, "MillimeterPerHour": 1e-3 / 3600, "MillimeterPerMinute": 1e-3 / 60,
	"MillimeterPerSecond": 1e-3, "NanometerPerMinute": 1e-9 / 60, "NanometerPerSecond": 1e-9, "UsSurveyFootPerHour": 1200.0 / 3937 / 3600,
	"UsSurveyFootPerMinute": 1200.0 / 3937 / 60, "UsSurveyFootPerSecond": 1200.0 / 3937, "YardPerHour": 0.9144 / 3600,
	"YardPerMinute": 0.9144 / 60, "YardPerSecond": 0.9144,
}

// Base: cubic meter.
var volumes = map[string]float64{
	"AcreFoot": 1233.48183754752, "AuTablespoon": 2e-5, "BoardFoot": cuFoot / 12, "Centiliter": 1e-5, "CubicCentimeter": 1e-6, "CubicDecimeter": 1e-3,
	"CubicFoot": cuFoot, "CubicHectometer": 1e6, "CubicInch": inch * inch * inch, "CubicKilometer": 1e9, "CubicMeter": 1, "CubicMicrometer": 1e-18,
	"CubicMile": 1609.344 * 1609.344 * 1609.344, "CubicMillimeter": 1e-9, "CubicYard": 27 * cuFoot, "Decaliter": 1e-2, "DecausGallon": usGal * 10,
	"Deciliter": 1e-4, "DeciusGallon": usGal / 10, "HectocubicFoot": cuFoot * 100, "HectocubicMeter": 100, "Hectoliter": 0.1, "HectousGallon": usGal * 100,
	"ImperialBeerBarrel": ukGal * 36, "ImperialGallon": ukGal, "ImperialOunce": ukGal / 160, "ImperialPint": ukGal / 8, "KilocubicFoot": cuFoot * 1e3,
	"KilocubicMeter": 1e3, "KiloimperialGallon": ukGal * 1e3, "Kiloliter": 1, "KilousGallon": usGal * 1e3, "Liter": 1e-3, "MegacubicFoot": cuFoot * 1e6,
	"MegaimperialGallon": ukGal * 1e6, "Megaliter": 1e3, "MegausGallon": usGal * 1e6, "MetricCup": 2.5e-4, "MetricTeaspoon": 5e-6, "Microliter": 1e-9,
	"Milliliter": 1e-6, "OilBarrel": usGal * 42, "UkTablespoon": 1.5e-5, "UsBeerBarrel": usGal * 31, "UsCustomaryCup": usGal / 16, "UsGallon": usGal,
	"UsLegalCup": 2.4e-4, "UsOunce": usGal / 128, "UsPint": usGal / 8, "UsQuart": usGal / 4, "UsTablespoon": usGal / 256, "UsTeaspoon": usGal / 768,
}
