package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// unitFunctions turn an amount of one unit into another.
var unitFunctions = []Function{
	{
		Name: "convert_angle", Kind: Scalar, Family: "units", Constant: true,
		Doc:     "Turns an angle from one unit into another.",
		Returns: "Null when a unit is not known.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("value", symbol.SetOf(symbol.Real), "The amount."),
				values(arg("from", symbol.Strings, "The unit it is given in."), "Arcminute", "Arcsecond", "Centiradian", "Deciradian", "Degree", "Gradian", "Microdegree", "Microradian", "Millidegree", "Milliradian", "Nanodegree", "Nanoradian", "NatoMil", "Radian", "Revolution", "Tilt"),
				values(arg("to", symbol.Strings, "The unit it is wanted in."), "Arcminute", "Arcsecond", "Centiradian", "Deciradian", "Degree", "Gradian", "Microdegree", "Microradian", "Millidegree", "Milliradian", "Nanodegree", "Nanoradian", "NatoMil", "Radian", "Revolution", "Tilt"),
			),
		},
		Local: Local{SQL: "kql_convert_angle($1::DOUBLE, $2, $3)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print convert_angle(90.0, "Degree", "Radian")`},
		},
	},
	{
		Name: "convert_energy", Kind: Scalar, Family: "units", Constant: true,
		Doc:     "Turns an energy from one unit into another.",
		Returns: "Null when a unit is not known.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("value", symbol.SetOf(symbol.Real), "The amount."),
				values(arg("from", symbol.Strings, "The unit it is given in."), "BritishThermalUnit", "Calorie", "DecathermEc", "DecathermImperial", "DecathermUs", "ElectronVolt", "Erg", "FootPound", "GigabritishThermalUnit", "GigaelectronVolt", "Gigajoule", "GigawattDay", "GigawattHour", "HorsepowerHour", "Joule", "KilobritishThermalUnit", "Kilocalorie", "KiloelectronVolt", "Kilojoule", "KilowattDay", "KilowattHour", "MegabritishThermalUnit", "Megacalorie", "MegaelectronVolt", "Megajoule", "MegawattDay", "MegawattHour", "Millijoule", "TeraelectronVolt", "TerawattDay", "TerawattHour", "ThermEc", "ThermImperial", "ThermUs", "WattDay", "WattHour"),
				values(arg("to", symbol.Strings, "The unit it is wanted in."), "BritishThermalUnit", "Calorie", "DecathermEc", "DecathermImperial", "DecathermUs", "ElectronVolt", "Erg", "FootPound", "GigabritishThermalUnit", "GigaelectronVolt", "Gigajoule", "GigawattDay", "GigawattHour", "HorsepowerHour", "Joule", "KilobritishThermalUnit", "Kilocalorie", "KiloelectronVolt", "Kilojoule", "KilowattDay", "KilowattHour", "MegabritishThermalUnit", "Megacalorie", "MegaelectronVolt", "Megajoule", "MegawattDay", "MegawattHour", "Millijoule", "TeraelectronVolt", "TerawattDay", "TerawattHour", "ThermEc", "ThermImperial", "ThermUs", "WattDay", "WattHour"),
			),
		},
		Local: Local{SQL: "kql_convert_energy($1::DOUBLE, $2, $3)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print convert_energy(1.0, "Kilocalorie", "Joule")`},
		},
	},
	{
		Name: "convert_force", Kind: Scalar, Family: "units", Constant: true,
		Doc:     "Turns a force from one unit into another.",
		Returns: "Null when a unit is not known.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("value", symbol.SetOf(symbol.Real), "The amount."),
				values(arg("from", symbol.Strings, "The unit it is given in."), "Decanewton", "Dyn", "KilogramForce", "Kilonewton", "KiloPond", "KilopoundForce", "Meganewton", "Micronewton", "Millinewton", "Newton", "OunceForce", "Poundal", "PoundForce", "ShortTonForce", "TonneForce"),
				values(arg("to", symbol.Strings, "The unit it is wanted in."), "Decanewton", "Dyn", "KilogramForce", "Kilonewton", "KiloPond", "KilopoundForce", "Meganewton", "Micronewton", "Millinewton", "Newton", "OunceForce", "Poundal", "PoundForce", "ShortTonForce", "TonneForce"),
			),
		},
		Local: Local{SQL: "kql_convert_force($1::DOUBLE, $2, $3)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print convert_force(1.0, "Kilonewton", "Newton")`},
		},
	},
	{
		Name: "convert_length", Kind: Scalar, Family: "units", Constant: true,
		Doc:     "Turns a length from one unit into another.",
		Returns: "Null when a unit is not known.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("value", symbol.SetOf(symbol.Real), "The amount."),
				values(arg("from", symbol.Strings, "The unit it is given in."), "Angstrom", "AstronomicalUnit", "Centimeter", "Chain", "DataMile", "Decameter", "Decimeter", "DtpPica", "DtpPoint", "Fathom", "Foot", "Hand", "Hectometer", "Inch", "KilolightYear", "Kilometer", "Kiloparsec", "LightYear", "MegalightYear", "Megaparsec", "Meter", "Microinch", "Micrometer", "Mil", "Mile", "Millimeter", "Nanometer", "NauticalMile", "Parsec", "PrinterPica", "PrinterPoint", "Shackle", "SolarRadius", "Twip", "UsSurveyFoot", "Yard"),
				values(arg("to", symbol.Strings, "The unit it is wanted in."), "Angstrom", "AstronomicalUnit", "Centimeter", "Chain", "DataMile", "Decameter", "Decimeter", "DtpPica", "DtpPoint", "Fathom", "Foot", "Hand", "Hectometer", "Inch", "KilolightYear", "Kilometer", "Kiloparsec", "LightYear", "MegalightYear", "Megaparsec", "Meter", "Microinch", "Micrometer", "Mil", "Mile", "Millimeter", "Nanometer", "NauticalMile", "Parsec", "PrinterPica", "PrinterPoint", "Shackle", "SolarRadius", "Twip", "UsSurveyFoot", "Yard"),
			),
		},
		Local: Local{SQL: "kql_convert_length($1::DOUBLE, $2, $3)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print convert_length(1.0, "Mile", "Meter")`},
		},
	},
	{
		Name: "convert_mass", Kind: Scalar, Family: "units", Constant: true,
		Doc:     "Turns a mass from one unit into another.",
		Returns: "Null when a unit is not known.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("value", symbol.SetOf(symbol.Real), "The amount."),
				values(arg("from", symbol.Strings, "The unit it is given in."), "Centigram", "Decagram", "Decigram", "EarthMass", "Grain", "Gram", "Hectogram", "Kilogram", "Kilopound", "Kilotonne", "LongHundredweight", "LongTon", "Megapound", "Megatonne", "Microgram", "Milligram", "Nanogram", "Ounce", "Pound", "ShortHundredweight", "ShortTon", "Slug", "SolarMass", "Stone", "Tonne"),
				values(arg("to", symbol.Strings, "The unit it is wanted in."), "Centigram", "Decagram", "Decigram", "EarthMass", "Grain", "Gram", "Hectogram", "Kilogram", "Kilopound", "Kilotonne", "LongHundredweight", "LongTon", "Megapound", "Megatonne", "Microgram", "Milligram", "Nanogram", "Ounce", "Pound", "ShortHundredweight", "ShortTon", "Slug", "SolarMass", "Stone", "Tonne"),
			),
		},
		Local: Local{SQL: "kql_convert_mass($1::DOUBLE, $2, $3)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print convert_mass(1.0, "Pound", "Gram")`},
		},
	},
	{
		Name: "convert_speed", Kind: Scalar, Family: "units", Constant: true,
		Doc:     "Turns a speed from one unit into another.",
		Returns: "Null when a unit is not known.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("value", symbol.SetOf(symbol.Real), "The amount."),
				values(arg("from", symbol.Strings, "The unit it is given in."), "CentimeterPerHour", "CentimeterPerMinute", "CentimeterPerSecond", "DecimeterPerMinute", "DecimeterPerSecond", "FootPerHour", "FootPerMinute", "FootPerSecond", "InchPerHour", "InchPerMinute", "InchPerSecond", "KilometerPerHour", "KilometerPerMinute", "KilometerPerSecond", "Knot", "MeterPerHour", "MeterPerMinute", "MeterPerSecond", "MicrometerPerMinute", "MicrometerPerSecond", "MilePerHour", "MillimeterPerHour", "MillimeterPerMinute", "MillimeterPerSecond", "NanometerPerMinute", "NanometerPerSecond", "UsSurveyFootPerHour", "UsSurveyFootPerMinute", "UsSurveyFootPerSecond", "YardPerHour", "YardPerMinute", "YardPerSecond"),
				values(arg("to", symbol.Strings, "The unit it is wanted in."), "CentimeterPerHour", "CentimeterPerMinute", "CentimeterPerSecond", "DecimeterPerMinute", "DecimeterPerSecond", "FootPerHour", "FootPerMinute", "FootPerSecond", "InchPerHour", "InchPerMinute", "InchPerSecond", "KilometerPerHour", "KilometerPerMinute", "KilometerPerSecond", "Knot", "MeterPerHour", "MeterPerMinute", "MeterPerSecond", "MicrometerPerMinute", "MicrometerPerSecond", "MilePerHour", "MillimeterPerHour", "MillimeterPerMinute", "MillimeterPerSecond", "NanometerPerMinute", "NanometerPerSecond", "UsSurveyFootPerHour", "UsSurveyFootPerMinute", "UsSurveyFootPerSecond", "YardPerHour", "YardPerMinute", "YardPerSecond"),
			),
		},
		Local: Local{SQL: "kql_convert_speed($1::DOUBLE, $2, $3)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print convert_speed(36.0, "KilometerPerHour", "MeterPerSecond")`},
		},
	},
	{
		Name: "convert_temperature", Kind: Scalar, Family: "units", Constant: true,
		Doc:     "Turns a temperature from one unit into another.",
		Returns: "Null when a unit is not known.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("value", symbol.SetOf(symbol.Real), "The amount."),
				values(arg("from", symbol.Strings, "The unit it is given in."), "DegreeCelsius", "DegreeDelisle", "DegreeFahrenheit", "DegreeNewton", "DegreeRankine", "DegreeReaumur", "DegreeRoemer", "Kelvin", "MillidegreeCelsius", "SolarTemperature"),
				values(arg("to", symbol.Strings, "The unit it is wanted in."), "DegreeCelsius", "DegreeDelisle", "DegreeFahrenheit", "DegreeNewton", "DegreeRankine", "DegreeReaumur", "DegreeRoemer", "Kelvin", "MillidegreeCelsius", "SolarTemperature"),
			),
		},
		Local: Local{SQL: "kql_convert_temperature($1::DOUBLE, $2, $3)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print convert_temperature(100.0, "DegreeCelsius", "DegreeFahrenheit")`},
		},
	},
	{
		Name: "convert_volume", Kind: Scalar, Family: "units", Constant: true,
		Doc:     "Turns a volume from one unit into another.",
		Returns: "Null when a unit is not known.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Real),
				arg("value", symbol.SetOf(symbol.Real), "The amount."),
				values(arg("from", symbol.Strings, "The unit it is given in."), "AcreFoot", "AuTablespoon", "BoardFoot", "Centiliter", "CubicCentimeter", "CubicDecimeter", "CubicFoot", "CubicHectometer", "CubicInch", "CubicKilometer", "CubicMeter", "CubicMicrometer", "CubicMile", "CubicMillimeter", "CubicYard", "Decaliter", "DecausGallon", "Deciliter", "DeciusGallon", "HectocubicFoot", "HectocubicMeter", "Hectoliter", "HectousGallon", "ImperialBeerBarrel", "ImperialGallon", "ImperialOunce", "ImperialPint", "KilocubicFoot", "KilocubicMeter", "KiloimperialGallon", "Kiloliter", "KilousGallon", "Liter", "MegacubicFoot", "MegaimperialGallon", "Megaliter", "MegausGallon", "MetricCup", "MetricTeaspoon", "Microliter", "Milliliter", "OilBarrel", "UkTablespoon", "UsBeerBarrel", "UsCustomaryCup", "UsGallon", "UsLegalCup", "UsOunce", "UsPint", "UsQuart", "UsTablespoon", "UsTeaspoon"),
				values(arg("to", symbol.Strings, "The unit it is wanted in."), "AcreFoot", "AuTablespoon", "BoardFoot", "Centiliter", "CubicCentimeter", "CubicDecimeter", "CubicFoot", "CubicHectometer", "CubicInch", "CubicKilometer", "CubicMeter", "CubicMicrometer", "CubicMile", "CubicMillimeter", "CubicYard", "Decaliter", "DecausGallon", "Deciliter", "DeciusGallon", "HectocubicFoot", "HectocubicMeter", "Hectoliter", "HectousGallon", "ImperialBeerBarrel", "ImperialGallon", "ImperialOunce", "ImperialPint", "KilocubicFoot", "KilocubicMeter", "KiloimperialGallon", "Kiloliter", "KilousGallon", "Liter", "MegacubicFoot", "MegaimperialGallon", "Megaliter", "MegausGallon", "MetricCup", "MetricTeaspoon", "Microliter", "Milliliter", "OilBarrel", "UkTablespoon", "UsBeerBarrel", "UsCustomaryCup", "UsGallon", "UsLegalCup", "UsOunce", "UsPint", "UsQuart", "UsTablespoon", "UsTeaspoon"),
			),
		},
		Local: Local{SQL: "kql_convert_volume($1::DOUBLE, $2, $3)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print convert_volume(1.0, "UsGallon", "Liter")`},
		},
	},
}
