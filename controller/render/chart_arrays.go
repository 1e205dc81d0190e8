package render

import (
	"encoding/json"
	"time"

	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// addArrays adds the series that one row of make-series holds: x and y values are arrays, side by side.
func (b *builder) addArrays(batch *result.Batch, i int) {
	xs := array(&batch.Cols[b.c.X], i)
	for _, y := range b.c.Y {
		ys := array(&batch.Cols[y], i)
		if len(ys) == 0 {
			continue
		}
		name := b.seriesName(batch, i, y)
		for j := range min(len(xs), len(ys)) {
			x, kind := arrayX(xs[j])
			if x == nil || b.points > 0 && kind != b.c.XType {
				continue
			}
			b.c.XType = kind
			v, ok := ys[j].(float64)
			if !ok {
				b.add(name, x, nil)
				continue
			}
			b.add(name, x, v)
		}
	}
}

// arrayAxis finds the axis among columns of arrays: the first that holds times, else the last one, where make-series puts
// it; -1 when there is none.
func arrayAxis(cols []result.Column, first *result.Batch) int {
	axis := -1
	for i, c := range cols {
		if c.Type != symbol.Dynamic || first == nil {
			continue
		}
		if xs := array(&first.Cols[i], 0); len(xs) > 0 {
			if _, kind := arrayX(xs[0]); kind == "time" {
				return i
			}
			axis = i
		}
	}
	return axis
}

func array(v *result.Vector, i int) (list []any) {
	if v.IsNull(i) || v.Strings == nil {
		return nil
	}
	if json.Unmarshal([]byte(v.Strings[i]), &list) != nil {
		return nil
	}
	return list
}

// arrayX reads an x value of an array: a time, a number, or a word.
func arrayX(v any) (x any, kind string) {
	switch v := v.(type) {
	case float64:
		return v, "number"
	case string:
		if t, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return float64(t.UnixMicro()) / 1000, "time"
		}
		return clip(v, 200), "category"
	}
	return nil, ""
}
