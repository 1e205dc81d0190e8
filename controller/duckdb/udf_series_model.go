package duckdb

import (
	"math"
	"slices"
	"strconv"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

// These functions take their arguments after the series as dynamics, so that each may be left out or null.
var seriesModelFunctions = []*goFunction{
	fn1v("kql_series_seasonal", func(d string, more []opt[string]) opt[string] {
		xs, ok := numbers(d)
		if !ok {
			return none[string]()
		}
		learn := learned(xs, int(numberOr(more, 1, 0)))
		return some(seriesText(seasonal(learn, period(learn, numberOr(more, 0, -1), seasonThreshold), len(xs))))
	}),
	fn1v("kql_series_decompose", func(d string, more []opt[string]) opt[string] {
		xs, ok := numbers(d)
		if !ok {
			return none[string]()
		}
		p := decompose(xs, numberOr(more, 0, -1), textOr(more, 1, "avg"), int(numberOr(more, 2, 0)), numberOr(more, 3, seasonThreshold))
		return some(dynjson.BagOf([]dynjson.Pair{
			{Key: "baseline", Value: seriesText(p.baseline)}, {Key: "seasonal", Value: seriesText(p.seasonal)},
			{Key: "trend", Value: seriesText(p.trend)}, {Key: "residual", Value: seriesText(p.residual)},
		}))
	}),
	fn2v("kql_series_decompose_forecast", func(d, points string, more []opt[string]) opt[string] {
		xs, ok := numbers(d)
		if !ok {
			return none[string]()
		}
		p := decompose(xs, numberOr(more, 0, -1), textOr(more, 1, "avg"), int(max(number(points), 0)), numberOr(more, 2, seasonThreshold))
		return some(dynjson.BagOf([]dynjson.Pair{
			{Key: "forecast", Value: seriesText(p.baseline)}, {Key: "seasonal", Value: seriesText(p.seasonal)},
			{Key: "trend", Value: seriesText(p.trend)}, {Key: "residual", Value: seriesText(p.residual)},
		}))
	}),
	fn1v("kql_series_decompose_anomalies", func(d string, more []opt[string]) opt[string] {
		xs, ok := numbers(d)
		if !ok {
			return none[string]()
		}
		threshold := numberOr(more, 0, 1.5)
		points := int(numberOr(more, 3, 0))
		p := decompose(xs, numberOr(more, 1, -1), textOr(more, 2, "avg"), points, numberOr(more, 5, seasonThreshold))
		low, high := 10.0, 90.0
		if textOr(more, 4, "ctukey") == "tukey" {
			low, high = 25, 75
		}
		scores := outliers(p.residual, math.NaN(), low, high, points)
		flags := make([]string, len(scores))
		for i, s := range scores {
			switch flags[i] = "0"; {
			case s > threshold:
				flags[i] = "1"
			case s < -threshold:
				flags[i] = "-1"
			}
		}
		return some(dynjson.BagOf([]dynjson.Pair{
			{Key: "ad_flag", Value: dynjson.ArrayOf(flags)}, {Key: "ad_score", Value: seriesText(scores)}, {Key: "baseline", Value: seriesText(p.baseline)},
		}))
	}),
	fn1v("kql_series_outliers", func(d string, more []opt[string]) opt[string] {
		xs, ok := numbers(d)
		if !ok {
			return none[string]()
		}
		low, high := numberOr(more, 2, 10), numberOr(more, 3, 90)
		if textOr(more, 0, "ctukey") == "tukey" {
			low, high = 25, 75
		}
		if !(low >= 2 && low < high && high <= 98) {
			return none[string]()
		}
		return some(seriesText(outliers(xs, numberOr(more, 1, math.NaN()), low, high, int(numberOr(more, 4, 0)))))
	}),
	fn4("kql_series_periods_detect", func(d, shortest, longest, count string) opt[string] {
		xs, ok := numbers(d)
		n := number(count)
		if !ok || !(n >= 0 && n <= maxPeriods) {
			return none[string]()
		}
		found := periods(xs, number(shortest), number(longest), int(n))
		return some(periodBag(append(found, make([]scored, int(n)-len(found))...)))
	}),
	fn1v("kql_series_periods_validate", func(d string, more []opt[string]) opt[string] {
		xs, ok := numbers(d)
		if !ok {
			return none[string]()
		}
		var out []scored
		for i := range more {
			p := numberOr(more, i, 0)
			out = append(out, scored{p, periodScore(xs, int(math.Round(p)))})
		}
		return some(periodBag(out))
	}),
}

// seasonThreshold is the score from which on a period counts. Source: the documentation of series_decompose().
const seasonThreshold = 0.6

// maxPeriods is how many periods series_periods_detect() looks for. Source: the documentation.
const maxPeriods = 16

func numberOr(args []opt[string], i int, otherwise float64) float64 {
	if i >= len(args) || args[i].null || dynjson.IsNull(args[i].v) {
		return otherwise
	}
	return number(args[i].v)
}

func textOr(args []opt[string], i int, otherwise string) string {
	if i >= len(args) || args[i].null || dynjson.KindOf(args[i].v) != dynjson.String {
		return otherwise
	}
	return dynjson.Unquote(args[i].v)
}

// learned is the part of a series that is learned from: all but the last points.
func learned(xs []float64, points int) []float64 {
	return xs[:len(xs)-min(max(points, 0), len(xs))]
}

// period is the given one; found when it is negative; 0 when there is none.
func period(xs []float64, given, threshold float64) int {
	switch {
	case math.IsNaN(given) || given > float64(len(xs)):
		return 0
	case given >= 0:
		return int(given)
	}
	// A season has some points, and is believed when it is seen three times.
	if found := periods(xs, 4, float64(len(xs)/3), 1); len(found) > 0 && found[0].score >= threshold {
		return int(found[0].period)
	}
	return 0
}

// seasonal repeats, over n points, the median of the points of each phase; zeros without a period.
func seasonal(xs []float64, period, n int) []float64 {
	out := make([]float64, n)
	if period < 1 {
		return out
	}
	for phase := range min(period, n) {
		var at []float64
		for i := phase; i < len(xs); i += period {
			if !math.IsNaN(xs[i]) {
				at = append(at, xs[i])
			}
		}
		m := median(at)
		for i := phase; i < n; i += period {
			out[i] = m
		}
	}
	return out
}

func median(xs []float64) float64 {
	if len(xs) == 0 {
		return 0
	}
	xs = slices.Sorted(slices.Values(xs))
	if n := len(xs); n%2 == 0 {
		return (xs[n/2-1] + xs[n/2]) / 2
	}
	return xs[len(xs)/2]
}

// parts are what a series is made of: baseline is season and trend, residual what is left.
type parts struct{ baseline, seasonal, trend, residual []float64 }

// decompose takes the season from the series, then the trend from the rest. The last points are not learned from.
func decompose(xs []float64, given float64, trend string, points int, threshold float64) parts {
	learn := learned(xs, points)
	n := len(xs)
	p := parts{make([]float64, n), seasonal(learn, period(learn, given, threshold), n), make([]float64, n), make([]float64, n)}
	rest := make([]float64, len(learn))
	for i, x := range learn {
		rest[i] = x - p.seasonal[i]
	}
	switch trend {
	case "avg":
		sum, count := 0.0, 0.0
		for _, x := range rest {
			if !math.IsNaN(x) {
				sum, count = sum+x, count+1
			}
		}
		for i := range p.trend {
			p.trend[i] = sum / max(count, 1)
		}
	case "linefit":
		l := fitLine(rest)
		for i := range p.trend {
			p.trend[i] = l.start + l.slope*float64(i)
		}
	}
	for i, x := range xs {
		p.baseline[i] = p.seasonal[i] + p.trend[i]
		p.residual[i] = x - p.baseline[i]
	}
	return p
}

// outliers scores points by Tukey's test: how many times the range between two percentiles a point lies beyond it. A
// missing point, or one that is to be ignored, has 0.
func outliers(xs []float64, ignore, low, high float64, points int) []float64 {
	usual := func(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) && x != ignore }
	var known []float64
	for _, x := range learned(xs, points) {
		if usual(x) {
			known = append(known, x)
		}
	}
	out := make([]float64, len(xs))
	if len(known) == 0 {
		return out
	}
	slices.Sort(known)
	lo, hi := quantile(known, low/100), quantile(known, high/100)
	for i, x := range xs {
		switch {
		case !usual(x) || x >= lo && x <= hi:
		case x > hi:
			out[i] = (x - hi) / (hi - lo)
		default:
			out[i] = (x - lo) / (hi - lo)
		}
	}
	return out
}

