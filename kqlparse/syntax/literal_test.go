package syntax

import (
	"math"
	"testing"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// literal parses text as an expression and returns its first literal's value.
func literal(t *testing.T, text string) (symbol.Value, bool) {
	t.Helper()
	tr := Parse("print " + text)
	var found *Literal
	Walk(tr.Root, func(n Node) bool {
		if l, ok := n.(*Literal); ok && found == nil {
			found = l
		}
		return true
	})
	if found == nil {
		t.Fatalf("%s: no literal", text)
	}
	return LiteralValue(tr, found)
}

func TestLiteralValue(t *testing.T) {
	const d2024 = (738885 + 121) * day // 2024-05-01
	for _, c := range []struct {
		text string
		want symbol.Value
	}{
		{"10", symbol.Value{Type: symbol.Long, Int: 10}},
		{"0xFF", symbol.Value{Type: symbol.Long, Int: 255}},
		{"0xFFFFFFFFFFFFFFFF", symbol.Value{Type: symbol.Long, Int: -1}},
		{"long(-3)", symbol.Value{Type: symbol.Long, Int: -3}},
		{"long( null )", symbol.Value{Type: symbol.Long, Null: true}},
		{"int(7)", symbol.Value{Type: symbol.Int, Int: 7}},
		{"1.5", symbol.Value{Type: symbol.Real, Real: 1.5}},
		{"1e3", symbol.Value{Type: symbol.Real, Real: 1000}},
		{"real(-inf)", symbol.Value{Type: symbol.Real, Real: math.Inf(-1)}},
		{"decimal(1.50)", symbol.Value{Type: symbol.Decimal, Str: "1.50"}},
		{"decimal(1.5e2)", symbol.Value{Type: symbol.Decimal, Str: "150"}},
		{"true", symbol.Value{Type: symbol.Bool, Int: 1}},
		{"bool(0)", symbol.Value{Type: symbol.Bool}},
		{"1d", symbol.Value{Type: symbol.Timespan, Int: day}},
		{"1.5h", symbol.Value{Type: symbol.Timespan, Int: hour * 3 / 2}},
		{"90minutes", symbol.Value{Type: symbol.Timespan, Int: 90 * minute}},
		{"10ms", symbol.Value{Type: symbol.Timespan, Int: 100_000}},
		{"3microseconds", symbol.Value{Type: symbol.Timespan, Int: 30}},
		{"5ticks", symbol.Value{Type: symbol.Timespan, Int: 5}},
		{"time(1.02:03:04.5)", symbol.Value{Type: symbol.Timespan, Int: day + 2*hour + 3*minute + 4*second + second/2}},
		{"timespan(-12:30)", symbol.Value{Type: symbol.Timespan, Int: -(12*hour + 30*minute)}},
		{"time(2)", symbol.Value{Type: symbol.Timespan, Int: 2 * day}},
		{"time('1h')", symbol.Value{Type: symbol.Timespan, Int: hour}},
		{"datetime(2024-05-01)", symbol.Value{Type: symbol.Datetime, Int: d2024}},
		{"datetime(2024-05-01 10:20:30.1234567)", symbol.Value{Type: symbol.Datetime, Int: d2024 + 10*hour + 20*minute + 30*second + 1234567}},
		{"datetime(2024-05-01T10:00:00+02:00)", symbol.Value{Type: symbol.Datetime, Int: d2024 + 8*hour}},
		{"datetime(2024-05-01T10:00Z)", symbol.Value{Type: symbol.Datetime, Int: d2024 + 10*hour}},
		{"datetime('5/1/2024 1:02:03 PM')", symbol.Value{Type: symbol.Datetime, Int: d2024 + 13*hour + 2*minute + 3*second}},
		{"datetime(Wed, 01 May 2024 00:00:00 GMT)", symbol.Value{Type: symbol.Datetime, Int: d2024}},
		{"datetime(0001-01-01)", symbol.Value{Type: symbol.Datetime}},
		{"datetime(9999-12-31 23:59:59.9999999)", symbol.Value{Type: symbol.Datetime, Int: maxDatetime}},
		{"datetime(null)", symbol.Value{Type: symbol.Datetime, Null: true}},
		{"guid(6F9619FF-8B86-D011-B42D-00C04FC964FF)", symbol.Value{Type: symbol.Guid, Str: "6f9619ff-8b86-d011-b42d-00c04fc964ff"}},
	} {
		got, ok := literal(t, c.text)
		if !ok || got != c.want {
			t.Errorf("%s: %+v, %v", c.text, got, ok)
		}
	}
	for _, text := range []string{"long(x)", "int(3000000000)", "datetime(nope)", "datetime(2024-13-01)", "guid(1)", "time(1:99)", "decimal(a)", "99999999999999999999"} {
		if got, ok := literal(t, text); ok {
			t.Errorf("%s: %+v", text, got)
		}
	}
}

func TestSignedLiteral(t *testing.T) {
	if v, ok := literal(t, "toscalar(datatable(a: real)[-1.5])"); !ok || v.Real != -1.5 {
		t.Errorf("%+v", v)
	}
}

func TestUnquote(t *testing.T) {
	for lit, want := range map[string]string{
		`"a'b"`: "a'b", `'a\'b'`: "a'b", `@"a\b""c"`: `a\b"c`, `@'it''s'`: "it's", `h"x"`: "x", `H@'y\'`: `y\`,
		"```a\n`b` ```": "a\n`b` ", "~~~t~~~": "t", `"\t\n\\"`: "\t\n\\", `"\u00e9\x41\101"`: "éAA", `"\U0001F600"`: "\U0001F600", `""`: "",
	} {
		if got, ok := Unquote(lit); got != want || !ok {
			t.Errorf("%s: %q, %v", lit, got, ok)
		}
	}
	for _, lit := range []string{`"a`, `"`, "", "```a", `"a\q"`} {
		if got, ok := Unquote(lit); ok {
			t.Errorf("%s is complete: %q", lit, got)
		}
	}
}

func TestStringsJoin(t *testing.T) {
	tr := Parse(`print 'a' "b" @'c'`)
	s := tr.Root.Statements[0].Stmt.(*ExprStmt).X.(*OpExpr).Op.(*PrintOp).Items[0].X.(*StringLiteral)
	if s.Value != "abc" || len(s.Toks) != 3 {
		t.Errorf("%q of %d tokens", s.Value, len(s.Toks))
	}
}

// TestQuoteName: what is written reads back as the name.
func TestQuoteName(t *testing.T) {
	for _, name := range []string{"Plain_1", "a b", `it's`, `back\slash`, "1st", "nulls", "naïve", "a\nb"} {
		tree := Parse("T | where " + QuoteName(name) + " > 1")
		if len(tree.Errors) > 0 {
			t.Errorf("%s: %v", QuoteName(name), tree.Errors)
		}
		found := ""
		Walk(tree.Root, func(n Node) bool {
			if n, ok := n.(*Name); ok {
				found = n.Value
			}
			return true
		})
		if found != name {
			t.Errorf("%q is read as %q", name, found)
		}
	}
}
