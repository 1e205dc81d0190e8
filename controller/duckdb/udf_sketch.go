package duckdb

import (
	"cmp"
	"encoding/base64"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// A sketch of hll() is a dynamic of our own: [precision, [hashes]] while few values were seen, which counts them
// exactly, then [precision, "registers"], a byte each in base64.
type hll struct {
	precision int
	hashes    map[uint64]bool // nil once there are registers
	registers []byte
}

// hllPrecision is the number of bits that choose a register, by accuracy. Source: the errors that are documented for the
// accuracies: 1.6 %, 0.8 %, 0.4 %, 0.28 %, 0.2 %.
var hllPrecision = [...]int{12, 14, 16, 17, 18}

// exactHashes is how many hashes a sketch keeps before it turns to registers.
const exactHashes = 4096

func newHLL(accuracy int64) *hll {
	return &hll{precision: hllPrecision[min(max(accuracy, 0), int64(len(hllPrecision)-1))], hashes: map[uint64]bool{}}
}

// hash64 is a hash of a text that is the same on every machine: FNV-1a, whose bits are then mixed well.
func hash64(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

func (s *hll) add(h uint64) {
	if s.hashes != nil {
		if s.hashes[h] = true; len(s.hashes) > exactHashes {
			all := s.hashes
			s.hashes, s.registers = nil, make([]byte, 1<<s.precision)
			for h := range all {
				s.add(h)
			}
		}
		return
	}
	i := h >> (64 - s.precision)
	rank := byte(bits.LeadingZeros64(h<<s.precision|1<<(s.precision-1)) + 1)
	s.registers[i] = max(s.registers[i], rank)
}

// coarser is the sketch with fewer registers.
func (s *hll) coarser(precision int) *hll {
	out := &hll{precision: precision, registers: make([]byte, 1<<precision)}
	cut := s.precision - precision
	for i, r := range s.registers {
		if r == 0 {
			continue
		}
		if low := i & (1<<cut - 1); low != 0 {
			r = byte(cut - bits.Len(uint(low)) + 1)
		} else {
			r += byte(cut)
		}
		out.registers[i>>cut] = max(out.registers[i>>cut], r)
	}
	return out
}

func (s *hll) merge(o *hll) *hll {
	if s.hashes == nil && o.hashes != nil {
		s, o = o, s
	}
	if s.hashes != nil {
		if o.hashes == nil {
			out := o
			if s.precision < o.precision {
				out = o.coarser(s.precision)
			}
			for h := range s.hashes {
				out.add(h)
			}
			return out
		}
		s.precision = min(s.precision, o.precision)
		for h := range o.hashes {
			s.add(h)
		}
		return s
	}
	if p := min(s.precision, o.precision); s.precision != p {
		s = s.coarser(p)
	} else if o.precision != p {
		o = o.coarser(p)
	}
	for i, r := range o.registers {
		s.registers[i] = max(s.registers[i], r)
	}
	return s
}

// count is how many different values were seen.
func (s *hll) count() int64 {
	if s.hashes != nil {
		return int64(len(s.hashes))
	}
	m, sum, zeros := float64(len(s.registers)), 0.0, 0.0
	for _, r := range s.registers {
		sum += math.Ldexp(1, -int(r))
		if r == 0 {
			zeros++
		}
	}
	estimate := 0.7213 / (1 + 1.079/m) * m * m / sum
	if estimate <= 2.5*m && zeros > 0 {
		estimate = m * math.Log(m/zeros)
	}
	return int64(math.Round(estimate))
}

func (s *hll) text() string {
	if s.hashes == nil {
		return "[" + strconv.Itoa(s.precision) + `,"` + base64.StdEncoding.EncodeToString(s.registers) + `"]`
	}
	all := make([]uint64, 0, len(s.hashes))
	for h := range s.hashes {
		all = append(all, h)
	}
	slices.Sort(all)
	items := make([]string, len(all))
	for i, h := range all {
		items[i] = strconv.FormatInt(int64(h), 10)
	}
	return "[" + strconv.Itoa(s.precision) + "," + dynjson.ArrayOf(items) + "]"
}

func readHLL(d string) (*hll, bool) {
	items, ok := dynjson.Items(d)
	if !ok || len(items) != 2 {
		return nil, false
	}
	p, ok := dynjson.Int(items[0])
	if !ok || !slices.Contains(hllPrecision[:], int(p)) {
		return nil, false
	}
	s := &hll{precision: int(p)}
	if dynjson.KindOf(items[1]) == dynjson.String {
		var err error
		s.registers, err = base64.StdEncoding.DecodeString(dynjson.Unquote(items[1]))
		return s, err == nil && len(s.registers) == 1<<s.precision
	}
	hashes, ok := dynjson.Items(items[1])
	s.hashes = map[uint64]bool{}
	for _, h := range hashes {
		n, isInt := dynjson.Int(h)
		ok = ok && isInt
		s.add(uint64(n))
	}
	return s, ok
}

func mergeHLL(list []opt[string]) opt[string] {
	var all *hll
	for _, d := range list {
		if d.null || dynjson.IsNull(d.v) {
			continue
		}
		s, ok := readHLL(d.v)
		switch {
		case !ok:
			return none[string]()
		case all == nil:
			all = s
		default:
			all = all.merge(s)
		}
	}
	if all == nil {
		return none[string]()
	}
	return some(all.text())
}

// digest is what tdigest() keeps of values: some of them, each with a weight, in ascending order. Real values have a
// point, so that longs, datetimes and timespans (their ticks) stay what they are.
// Its text is [type, [values], [weights]].
type digest struct {
	kind    string
	values  []float64
	weights []float64
}

// digestSize is how many values a digest keeps; up to there it is exact.
const digestSize = 2000

func newDigest(kind string, values, weights []float64) *digest {
	order := make([]int, 0, len(values))
	for i, v := range values {
		if !math.IsNaN(v) && weights[i] > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(values[i], values[j]) })
	d := &digest{kind: kind}
	total := 0.0
	for _, i := range order {
		total += weights[i]
	}
	// Neighbours are joined as long as together they are a small part of all, the smaller the nearer they are to the ends.
	room, done := math.Inf(-1), 0.0
	for _, i := range order {
		last := len(d.values) - 1
		if q := (done + weights[i]/2) / total; len(order) > digestSize {
			room = 4 * total * q * (1 - q) / digestSize
		}
		if last >= 0 && (d.values[last] == values[i] || d.weights[last]+weights[i] <= room) {
			d.weights[last] += weights[i]
			if weights[i] > d.weights[last]/2 {
				d.values[last] = values[i]
			}
		} else {
			d.values, d.weights = append(d.values, values[i]), append(d.weights, weights[i])
		}
		done += weights[i]
	}
	return d
}

func (d *digest) value(v float64) string {
	if d.kind == symbol.Real.String() {
		return jsonReal(v)
	}
	return strconv.FormatInt(int64(v), 10)
}

func (d *digest) text() opt[string] {
	if len(d.values) == 0 {
		return none[string]()
	}
	values, weights := make([]string, len(d.values)), make([]string, len(d.values))
	for i := range values {
		values[i], weights[i] = d.value(d.values[i]), strconv.FormatInt(int64(d.weights[i]), 10)
	}
	return some(dynjson.ArrayOf([]string{dynjson.Quote(d.kind), dynjson.ArrayOf(values), dynjson.ArrayOf(weights)}))
}

func readDigest(text string) (*digest, bool) {
	items, ok := dynjson.Items(text)
	if !ok || len(items) != 3 || dynjson.KindOf(items[0]) != dynjson.String {
		return nil, false
	}
	values, ok1 := numbers(items[1])
	weights, ok2 := numbers(items[2])
	if !ok1 || !ok2 || len(values) != len(weights) || len(values) == 0 {
		return nil, false
	}
	return newDigest(dynjson.Unquote(items[0]), values, weights), true
}

func mergeDigests(list []opt[string]) opt[string] {
	var values, weights []float64
	kind := ""
	for _, t := range list {
		if t.null || dynjson.IsNull(t.v) {
			continue
		}
		d, ok := readDigest(t.v)
		if !ok {
			return none[string]()
		}
		if kind == "" || d.kind == symbol.Real.String() {
			kind = d.kind
		}
		values, weights = append(values, d.values...), append(weights, d.weights...)
	}
	return newDigest(kind, values, weights).text()
}

// percentile is the value at a percentage, by nearest rank.
func (d *digest) percentile(p float64) string {
	total, sum := 0.0, 0.0
	for _, w := range d.weights {
		total += w
	}
	v := d.values[len(d.values)-1]
	for i, w := range d.weights {
		if sum += w; sum >= total*p/100 {
			v = d.values[i]
			break
		}
	}
	switch d.kind {
	case symbol.Datetime.String():
		return `"` + string(result.AppendDatetime(nil, int64(v))) + `"`
	case symbol.Timespan.String():
		return `"` + string(result.AppendTimespan(nil, int64(v))) + `"`
	}
	return d.value(v)
}

// below is the weight of the values at or below one, and of all.
func (d *digest) below(v float64) (rank, total float64) {
	for i, w := range d.weights {
		if total += w; d.values[i] <= v {
			rank += w
		}
	}
	return rank, total
}

var sketchFunctions = []*goFunction{
	fn2("kql_hll", func(texts []string, accuracy int64) opt[string] {
		s := newHLL(accuracy)
		for _, t := range texts {
			s.add(hash64(t))
		}
		return maybe(s.text(), len(texts) > 0)
	}),
	fn1("kql_hll_merge_list", mergeHLL),
	fn0v("kql_hll_merge", mergeHLL),
	fn1("kql_dcount_hll", func(d opt[string]) int64 {
		if s, ok := readHLL(d.v); ok {
			return s.count()
		}
		return 0
	}),
	fn3("kql_tdigest", func(kind string, values []float64, weights []int64) opt[string] {
		ws := make([]float64, len(values))
		for i := range ws {
			if ws[i] = 1; i < len(weights) {
				ws[i] = float64(weights[i])
			}
		}
		return newDigest(strings.Clone(kind), values, ws).text()
	}),
	fn1("kql_tdigest_merge_list", mergeDigests),
	fn0v("kql_tdigest_merge", mergeDigests),
	fn2("kql_percentile_tdigest", func(text string, p float64) opt[string] {
		d, ok := readDigest(text)
		if !ok || !(p >= 0 && p <= 100) {
			return none[string]()
		}
		return some(d.percentile(p))
	}),
	fn1v("kql_percentiles_array_tdigest", func(text string, ps []opt[string]) opt[string] {
		d, ok := readDigest(text)
		if !ok {
			return none[string]()
		}
		var out []string
		for _, p := range ps {
			items, ok := dynjson.Items(p.v)
			if !ok {
				items = []string{p.v}
			}
			for _, it := range items {
				out = append(out, d.percentile(number(it)))
			}
		}
		return some(dynjson.ArrayOf(out))
	}),
	fn2("kql_rank_tdigest", func(text string, v float64) opt[float64] {
		d, ok := readDigest(text)
		if !ok {
			return none[float64]()
		}
		rank, _ := d.below(v)
		return some(rank)
	}),
	fn2("kql_percentrank_tdigest", func(text string, v float64) opt[float64] {
		d, ok := readDigest(text)
		if !ok {
			return none[float64]()
		}
		rank, total := d.below(v)
		return some(100 * rank / total)
	}),
	fn1("kql_buildschema", func(list []string) opt[string] {
		s := &schemaOf{}
		for _, d := range list {
			s.add(d, maxNestedSchema)
		}
		return maybe(s.text(), len(list) > 0)
	}),
}

var sketchEmitters = map[string]emitter{
	"hll": func(e *Emission) (string, error) {
		args, filter := e.SQL, e.SQL[0]+" IS NOT NULL"
		if strings.HasSuffix(e.Call.Fn.Name, "_if") {
			filter += " AND " + args[1]
			args = append([]string{args[0]}, args[2:]...)
		}
		accuracy := "1"
		if len(args) > 1 {
			accuracy = args[1] + "::BIGINT"
		}
		return "kql_hll(coalesce(list(DISTINCT " + jsonOf(args[0], e.Call.Args[0].Type()) + ") FILTER (WHERE " + filter + "), []::VARCHAR[]), " + accuracy + ")", nil
	},
	"tdigest": func(e *Emission) (string, error) {
		x, t := e.SQL[0], e.Call.Args[0].Type()
		if t == symbol.Decimal {
			t = symbol.Real
		}
		filter := " FILTER (WHERE " + x + " IS NOT NULL)"
		weights := "[]::BIGINT[]"
		if len(e.SQL) > 1 {
			weights = "list(" + e.SQL[1] + "::BIGINT ORDER BY " + x + ")" + filter
		}
		return "kql_tdigest(" + quote(t.String()) + ", list(" + x + "::DOUBLE ORDER BY " + x + ")" + filter + ", " + weights + ")", nil
	},
	"percentile_tdigest": func(e *Emission) (string, error) {
		value := "kql_percentile_tdigest(" + e.SQL[0] + ", " + e.SQL[1] + ")"
		switch e.Call.T {
		case symbol.Long:
			return "kql_dynamic_long(" + value + ")", nil
		case symbol.Int:
			return "kql_dynamic_long(" + value + ")::INTEGER", nil
		case symbol.Real:
			return "kql_dynamic_real(" + value + ")", nil
		case symbol.Datetime:
			return "kql_text_datetime(kql_dynamic_text(" + value + "))", nil
		case symbol.Timespan:
			return "kql_text_timespan(kql_dynamic_text(" + value + "))", nil
		}
		return value, nil
	},
}
