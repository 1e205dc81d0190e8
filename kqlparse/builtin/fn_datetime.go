package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// datetimeFunctions compute with points in time. All times are UTC; weeks begin on Sunday.
var datetimeFunctions = []Function{
	{
		Name: "now", Kind: Scalar, Family: "datetime", Constant: true,
		Doc:     "The current time, the same throughout a query.",
		Returns: "Microseconds on the embedded engine.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				opt(arg("offset", symbol.Timespans, "A timespan to add to it.")),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Timespans}, "(kql_now() + $1)"},
			{nil, "kql_now()"},
		}},
		Examples: []Example{
			{Query: "print now() > datetime(2024-01-01), now(-1d) < now()"},
		},
	},
	{
		Name: "ago", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The time that lies a timespan before now.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("timespan", symbol.Timespans, "How far back: 30m, 7d."),
			),
		},
		Local: Local{SQL: "(kql_now() - $1)"},
		Examples: []Example{
			{Query: "print ago(1h) < now()"},
		},
	},
	{
		Name: "ingestion_time", Kind: Scalar, Family: "datetime", NamePrefix: "$IngestionTime", Naming: NamePrefixed,
		Doc:     "When the row arrived in its table; null where that is not recorded.",
		Returns: "The embedded engine has no such record: always null.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime)),
		},
		Local: Local{SQL: "NULL::BIGINT", Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print isnull(ingestion_time())"},
		},
	},
	{
		Name: "startofday", Kind: Scalar, Family: "datetime", Naming: NameOfArg, Constant: true,
		Doc: "The first instant of the day.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("date", symbol.Datetimes, "The point in time."),
				opt(arg("offset", symbol.SetOf(symbol.Long), "How many periods later, or earlier when negative; 0 when left out.")),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.AnyScalar, symbol.AnyScalar}, "kql_startofday($1, $2)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_startofday($1, 0)"},
		}},
		Examples: []Example{
			{Query: "print startofday(datetime(2024-05-15 13:45:30)), startofday(datetime(2024-05-15 13:45:30), -1)"},
		},
	},
	{
		Name: "startofweek", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The first instant of the week, which begins on Sunday.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("date", symbol.Datetimes, "The point in time."),
				opt(arg("offset", symbol.SetOf(symbol.Long), "How many periods later, or earlier when negative; 0 when left out.")),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.AnyScalar, symbol.AnyScalar}, "kql_startofweek($1, $2)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_startofweek($1, 0)"},
		}},
		Examples: []Example{
			{Query: "print startofweek(datetime(2024-05-15 13:45:30)), startofweek(datetime(2024-05-15 13:45:30), -1)"},
		},
	},
	{
		Name: "startofmonth", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The first instant of the month.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("date", symbol.Datetimes, "The point in time."),
				opt(arg("offset", symbol.SetOf(symbol.Long), "How many periods later, or earlier when negative; 0 when left out.")),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.AnyScalar, symbol.AnyScalar}, "kql_startofmonth($1, $2)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_startofmonth($1, 0)"},
		}},
		Examples: []Example{
			{Query: "print startofmonth(datetime(2024-05-15 13:45:30)), startofmonth(datetime(2024-05-15 13:45:30), -1)"},
		},
	},
	{
		Name: "startofyear", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The first instant of the year.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("date", symbol.Datetimes, "The point in time."),
				opt(arg("offset", symbol.SetOf(symbol.Long), "How many periods later, or earlier when negative; 0 when left out.")),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.AnyScalar, symbol.AnyScalar}, "kql_startofyear($1, $2)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_startofyear($1, 0)"},
		}},
		Examples: []Example{
			{Query: "print startofyear(datetime(2024-05-15 13:45:30)), startofyear(datetime(2024-05-15 13:45:30), -1)"},
		},
	},
	{
		Name: "endofday", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The last instant of the day.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("date", symbol.Datetimes, "The point in time."),
				opt(arg("offset", symbol.SetOf(symbol.Long), "How many periods later, or earlier when negative; 0 when left out.")),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.AnyScalar, symbol.AnyScalar}, "kql_endofday($1, $2)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_endofday($1, 0)"},
		}},
		Examples: []Example{
			{Query: "print endofday(datetime(2024-05-15 13:45:30)), endofday(datetime(2024-05-15 13:45:30), -1)"},
		},
	},
	{
		Name: "endofweek", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The last instant of the week, which ends on Saturday.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("date", symbol.Datetimes, "The point in time."),
				opt(arg("offset", symbol.SetOf(symbol.Long), "How many periods later, or earlier when negative; 0 when left out.")),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.AnyScalar, symbol.AnyScalar}, "kql_endofweek($1, $2)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_endofweek($1, 0)"},
		}},
		Examples: []Example{
			{Query: "print endofweek(datetime(2024-05-15 13:45:30)), endofweek(datetime(2024-05-15 13:45:30), -1)"},
		},
	},
	{
		Name: "endofmonth", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The last instant of the month.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("date", symbol.Datetimes, "The point in time."),
				opt(arg("offset", symbol.SetOf(symbol.Long), "How many periods later, or earlier when negative; 0 when left out.")),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.AnyScalar, symbol.AnyScalar}, "kql_endofmonth($1, $2)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_endofmonth($1, 0)"},
		}},
		Examples: []Example{
			{Query: "print endofmonth(datetime(2024-05-15 13:45:30)), endofmonth(datetime(2024-05-15 13:45:30), -1)"},
		},
	},
	{
		Name: "endofyear", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The last instant of the year.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("date", symbol.Datetimes, "The point in time."),
				opt(arg("offset", symbol.SetOf(symbol.Long), "How many periods later, or earlier when negative; 0 when left out.")),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.AnyScalar, symbol.AnyScalar}, "kql_endofyear($1, $2)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_endofyear($1, 0)"},
		}},
		Examples: []Example{
			{Query: "print endofyear(datetime(2024-05-15 13:45:30)), endofyear(datetime(2024-05-15 13:45:30), -1)"},
		},
	},
	{
		Name: "dayofweek", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "How far into the week the day is, as a timespan of whole days since Sunday.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Timespan),
				arg("date", symbol.Datetimes, "The point in time."),
			),
		},
		Local: Local{SQL: "kql_dayofweek($1)"},
		Examples: []Example{
			{Query: "print dayofweek(datetime(2024-05-15 13:45:30))"},
		},
	},
	{
		Name: "dayofmonth", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The day of the month, from 1.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Int),
				arg("date", symbol.Datetimes, "The point in time."),
			),
		},
		Local: Local{SQL: "day(kql_ts($1))::INTEGER"},
		Examples: []Example{
			{Query: "print dayofmonth(datetime(2024-05-15 13:45:30))"},
		},
	},
	{
		Name: "dayofyear", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The day of the year, from 1.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Int),
				arg("date", symbol.Datetimes, "The point in time."),
			),
		},
		Local: Local{SQL: "dayofyear(kql_ts($1))::INTEGER"},
		Examples: []Example{
			{Query: "print dayofyear(datetime(2024-05-15 13:45:30))"},
		},
	},
	{
		Name: "hourofday", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The hour of the day, from 0 to 23.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Int),
				arg("date", symbol.Datetimes, "The point in time."),
			),
		},
		Local: Local{SQL: "($1 % 864000000000 // 36000000000)::INTEGER"},
		Examples: []Example{
			{Query: "print hourofday(datetime(2024-05-15 13:45:30))"},
		},
	},
	{
		Name: "monthofyear", Kind: Scalar, Family: "datetime", Aliases: []string{"getmonth"}, Constant: true,
		Doc: "The month of the year, from 1.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Int),
				arg("date", symbol.Datetimes, "The point in time."),
			),
		},
		Local: Local{SQL: "month(kql_ts($1))::INTEGER"},
		Examples: []Example{
			{Query: "print monthofyear(datetime(2024-05-15 13:45:30))"},
		},
	},
	{
		Name: "getyear", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The year.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Int),
				arg("date", symbol.Datetimes, "The point in time."),
			),
		},
		Local: Local{SQL: "year(kql_ts($1))::INTEGER"},
		Examples: []Example{
			{Query: "print getyear(datetime(2024-05-15 13:45:30))"},
		},
	},
	{
		Name: "week_of_year", Kind: Scalar, Family: "datetime", Obsolete: []string{"weekofyear"}, Constant: true,
		Doc: "The number of the week in its year by ISO 8601: week 1 has the first Thursday.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Int),
				arg("date", symbol.Datetimes, "The point in time."),
			),
		},
		Local: Local{SQL: "week(kql_ts($1))::INTEGER"},
		Examples: []Example{
			{Query: "print week_of_year(datetime(2024-05-15 13:45:30))"},
		},
	},
	{
		Name: "datetime_part", Kind: Scalar, Family: "datetime", Obsolete: []string{"datepart"}, Constant: true,
		Doc: "One part of a point in time, as a number.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Int),
				only(need(symbol.NeedLiteral, arg("part", symbol.Strings, "The name of the unit.")), "year", "quarter", "month", "week_of_year", "day", "dayofyear", "hour", "minute", "second", "millisecond", "microsecond", "nanosecond"),
				arg("date", symbol.Datetimes, "The point in time."),
			),
		},
		Local: Local{SQL: "kql_datetime_part($1, $2)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print datetime_part("month", datetime(2024-05-15 13:45:30))`},
		},
	},
	{
		Name: "datetime_add", Kind: Scalar, Family: "datetime", Constant: true,
		Doc:     "Adds a count of years, months, days or other units to a point in time.",
		Returns: "Days that the new month does not have become its last day.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				only(need(symbol.NeedLiteral, arg("part", symbol.Strings, "The name of the unit.")), "year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond", "nanosecond"),
				arg("value", symbol.Integers, "How many units; negative ones go back."),
				arg("datetime", symbol.Datetimes, "The point in time."),
			),
		},
		Local: Local{SQL: "kql_datetime_add($1, $2::BIGINT, $3)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print datetime_add("month", 1, datetime(2024-01-31))`},
		},
	},
	{
		Name: "datetime_diff", Kind: Scalar, Family: "datetime", Constant: true,
		Doc:     "How many boundaries of a unit lie between two points in time.",
		Returns: "Positive when the first is the later one. 23:59 and 00:01 of the next day are one day apart.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Long),
				only(need(symbol.NeedLiteral, arg("part", symbol.Strings, "The name of the unit.")), "year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond", "nanosecond"),
				arg("datetime1", symbol.Datetimes, "The point in time to count to."),
				arg("datetime2", symbol.Datetimes, "The point in time to count from."),
			),
		},
		Local: Local{SQL: "kql_datetime_diff($1, $2, $3)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print datetime_diff("day", datetime(2024-05-02 00:01), datetime(2024-05-01 23:59))`},
		},
	},
	{
		Name: "make_datetime", Kind: Scalar, Family: "datetime", Naming: NameOfOnlyArg, Constant: true,
		Doc:     "A point in time from its parts, or from a text or number.",
		Returns: "Null when the parts name no date.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("year", symbol.Numbers, "The year."),
				arg("month", symbol.Numbers, "The month, from 1 to 12."),
				arg("day", symbol.Numbers, "The day of the month, from 1."),
				opt(arg("hour", symbol.Numbers, "The hour, from 0 to 23.")),
				opt(arg("minute", symbol.Numbers, "The minute.")),
				opt(arg("second", symbol.Numbers, "The second, with fraction.")),
			),
			sig(symbol.Returns(symbol.Datetime),
				arg("value", symbol.AnyScalar, "What to read as a point in time."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Numbers, symbol.Numbers, symbol.Numbers, symbol.Numbers, symbol.Numbers, symbol.Numbers}, "kql_make_datetime($1::BIGINT, $2::BIGINT, $3::BIGINT, $4::BIGINT, $5::BIGINT, $6::DOUBLE)"},
			{[]symbol.Set{symbol.Numbers, symbol.Numbers, symbol.Numbers, symbol.Numbers, symbol.Numbers}, "kql_make_datetime($1::BIGINT, $2::BIGINT, $3::BIGINT, $4::BIGINT, $5::BIGINT, 0)"},
			{[]symbol.Set{symbol.Numbers, symbol.Numbers, symbol.Numbers, symbol.Numbers}, "kql_make_datetime($1::BIGINT, $2::BIGINT, $3::BIGINT, $4::BIGINT, 0, 0)"},
			{[]symbol.Set{symbol.Numbers, symbol.Numbers, symbol.Numbers}, "kql_make_datetime($1::BIGINT, $2::BIGINT, $3::BIGINT, 0, 0, 0)"},
			{[]symbol.Set{symbol.Strings}, "kql_text_datetime($1)"},
			{[]symbol.Set{symbol.Datetimes}, "$1"},
			{[]symbol.Set{symbol.Integers}, "$1::BIGINT"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print make_datetime(2024, 5, 1, 13, 45)"},
		},
	},
	{
		Name: "make_timespan", Kind: Scalar, Family: "datetime", Naming: NameOfOnlyArg, Constant: true,
		Doc: "A length of time from its parts.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Timespan),
				arg("days", symbol.Integers, "Days."),
				arg("hours", symbol.Integers, "Hours."),
				arg("minutes", symbol.Integers, "Minutes."),
				arg("seconds", symbol.Numbers, "Seconds."),
			),
			sig(symbol.Returns(symbol.Timespan),
				arg("hours", symbol.Integers, "Hours."),
				arg("minutes", symbol.Integers, "Minutes."),
				opt(arg("seconds", symbol.Numbers, "Seconds.")),
			),
			sig(symbol.Returns(symbol.Timespan),
				arg("value", symbol.AnyScalar, "What to read as a timespan."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers, symbol.Integers, symbol.Numbers, symbol.Numbers}, "kql_make_timespan($1, $2, $3, $4::DOUBLE)"},
			{[]symbol.Set{symbol.Integers, symbol.Integers, symbol.Numbers}, "kql_make_timespan(0, $1, $2, $3::DOUBLE)"},
			{[]symbol.Set{symbol.Integers, symbol.Integers}, "kql_make_timespan(0, $1, $2, 0)"},
			{[]symbol.Set{symbol.Strings}, "kql_text_timespan($1)"},
			{[]symbol.Set{symbol.Timespans}, "$1"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print make_timespan(1, 12, 30, 55)"},
		},
	},
	{
		Name: "unixtime_seconds_todatetime", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The point in time that lies a count of seconds after 1970-01-01.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("number", symbol.Numbers, "The count since 1970-01-01 UTC."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers}, "kql_unixtime($1, 10000000)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_unixtime_real($1::DOUBLE, 10000000)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print unixtime_seconds_todatetime(1714568400)"},
		},
	},
	{
		Name: "unixtime_milliseconds_todatetime", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The point in time that lies a count of milliseconds after 1970-01-01.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("number", symbol.Numbers, "The count since 1970-01-01 UTC."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers}, "kql_unixtime($1, 10000)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_unixtime_real($1::DOUBLE, 10000)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print unixtime_milliseconds_todatetime(1714568400123)"},
		},
	},
	{
		Name: "unixtime_microseconds_todatetime", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The point in time that lies a count of microseconds after 1970-01-01.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("number", symbol.Numbers, "The count since 1970-01-01 UTC."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers}, "kql_unixtime($1, 10)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_unixtime_real($1::DOUBLE, 10)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print unixtime_microseconds_todatetime(1714568400123456)"},
		},
	},
	{
		Name: "unixtime_nanoseconds_todatetime", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The point in time that lies a count of nanoseconds after 1970-01-01.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("number", symbol.Numbers, "The count since 1970-01-01 UTC."),
			),
		},
		Local: Local{Cases: []Case{
			{[]symbol.Set{symbol.Integers}, "kql_clock($1::BIGINT // 100 + 621355968000000000)"},
			{[]symbol.Set{symbol.AnyScalar}, "kql_unixtime_real($1::DOUBLE, 0.01)"},
		}, Nulls: NullMaybe},
		Examples: []Example{
			{Query: "print unixtime_nanoseconds_todatetime(1714568400123456700)"},
		},
	},
	{
		Name: "format_datetime", Kind: Scalar, Family: "datetime", Naming: NameOfArg, Constant: true,
		Doc:     "Text of a point in time in a chosen pattern.",
		Returns: "Pattern letters: y M d h H m s f F t, each repeated for width; other characters stand for themselves.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("date", symbol.Datetimes, "The point in time."),
				need(symbol.NeedLiteral, arg("format", symbol.Strings, `The pattern, such as "yyyy-MM-dd HH:mm".`)),
			),
		},
		Local: Local{SQL: "kql_format_datetime($1, $2)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print format_datetime(datetime(2024-05-15 13:45:30), "yyyy-MM-dd [HH:mm:ss]")`},
		},
	},
	{
		Name: "format_timespan", Kind: Scalar, Family: "datetime", Naming: NameOfArg, Constant: true,
		Doc:     "Text of a length of time in a chosen pattern.",
		Returns: "Pattern letters: d h H m s f F, each repeated for width; other characters stand for themselves.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.String),
				arg("timespan", symbol.Timespans, "The length of time."),
				need(symbol.NeedLiteral, arg("format", symbol.Strings, `The pattern, such as "d.hh:mm".`)),
			),
		},
		Local: Local{Emit: "format_timespan", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print format_timespan(time(29.09:00:05.12345), "dd.hh:mm:ss [FF]")`},
		},
	},
	{
		Name: "datetime_local_to_utc", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The UTC time of a local time in a time zone.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("from", symbol.Datetimes, "The local time."),
				arg("timezone", symbol.Strings, `The name of the zone, such as "Europe/Paris".`),
			),
		},
		Local: Local{SQL: "kql_local_to_utc($1, $2)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print datetime_local_to_utc(datetime(2024-05-15 13:45:30), "Europe/Paris")`},
		},
	},
	{
		Name: "datetime_utc_to_local", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The local time in a time zone of a UTC time.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Datetime),
				arg("from", symbol.Datetimes, "The UTC time."),
				arg("timezone", symbol.Strings, `The name of the zone, such as "Europe/Paris".`),
			),
		},
		Local: Local{SQL: "kql_utc_to_local($1, $2)", Nulls: NullMaybe},
		Examples: []Example{
			{Query: `print datetime_utc_to_local(datetime(2024-05-15 13:45:30), "America/New_York")`},
		},
	},
	{
		Name: "datetime_list_timezones", Kind: Scalar, Family: "datetime", Constant: true,
		Doc: "The names of all time zones, as an array.",
		Sigs: []symbol.Signature{
			sig(symbol.Returns(symbol.Dynamic)),
		},
		Local:    Local{SQL: zoneNames, Nulls: NullNever},
		Examples: []Example{{Query: `print array_length(datetime_list_timezones()) > 400`}},
	},
}

// zoneNames lists the time zones of the IANA database. The library that knows them also knows abbreviations of three
// letters and names that are gone from the database; these are left out.
const zoneNames = "(SELECT to_json(list(name ORDER BY name))::VARCHAR FROM (SELECT DISTINCT name FROM pg_timezone_names()) " +
	"WHERE (length(name) > 3 OR name IN ('CET', 'EET', 'EST', 'GB', 'GMT', 'HST', 'MET', 'MST', 'NZ', 'PRC', 'ROC', 'ROK', 'UCT', 'UTC', 'WET')) " +
	"AND name NOT LIKE 'SystemV/%' AND name NOT IN ('Canada/East-Saskatchewan', 'US/Pacific-New'))"
