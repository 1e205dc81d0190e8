package duckdb

import "testing"

// at writes a datetime for SQL.
func dt(s string) string { return "kql_text_datetime('" + s + "')" }

func dtText(sql string) string { return "kql_datetime_text(" + sql + ")" }

func TestTextDatetime(t *testing.T) {
	const want = "2014-11-08T15:05:02.0000000Z"
	for _, s := range []string{"2014-11-08T15:05:02Z", "2014-11-08 15:05:02", "2014/11/08 15:05:02", "2014-11-08T15:05:02.000", "2014-11-08T17:05:02+02:00", "2014-11-08T10:35:02-0430",
		"Sat, 8 Nov 14 15:05:02 GMT", "8 Nov 2014 15:05:02", "Saturday, 08-Nov-14 15:05:02 UTC", "11/8/2014 3:05:02 PM", "Nov 8, 2014 15:05:02", "November 8 2014 15:05:02", "20141108 15:05:02"} {
		got := textDatetime(s)
		if got.null {
			t.Errorf("%q is null", s)
			continue
		}
		sqlTextIs(t, s, got.v, want)
	}
	for s, want := range map[string]string{"2014-11-08": "2014-11-08T00:00:00.0000000Z", "2014-11": "2014-11-01T00:00:00.0000000Z", "2014": "2014-01-01T00:00:00.0000000Z",
		"2014-11-08 15:05": "2014-11-08T15:05:00.0000000Z", "2014-11-08 00:00:00.12345678": "2014-11-08T00:00:00.1234567Z", "1/2/1999 12:30 AM": "1999-01-02T00:30:00.0000000Z",
		"0001-01-01": "0001-01-01T00:00:00.0000000Z", "9999-12-31 23:59:59.9999999": "9999-12-31T23:59:59.9999999Z", "2024-02-29": "2024-02-29T00:00:00.0000000Z"} {
		if got := textDatetime(s); got.null {
			t.Errorf("%q is null", s)
		} else {
			sqlTextIs(t, s, got.v, want)
		}
	}
	for _, s := range []string{"", "not a date", "2014-13-01", "2023-02-29", "2014-11-08T25:00", "12", "1.5", "2014-11-08x", "Foo 8, 2014", "0000-01-01", "10000-01-01", "2014-11-08 15:05 XX", "---", "8 Foo 2014", "Sat,", "Sat, Sun, 8 Nov 2014"} {
		if got := textDatetime(s); !got.null {
			t.Errorf("%q is %d, want null", s, got.v)
		}
	}
}

func sqlTextIs(t *testing.T, what string, ticks int64, want string) {
	t.Helper()
	if got := formatDatetime(ticks, "yyyy-MM-ddTHH:mm:ss.fffffffZ"); got != want {
		t.Errorf("%q is %s, want %s", what, got, want)
	}
}

func TestTextTimespan(t *testing.T) {
	for s, want := range map[string]int64{"1.02:03:04.5": 937845000000, "-00:30:00": -18000000000, "13:00": 468000000000, "2": 2 * ticksPerDay, "90m": 90 * ticksPerMinute, "1.5h": 54000000000,
		"1d": ticksPerDay, "100ms": 1000000, "3 tick": 3, "-2 days": -2 * ticksPerDay, "00:00:00.0000001": 1} {
		if got := textTimespan(s); got.null || got.v != want {
			t.Errorf("%q is %v, want %d", s, got, want)
		}
	}
	for _, s := range []string{"", "x", "25:00", "1:60", "1:2:3:4", "5 fortnights", "1..2", "999999999999d", "1.5"} {
		if got := textTimespan(s); !got.null {
			t.Errorf("%q is %d, want null", s, got.v)
		}
	}
}

