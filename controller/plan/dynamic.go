package plan

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// dynamic is the value of dynamic(...) as compact JSON text.
func (e *env) dynamic(x *syntax.DynamicLiteral) Scalar {
	var b strings.Builder
	e.writeJSON(&b, x.Value)
	if b.String() == "null" {
		n := Null(symbol.Dynamic)
		n.Span = x.Span()
		return n
	}
	return &Const{Value: symbol.Value{Type: symbol.Dynamic, Str: b.String()}, Span: x.Span()}
}

func (e *env) writeJSON(b *strings.Builder, x syntax.Expr) {
	switch x := x.(type) {
	case nil, *syntax.NullLiteral:
		b.WriteString("null")
	case *syntax.JSONArray:
		b.WriteByte('[')
		for i, it := range x.Items {
			if i > 0 {
				b.WriteByte(',')
			}
			e.writeJSON(b, it.X)
		}
		b.WriteByte(']')
	case *syntax.JSONObject:
		b.WriteByte('{')
		seen := map[string]bool{}
		for _, p := range x.Pairs {
			if p.Key == nil || seen[p.Key.Value] {
				continue
			}
			if len(seen) > 0 {
				b.WriteByte(',')
			}
			seen[p.Key.Value] = true
			writeText(b, p.Key.Value)
			b.WriteByte(':')
			e.writeJSON(b, p.Value)
		}
		b.WriteByte('}')
	case *syntax.DynamicLiteral:
		e.writeJSON(b, x.Value)
	case *syntax.StringLiteral:
		writeText(b, x.Value)
	default:
		k, ok := e.scalar(x, &scope{}).(*Const)
		if !ok {
			e.unsupported(x, "this value in dynamic()", "")
		}
		writeValue(b, k.Value)
	}
}

func writeText(b *strings.Builder, s string) {
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	b.WriteString(strings.TrimSuffix(out.String(), "\n"))
}

// writeValue writes a constant as it stands inside of JSON.
func writeValue(b *strings.Builder, v symbol.Value) {
	switch {
	case v.Null:
		b.WriteString("null")
	case v.Type == symbol.Bool:
		b.WriteString(strconv.FormatBool(v.Int != 0))
	case v.Type == symbol.Int || v.Type == symbol.Long:
		b.WriteString(strconv.FormatInt(v.Int, 10))
	case v.Type == symbol.Real && math.IsNaN(v.Real):
		b.WriteString(`"NaN"`)
	case v.Type == symbol.Real && math.IsInf(v.Real, 1):
		b.WriteString(`"Infinity"`)
	case v.Type == symbol.Real && math.IsInf(v.Real, -1):
		b.WriteString(`"-Infinity"`)
	case v.Type == symbol.Real:
		s := strconv.FormatFloat(v.Real, 'g', -1, 64)
		if !strings.ContainsAny(s, ".e") {
			s += ".0"
		}
		b.WriteString(s)
	case v.Type == symbol.Datetime:
		writeText(b, datetimeText(v.Int))
	case v.Type == symbol.Timespan:
		writeText(b, timespanText(v.Int))
	case v.Type == symbol.Dynamic:
		b.WriteString(v.Str)
	default:
		writeText(b, v.Str)
	}
}

const (
	ticksPerSecond = 10_000_000
	ticksPerDay    = 86_400 * ticksPerSecond
)

// datetimeText writes ticks since year 1 as ISO 8601 with seven digits.
func datetimeText(ticks int64) string {
	days, rest := ticks/ticksPerDay, ticks%ticksPerDay
	// The civil calendar by counting eras of 400 years from 0000-03-01.
	z := days + 306
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d, m, y := doy-(153*mp+2)/5+1, mp+3, yoe+era*400
	if m > 12 {
		m -= 12
		y++
	}
	s := rest / ticksPerSecond
	return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d.%07dZ", y, m, d, s/3600, s/60%60, s%60, rest%ticksPerSecond)
}

// timespanText writes ticks as [-][d.]hh:mm:ss[.fffffff].
func timespanText(ticks int64) string {
	sign, u := "", uint64(ticks)
	if ticks < 0 {
		sign, u = "-", -u
	}
	days, rest := u/ticksPerDay, u%ticksPerDay
	out := sign
	if days > 0 {
		out += strconv.FormatUint(days, 10) + "."
	}
	s := rest / ticksPerSecond
	out += fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
	if f := rest % ticksPerSecond; f != 0 {
		out += fmt.Sprintf(".%07d", f)
	}
	return out
}
