package dataflow

import (
	"strconv"
	"strings"
	"time"
)

// Scope is a default time scope. With Last, it ends when the cell runs; else it is [From, To). All in 100 ns ticks, points
// in time since 0001-01-01 UTC. The zero Scope is no bound (`all`).
type Scope struct {
	Last     int64
	From, To int64
}

// Bounds returns the scope's bounds for a run at now (ticks); both 0: no bound.
func (s *Scope) Bounds(now int64) (from, to int64) {
	switch {
	case s == nil:
		return 0, 0
	case s.Last > 0:
		return max(1, now-s.Last), now
	}
	return s.From, s.To
}

// maxTicks is the end of year 9999.
const maxTicks = 3155378975999999999

// Ticks returns a point in time as ticks.
func Ticks(t time.Time) int64 {
	return (t.Unix()+62135596800)*10_000_000 + int64(t.Nanosecond())/100
}

// ParseScope reads a time scope: `7d`, `1d12h`, `2024-05-01..2024-05-08` (the end is excluded; either side may be left
// out), or `all`. When the text is none, bad says what one looks like.
func ParseScope(text string) (s *Scope, bad string) {
	const want = "write 7d, 12h, 2024-05-01..2024-05-08, or all"
	if text == "all" {
		return &Scope{}, ""
	}
	from, to, isRange := strings.Cut(text, "..")
	if !isRange {
		ticks, ok := parseDuration(text)
		if !ok || ticks <= 0 {
			return nil, want
		}
		return &Scope{Last: ticks}, ""
	}
	s = &Scope{From: 1, To: maxTicks}
	for _, side := range []struct {
		text string
		to   *int64
	}{{from, &s.From}, {to, &s.To}} {
		if side.text == "" {
			continue
		}
		t, ok := parseTime(side.text)
		if !ok {
			return nil, want
		}
		*side.to = t
	}
	if from == "" && to == "" {
		return nil, want
	}
	if s.From >= s.To {
		return nil, "it ends before it begins"
	}
	return s, ""
}

var timeForms = []string{"2006-01-02", "2006-01-02T15:04", "2006-01-02T15:04:05.9999999", "2006-01-02T15:04:05.9999999Z07:00", "2006-01-02T15:04Z07:00"}

func parseTime(text string) (int64, bool) {
	for _, form := range timeForms {
		if t, err := time.Parse(form, text); err == nil {
			ticks := Ticks(t)
			return ticks, ticks > 0 && ticks <= maxTicks
		}
	}
	return 0, false
}

// parseDuration reads numbers with units, one behind the other (1d12h), as ticks.
func parseDuration(text string) (ticks int64, ok bool) {
	units := map[string]float64{"d": 864e9, "h": 36e9, "m": 6e8, "min": 6e8, "s": 1e7, "ms": 1e4}
	for text != "" {
		n := strings.IndexFunc(text, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
		if n <= 0 {
			return 0, false
		}
		f, err := strconv.ParseFloat(text[:n], 64)
		text = text[n:]
		u := strings.IndexFunc(text, func(r rune) bool { return r >= '0' && r <= '9' || r == '.' })
		if u < 0 {
			u = len(text)
		}
		unit, known := units[text[:u]]
		if err != nil || !known || f*unit > maxTicks {
			return 0, false
		}
		ticks += int64(f * unit)
		text = text[u:]
		ok = true
	}
	return ticks, ok && ticks <= maxTicks
}
