package duckdb

import (
	"context"
	"testing"
)

// sqlCases compares SQL expressions with their texts; NULL is "NULL".
func sqlCases(t *testing.T, cases [][2]string) {
	t.Helper()
	e := open(t)
	c, err := e.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer e.release(c)
	for _, tc := range cases {
		got, err := c.strings(context.Background(), "SELECT coalesce(("+tc[0]+")::VARCHAR, 'NULL')")
		if err != nil {
			t.Errorf("%s: %v", tc[0], err)
			continue
		}
		if got[0][0] != tc[1] {
			t.Errorf("%s is %s, want %s", tc[0], got[0][0], tc[1])
		}
	}
}

func TestMath(t *testing.T) {
	sqlCases(t, [][2]string{
		{"kql_abs(-5)", "5"}, {"kql_abs((-9223372036854775808)::BIGINT)", "-9223372036854775808"},
		{"kql_sqrt(16::DOUBLE)", "4.0"}, {"kql_sqrt(-1::DOUBLE)", "nan"}, {"kql_sqrt(NULL::DOUBLE)", "NULL"},
		{"kql_ln(0::DOUBLE)", "-inf"}, {"kql_ln(-1::DOUBLE)", "nan"}, {"kql_ln('nan'::DOUBLE)", "nan"}, {"kql_ln(NULL::DOUBLE)", "NULL"},
		{"kql_log2(8::DOUBLE)", "3.0"}, {"kql_log10(1000::DOUBLE)", "3.0"},
		{"kql_sin('inf'::DOUBLE)", "nan"}, {"kql_cos('-inf'::DOUBLE)", "nan"}, {"kql_tan('inf'::DOUBLE)", "nan"}, {"kql_sin(0::DOUBLE)", "0.0"},
		{"kql_asin(2::DOUBLE)", "nan"}, {"kql_acos(1::DOUBLE)", "0.0"}, {"kql_acos('nan'::DOUBLE)", "nan"},
		{"kql_pow(2::DOUBLE, 0.5::DOUBLE)", "1.4142135623730951"}, {"kql_pow(-8::DOUBLE, (1/3)::DOUBLE)", "nan"},
		{"kql_gamma(5::DOUBLE)", "24.0"}, {"kql_loggamma(1::DOUBLE)", "0.0"}, {"round(kql_erf(0.5::DOUBLE), 10)", "0.5204998778"},
		{"round(kql_erfc(0.5::DOUBLE), 10)", "0.4795001222"},
		{"kql_shift_left(1, 4)", "16"}, {"kql_shift_left(1, 65)", "2"}, {"kql_shift_left(1, 63)", "-9223372036854775808"},
		{"kql_min_real([3, 1.5, NULL]::DOUBLE[])", "1.5"}, {"kql_min_real([3, 'nan'::DOUBLE, 1])", "nan"}, {"kql_min_real([NULL]::DOUBLE[])", "NULL"},
		{"kql_decimal_times(1.5::DECIMAL(38,18), (-2.25)::DECIMAL(38,18))", "-3.375000000000000000"},
		{"kql_decimal_over(1::DECIMAL(38,18), 3::DECIMAL(38,18))", "0.333333333333333333"}, {"kql_decimal_over(1::DECIMAL(38,18), 0::DECIMAL(38,18))", "NULL"},
		{"floor(random() * 6) < 6", "true"}, {"bit_count(42::BIGINT)", "3"}, {"(-16::BIGINT >> 2)", "-4"},
	})
}

