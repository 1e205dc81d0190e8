package result

import (
	"math"
	"testing"
	"time"
)

func TestAppendDatetime(t *testing.T) {
	epoch := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, at := range []time.Time{epoch, time.Date(1, 12, 31, 23, 59, 59, 999999900, time.UTC), time.Date(1900, 2, 28, 1, 2, 3, 100, time.UTC),
		time.Date(2000, 2, 29, 0, 0, 0, 0, time.UTC), time.Date(2024, 12, 31, 12, 0, 0, 500, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 999999900, time.UTC)} {
		ticks := (at.Unix()-epoch.Unix())*TicksPerSecond + int64(at.Nanosecond()/100)
		if got, want := string(AppendDatetime(nil, ticks)), at.Format("2006-01-02T15:04:05.0000000Z"); got != want {
			t.Errorf("ticks %d: got %s, want %s", ticks, got, want)
		}
	}
}

func TestAppendTimespan(t *testing.T) {
	for ticks, want := range map[int64]string{
		0: "00:00:00", 1: "00:00:00.0000001", TicksPerSecond: "00:00:01", -TicksPerSecond * 90: "-00:01:30",
		ticksPerDay*200_000 + 5: "200000.00:00:00.0000005", math.MaxInt64: "10675199.02:48:05.4775807", math.MinInt64: "-10675199.02:48:05.4775808",
	} {
		if got := string(AppendTimespan(nil, ticks)); got != want {
			t.Errorf("%d: got %s, want %s", ticks, got, want)
		}
	}
}

func TestAppendReal(t *testing.T) {
	for f, want := range map[float64]string{1: "1.0", -2.5: "-2.5", 0: "0.0", math.Inf(1): "inf", 123456: "123456.0"} {
		if got := string(AppendReal(nil, f)); got != want {
			t.Errorf("%v: got %s, want %s", f, got, want)
		}
	}
	tenth, fifth := 0.1, 0.2
	if got := string(AppendReal(nil, tenth+fifth)); got != "0.30000000000000004" {
		t.Errorf("0.1 + 0.2: got %s", got)
	}
	if got := string(AppendReal(nil, math.NaN())); got != "NaN" {
		t.Errorf("NaN: got %s", got)
	}
}
