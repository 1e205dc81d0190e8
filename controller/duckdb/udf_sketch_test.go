package duckdb

import (
	"math"
	"strconv"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

func sketchOf(from, to int, accuracy int64) *hll {
	s := newHLL(accuracy)
	for i := from; i < to; i++ {
		s.add(hash64(strconv.Itoa(i)))
	}
	return s
}

// Sketches are exact while small, within the documented errors when large, and merge to what one sketch would hold.
func TestHLL(t *testing.T) {
	for _, n := range []int{0, 1, 100, exactHashes, 10_000, 300_000} {
		for accuracy, share := range []float64{0.05, 0.025, 0.0125, 0.009, 0.006} {
			s := sketchOf(0, n, int64(accuracy))
			off := math.Abs(float64(s.count() - int64(n)))
			if n <= exactHashes && off > 0 || off > share*float64(n) {
				t.Errorf("accuracy %d: %d values count as %d", accuracy, n, s.count())
			}
			if back, ok := readHLL(s.text()); !ok || back.count() != s.count() {
				t.Errorf("accuracy %d, %d values: the text does not read back", accuracy, n)
			}
		}
	}
	for _, test := range [][4]int{{0, 100, 50, 150}, {0, 3000, 2000, 9000}, {0, 20_000, 10_000, 30_000}} {
		for _, accuracy := range []int64{0, 1, 4} {
			a, b := sketchOf(test[0], test[1], 1), sketchOf(test[2], test[3], accuracy)
			want := sketchOf(0, test[3], min(accuracy, 1)).count()
			if got := a.merge(b).count(); got != want {
				t.Errorf("%v merged with accuracy %d: got %d, want %d", test, accuracy, got, want)
			}
		}
	}
	for _, bad := range []string{"", "null", "[]", "[3,[]]", `[14,"AAAA"]`, `[14,["x"]]`, "{}"} {
		if _, ok := readHLL(bad); ok {
			t.Errorf("%q reads as a sketch", bad)
		}
	}
}

func TestDigest(t *testing.T) {
	values, weights := make([]float64, 50_000), make([]float64, 50_000)
	for i := range values {
		values[i], weights[i] = float64(i*7919%50_000), 1
	}
	d := newDigest(symbol.Long.String(), values, weights)
	if len(d.values) > 4*digestSize {
		t.Errorf("%d values are kept", len(d.values))
	}
	for _, p := range []float64{0, 0.1, 1, 25, 50, 90, 99, 99.9, 100} {
		got, _ := strconv.ParseFloat(d.percentile(p), 64)
		if want := p / 100 * 50_000; math.Abs(got-want) > 50 {
			t.Errorf("percentile %v: got %v, want about %v", p, got, want)
		}
	}
	text := d.text()
	back, ok := readDigest(text.v)
	if !ok || back.percentile(50) != d.percentile(50) {
		t.Error("the text does not read back")
	}
	if rank, total := d.below(24_999); total != 50_000 || math.Abs(rank-25_000) > 50 {
		t.Errorf("rank %v of %v", rank, total)
	}
	small := newDigest(symbol.Real.String(), []float64{3, 1, math.NaN(), 2}, []float64{1, 1, 1, 2})
	if got := small.percentile(50) + small.percentile(100); got != "2.03.0" {
		t.Errorf("percentiles of four values: %s", got)
	}
}

func TestBuildSchema(t *testing.T) {
	for _, test := range []struct {
		in   []string
		want string
	}{
		{[]string{`1`, `2`}, `"long"`},
		{[]string{`1`, `"x"`, `2.5`, `true`}, `["bool","double","long","string"]`},
		{[]string{`{"a":1}`, `{"a":"x","b":[1,[2.5]]}`}, "{\"a\":[\"long\",\"string\"],\"b\":{\"`indexer`\":[{\"`indexer`\":\"double\"},\"long\"]}}"},
		{[]string{`null`}, `[]`},
		{[]string{`{}`, `3`}, `[{},"long"]`},
	} {
		s := &schemaOf{}
		for _, d := range test.in {
			s.add(d, maxNestedSchema)
		}
		if got := s.text(); got != test.want {
			t.Errorf("%v: got %s, want %s", test.in, got, test.want)
		}
	}
}
