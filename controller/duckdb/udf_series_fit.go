package duckdb

import (
	"math"
	"strconv"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

// seriesStats is a bag of the smallest and largest element, their positions, mean, deviation and variance. An element
// that is no finite number makes the numbers NaN, unless they are ignored.
func seriesStats(d string, ignore bool) opt[string] {
	all, ok := numbers(d)
	if !ok {
		return none[string]()
	}
	var xs []float64
	lo, hi := -1, -1
	for i, x := range all {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			if ignore {
				continue
			}
			x = math.NaN()
		}
		xs = append(xs, x)
		if lo < 0 || x < all[lo] {
			lo = i
		}
		if hi < 0 || x > all[hi] {
			hi = i
		}
	}
	if len(xs) == 0 {
		return none[string]()
	}
	m := mean(xs)
	variance := 0.0
	if len(xs) > 1 {
		for _, x := range xs {
			variance += (x - m) * (x - m)
		}
		variance /= float64(len(xs) - 1)
	}
	minimum, maximum := all[lo], all[hi]
	if math.IsNaN(m) {
		minimum, maximum = m, m
	}
	return some(dynjson.BagOf([]dynjson.Pair{
		{Key: "min", Value: jsonReal(minimum)}, {Key: "min_idx", Value: strconv.Itoa(lo)},
		{Key: "max", Value: jsonReal(maximum)}, {Key: "max_idx", Value: strconv.Itoa(hi)},
		{Key: "avg", Value: jsonReal(m)}, {Key: "stdev", Value: jsonReal(math.Sqrt(variance))},
		{Key: "variance", Value: jsonReal(variance)}, {Key: "sum", Value: jsonReal(m * float64(len(xs)))},
		{Key: "len", Value: strconv.Itoa(len(xs))},
	}))
}

// fill lets do replace the elements of a series that are missing: null, or equal to the placeholder.
func fill(d string, missing opt[float64], do func(items []string, gap []bool)) opt[string] {
	items, ok := dynjson.Items(d)
	if !ok {
		return none[string]()
	}
	gap := make([]bool, len(items))
	for i, it := range items {
		x := number(it)
		gap[i] = dynjson.IsNull(it) || !missing.null && x == missing.v || !missing.null && math.IsNaN(missing.v) && math.IsNaN(x)
	}
	do(items, gap)
	return some(dynjson.ArrayOf(items))
}

// seriesFillLinear puts points of the line between their neighbours in place of missing elements; in a series of whole
// numbers they are cut off to whole numbers.
func seriesFillLinear(d string, missing opt[float64], edges bool, constant opt[float64]) opt[string] {
	return fill(d, missing, func(items []string, gap []bool) {
		last, exact := -1, whole(items)
		text := func(x float64) string {
			if exact && math.Abs(x) < 1<<53 {
				return strconv.FormatInt(int64(x), 10)
			}
			return jsonNumber(x)
		}
		for i := range items {
			if gap[i] {
				continue
			}
			if last >= 0 && i > last+1 {
				a, b := number(items[last]), number(items[i])
				for j := last + 1; j < i; j++ {
					items[j] = text(a + (b-a)*float64(j-last)/float64(i-last))
				}
			}
			if last < 0 && edges {
				for j := range i {
					items[j] = items[i]
				}
			}
			last = i
		}
		for j := last + 1; j < len(items); j++ {
			switch {
			case last < 0:
				items[j] = text(constant.v)
			case edges:
				items[j] = items[last]
			}
		}
	})
}

// seriesFIR is a series filtered by weights of an element and those before it, or around it when centered.
func seriesFIR(d, filter string, normalize opt[bool], center bool) opt[string] {
	xs, ok := numbers(d)
	ws, fok := numbers(filter)
	if !ok || !fok {
		return none[string]()
	}
	sum, negative := 0.0, false
	for _, w := range ws {
		sum += w
		negative = negative || w < 0
	}
	if normalize.null {
		normalize.v = !negative
	}
	if normalize.v && sum != 0 {
		for i := range ws {
			ws[i] /= sum
		}
	}
	shift := 0
	if center {
		shift = len(ws) / 2
	}
	out := make([]float64, len(xs))
	for i := range xs {
		for j, w := range ws {
			if k := i + shift - j; k >= 0 && k < len(xs) {
				out[i] += w * xs[k]
			}
		}
	}
	return some(seriesText(out))
}

