package duckdb

import (
	"math"
	"strconv"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// literal writes a constant in its type's usual form.
func literal(v symbol.Value) string {
	if v.Null {
		return "NULL::" + sqlTypeName(v.Type)
	}
	switch v.Type {
	case symbol.Bool:
		if v.Int != 0 {
			return "true"
		}
		return "false"
	case symbol.Int:
		return "(" + strconv.FormatInt(v.Int, 10) + ")::INTEGER"
	case symbol.Long, symbol.Datetime, symbol.Timespan:
		return long(v.Int)
	case symbol.Real:
		switch {
		case math.IsNaN(v.Real):
			return "'nan'::DOUBLE"
		case math.IsInf(v.Real, 1):
			return "'inf'::DOUBLE"
		case math.IsInf(v.Real, -1):
			return "'-inf'::DOUBLE"
		}
		return "'" + strconv.FormatFloat(v.Real, 'g', -1, 64) + "'::DOUBLE"
	case symbol.Decimal:
		return quote(v.Str) + "::DECIMAL(38,18)"
	case symbol.Guid:
		return quote(v.Str) + "::UUID"
	}
	return quote(v.Str)
}

func long(n int64) string {
	return "(" + strconv.FormatInt(n, 10) + ")::BIGINT"
}