// quantile is a quantile of sorted values, between two of them by a straight line.
func quantile(xs []float64, q float64) float64 {
	at := q * float64(len(xs)-1)
	i := int(at)
	if i+1 >= len(xs) {
		return xs[len(xs)-1]
	}
	return xs[i] + (at-float64(i))*(xs[i+1]-xs[i])
}

type scored struct{ period, score float64 }

func periodBag(list []scored) string {
	var ps, ss []float64
	for _, s := range list {
		ps, ss = append(ps, s.period), append(ss, s.score)
	}
	return dynjson.BagOf([]dynjson.Pair{{Key: "periods", Value: seriesText(ps)}, {Key: "scores", Value: seriesText(ss)}})
}

// periodScore is how much a series is like itself a period later, from 0 to 1: the autocorrelation.
func periodScore(xs []float64, period int) float64 {
	n := len(xs)
	if period < 1 || period >= n {
		return 0
	}
	m, count := 0.0, 0.0
	for _, x := range xs {
		if !math.IsNaN(x) {
			m, count = m+x, count+1
		}
	}
	m /= max(count, 1)
	at := func(i int) float64 {
		if math.IsNaN(xs[i]) {
			return 0
		}
		return xs[i] - m
	}
	var both, all float64
	for i := range n {
		all += at(i) * at(i)
		if i+period < n {
			both += at(i) * at(i+period)
		}
	}
	if all == 0 {
		return 0
	}
	return min(max(both/all*float64(n)/float64(n-period), 0), 1)
}