func TestCalendar(t *testing.T) {
	wed := dt("2024-05-15 13:45:30.1234567")
	sqlCases(t, [][2]string{
		{dtText("kql_startofday(" + wed + ", 0)"), "2024-05-15T00:00:00.0000000Z"}, {dtText("kql_startofday(" + wed + ", -1)"), "2024-05-14T00:00:00.0000000Z"},
		{dtText("kql_startofweek(" + wed + ", 0)"), "2024-05-12T00:00:00.0000000Z"}, {dtText("kql_startofweek(" + dt("2024-05-12") + ", 0)"), "2024-05-12T00:00:00.0000000Z"},
		{dtText("kql_endofweek(" + wed + ", 0)"), "2024-05-18T23:59:59.9999999Z"}, {dtText("kql_startofmonth(" + wed + ", 9)"), "2025-02-01T00:00:00.0000000Z"},
		{dtText("kql_endofmonth(" + dt("2024-02-10") + ", 0)"), "2024-02-29T23:59:59.9999999Z"}, {dtText("kql_startofyear(" + wed + ", -1)"), "2023-01-01T00:00:00.0000000Z"},
		{dtText("kql_endofyear(" + wed + ", 0)"), "2024-12-31T23:59:59.9999999Z"}, {dtText("kql_endofmonth(" + dt("9999-12-31") + ", 0)"), "9999-12-31T23:59:59.9999999Z"},
		{"kql_endofmonth(" + dt("9999-12-31") + ", 1)", "NULL"}, {dtText("kql_startofmonth(" + dt("0001-01-20") + ", 0)"), "0001-01-01T00:00:00.0000000Z"},
		{"kql_timespan_text(kql_dayofweek(" + wed + "))", "3.00:00:00"}, {"kql_timespan_text(kql_dayofweek(" + dt("2024-05-12") + "))", "00:00:00"},
		{"kql_datetime_part('Year', " + wed + ")", "2024"}, {"kql_datetime_part('quarter', " + wed + ")", "2"}, {"kql_datetime_part('week_of_year', " + dt("2016-01-01") + ")", "53"},
		{"kql_datetime_part('dayofyear', " + wed + ")", "136"}, {"kql_datetime_part('hour', " + wed + ")", "13"}, {"kql_datetime_part('minute', " + wed + ")", "45"}, {"kql_datetime_part('second', " + wed + ")", "30"},
		{"kql_datetime_part('millisecond', " + wed + ")", "123"}, {"kql_datetime_part('microsecond', " + wed + ")", "123456"}, {"kql_datetime_part('nanosecond', " + wed + ")", "123456700"},
		{dtText("kql_datetime_add('month', 1, " + dt("2024-01-31 00:00:00.0000001") + ")"), "2024-02-29T00:00:00.0000001Z"}, {dtText("kql_datetime_add('quarter', -1, " + dt("1960-05-31") + ")"), "1960-02-29T00:00:00.0000000Z"},
		{dtText("kql_datetime_add('week', 2, " + wed + ")"), "2024-05-29T13:45:30.1234567Z"}, {"kql_datetime_add('year', 9000, " + wed + ")", "NULL"}, {dtText("kql_datetime_add('nanosecond', 250, " + dt("2024-01-01") + ")"), "2024-01-01T00:00:00.0000002Z"},
		{"kql_datetime_diff('year', " + dt("2024-01-01") + ", " + dt("2023-12-31") + ")", "1"}, {"kql_datetime_diff('month', " + dt("2024-01-01") + ", " + dt("2023-11-30") + ")", "2"},
		{"kql_datetime_diff('quarter', " + dt("2024-04-01") + ", " + dt("2024-03-31") + ")", "1"}, {"kql_datetime_diff('week', " + dt("2024-05-12") + ", " + dt("2024-05-11") + ")", "1"},
		{"kql_datetime_diff('week', " + dt("2024-05-18") + ", " + dt("2024-05-12") + ")", "0"}, {"kql_datetime_diff('day', " + dt("2024-05-02 00:01") + ", " + dt("2024-05-01 23:59") + ")", "1"},
		{"kql_datetime_diff('hour', " + dt("2024-05-01 23:59") + ", " + dt("2024-05-02 00:01") + ")", "-1"}, {"kql_datetime_diff('second', " + dt("2024-05-02") + ", " + dt("2024-05-01") + ")", "86400"},
		{"kql_datetime_diff('nanosecond', " + dt("2024-05-01 00:00:00.0000001") + ", " + dt("2024-05-01") + ")", "100"},
		{dtText("kql_make_datetime(2024, 5, 1, 13, 45, 1.5)"), "2024-05-01T13:45:01.5000000Z"}, {"kql_make_datetime(2024, 2, 30, 0, 0, 0)", "NULL"}, {"kql_make_datetime(2024, 2, 1, 24, 0, 0)", "NULL"},
		{"kql_timespan_text(kql_make_timespan(1, 12, 30, 55.5))", "1.12:30:55.5000000"},
		{dtText("kql_unixtime(1714568400, 10000000)"), "2024-05-01T13:00:00.0000000Z"}, {"kql_unixtime(9000000000000000000, 10000000)", "NULL"}, {dtText("kql_unixtime(-1, 10000000)"), "1969-12-31T23:59:59.0000000Z"},
		{dtText("kql_unixtime_real(0.5::DOUBLE, 10000000)"), "1970-01-01T00:00:00.5000000Z"}, {"kql_clock(-1)", "NULL"},
		{dtText("kql_utc_to_local(" + wed + ", 'Europe/Paris')"), "2024-05-15T15:45:30.1234567Z"}, {dtText("kql_local_to_utc(" + wed + ", 'America/New_York')"), "2024-05-15T17:45:30.1234567Z"}, {"kql_utc_to_local(" + wed + ", 'Nowhere')", "NULL"},
	})
}

func TestFormat(t *testing.T) {
	at := textDatetime("2007-03-09 15:04:03.1200").v
	for pattern, want := range map[string]string{"yyyy-MM-dd HH:mm:ss": "2007-03-09 15:04:03", "y-M-d": "7-3-9", "yy": "07", "ddd": "099", "MMMM": "0303", "h:mm tt": "3:04 PM", "FFFF": "12", "fff": "120", "fffffffff": "120000012", "": ""} {
		if got := formatDatetime(at, pattern); got != want {
			t.Errorf("datetime as %q is %q, want %q", pattern, got, want)
		}
	}
	if got := formatDatetime(textDatetime("2020-01-01 00:30").v, "hh:mm tt"); got != "12:30 AM" {
		t.Errorf("half past midnight is %q", got)
	}
	span := textTimespan("29.09:00:05.12345").v
	for pattern, want := range map[string]string{"dd.hh:mm:ss [FF]": "29.09:00:05 [12]", "ddd.h:mm:ss [fffffff]": "029.9:00:05 [1234500]", "H": "9"} {
		if got := formatTimespan(span, pattern); got != want {
			t.Errorf("timespan as %q is %q, want %q", pattern, got, want)
		}
	}
}

func FuzzTextDatetime(f *testing.F) {
	f.Add("2014-11-08T15:05:02Z")
	f.Add("Sat, 8 Nov 14 15:05:02 GMT")
	f.Add("1.02:03:04.5")
	f.Fuzz(func(t *testing.T, s string) {
		if got := textDatetime(s); !got.null && (got.v < 0 || got.v >= endOfTime) {
			t.Errorf("%q is %d, which is no time", s, got.v)
		}
		textTimespan(s)
		formatDatetime(0, s)
		formatTimespan(-1, s)
	})
}
