package syntax

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// LiteralValue returns the value of a literal: ticks for times (100 ns; datetimes since year 1), the digits of decimals,
// the 36 lower case characters of guids. ok is false when the text is no value of its type.
func LiteralValue(t *Tree, l *Literal) (v symbol.Value, ok bool) {
	v, ok = literalValue(l.Tok.Kind, t.TokenText(l.Tok))
	if ok && !v.Null && l.Sign.Present() && t.TokenText(l.Sign) == "-" {
		v.Int, v.Real = -v.Int, -v.Real
		if v.Type == symbol.Decimal {
			v.Str = "-" + v.Str
		}
	}
	return v, ok
}

var literalTypes = map[Kind]symbol.Type{
	LongLit: symbol.Long, IntLit: symbol.Int, RealLit: symbol.Real, DecimalLit: symbol.Decimal, BoolLit: symbol.Bool,
	DatetimeLit: symbol.Datetime, TimespanLit: symbol.Timespan, GuidLit: symbol.Guid, StringLit: symbol.String,
}

func literalValue(k Kind, text string) (v symbol.Value, ok bool) {
	v.Type = literalTypes[k]
	if k == StringLit {
		v.Str, ok = Unquote(text)
		return v, ok
	}
	inner := text
	if i := strings.IndexByte(text, '('); i >= 0 {
		inner = strings.TrimSpace(strings.TrimSuffix(text[i+1:], ")"))
		if inner == "null" {
			v.Null = true
			return v, true
		}
	}
	switch k {
	case LongLit:
		v.Int, ok = integer(inner, 64)
	case IntLit:
		v.Int, ok = integer(inner, 32)
	case RealLit:
		v.Real, ok = real(inner)
	case DecimalLit:
		v.Str, ok = decimal(inner)
	case BoolLit:
		v.Int, ok = boolean(inner)
	case DatetimeLit:
		v.Int, ok = ParseDatetime(unquoted(inner))
	case TimespanLit:
		v.Int, ok = ParseTimespan(unquoted(inner))
	case GuidLit:
		v.Str, ok = guid(unquoted(inner))
	}
	return v, ok
}

// unquoted drops the quotes that datetime("...") and its relatives may have.
func unquoted(s string) string {
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

func integer(s string, bits int) (int64, bool) {
	neg := strings.HasPrefix(s, "-")
	digits := strings.TrimPrefix(strings.TrimPrefix(s, "-"), "+")
	if len(digits) > 2 && digits[0] == '0' && digits[1]|0x20 == 'x' {
		u, err := strconv.ParseUint(digits[2:], 16, bits)
		n := int64(u)
		if bits == 32 {
			n = int64(int32(u))
		}
		if neg {
			n = -n
		}
		return n, err == nil
	}
	if neg {
		digits = "-" + digits
	}
	n, err := strconv.ParseInt(digits, 10, bits)
	if err != nil && bits == 64 && digits == "9223372036854775808" {
		return math.MinInt64, true // only -9223372036854775808 has it: the sign is an operator
	}
	return n, err == nil
}

func real(s string) (float64, bool) {
	switch strings.ToLower(s) {
	case "nan":
		return math.NaN(), true
	case "+inf", "inf":
		return math.Inf(1), true
	case "-inf":
		return math.Inf(-1), true
	}
	if s == "" || strings.ContainsAny(s, "_xXpPnNiI") {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil || math.IsInf(f, 0)
}

// decimal returns the digits of an exact number without an exponent.
func decimal(s string) (string, bool) {
	if s == "" || strings.Trim(s, "+-0123456789.eE") != "" {
		return "", false
	}
	if !strings.ContainsAny(s, "eE") {
		if _, ok := new(big.Rat).SetString(s); !ok {
			return "", false
		}
		return strings.TrimPrefix(s, "+"), true
	}
	mantissa, exp, _ := strings.Cut(strings.ToLower(s), "e")
	n, err := strconv.Atoi(exp)
	r, ok := new(big.Rat).SetString(mantissa)
	if err != nil || !ok || n < -400 || n > 400 {
		return "", false
	}
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(n, -n))), nil))
	if n < 0 {
		r.Quo(r, scale)
	} else {
		r.Mul(r, scale)
	}
	_, frac, _ := strings.Cut(mantissa, ".")
	return r.FloatString(max(0, len(frac)-n)), true
}

func boolean(s string) (int64, bool) {
	switch strings.ToLower(s) {
	case "true":
		return 1, true
	case "false":
		return 0, true
	}
	n, ok := integer(s, 64)
	if n != 0 {
		n = 1
	}
	return n, ok
}

func guid(s string) (string, bool) {
	s = strings.ToLower(strings.Trim(s, "{}"))
	if len(s) == 32 {
		s = s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
	}
	return s, len(s) == 36 && rawGuid(s, 0) == 36
}
