package duckdb

import (
	"math"
	"math/big"
	"math/bits"
)

// DuckDB refuses arguments outside of a function's domain; KQL answers NaN or an infinity. DuckDB orders NaN above all
// numbers, so comparisons alone do not keep it away from a function; none of these functions minds it.
var mathMacros = []macro{
	{"kql_abs", "x", "CASE WHEN x = -9223372036854775808 THEN x ELSE abs(x::BIGINT) END"},
	{"kql_sqrt", "x", "CASE WHEN x < 0 THEN 'nan'::DOUBLE ELSE sqrt(x) END"},
	{"kql_ln", "x", "CASE WHEN x > 0 THEN ln(x) WHEN x = 0 THEN '-inf'::DOUBLE WHEN x < 0 THEN 'nan'::DOUBLE END"},
	{"kql_log2", "x", "CASE WHEN x > 0 THEN log2(x) WHEN x = 0 THEN '-inf'::DOUBLE WHEN x < 0 THEN 'nan'::DOUBLE END"},
	{"kql_log10", "x", "CASE WHEN x > 0 THEN log10(x) WHEN x = 0 THEN '-inf'::DOUBLE WHEN x < 0 THEN 'nan'::DOUBLE END"},
	{"kql_sin", "x", "CASE WHEN isinf(x) THEN 'nan'::DOUBLE ELSE sin(x) END"},
	{"kql_cos", "x", "CASE WHEN isinf(x) THEN 'nan'::DOUBLE ELSE cos(x) END"},
	{"kql_tan", "x", "CASE WHEN isinf(x) THEN 'nan'::DOUBLE ELSE tan(x) END"},
	{"kql_asin", "x", "CASE WHEN x < -1 OR x > 1 THEN 'nan'::DOUBLE ELSE asin(x) END"},
	{"kql_acos", "x", "CASE WHEN x < -1 OR x > 1 THEN 'nan'::DOUBLE ELSE acos(x) END"},

	// A step that is not positive has no bins.
	{"kql_bin_long", "x, n", "CASE WHEN n > 0 THEN x - x % n - CASE WHEN x % n < 0 THEN n ELSE 0 END END"},
	{"kql_bin_real", "x, n", "CASE WHEN n > 0 THEN floor(x / n) * n END"},
	{"kql_bin_decimal", "x, n", "CASE WHEN n > 0 THEN x - x % n - CASE WHEN x % n < 0 THEN n ELSE 0 END END::DECIMAL(38,18)"},
	{"kql_bin_datetime", "t, n", "CASE WHEN n > 0 THEN t - t % n END"},
	{"kql_bin_at_long", "x, n, p", "p + kql_bin_long(x - p, n)"},
	{"kql_bin_at_real", "x, n, p", "p + kql_bin_real(x - p, n)"},
}

var mathFunctions = []*goFunction{
	fn2("kql_pow", math.Pow),
	fn1("kql_gamma", math.Gamma),
	fn1("kql_loggamma", func(x float64) float64 { y, _ := math.Lgamma(x); return y }),
	fn1("kql_erf", math.Erf),
	fn1("kql_erfc", math.Erfc),
	fn3("kql_beta_cdf", betaCDF),
	fn3("kql_beta_pdf", betaPDF),
	fn3("kql_beta_inv", betaInverse),
	fn6("kql_welch_test", welchTest),
	fn1("kql_min_real", minReal),
	fn2("kql_shift_left", func(x, n int64) int64 { return x << (uint64(n) % 64) }),
	fn2("kql_decimal_times", func(a, b decimal) opt[decimal] {
		p := new(big.Int).Mul(a.big(), b.big())
		return decimalOf(p.Quo(p, decimalOne))
	}),
	fn2("kql_decimal_over", func(a, b decimal) opt[decimal] {
		d := b.big()
		if d.Sign() == 0 {
			return none[decimal]()
		}
		q := new(big.Int).Mul(a.big(), decimalOne)
		return decimalOf(q.Quo(q, d))
	}),
}

// minReal is the smallest number, NaN when there is one; nulls are left out.
func minReal(xs []opt[float64]) opt[float64] {
	out := none[float64]()
	for _, x := range xs {
		switch {
		case x.null:
		case out.null || x.v < out.v || math.IsNaN(x.v):
			if out.null || !math.IsNaN(out.v) {
				out = x
			}
		}
	}
	return out
}

// decimalOne is 1 as a decimal: 10^18.
var decimalOne = big.NewInt(1_000_000_000_000_000_000)

func (d decimal) big() *big.Int {
	x := big.NewInt(d.hi)
	x.Lsh(x, 64)
	return x.Add(x, new(big.Int).SetUint64(d.lo))
}

// decimalOf is the decimal that x is in units of 10^-18; null when it has more than 38 digits.
func decimalOf(x *big.Int) opt[decimal] {
	if x.CmpAbs(decimalLimit) >= 0 {
		return none[decimal]()
	}
	m := new(big.Int).Abs(x)
	lo := m.Uint64()
	hi := int64(m.Rsh(m, 64).Uint64())
	if x.Sign() < 0 {
		var carry uint64
		lo, carry = bits.Sub64(0, lo, 0)
		hi = -hi - int64(carry)
	}
	return some(decimal{hi, lo})
}

var decimalLimit = new(big.Int).Exp(big.NewInt(10), big.NewInt(38), nil)