func TestBins(t *testing.T) {
	sqlCases(t, [][2]string{
		{"kql_bin_long(17, 5)", "15"}, {"kql_bin_long(-5, 2)", "-6"}, {"kql_bin_long(-6, 2)", "-6"}, {"kql_bin_long(5, 0)", "NULL"}, {"kql_bin_long(5, -2)", "NULL"},
		{"kql_bin_real(4.7::DOUBLE, 0.5::DOUBLE)", "4.5"}, {"kql_bin_real(-4.7::DOUBLE, 0.5::DOUBLE)", "-5.0"},
		{"kql_bin_decimal(4.7::DECIMAL(38,18), 0.5::DECIMAL(38,18))", "4.500000000000000000"},
		{"kql_datetime_text(kql_bin_datetime(kql_text_datetime('2007-03-09'), 30 * 864000000000))", "2007-02-14T00:00:00.0000000Z"},
		{"kql_bin_at_long(7, 5, 1)", "6"}, {"kql_bin_at_long(-1, 5, 1)", "-4"}, {"kql_bin_at_real(6.5::DOUBLE, 2.5::DOUBLE, 7::DOUBLE)", "4.5"},
	})
}

func TestDistributions(t *testing.T) {
	sqlCases(t, [][2]string{
		// With shapes 1 and 1 the distribution is uniform; with 2 and 1 the density is 2x.
		{"round(kql_beta_cdf(0.3::DOUBLE, 1::DOUBLE, 1::DOUBLE), 12)", "0.3"}, {"round(kql_beta_cdf(0.5::DOUBLE, 2::DOUBLE, 1::DOUBLE), 12)", "0.25"},
		{"round(kql_beta_pdf(0.5::DOUBLE, 2::DOUBLE, 1::DOUBLE), 12)", "1.0"}, {"round(kql_beta_inv(0.25::DOUBLE, 2::DOUBLE, 1::DOUBLE), 12)", "0.5"},
		{"kql_beta_cdf(2::DOUBLE, 1::DOUBLE, 1::DOUBLE)", "nan"}, {"kql_beta_inv(0.5::DOUBLE, -1::DOUBLE, 1::DOUBLE)", "nan"},
		// Equal means are as likely as can be; far means are not.
		{"round(kql_welch_test(5::DOUBLE, 2::DOUBLE, 10::DOUBLE, 5::DOUBLE, 2::DOUBLE, 10::DOUBLE), 9)", "1.0"},
		{"kql_welch_test(50::DOUBLE, 2::DOUBLE, 10::DOUBLE, 5::DOUBLE, 2::DOUBLE, 10::DOUBLE) < 1e-9", "true"},
	})
}

func TestUnits(t *testing.T) {
	sqlCases(t, [][2]string{
		{"kql_convert_length(1::DOUBLE, 'Mile', 'Meter')", "1609.344"}, {"kql_convert_length(1::DOUBLE, 'Cubit', 'Meter')", "NULL"},
		{"round(kql_convert_angle(180::DOUBLE, 'Degree', 'Radian'), 9)", "3.141592654"}, {"kql_convert_mass(1::DOUBLE, 'Pound', 'Gram')", "453.59237"},
		{"kql_convert_temperature(100::DOUBLE, 'DegreeCelsius', 'DegreeFahrenheit')", "212.0"}, {"kql_convert_temperature(0::DOUBLE, 'Kelvin', 'DegreeCelsius')", "-273.15"},
		{"kql_convert_speed(36::DOUBLE, 'KilometerPerHour', 'MeterPerSecond')", "10.0"}, {"kql_convert_energy(1::DOUBLE, 'KilowattHour', 'Joule')", "3600000.0"},
		{"kql_convert_force(1::DOUBLE, 'Kilonewton', 'Newton')", "1000.0"}, {"round(kql_convert_volume(1::DOUBLE, 'UsGallon', 'Liter'), 9)", "3.785411784"},
		{"kql_convert_volume(1::DOUBLE, 'Liter', '')", "NULL"},
	})
	// Every unit that a row offers is known.
	for name, table := range map[string]map[string]float64{"convert_angle": angles, "convert_energy": energies, "convert_force": forces, "convert_length": lengths,
		"convert_mass": masses, "convert_speed": speeds, "convert_volume": volumes} {
		for _, u := range offered(t, name) {
			if table[u] == 0 {
				t.Errorf("%s does not know %s", name, u)
			}
		}
	}
	for _, u := range offered(t, "convert_temperature") {
		if _, ok := temperatures[u]; !ok {
			t.Errorf("convert_temperature does not know %s", u)
		}
	}
}