// seriesIIR is a series filtered with feedback: a[0] y[i] is the sum of b[j] x[i-j] less the sum of a[j] y[i-j].
func seriesIIR(d, numerators, denominators string) opt[string] {
	xs, ok := numbers(d)
	b, bok := numbers(numerators)
	a, aok := numbers(denominators)
	if !ok || !bok || !aok || len(a) == 0 {
		return none[string]()
	}
	out := make([]float64, len(xs))
	for i := range xs {
		for j := range b {
			if i >= j {
				out[i] += b[j] * xs[i-j]
			}
		}
		for j := 1; j < len(a); j++ {
			if i >= j {
				out[i] -= a[j] * out[i-j]
			}
		}
		out[i] /= a[0]
	}
	return some(seriesText(out))
}

// line is a fitted line over the positions from first on.
type line struct {
	rsquare, slope, variance, rvariance, start float64
	points                                     []float64
}

// fitLine is the line of least squares through the points (0, ys[0]), (1, ys[1]) ...; elements that are NaN are left out.
func fitLine(ys []float64) line {
	var n, sx, sy, sxx, sxy float64
	for i, y := range ys {
		if math.IsNaN(y) {
			continue
		}
		x := float64(i)
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	var l line
	if d := n*sxx - sx*sx; d != 0 {
		l.slope = (n*sxy - sx*sy) / d
	}
	l.start = (sy - l.slope*sx) / n
	m := sy / n
	for i, y := range ys {
		p := l.start + l.slope*float64(i)
		l.points = append(l.points, p)
		if !math.IsNaN(y) {
			l.variance += (y - m) * (y - m)
			l.rvariance += (y - p) * (y - p)
		}
	}
	if n > 1 {
		l.variance, l.rvariance = l.variance/(n-1), l.rvariance/(n-1)
	}
	if l.variance > 0 {
		l.rsquare = 1 - l.rvariance/l.variance
	}
	return l
}

func (l line) bag() string {
	return dynjson.BagOf([]dynjson.Pair{
		{Key: "rsquare", Value: jsonReal(l.rsquare)}, {Key: "slope", Value: jsonReal(l.slope)},
		{Key: "variance", Value: jsonReal(l.variance)}, {Key: "rvariance", Value: jsonReal(l.rvariance)},
		{Key: "interception", Value: jsonReal(l.start)}, {Key: "line_fit", Value: seriesText(l.points)},
	})
}

// seriesFit2Lines splits a series where two lines fit it best.
func seriesFit2Lines(d string) opt[string] {
	ys, ok := numbers(d)
	if !ok || len(ys) < 2 {
		return none[string]()
	}
	best, split := math.Inf(1), 1
	var left, right line
	for i := 1; i < len(ys); i++ {
		a, b := fitLine(ys[:i]), fitLine(ys[i:])
		rest := a.rvariance*float64(max(i-1, 1)) + b.rvariance*float64(max(len(ys)-i-1, 1))
		if rest < best {
			best, split, left, right = rest, i, a, b
		}
	}
	variance := fitLine(ys).variance
	rvariance := best / float64(len(ys)-1)
	rsquare := 0.0
	if variance > 0 {
		rsquare = 1 - rvariance/variance
	}
	pairs := []dynjson.Pair{
		{Key: "rsquare", Value: jsonReal(rsquare)}, {Key: "split_idx", Value: strconv.Itoa(split)},
		{Key: "variance", Value: jsonReal(variance)}, {Key: "rvariance", Value: jsonReal(rvariance)},
		{Key: "line_fit", Value: seriesText(append(append([]float64{}, left.points...), right.points...))},
	}
	for _, side := range []struct {
		name string
		l    line
	}{{"right", right}, {"left", left}} {
		pairs = append(pairs,
			dynjson.Pair{Key: side.name + "_rsquare", Value: jsonReal(side.l.rsquare)}, dynjson.Pair{Key: side.name + "_slope", Value: jsonReal(side.l.slope)},
			dynjson.Pair{Key: side.name + "_interception", Value: jsonReal(side.l.start)}, dynjson.Pair{Key: side.name + "_variance", Value: jsonReal(side.l.variance)},
			dynjson.Pair{Key: side.name + "_rvariance", Value: jsonReal(side.l.rvariance)})
	}
	return some(dynjson.BagOf(pairs))
}
