package duckdb

import (
	"math"
	"strconv"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

var seriesFunctions = []*goFunction{
	fn1("kql_json_real", jsonReal),
	fn2("kql_bag_value", func(bag, key string) opt[string] {
		pairs, _ := dynjson.Pairs(bag)
		v, ok := dynjson.Get(pairs, key)
		return maybe(v, ok && !dynjson.IsNull(v))
	}),
	fn3("kql_series_zip", seriesZip),
	fn2("kql_series_each", seriesEach),
	fn1("kql_series_sum", func(d string) opt[float64] {
		return seriesFold(d, 0, func(sum, x float64) float64 { return sum + x })
	}),
	fn1("kql_series_product", func(d string) opt[float64] {
		return seriesFold(d, 1, func(p, x float64) float64 { return p * x })
	}),
	fn1("kql_series_magnitude", func(d string) opt[float64] {
		sum := seriesFold(d, 0, func(sum, x float64) float64 { return sum + x*x })
		return maybe(math.Sqrt(sum.v), !sum.null)
	}),
	fn2("kql_series_dot", seriesDot),
	fn2("kql_series_cosine", seriesCosine),
	fn2("kql_series_pearson", seriesPearson),
	fn2("kql_series_stats", seriesStats),
	fn3("kql_series_fill_const", func(d string, value opt[float64], missing opt[float64]) opt[string] {
		return fill(d, missing, func(items []string, gap []bool) {
			constant := jsonNumber(value.v)
			if n := int64(value.v); float64(n) == value.v && whole(items) {
				constant = strconv.FormatInt(n, 10)
			}
			for i := range items {
				if gap[i] {
					items[i] = constant
				}
			}
		})
	}),
	fn2("kql_series_fill_forward", func(d string, missing opt[float64]) opt[string] {
		return fill(d, missing, func(items []string, gap []bool) {
			for i := 1; i < len(items); i++ {
				if gap[i] && !gap[i-1] {
					items[i], gap[i] = items[i-1], false
				}
			}
		})
	}),
	fn2("kql_series_fill_backward", func(d string, missing opt[float64]) opt[string] {
		return fill(d, missing, func(items []string, gap []bool) {
			for i := len(items) - 2; i >= 0; i-- {
				if gap[i] && !gap[i+1] {
					items[i], gap[i] = items[i+1], false
				}
			}
		})
	}),
	fn4("kql_series_fill_linear", seriesFillLinear),
	fn4("kql_series_fir", seriesFIR),
	fn3("kql_series_iir", seriesIIR),
	fn1("kql_series_fit_line", func(d string) opt[string] {
		ys, ok := numbers(d)
		if !ok || len(ys) == 0 {
			return none[string]()
		}
		return some(fitLine(ys).bag())
	}),
	fn1("kql_series_fit_2lines", seriesFit2Lines),
}

// jsonReal is a real as it stands in a dynamic: a number with a point or an exponent, or a text for what JSON lacks.
func jsonReal(x float64) string {
	switch {
	case math.IsNaN(x):
		return `"NaN"`
	case math.IsInf(x, 1):
		return `"Infinity"`
	case math.IsInf(x, -1):
		return `"-Infinity"`
	}
	s := strconv.FormatFloat(x, 'g', -1, 64)
	if a := math.Abs(x); a == 0 || a >= 1e-5 && a < 1e15 {
		s = strconv.FormatFloat(x, 'f', -1, 64)
	}
	for i := range len(s) {
		if s[i] == '.' || s[i] == 'e' {
			return s
		}
	}
	return s + ".0"
}

// jsonNumber is a real as jsonReal writes it; NaN, which stands for a missing element of a series, is null.
func jsonNumber(x float64) string {
	if math.IsNaN(x) {
		return "null"
	}
	return jsonReal(x)
}

// numbers returns the elements of a series; NaN for those that are no numbers. Not ok: d is no array.
func numbers(d string) (xs []float64, ok bool) {
	items, ok := dynjson.Items(d)
	if !ok {
		return nil, false
	}
	xs = make([]float64, len(items))
	for i, it := range items {
		xs[i] = number(it)
	}
	return xs, true
}

func number(item string) float64 {
	switch dynjson.KindOf(item) {
	case dynjson.Long, dynjson.Real:
		if x := textReal(item); !x.null {
			return x.v
		}
	case dynjson.String:
		switch dynjson.Unquote(item) {
		case "Infinity":
			return math.Inf(1)
		case "-Infinity":
			return math.Inf(-1)
		}
	}
	return math.NaN()
}

func seriesText(xs []float64) string {
	items := make([]string, len(xs))
	for i, x := range xs {
		items[i] = jsonNumber(x)
	}
	return dynjson.ArrayOf(items)
}

// whole reports whether every number of the arrays is a long, so that arithmetic stays among longs.
func whole(items ...[]string) bool {
	for _, list := range items {
		for _, it := range list {
			if dynjson.KindOf(it) == dynjson.Real {
				return false
			}
		}
	}
	return true
}

// seriesZip combines two series element by element. A number stands for a series of it.
func seriesZip(op, a, b string) opt[string] {
	as, aok := dynjson.Items(a)
	bs, bok := dynjson.Items(b)
	switch {
	case !aok && !bok:
		return none[string]()
	case !aok:
		as = repeated(a, len(bs))
	case !bok:
		bs = repeated(b, len(as))
	}
	out := make([]string, max(len(as), len(bs)))
	exact := whole(as, bs) && (op == "+" || op == "-" || op == "*")
	for i := range out {
		out[i] = "null"
		if i >= len(as) || i >= len(bs) {
			continue
		}
		x, y := number(as[i]), number(bs[i])
		if math.IsNaN(x) || math.IsNaN(y) {
			continue
		}
		if exact {
			m, n := textLong(as[i]), textLong(bs[i])
			if !m.null && !n.null {
				out[i] = strconv.FormatInt(map[string]int64{"+": m.v + n.v, "-": m.v - n.v, "*": m.v * n.v}[op], 10)
				continue
			}
		}
		out[i] = zipOne(op, x, y)
	}
	return some(dynjson.ArrayOf(out))
}

func repeated(item string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = item
	}
	return out
}

