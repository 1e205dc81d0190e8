package duckdb

import "math"

// betaCDF is the regularized incomplete beta function of x: the probability that a value of the beta distribution with
// shapes a and b is at most x. NaN outside of its domain.
func betaCDF(x, a, b float64) float64 {
	switch {
	case !(a > 0 && b > 0) || !(x >= 0 && x <= 1):
		return math.NaN()
	case x == 0 || x == 1:
		return x
	}
	front := math.Exp(a*math.Log(x) + b*math.Log1p(-x) - logBeta(a, b))
	// The fraction converges fast on the side of the mean where x is small.
	if x < (a+1)/(a+b+2) {
		return front * betaFraction(x, a, b) / a
	}
	return 1 - front*betaFraction(1-x, b, a)/b
}

func logBeta(a, b float64) float64 {
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	return la + lb - lab
}

// betaFraction is the continued fraction of the incomplete beta function, by the method of Lentz.
func betaFraction(x, a, b float64) float64 {
	const tiny = 1e-300
	off := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/off(1-(a+b)*x/(a+1))
	f := d
	for m := 1.0; m <= 10000; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d, c = 1/off(1+even*d), off(1+even/c)
		f *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d, c = 1/off(1+odd*d), off(1+odd/c)
		f *= d * c
		if math.Abs(d*c-1) < 1e-16 {
			break
		}
	}
	return f
}

func betaPDF(x, a, b float64) float64 {
	if !(a > 0 && b > 0) || !(x >= 0 && x <= 1) {
		return math.NaN()
	}
	return math.Exp((a-1)*math.Log(x) + (b-1)*math.Log1p(-x) - logBeta(a, b))
}

// betaInverse is the x at which betaCDF is p.
func betaInverse(p, a, b float64) float64 {
	if !(a > 0 && b > 0) || !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	lo, hi := 0.0, 1.0
	for range 200 {
		mid := (lo + hi) / 2
		if mid == lo || mid == hi {
			break
		}
		if betaCDF(mid, a, b) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}

// welchTest is the two-sided p-value of Welch's t-test of two samples, given by mean, variance and size.
func welchTest(mean1, var1, n1, mean2, var2, n2 float64) float64 {
	a, b := var1/n1, var2/n2
	t := (mean1 - mean2) / math.Sqrt(a+b)
	freedom := (a + b) * (a + b) / (a*a/(n1-1) + b*b/(n2-1))
	return betaCDF(freedom/(freedom+t*t), freedom/2, 0.5)
}
