package duckdb

import (
	"math"
	"math/cmplx"
	"strings"
	"testing"
)

func TestFourier(t *testing.T) {
	for n := 1; n <= 24; n++ {
		in := make([]complex128, n)
		for i := range in {
			in[i] = complex(float64(i*i%7), float64(i%3))
		}
		out := fft(in, -1)
		for k := range out {
			var want complex128
			for j, x := range in {
				want += x * cmplx.Exp(complex(0, -2*math.Pi*float64(j*k)/float64(n)))
			}
			if cmplx.Abs(out[k]-want) > 1e-9 {
				t.Fatalf("length %d, element %d: got %v, want %v", n, k, out[k], want)
			}
		}
		for i, z := range fft(out, 1) {
			if cmplx.Abs(z/complex(float64(n), 0)-in[i]) > 1e-9 {
				t.Fatalf("length %d: element %d does not come back: %v", n, i, z)
			}
		}
	}
}

func TestFitPolynomial(t *testing.T) {
	var xs, ys []float64
	for i := range 40 {
		x := float64(1000 + 3*i)
		xs, ys = append(xs, x), append(ys, 2*x*x-5*x+7)
	}
	c, ok := fitPolynomial(xs, ys, 2)
	if !ok || len(c) != 3 {
		t.Fatalf("got %v", c)
	}
	for _, x := range xs {
		got, want := (c[0]*x+c[1])*x+c[2], 2*x*x-5*x+7
		if math.Abs(got-want) > 1e-6*want {
			t.Errorf("at %v: got %v, want %v", x, got, want)
		}
	}
	if _, ok := fitPolynomial([]float64{1, 1, 1}, []float64{1, 2, 3}, 2); ok {
		t.Error("a polynomial through one place")
	}
}

func TestPeriods(t *testing.T) {
	var weekly, noise []float64
	x := uint64(1)
	for i := range 140 {
		x = x*6364136223846793005 + 1442695040888963407
		r := float64(x>>40) / (1 << 24)
		noise = append(noise, r)
		weekly = append(weekly, 10*math.Sin(2*math.Pi*float64(i)/14)+r)
	}
	if got := periods(weekly, 2, 50, 2); len(got) == 0 || got[0].period != 14 || got[0].score < 0.9 {
		t.Errorf("a period of 14: got %v", got)
	}
	if p := period(noise, -1, seasonThreshold); p != 0 {
		t.Errorf("noise has a season of %d", p)
	}
	if periodScore(weekly, 14) <= periodScore(weekly, 9) {
		t.Error("9 fits better than 14")
	}
	p := decompose(weekly, -1, "avg", 28, seasonThreshold)
	for i := 112; i < 140; i++ {
		if math.Abs(p.residual[i]) > 2.5 {
			t.Errorf("point %d is predicted as %v, is %v", i, p.baseline[i], weekly[i])
		}
	}
}

func TestOutliers(t *testing.T) {
	xs := []float64{5, 6, 5, 7, math.NaN(), 6, 5, 60, 6, 7, 5, -40}
	for i, s := range outliers(xs, math.NaN(), 25, 75, 0) {
		if want := i == 7 && s > 1.5 || i == 11 && s < -1.5 || i != 7 && i != 11 && math.Abs(s) < 1.5; !want {
			t.Errorf("point %d (%v) has the score %v", i, xs[i], s)
		}
	}
}

// What is no series, or has impossible arguments, gives null rather than a failure.
func TestSeriesModelBadInput(t *testing.T) {
	e := open(t)
	for _, call := range []string{
		`kql_series_fft('5')`, `kql_series_fft('[1,2]', '[1]')`, `kql_series_fit_poly('[]')`, `kql_series_fit_poly('[1,2]', NULL, '9')`, `kql_series_fit_poly('[1,2,3]', '[1]')`,
		`kql_series_outliers('{}')`, `kql_series_outliers('[1]', NULL, NULL, '90', '10')`, `kql_series_decompose('x')`, `kql_series_seasonal(NULL)`,
		`kql_series_periods_detect('[1,2,3]', '1', '2', '1000000')`, `kql_series_periods_validate('3')`, `kql_series_decompose_forecast('{}', '2')`,
	} {
		if got, err := ask(t, e, "SELECT coalesce("+call+", 'null')"); err != nil || got != "null" {
			t.Errorf("%s: got %q, %v", call, got, err)
		}
	}
	for _, call := range []string{
		`kql_series_decompose('[]')`, `kql_series_decompose('[null,null]')`, `kql_series_decompose('[1,2,3]', '-1', '"linefit"', '100')`, `kql_series_decompose_anomalies('[1]')`,
		`kql_series_seasonal('[1,2]', '1e300')`, `kql_series_outliers('[]')`, `kql_series_periods_detect('[1,2,3,4,5]', '"x"', '1e300', '3')`, `kql_series_fft('[]')`,
	} {
		if got, err := ask(t, e, "SELECT "+call); err != nil || strings.Contains(got, "rror") {
			t.Errorf("%s: got %q, %v", call, got, err)
		}
	}
}