func zipOne(op string, x, y float64) string {
	test := func(b bool) string { return strconv.FormatBool(b) }
	switch op {
	case "+":
		return jsonReal(x + y)
	case "-":
		return jsonReal(x - y)
	case "*":
		return jsonReal(x * y)
	case "/":
		return jsonReal(x / y)
	case "pow":
		return jsonReal(math.Pow(x, y))
	case "==":
		return test(x == y)
	case "!=":
		return test(x != y)
	case "<":
		return test(x < y)
	case "<=":
		return test(x <= y)
	case ">":
		return test(x > y)
	case ">=":
		return test(x >= y)
	}
	return "null"
}

var seriesOps = map[string]func(float64) float64{
	"abs": math.Abs, "floor": math.Floor, "ceil": math.Ceil, "exp": math.Exp, "log": math.Log, "sin": math.Sin, "cos": math.Cos, "tan": math.Tan,
	"asin": math.Asin, "acos": math.Acos, "atan": math.Atan,
	"sign": func(x float64) float64 {
		switch {
		case x > 0:
			return 1
		case x < 0:
			return -1
		}
		return 0
	},
}

// seriesEach applies a function to each element.
func seriesEach(op, d string) opt[string] {
	items, ok := dynjson.Items(d)
	if !ok {
		return none[string]()
	}
	exact := whole(items) && (op == "abs" || op == "floor" || op == "ceil" || op == "sign")
	out := make([]string, len(items))
	for i, it := range items {
		x := number(it)
		switch {
		case math.IsNaN(x):
			out[i] = "null"
		case exact:
			out[i] = strconv.FormatInt(int64(seriesOps[op](x)), 10)
		default:
			out[i] = jsonReal(seriesOps[op](x))
		}
	}
	return some(dynjson.ArrayOf(out))
}

func seriesFold(d string, start float64, do func(acc, x float64) float64) opt[float64] {
	xs, ok := numbers(d)
	for _, x := range xs {
		if !math.IsNaN(x) {
			start = do(start, x)
		}
	}
	return maybe(start, ok)
}

func seriesPair(a, b string) (xs, ys []float64, ok bool) {
	xs, aok := numbers(a)
	ys, bok := numbers(b)
	switch {
	case aok && !bok:
		y := number(b)
		for range xs {
			ys = append(ys, y)
		}
	case bok && !aok:
		x := number(a)
		for range ys {
			xs = append(xs, x)
		}
	}
	return xs, ys, (aok || bok) && len(xs) == len(ys)
}

func seriesDot(a, b string) opt[float64] {
	xs, ys, ok := seriesPair(a, b)
	sum := 0.0
	for i := range xs {
		if ok {
			sum += xs[i] * ys[i]
		}
	}
	return maybe(sum, ok)
}

func seriesCosine(a, b string) opt[float64] {
	xs, ys, ok := seriesPair(a, b)
	if !ok {
		return none[float64]()
	}
	var dot, xx, yy float64
	for i := range xs {
		dot, xx, yy = dot+xs[i]*ys[i], xx+xs[i]*xs[i], yy+ys[i]*ys[i]
	}
	return some(dot / math.Sqrt(xx*yy))
}

func seriesPearson(a, b string) opt[float64] {
	xs, ys, ok := seriesPair(a, b)
	if !ok || len(xs) == 0 {
		return none[float64]()
	}
	mx, my := mean(xs), mean(ys)
	var xy, xx, yy float64
	for i := range xs {
		dx, dy := xs[i]-mx, ys[i]-my
		xy, xx, yy = xy+dx*dy, xx+dx*dx, yy+dy*dy
	}
	return some(xy / math.Sqrt(xx*yy))
}

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}