// weakPeriod is the score below which no period is returned at all.
const weakPeriod = 0.5

// maxLags bounds the work of looking for periods.
const maxLags = 2000

// periods are the periods of a series, best first: the one that repeats best, then the best of what is left without it.
func periods(xs []float64, shortest, longest float64, count int) (out []scored) {
	if math.IsNaN(shortest+longest) || len(xs) < 4 {
		return nil
	}
	rest := slices.Clone(xs)
	lo, hi := max(2, int(math.Ceil(min(shortest, maxLags)))), min(int(min(longest, maxLags)), len(xs)-2, len(xs)*9/10)
	for len(out) < count {
		scores := make([]float64, hi+2)
		for lag := max(lo-1, 1); lag <= hi+1 && lag < len(scores); lag++ {
			scores[lag] = periodScore(rest, lag)
		}
		best := 0
		for lag := lo; lag <= hi; lag++ {
			// A multiple of a period repeats as well: only what is clearly better counts.
			if s := scores[lag]; s > scores[lag-1] && s >= scores[lag+1] && s > scores[best]+0.05 {
				best = lag
			}
		}
		if best == 0 || scores[best] < weakPeriod {
			break
		}
		out = append(out, scored{float64(best), scores[best]})
		for i, s := range seasonal(rest, best, len(rest)) {
			rest[i] -= s
		}
	}
	return out
}

// fft is the discrete Fourier transform of any length: halves are joined, odd lengths are summed up.
func fft(xs []complex128, sign float64) []complex128 {
	n := len(xs)
	if n <= 1 {
		return slices.Clone(xs)
	}
	out := make([]complex128, n)
	turn := func(k int, n int) complex128 {
		s, c := math.Sincos(sign * 2 * math.Pi * float64(k%n) / float64(n))
		return complex(c, s)
	}
	if n%2 == 1 {
		for k := range out {
			for j, x := range xs {
				out[k] += x * turn(k*j, n)
			}
		}
		return out
	}
	even, odd := make([]complex128, n/2), make([]complex128, n/2)
	for i := range even {
		even[i], odd[i] = xs[2*i], xs[2*i+1]
	}
	even, odd = fft(even, sign), fft(odd, sign)
	for k := range even {
		t := turn(k, n) * odd[k]
		out[k], out[k+n/2] = even[k]+t, even[k]-t
	}
	return out
}

// maxFourier is the longest series that is transformed.
const maxFourier = 1 << 17

// fourier is the transform of a series, or its inverse, as a bag of real and imaginary parts.
func fourier(sign float64) func(string, []opt[string]) opt[string] {
	return func(d string, more []opt[string]) opt[string] {
		re, ok := numbers(d)
		if !ok || len(re) > maxFourier {
			return none[string]()
		}
		in := make([]complex128, len(re))
		var im []float64
		if len(more) > 0 {
			if im, ok = numbers(more[0].v); !ok || len(im) != len(re) {
				return none[string]()
			}
		}
		for i := range re {
			in[i] = complex(re[i], 0)
			if im != nil {
				in[i] = complex(re[i], im[i])
			}
		}
		out := fft(in, sign)
		reals, imags := make([]float64, len(out)), make([]float64, len(out))
		for i, z := range out {
			if sign > 0 {
				z /= complex(float64(len(out)), 0)
			}
			reals[i], imags[i] = real(z), imag(z)
		}
		return some(dynjson.BagOf([]dynjson.Pair{{Key: "real", Value: seriesText(reals)}, {Key: "imag", Value: seriesText(imags)}}))
	}
}

// fitPolynomial is the polynomial of least squares, by Householder reflections; coefficients from the highest power on.
func fitPolynomial(xs, ys []float64, degree int) ([]float64, bool) {
	n, m := len(xs), degree+1
	if n < m {
		return nil, false
	}
	// Powers of places between -1 and 1 stay apart from each other, whatever the scale of the series.
	lo, hi := slices.Min(xs), slices.Max(xs)
	shift, scale := (lo+hi)/2, max((hi-lo)/2, math.SmallestNonzeroFloat64)
	a, b := make([][]float64, n), slices.Clone(ys)
	for i, x := range xs {
		a[i] = make([]float64, m)
		p := 1.0
		for j := range m {
			a[i][j] = p
			p *= (x - shift) / scale
		}
	}
	for j := range m {
		norm := 0.0
		for i := j; i < n; i++ {
			norm = math.Hypot(norm, a[i][j])
		}
		if norm < 1e-12 {
			return nil, false
		}
		if a[j][j] > 0 {
			norm = -norm
		}
		v := make([]float64, n)
		vv := 0.0
		for i := j; i < n; i++ {
			v[i] = a[i][j]
			if i == j {
				v[i] -= norm
			}
			vv += v[i] * v[i]
		}
		reflect := func(at func(int) *float64) {
			dot := 0.0
			for i := j; i < n; i++ {
				dot += v[i] * *at(i)
			}
			for i := j; i < n; i++ {
				*at(i) -= 2 * dot / vv * v[i]
			}
		}
		for k := j; k < m; k++ {
			reflect(func(i int) *float64 { return &a[i][k] })
		}
		reflect(func(i int) *float64 { return &b[i] })
	}
	c := make([]float64, m)
	for j := m - 1; j >= 0; j-- {
		c[j] = b[j]
		for k := j + 1; k < m; k++ {
			c[j] -= a[j][k] * c[k]
		}
		c[j] /= a[j][j]
	}
	// Back from ((x-shift)/scale) to x: multiply out by Horner's rule.
	out := []float64{0}
	for j := m - 1; j >= 0; j-- {
		next := make([]float64, len(out)+1)
		for k, o := range out {
			next[k+1] += o / scale
			next[k] -= o * shift / scale
		}
		next[0] += c[j]
		out = next
	}
	out = out[:m]
	slices.Reverse(out)
	return out, true
}

// maxDegree is the highest degree of series_fit_poly(). Source: the documentation.
const maxDegree = 10

func seriesFitPoly(d string, more []opt[string]) opt[string] {
	ys, ok := numbers(d)
	if !ok || len(ys) == 0 {
		return none[string]()
	}
	places := make([]float64, len(ys))
	for i := range places {
		places[i] = float64(i)
	}
	if len(more) > 0 && !dynjson.IsNull(more[0].v) {
		if places, ok = numbers(more[0].v); !ok || len(places) != len(ys) {
			return none[string]()
		}
	}
	degree := numberOr(more, 1, 1)
	if !(degree >= 1 && degree <= maxDegree) {
		return none[string]()
	}
	var px, py []float64
	for i := range ys {
		if !math.IsNaN(ys[i] + places[i]) {
			px, py = append(px, places[i]), append(py, ys[i])
		}
	}
	c, ok := fitPolynomial(px, py, int(degree))
	if !ok {
		return none[string]()
	}
	m := mean(py)
	var variance, rvariance float64
	fit := make([]float64, len(ys))
	for i, x := range places {
		for _, k := range c {
			fit[i] = fit[i]*x + k
		}
		if !math.IsNaN(ys[i] + x) {
			variance += (ys[i] - m) * (ys[i] - m)
			rvariance += (ys[i] - fit[i]) * (ys[i] - fit[i])
		}
	}
	rsquare := 0.0
	if variance > 0 {
		rsquare = 1 - rvariance/variance
	}
	n := max(float64(len(py)-1), 1)
	return some(dynjson.BagOf([]dynjson.Pair{
		{Key: "rsquare", Value: jsonReal(rsquare)}, {Key: "coefficients", Value: seriesText(c)}, {Key: "variance", Value: jsonReal(variance / n)},
		{Key: "rvariance", Value: jsonReal(rvariance / n)}, {Key: "poly_fit", Value: seriesText(fit)}, {Key: "degree", Value: strconv.Itoa(int(degree))},
	}))
}

var seriesTransforms = []*goFunction{
	fn1v("kql_series_fft", fourier(-1)),
	fn1v("kql_series_ifft", fourier(1)),
	fn1v("kql_series_fit_poly", seriesFitPoly),
}
